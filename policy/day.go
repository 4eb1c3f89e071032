package policy

import (
	"fmt"
	"time"
)

// Day is a calendar day, without a clock or a time zone. The zero Day means "not known". Days are comparable with ==.
type Day struct{ t time.Time }

// DayOf is the calendar day of t where t's own clock stands.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return NewDay(y, m, d)
}

// NewDay is a day of the Gregorian calendar; a day past the month's end runs on into the next month, as with [time.Date].
func NewDay(year int, month time.Month, day int) Day {
	return Day{time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}
}

// ParseDay reads YYYY-MM-DD, the form of files, flags and JSON.
func ParseDay(s string) (Day, error) {
	return parseDay(s, time.DateOnly, "YYYY-MM-DD, such as 2026-11-22")
}

// ParseUKDay reads a day as it is typed in the UK: 22/11/2026, also with single digits.
func ParseUKDay(s string) (Day, error) {
	return parseDay(s, "2/1/2006", "DD/MM/YYYY, such as 22/11/2026")
}

func parseDay(s, layout, form string) (Day, error) {
	t, err := time.Parse(layout, s)
	if err != nil {
		return Day{}, fmt.Errorf("not a day of the calendar: write it as %s", form)
	}
	return Day{t}, nil
}

// IsZero says that the day is not known.
func (d Day) IsZero() bool { return d.t.IsZero() }

// String is the day as YYYY-MM-DD, and "" where it is not known.
func (d Day) String() string { return d.format(time.DateOnly) }

// UK is the day as it is read in the UK, DD/MM/YYYY, and "" where it is not known.
func (d Day) UK() string { return d.format("02/01/2006") }

// MonthUK is the day's month as it is read in the UK, November 2026, and "" where the day is not known.
func (d Day) MonthUK() string { return d.format("January 2006") }

func (d Day) format(layout string) string {
	if d.IsZero() {
		return ""
	}
	return d.t.Format(layout)
}

// Add is the day n days later, or earlier where n is negative.
func (d Day) Add(n int) Day { return Day{d.t.AddDate(0, 0, n)} }

// Month gives the first day of d's month, and the first day of the month after it.
func (d Day) Month() (first, next Day) {
	y, m, _ := d.t.Date()
	return NewDay(y, m, 1), NewDay(y, m+1, 1)
}

// Since counts the days from earlier to d: 1 from yesterday to today, negative where earlier lies after d. It counts in
// seconds of UTC, where every day has as many; a [time.Duration] would end after 292 years.
func (d Day) Since(earlier Day) int { return int((d.t.Unix() - earlier.t.Unix()) / secondsADay) }

const secondsADay = 24 * 60 * 60

// Before says whether d lies before other.
func (d Day) Before(other Day) bool { return d.t.Before(other.t) }

// After says whether d lies after other.
func (d Day) After(other Day) bool { return d.t.After(other.t) }

// MarshalJSON writes "YYYY-MM-DD", and null where the day is not known.
func (d Day) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// UnmarshalText reads YYYY-MM-DD; an empty text is the unknown day.
func (d *Day) UnmarshalText(raw []byte) (err error) {
	if len(raw) == 0 {
		*d = Day{}
		return nil
	}
	*d, err = ParseDay(string(raw))
	return err
}
