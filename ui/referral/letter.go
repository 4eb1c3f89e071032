package referral

import (
	"strings"

	"referraldesk/directory"
	"referraldesk/policy/text"
)

// letter is a body in the making: plain text that reads the same in a proportional font, one line for each answer however long
// it is, headings in capitals, no columns and no rules drawn with characters.
type letter struct {
	strings.Builder
	section text.Text
}

// paragraph writes one line and leaves a blank one after it.
func (l *letter) paragraph(parts ...string) {
	l.line(parts...)
	l.WriteByte('\n')
}

func (l *letter) line(parts ...string) {
	for _, part := range parts {
		l.WriteString(part)
	}
	l.WriteByte('\n')
}

// answer writes "Label: answer", under a heading where a section begins.
func (l *letter) answer(q directory.Question, answer string) {
	if q.Section != l.section {
		if !l.section.IsEmpty() {
			l.WriteByte('\n')
		}
		l.section = q.Section
		l.line(strings.ToUpper(q.Section.String()))
	}
	l.line(q.Label.String(), ": ", orNotRecorded(answer))
}

func (l *letter) text() text.Text { return text.Block(strings.TrimSuffix(l.String(), "\n")) }

func orNotRecorded(answer string) string {
	if answer == "" {
		return notRecorded
	}
	return answer
}

// clinicLetter is the referral itself.
func clinicLetter(r Referral) text.Text {
	var l letter
	l.line("Referral to ", r.service())
	l.heading(r)
	l.answers(r)
	l.WriteByte('\n')
	l.line("Please copy your reply to the referrer", r.after(", ", idReferrerName), r.after(", at ", idReplyAddress), ".")
	return l.text()
}

// after is an answer with the words that lead to it, and nothing where it is blank.
func (r Referral) after(lead, id string) string {
	if answer := r.Answers.line(id); answer != "" {
		return lead + answer
	}
	return ""
}

// gpCopy opens with what it is not: copies without that line have led to two appointments.
func gpCopy(r Referral) text.Text {
	var l letter
	l.paragraph("FOR INFORMATION ONLY. The direct referral to ", r.service(), " was already made on ", r.date(),
		". No onward referral is needed.")
	l.line("Copy for the GP of the referral to ", r.Destination.Name.String())
	l.heading(r)
	l.answers(r)
	return l.text()
}

// heading says what a reader sorts by: how urgent, of when, and which one.
func (l *letter) heading(r Referral) {
	l.line("Urgency: ", r.urgencyWords())
	l.line("Date of referral: ", r.date())
	l.paragraph("Reference: ", orNotRecorded(r.Reference.String()))
}

// answers writes every question that applies, in the order of the directory, blank or not.
func (l *letter) answers(r Referral) {
	doseAsked := asksDose(r.Destination)
	for _, q := range r.Destination.Questions {
		if !Applies(q, r.Answers, r.Destination) {
			continue
		}
		l.answer(q, shown(q, r.Answers[q.ID]))
		if doseAsked && q.ID == idWeight {
			l.line("Dose by body weight, computed: ", orNotRecorded(DoseLine(r.Answers).String()))
		}
	}
}

// patientSheet is for handing over on paper, in plain words. What to do next is all that is known to be right: ask the
// practice.
func patientSheet(r Referral) text.Text {
	var l letter
	l.paragraph("YOUR REFERRAL")
	l.line("For: ", orNotRecorded(r.Answers.line(idPatientName)))
	l.line("Referred to: ", r.service())
	l.line("Referred by: ", orNotRecorded(r.Answers.line(idReferrerName)), r.after(", ", idPracticeName))
	l.line("Date of the referral: ", r.date())
	l.line("How urgent: ", r.plainUrgency())
	l.paragraph("Reference: ", orNotRecorded(r.Reference.String()))
	l.line("IF YOU HEAR NOTHING")
	l.line("Please contact the practice", r.after(", ", idPracticeName), r.after(", telephone ", idPracticePhone),
		", and give the reference above.")
	return l.text()
}

// plainUrgency spares the patient the word for a choice that says nothing without its time frame: "Other".
func (r Referral) plainUrgency() string {
	if frame := r.Answers.line(idUrgencyFrame); frame != "" {
		if u, chosen := ChosenUrgency(r.Destination, r.Answers); chosen && u.Frame.IsEmpty() {
			return frame
		}
	}
	return r.urgencyWords()
}

// recordNote is exactly two lines, without which nobody could trace the reference.
func recordNote(r Referral) text.Text {
	var l letter
	l.line("Referred on ", r.date(), " to ", r.service(), ", ", r.Destination.Address.String(), ".")
	l.line("Urgency: ", r.urgencyWords(), ". Reference: ", orNotRecorded(r.Reference.String()), ".")
	return l.text()
}
