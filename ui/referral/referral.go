// Package referral holds a referral as it is filled in, checks it, and composes the messages from it.
//
// It is the room for the words that reach a clinic: the questions come from the directory as data, the answers from a form or
// a practice system, and [Compose] makes of both the letter, the copy for the GP, the sheet for the patient and the note for
// the record. It is pure: the clock and the source of randomness are arguments, and it knows no terminal, file or network. It
// must never put anything of the patient into a subject, never pick or judge an urgency or a dose, never leave out that
// something was left blank, and never cut an answer short.
package referral

import (
	"slices"
	"strings"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// The ids of the questions that the rules here speak of. All others are data to this package.
const (
	idPatientName     = "patient-name"
	idPatientDOB      = "patient-dob"
	idNHSNumber       = "nhs-number"
	idPatientPhone    = "patient-phone"
	idGPPractice      = "gp-practice"
	idGPCode          = "gp-ods"
	idUrgency         = "urgency"
	idUrgencyFrame    = "urgency-frame"
	idPhonedWhen      = "phoned-when"
	idPhonedWho       = "phoned-who"
	idPhonedSaid      = "phoned-said"
	idAttachments     = "attachments"
	idReferrerName    = "referrer-name"
	idReferrerGOC     = "referrer-goc"
	idPracticeName    = "practice-name"
	idPracticeODS     = "practice-ods"
	idPracticeAddress = "practice-address"
	idPracticePhone   = "practice-phone"
	idReplyAddress    = "reply-address"
)

// Answers are what was answered, by question id; a blank answer and a missing one are the same. Everything about a patient
// that a [Referral] holds is in its Answers: whoever clears them starts the next referral with nothing of the last one.
type Answers map[string]text.Text

// line is an answer on one line.
func (a Answers) line(id string) string { return oneLine(a[id]) }

// oneLine is an answer with a single space wherever it has white space of any kind.
func oneLine(answer text.Text) string { return strings.Join(strings.Fields(answer.String()), " ") }

// Referral is one referral as it stands: perhaps half filled, perhaps with mistakes. [Referral.Check] says which.
type Referral struct {
	Destination directory.Destination
	Answers     Answers
	Reference   Reference
	On          policy.Day        // the day on which it is made
	GP          directory.Listing // the practice with the code that was answered, as a list knows it; zero where none does
	SecureTag   bool              // [secure] goes first into the subject of the message that is composed; ask the policy before
}

// Start gives the answers that every referral of a practice begins with: who refers, and where the reply goes. The clinician
// is filled in only where there is just one: nobody signs for another by oversight.
func Start(p practice.Practice, replyTo policy.Address) Answers {
	known := Answers{
		idPracticeName:    p.Name,
		idPracticeODS:     p.ODSCode,
		idPracticeAddress: p.Address,
		idPracticePhone:   p.Phone,
		idReplyAddress:    text.Line(replyTo.String()),
	}
	if len(p.Clinicians) == 1 {
		known[idReferrerName], known[idReferrerGOC] = p.Clinicians[0].Name, p.Clinicians[0].GOC
	}
	for id, answer := range known {
		if answer.IsEmpty() {
			delete(known, id)
		}
	}
	return known
}

// Carry takes answers from one destination to another. Kept are those to a question that both ask in the same words, so that
// the eye of one complaint never becomes the eye of another; an answer that was picked is kept only where the new destination
// offers it too. The rest is set aside: the questions of from that were answered and do not carry over, in form order, for
// naming them. The old answers stay as they were, for going back.
func Carry(old Answers, from, to directory.Destination) (kept Answers, setAside []directory.Question) {
	kept = Answers{}
	for _, q := range from.Questions {
		answer := old[q.ID]
		switch {
		case answer.IsEmpty():
		case carries(q, answer, to):
			kept[q.ID] = answer
		default:
			setAside = append(setAside, q)
		}
	}
	return kept, setAside
}

// carries says whether the destination to would take the answer to q as it is.
func carries(q directory.Question, answer text.Text, to directory.Destination) bool {
	i := slices.IndexFunc(to.Questions, func(other directory.Question) bool {
		return other.ID == q.ID && other.Kind == q.Kind && other.Label == q.Label
	})
	if i < 0 {
		return false
	}
	if q.Kind == directory.KindUrgency {
		_, offered := ChosenUrgency(to, Answers{idUrgency: answer})
		return offered
	}
	if to.Questions[i].Options() == nil {
		return true
	}
	_, err := read(to.Questions[i], answer)
	return err == nil
}
