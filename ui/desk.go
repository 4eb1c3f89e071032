// Package ui is the desk: the screen on which a receptionist finds a destination, sees whether the route to it is secure, writes
// the referral and hands it to Outlook.
//
// It is one Bubble Tea model ([Model]) whose Update only routes; each pane is a plain struct with its own update, view and
// setSize, in a file of its own. All keys stand in keys.go, all colours in styles.go. The package must never decide anything that
// could harm a patient: what is secure is asked of package policy, where to send of package directory, and the words of the
// message of package referral. It does no I/O in Update or View, only in a command, and writes nothing unfinished to disk.
package ui

import (
	"context"
	"io"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
	"referraldesk/ui/outlook"
)

// Desk is everything that the desk works with. It is put together before the first frame; only the account that a first start
// keeps is added later.
type Desk struct {
	Directory  *directory.Directory
	Practice   practice.Practice
	Accredited policy.Accredited
	Clipboard  Clipboard
	Faults     []error // what could not be read at the start; each is shown until a key is pressed

	PracticePath string                                                        // as it is shown: a name of a folder may hold anything
	FirstStart   bool                                                          // there is no practice.toml yet: ask for the sending address
	SaveAccount  func(practice.Account) error                                  // writes the first practice.toml
	Record       func(daybook.Event) error                                     // writes an event into the daybook, and returns once it is on the disk
	Daybook      func() (daybook.Log, error)                                   // reads the daybook, and what the group's said last
	Push         func() error                                                  // sends the group's daybook what it lacks; nil where there is none
	Lists        func(progress func(entries int)) (*directory.Listings, error) // reads the lists that were added: seconds for a million names
	OpenDraft    func(outlook.Draft) error                                     // writes a draft and opens it in the mail program
	OpenMail     func(policy.Address) error                                    // opens the mail program with the address alone
	SweepDrafts  func() error                                                  // deletes the drafts whose time is over

	Now      func() time.Time
	Tick     func(time.Duration, func(time.Time) tea.Msg) tea.Cmd // [tea.Tick], but for tests
	Random   io.Reader
	Version  string
	Renderer *lipgloss.Renderer
	Theme    Theme

	PasteAsKeys bool // the terminal marks no paste: it comes as key presses, as on Windows
	ASCII       bool // the terminal is not set to UTF-8: signs and lines are drawn in ASCII
}

// Clipboard takes a text out of the desk. Its errors say what happened and what to do next, and never hold the text.
type Clipboard interface {
	// Copy puts s on the clipboard and reads it back. verified is false where it cannot be read back here. patient says that
	// s is about a patient: it is remembered for Clear.
	Copy(ctx context.Context, s string, patient bool) (verified bool, err error)
	// Clear empties the clipboard if it still holds the patient's text that Copy put there; cleared is false where it did not.
	Clear(ctx context.Context) (cleared bool, err error)
	// Limits says in sentences what it cannot do here, such as clearing.
	Limits() []string
}

// today is the day of judging.
func (d Desk) today() policy.Day { return policy.DayOf(d.Now()) }
