package plain

import (
	"errors"
	"fmt"
	"slices"
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

// help says what "?" says at a question.
func (s *session) help(p prompt) {
	for _, sentence := range p.help {
		s.out.say("%s", sentence)
	}
	if !p.stays {
		s.out.say("b or back: one step back, nothing is lost.")
		s.out.say("q or quit: end the program; where a referral would be lost, it asks first.")
	}
	s.out.say("To answer with such a word itself, write = before it: =b.")
	s.out.say("SECURE: a published rule says so. CHECK FIRST: only once a person has confirmed what it asks. NOT SECURE: no patient data by this route.")
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
