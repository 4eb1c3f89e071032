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
	id, site, book         string
	line                   int
	kind                   string
	at                     time.Time
	day                    string
	reference, destination *string
	status, conditions     *string
	urgent                 *bool
	account, usedOn        *string
	raw                    string
}

// insert takes the values of a row in the order of [row.values]. A line that the server has already is left as it was.
const insert = `insert into referraldesk.event
	(id, site, book, line, type, at, day, reference, destination, status, conditions, urgent, account, used_on, raw)
	values ($1, $2, $3, $4, $5, $6, cast($7 as date), $8, $9, $10, $11, $12, $13, cast($14 as date), $15)
	on conflict (id) do nothing`

func (r row) values() []any {
	return []any{r.id, r.site, r.book, r.line, r.kind, r.at, r.day, r.reference, r.destination, r.status, r.conditions, r.urgent,
		r.account, r.usedOn, r.raw}
}

// rowOf is a line of a book as noted by a site.
func rowOf(site ods.Code, book string, l daybook.Line) row {
	at := l.Entry.Event.When()
	r := row{
		id: l.Entry.ID.String(), site: site.String(), book: book, line: l.Number, kind: l.Type(),
		at: at, day: policy.DayOf(at).String(), raw: l.Raw,
	}
	switch e := l.Entry.Event.(type) {
	case daybook.HandedOver:
		r.reference, r.destination = (*string)(&e.Reference), (*string)(&e.Destination)
		status, urgent, conditions := e.Status.String(), e.Urgency.Urgent(), conditionsOf(e)
		r.status, r.urgent, r.conditions = &status, &urgent, &conditions
	case daybook.Sent:
		r.reference, r.destination = (*string)(&e.Reference), (*string)(&e.Destination)
	case daybook.NotSent:
		r.reference, r.destination = (*string)(&e.Reference), (*string)(&e.Destination)
	case daybook.ReceiptConfirmed:
		r.reference, r.destination = (*string)(&e.Reference), (*string)(&e.Destination)
	case daybook.ReplyReceived:
		r.reference, r.destination = (*string)(&e.Reference), (*string)(&e.Destination)
	case daybook.AccountUsed:
		account, on := strings.ToLower(e.Account.String()), e.On.String()
		r.account, r.usedOn = &account, &on
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
