package ui

import (
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// clip is what the desk knows of the clipboard.
type clip struct {
	busy  bool      // a text is on its way to it
	copy  int       // counts the copies, so that an old countdown is told from the new one
	until time.Time // when the patient's text on it is cleared; zero for none
	fault string    // why it could not be cleared: it stays on the screen, and the clearing is tried again
}

// tryAgain is how long after a failed clearing the next one is tried.
const tryAgain = 5 * time.Second

// startCopy sends a text to the clipboard, one at a time.
func (m Model) startCopy(i int, s step) (Model, tea.Cmd) {
	if m.clip.busy {
		m.notice = m.notice.say("still copying; one moment")
		return m, nil
	}
	m.clip.busy = true
	return m, m.with.copyText(m.handoffs, i, s)
}

// afterCopy says what became of a copy, and only says "copied" of what the clipboard was found to hold.
func (m Model) afterCopy(msg copiedMsg) (Model, tea.Cmd) {
	m.clip.busy = false
	current := msg.step != stepAddress && msg.handoff == m.handoffs && m.screen == onHandoff
	if msg.patient && !current { // the hand-off was left while the text was on its way
		return m.clearNow()
	}
	switch {
	case msg.err != nil:
		m.notice = m.notice.fault(fmt.Errorf("%s was not copied: %w", msg.what, msg.err))
		if current {
			m.handoff = m.handoff.withFailed(msg.step)
		}
		return m, nil // what was on the clipboard before may still be: its countdown goes on
	case msg.verified:
		m.notice = m.notice.say("copied: " + msg.what)
	default:
		m.notice = m.notice.say("sent to your terminal — check that it pasted: " + msg.what)
	}
	m.clip.copy++
	m.clip.until, m.clip.fault = time.Time{}, ""
	m.handoff.left = 0
	if !current {
		m.handoff.held = ""
		return m, nil
	}
	return m.stepCopied(msg)
}

// stepCopied notes that a step of the hand-off is on the clipboard. A patient's text is cleared again in time, and the message
// itself is noted in the daybook, once.
func (m Model) stepCopied(msg copiedMsg) (Model, tea.Cmd) {
	m.handoff = m.handoff.copied(msg.step, msg.verified)
	var cmds []tea.Cmd
	if msg.patient {
		m.clip.until = m.with.Now().Add(m.clearAfter())
		m.handoff.left = int(m.clearAfter() / time.Second)
		cmds = append(cmds, m.with.countdown(m.clip.copy))
	}
	if m.handoff.steps[msg.step].handsOver && !m.handoff.noted {
		cmds = append(cmds, m.with.record(m.handoffs, m.event()))
	}
	return m, tea.Batch(cmds...)
}

func (m Model) clearAfter() time.Duration {
	return time.Duration(m.with.Practice.ClipboardSeconds) * time.Second
}

// afterSecond counts down, and clears when it is time.
func (m Model) afterSecond(msg countdownMsg) (Model, tea.Cmd) {
	if msg.copy != m.clip.copy || m.clip.until.IsZero() {
		return m, nil
	}
	left := m.clip.until.Sub(m.with.Now())
	if left <= 0 {
		return m.clearNow()
	}
	m.handoff.left = int((left + time.Second - 1) / time.Second)
	return m, m.with.countdown(msg.copy)
}

// clearNow clears our text from the clipboard, if it is still there.
func (m Model) clearNow() (Model, tea.Cmd) {
	m.clip.until = time.Time{}
	return m, m.with.clearClipboard
}

// afterClear says whether the text is off the clipboard. Where it is not, the clearing is tried again until it is.
func (m Model) afterClear(msg clearedMsg) (Model, tea.Cmd) {
	if msg.err != nil {
		m.clip.fault = shown(msg.err)
		m.clip.copy++
		m.clip.until = m.with.Now().Add(tryAgain)
		return m, m.with.countdown(m.clip.copy)
	}
	m.clip.fault = ""
	if msg.cleared {
		m.notice = m.notice.say("the clipboard was cleared")
	}
	if m.clip.until.IsZero() { // no patient's text came after the one that was cleared
		m.handoff.held, m.handoff.left = "", 0
	}
	return m, nil
}
