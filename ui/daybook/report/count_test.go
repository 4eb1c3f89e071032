package report

import (
	"cmp"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
)

// What a single referral counts as, event by event.
func TestAReferralCountsOnceAndByWhatWasNotedLast(t *testing.T) {
	const to = "mkuh-bus"
	hand := func(day int) daybook.Event { return handed(1, to, at(day, 9), policy.Secure) }
	receipt := func(day int) daybook.Event { return daybook.ReceiptConfirmed(answer(1, to, at(day, 9))) }
	reply := func(day int) daybook.Event { return daybook.ReplyReceived(answer(1, to, at(day, 9))) }
	notSent := func(day int) daybook.Event { return daybook.NotSent(answer(1, to, at(day, 9))) }
	sent := func(day int) daybook.Event { return daybook.Sent(answer(1, to, at(day, 9))) }
	days := func(n int) Took {
		return Took{Measured: 1, Median: time.Duration(n) * 24 * time.Hour, Longest: time.Duration(n) * 24 * time.Hour}
	}
	for name, test := range map[string]struct {
		events []daybook.Event
		want   Tally
	}{
		"nothing":                            {nil, Tally{}},
		"only an answer":                     {[]daybook.Event{receipt(3)}, Tally{}},
		"handed over":                        {[]daybook.Event{hand(2)}, Tally{Referrals: 1, Open: 1}},
		"said to be sent":                    {[]daybook.Event{hand(2), sent(2)}, Tally{Referrals: 1, Open: 1}},
		"received":                           {[]daybook.Event{hand(2), receipt(3)}, Tally{Referrals: 1, Arrived: 1, Took: days(1)}},
		"answered":                           {[]daybook.Event{hand(2), reply(5)}, Tally{Referrals: 1, Arrived: 1, Took: days(3)}},
		"the first answer counts":            {[]daybook.Event{hand(2), receipt(3), reply(9)}, Tally{Referrals: 1, Arrived: 1, Took: days(1)}},
		"not sent":                           {[]daybook.Event{hand(2), notSent(3)}, Tally{Referrals: 1, NotSent: 1}},
		"answered after the month":           {[]daybook.Event{hand(30), receipt(34)}, Tally{Referrals: 1, Arrived: 1, Took: days(4)}},
		"again, and the first one counts":    {[]daybook.Event{hand(2), hand(4), receipt(5)}, Tally{Referrals: 1, Again: 1, Arrived: 1, Took: days(3)}},
		"again after it was not sent":        {[]daybook.Event{hand(2), notSent(2), hand(4), receipt(5)}, Tally{Referrals: 1, Again: 1, Arrived: 1, Took: days(1)}},
		"again after a receipt":              {[]daybook.Event{hand(2), receipt(3), hand(4)}, Tally{Referrals: 1, Again: 1, Open: 1}},
		"again after the month":              {[]daybook.Event{hand(2), receipt(3), hand(33)}, Tally{Referrals: 1, Arrived: 1, Took: days(1)}},
		"before the month and again in it":   {[]daybook.Event{hand(-3), hand(2), receipt(3)}, Tally{Referrals: 1, Arrived: 1, Took: days(1)}},
		"before the month, answered in it":   {[]daybook.Event{hand(-3), receipt(3)}, Tally{}},
		"after the month":                    {[]daybook.Event{hand(31), receipt(33)}, Tally{}},
		"on the last day of it":              {[]daybook.Event{hand(30)}, Tally{Referrals: 1, Open: 1}},
		"answered before, by a wrong clock":  {[]daybook.Event{hand(4), receipt(3)}, Tally{Referrals: 1, Arrived: 1}},
		"an answer that stands before it":    {[]daybook.Event{receipt(3), hand(2)}, Tally{Referrals: 1, Open: 1}},
		"another destination is another one": {[]daybook.Event{hand(2), handed(1, "smh-wet-amd", at(2, 9), policy.Secure), receipt(3)}, Tally{Referrals: 2, Arrived: 1, Open: 1, Took: days(1)}},
	} {
		test.want.Secure = test.want.Referrals
		if got := countOf(test.events...).Total; got != test.want {
			t.Errorf("%s: got %+v, want %+v", name, got, test.want)
		}
	}
}

func TestTheWorstVerdictOfAReferralCounts(t *testing.T) {
	m := countOf(handed(1, "mkuh-bus", at(2, 9), policy.Check), handed(1, "mkuh-bus", at(3, 9), policy.NotSecure), handed(1, "mkuh-bus", at(4, 9), policy.Secure),
		handed(2, "mkuh-bus", at(2, 9), policy.Secure), handed(2, "mkuh-bus", at(3, 9), policy.Check), handed(3, "mkuh-bus", at(3, 9), policy.Secure))
	if got, want := m.Total.byVerdict(), []int{1, 1, 1}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAConditionCountsOnceForAReferral(t *testing.T) {
	one, other := handed(1, "mkuh-bus", at(2, 9), policy.Check), handed(2, "mkuh-bus", at(2, 9), policy.Check)
	one.Condition, one.Also, other.Condition = "N1", []policy.ConditionID{"S5", "N1"}, "S5"
	m := countOf(one, one, other)
	if want := []Confirmed{{"N1", 1}, {"S5", 2}}; !slices.Equal(m.Conditions, want) {
		t.Errorf("got %v, want %v", m.Conditions, want)
	}
}

func TestADayIsThatOfTheDesksOwnClock(t *testing.T) {
	e := handed(1, "mkuh-bus", time.Date(2026, time.December, 1, 0, 30, 0, 0, time.FixedZone("", 2*60*60)), policy.Secure) // 30 November in UTC
	if m := countOf(e); m.Total.Referrals != 0 {
		t.Errorf("counted in November: %+v", m.Total)
	}
}

func TestAWaitFallsIntoTheSpanThatItReaches(t *testing.T) {
	const day = 24 * time.Hour
	for took, want := range map[time.Duration]int{0: 0, day - 1: 0, day: 1, 2*day - 1: 1, 2 * day: 2, 7 * day: 3, 14*day - 1: 3, 14 * day: 4, 400 * day: 4} {
		if got := spanOf(waits(), took); got != want {
			t.Errorf("%v: span %d, want %d", took, got, want)
		}
	}
}

func TestASiteIsCountedAlone(t *testing.T) {
	here, there, again := handed(1, "mkuh-bus", at(2, 9), policy.Secure), handed(2, "mkuh-bus", at(2, 9), policy.Secure), handed(1, "mkuh-bus", at(3, 9), policy.Secure)
	there.Site, again.Site = code("FB123"), ods.Code{}
	entries := entriesOf(here, there, again, daybook.ReceiptConfirmed(answer(1, "mkuh-bus", at(3, 9))), daybook.ReceiptConfirmed(answer(2, "mkuh-bus", at(9, 9))))
	m := Of(AtSite(slices.Values(entries), code("FA999")), november)
	want := Tally{Referrals: 1, Secure: 1, Arrived: 1, Took: Took{1, 24 * time.Hour, 24 * time.Hour}}
	if m.Total != want || len(m.Sites) != 1 || m.Sites[0].ID != "FA999" {
		t.Errorf("got %+v at %+v, want %+v", m.Total, m.Sites, want)
	}
}

// slowly counts what a filter lets through, one referral after another, each by walking through all the entries.
func slowly(entries []daybook.Entry, in func(day policy.Day) bool, filter func(daybook.HandedOver) bool) Tally {
	var t Tally
	var took []time.Duration
	done := map[[2]string]bool{}
	for _, entry := range entries {
		first, ok := entry.Event.(daybook.HandedOver)
		id := [2]string{string(first.Reference), string(first.Destination)}
		if !ok || !in(policy.DayOf(first.At)) || done[id] {
			continue
		}
		done[id] = true
		if !filter(first) {
			continue
		}
		hands, worst, state, since, wait := 0, policy.Secure, "none", time.Time{}, time.Duration(0)
		for _, other := range entries {
			var of daybook.OfReferral
			var becomes string
			switch e := other.Event.(type) {
			case daybook.HandedOver:
				if e.Reference == first.Reference && e.Destination == first.Destination && in(policy.DayOf(e.At)) {
					hands++
					worst = max(worst, e.Status)
					if state != "open" {
						state, since = "open", e.At
					}
				}
				continue
			case daybook.ReceiptConfirmed:
				of, becomes = daybook.OfReferral(e), "arrived"
			case daybook.ReplyReceived:
				of, becomes = daybook.OfReferral(e), "arrived"
			case daybook.NotSent:
				of, becomes = daybook.OfReferral(e), "not sent"
			}
			if of.Reference == first.Reference && of.Destination == first.Destination && state == "open" {
				state, wait = becomes, of.At.Sub(since)
			}
		}
		one := map[bool]int{true: 1}
		t.Referrals++
		t.Again += one[hands > 1]
		t.Secure += one[worst == policy.Secure]
		t.Check += one[worst == policy.Check]
		t.NotSecure += one[worst == policy.NotSecure]
		t.Open += one[state == "open"]
		t.Arrived += one[state == "arrived"]
		t.NotSent += one[state == "not sent"]
		if state == "arrived" && wait >= 0 {
			took = append(took, wait)
		}
	}
	if slices.Sort(took); len(took) > 0 {
		t.Took = Took{len(took), took[len(took)/2], took[len(took)-1]}
	}
	if n := len(took); n > 0 && n%2 == 0 {
		t.Took.Median = (took[n/2-1] + took[n/2]) / 2
	}
	return t
}

func TestTheCountAgreesWithAnObviousOneOverRandomEntries(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 150 {
		entries := randomEntries(random, 120)
		in := func(d policy.Day) bool { return d.UK()[3:] == "11/2026" }
		m := Of(slices.Values(entries), november)
		if want := slowly(entries, in, func(daybook.HandedOver) bool { return true }); m.Total != want {
			t.Fatalf("in all: got %+v, want %+v", m.Total, want)
		}
		for _, got := range m.Destinations {
			want := slowly(entries, in, func(e daybook.HandedOver) bool { return string(e.Destination) == got.ID })
			if want.ID = got.ID; got != want {
				t.Fatalf("destination: got %+v, want %+v", got, want)
			}
		}
		for _, got := range m.Sites {
			want := slowly(entries, in, func(e daybook.HandedOver) bool { return e.Site.String() == got.ID })
			if want.ID = got.ID; got != want {
				t.Fatalf("site: got %+v, want %+v", got, want)
			}
		}
		addsUp(t, m)
	}
}

// addsUp holds the parts of a month to the whole.
func addsUp(t *testing.T, m Month) {
	t.Helper()
	for _, tallies := range [][]Tally{m.Destinations, m.Sites} {
		sum := 0
		for i, tally := range tallies {
			sum += tally.Referrals
			if tally.Secure+tally.Check+tally.NotSecure != tally.Referrals || tally.Arrived+tally.NotSent+tally.Open != tally.Referrals {
				t.Fatalf("it does not add up: %+v", tally)
			}
			if i > 0 && tallies[i-1].Referrals < tally.Referrals {
				t.Fatalf("the one with more comes later: %+v", tallies)
			}
		}
		if sum != m.Total.Referrals {
			t.Fatalf("%d of %d referrals", sum, m.Total.Referrals)
		}
	}
	measured := 0
	for _, w := range m.Waits {
		measured += w.Referrals
	}
	if measured != m.Total.Took.Measured {
		t.Fatalf("%d of %d times fall into a span", measured, m.Total.Took.Measured)
	}
}

// randomEntries are of few referrals, so that much happens to each, from October to December.
func randomEntries(random *rand.Rand, n int) []daybook.Entry {
	to := []daybook.DestinationID{"mkuh-bus", "smh-wet-amd", "bht-hcq"}
	sites := []ods.Code{code("FA999"), code("FB123"), {}}
	var events []daybook.Event
	for range n {
		number, destination := random.IntN(12), to[random.IntN(len(to))]
		when := at(-10, 0).Add(time.Duration(random.IntN(50*24)) * time.Hour)
		of := answer(number, destination, when)
		e := handed(number, destination, when, policy.Secure+policy.Status(random.IntN(3)))
		e.Site = sites[random.IntN(len(sites))]
		events = append(events, []daybook.Event{
			e, e, e, daybook.ReceiptConfirmed(of), daybook.ReplyReceived(of), daybook.NotSent(of), daybook.Sent(of), daybook.AccountUsed{At: when},
		}[random.IntN(8)])
	}
	return entriesOf(events...)
}

// So the sites of a group may follow each other in any order.
func TestOnlyTheOrderWithinAReferralMatters(t *testing.T) {
	entries := aMonth()
	want := Of(slices.Values(entries), november)
	slices.SortStableFunc(entries, func(a, b daybook.Entry) int { return cmp.Compare(referenceOf(b.Event), referenceOf(a.Event)) })
	if got := Of(slices.Values(entries), november); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func referenceOf(e daybook.Event) daybook.Reference {
	return reflect.ValueOf(e).FieldByName("Reference").Interface().(daybook.Reference)
}
