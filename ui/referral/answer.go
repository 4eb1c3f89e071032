package referral

import (
	"errors"
	"fmt"
	"strings"

	"referraldesk/directory"
	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// shown is an answer as the message writes it: dates as DD/MM/YYYY, an NHS number as 3-3-4, a postcode in capitals, a number with
// its unit. An answer in a form that [CheckAnswer] refuses is shown as it was typed.
func shown(q directory.Question, answer text.Text) string {
	if q.Kind == directory.KindText {
		return paragraphs(answer.String())
	}
	written, err := read(q, answer)
	if err != nil {
		return oneLine(answer)
	}
	return written
}

// CheckAnswer checks the form of one answer, as it is left in the form; a blank one has none to check. The error reads after
// the question's label, says what is wrong and how to write it, and never quotes the answer.
func CheckAnswer(q directory.Question, answer text.Text, today policy.Day) error {
	if answer.IsEmpty() {
		return nil
	}
	if q.Kind == directory.KindDate {
		return checkDate(q, answer.String(), today)
	}
	_, err := read(q, answer)
	return err
}

// read takes an answer in any of the forms in which people write it, and gives it in the one that is sent.
func read(q directory.Question, answer text.Text) (string, error) {
	s := oneLine(answer)
	switch q.Kind {
	case directory.KindDate:
		day, err := readDate(s)
		return day.UK(), err
	case directory.KindNumber:
		return readNumber(s, q.Unit.String())
	case directory.KindChoice, directory.KindYesNo:
		return readChoice(q, s)
	case directory.KindChoices:
		return readChoices(q, answer.String())
	case directory.KindEye:
		return readEye(q, s)
	case directory.KindAcuity:
		return readAcuity(s)
	case directory.KindNHSNumber:
		return readNHSNumber(s)
	case directory.KindPhone:
		return readPhone(s, q.ID == idPatientPhone)
	case directory.KindPostcode:
		return readPostcode(s)
	case directory.KindODSCode:
		return readODSCode(s)
	case directory.KindEmail:
		_, err := policy.ParseAddress(s)
		return s, err
	}
	return s, nil
}

func readODSCode(s string) (string, error) {
	code, err := ods.ParseCode(s)
	if err != nil {
		return "", errors.New("is no ODS code: write its 3 to 8 letters and digits, such as FA123")
	}
	return code.String(), nil
}

// readChoice takes one of the options, whatever the case of its letters.
func readChoice(q directory.Question, s string) (string, error) {
	options := q.Options()
	for _, option := range options {
		if strings.EqualFold(option.String(), s) {
			return option.String(), nil
		}
	}
	return "", fmt.Errorf("is none of the choices: pick one of %s", words(options))
}

// readChoices takes options, one a line, and gives them in the order in which the question lists them, however they were
// ticked.
func readChoices(q directory.Question, s string) (string, error) {
	picked := map[string]bool{}
	for one := range strings.Lines(s) {
		one = strings.TrimSpace(one)
		if one == "" {
			continue
		}
		option, err := readChoice(q, one)
		if err != nil {
			return "", fmt.Errorf("is none of the choices: pick from %s, one a line", words(q.Options()))
		}
		picked[option] = true
	}
	var in []text.Text
	for _, option := range q.Options() {
		if picked[option.String()] {
			in = append(in, option)
		}
	}
	return words(in), nil
}

// readEye spells out what "both" means: a letter never leaves it to the reader to think of an eye.
func readEye(q directory.Question, s string) (string, error) {
	eye, err := readChoice(q, s)
	if eye == "Both" {
		eye = "Both (Right and Left)"
	}
	return eye, err
}

func words(options []text.Text) string {
	all := make([]string, len(options))
	for i, option := range options {
		all[i] = option.String()
	}
	return strings.Join(all, ", ")
}

// paragraphs drops what would break the message's own layout: blank lines, which end a section, and space at the ends of
// lines. Every line after the first is set in, so that a pasted letter can't pass for a section of this one.
func paragraphs(s string) string {
	if !strings.Contains(s, "\n") {
		return strings.TrimSpace(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for one := range strings.Lines(s) {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n  ")
		}
		b.WriteString(one)
	}
	return b.String()
}
