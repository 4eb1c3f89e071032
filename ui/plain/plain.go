// Package plain is the desk without a screen: the whole job in lines of text, for a screen reader, a braille line, a terminal that
// can't be painted on, or no terminal at all.
//
// It asks one question after another and reads one answer after another, so what it has said is never painted over, and it
// writes no escape sequence whatsoever. The word that matters stands first in a line: SECURE, MISSING, COPIED. Every question
// says what can be typed; a number picks, "?" explains, "b" goes one step back and loses nothing, "q" quits.
//
// What can't be undone — to confirm, to copy, to discard — wants a word and a code, such as "copy K4H". The code is the end of the
// referral's own reference, drawn at random when it was begun, so no text that was pasted holds it by chance; where no terminal
// is read, and nothing can be pasted, it is the id of the destination, so that a file can hold it. Lines that come from a terminal
// all at once were pasted: a question that takes one line takes none of them.
//
// The package must never decide what is secure, what is missing or what a message says: policy, handover and referral do, for the
// desk alike. It writes nothing unfinished to disk, and where its input ends nothing more is copied.
package plain

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
	"referraldesk/ui/handover"
	"referraldesk/ui/outlook"
	"referraldesk/ui/wording"
)

// Desk is everything that plain mode works with.
type Desk struct {
	Directory  *directory.Directory
	Practice   practice.Practice
	Accredited policy.Accredited
	Clipboard  Clipboard
	Faults     []error // what could not be read at the start

	PracticePath string
	FirstStart   bool                                                          // there is no practice.toml yet: ask for the sending address
	SaveAccount  func(practice.Account) error                                  // writes the first practice.toml
	Record       func(daybook.Event) error                                     // writes an event into the daybook, and returns once it is on the disk
	Daybook      func() (daybook.Log, error)                                   // reads the daybook, and what the group's said last
	Push         func() error                                                  // sends the group's daybook what it lacks; nil where there is none
	Lists        func(progress func(entries int)) (*directory.Listings, error) // reads the lists that were added
	OpenDraft    func(outlook.Draft) error                                     // writes a draft and opens it in the mail program
	OpenMail     func(policy.Address) error                                    // opens the mail program with the address alone
	SweepDrafts  func() error                                                  // deletes the drafts whose time is over

	Now     func() time.Time
	After   func(time.Duration) <-chan time.Time // [time.After], but for tests
	Random  io.Reader
	Version string

	In          io.Reader
	Out         io.Writer
	Terminal    bool            // In is a terminal: somebody types, and may paste
	LongestLine int             // how many bytes of a line the terminal lets through; it drops the rest. 0 where it drops none
	Interrupted <-chan struct{} // ctrl+c was pressed
	Closed      <-chan struct{} // the window was closed, or somebody asks the program to end
}

// Clipboard takes a text out of the desk; see ui.Clipboard, whose promises are the same.
type Clipboard interface {
	Copy(ctx context.Context, s string, patient bool) (verified bool, err error)
	Clear(ctx context.Context) (cleared bool, err error)
	Limits() []string
}

// End is how plain mode ended.
type End uint8

const (
	Done       End = iota // nothing was left unfinished
	Unfinished            // a referral was, and is gone
	CheckFirst            // so it was, and its route wanted a confirmation
	NotSecure             // so it was, and its route was not secure
	Unsaid                // a referral was handed over, and nobody said whether it was sent
	Unseen                // what was asked could not be written, so nobody saw it
)

// The ways in which a question goes unanswered.
var (
	errBack = errors.New("one step back")
	errAnew = errors.New("back to what was said before, which is said anew")
	errDesk = errors.New("back to the desk")
	errQuit = errors.New("somebody quits")
)

// session is plain mode as it stands.
type session struct {
	with  Desk
	in    *input
	out   *printer
	index *directory.Index
	names *names

	pushed chan error // how the group's daybook answered
	apart  string     // what keeps it from being as this one is, as it was said last

	sender    practice.Account // its address is zero while nobody is set
	tag       bool             // [secure] is wanted on the subject
	form      form
	confirmed confirmed
	handoff   handoff
	clip      clip
	later     []string // what happened while somebody was thinking: it is said before the next question
}

// Run works until somebody quits or the input ends. What of ours is on the clipboard then is the caller's to clear.
func Run(d Desk) End {
	index := directory.NewIndex(d.Directory)
	s := &session{
		with: d, in: newInput(d), out: &printer{to: d.Out}, index: index, names: readNames(d, index),
		pushed: make(chan error, 1), sender: d.Practice.UsualAccount(),
	}
	s.catchUp()
	defer s.in.stop()
	err := s.start()
	for err == nil || errors.Is(err, errBack) || errors.Is(err, errDesk) || errors.Is(err, errAnew) {
		err = s.desk()
	}
	end := s.end()
	s.farewell(err, end)
	return end
}

func (s *session) start() error {
	s.out.say("Referral Desk, in lines of text.")
	s.out.say("At every question: ? is help, b one step back, q quits.")
	for _, fault := range s.with.Faults {
		s.out.say("FAULT. %s.", fault)
	}
	if !s.with.FirstStart {
		return nil
	}
	err := s.firstStart()
	if errors.Is(err, errBack) {
		return nil
	}
	return err
}

// catchUp sends the group's daybook what it lacks. Nobody waits for the network: what keeps it is said with a later question.
func (s *session) catchUp() {
	if s.with.Push == nil {
		return
	}
	go func() {
		err := s.with.Push()
		select {
		case s.pushed <- err:
		default: // an earlier answer has not been heard yet
		}
	}()
}

// afterPush says what keeps the group's daybook from being as this one is, once until it changes.
func (s *session) afterPush(err error) {
	before := s.apart
	s.apart = ""
	if err != nil {
		s.apart = "FAULT. " + wording.UpperFirst(err.Error()) + "."
	}
	if s.apart != "" && s.apart != before {
		s.sayLater(s.apart)
	}
}

func (s *session) today() policy.Day { return policy.DayOf(s.with.Now()) }

// inHand is the referral being written, with all that its hand-over rests on.
func (s *session) inHand() handover.Case {
	return handover.Case{
		Practice: s.with.Practice, Directory: s.with.Directory, Accredited: s.with.Accredited,
		Sender: s.sender, Tag: s.tag, Today: s.today(), Referral: s.form.referral,
	}
}

// end is how things stand.
func (s *session) end() End {
	switch {
	case s.out.err != nil:
		return Unseen
	case s.handoff.noted:
		return Unsaid
	case !s.form.touched():
		return Done
	}
	switch s.inHand().Verdict().Status {
	case policy.NotSecure:
		return NotSecure
	case policy.Check:
		return CheckFirst
	}
	return Unfinished
}

// farewell says what became of what was begun.
func (s *session) farewell(why error, end End) {
	s.tellLater()
	if errors.Is(why, errEnd) {
		s.out.say("ENDED. There is nothing more to read.")
	}
	switch end {
	case Unfinished, CheckFirst, NotSecure:
		s.out.say("NOT FINISHED. The referral is gone: nothing of it was handed over, nothing was sent, and nothing was kept.")
	case Unsaid:
		s.out.say("NOT SAID. The referral %s was handed over, and nobody said whether it was sent: the daybook asks after it.", s.form.referral.Reference)
	}
	s.out.say("Goodbye.")
}

// cleared is the desk without anything of the last referral: a sender who was typed for it goes too.
func (s *session) cleared() {
	s.form, s.confirmed, s.handoff, s.tag = form{}, confirmed{}, handoff{}, false
	if !slices.Contains(s.with.Practice.Accounts, s.sender) {
		s.sender = s.with.Practice.UsualAccount()
	}
	s.clearNow()
}
