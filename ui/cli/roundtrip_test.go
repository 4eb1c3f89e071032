package cli

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy/text"
	"referraldesk/ui/referral"
)

// confirming is a practice with somebody who can confirm.
const confirming = "[[account]]\naddress = \"reception.fa999@nhs.net\"\n\n[[clinician]]\nname = \"A. Optometrist\"\ngoc = \"01-00000\"\n"

// confirmedN1 is what the route to MKUH asks on the day of the tests; on the others it changes nothing.
func confirmedN1() []string { return []string{"--confirm", "N1", "--by", "A. Optometrist"} }

func TestWhatTheQuestionsAskForComesOutAsAMessageForEveryAudience(t *testing.T) {
	home := homeOf(t, confirming)
	for _, id := range ids(t) {
		answers := filledJSON(t, id, nil)
		for _, audience := range referral.Audiences() {
			t.Run(id+" "+string(audience), func(t *testing.T) {
				args := append([]string{"compose", "--to", id, "--for", string(audience)}, confirmedN1()...)
				printed := runIn(t, home, answers, args...)
				asJSON := runIn(t, home, answers, append(args, "--json")...)
				if printed.status != 0 || asJSON.status != 0 {
					t.Fatalf("status %d: %s; as JSON %d: %s", printed.status, printed.err, asJSON.status, asJSON.err)
				}
				var a composed
				if err := json.Unmarshal([]byte(asJSON.out), &a); err != nil {
					t.Fatal(err)
				}
				if a.Body == nil || !strings.HasSuffix(printed.out, *a.Body+"\n") {
					t.Fatalf("printed:\n%s\nas JSON:\n%s", printed.out, asJSON.out)
				}
				checkMessage(t, a, audience)
			})
		}
	}
}

// checkMessage looks for what was answered in the message, and for nothing of the patient outside of its body.
func checkMessage(t *testing.T, a composed, audience referral.Audience) {
	t.Helper()
	mailed := audience == referral.Clinic || audience == referral.GP
	if mailed != (a.Subject != nil) {
		t.Errorf("subject %v", a.Subject)
	}
	if a.Subject != nil && referral.LeaksPatient(patient(), text.Line(*a.Subject)) {
		t.Errorf("the subject gives the patient away: %s", *a.Subject)
	}
	if len(a.Missing) > 0 || a.Reference == nil || !strings.Contains(*a.Body, *a.Reference) {
		t.Errorf("missing %v, reference %v", a.Missing, a.Reference)
	}
	if audience == referral.Record {
		if referral.LeaksPatient(patient(), text.Line(*a.Body)) {
			t.Errorf("the note gives the patient away: %s", *a.Body)
		}
		return
	}
	if !strings.Contains(*a.Body, "Quorinda Zephyrine Vantongeren") {
		t.Error("the patient is not named")
	}
	if !mailed {
		return
	}
	for _, answer := range []string{
		"29/08/1937", "999 000 0026", "Written under reason", "Written under symptoms", "6/9", "0.20 LogMAR", "Written under referrer-goc",
	} {
		if !strings.Contains(*a.Body, answer) {
			t.Errorf("%q is not in the message", answer)
		}
	}
	if strings.Contains(*a.Body, "not recorded") {
		t.Error("something that was answered is not recorded")
	}
}

// patient are the answers that identify the invented patient.
func patient() referral.Answers {
	all := referral.Answers{}
	for id, answer := range invented() {
		if strings.HasPrefix(id, "patient-") || id == "nhs-number" {
			all[id] = text.Block(answer)
		}
	}
	return all
}

func TestSchemaHasEveryQuestionInTheOrderOfTheForm(t *testing.T) {
	dir, err := directory.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dir.Destinations {
		if _, err := compile(schemaOf(d)); err != nil {
			t.Errorf("%s: the schema is none: %v", d.ID, err)
		}
		printed := run(t, "", "questions", d.ID)
		var s struct {
			Properties map[string]any
			Required   []string
		}
		if err := json.Unmarshal([]byte(printed.out), &s); err != nil {
			t.Fatal(err)
		}
		if len(s.Properties) != len(d.Questions) {
			t.Errorf("%s: %d properties for %d questions", d.ID, len(s.Properties), len(d.Questions))
		}
		at := 0
		for _, q := range d.Questions {
			i := strings.Index(printed.out[at:], "\n    \""+q.ID+"\": {")
			if i < 0 {
				t.Fatalf("%s: %s is not in its place", d.ID, q.ID)
			}
			at += i
		}
		checkRequired(t, d, s.Required)
	}
}

// checkRequired holds what a schema requires to what the referral would miss although practice.toml says all that it can.
func checkRequired(t *testing.T, d directory.Destination, required []string) {
	t.Helper()
	some := text.Line("A1234")
	p := practice.Practice{Name: some, ODSCode: some, Address: some, Phone: some, Clinicians: []practice.Clinician{{Name: some, GOC: some}}}
	var missing []string
	for _, f := range (referral.Referral{Destination: d, Answers: referral.Start(p, anyNHSMailbox())}).Check(today) {
		if f.Kind == referral.Missing && f.Question.ID != "reference" {
			missing = append(missing, f.Question.ID)
		}
	}
	if !slices.Equal(required, missing) {
		t.Errorf("%s requires %v, and the referral %v", d.ID, required, missing)
	}
}

func TestAPersonAtTheKeyboardIsToldThatTheReferralIsAwaited(t *testing.T) {
	w, _, said := testWorld(t.TempDir(), filledJSON(t, "bht-hcq", nil))
	w.Terminal = true
	if status := Main([]string{"compose", "--to", "bht-hcq", "--from", "a@nhs.net"}, w); status != 0 {
		t.Fatalf("status %d: %s", status, said)
	}
	if !strings.Contains(said.String(), "type or paste the referral as JSON") {
		t.Errorf("said: %s", said)
	}
}
