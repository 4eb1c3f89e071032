package policy

import (
	"errors"
	"fmt"
	"slices"
)

// The account clock: fact sheet, section 4, from the LOC page, in force since 01/12/2022. An account unused for 30 full days is
// inactive, on day 30 after its last use; on day 60 it is deleted, and can be restored; on day 90 it is gone for good.
const (
	InactiveAfter = 30 // days since the last use
	DeletedAfter  = 60
	GoneAfter     = 90
)

// disabledMonths is how long an account that was disabled for long leave is kept, on the word of other localities.
const disabledMonths = 18

// State is where an account stands on the clock. The zero State is StateUnknown, which is never taken for active.
type State uint8

const (
	StateUnknown    State = iota // no use recorded yet, or nothing published reaches that far
	StateActive                  // in use
	StateInactive                // unused for 30 days
	StateRestorable              // deleted, and can be restored
	StateGone                    // deleted for good: one applies anew
	StateExempt                  // the clock does not run

	states = iota // how many there are
)

// String is the id of the state, as in JSON: unknown, active, inactive, restorable, gone, exempt.
func (s State) String() string {
	return [states]string{"unknown", "active", "inactive", "restorable", "gone", "exempt"}[s]
}

// MarshalText writes the id of the state.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Account is what the clock has to know of a mailbox.
type Account struct {
	Address  Address
	Egress   bool // declared to hold an Egress account; nhs.net goes before it
	Shared   bool // a mailbox of several people
	Disabled Day  // the day it was disabled for long leave; zero where it was not. A later use wakes it
	LastUsed Day  // the latest use that is recorded; zero where there is none
}

// Standing is where an account stands on a day, what that means and what to do about it. The zero Standing is unknown.
type Standing struct {
	State    State
	DaysLeft *int     // to inactivity, deletion, or loss for good; 1 or more; nil unless active, inactive or restorable
	Changes  Day      // the day on which DaysLeft runs out; zero where DaysLeft is nil
	Headline string   // the state in a few words: "active, 12 days left"
	Reasons  []Reason // what it means, the deciding sentence first
	Next     Remedy   // what to do next, with whom to call or write to
}

// Due says whether somebody should act: the account becomes inactive within so many days, or is inactive, or is deleted and
// can still be restored.
func (s Standing) Due(days int) bool {
	switch s.State {
	case StateActive:
		return s.DaysLeft != nil && *s.DaysLeft <= days
	case StateInactive, StateRestorable:
		return true
	}
	return false
}

// Standing is where the account stands on the day. An account without an address, an unknown day, and a use or a leave that
// lies after the day are errors.
func (a Account) Standing(on Day) (Standing, error) {
	if err := a.check(on); err != nil {
		return Standing{}, err
	}
	return a.say(a.finding(on), on), nil
}

func (a Account) check(on Day) error {
	switch {
	case a.Address.IsZero():
		return errors.New("the account has no address: give one, such as name@nhs.net")
	case on.IsZero():
		return fmt.Errorf("%s: the day to judge it on is not known: give one", a.Address)
	case a.LastUsed.After(on):
		return fmt.Errorf("%s: its last use lies %s in the future: correct that day", a.Address, inDays(a.LastUsed.Since(on)))
	case a.Disabled.After(on):
		return fmt.Errorf("%s: the day it was disabled lies %s in the future: correct that day", a.Address, inDays(a.Disabled.Since(on)))
	}
	return nil
}

// finding is why an account stands where it stands; the findings table words each.
type finding uint8

const (
	neverRecorded finding = iota
	isActive
	isInactive
	isRestorable
	isGone
	isEgress
	isElsewhere
	isShared
	isDisabled
	wasDisabled
)

// finding goes from what takes an account out of the rule to the clock itself: the rule is NHSmail's, shared mailboxes stand
// outside it, a disabled account is kept until it is used again.
func (a Account) finding(on Day) finding {
	nhs := a.Address.Domain() == nhsNet
	switch {
	case !nhs && a.Egress:
		return isEgress
	case !nhs:
		return isElsewhere
	case a.Shared:
		return isShared
	case !a.Disabled.IsZero() && !a.LastUsed.After(a.Disabled):
		return a.leave(on)
	case a.LastUsed.IsZero():
		return neverRecorded
	}
	switch idle := on.Since(a.LastUsed); {
	case idle < InactiveAfter:
		return isActive
	case idle < DeletedAfter:
		return isInactive
	case idle < GoneAfter:
		return isRestorable
	}
	return isGone
}

func (a Account) leave(on Day) finding {
	if on.Before(a.keptUntil()) {
		return isDisabled
	}
	return wasDisabled
}

// keptUntil is the day on which the months of a disabled account have run, counted from the day it was disabled; where that
// month has no such day, its last.
func (a Account) keptUntil() Day {
	year, month, day := a.Disabled.t.Date()
	until, end := NewDay(year, month+disabledMonths, day), NewDay(year, month+disabledMonths+1, 0)
	if end.Before(until) {
		return end
	}
	return until
}

// UseID is the id of a way to use an account: portal, o365, outlook, sent.
type UseID string

// Use is one way of using an account that keeps it active.
type Use struct {
	ID     UseID
	Text   string // as one tells somebody to do it: "log in to the NHSmail portal"
	Source SourceID
}

var uses = []Use{
	{"portal", "log in to the NHSmail portal", locNHSMail},
	{"o365", "log in to O365", locNHSMail},
	{"outlook", "use an O365 application, such as Outlook with cached credentials", locNHSMail},
	{"sent", "send an e-mail", locNHSMail},
}

// Uses lists what counts as use, at least once every 30 days, in the order of the LOC page.
func Uses() []Use { return slices.Clone(uses) }
