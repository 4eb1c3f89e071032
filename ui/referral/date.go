package referral

import (
	"errors"
	"strings"

	"referraldesk/directory"
	"referraldesk/policy"
)

// maxAgeDays is 130 years with their leap days: nobody has been older, and no date in a referral lies further back.
const maxAgeDays = 130*365 + 31

// inThePast are the dates that state what has happened: none of them can lie in the future. Any other date may.
var inThePast = map[string]bool{
	idPatientDOB: true, "start-date": true, "stop-date": true, "weight-date": true, "egfr-date": true,
}

// spans are pairs of questions for a first and a last day.
var spans = []struct{ start, stop string }{{"start-date", "stop-date"}}

// readDate reads a day as DD/MM/YYYY, with single digits, dots, hyphens or spaces too, or as YYYY-MM-DD.
func readDate(s string) (policy.Day, error) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("/.- ", r) })
	if len(parts) != 3 {
		return policy.Day{}, errors.New("is not a date: write it as DD/MM/YYYY, such as 22/11/2026")
	}
	day, month, year := parts[0], parts[1], parts[2]
	if len(day) == 4 {
		day, year = year, day
	}
	if len(year) == 2 {
		return policy.Day{}, errors.New("has a year of two digits: write all four, such as 22/11/2026")
	}
	d, err := policy.ParseUKDay(day + "/" + month + "/" + year)
	if err != nil || d.IsZero() {
		return policy.Day{}, errors.New("is not a day of the calendar: write it as DD/MM/YYYY, such as 22/11/2026")
	}
	return d, nil
}

// checkDate adds to the form of a date what no day can be, seen from today.
func checkDate(q directory.Question, s string, today policy.Day) error {
	d, err := readDate(s)
	switch {
	case err != nil:
		return err
	case d.After(today) && inThePast[q.ID]:
		return errors.New("lies in the future: check the day, the month and the year")
	case today.Since(d) >= maxAgeDays && q.ID == idPatientDOB:
		return errors.New("makes the patient 130 years old or more: check the year")
	case today.Since(d) >= maxAgeDays:
		return errors.New("lies 130 years or more in the past: check the year")
	}
	return nil
}

// checkAmong holds d, the answer to q, against the other dates of the referral.
func checkAmong(q directory.Question, d policy.Day, a Answers) error {
	if born, ok := a.day(idPatientDOB); ok && d.Before(born) {
		return errors.New("lies before the date of birth: check both")
	}
	for _, span := range spans {
		if start, ok := a.day(span.start); ok && span.stop == q.ID && d.Before(start) {
			return errors.New("lies before the day of the start: check both")
		}
	}
	return nil
}

// day is an answer that is a date, and whether it is one.
func (a Answers) day(id string) (policy.Day, bool) {
	d, err := readDate(a.line(id))
	return d, err == nil
}
