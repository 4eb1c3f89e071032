package plain

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"referraldesk/policy/text"
)

// prompt is a question as it is put: what can be typed, in words, and what "?" adds to that.
type prompt struct {
	words string
	help  []string
	stays bool // there is nothing to go back to, nor to quit from
}

// literal stands before an answer that would be taken for a command: "=b" answers b.
const literal = "="

// commands are the words that every question knows.
var commands = [...]string{"?", "help", "b", "back", "q", "quit"}

// typed is what was typed to a question; literal says that it is no command, whatever it looks like.
type typed struct {
	text.Text
	literal bool
}

// ask puts a question and waits for one line. What every question knows is seen to here; what comes back is anything else.
func (s *session) ask(p prompt) (typed, error) {
	for {
		s.put(p)
		lines, err := s.together()
		if lines, err = s.interrupted(lines, err); err != nil {
			return typed{}, err
		}
		words, problem := s.one(lines)
		if problem != "" {
			s.out.say("NOT TAKEN. %s.", problem)
			continue
		}
		if done, err := s.command(words, p); done || err != nil {
			if err != nil {
				return typed{}, err
			}
			continue
		}
		plain := unquoted(words)
		return typed{plain, plain != words}, nil
	}
}

// put says what happened meanwhile, then what can be typed.
func (s *session) put(p prompt) {
	s.tellLater()
	tail := " ?, b, q:"
	if p.stays {
		tail = " ?, b:"
	}
	s.out.say("%s", p.words+tail)
}

// interrupted sees to ctrl+c, which people press to copy: only a second one ends the program. No line comes with it.
func (s *session) interrupted(lines []string, err error) ([]string, error) {
	if !errors.Is(err, errInterrupted) {
		return lines, err
	}
	s.out.say("Ctrl+C copies nothing here, and a second one ends the program. Type q to quit, or go on:")
	if lines, err = s.together(); errors.Is(err, errInterrupted) {
		return nil, errEnd
	}
	return lines, err
}

// one is the line of an answer that takes one, or a sentence that says why there is none.
func (s *session) one(lines []string) (words text.Text, problem string) {
	words = text.Line(lines[0])
	switch n := utf8.RuneCountInString(words.String()); {
	case len(lines) > 1:
		problem = fmt.Sprintf("%d lines came at once, and one is asked for: type it, or paste one line", len(lines))
	case s.cut(lines[0]):
		problem = s.cutWords()
	case s.with.Terminal && n > maxText:
		problem = fmt.Sprintf("The line has %d characters, and %d go at once", n, maxText)
	case s.hasKeys(lines[0]):
		problem = "A key was pressed that writes no letter, an arrow perhaps: type the line again"
	}
	return words, problem
}

func (s *session) cutWords() string {
	return fmt.Sprintf("The line was cut: this terminal lets %d bytes of a line through. Paste it in shorter lines", s.with.LongestLine)
}

// command does what every question knows; done says that the words were such a command.
func (s *session) command(words text.Text, p prompt) (done bool, err error) {
	switch strings.ToLower(words.String()) {
	case "?", "help":
		s.help(p)
		return true, nil
	case "b", "back":
		return true, errBack
	case "q", "quit":
		if p.stays {
			return true, errBack
		}
		return true, s.quit()
	}
	return false, nil
}

// unquoted takes the sign off an answer that would have been a command without it.
func unquoted(words text.Text) text.Text {
	if rest, ok := strings.CutPrefix(words.String(), literal); ok && isCommand(rest) {
		return text.Line(rest)
	}
	return words
}

func isCommand(words string) bool {
	return slices.Contains(commands[:], strings.ToLower(words)) || isFormCommand(words) || words == fullStop
}

// page is how many items of a list are said at once.
const page = 9

// menu is a list to choose from by number, or by an item's own words.
type menu struct {
	prompt
	items   []string
	numbers []int // of the items; nil for 1, 2, 3 and so on
	free    bool  // other words are an answer too
}

// number is the number of an item.
func (m menu) number(i int) int {
	if m.numbers == nil {
		return i + 1
	}
	return m.numbers[i]
}

// choose says the items, a page at a time, and waits for one of them: its place. Where other words are an answer too, they come
// back with the place -1.
func (s *session) choose(m menu) (int, text.Text, error) {
	shown := s.sayItems(m, 0)
	for {
		p := m.prompt
		if shown < len(m.items) {
			p.words = fmt.Sprintf("%d of %d. Type more for the next. %s", shown, len(m.items), p.words)
		}
		words, err := s.ask(p)
		if err != nil {
			return -1, text.Text{}, err
		}
		at, isNumber := m.picked(words.String())
		switch {
		case at >= 0:
			return at, words.Text, nil
		case strings.EqualFold(words.String(), "more") && shown < len(m.items):
			shown = s.sayItems(m, shown)
		case m.free && !words.IsEmpty() && !isNumber:
			return -1, words.Text, nil
		default:
			s.out.say("NOT TAKEN. Type a number that stands above.")
		}
	}
}

// sayItems says a page of the items from the place on, and gives the place behind it.
func (s *session) sayItems(m menu, from int) int {
	to := min(from+page, len(m.items))
	for i := from; i < to; i++ {
		s.out.say("%d. %s", m.number(i), m.items[i])
	}
	return to
}

// picked is the place of the item that was named, by its number or in its own words, and -1 where none was. isNumber says that a
// number in a list was meant, and no telephone number.
func (m menu) picked(words string) (at int, isNumber bool) {
	const digits = 3
	if n, err := strconv.Atoi(words); err == nil && len(words) <= digits {
		for i := range m.items {
			if m.number(i) == n {
				return i, true
			}
		}
		return -1, true
	}
	return slices.IndexFunc(m.items, func(item string) bool { return words != "" && strings.EqualFold(item, words) }), false
}

// code is what goes with a word that can't be taken back: see the package comment.
func (s *session) code() string {
	reference := s.form.referral.Reference.String()
	if !s.with.Terminal {
		return s.form.referral.Destination.ID
	}
	return reference[max(0, len(reference)-3):]
}

// meant says whether what was typed is the word with the code, and what follows them.
func (s *session) meant(words text.Text, word string) (rest string, ok bool) {
	return meant(words, word, s.code())
}

func meant(words text.Text, word, code string) (rest string, ok bool) {
	said, want := strings.Fields(words.String()), strings.Fields(word+" "+code)
	if code == "" || len(said) < len(want) {
		return "", false
	}
	for i, w := range want {
		if !strings.EqualFold(said[i], w) {
			return "", false
		}
	}
	return strings.Join(said[len(want):], " "), true
}

// insist asks until one of the words is typed with the code, and gives that word.
func (s *session) insist(p prompt, words ...string) (string, error) {
	for {
		said, err := s.ask(p)
		if err != nil {
			return "", err
		}
		for _, word := range words {
			if rest, ok := s.meant(said.Text, word); ok && rest == "" {
				return word, nil
			}
		}
		s.out.say("NOT TAKEN. Type it as it stands: %s %s.", words[0], s.code())
	}
}

// quit asks first where a referral would be lost. Without an error, somebody stays.
func (s *session) quit() error {
	var err error
	switch {
	case s.handoff.noted:
		err = s.askWhetherSent()
	case s.form.touched():
		err = s.askToDiscard()
	}
	if errors.Is(err, errBack) {
		return nil
	}
	if err != nil {
		return err
	}
	return errQuit
}

// askToDiscard asks whether the referral that was begun may be lost; errBack is that it may not.
func (s *session) askToDiscard() error {
	s.out.say("NOT FINISHED. A referral is being written, and it is kept nowhere else.")
	_, err := s.insist(prompt{
		words: fmt.Sprintf("Type discard %s to lose it, or b to keep it.", s.code()),
		help:  []string{"What was typed is gone once it is discarded. Nothing of it is on the disk."},
		stays: true,
	}, "discard")
	if err == nil {
		s.cleared()
	}
	return err
}
