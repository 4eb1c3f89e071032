package ui

import (
	"fmt"
	"slices"
	"strings"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/referral"
)

// The ids of the questions that the desk itself asks: to whom, beside the destination, something goes. They are no part of the
// message. The program knows no address of a GP practice, so that one is typed.
const (
	askCc        = "cc"
	askCopies    = "copies"
	askGPAddress = "gp-address"
)

const (
	copyForGP      = "For the GP"
	copyForPatient = "For the patient, on paper"
)

// sendingQuestions are asked last, after those of the directory.
func sendingQuestions() []directory.Question {
	section := text.Line("Copies")
	return []directory.Question{
		{ID: askCc, Section: section, Label: text.Line("Cc"), Kind: directory.KindLine, Need: directory.Optional,
			Help: text.Line("further addresses for the same message, parted by spaces: each is judged like the destination")},
		{ID: askCopies, Section: section, Label: text.Line("Copies"), Kind: directory.KindChoices, Need: directory.Optional,
			Choices: []text.Text{text.Line(copyForGP), text.Line(copyForPatient)},
			Help:    text.Line("a message of its own for the GP, for information only; a sheet to hand over")},
		{ID: askGPAddress, Section: section, Label: text.Line("The GP practice's address"), Kind: directory.KindEmail, Need: directory.Optional,
			Help: text.Line("not published: look in the People tab of your NHSmail inbox"), Source: "loc-nhs-mail"},
	}
}

// isSending says that the desk asks the question, not the directory.
func isSending(q directory.Question) bool {
	return slices.Contains([]string{askCc, askCopies, askGPAddress}, q.ID)
}

// wants says whether a copy was asked for.
func wants(a referral.Answers, copy string) bool {
	return slices.Contains(strings.Split(a[askCopies].String(), "\n"), copy)
}

// parseAddresses reads addresses that are parted by spaces, commas or semicolons.
func parseAddresses(typed text.Text) ([]policy.Address, error) {
	var all []policy.Address
	for _, word := range strings.FieldsFunc(typed.String(), func(r rune) bool { return strings.ContainsRune(" ,;\n", r) }) {
		a, err := policy.ParseAddress(word)
		if err != nil {
			return nil, fmt.Errorf("address %d %w", len(all)+1, err)
		}
		all = append(all, a)
	}
	return all, nil
}

// checkAnswer holds the answer of a field to its question.
func checkAnswer(f field, today policy.Day) error {
	if f.question.ID == askCc {
		_, err := parseAddresses(f.value())
		return err
	}
	return referral.CheckAnswer(f.question, f.value(), today)
}

// cc are the further recipients; what is malformed is left out here, and keeps the referral back in [Model.findings].
func (m Model) cc() []policy.Address {
	all, _ := parseAddresses(m.form.referral.Answers[askCc])
	return all
}

// verdict is the verdict on the referral being written: the worst of the destination and everybody on Cc.
func (m Model) verdict() policy.Verdict {
	r := m.routeTo(m.form.referral.Destination.Recipient(), m.policySender())
	for _, a := range m.cc() {
		r.To = append(r.To, m.with.Directory.Recipient(a))
	}
	return policy.Assess(r)
}

// gp is the address for the GP's copy, and the verdict on it; wanted is false where no copy can be made.
func (m Model) gp() (address policy.Address, v policy.Verdict, wanted bool) {
	a := m.form.referral.Answers
	address, err := policy.ParseAddress(a[askGPAddress].String())
	if err != nil || !wants(a, copyForGP) {
		return policy.Address{}, policy.Verdict{}, false
	}
	return address, policy.Assess(m.routeTo(m.with.Directory.Recipient(address), m.policySender())), true
}

// verdicts are the verdict on the message, then that on the copy for the GP where one is wanted.
func (m Model) verdicts() []policy.Verdict {
	all := []policy.Verdict{m.verdict()}
	if _, v, wanted := m.gp(); wanted {
		all = append(all, v)
	}
	return all
}

// findings are those of the referral and of the desk's own questions.
func (m Model) findings() []referral.Finding {
	all := m.composed().Check(m.with.today())
	a := m.form.referral.Answers
	for _, q := range sendingQuestions() {
		switch err := checkAnswer(newField(m.look, q, q.Options()).withValue(a[q.ID]), m.with.today()); {
		case q.ID == askGPAddress && !wants(a, copyForGP):
		case err != nil:
			all = append(all, referral.Finding{Question: q, Kind: referral.Invalid, Problem: err.Error()})
		case q.ID == askGPAddress && a[q.ID].IsEmpty():
			all = append(all, referral.Finding{Question: q, Kind: referral.Missing,
				Problem: "is required for the GP's copy: look in the People tab of your NHSmail inbox, or leave the copy out"})
		}
	}
	return all
}

// reviewed is what a review of the referral as it stands now is about.
func (m Model) reviewed() reviewed {
	return reviewed{m.with.today(), m.sender, m.verdicts(), m.steps()}
}

// composed is the referral as it is sent: of today, and with [secure] where that is wanted and does something.
func (m Model) composed() referral.Referral {
	r := m.form.referral
	r.On = m.with.today()
	r.SecureTag = m.tag && m.verdict().TagHelps()
	return r
}

// letter is the message to the destination.
func (m Model) letter() referral.Message {
	message := referral.Compose(m.composed(), referral.Clinic, policy.Address{})
	message.Cc = m.cc()
	return message
}

// gpCopy is the message to the GP; ok is false where none is wanted or its route is not secure.
func (m Model) gpCopy() (message referral.Message, ok bool) {
	address, v, wanted := m.gp()
	r := m.composed()
	r.SecureTag = m.tag && v.TagHelps()
	return referral.Compose(r, referral.GP, address), wanted && isSecureOrCheck(v.Status)
}

// steps are all texts that are taken over, in the order in which they are pasted; the note for the record comes last.
func (m Model) steps() []step {
	letter := m.letter()
	steps := []step{{label: "To", text: addresses(letter.To)}}
	if len(letter.Cc) > 0 {
		steps = append(steps, step{label: "Cc", text: addresses(letter.Cc)})
	}
	steps = append(steps,
		step{label: "Subject", text: letter.Subject.String()},
		step{label: "Body", text: letter.Body.String(), patient: true, handsOver: true})
	if copy, ok := m.gpCopy(); ok {
		steps = append(steps,
			step{label: "GP copy: To", text: addresses(copy.To)},
			step{label: "GP copy: Subject", text: copy.Subject.String()},
			step{label: "GP copy: Body", text: copy.Body.String(), patient: true})
	}
	if wants(m.form.referral.Answers, copyForPatient) {
		sheet := referral.Compose(m.composed(), referral.Patient, policy.Address{})
		steps = append(steps, step{label: "Patient's sheet", text: sheet.Body.String(), patient: true})
	}
	note := referral.Compose(m.composed(), referral.Record, policy.Address{})
	return append(steps, step{label: "Record note", text: note.Body.String()})
}

func addresses(all []policy.Address) string {
	var words []string
	for _, a := range all {
		words = append(words, a.String())
	}
	return strings.Join(words, "; ")
}
