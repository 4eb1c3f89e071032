package report

import (
	"encoding/json"
	"time"

	"referraldesk/policy"
	"referraldesk/policy/text"
)

// The wire types hold to the rule of all JSON here: what is not known is null, never "", and a list is never null. Times are in
// whole seconds.
type (
	wireReport struct {
		Month        string          `json:"month"` // YYYY-MM
		Made         policy.Day      `json:"made"`
		Site         *string         `json:"site"`     // null for all
		OwnOnly      bool            `json:"own_only"` // one machine's own daybook stands in for the group's, which could not be asked
		Faults       int             `json:"faults"`   // of the daybook
		Total        wireTally       `json:"total"`
		Destinations []wireNamed     `json:"destinations"`
		Sites        []wireNamed     `json:"sites"`
		Conditions   []wireCondition `json:"conditions"`
		Waits        []wireWait      `json:"waits"`
	}
	wireNamed struct {
		ID   *string `json:"id"`
		Name *string `json:"name"`
		wireTally
	}
	wireTally struct {
		Referrals int      `json:"referrals"`
		Again     int      `json:"again"`
		Secure    int      `json:"secure"`
		Check     int      `json:"check"`
		NotSecure int      `json:"not_secure"`
		Arrived   int      `json:"arrived"`
		NotSent   int      `json:"not_sent"`
		Open      int      `json:"open"`
		Took      wireTook `json:"took"`
	}
	wireTook struct {
		Measured int    `json:"measured"`
		Median   *int64 `json:"median_seconds"`
		Longest  *int64 `json:"longest_seconds"`
	}
	wireCondition struct {
		Condition policy.ConditionID `json:"condition"`
		Referrals int                `json:"referrals"`
	}
	wireWait struct {
		From      int  `json:"from_days"`
		To        *int `json:"to_days"` // null where there is no end
		Referrals int  `json:"referrals"`
	}
)

// MarshalJSON writes the report for other programs.
func (r Report) MarshalJSON() ([]byte, error) {
	w := wireReport{
		Month: r.First.String()[:len("2006-01")], Made: r.Made, Site: orNull(r.Site), OwnOnly: r.OwnOnly, Faults: r.Faults, Total: wireTallyOf(r.Total),
		Destinations: named(r.Destinations, r.Names.Destinations), Sites: named(r.Sites, r.Names.Sites),
		Conditions: []wireCondition{}, Waits: []wireWait{},
	}
	for _, c := range r.Conditions {
		w.Conditions = append(w.Conditions, wireCondition(c))
	}
	for _, wait := range r.Waits {
		w.Waits = append(w.Waits, wireWait{wait.From, orNull(wait.To), wait.Referrals})
	}
	return json.Marshal(w)
}

func named(tallies []Tally, names map[string]text.Text) []wireNamed {
	all := []wireNamed{}
	for _, t := range tallies {
		all = append(all, wireNamed{orNull(t.ID), orNull(names[t.ID].String()), wireTallyOf(t)})
	}
	return all
}

func wireTallyOf(t Tally) wireTally {
	w := wireTally{
		Referrals: t.Referrals, Again: t.Again, Secure: t.Secure, Check: t.Check, NotSecure: t.NotSecure,
		Arrived: t.Arrived, NotSent: t.NotSent, Open: t.Open, Took: wireTook{Measured: t.Took.Measured},
	}
	if t.Took.Measured > 0 {
		median, longest := int64(t.Took.Median/time.Second), int64(t.Took.Longest/time.Second)
		w.Took.Median, w.Took.Longest = &median, &longest
	}
	return w
}

// orNull is a value, nil where it is not known.
func orNull[T comparable](value T) *T {
	var none T
	if value == none {
		return nil
	}
	return &value
}
