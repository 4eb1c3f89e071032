package report

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"time"

	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
)

// AtSite are entries without the hand-offs of other sites. What is noted of a referral later names no site, and stays.
func AtSite(entries iter.Seq[daybook.Entry], site ods.Code) iter.Seq[daybook.Entry] {
	return func(yield func(daybook.Entry) bool) {
		for entry := range entries {
			if e, handOff := entry.Event.(daybook.HandedOver); handOff && e.Site != site {
				continue
			}
			if !yield(entry) {
				return
			}
		}
	}
}

// Of counts the calendar month that a day lies in. The entries are those of that month and of all days after it, in the order
// in which they were noted; earlier ones do no harm. Entries of several sites may follow each other in any order.
func Of(entries iter.Seq[daybook.Entry], month policy.Day) Month {
	first, next := month.Month()
	c := count{first: first, next: next, at: map[key]int{}}
	for entry := range entries {
		switch e := entry.Event.(type) {
		case daybook.HandedOver:
			c.handedOver(e)
		case daybook.ReceiptConfirmed:
			c.settled(daybook.OfReferral(e), arrived)
		case daybook.ReplyReceived:
			c.settled(daybook.OfReferral(e), arrived)
		case daybook.NotSent:
			c.settled(daybook.OfReferral(e), notSent)
		}
	}
	return c.month()
}

// count is a month that is being counted.
type count struct {
	first, next policy.Day
	at          map[key]int // where a referral stands in the list
	referrals   []referral
}

type key struct {
	reference   daybook.Reference
	destination daybook.DestinationID
}

// referral is what the month knows of one.
type referral struct {
	destination daybook.DestinationID
	site        ods.Code
	status      policy.Status // the worst
	again       bool
	conditions  []policy.ConditionID
	since       time.Time // of the hand-off that an answer is awaited to
	outcome     outcome
	took        time.Duration // where it arrived; negative by a clock that was wrong
}

type outcome uint8

const (
	open outcome = iota
	arrived
	notSent
)

// handedOver takes a hand-off. One after an answer is another that awaits one; one before it changes nothing of how long an
// answer takes.
func (c *count) handedOver(e daybook.HandedOver) {
	if day := policy.DayOf(e.At); day.Before(c.first) || !day.Before(c.next) {
		return
	}
	k := key{e.Reference, e.Destination}
	i, again := c.at[k]
	if !again {
		i = len(c.referrals)
		c.at[k] = i
		c.referrals = append(c.referrals, referral{destination: e.Destination, site: e.Site, status: e.Status, since: e.At})
	}
	r := &c.referrals[i]
	r.again, r.status = again, r.status.Worse(e.Status)
	if r.outcome != open {
		r.outcome, r.since = open, e.At
	}
	for _, condition := range e.Conditions() {
		if !slices.Contains(r.conditions, condition) {
			r.conditions = append(r.conditions, condition)
		}
	}
}

// settled takes an answer to a referral, or the word that there will be none. The first one counts.
func (c *count) settled(e daybook.OfReferral, as outcome) {
	i, known := c.at[key{e.Reference, e.Destination}]
	if !known || c.referrals[i].outcome != open {
		return
	}
	r := &c.referrals[i]
	r.outcome, r.took = as, e.At.Sub(r.since)
}

func (c *count) month() Month {
	m := Month{First: c.first, Waits: waits()}
	total, destinations, sites := group{}, map[string]*group{}, map[string]*group{}
	conditions := map[policy.ConditionID]int{}
	for _, r := range c.referrals {
		total.add(r)
		in(destinations, string(r.destination)).add(r)
		in(sites, r.site.String()).add(r)
		for _, condition := range r.conditions {
			conditions[condition]++
		}
		if r.measured() {
			m.Waits[spanOf(m.Waits, r.took)].Referrals++
		}
	}
	m.Total, m.Destinations, m.Sites = total.done(), tallies(destinations), tallies(sites)
	for _, id := range slices.Sorted(maps.Keys(conditions)) {
		m.Conditions = append(m.Conditions, Confirmed{id, conditions[id]})
	}
	return m
}

func (r referral) measured() bool { return r.outcome == arrived && r.took >= 0 }

// spanOf is the span that a wait falls in.
func spanOf(spans []Wait, took time.Duration) int {
	const day = 24 * time.Hour
	return slices.IndexFunc(spans, func(w Wait) bool { return w.To == 0 || took < time.Duration(w.To)*day })
}

// group is a tally with what its median is found from.
type group struct {
	Tally
	took []time.Duration
}

func in(groups map[string]*group, id string) *group {
	g, known := groups[id]
	if !known {
		g = &group{Tally: Tally{ID: id}}
		groups[id] = g
	}
	return g
}

func (g *group) add(r referral) {
	g.Referrals++
	if r.again {
		g.Again++
	}
	switch r.status {
	case policy.Secure:
		g.Secure++
	case policy.Check:
		g.Check++
	default: // the daybook takes no status that is not known
		g.NotSecure++
	}
	switch r.outcome {
	case arrived:
		g.Arrived++
	case notSent:
		g.NotSent++
	case open:
		g.Open++
	}
	if r.measured() {
		g.took = append(g.took, r.took)
	}
}

func (g *group) done() Tally {
	n := len(g.took)
	if n == 0 {
		return g.Tally
	}
	slices.Sort(g.took)
	low, high := g.took[(n-1)/2], g.took[n/2]
	g.Took = Took{Measured: n, Median: low + (high-low)/2, Longest: g.took[n-1]}
	return g.Tally
}

func tallies(groups map[string]*group) []Tally {
	var all []Tally
	for _, g := range groups {
		all = append(all, g.done())
	}
	slices.SortFunc(all, func(a, b Tally) int {
		return cmp.Or(b.Referrals-a.Referrals, cmp.Compare(a.ID, b.ID))
	})
	return all
}
