package tables

import (
	"slices"
	"testing"

	"referraldesk/policy"
)

func TestAListOfDaysIsReadWithOrWithoutQuotes(t *testing.T) {
	want := []policy.Day{policy.NewDay(2026, 12, 25), policy.NewDay(2026, 12, 28)}
	root, ledger := parse(t, "bare = [2026-12-25, 2026-12-28]\nquoted = [\"2026-12-25\", \"2026-12-28\"]\nempty = []\n")
	for _, key := range []string{"bare", "quoted"} {
		if got := root.Days(key); !slices.Equal(got, want) {
			t.Errorf("%s: %v", key, got)
		}
	}
	if len(root.Days("empty")) != 0 || len(root.Days("none")) != 0 {
		t.Error("days out of nothing")
	}
	if root.Unknown(); ledger.Err() != nil {
		t.Error(ledger.Err())
	}
}

func TestAListWithSomethingThatIsNoDayIsOneFaultAndGivesNoDay(t *testing.T) {
	for _, wrong := range []string{"2026-12-25", `[2026-12-25, "Boxing Day"]`, `["2026-02-30"]`, "[25]", "[2026-12-25T10:00:00Z]", "[[2026-12-25]]"} {
		root, ledger := parse(t, "x = "+wrong)
		if got := root.Days("x"); len(got) != 0 {
			t.Errorf("%s: %v", wrong, got)
		}
		faults, _ := ledger.Err().(Faults)
		if len(faults) != 1 || faults[0].Line != 1 || faults[0].Next != "write it as [2026-12-25, 2026-12-28]" {
			t.Errorf("%s: %v", wrong, ledger.Err())
		}
	}
}

func TestADayThatHasNotComeIsAFaultWhereOneAsks(t *testing.T) {
	today := policy.NewDay(2026, 11, 22)
	root, ledger := parse(t, "x = 2026-11-23\ny = 2026-11-22")
	root.Day("y", today)
	root.Day("x", policy.Day{})
	if ledger.Err() != nil {
		t.Error(ledger.Err())
	}
	root.Day("x", today)
	faults, _ := ledger.Err().(Faults)
	if len(faults) != 1 || faults[0].Line != 1 || faults[0].Next != "write the day on which it happened" {
		t.Error(ledger.Err())
	}
}
