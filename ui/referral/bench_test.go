package referral

import (
	"strings"
	"testing"

	"referraldesk/policy"
	"referraldesk/policy/text"
)

// longHistory is a referral with a history of 10,000 characters.
func longHistory(b *testing.B) Referral {
	r := filled(b, "smh-eye-casualty")
	r.Answers = with(r.Answers, "ocular-history", strings.Repeat("Glaucoma suspect since 2019. ", 345)[:10_000])
	return r
}

func BenchmarkComposeWithALongHistory(b *testing.B) {
	r := longHistory(b)
	for b.Loop() {
		Compose(r, Clinic, policy.Address{})
	}
}

func BenchmarkComposeWithALongHistoryInAccents(b *testing.B) {
	r := longHistory(b)
	r.Answers = with(r.Answers, "ocular-history", strings.Repeat("é — ü", 2000))
	for b.Loop() {
		Compose(r, Clinic, policy.Address{})
	}
}

func BenchmarkCheckWithALongHistory(b *testing.B) {
	r := longHistory(b)
	for b.Loop() {
		r.Check(today)
	}
}

func BenchmarkLeaksPatient(b *testing.B) {
	r := longHistory(b)
	for b.Loop() {
		LeaksPatient(r.Answers, text.Line("OCT scan, both eyes.pdf"))
	}
}
