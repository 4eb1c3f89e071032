package referral

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"referraldesk/policy"
	"referraldesk/policy/text"
)

func TestWhatGivesThePatientAwayIsFoundInAnyWriting(t *testing.T) {
	patient := answers(map[string]string{
		"patient-name": "Mrs Zoë Ann O'Hara-Müller", "patient-dob": "03/02/1950", "nhs-number": "999 000 0018",
	})
	for s, leaks := range map[string]bool{
		"ohara.pdf": true, "O'Hara.pdf": true, "O’HARA scan": true, "o hara oct": true, "Muller_OCT.pdf": true, "MÜLLER": true,
		"zoe": true, "OCTMullerRight.pdf": true, "oct-zoeann-1": true, "zoeohara": false, "zoemuller.pdf": true, "mullerzoe.pdf": true,
		"z o e m u l l e r": true, "ann": true, "Zoe's scan": true,
		"03/02/1950": true, "3.2.1950": true, "1950-02-03": true, "03021950": true, "19500203": true, "scan030250.pdf": true,
		"030250": true, "500203": true, "3 Feb 1950": true, "3rd of February 1950": true, "February 3, 1950": true, "03 FEB 50": true,
		"0 3 0 2 1 9 5 0": true, "02-03-1950": true, "3-2-50": true, "3Feb1950": true, "oct2026110103021950": true,
		"9990000018": true, "999-000-0018": true, "99 90 00 00 18": true, "９９９０００００１８": true, "nhs_9990000018_oct": true,

		"": false, "OCT scan, both eyes": false, "Mrs.pdf": false, "annual review": false, "scan list": false, "muller2": true,
		"mullerian": false, "1950": false, "03/02/1951": false, "22/11/2026 OCT": false, "9990000026": false, "RD-7K4-M39-QPX": false,
		"February": false, "3 scans, 2 forms, 1950s frame": false,
	} {
		if got := LeaksPatient(patient, text.Line(s)); got != leaks {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestWithoutAPatientNothingLeaks(t *testing.T) {
	for _, s := range []string{"OCT scan.pdf", "03/02/1950", "9990000018"} {
		if LeaksPatient(Answers{}, text.Line(s)) || LeaksPatient(answers(map[string]string{"patient-name": "Mr", "patient-dob": "?"}), text.Line(s)) {
			t.Errorf("%q leaks nobody", s)
		}
	}
}

func TestADateOfBirthInAnotherFormIsFoundByItsDigits(t *testing.T) {
	if a := answers(map[string]string{"patient-dob": "3 February 1950 (03021950)"}); !LeaksPatient(a, text.Line("scan 31950-03021950")) {
		t.Error("not found")
	}
}

// invent makes up a patient, with a name of syllables that no directory has.
func invent(r *rand.Rand) (name string, born policy.Day, nhs string) {
	var words []string
	for range 1 + r.IntN(3) {
		word := ""
		for range 2 + r.IntN(3) {
			word += string("bdfgjkvwz"[r.IntN(9)]) + string("aeiou"[r.IntN(5)]) + string("qxzvk"[r.IntN(5)])
		}
		words = append(words, strings.ToUpper(word[:1])+word[1:])
	}
	born = today.Add(-1 - r.IntN(100*365))
	for nhs == "" {
		digits := fmt.Sprintf("999%07d", r.IntN(10_000_000))
		if _, err := readNHSNumber(digits); err == nil {
			nhs = digits
		}
	}
	return strings.Join(words, []string{" ", "-", "' "}[r.IntN(3)]), born, nhs
}

// Whoever the patient is, and wherever somebody types who it is, the subject says nothing of it.
func TestNoDetailOfAnyPatientStandsInASubject(t *testing.T) {
	r := rand.New(rand.NewPCG(2026, 11))
	all := allDestinations(t)
	for range 2000 {
		name, born, nhs := invent(r)
		details := []string{name, strings.Fields(name)[0], born.UK(), strings.ReplaceAll(born.UK(), "/", ""), nhs, nhs[:3] + " " + nhs[3:]}
		d := all[r.IntN(len(all))]
		f := filled(t, d.ID)
		for _, q := range d.Questions {
			if q.ID != "urgency" && r.IntN(2) == 0 {
				f.Answers[q.ID] = text.Block(details[r.IntN(len(details))])
			}
		}
		f.Answers["urgency"] = d.Urgencies[r.IntN(len(d.Urgencies))].Words()
		f.Answers["patient-name"], f.Answers["patient-dob"], f.Answers["nhs-number"] = text.Line(name), text.Line(born.UK()), text.Line(nhs)
		f.Answers["practice-ods"] = text.Line(strings.Fields(name)[0])
		f.SecureTag = r.IntN(2) == 0
		if typed, err := TypedReference(text.Line(strings.NewReplacer(" ", "-", "'", "").Replace(details[r.IntN(len(details))]))); err == nil {
			f.Reference = typed
		}
		for _, audience := range Audiences() {
			if subject := Compose(f, audience, policy.Address{}).Subject.String(); saysWho(subject, name, born, nhs) {
				t.Fatalf("%s for %q, %s, %s", subject, name, born.UK(), nhs)
			}
		}
	}
}

// saysWho looks for the patient in s by other means than the code under test.
func saysWho(s, name string, born policy.Day, nhs string) bool {
	isWord := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	words := map[string]bool{}
	for _, word := range strings.FieldsFunc(strings.ToLower(s), isWord) {
		words[word] = true
	}
	for _, part := range strings.FieldsFunc(strings.ToLower(name), isWord) {
		if words[part] {
			return true
		}
	}
	digits := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
	return strings.Contains(digits, nhs) || strings.Contains(digits, strings.ReplaceAll(born.UK(), "/", "")) ||
		strings.Contains(digits, strings.ReplaceAll(born.String(), "-", ""))
}
