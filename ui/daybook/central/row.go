package central

import (
	"strings"
	"time"

	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
)

// row is a line as the server keeps it: what queries ask for, and the line itself. What an event does not have is nil.
type row struct {
	id, book               daybook.ID
	site                   string
	line                   int
	kind                   string
	at                     time.Time
	day                    string
	zone                   int
	answers                *bool
	reference, destination *string
	status, conditions     *string
	urgent                 *bool
	account, usedOn        *string
	raw                    string
}

// insert takes the values of a row in the order of [row.values]. A line that the server has already is left as it was.
const insert = `insert into referraldesk.event
	(id, site, book, line, type, at, day, zone, answers, reference, destination, status, conditions, urgent, account, used_on, raw)
	values ($1, $2, $3, $4, $5, $6, cast($7 as date), $8, $9, $10, $11, $12, $13, $14, $15, cast($16 as date), $17)
	on conflict (id) do nothing`

func (r row) values() []any {
	return []any{[16]byte(r.id), r.site, [16]byte(r.book), r.line, r.kind, r.at, r.day, r.zone, r.answers, r.reference, r.destination,
		r.status, r.conditions, r.urgent, r.account, r.usedOn, r.raw}
}

// rowOf is a line of a book as noted by a site.
func rowOf(site ods.Code, book daybook.ID, l daybook.Line) row {
	at := l.Entry.Event.When()
	_, zone := at.Zone()
	r := row{
		id: l.Entry.ID, site: site.String(), book: book, line: l.Number, kind: l.Type(),
		at: at, day: policy.DayOf(at).String(), zone: zone, raw: l.Raw,
	}
	switch e := l.Entry.Event.(type) {
	case daybook.HandedOver:
		r.answers, r.reference, r.destination = new(false), (*string)(&e.Reference), (*string)(&e.Destination)
		r.status, r.urgent, r.conditions = new(e.Status.String()), new(e.Urgency.Urgent()), new(conditionsOf(e))
	case daybook.Sent:
		r.reference, r.destination = (*string)(&e.Reference), (*string)(&e.Destination)
	case daybook.NotSent:
		r.answers, r.reference, r.destination = new(true), (*string)(&e.Reference), (*string)(&e.Destination)
	case daybook.ReceiptConfirmed:
		r.answers, r.reference, r.destination = new(true), (*string)(&e.Reference), (*string)(&e.Destination)
	case daybook.ReplyReceived:
		r.answers, r.reference, r.destination = new(true), (*string)(&e.Reference), (*string)(&e.Destination)
	case daybook.AccountUsed:
		r.account, r.usedOn = new(strings.ToLower(e.Account.String())), new(e.On.String())
	}
	return r
}

// conditionsOf are the conditions that were confirmed, with a space between.
func conditionsOf(e daybook.HandedOver) string {
	var ids []string
	for _, c := range e.Conditions() {
		ids = append(ids, string(c))
	}
	return strings.Join(ids, " ")
}
