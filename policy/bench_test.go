package policy

import (
	"fmt"
	"testing"
)

// listOf268 is as long as the official list, with the one domain of the local page on it.
func listOf268(seen Day) Accredited {
	evidence := []Evidence{{Domain: "mkuh.nhs.uk", Seen: seen}}
	for i := range 267 {
		evidence = append(evidence, Evidence{Domain: fmt.Sprintf("trust-%03d.nhs.uk", i), Seen: seen})
	}
	return Accredited{}.With(evidence...)
}

func BenchmarkAssess(b *testing.B) {
	seen := NewDay(2026, 6, 1)
	for _, bench := range []struct{ name, from, to string }{
		{"nhs.net to nhs.net", "a@nhs.net", "bht.bucksamd@nhs.net"},
		{"nhs.net to a listed domain", "a@nhs.net", "bus.referrals@mkuh.nhs.uk"},
		{"listed to listed", "a@trust-100.nhs.uk", "bus.referrals@mkuh.nhs.uk"},
		{"nhs.net to any other", "a@nhs.net", "someone@a-long-practice-name.co.uk"},
		{"any other to any other", "someone@gmail.com", "someone@a-long-practice-name.co.uk"},
	} {
		route := Route{From: from(b, bench.from), To: to(b, bench.to), On: seen.Add(1), Accredited: listOf268(seen)}
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Assess(route)
			}
		})
		old := route
		old.On = seen.Add(EvidenceDays + 1)
		b.Run(bench.name+", listed too long ago", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Assess(old)
			}
		})
	}
}

func BenchmarkParseAddress(b *testing.B) {
	for _, raw := range []string{"a@nhs.net", "buc-tr.buckseyecas@nhs.net", "bus.referrals@mkuh.nhs.uk"} {
		b.Run(raw, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ParseAddress(raw); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
