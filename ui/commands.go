package ui

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
	"referraldesk/ui/outlook"
)

// What comes back from the commands. A command does I/O and never touches the model; what happened reaches it as one of these.
type (
	// copiedMsg: a text went to the clipboard, or did not.
	copiedMsg struct {
		handoff  int // the number of the hand-off since the start
		step     int // of the hand-off, or stepAddress
		what     string
		patient  bool
		verified bool
		err      error
	}
	// clearedMsg: the clipboard was cleared of our text, or held another's.
	clearedMsg struct {
		cleared bool
		err     error
	}
	// countdownMsg: a second has passed since the clipboard was last seen to hold ours.
	countdownMsg struct{ copy int }
	// logMsg: what the daybook says.
	logMsg struct {
		log daybook.Log
		err error
	}
	// namesMsg: so many names of the lists are in so far; next waits for the next such word.
	namesMsg struct {
		entries int
		next    tea.Cmd
	}
	// listsMsg: the lists are in, as far as they can be read.
	listsMsg struct {
		listings *directory.Listings
		err      error
	}
	// notedMsg: an event stands in the daybook, or does not.
	notedMsg struct{ err error }
	// pushedMsg: the group's daybook has what this one has, or was not reached.
	pushedMsg struct{ err error }
	// savedMsg: practice.toml was written, or was not.
	savedMsg struct {
		account practice.Account
		err     error
	}
	// draftMsg: the message stands open as a draft in the mail program, as far as one can tell, or does not.
	draftMsg struct {
		handoff int
		event   daybook.HandedOver
		err     error
	}
	// mailMsg: the mail program was asked to write to an address, or could not be.
	mailMsg struct{ err error }
	// draftsOverMsg: the time of a draft is over.
	draftsOverMsg struct{}
	// sweptMsg: the drafts whose time is over were deleted, or could not be.
	sweptMsg struct{ err error }
	// recordedMsg: the hand-off stands in the daybook, or does not.
	recordedMsg struct {
		handoff int
		err     error
	}
)

// stepAddress marks the copy of a destination's address from the desk.
const stepAddress = -1

// clipboardPatience bounds every use of the clipboard: longer than any tool is given, so that its own error comes first.
const clipboardPatience = 10 * time.Second

func (d Desk) copyText(handoff, i int, s step) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), clipboardPatience)
		defer cancel()
		verified, err := d.Clipboard.Copy(ctx, s.text, s.patient)
		return copiedMsg{handoff, i, s.label, s.patient, verified, err}
	}
}

func (d Desk) clearClipboard() tea.Msg {
	ctx, cancel := context.WithTimeout(context.Background(), clipboardPatience)
	defer cancel()
	cleared, err := d.Clipboard.Clear(ctx)
	return clearedMsg{cleared, err}
}

func (d Desk) countdown(copy int) tea.Cmd {
	return d.Tick(time.Second, func(time.Time) tea.Msg { return countdownMsg{copy} })
}

func (d Desk) save(a practice.Account) tea.Cmd {
	return func() tea.Msg { return savedMsg{a, d.SaveAccount(a)} }
}

func (d Desk) openDraft(handoff int, draft outlook.Draft, e daybook.HandedOver) tea.Cmd {
	return func() tea.Msg { return draftMsg{handoff, e, d.OpenDraft(draft)} }
}

func (d Desk) openMail(a policy.Address) tea.Cmd {
	return func() tea.Msg { return mailMsg{d.OpenMail(a)} }
}

func (d Desk) sweepLater() tea.Cmd {
	return d.Tick(outlook.DraftLife, func(time.Time) tea.Msg { return draftsOverMsg{} })
}

func (d Desk) sweepDrafts() tea.Msg { return sweptMsg{d.SweepDrafts()} }

func (d Desk) readDaybook() tea.Msg {
	log, err := d.Daybook()
	return logMsg{log, err}
}

// readLists reads the lists, and says now and then how many names are in.
func (d Desk) readLists() tea.Cmd {
	counts := make(chan int, 1)
	read := func() tea.Msg {
		defer close(counts)
		listings, err := d.Lists(func(entries int) {
			select {
			case counts <- entries:
			default: // the last word has not been heard yet
			}
		})
		return listsMsg{listings, err}
	}
	var count tea.Cmd
	count = func() tea.Msg {
		entries, more := <-counts
		if !more {
			return nil
		}
		return namesMsg{entries, count}
	}
	return tea.Batch(read, count)
}

// catchUp reads the daybook at once, and again when the group's has answered: nobody waits for the network.
func (d Desk) catchUp() tea.Cmd {
	if d.Push == nil {
		return d.readDaybook
	}
	return tea.Batch(d.readDaybook, func() tea.Msg { return pushedMsg{d.Push()} })
}

func (d Desk) note(e daybook.Event) tea.Cmd {
	return func() tea.Msg { return notedMsg{d.Record(e)} }
}

func (d Desk) record(handoff int, e daybook.HandedOver) tea.Cmd {
	return func() tea.Msg { return recordedMsg{handoff, d.Record(e)} }
}
