package plain

import (
	"errors"
	"strings"
	"unicode/utf8"

	"referraldesk/directory"
	"referraldesk/policy/text"
	"referraldesk/ui/handover"
)

// errAgain is that the question must be put again: what came can't be kept.
var errAgain = errors.New("the question is put again")

// answer takes the answer to a question in the way that its kind wants. An empty one leaves what stands there.
func (s *session) answer(q directory.Question) (typed, error) {
	blank := s.form.referral.Answers[q.ID].IsEmpty()
	otherwise := "Enter to keep it, - to empty it."
	if blank {
		otherwise = "or Enter for none."
	}
	options := handover.Options(q, s.form.referral.Destination)
	switch {
	case q.Kind == directory.KindText:
		return s.lines("Type lines, then a full stop alone, " + otherwise)
	case options == nil:
		return s.ask(prompt{words: "Type the answer, " + otherwise, help: formHelp()})
	}
	s.sayOptions(q)
	return s.pick(q, options, otherwise)
}

// pick takes one option, or where several can be picked any number of them, by number or in their own words.
func (s *session) pick(q directory.Question, options []text.Text, otherwise string) (typed, error) {
	words := "Type a number, " + otherwise
	if q.Kind == directory.KindChoices {
		words = "Type numbers parted by spaces, " + otherwise
	}
	for {
		said, err := s.ask(prompt{words: words, help: formHelp()})
		if err != nil || said.IsEmpty() || isFormCommand(said.String()) {
			return said, err
		}
		if chosen, ok := chosenOf(said.Text, options, q.Kind == directory.KindChoices); ok {
			return typed{chosen, true}, nil
		}
		if !s.with.Terminal {
			return typed{said.Text, true}, nil // kept as it is: the review names it, and the next line answers the next question
		}
		s.out.say("NOT TAKEN. Type a number from 1 to %d.", len(options))
	}
}

// chosenOf are the options that were typed, one a line and in their order.
func chosenOf(said text.Text, options []text.Text, several bool) (text.Text, bool) {
	m := menu{items: make([]string, len(options))}
	for i, o := range options {
		m.items[i] = o.String()
	}
	words := []string{said.String()}
	if several && strings.Trim(said.String(), "0123456789, ") == "" {
		words = strings.FieldsFunc(said.String(), func(r rune) bool { return r == ' ' || r == ',' })
	}
	chosen := make([]bool, len(m.items))
	for _, word := range words {
		at, _ := m.picked(word)
		if at < 0 {
			return text.Text{}, false
		}
		chosen[at] = true
	}
	var lines []string
	for i, item := range m.items {
		if chosen[i] {
			lines = append(lines, item)
		}
	}
	return text.Block(strings.Join(lines, "\n")), len(lines) > 0
}

// lines takes an answer of several lines, up to a line with a single full stop. Only its first line can be a command, and in what
// was pasted a full stop ends nothing but as the very last line.
func (s *session) lines(words string) (typed, error) {
	first, err := s.firstLines(prompt{words: words, help: formHelp()})
	if err != nil || len(first) == 0 {
		return typed{}, err
	}
	if only := text.Line(first[0]); len(first) == 1 && isFormCommand(only.String()) {
		return typed{only, false}, nil
	}
	all, ended := s.upToStop(nil, first)
	for size := sizeOf(all); !ended; {
		more, err := s.interrupted(s.together())
		if err != nil {
			return typed{}, err
		}
		if size += sizeOf(more); size > maxRead {
			return typed{}, s.tooMuch()
		}
		all, ended = s.upToStop(all, more)
	}
	return s.joined(all)
}

// sizeOf is how many bytes lines have, their ends included.
func sizeOf(lines []string) int {
	size := 0
	for _, l := range lines {
		size += len(l) + 1
	}
	return size
}

// firstLines puts the question until something comes that is no command which every question knows; none is an answer left.
func (s *session) firstLines(p prompt) ([]string, error) {
	for {
		s.put(p)
		lines, err := s.interrupted(s.together())
		if err != nil {
			return nil, err
		}
		only := text.Line(lines[0])
		if len(lines) > 1 {
			return lines, nil
		}
		if only.IsEmpty() {
			return nil, nil
		}
		if done, err := s.command(only, p); err != nil {
			return nil, err
		} else if !done {
			return lines, nil
		}
	}
}

// upToStop adds lines to those that came before, and says whether a full stop ended them.
func (s *session) upToStop(all, more []string) (lines []string, ended bool) {
	last := len(more) - 1
	if strings.TrimSpace(more[last]) == fullStop {
		return append(all, more[:last]...), true
	}
	return append(all, more...), false
}

// joined is a text of several lines. Where a terminal has cut it, or it is too long to have been typed, it is asked for again.
func (s *session) joined(all []string) (typed, error) {
	var words []string
	for _, l := range all {
		if s.cut(l) {
			s.out.say("NOT TAKEN. %s.", s.cutWords())
			return typed{}, errAgain
		}
		words = append(words, unquoted(text.Block(l)).String())
	}
	joined := text.Block(strings.TrimSpace(strings.Join(words, "\n")))
	if n := utf8.RuneCountInString(joined.String()); s.with.Terminal && n > maxText {
		s.out.say("NOT TAKEN. The text has %d characters, and %d go at once: paste the part that the clinic needs, or attach it.", n, maxText)
		return typed{}, errAgain
	}
	return typed{joined, true}, nil
}

func formHelp() []string {
	return []string{
		"Enter alone goes to the next question, b to the one before. - empties an answer.",
		"list: all questions with their answers, to go to one. go 12: to question 12.",
		"review: what is missing, and what would be sent. desk: to the desk; the referral is kept.",
		"An answer of several lines ends with a line that holds a single full stop.",
	}
}
