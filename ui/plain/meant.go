package plain

import (
	"errors"
	"fmt"
	"strings"

	"referraldesk/policy/text"
)

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
