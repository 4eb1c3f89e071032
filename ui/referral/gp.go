package referral

import (
	"slices"
	"strings"

	"referraldesk/directory"
	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// GPAnswers are the answers that name a GP practice as a list gives it: name, address and code.
func GPAnswers(practice directory.Listing) Answers {
	return Answers{idGPPractice: text.Line(strings.TrimSuffix(practice.Name.String()+", "+practice.Address(), ", ")), idGPCode: practice.Code}
}

// GPAdvice says what a list knows of the practice whose code stands in the referral that does not fit the rest of it, to be read
// after the code, and "" where all fits or nothing is known. Lists are older than the moves of practices and patients, so all of it
// is advice. source is whose word it is that the destination is for patients of another area.
func (r Referral) GPAdvice() (problem string, source policy.SourceID) {
	if r.GP.Code.IsEmpty() || !strings.EqualFold(r.GP.Code.String(), r.Answers.line(idGPCode)) {
		return "", ""
	}
	var advice []string
	if !r.Answers.NameGP(r.GP) {
		advice = append(advice, "belongs to "+r.GP.Name.String()+" on the list: make sure that the practice is the same")
	}
	if r.GP.Closed {
		advice = append(advice, "is that of a practice that has closed: ask the patient which one has them now")
	}
	if words := r.outsideArea(); words != "" {
		advice = append(advice, words)
		source = r.Destination.GPArea.Source
	}
	return strings.Join(advice, "; it "), source
}

// outsideArea says that the GP practice is not of the area whose patients the destination is for, and "" where it is or where one
// of the two is not known.
func (r Referral) outsideArea() string {
	area := r.Destination.GPArea
	if area == nil || r.GP.Area.IsEmpty() || slices.Contains(area.Commissioners, r.GP.Area) {
		return ""
	}
	var theirs []string
	for _, c := range area.Commissioners {
		theirs = append(theirs, ods.AreaWords(c.String()))
	}
	return "is in " + ods.AreaWords(r.GP.Area.String()) + "; this clinic takes " + strings.Join(theirs, " or ") + ": see its notes"
}

// NameGP says that the practice that was answered is the one of a list: its name stands there.
func (a Answers) NameGP(practice directory.Listing) bool {
	return !practice.Name.IsEmpty() && holdsWords(a.line(idGPPractice), practice.Name.String())
}

// holdsWords says whether all words of the name stand in the text, one after the other, in whatever case.
func holdsWords(s, name string) bool {
	padded := func(s string) string {
		words := strings.FieldsFunc(strings.ToUpper(s), func(r rune) bool { return r == ',' || r == ' ' || r == '.' })
		return " " + strings.Join(words, " ") + " "
	}
	return strings.Contains(padded(s), padded(name))
}
