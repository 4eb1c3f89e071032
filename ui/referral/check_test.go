package referral

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"referraldesk/directory"
	"referraldesk/policy/text"
)

// findings writes findings as "id kind".
func findings(found []Finding) []string {
	var all []string
	for _, f := range found {
		all = append(all, f.Question.ID+" "+f.Kind.String())
	}
	return all
}

func TestACompleteReferralHasNothingThatBlocksIt(t *testing.T) {
	for _, d := range allDestinations(t) {
		for _, f := range filled(t, d.ID).Check(today) {
			if f.Blocks() || f.Kind == Note {
				t.Errorf("%s: %s %s", d.ID, f.Question.ID, f.Problem)
			}
		}
	}
}

func TestABlankReferralNamesEveryNeedInTheOrderOfTheForm(t *testing.T) {
	for _, d := range allDestinations(t) {
		var want []string
		for _, q := range d.Questions {
			switch q.Need {
			case directory.Required:
				want = append(want, q.ID+" missing")
			case directory.Recommended:
				want = append(want, q.ID+" not-recorded")
			}
		}
		want = append(want, "reference missing")
		if got := findings(Referral{Destination: d}.Check(today)); !slices.Equal(got, want) {
			t.Errorf("%s:\ngot  %v\nwant %v", d.ID, got, want)
		}
	}
}

func TestWhiteSpaceIsNoAnswer(t *testing.T) {
	r := filled(t, "smh-wet-amd")
	r.Answers = with(r.Answers, "reason", " \n\t ")
	if got := findings(r.Check(today)); !slices.Contains(got, "reason missing") {
		t.Errorf("%v", got)
	}
}

// Each of these answers, put into an otherwise complete referral, gives exactly one finding.
func TestWhatIsWrongOrOddIsFoundWhereItStands(t *testing.T) {
	for _, c := range []struct{ destination, id, answer, kind, problem string }{
		{"smh-wet-amd", "patient-dob", "23/11/2026", "invalid", "future"},
		{"smh-wet-amd", "nhs-number", "9990000019", "invalid", "last digit"},
		{"smh-wet-amd", "urgency", "Urgent", "invalid", "time frame"},
		{"smh-wet-amd", "urgency", "Soon — within a year", "invalid", "time frame"},
		{"smh-wet-amd", "urgency", "", "missing", "blank"},
		{"smh-wet-amd", "signs", "Drusen RE", "note", "spell out"},
		{"smh-wet-amd", "signs", "drusen R/E", "note", "spell out"},
		{"smh-wet-amd", "symptoms", "L blurred", "note", "spell out"},
		{"smh-wet-amd", "attachments", "OCT OD.pdf", "note", "spell out"},
		{"smh-wet-amd", "attachments", "OCT O'Brien.pdf", "invalid", "rename"},
		{"smh-wet-amd", "attachments", "scan_03021950.pdf", "invalid", "rename"},
		{"smh-wet-amd", "attachments", "999-000-0018.pdf", "invalid", "rename"},
		{"smh-wet-amd", "consent", "No", "note", "answered No"},
		{"smh-wet-amd", "consent", "", "missing", "blank"},
		{"smh-wet-amd", "va-left", "", "missing", "blank"},
		{"smh-wet-amd", "allergies", "", "not-recorded", "not recorded"},
		{"smh-wet-amd", "oct-attached", "maybe", "invalid", "Yes, No"},
		{"smh-eye-casualty", "phoned-said", "", "missing", "phoned first"},
		{"smh-eye-casualty", "phoned-when", "", "missing", "phoned first"},
		{"bucks-cataract", "bucks-gp", "No", "note", "Bucks GP"},
		{"bucks-cataract", "first-eye", "Both", "invalid", "choices"},
		{"bht-hcq", "urgency-frame", "", "missing", "in words"},
		{"bht-hcq", "start-date", "23/11/2026", "invalid", "future"},
		{"bht-hcq", "start-date", "02/02/1950", "invalid", "birth"},
		{"bht-hcq", "egfr-date", "01/06/1820", "invalid", "130 years"},
		{"bht-hcq", "stop-date", "31/05/2020", "invalid", "start"},
		{"bht-hcq", "weight", "eleven stone", "invalid", "number of kg"},
	} {
		r := filled(t, c.destination)
		baseline := findings(r.Check(today))
		r.Answers = with(r.Answers, c.id, c.answer)
		fresh := slices.DeleteFunc(r.Check(today), func(f Finding) bool {
			return slices.Contains(baseline, f.Question.ID+" "+f.Kind.String())
		})
		if len(fresh) != 1 || fresh[0].Question.ID != c.id || fresh[0].Kind.String() != c.kind || !strings.Contains(fresh[0].Problem, c.problem) {
			t.Errorf("%s = %q: got %v", c.id, c.answer, fresh)
		}
	}
}

func TestNoFindingQuotesThePatient(t *testing.T) {
	const secret = "Quxley99"
	for _, d := range allDestinations(t) {
		r := Referral{Destination: d, Answers: Answers{}}
		for _, q := range d.Questions {
			r.Answers[q.ID] = text.Line(secret)
		}
		for _, f := range r.Check(today) {
			if strings.Contains(fmt.Sprintf("%+v", f), secret) {
				t.Errorf("%s: %+v", d.ID, f)
			}
		}
	}
}

func TestALocalDateInTheFutureIsNotedAndNotRefused(t *testing.T) {
	d := directory.Destination{Questions: []directory.Question{{ID: "next-visit", Kind: directory.KindDate}}}
	r := Referral{Destination: d, Reference: reference(t), Answers: answers(map[string]string{"next-visit": "01/12/2026"})}
	if got := findings(r.Check(today)); !slices.Equal(got, []string{"next-visit note"}) {
		t.Errorf("%v", got)
	}
}

func TestAReferenceThatNamesThePatientIsRefused(t *testing.T) {
	for typed, leaks := range map[string]bool{
		"obrien-1": true, "EDITH.2026": true, "ref-030250": true, "9990000018": true, "INV-2026-117": false,
	} {
		r := filled(t, "smh-wet-amd")
		var err error
		if r.Reference, err = TypedReference(text.Line(typed)); err != nil {
			t.Fatal(err)
		}
		if got := slices.Contains(findings(r.Check(today)), "reference invalid"); got != leaks {
			t.Errorf("%q refused: %v", typed, got)
		}
	}
}

func TestShortFormsOfAnEyeAreNotedOnlyWhereTheyMeanAnEye(t *testing.T) {
	for s, want := range map[string]bool{
		"RE": true, "L/E": true, "VA R: 6/9": true, "(LE)": true, "OS.": true, "R+L": true,
		"": false, "Right": false, "Left eye": false, "PRE-OP": false, "re: last letter": false, "OCT": false, "R2D2": false, "RÉ": false,
	} {
		if got := hasEyeShortForm(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
	r := filled(t, "smh-wet-amd")
	r.Answers = with(with(r.Answers, "patient-address", "Flat L"), "referrer-name", "Anna R Optometrist")
	for _, f := range r.Check(today) {
		if f.Kind == Note {
			t.Errorf("%s: %s", f.Question.ID, f.Problem)
		}
	}
}

func TestTheDoseIsShownWithItsArithmeticAndNeverJudged(t *testing.T) {
	for _, c := range []struct{ dose, weight, want string }{
		{"400", "80", "400 mg ÷ 80 kg = 5.00 mg/kg/day."},
		{"400 mg", "72 kg", "400 mg ÷ 72 kg = 5.56 mg/kg/day (rounded)."},
		{"400", "79.9", "400 mg ÷ 79.9 kg = 5.01 mg/kg/day (rounded)."},
		{"200", "64", "200 mg ÷ 64 kg = 3.13 mg/kg/day (rounded)."},
		{"400.000", "80.0", "400 mg ÷ 80 kg = 5.00 mg/kg/day."},
		{"", "80", ""}, {"400", "", ""}, {"400", "0", ""}, {"0", "80", ""}, {">400", "80", ""}, {"400", "eleven stone", ""},
	} {
		got := DoseLine(answers(map[string]string{"daily-dose": c.dose, "weight": c.weight})).String()
		if !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%q and %q: %q", c.dose, c.weight, got)
		}
		for _, judging := range []string{"high", "exceed", "above", "safe", "should", "over"} {
			if strings.Contains(got, judging) {
				t.Errorf("%q judges", got)
			}
		}
	}
}

func TestTheSourceOfTheDoseFigureIsPublished(t *testing.T) {
	d, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := d.Source(DoseSource); !ok {
		t.Errorf("no source %q", DoseSource)
	}
}

// The rules here speak of questions by their ids: an id that the directory drops must not go unseen.
func TestEveryQuestionThatARuleSpeaksOfIsInTheDirectory(t *testing.T) {
	asked := map[string]bool{}
	for _, d := range allDestinations(t) {
		for _, q := range d.Questions {
			asked[q.ID] = true
		}
	}
	ids := []string{idPatientName, idPatientDOB, idNHSNumber, idPatientPhone, idUrgency, idUrgencyFrame, idPhonedWhen, idPhonedWho,
		idPhonedSaid, idAttachments, idReferrerName, idReferrerGOC, idPracticeName, idPracticeODS, idPracticeAddress, idPracticePhone,
		idReplyAddress, idDailyDose, idWeight}
	for id := range inThePast {
		ids = append(ids, id)
	}
	for id := range namesAndPlaces {
		ids = append(ids, id)
	}
	for _, span := range spans {
		ids = append(ids, span.start, span.stop)
	}
	for _, id := range ids {
		if !asked[id] {
			t.Errorf("nobody asks %q", id)
		}
	}
}
