package central

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
)

// month are the hand-offs of the days from $1 to before $2, of a site or of all, and what was said of them since by those who may.
const month = `with handed as (
	  select type, site, at, zone, line, reference, destination, status, conditions
	  from referraldesk.event
	  where answers = false and day >= cast($1 as date) and day < cast($2 as date) and (site = $3 or $3 = '')
	), said as (
	  select s.type, s.site, s.at, s.zone, s.line, s.reference, s.destination, '' as status, '' as conditions
	  from referraldesk.event s
	  where s.answers = true and s.day >= cast($1 as date)
	    and exists (select 1 from handed h where ` + mayAnswer + `)
	)
	select * from handed union all select * from said order by at, line`

// Counted are the events that a report counts, in the order of their clocks: the hand-offs of the days from first to before next,
// of a site or, where it is zero, of all, and what was said since of them. The events have what is counted and no more; for all
// of each there is [Book.List].
func (b *Book) Counted(ctx context.Context, site ods.Code, first, next policy.Day) ([]daybook.Entry, error) {
	if err := b.makeRoom(ctx); err != nil {
		return nil, fault(b.at, err)
	}
	rows, err := b.conn.Query(ctx, month, first.String(), next.String(), site.String())
	if err != nil {
		return nil, fault(b.at, err)
	}
	var entries []daybook.Entry
	var r counted
	spoilt := 0
	_, err = pgx.ForEachRow(rows, []any{&r.kind, &r.site, &r.at, &r.zone, &r.line, &r.reference, &r.destination, &r.status, &r.conditions}, func() error {
		if e, ok := r.entry(); ok {
			entries = append(entries, e)
		} else {
			spoilt++
		}
		return nil
	})
	return entries, b.readFault(spoilt, err)
}

// counted is what a report counts of an event.
type counted struct {
	kind, site             string
	at                     time.Time
	zone, line             int
	reference, destination string
	status, conditions     string
}

// entry is false where it is nothing that a desk wrote.
func (r counted) entry() (e daybook.Entry, ok bool) {
	site, err := ods.ParseCode(r.site)
	of := daybook.OfReferral{
		At: r.at.In(time.FixedZone("", r.zone)), Reference: daybook.Reference(r.reference), Destination: daybook.DestinationID(r.destination),
	}
	e = daybook.Entry{Line: r.line, Site: site}
	switch r.kind {
	case "receipt-confirmed":
		e.Event = daybook.ReceiptConfirmed(of)
	case "reply-received":
		e.Event = daybook.ReplyReceived(of)
	case "not-sent":
		e.Event = daybook.NotSent(of)
	case "handed-over":
		h := daybook.HandedOver{At: of.At, Reference: of.Reference, Destination: of.Destination, Status: statusOf(r.status), Site: site}
		for i, id := range strings.Fields(r.conditions) {
			if i == 0 {
				h.Condition = policy.ConditionID(id)
			} else {
				h.Also = append(h.Also, policy.ConditionID(id))
			}
		}
		e.Event = h
	}
	return e, err == nil && e.Event != nil
}

// statusOf is the status with an id; what is no id of one is not known.
func statusOf(id string) policy.Status {
	for _, s := range []policy.Status{policy.Secure, policy.Check, policy.NotSecure} {
		if s.String() == id {
			return s
		}
	}
	return policy.Unknown
}
