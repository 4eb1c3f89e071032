package referral

import (
	"strings"

	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// notRecorded is what the message says in place of every blank answer.
const notRecorded = "not recorded"

// Audience is whom a message is composed for.
type Audience string

const (
	Clinic  Audience = "clinic"  // the destination: the referral itself
	GP      Audience = "gp"      // the patient's GP practice: a copy for information only
	Patient Audience = "patient" // the patient: a sheet for handing over on paper, never e-mailed
	Record  Audience = "record"  // the patient's own record in the practice system: two lines that trace the reference
)

// Audiences are all of them, in the order in which a referral is handed over.
func Audiences() []Audience { return []Audience{Clinic, GP, Patient, Record} }

// Message is what is handed over. Nobody is copied in unbidden: Cc is the caller's to fill, and every address in it is judged
// with the rest. Subject is one line without anything of the patient, and empty where nothing is mailed: for [Patient] and
// [Record].
type Message struct {
	To, Cc  []policy.Address
	Subject text.Text
	Body    text.Text
}

// Compose writes the message for one audience. It composes what there is: a referral with findings too, so that it can be read
// while it is written; [Referral.Check] says whether it may be handed over. The copy for the GP goes to gp, and to nobody where
// that is zero: the address is then for the sender to find. An unknown audience gets an empty message.
func Compose(r Referral, audience Audience, gp policy.Address) Message {
	switch audience {
	case Clinic:
		return Message{To: addressed(r.Destination.Address), Subject: r.subject(""), Body: clinicLetter(r)}
	case GP:
		return Message{To: addressed(gp), Subject: r.subject("For information only: "), Body: gpCopy(r)}
	case Patient:
		return Message{Body: patientSheet(r)}
	case Record:
		return Message{Body: recordNote(r)}
	}
	return Message{}
}

func addressed(to policy.Address) []policy.Address {
	if to.IsZero() {
		return nil
	}
	return []policy.Address{to}
}

// subject is built from the directory's words, the practice's ODS code and the reference, and from nothing that was typed about
// the patient: a time frame that the clinician typed stays in the message. A code or a reference that gives the patient away is
// left out, whatever became of its finding.
func (r Referral) subject(opening string) text.Text {
	if r.SecureTag {
		opening = "[secure] " + opening
	}
	urgency := "urgency " + notRecorded
	if u, chosen := ChosenUrgency(r.Destination, r.Answers); chosen {
		urgency = u.Words().String()
		if u.Frame.IsEmpty() {
			urgency += " — time frame in the message"
		}
	}
	practice := "practice " + notRecorded
	if code, err := ods.ParseCode(r.Answers.line(idPracticeODS)); err == nil && !LeaksPatient(r.Answers, r.Answers[idPracticeODS]) {
		practice = "practice " + code.String()
	}
	parts := []string{opening + r.Destination.Name.String(), urgency, practice}
	if kind, _ := r.checkReference(); kind == 0 {
		parts = append(parts, "ref "+r.Reference.String())
	}
	return text.Line(strings.Join(parts, ", "))
}

// urgencyWords is the urgency as the body says it, always with a time frame: its own, or the one that the clinician typed.
func (r Referral) urgencyWords() string {
	u, chosen := ChosenUrgency(r.Destination, r.Answers)
	switch frame := r.Answers.line(idUrgencyFrame); {
	case !chosen:
		return notRecorded
	case !u.Frame.IsEmpty():
		return u.Words().String()
	case frame == "":
		return u.Label.String() + " — time frame " + notRecorded
	default:
		return u.Label.String() + " — " + frame
	}
}

// service is the destination as the body names it, with its hospital where one is known.
func (r Referral) service() string {
	if r.Destination.Trust.IsEmpty() {
		return r.Destination.Name.String()
	}
	return r.Destination.Name.String() + " (" + r.Destination.Trust.String() + ")"
}

// date is the day of the referral, as the body says it.
func (r Referral) date() string {
	if r.On.IsZero() {
		return "a date " + notRecorded
	}
	return r.On.UK()
}
