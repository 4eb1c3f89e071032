package central

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
)

// The server decides what a role reads: its own site, or all of them. So no query here asks who is asking.

// mayAnswer says that an answer s is to the hand-off h, and the word of its site or of one that reads every site.
const mayAnswer = `s.reference = h.reference and s.destination = h.destination
	      and (s.site = h.site
	        or s.site in (select m.site from referraldesk.member m, referraldesk.reader r where m.role = r.role))`

// isSettled says that an answer to the hand-off h stands behind it in the same file, or has a later time in another. All that it
// asks for stands in one index, which is read instead of the lines.
const isSettled = `exists (
	    select 1
	    from referraldesk.event s
	    where s.answers = true and ` + mayAnswer + `
	      and (s.book = h.book and s.line > h.line or s.book <> h.book and s.at >= h.at))`

// unsettled are the hand-offs that may be due and that nothing has settled.
const unsettled = `select h.id
	from referraldesk.event h
	where h.answers = false
	  and (h.day <= cast($1 as date) and h.urgent or h.day <= cast($2 as date) or h.day > cast($3 as date))
	  and not ` + isSettled

// Unsettled are the hand-offs of all sites that the role reads and that nothing has settled, of those that may be due today.
// [daybook.Due] says which are.
func (b *Book) Unsettled(ctx context.Context, today policy.Day, rules daybook.Rules) ([]daybook.Entry, error) {
	urgent, other := rules.LastDue(today)
	if err := b.makeRoom(ctx); err != nil {
		return nil, fault(b.at, err)
	}
	rows, err := b.conn.Query(ctx, unsettled, urgent.String(), other.String(), today.String())
	if err != nil {
		return nil, fault(b.at, err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[[16]byte])
	if err != nil || len(ids) == 0 {
		return nil, fault(b.at, err)
	}
	return b.entries(ctx, "select site, raw from referraldesk.event where id = any($1) order by at, id", ids)
}

const settled = `select h.id, right(h.raw, 66)
	from referraldesk.event h
	where h.id = any($1) and h.answers = false and ` + isSettled

// Settled are those of a desk's hand-offs that the server has as they are in the file, and that something there settles.
func (b *Book) Settled(ctx context.Context, handOffs []daybook.Line) (map[daybook.ID]bool, error) {
	var ids [][16]byte
	for _, l := range handOffs {
		ids = append(ids, [16]byte(l.Entry.ID))
	}
	ends, err := b.ends(ctx, settled, ids)
	if err != nil {
		return nil, fault(b.at, err)
	}
	known := map[daybook.ID]bool{}
	for _, l := range handOffs {
		if end := ends[l.Entry.ID]; end != "" && strings.HasSuffix(l.Raw, end) {
			known[l.Entry.ID] = true
		}
	}
	return known, nil
}

// makeRoom lets the server sort and join in memory what a year of a group takes. One that knows no such setting does without.
func (b *Book) makeRoom(ctx context.Context) error {
	_, err := b.conn.Exec(ctx, "set work_mem = '64MB'")
	if _, answered := errors.AsType[*pgconn.PgError](err); answered {
		return nil
	}
	return err
}

const uses = `select site, raw
	from referraldesk.event
	where account = $1 and used_on <= cast($2 as date)
	order by used_on desc, at desc
	limit 1`

// Uses are the latest use of each account up to today, wherever it was noted.
func (b *Book) Uses(ctx context.Context, accounts []policy.Address, today policy.Day) ([]daybook.Entry, error) {
	var all []daybook.Entry
	for _, a := range accounts {
		latest, err := b.entries(ctx, uses, strings.ToLower(a.String()), today.String())
		if err != nil {
			return all, err
		}
		all = append(all, latest...)
	}
	return all, nil
}

const list = `select site, raw
	from referraldesk.event
	where day >= cast($1 as date) and (site = $2 or $2 = '')
	order by site, book, line`

// List are the events of a day and later, of one site or, where it is zero, of all: site by site, each file in its order.
func (b *Book) List(ctx context.Context, site ods.Code, since policy.Day) ([]daybook.Entry, error) {
	from := since.String()
	if from == "" {
		from = "0001-01-01"
	}
	return b.entries(ctx, list, from, site.String())
}

// ErrUnreadable says that lines of the group's daybook can't be read: their hash does not fit, or a newer version of this program
// wrote them. What else was asked for is there all the same.
var ErrUnreadable = errors.New("not as a desk of this version wrote them")

// entries reads what a query finds: a site and a line.
func (b *Book) entries(ctx context.Context, query string, args ...any) ([]daybook.Entry, error) {
	rows, err := b.conn.Query(ctx, query, args...)
	if err != nil {
		return nil, fault(b.at, err)
	}
	var entries []daybook.Entry
	var site, raw string
	reader, spoilt := daybook.NewLineReader(), 0
	_, err = pgx.ForEachRow(rows, []any{&site, &raw}, func() error {
		line, ok := reader.Read(raw)
		code, err := ods.ParseCode(site)
		if !ok || err != nil {
			spoilt++
			return nil
		}
		line.Entry.Site = code
		entries = append(entries, sited(line.Entry))
		return nil
	})
	return entries, b.readFault(spoilt, err)
}

// readFault is what kept the book from being read, or from being read whole.
func (b *Book) readFault(spoilt int, err error) error {
	if err == nil && spoilt > 0 {
		return fmt.Errorf("the group's daybook on %s: %d of its lines are missing here, %w: use the newest version that a desk of the "+
			"group has, or compare them with a backup", b.at, spoilt, ErrUnreadable)
	}
	return fault(b.at, err)
}

// sited gives a hand-off of a desk that did not say its site the one that noted it.
func sited(e daybook.Entry) daybook.Entry {
	if h, ok := e.Event.(daybook.HandedOver); ok && h.Site.IsZero() {
		h.Site = e.Site
		e.Event = h
	}
	return e
}
