package handover

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/referral"
)

// The ids of the questions to whom, beside the destination, something goes. They are no part of the message. No
// address of a GP practice is published: it is typed, or taken from a list that the practice added.
const (
	AskCc        = "cc"
	AskCopies    = "copies"
	AskGPAddress = "gp-address"
)

// The choices of the question [AskCopies].
const (
	CopyForGP      = "For the GP"
	CopyForPatient = "For the patient, on paper"
)

// SendingQuestions are asked last, after those of the directory.
func SendingQuestions() []directory.Question {
	section := text.Line("Copies")
	return []directory.Question{
		{ID: AskCc, Section: section, Label: text.Line("Cc"), Kind: directory.KindLine, Need: directory.Optional,
			Help: text.Line("further addresses for the same message, parted by spaces: each is judged like the destination")},
		{ID: AskCopies, Section: section, Label: text.Line("Copies"), Kind: directory.KindChoices, Need: directory.Optional,
			Choices: []text.Text{text.Line(CopyForGP), text.Line(CopyForPatient)},
			Help:    text.Line("a message of its own for the GP, for information only; a sheet to hand over")},
		{ID: AskGPAddress, Section: section, Label: text.Line("The GP practice's address"), Kind: directory.KindEmail, Need: directory.Optional,
			Help: text.Line("not published: look in the People tab of your NHSmail inbox"), Source: "loc-nhs-mail"},
	}
}

// isSending says that the question is one of [SendingQuestions], not the directory's.
func isSending(q directory.Question) bool {
	return slices.Contains([]string{AskCc, AskCopies, AskGPAddress}, q.ID)
}

// Applies says whether a question of the form has a place, given the answers.
func Applies(q directory.Question, a referral.Answers, d directory.Destination) bool {
	if q.ID == AskGPAddress {
		return Wants(a, CopyForGP)
	}
	return isSending(q) || referral.Applies(q, a, d)
}

// Options are what can be picked for an answer to q, nil where it is typed.
func Options(q directory.Question, d directory.Destination) []text.Text {
	if q.Kind != directory.KindUrgency {
		return q.Options()
	}
	var words []text.Text
	for _, u := range d.Urgencies {
		words = append(words, u.Words())
	}
	return words
}

// Wants says whether a copy was asked for.
func Wants(a referral.Answers, copy string) bool {
	return slices.Contains(strings.Split(a[AskCopies].String(), "\n"), copy)
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

// CheckAnswer holds an answer to its question, as [referral.CheckAnswer] does.
func CheckAnswer(q directory.Question, answer text.Text, today policy.Day) error {
	if q.ID == AskCc {
		_, err := parseAddresses(answer)
		return err
	}
	return referral.CheckAnswer(q, answer, today)
}

// cc are the further recipients; what is malformed is left out here, and keeps the referral back in [Case.Findings].
func (c Case) cc() []policy.Address {
	all, _ := parseAddresses(c.Referral.Answers[AskCc])
	return all
}

// Findings are those of the referral and of the questions to whom else it goes.
func (c Case) Findings() []referral.Finding {
	all := c.Composed().Check(c.Today)
	a := c.Referral.Answers
	for _, q := range SendingQuestions() {
		switch err := CheckAnswer(q, a[q.ID], c.Today); {
		case q.ID == AskGPAddress && !Wants(a, CopyForGP):
		case err != nil:
			all = append(all, referral.Finding{Question: q, Kind: referral.Invalid, Problem: err.Error()})
		case q.ID == AskGPAddress && a[q.ID].IsEmpty():
			all = append(all, referral.Finding{Question: q, Kind: referral.Missing,
				Problem: "is required for the GP's copy: look in the People tab of your NHSmail inbox, or leave the copy out"})
		}
	}
	return c.withReferrer(all)
}

// The ids of the questions about who refers.
const (
	askReferrer = "referrer-name"
	askGOC      = "referrer-goc"
)

// withReferrer notes at the GOC number that practice.toml has another one for the name, or another name for the number. Where
// something is found at it already, that comes first.
func (c Case) withReferrer(found []referral.Finding) []referral.Finding {
	at := slices.IndexFunc(c.Referral.Destination.Questions, func(q directory.Question) bool { return q.ID == askGOC })
	known := slices.ContainsFunc(found, func(f referral.Finding) bool { return f.Question.ID == askGOC })
	name, number := plainly(c.Referral.Answers[askReferrer]), plainly(c.Referral.Answers[askGOC])
	if at < 0 || known || name == "" || number == "" {
		return found
	}
	for _, clinician := range c.Practice.Clinicians {
		if sameName, sameNumber := plainly(clinician.Name) == name, plainly(clinician.GOC) == number; sameName != sameNumber {
			return append(found, referral.Finding{Question: c.Referral.Destination.Questions[at], Kind: referral.Note,
				Problem: "and the name of the referrer don't belong together in practice.toml: make sure of both"})
		}
	}
	return found
}

// plainly is a name or number as it is compared: letters and digits, in lower case.
func plainly(t text.Text) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, t.String())
}
