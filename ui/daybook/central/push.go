package central

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"referraldesk/directory/ods"
	"referraldesk/policy/text"
	"referraldesk/ui/daybook"
)

// atOnce is how many lines go to the server in one go, all of them or none: few enough that a slow line gets somewhere before
// it breaks.
const atOnce = 500

// batchPatience bounds each go, so that a server that went silent is given up.
const batchPatience = 30 * time.Second

// Push sends what the server does not have yet of a desk's daybook, in the order of the file, as noted by the site. It gives how
// many lines the server took. What it has it is not sent again, and what it is sent again it takes once; so an error costs
// nothing but time.
//
// What follows the server's last line of the file is missing, where that line stands in the file. Where it does not (the file was
// put back from a backup, or is the copy of another machine's), the server's lines are compared one by one. compareAll always
// does that, and says where the file has another line than the one that went to the server ([ErrDiffers]), and which lines the
// server keeps from this role ([ErrHidden]). Only so do those go there that an older version of this program, which could not read
// them, left out before a later line ([daybook.Lines]).
func (b *Book) Push(ctx context.Context, site ods.Code, lines []daybook.Line, compareAll bool) (sent int, err error) {
	missing, differ, err := b.missing(ctx, lines, compareAll)
	if err != nil {
		return 0, fault(b.at, err)
	}
	for some := range slices.Chunk(missing, atOnce) {
		n, err := b.send(ctx, site, bookOf(lines), some)
		sent += n
		if err != nil {
			return sent, pushFault(b.at, site, err)
		}
	}
	if !compareAll {
		return sent, nil
	}
	var hidden error
	if sent < len(missing) {
		hidden = b.hidden(ctx, site, lines)
	}
	return sent, errors.Join(b.differs(differ), hidden)
}

// differs says that lines of the file are not as the server has them.
func (b *Book) differs(numbers []int) error {
	if len(numbers) == 0 {
		return nil
	}
	return fmt.Errorf("from line %d on %w on %s has it (%d of its lines): somebody changed it, together with its hashes: compare it with "+
		"a backup", numbers[0], ErrDiffers, b.at, len(numbers))
}

// hidden says which lines the server did not take and does not show either. One that another desk of this machine has sent in the
// meantime is shown.
func (b *Book) hidden(ctx context.Context, site ods.Code, lines []daybook.Line) error {
	missing, _, err := b.missing(ctx, lines, true)
	if err != nil || len(missing) == 0 {
		return fault(b.at, err)
	}
	said := fmt.Sprintf("from line %d on %s (%d of its lines), under another site than %s, so role %s can't read them: they are asked after on "+
		"this machine alone: have the owner of the tables compare the site that they stand under with the row of the role in referraldesk.member",
		missing[0].Number, ErrHidden, len(missing), site, b.at.config.User)
	return &saidError{text.Line(said).String(), ErrHidden}
}

// ErrDiffers says that lines of a desk's daybook are others than those that the server took: they were changed, together with
// their hashes. The server keeps what it took.
var ErrDiffers = errors.New("this daybook is not as the group's")

// ErrHidden says that the server has lines of a desk's daybook and keeps them from its role, as it does once the role is bound to
// another site.
var ErrHidden = errors.New("the group's daybook has lines of this one already")

// The last line that the server has of a book, and all of them.
const (
	lastOf = "select id, right(raw, 66) from referraldesk.event where book = $1 order by line desc limit 1"
	allOf  = "select id, right(raw, 66) from referraldesk.event where book = $1"
)

// missing are the lines that the server does not have, and the numbers of those that it has otherwise, as far as it was asked.
func (b *Book) missing(ctx context.Context, lines []daybook.Line, compareAll bool) (missing []daybook.Line, differ []int, err error) {
	if len(lines) == 0 {
		return nil, nil, nil
	}
	if !compareAll {
		last, err := b.ends(ctx, lastOf, [16]byte(bookOf(lines)))
		if err != nil || len(last) == 0 {
			return lines, nil, err
		}
		if at := slices.IndexFunc(lines, func(l daybook.Line) bool { return last[l.Entry.ID] != "" }); at >= 0 {
			return lines[at+1:], nil, nil
		}
	}
	all, err := b.ends(ctx, allOf, [16]byte(bookOf(lines)))
	for _, l := range lines {
		switch end := all[l.Entry.ID]; {
		case end == "":
			missing = append(missing, l)
		case !strings.HasSuffix(l.Raw, end):
			differ = append(differ, l.Number)
		}
	}
	return missing, differ, err
}

// ends are the ids that a query finds, each with the end of its line, in which the hash is.
func (b *Book) ends(ctx context.Context, query string, of any) (map[daybook.ID]string, error) {
	ctx, cancel := context.WithTimeout(ctx, batchPatience)
	defer cancel()
	rows, err := b.conn.Query(ctx, query, of)
	if err != nil {
		return nil, err
	}
	known := map[daybook.ID]string{}
	var id [16]byte
	var end string
	_, err = pgx.ForEachRow(rows, []any{&id, &end}, func() error {
		known[daybook.ID(id)] = end
		return nil
	})
	return known, err
}

// bookOf tells one daybook from all others: the id of its first event.
func bookOf(lines []daybook.Line) daybook.ID { return lines[0].Entry.ID }

// send gives the server some lines in one transaction, without a temporary table, which a role may be denied.
func (b *Book) send(ctx context.Context, site ods.Code, book daybook.ID, lines []daybook.Line) (taken int, err error) {
	ctx, cancel := context.WithTimeout(ctx, batchPatience)
	defer cancel()
	var batch pgx.Batch
	for _, l := range lines {
		batch.Queue(insert, rowOf(site, book, l).values()...)
	}
	results := b.conn.SendBatch(ctx, &batch)
	for range lines {
		tag, err := results.Exec()
		if err != nil {
			_ = results.Close() // the first error is the one that says something
			return 0, err
		}
		taken += int(tag.RowsAffected())
	}
	if err := results.Close(); err != nil {
		return 0, err // the transaction ends here, and this one took none
	}
	return taken, nil
}
