package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// step is one text to be taken over into Outlook or the patient's record.
type step struct {
	label   string
	text    string
	patient bool // it holds patient data: it is cleared from the clipboard again
	// handsOver: with it the referral counts as handed over, and is noted in the daybook
	handsOver bool
	copied    bool
}

// handoffPane takes the message over, text by text. It says "copied" only of what the clipboard was found to hold, and never that
// anything was sent.
type handoffPane struct {
	title string // whose referral it is, and where it goes
	steps []step
	at    int
	held  string   // what the clipboard holds of ours, in words; "" for nothing
	left  int      // seconds until it is cleared, 0 where it is not
	check []string // what to look at in Outlook before sending
	stuck string   // the text that could not be copied, for selecting by hand
	top   int      // the first row of it on the screen
	w, h  int
	keys  keyMap
	look  styles
}

func (p handoffPane) update(msg tea.Msg) (handoffPane, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok {
		switch {
		case key.Matches(k, p.keys.Up):
			p.at = max(0, p.at-1)
		case key.Matches(k, p.keys.Down):
			p.at = min(p.at+1, len(p.steps)-1)
		case key.Matches(k, p.keys.PageUp):
			p.top = max(0, p.top-p.h/2)
		case key.Matches(k, p.keys.PageDown):
			p.top = min(p.top+p.h/2, max(0, len(p.rows())-p.h))
		}
	}
	return p, nil
}

// now is the step that the copy key copies.
func (p handoffPane) now() step { return p.steps[p.at] }

// copied notes that step i is on the clipboard, and goes on to the next.
func (p handoffPane) copied(i int, verified bool) handoffPane {
	p.steps = append([]step(nil), p.steps...)
	p.steps[i].copied = true
	p.held = p.steps[i].label
	if !verified {
		p.held += " (sent to your terminal — check that it pasted)"
	}
	p.stuck, p.top = "", 0
	p.at = min(i+1, len(p.steps)-1)
	return p
}

// failed keeps the text of step i on the screen, for selecting by hand.
func (p handoffPane) failed(i int) handoffPane {
	p.stuck, p.at, p.top = p.steps[i].text, i, 0
	return p
}

// done says that every step was copied.
func (p handoffPane) done() bool {
	for _, s := range p.steps {
		if !s.copied {
			return false
		}
	}
	return true
}

func (p handoffPane) setSize(w, h int) handoffPane {
	p.w, p.h = w, h
	return p
}

func (p handoffPane) view() string {
	return strings.Join(box(p.rows(), p.top, p.w, p.h), "\n")
}

func (p handoffPane) rows() []string {
	if p.stuck != "" {
		return p.stuckRows()
	}
	rows := []string{" " + p.look.strong.Render(p.title), " Into Outlook, one after another: ctrl+y here, then paste there.", ""}
	for i, s := range p.steps {
		rows = append(rows, p.stepRow(i, s))
	}
	rows = append(rows, "", " "+p.clipboardRow(), "")
	rows = append(rows, " "+p.look.strong.Render("In Outlook, before you press Send"))
	for _, c := range p.check {
		for i, l := range wrap(c, p.w-4) {
			bullet := " · "
			if i > 0 {
				bullet = "   "
			}
			rows = append(rows, bullet+l)
		}
	}
	return rows
}

func (p handoffPane) stepRow(i int, s step) string {
	mark, state := "  ", "       "
	if i == p.at {
		mark = p.look.accent.Render("▌") + " "
	}
	if s.copied {
		state = "copied "
	}
	first, _, _ := strings.Cut(s.text, "\n")
	label := padRight(fmt.Sprintf("%d %s", i+1, s.label), 24)
	return mark + p.look.strong.Render(label) + p.look.secure.Render(state) + p.look.dim.Render(cut(first, p.w-34))
}

func (p handoffPane) clipboardRow() string {
	switch {
	case p.held == "":
		return p.look.dim.Render("Nothing of this referral is on the clipboard.")
	case p.left > 0:
		return fmt.Sprintf("On the clipboard: %s. It is cleared in %d s, or now with f6.", p.held, p.left)
	}
	return fmt.Sprintf("On the clipboard: %s.", p.held)
}

func (p handoffPane) stuckRows() []string {
	rows := []string{" " + p.look.notSecure.Render("✗ "+p.steps[p.at].label+" is not on the clipboard"), " Select the text below with the mouse and copy it, or try ctrl+y again.", ""}
	for _, paragraph := range strings.Split(p.stuck, "\n") {
		for _, l := range wrap(paragraph, p.w-2) {
			rows = append(rows, " "+l)
		}
	}
	return rows
}
