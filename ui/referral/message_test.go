package referral

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// page is a message as it is kept in a golden file.
func page(m Message) string {
	return fmt.Sprintf("To: %v\nCc: %v\nSubject: %s\n\n%s\n", m.To, m.Cc, m.Subject, m.Body)
}

func TestEachDestinationGetsItsWholeMessageForEachAudience(t *testing.T) {
	gp := address(t, "invented.surgery@nhs.net")
	for _, d := range allDestinations(t) {
		for _, audience := range Audiences() {
			t.Run(d.ID+"/"+string(audience), func(t *testing.T) {
				golden(t, d.ID+"-"+string(audience)+".txt", page(Compose(filled(t, d.ID), audience, gp)))
			})
		}
	}
}

func TestABlankReferralSaysNotRecordedEverywhere(t *testing.T) {
	for _, audience := range Audiences() {
		r := Referral{Destination: destination(t, "bht-hcq")}
		golden(t, "blank-"+string(audience)+".txt", page(Compose(r, audience, policy.Address{})))
	}
}

func TestEveryQuestionThatAppliesStandsInTheLetterWhetherAnsweredOrNot(t *testing.T) {
	for _, d := range allDestinations(t) {
		for name, a := range map[string]Answers{"blank": {}, "filled": filled(t, d.ID).Answers} {
			body := Compose(Referral{Destination: d, Answers: a}, Clinic, policy.Address{}).Body.String()
			for _, q := range d.Questions {
				if !Applies(q, a, d) {
					continue
				}
				want := q.Label.String() + ": "
				if a[q.ID].IsEmpty() {
					want += "not recorded\n"
				}
				if !strings.Contains(body, "\n"+want) {
					t.Errorf("%s %s: no line %q", d.ID, name, want)
				}
			}
		}
	}
}

func TestALongAnswerStaysWholeAndOnOneLine(t *testing.T) {
	r := filled(t, "smh-wet-amd")
	long := strings.TrimSpace(strings.Repeat("A history that goes on and on. ", 400))
	r.Answers = with(r.Answers, "ocular-history", long)
	for _, audience := range []Audience{Clinic, GP} {
		if body := Compose(r, audience, policy.Address{}).Body.String(); !strings.Contains(body, "\nOcular history: "+long+"\n") {
			t.Errorf("%s: the history is cut or wrapped", audience)
		}
	}
}

func TestTheSecureTagStandsExactlyAndFirstOnlyWhereItIsAskedFor(t *testing.T) {
	r := filled(t, "mkuh-bus")
	for _, audience := range []Audience{Clinic, GP} {
		r.SecureTag = false
		bare := Compose(r, audience, policy.Address{}).Subject.String()
		r.SecureTag = true
		tagged := Compose(r, audience, policy.Address{}).Subject.String()
		if tagged != "[secure] "+bare || strings.Contains(bare, "secure") {
			t.Errorf("%s: %q with the tag, %q without", audience, tagged, bare)
		}
	}
}

func TestTheGPCopyOpensWithForInformationOnly(t *testing.T) {
	for _, d := range allDestinations(t) {
		opening, _, _ := strings.Cut(Compose(filled(t, d.ID), GP, policy.Address{}).Body.String(), "\n")
		for _, want := range []string{"FOR INFORMATION ONLY", d.Name.String(), "already made on 22/11/2026", "No onward referral is needed"} {
			if !strings.Contains(opening, want) {
				t.Errorf("%s: %q does not say %q", d.ID, opening, want)
			}
		}
	}
}

func TestTheGPCopyGoesToNobodyWhereNoAddressIsKnown(t *testing.T) {
	if to := Compose(filled(t, "smh-wet-amd"), GP, policy.Address{}).To; to != nil {
		t.Errorf("to %v", to)
	}
}

func TestWhatIsNotMailedHasNoRecipientAndNoSubject(t *testing.T) {
	for _, audience := range []Audience{Patient, Record} {
		m := Compose(filled(t, "smh-wet-amd"), audience, address(t, "invented.surgery@nhs.net"))
		if m.To != nil || m.Cc != nil || !m.Subject.IsEmpty() {
			t.Errorf("%s: to %v, cc %v, subject %q", audience, m.To, m.Cc, m.Subject)
		}
	}
}

func TestTheRecordNoteHasTwoLinesWhateverWasTyped(t *testing.T) {
	r := filled(t, "bht-hcq")
	r.Answers = with(r.Answers, "urgency-frame", "within\n\nthree\nmonths")
	lines := strings.Split(Compose(r, Record, policy.Address{}).Body.String(), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines: %q", len(lines), lines)
	}
	for _, want := range []string{"BHT HCQ screening referrals", "22/11/2026", "within three months", "RD-7K4-M39-QPX"} {
		if !strings.Contains(strings.Join(lines, "\n"), want) {
			t.Errorf("the note does not say %q", want)
		}
	}
}

func TestATypedTimeFrameStaysOutOfTheSubject(t *testing.T) {
	r := filled(t, "bht-hcq")
	m := Compose(r, Clinic, policy.Address{})
	if strings.Contains(m.Subject.String(), "three") || !strings.Contains(m.Subject.String(), "Other — time frame in the message") {
		t.Errorf("subject %q", m.Subject)
	}
	if !strings.Contains(m.Body.String(), "Urgency: Other — within three months\n") {
		t.Error("the body does not carry the time frame")
	}
}

func TestAnUrgencyThatNobodyOfferedStaysOutOfTheSubject(t *testing.T) {
	r := filled(t, "smh-wet-amd")
	r.Answers = with(r.Answers, "urgency", "Urgent — within four weeks")
	if s := Compose(r, Clinic, policy.Address{}).Subject.String(); !strings.Contains(s, "urgency not recorded") {
		t.Errorf("subject %q", s)
	}
}

func TestACodeOrAReferenceThatGivesThePatientAwayStaysOutOfTheSubject(t *testing.T) {
	r := filled(t, "smh-wet-amd")
	r.Answers = with(r.Answers, "patient-name", "Edith Kowal")
	typed, err := TypedReference(text.Line("kowal-3"))
	if err != nil {
		t.Fatal(err)
	}
	r.Reference = typed
	if s := Compose(r, Clinic, policy.Address{}).Subject.String(); strings.Contains(strings.ToLower(s), "kowal") {
		t.Errorf("subject %q", s)
	}
	r.Answers = with(r.Answers, "practice-ods", "KOWAL")
	if s := Compose(r, Clinic, policy.Address{}).Subject.String(); strings.Contains(strings.ToLower(s), "kowal") {
		t.Errorf("subject %q", s)
	}
}

func TestAnUnknownAudienceGetsNothing(t *testing.T) {
	m := Compose(filled(t, "smh-wet-amd"), "everybody", address(t, "invented.surgery@nhs.net"))
	if m.To != nil || m.Cc != nil || m.Subject != (text.Text{}) || m.Body != (text.Text{}) {
		t.Errorf("%v", m)
	}
}

func TestComposingTwiceGivesTheSame(t *testing.T) {
	r := filled(t, "bucks-cataract")
	before := maps.Clone(r.Answers)
	if first, second := page(Compose(r, Clinic, policy.Address{})), page(Compose(r, Clinic, policy.Address{})); first != second {
		t.Error("two messages of one referral")
	}
	if !maps.Equal(before, r.Answers) {
		t.Error("composing changed the answers")
	}
}

func TestClearingTheAnswersLeavesNothingOfThePatient(t *testing.T) {
	r := filled(t, "bht-hcq")
	clear(r.Answers)
	if !strings.Contains(fmt.Sprintf("%#v", filled(t, "bht-hcq")), "Edith") {
		t.Fatal("the walk does not see the answers")
	}
	if dump := fmt.Sprintf("%#v", r); strings.Contains(dump, "Edith") || strings.Contains(dump, "9990000018") {
		t.Errorf("left: %s", dump)
	}
}

// A LOC may add a question without touching Go: it stands in the letter, in its place.
func TestAQuestionThatNobodyForesawIsAskedAndSent(t *testing.T) {
	d := directory.Destination{Name: text.Line("Invented clinic"), Questions: []directory.Question{
		{ID: "pets", Section: text.Line("Home"), Label: text.Line("Pets"), Kind: directory.KindChoices,
			Choices: []text.Text{text.Line("Cat"), text.Line("Dog")}, Need: directory.Required},
	}}
	r := Referral{Destination: d, Reference: reference(t)}
	if found := r.Check(today); len(found) != 1 || found[0].Kind != Missing {
		t.Errorf("%v", found)
	}
	r.Answers = answers(map[string]string{"pets": "dog\ncat"})
	if found := r.Check(today); len(found) != 0 {
		t.Errorf("%v", found)
	}
	if body := Compose(r, Clinic, policy.Address{}).Body.String(); !strings.Contains(body, "\nHOME\nPets: Cat, Dog\n") {
		t.Errorf("%s", body)
	}
}
