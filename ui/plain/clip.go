package plain

import (
	"context"
	"time"

	"referraldesk/ui/outlook"
)

// clip is what plain mode knows of the clipboard and of the drafts on the disk.
type clip struct {
	until time.Time // when the patient's text is cleared; zero for none
	sweep time.Time // when the time of the last draft is over; zero for none
}

// tryAgain is how long after a failed clearing the next one is tried.
const tryAgain = 5 * time.Second

// patience bounds every use of the clipboard: longer than any tool is given, so that its own error comes first.
const patience = 10 * time.Second

// alarm tells when it is time to clear something; nil where nothing waits for that.
func (s *session) alarm() <-chan time.Time {
	due := s.clip.until
	if due.IsZero() || !s.clip.sweep.IsZero() && s.clip.sweep.Before(due) {
		due = s.clip.sweep
	}
	if due.IsZero() {
		return nil
	}
	return s.with.After(max(0, due.Sub(s.with.Now())))
}

// onTime clears whatever it is time for.
func (s *session) onTime() {
	now := s.with.Now()
	if !s.clip.until.IsZero() && !now.Before(s.clip.until) {
		s.clearNow()
	}
	if !s.clip.sweep.IsZero() && !now.Before(s.clip.sweep) {
		s.clip.sweep = time.Time{}
		if err := s.with.SweepDrafts(); err != nil {
			s.later = append(s.later, "FAULT. "+err.Error()+".")
		}
	}
}

// clearNow takes our text off the clipboard, if it is still there. Where that fails it is tried again until it is gone.
func (s *session) clearNow() {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	s.clip.until = time.Time{}
	switch cleared, err := s.with.Clipboard.Clear(ctx); {
	case err != nil:
		s.clip.until = s.with.Now().Add(tryAgain)
		s.sayLater("NOT CLEARED. The patient's text may still be on the clipboard: " + err.Error() + ". It is tried again.")
	case cleared:
		s.sayLater("CLEARED. The patient's text is off the clipboard.")
	}
}

// sayLater keeps a sentence for the next question; the same one is not said twice.
func (s *session) sayLater(sentence string) {
	if n := len(s.later); n == 0 || s.later[n-1] != sentence {
		s.later = append(s.later, sentence)
	}
}

func (s *session) tellLater() {
	for _, sentence := range s.later {
		s.out.say("%s", sentence)
	}
	s.later = nil
}

// copyText puts a text on the clipboard and says what became of it. Only what was found there is called copied.
func (s *session) copyText(what, words string, patient bool) (gone bool) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	verified, err := s.with.Clipboard.Copy(ctx, words, patient)
	switch {
	case err != nil:
		s.out.say("NOT COPIED. %s: %s.", what, err)
		return false
	case verified:
		s.out.say("COPIED. %s.", what)
	default:
		s.out.say("NOT CONFIRMED. %s was sent to the clipboard: make sure that it pastes.", what)
	}
	s.clip.until = time.Time{}
	if patient {
		s.clip.until = s.with.Now().Add(time.Duration(s.with.Practice.ClipboardSeconds) * time.Second)
		s.out.say("It is taken off the clipboard after %s.", counted(s.with.Practice.ClipboardSeconds, "second"))
	}
	return true
}

// draftOpened remembers to delete the draft.
func (s *session) draftOpened() { s.clip.sweep = s.with.Now().Add(outlook.DraftLife) }
