package ui

import (
	"strings"
	"time"
	"unicode/utf16"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// A Windows console marks no paste: it comes as single key presses, a line break as Enter, a tab as Tab, a control character as
// the key that makes it. What tells it from typing is that the keys come one close upon another. So keys that come so are a burst,
// and only when it is over is it known what it was: typed, and then each key does what it does; or pasted, and then all of it is
// text. Elsewhere the terminal marks a paste, and only keys that come close upon one are held: a terminal that lets the mark of
// the end through from within the paste would otherwise let the rest of it press keys.

// together is the longest time between two keys of a burst. Bubble Tea looks every 16 ms whether a Windows console has more, so a
// paste has gaps as long as that; nobody types four keys with gaps as short as this. What breaks out of a paste that is marked
// comes with it.
const (
	together     = 30 * time.Millisecond
	withThePaste = time.Millisecond
)

// fastTyping is how many keys somebody may have typed who rolled the fingers over the keys and went on with Enter, Tab or Esc.
const fastTyping = 3

// longBurst is from how many held keys on the screen says no more than that a paste is coming in: a megabyte of it is a million
// messages, and each would draw the desk.
const longBurst = 300

// burst is the keys of a burst, so far. The zero burst is none.
type burst struct {
	keys  []tea.KeyMsg // no more than it takes to see that they are too many to be pasted
	acted int          // how many of them, from the first on, have done what they do
	last  time.Time    // when the last one came
	count int          // of all keys since the start: a tick that is late for its key is told by it
	wait  bool         // a tick is on its way
}

// quietMsg: for a moment after key number count of the start, no other had come when it was sent.
type quietMsg struct{ count int }

func (b burst) with(k tea.KeyMsg, now time.Time) burst {
	b.count++
	b.last = now
	if len(b.held()) <= maxPaste {
		b.keys = append(b.keys, k)
	}
	return b
}

func (b burst) held() []tea.KeyMsg { return b.keys[b.acted:] }

func (b burst) long() bool { return len(b.held()) > longBurst }

// arrive takes a key as the terminal sent it, and acts on it now or holds it until the burst is over. The first key of a burst is
// not held where it can do no harm, so that typing is seen at once.
func (m Model) arrive(k tea.KeyMsg) (Model, tea.Cmd) {
	switch {
	case isNothing(k):
		return m, nil
	case len(m.burst.keys) == 0 && !m.with.PasteAsKeys && !k.Paste:
		return m.press(atTheDoor(k))
	}
	m.burst = m.burst.with(k, m.with.Now())
	var act, quiet tea.Cmd
	if len(m.burst.held()) == 1 && m.harmless(k) && (m.burst.acted == 0 || m.isMoves(m.burst.keys)) {
		m.burst.acted = len(m.burst.keys)
		m, act = m.press(atTheDoor(k))
	}
	if !m.burst.wait {
		m, quiet = m.awaitQuiet(m.gap())
	}
	return m, tea.Batch(act, quiet)
}

// isNothing says that a message of Bubble Tea's is no character and no key: on Windows it makes one of Ctrl and Alt themselves.
func isNothing(k tea.KeyMsg) bool {
	return k.Type == tea.KeyRunes && strings.Trim(string(k.Runes), "\x00") == ""
}

func (m Model) gap() time.Duration {
	if m.with.PasteAsKeys {
		return together
	}
	return withThePaste
}

func (m Model) awaitQuiet(d time.Duration) (Model, tea.Cmd) {
	m.burst.wait = true
	count := m.burst.count
	return m, m.with.Tick(d, func(time.Time) tea.Msg { return quietMsg{count} })
}

// afterQuiet ends the burst, unless a key came since the tick was set. A key that waits to be read goes before a tick that was set
// after it, so a machine that draws slowly never takes a paste for typing.
func (m Model) afterQuiet(msg quietMsg) (Model, tea.Cmd) {
	m.burst.wait = false
	if msg.count != m.burst.count {
		passed := m.with.Now().Sub(m.burst.last)
		return m.awaitQuiet(max(time.Millisecond, min(m.gap()-passed, m.gap())))
	}
	return m.endBurst()
}

// endBurst does what the keys say that were typed, and pastes those that were pasted.
func (m Model) endBurst() (Model, tea.Cmd) {
	b := m.burst
	m.burst = burst{count: b.count}
	switch {
	case len(b.held()) == 0:
		return m, nil
	case m.typed(b.keys):
		var cmds []tea.Cmd
		for _, k := range b.held() {
			var cmd tea.Cmd
			m, cmd = m.press(atTheDoor(k))
			cmds = append(cmds, cmd)
		}
		return m, tea.Sequence(cmds...)
	}
	words, commands := pasted(b.held())
	if len(b.held()) > maxPaste {
		return m.refusePaste(), nil
	}
	m, cmd := m.press(atTheDoor(tea.KeyMsg{Type: tea.KeyRunes, Runes: words, Paste: true}))
	if commands {
		m.notice = m.notice.say("many keys came at once, as a paste does: they were taken as text, and none as a command. If you meant one, press it again")
	}
	return m, cmd
}

// typed says that the keys of a burst are those of a person: one alone, a moving key held down, or, where something can be typed, a
// few characters (or one paste) and then Enter, Tab or Esc.
func (m Model) typed(keys []tea.KeyMsg) bool {
	last := keys[len(keys)-1]
	switch {
	case len(keys) == 1, m.isMoves(keys):
		return true
	case len(keys) > fastTyping || !m.typing() || !key.Matches(last, m.keys.Open, m.keys.NextField, m.keys.Back):
		return false
	}
	for _, k := range keys[:len(keys)-1] {
		if !isText(k) {
			return false
		}
	}
	return true
}

// isMoves says that all keys only move, and pick nothing.
func (m Model) isMoves(keys []tea.KeyMsg) bool {
	for _, k := range keys {
		if isText(k) || !m.harmless(k) {
			return false
		}
	}
	return true
}

func isText(k tea.KeyMsg) bool { return k.Type == tea.KeyRunes || k.Type == tea.KeySpace }

// harmless says that a key changes nothing but a text that is being typed, or the place of the cursor. While options can be picked
// only keys that pick none are harmless.
func (m Model) harmless(k tea.KeyMsg) bool {
	moves := key.Matches(k, m.keys.Up, m.keys.Down, m.keys.PageUp, m.keys.PageDown, m.keys.Home, m.keys.End)
	switch {
	case k.Paste, moves:
		return true
	case m.picking() || k.Alt:
		return false
	case isText(k):
		return !utf16.IsSurrogate(k.Runes[0])
	}
	return key.Matches(k, m.keys.Left, m.keys.Right, m.keys.Unpick)
}

// picking says that the focus is on options, which arrows and the space bar pick.
func (m Model) picking() bool {
	f, ok := m.fieldInFocus()
	return ok && f.options != nil
}

// typing says that the focus is where characters go.
func (m Model) typing() bool {
	if f, ok := m.fieldInFocus(); ok {
		return f.options == nil
	}
	return m.overlay == senderOverlay || m.overlay == gpOverlay || m.overlay == noOverlay && m.screen == onDesk
}

func (m Model) fieldInFocus() (f field, ok bool) {
	var set fieldSet
	switch {
	case m.overlay == adviceOverlay:
		set = m.advice.set
	case m.overlay != noOverlay:
	case m.screen == onForm:
		set = m.form.set
	case m.screen == onReview:
		set = m.review.set
	}
	if set.at >= len(set.fields) {
		return field{}, false
	}
	return set.fields[set.at], true
}

// pasted is the text that keys stand for; commands says that some stand for none. A character outside the Basic Multilingual Plane
// comes as its two halves. The marks of a paste are left out where a terminal sends them as keys.
func pasted(keys []tea.KeyMsg) (words []rune, commands bool) {
	var units []uint16
	for _, k := range keys {
		switch {
		case isText(k):
			for _, r := range k.Runes {
				units = appendUnits(units, r)
			}
		case k.Type == tea.KeyEnter, k.Type == tea.KeyTab, k.Type == tea.KeyCtrlJ, k.Type == tea.KeyEsc:
			units = append(units, uint16(k.Type)) // the type of such a key is its control character
		default:
			commands = true
		}
	}
	marks := strings.NewReplacer("\x1b[200~", "", "\x1b[201~", "")
	return []rune(marks.Replace(string(utf16.Decode(units)))), commands
}

func appendUnits(units []uint16, r rune) []uint16 {
	if utf16.IsSurrogate(r) {
		return append(units, uint16(r))
	}
	return utf16.AppendRune(units, r)
}
