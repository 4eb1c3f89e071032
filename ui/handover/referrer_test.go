package handover

import (
	"testing"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy/text"
	"referraldesk/ui/referral"
)

func TestGOCNumberOfAnotherClinicianIsNoted(t *testing.T) {
	two := practice.Practice{Clinicians: []practice.Clinician{
		{Name: text.Line("Priya Example"), GOC: text.Line("01-23456")}, {Name: text.Line("B. Optom"), GOC: text.Line("01-65432")},
	}}
	for _, c := range []struct {
		name, goc string
		noted     bool
	}{
		{"Priya Example", "01-23456", false},
		{"priya  example", "0123456", false},
		{"B. Optom", "01-23456", true},
		{"A Locum", "01-23456", true},
		{"B. Optom", "01-99999", true},
		{"A Locum", "01-99999", false},
		{"", "01-23456", false},
	} {
		question := directory.Question{ID: askGOC, Label: text.Line("GOC number"), Kind: directory.KindLine}
		found := Case{Practice: two, Referral: referral.Referral{
			Destination: directory.Destination{Questions: []directory.Question{question}},
			Answers:     referral.Answers{askReferrer: text.Line(c.name), askGOC: text.Line(c.goc)},
		}}.Findings()
		noted := false
		for _, f := range found {
			noted = noted || f.Question.ID == askGOC && f.Kind == referral.Note && !f.Blocks()
		}
		if noted != c.noted {
			t.Errorf("%q with %q: noted %v, want %v", c.name, c.goc, noted, c.noted)
		}
	}
}
