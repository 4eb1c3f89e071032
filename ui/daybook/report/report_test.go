package report

import (
	"strings"
	"testing"
	"time"

	"referraldesk/policy"
	"referraldesk/ui/daybook"
)

func TestAFigureFromAFewCasesSaysFromHowMany(t *testing.T) {
	hour := time.Hour
	for _, test := range []struct {
		took []time.Duration
		want string
	}{
		{nil, "none noted"},
		{[]time.Duration{5 * hour}, "a single one: 5 hours"},
		{[]time.Duration{5 * hour, 8 * hour}, "median of 2: 6 hours"},
		{[]time.Duration{90 * hour, 5 * hour, 1 * hour}, "median of 3: 5 hours"},
	} {
		var g group
		for _, took := range test.took {
			g.add(referral{outcome: arrived, took: took})
		}
		if got := g.done().Took.words(); got != test.want {
			t.Errorf("%v: got %q, want %q", test.took, got, test.want)
		}
	}
}

func TestATimeIsSaidWithItsUnits(t *testing.T) {
	for took, want := range map[time.Duration]string{
		0:                                 "under 1 hour",
		time.Hour - 1:                     "under 1 hour",
		time.Hour:                         "1 hour",
		47*time.Hour + 59*time.Minute:     "47 hours",
		48 * time.Hour:                    "2 days",
		49 * time.Hour:                    "2 days 1 hour",
		10*24*time.Hour + 5*time.Hour + 1: "10 days 5 hours",
	} {
		if got := lasting(took); got != want {
			t.Errorf("%v: got %q, want %q", took, got, want)
		}
	}
}

func TestTheReportSaysWhatItsFiguresLack(t *testing.T) {
	month := countOf(handed(1, "mkuh-bus", at(4, 9), policy.Secure), daybook.ReceiptConfirmed(answer(1, "mkuh-bus", at(3, 9))))
	r := Report{Month: month, Made: policy.NewDay(2026, time.November, 30), Site: "FA999", OwnOnly: true, Faults: 2, Names: names()}
	for _, want := range []string{
		"Site FA999 Example Opticians, High Street. Made on 2026-11-30.",
		"The group's daybook could not be asked: this is what one machine's own daybook says, and no other's.",
		"November 2026 is not over: this is what was noted up to 2026-11-30.",
		"The daybook has 2 faults: what stood there may be missing here.",
		"not measured: a clock was wrong",
		"No condition was confirmed for any of them.",
	} {
		if got := r.Lines(); !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if got := page(t, r); !strings.Contains(got, "Made on 30/11/2026.") {
		t.Errorf("the page has no such day:\n%s", got)
	}
	r.Made = policy.NewDay(2026, time.December, 1)
	r.Faults, r.Site, r.OwnOnly = 0, "", false
	for _, unwanted := range []string{"is not over", "could not be asked", "fault", "Site FA999"} {
		if got := r.Lines(); strings.Contains(got, unwanted) {
			t.Errorf("%q is in\n%s", unwanted, got)
		}
	}
}
