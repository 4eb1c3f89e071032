package referral

import (
	"testing"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// theSurgery is a GP practice as a list gives it.
func theSurgery() directory.Listing {
	return directory.Listing{
		Code: text.Line("K82001"), Name: text.Line("THE SURGERY"), Detail: text.Line("1 HIGH STREET, AYLESBURY"),
		Postcode: text.Line("HP20 1AA"), Area: text.Line("14Y"), Preferred: true,
	}
}

// withGP is a referral, otherwise complete, of a patient of the practice.
func withGP(t *testing.T, destination string, practice directory.Listing) Referral {
	t.Helper()
	r := filled(t, destination)
	r.GP = practice
	for id, answer := range GPAnswers(practice) {
		r.Answers = with(r.Answers, id, answer.String())
	}
	return r
}

// onGP is what the check says about the code of the GP practice.
func onGP(r Referral) Finding {
	for _, f := range r.Check(today) {
		if f.Question.ID == idGPCode {
			return f
		}
	}
	return Finding{}
}

func TestAPracticeTakenFromAListFillsNameAddressAndCode(t *testing.T) {
	got := GPAnswers(theSurgery())
	if got[idGPPractice].String() != "THE SURGERY, 1 HIGH STREET, AYLESBURY, HP20 1AA" || got[idGPCode].String() != "K82001" {
		t.Errorf("got %q", got)
	}
	twice, bare := theSurgery(), directory.Listing{Name: text.Line("THE SURGERY")}
	twice.Detail = text.Line("THE SURGERY, 1 HIGH STREET, AYLESBURY")
	if again := GPAnswers(twice)[idGPPractice]; again != got[idGPPractice] {
		t.Errorf("where the address begins with the name: %q", again)
	}
	if name := GPAnswers(bare)[idGPPractice].String(); name != "THE SURGERY" {
		t.Errorf("without an address: %q", name)
	}
}

func TestWhatAListKnowsOfTheGPPracticeIsSaidAsAdvice(t *testing.T) {
	inMiltonKeynes, closed, both := theSurgery(), theSurgery(), theSurgery()
	inMiltonKeynes.Area, both.Area = text.Line("M1J4Y"), text.Line("M1J4Y")
	closed.Closed, both.Closed = true, true
	const outside = "is in Bedfordshire, Luton and Milton Keynes (M1J4Y); this clinic takes Buckinghamshire (14Y): see its notes"
	const gone = "is that of a practice that has closed: ask the patient which one has them now"
	for name, c := range map[string]struct {
		destination string
		practice    directory.Listing
		problem     string
		source      policy.SourceID
	}{
		"of the area":                  {"bucks-cataract", theSurgery(), "", ""},
		"of another area":              {"bucks-cataract", inMiltonKeynes, outside, "loc-bucks-cataract-2018"},
		"where no area is published":   {"mkuh-bus", inMiltonKeynes, "", ""},
		"closed":                       {"mkuh-bus", closed, gone, ""},
		"closed, and of another area":  {"bucks-cataract", both, gone + "; it " + outside, "loc-bucks-cataract-2018"},
		"of no commissioner on a list": {"bucks-cataract", directory.Listing{Code: text.Line("K82001"), Name: text.Line("THE SURGERY")}, "", ""},
	} {
		f := onGP(withGP(t, c.destination, c.practice))
		if f.Problem != c.problem || f.Question.Source != c.source || f.Blocks() {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

func TestACodeOfAnotherPracticeThanTheNamedOneIsNoted(t *testing.T) {
	r := withGP(t, "mkuh-bus", theSurgery())
	r.Answers = with(r.Answers, idGPPractice, "The  Surgery, High St.")
	if f := onGP(r); f.Problem != "" {
		t.Errorf("the same name, typed: %q", f.Problem)
	}
	r.Answers = with(r.Answers, idGPPractice, "Watling Vale Medical Centre")
	if f := onGP(r); f.Problem != "belongs to THE SURGERY on the list: make sure that the practice is the same" || f.Blocks() {
		t.Errorf("another name: %+v", f)
	}
}

func TestAListSaysNothingAboutAnotherCode(t *testing.T) {
	r := withGP(t, "bucks-cataract", theSurgery())
	r.GP.Area = text.Line("M1J4Y")
	r.Answers = with(r.Answers, idGPCode, "K82002")
	if f := onGP(r); f.Problem != "" {
		t.Errorf("got %q", f.Problem)
	}
}
