package policy

import (
	"encoding/json"
	"testing"
	"time"
	_ "time/tzdata" // London's clock changes, wherever the test runs
)

func TestDaysAreCountedAcrossLeapYearsAndClockChanges(t *testing.T) {
	for _, c := range []struct {
		earlier, later string
		days           int
	}{
		{"2024-02-28", "2024-03-01", 2},
		{"2023-02-28", "2023-03-01", 1},
		{"2024-01-01", "2025-01-01", 366},
		{"2025-05-22", "2026-05-22", 365},
		{"1900-02-28", "1900-03-01", 1},
		{"2000-02-28", "2000-03-01", 2},
		{"2026-03-28", "2026-03-30", 2}, // the clocks go forward
		{"2026-10-24", "2026-10-26", 2}, // and back
		{"0001-01-02", "2026-11-22", 739940},
		{"2026-11-22", "2026-11-22", 0},
	} {
		earlier, later := day(t, c.earlier), day(t, c.later)
		if got := later.Since(earlier); got != c.days {
			t.Errorf("%s to %s: %d days, want %d", c.earlier, c.later, got, c.days)
		}
		if got := earlier.Since(later); got != -c.days {
			t.Errorf("%s back to %s: %d days", c.later, c.earlier, got)
		}
		if earlier.Add(c.days) != later || later.Add(-c.days) != earlier {
			t.Errorf("%s + %d days is %s", c.earlier, c.days, earlier.Add(c.days))
		}
		if c.days > 0 && (!earlier.Before(later) || !later.After(earlier) || later.Before(earlier)) {
			t.Errorf("%s and %s are out of order", c.earlier, c.later)
		}
	}
}

func day(t *testing.T, s string) Day {
	t.Helper()
	d, err := ParseDay(s)
	if err != nil {
		t.Fatal(s, err)
	}
	return d
}

func TestADayIsTheOneOnTheClockThatStandsThere(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for utc, want := range map[string]string{
		"2026-06-30T22:59:59Z": "2026-06-30",
		"2026-06-30T23:00:00Z": "2026-07-01", // British Summer Time
		"2026-10-25T00:30:00Z": "2026-10-25",
		"2026-10-25T01:30:00Z": "2026-10-25", // the hour that comes twice
		"2026-12-31T23:59:59Z": "2026-12-31",
	} {
		at, err := time.Parse(time.RFC3339, utc)
		if err != nil {
			t.Fatal(err)
		}
		if got := DayOf(at.In(london)); got.String() != want || got != day(t, want) {
			t.Errorf("%s in London is %s, want %s", utc, got, want)
		}
	}
}

func TestADayIsReadAsItIsWrittenAndNotGuessed(t *testing.T) {
	for s, want := range map[string]string{
		"22/05/2025": "2025-05-22", "2/5/2025": "2025-05-02", "29/02/2024": "2024-02-29",
		"29/02/2025": "", "31/04/2025": "", "05/22/2025": "", "22/05/25": "", "22.05.2025": "", " 22/05/2025": "", "22/05/2025 ": "", "": "",
		"0/5/2025": "", "2025-05-22": "",
	} {
		d, err := ParseUKDay(s)
		if d.String() != want || (err == nil) != (want != "") {
			t.Errorf("%q is %q: %v", s, d, err)
		}
	}
	for s, want := range map[string]string{"2024-02-29": "29/02/2024", "2025-02-29": "", "2025-5-22": "", "22/05/2025": "", "2025-05-22T00:00:00Z": ""} {
		d, err := ParseDay(s)
		if d.UK() != want || (err == nil) != (want != "") {
			t.Errorf("%q is %q: %v", s, d.UK(), err)
		}
	}
}

func TestAnUnknownDayIsNullInJSONAndEmptyOnTheScreen(t *testing.T) {
	for d, want := range map[Day]string{{}: "null", NewDay(2026, 11, 22): `"2026-11-22"`} {
		raw, err := json.Marshal(d)
		var back Day
		if err != nil || string(raw) != want || json.Unmarshal(raw, &back) != nil || back != d {
			t.Errorf("%v became %s and %v: %v", d, raw, back, err)
		}
	}
	var d Day
	if !d.IsZero() || d.UK() != "" || d.String() != "" || d != DayOf(time.Time{}) {
		t.Errorf("%q", d.UK())
	}
	if err := d.UnmarshalText([]byte("22/11/2026")); err == nil {
		t.Error("a file may say 22/11/2026")
	}
	if err := d.UnmarshalText(nil); err != nil || !d.IsZero() {
		t.Error("an empty day is not the unknown one")
	}
}

func TestAMonthGoesFromItsFirstDayToTheNextOnes(t *testing.T) {
	for _, test := range []struct{ in, first, next, words string }{
		{"2026-11-22", "2026-11-01", "2026-12-01", "November 2026"},
		{"2026-12-31", "2026-12-01", "2027-01-01", "December 2026"},
		{"2028-02-29", "2028-02-01", "2028-03-01", "February 2028"},
	} {
		day, err := ParseDay(test.in)
		if err != nil {
			t.Fatal(err)
		}
		first, next := day.Month()
		if first.String() != test.first || next.String() != test.next || day.MonthUK() != test.words {
			t.Errorf("%s: from %s to %s, %s", day, first, next, day.MonthUK())
		}
	}
	if words := (Day{}).MonthUK(); words != "" {
		t.Errorf("no day lies in %q", words)
	}
}
