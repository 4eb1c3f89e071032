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
	title   string // whose referral it is, and where it goes
	steps   []step
	at      int
	held    string   // what the clipboard holds of ours, in words; "" for nothing
	left    int      // seconds until it is cleared, 0 where it is not
	check   []string // what to look at in Outlook before sending
	noted   bool     // the hand-off stands in the daybook: only then is it done
	unnoted string   // why it does not
	failed  int      // the step that could not be copied, counted from 1: its text stands there for selecting by hand; 0 for none
	top     int      // the first row of it on the screen
	w, h    int
	keys    keyMap
	look    styles
}

func (p handoffPane) update(msg tea.Msg) (handoffPane, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok {
		switch {
		case key.Matches(k, p.keys.Up):
			p.at, p.top = max(0, p.at-1), 0
		case key.Matches(k, p.keys.Down):
			p.at, p.top = min(p.at+1, len(p.steps)-1), 0
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
	p.failed, p.top = 0, 0
	p.at = min(i+1, len(p.steps)-1)
	return p
}

// withFailed keeps the text of step i on the screen, for selecting by hand.
func (p handoffPane) withFailed(i int) handoffPane {
	p.failed, p.at, p.top = i+1, i, 0
	return p
}

// done says that every step was copied, and the hand-off noted.
func (p handoffPane) done() bool {
	for _, s := range p.steps {
		if !s.copied {
			return false
		}
	}
	return p.noted
}

func (p handoffPane) setSize(w, h int) handoffPane {
	p.w, p.h = w, h
	return p
}

// firstStep is the row of the first step.
const firstStep = 3

// view keeps the marked step on the screen until somebody reads on.
func (p handoffPane) view() string {
	rows := p.rows()
	top := p.top
	if top == 0 {
		top = scrolled(0, firstStep+p.at, firstStep+p.at, p.h-1, len(rows)) // the last row may say that there is more
	}
	shown := box(rows, top, p.w, p.h)
	if top+p.h < len(rows) && p.h > 0 {
		shown[p.h-1] = apart("", p.look.dim.Render("↓ more: pgdn "), p.w)
	}
	return strings.Join(shown, "\n")
}

func (p handoffPane) rows() []string {
	rows := []string{" " + p.look.strong.Render(p.title), " Into Outlook, one after another: ctrl+y here, then paste there.", ""}
	for i, s := range p.steps {
		rows = append(rows, p.stepRow(i, s))
	}
	rows = append(rows, "")
	for _, l := range wrap(p.clipboardWords(), p.w-2) {
		rows = append(rows, " "+l)
	}
	rows = append(rows, p.daybookRows()...)
	rows = append(rows, "")
	if p.failed > 0 {
		return append(rows, p.failedRows()...)
	}
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

// daybookRows say whether the hand-off is noted.
func (p handoffPane) daybookRows() []string {
	switch {
	case p.noted:
		return []string{" " + p.look.dim.Render("Noted in the daybook, without the patient.")}
	case p.unnoted == "":
		return nil
	}
	var rows []string
	for _, l := range wrap("✗ Not noted in the daybook: "+p.unnoted+". Mend that, then copy the Body once more.", p.w-2) {
		rows = append(rows, " "+p.look.notSecure.Render(l))
	}
	return rows
}

func (p handoffPane) clipboardWords() string {
	switch {
	case p.held == "":
		return "Nothing of this referral is on the clipboard."
	case p.left > 0:
		return fmt.Sprintf("On the clipboard: %s. It is cleared in %d s, or now with f6.", p.held, p.left)
	}
	return fmt.Sprintf("On the clipboard: %s.", p.held)
}

func (p handoffPane) failedRows() []string {
	s := p.steps[p.failed-1]
	rows := []string{" " + p.look.notSecure.Render("✗ "+s.label+" is not on the clipboard")}
	for _, l := range wrap("Select the text below with the mouse and copy it, or try ctrl+y again.", p.w-2) {
		rows = append(rows, " "+l)
	}
	rows = append(rows, "")
	for _, paragraph := range strings.Split(s.text, "\n") {
		for _, l := range wrap(paragraph, p.w-2) {
			rows = append(rows, " "+l)
		}
	}
	return rows
}
