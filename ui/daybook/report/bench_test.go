package report

import (
	"slices"
	"testing"
	"time"

	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
)

// aYear is a year of n events at a hundred sites, two hand-offs to each receipt.
func aYear(n int) []daybook.Entry {
	to := []daybook.DestinationID{"smh-eye-casualty", "mkuh-bus", "smh-wet-amd", "bucks-cataract", "bht-hcq"}
	var sites []ods.Code
	for i := range 100 {
		sites = append(sites, code("FA"+string(rune('0'+i/10))+string(rune('0'+i%10))+"9"))
	}
	start, step := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC), 365*24*time.Hour/time.Duration(n)
	events := make([]daybook.Event, n)
	for i := range events {
		when := start.Add(time.Duration(i) * step)
		if i%3 == 2 {
			events[i] = daybook.ReceiptConfirmed(answer(i-1, to[(i-1)%5], when))
			continue
		}
		e := handed(i, to[i%5], when, policy.Secure+policy.Status(i%7/6))
		e.Site = sites[i%100]
		events[i] = e
	}
	return entriesOf(events...)
}

// BenchmarkOneMonthOfAMillion counts one month of a year with a million events.
func BenchmarkOneMonthOfAMillion(b *testing.B) {
	entries := aYear(1_000_000)
	for b.Loop() {
		if m := Of(slices.Values(entries), november); m.Total.Referrals < 50_000 {
			b.Fatal(m.Total)
		}
	}
}

// BenchmarkAMonthOfAMillion counts a month that has all the million in it.
func BenchmarkAMonthOfAMillion(b *testing.B) {
	entries := aYear(1_000_000)
	for i, entry := range entries {
		if e, ok := entry.Event.(daybook.HandedOver); ok {
			e.At = at(1, 0).Add(time.Duration(i) * time.Second)
			entries[i].Event = e
		}
	}
	for b.Loop() {
		if m := Of(slices.Values(entries), november); m.Total.Referrals < 600_000 {
			b.Fatal(m.Total)
		}
	}
}

// BenchmarkPage writes the page of a month at a hundred sites.
func BenchmarkPage(b *testing.B) {
	r := Report{Month: Of(slices.Values(aYear(100_000)), november), Made: november, Names: names()}
	for b.Loop() {
		if _, err := r.Page(); err != nil {
			b.Fatal(err)
		}
	}
}
