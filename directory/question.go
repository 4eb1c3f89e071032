package directory

import (
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// Question is one thing that a referral says, as data: the form is drawn from it and the answer is checked against it.
type Question struct {
	ID      string    // kebab-case, unique within a destination: "patient-name"
	Section text.Text // the heading that it stands under, in the form and in the message: "Patient"
	Label   text.Text
	Kind    QuestionKind
	Unit    text.Text   // of a number: "mg"
	Choices []text.Text // of a choice
	Need    Need
	Help    text.Text
	Source  policy.SourceID // who asks for it; "" for the core of any referral letter
}

// QuestionKind is what an answer may look like. Unknown kinds are refused when a directory is read.
type QuestionKind string

const (
	KindLine      QuestionKind = "line"
	KindText      QuestionKind = "text" // may span lines
	KindDate      QuestionKind = "date" // DD/MM/YYYY
	KindNumber    QuestionKind = "number"
	KindChoice    QuestionKind = "choice"
	KindChoices   QuestionKind = "choices" // any number of them
	KindYesNo     QuestionKind = "yes-no"
	KindEye       QuestionKind = "eye" // Right, Left or Both
	KindAcuity    QuestionKind = "acuity"
	KindNHSNumber QuestionKind = "nhs-number"
	KindPhone     QuestionKind = "phone"
	KindPostcode  QuestionKind = "postcode"
	KindODSCode   QuestionKind = "ods-code"
	KindEmail     QuestionKind = "email"
	KindUrgency   QuestionKind = "urgency" // one of the urgencies of the destination
)

// Need says what becomes of a question that is left blank.
type Need string

const (
	Required    Need = "required"    // the referral can't be handed over
	Recommended Need = "recommended" // "not recorded" in the message, a warning in the review
	Optional    Need = "optional"    // "not recorded" in the message
)

// Options are what can be picked for an answer, nil for a question that is typed.
func (q Question) Options() []text.Text {
	switch q.Kind {
	case KindChoice, KindChoices:
		return q.Choices
	case KindYesNo:
		return []text.Text{text.Line("Yes"), text.Line("No")}
	case KindEye:
		return []text.Text{text.Line("Right"), text.Line("Left"), text.Line("Both")}
	}
	return nil
}

// Words are the urgency as it is chosen, shown and sent, always with its time frame where it has one: "Urgent — within one week".
func (u Urgency) Words() text.Text {
	if u.Frame.IsEmpty() {
		return u.Label
	}
	return text.Line(u.Label.String() + " — " + u.Frame.String())
}
