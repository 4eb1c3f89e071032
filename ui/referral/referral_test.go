package referral

import (
	"bytes"
	"crypto/rand"
	"errors"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

func TestAFormBeginsWithWhatThePracticeKnowsOfItself(t *testing.T) {
	p := practice.Practice{
		Name: text.Line("Invented Eyecare"), ODSCode: text.Line("FA999"), Phone: text.Line("01296 000111"),
		Clinicians: []practice.Clinician{{Name: text.Line("Anna Optometrist"), GOC: text.Line("01-99999")}},
	}
	want := answers(map[string]string{
		"practice-name": "Invented Eyecare", "practice-ods": "FA999", "practice-phone": "01296 000111",
		"reply-address": "reception.fa999@nhs.net", "referrer-name": "Anna Optometrist", "referrer-goc": "01-99999",
	})
	if got := Start(p, address(t, "reception.fa999@nhs.net")); !maps.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestNobodyIsTheReferrerByOversightWhereThereAreSeveral(t *testing.T) {
	p := practice.Practice{Clinicians: []practice.Clinician{{Name: text.Line("Anna Optometrist")}, {Name: text.Line("Ben Optometrist")}}}
	if got := Start(p, policy.Address{}); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestChangingTheDestinationKeepsTheSharedAnswersAndNamesTheOthers(t *testing.T) {
	old := filled(t, "smh-wet-amd")
	before := maps.Clone(old.Answers)
	kept, setAside := Carry(old.Answers, old.Destination, destination(t, "bucks-cataract"))
	for id := range core() {
		if kept[id] != old.Answers[id] {
			t.Errorf("%s is lost", id)
		}
	}
	var named []string
	for _, q := range setAside {
		named = append(named, q.ID)
	}
	// The eye of the macula is not the eye with the cataract: it is asked in other words.
	want := []string{"affected-eye", "macular-symptoms", "duration", "near-acuity-right", "near-acuity-left", "macular-signs",
		"oct-attached", "previous-amd"}
	if !slices.Equal(named, want) {
		t.Errorf("set aside %v", named)
	}
	if len(kept)+len(setAside) != len(old.Answers) {
		t.Error("an answer is neither kept nor set aside")
	}
	if !maps.Equal(before, old.Answers) {
		t.Error("the old answers changed: nobody could go back")
	}
}

func TestTheSameDestinationKeepsEverything(t *testing.T) {
	for _, d := range allDestinations(t) {
		r := filled(t, d.ID)
		if kept, setAside := Carry(r.Answers, d, d); !maps.Equal(kept, r.Answers) || setAside != nil {
			t.Errorf("%s: set aside %v", d.ID, setAside)
		}
	}
}

func TestAnEyeIsKeptWhereBothAskInTheSameWords(t *testing.T) {
	r := filled(t, "smh-wet-amd")
	if kept, _ := Carry(r.Answers, r.Destination, destination(t, "smh-eye-casualty")); kept["affected-eye"] != r.Answers["affected-eye"] {
		t.Error("the affected eye is lost")
	}
}

func TestAPickThatTheNewDestinationDoesNotOfferIsSetAside(t *testing.T) {
	from := directory.Destination{
		Questions: []directory.Question{
			{ID: "urgency", Kind: directory.KindUrgency},
			{ID: "signs", Kind: directory.KindChoices, Choices: []text.Text{text.Line("Drusen"), text.Line("Fluid")}},
		},
		Urgencies: []directory.Urgency{{Label: text.Line("Soon")}},
	}
	to := directory.Destination{Questions: []directory.Question{
		from.Questions[0], {ID: "signs", Kind: directory.KindChoices, Choices: []text.Text{text.Line("Drusen")}},
	}}
	kept, setAside := Carry(answers(map[string]string{"urgency": "Soon", "signs": "Drusen\nFluid"}), from, to)
	if len(kept) != 0 || len(setAside) != 2 {
		t.Errorf("kept %v, set aside %v", kept, setAside)
	}
}

func TestATimeFrameIsRequiredExactlyWhereTheUrgencyHasNone(t *testing.T) {
	d := destination(t, "smh-wet-amd")
	q := question(t, d, "urgency-frame")
	for _, u := range d.Urgencies {
		a := Answers{"urgency": u.Words()}
		if required := NeedOf(q, a, d) == directory.Required; required != u.Frame.IsEmpty() || Applies(q, a, d) != required {
			t.Errorf("%s: required %v, applies %v", u.Words(), required, Applies(q, a, d))
		}
	}
	if Applies(q, Answers{}, d) {
		t.Error("a time frame is asked for before an urgency is chosen")
	}
}

func TestAnEmergencyIsPhonedFirst(t *testing.T) {
	for _, d := range allDestinations(t) {
		for _, u := range d.Urgencies {
			a := Answers{"urgency": u.Words()}
			for _, id := range []string{"phoned-when", "phoned-who", "phoned-said"} {
				if required := NeedOf(question(t, d, id), a, d) == directory.Required; required != u.PhoneFirst {
					t.Errorf("%s, %s: %s required: %v", d.ID, u.Words(), id, required)
				}
			}
		}
	}
}

func TestAPhoneCallThatWasMadeIsSentWhateverTheUrgency(t *testing.T) {
	d := destination(t, "smh-wet-amd")
	q := question(t, d, "phoned-who")
	if Applies(q, Answers{}, d) || !Applies(q, answers(map[string]string{"phoned-who": "the nurse"}), d) {
		t.Error("a blank call applies, or a call that was made does not")
	}
	if casualty := destination(t, "smh-eye-casualty"); !Applies(question(t, casualty, "phoned-who"), Answers{}, casualty) {
		t.Error("a destination that always asks for the call is not answered")
	}
}

func TestAReferenceIsShortReadableAndHardToGuess(t *testing.T) {
	if bits := referenceLength * math.Log2(float64(len(referenceAlphabet))); bits < 40 {
		t.Errorf("%.1f bits", bits)
	}
	if strings.ContainsAny(referenceAlphabet, "0O1IL5S8B2ZUaeiouAEIOU") {
		t.Error("the alphabet has look-alikes or vowels")
	}
	form := regexp.MustCompile(`^RD-[` + referenceAlphabet + `]{3}-[` + referenceAlphabet + `]{3}-[` + referenceAlphabet + `]{3}$`)
	seen := map[Reference]bool{}
	for range 1000 {
		r, err := NewReference(rand.Reader)
		if err != nil || !form.MatchString(r.String()) || seen[r] {
			t.Fatalf("%v, %v, seen before: %v", r, err, seen[r])
		}
		seen[r] = true
	}
}

// The 242 bytes below the fair limit are eleven for each letter; the rest would favour the first 14 and is thrown away.
func TestNoLetterOfAReferenceIsFavoured(t *testing.T) {
	letters := func(random ...byte) string {
		r, err := NewReference(bytes.NewReader(random))
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimPrefix(strings.ReplaceAll(r.String(), "-", ""), "RD")
	}
	count := map[string]int{}
	for b := range 242 {
		count[letters(bytes.Repeat([]byte{byte(b)}, referenceLength)...)]++
	}
	for letter, n := range count {
		if n != 11 {
			t.Errorf("%s comes from %d bytes", letter, n)
		}
	}
	for b := 242; b < 256; b++ {
		if got := letters(byte(b), 0, 1, 2, 3, 4, 5, 6, 7, 8); got != referenceAlphabet[:referenceLength] {
			t.Errorf("byte %d is used: %s", b, got)
		}
	}
}

func TestWithoutRandomnessThereIsNoReference(t *testing.T) {
	broken := errors.New("broken")
	if r, err := NewReference(iotest.ErrReader(broken)); !errors.Is(err, broken) || !r.IsZero() {
		t.Errorf("%v, %v", r, err)
	}
}

func TestATypedReferenceIsShortAndPlain(t *testing.T) {
	for typed, ok := range map[string]bool{
		"INV-2026/117": true, "4711": true, "a.b-c/d": true,
		"": false, "471": false, strings.Repeat("4", 33): false, "two words": false, "INV–117": false, "rêf-117": false, "ref,117": false,
	} {
		r, err := TypedReference(text.Line(typed))
		if ok != (err == nil) || ok != (r.String() == typed && typed != "") {
			t.Errorf("%q: %v, %v", typed, r, err)
		}
		if err != nil && typed != "" && strings.Contains(err.Error(), typed) {
			t.Errorf("%v quotes what was typed", err)
		}
	}
}
