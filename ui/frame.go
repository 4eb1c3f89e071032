package ui

import (
	"fmt"
	"strings"

	"referraldesk/policy/text"
	"referraldesk/ui/wording"
)

// Sizes of the window, in cells.
const (
	minWidth, minHeight = 40, 12
	wideFrom            = 100 // list and route side by side
	stackedFrom         = 60  // the route below the list; narrower, one at a time
)

func (m Model) tooSmall() bool { return m.width < minWidth || m.height < minHeight }

func tooSmall(w, h int) string {
	words := wrap(fmt.Sprintf("Window too small: it is %d × %d, the desk needs %d × %d. Make it larger; nothing typed is lost.", w, h, minWidth, minHeight), w)
	return strings.Join(box(words, 0, w, min(h, len(words))), "\n")
}

// layout gives every pane its room. It runs after each message, since a notice takes rows from the body.
func (m Model) layout() Model {
	w, h := m.width, m.bodyHeight()
	if m.tooSmall() {
		return m
	}
	m.senders = m.senders.setSize(w, h)
	m.dialog = m.dialog.setSize(w, h)
	m.help = m.help.setSize(w, h)
	m.accounts, m.dues = m.accounts.setSize(w, h), m.dues.setSize(w, h)
	switch m.overlay {
	case adviceOverlay:
		m.advice = m.advice.setSize(w, h)
	case gpOverlay:
		m.practices = m.practices.setSize(w, h-gpHead, w)
	}
	switch m.screen {
	case onDesk:
		m = m.layoutDesk(w, h)
	case onForm:
		m.form = m.form.setSize(w, h)
	case onReview:
		m.review = m.review.setSize(w, h)
		m.review = m.review.show(m.reviewRows())
	case onHandoff:
		m.handoff = m.handoff.setSize(w, h)
	}
	return m
}

func (m Model) bodyHeight() int {
	const header, keys = 1, 1
	return max(0, m.height-header-max(1, len(m.noticeRows()))-keys)
}

// header names the program and who sends. What needs somebody goes before both.
func (m Model) header() []string {
	from := "no sender set: f2"
	if !m.sender.Address.IsZero() {
		from = "from  " + m.sender.Address.String() + " · " + wording.Kind(m.sender)
	}
	name := ""
	if m.width >= stackedFrom {
		name = m.look.strong.Render(" Referral Desk")
	}
	for _, w := range m.needs() {
		name += "  " + m.look.check.Render(w)
	}
	room := max(0, m.width-width(name)-2)
	return []string{apart(name, cut(from, room)+" ", m.width)}
}

// needs are what needs somebody, each with the key that shows it.
func (m Model) needs() []string {
	var needs []string
	if n := len(m.with.Faults); n > 0 {
		needs = append(needs, fmt.Sprintf("! %d at the start: f1", n))
	}
	switch n := len(m.due()); {
	case m.logFault != "":
		needs = append(needs, "! daybook: f5")
	case n > 0:
		needs = append(needs, fmt.Sprintf("! %d due: f5", n))
	}
	if warning := m.accountWarning(); warning != "" {
		needs = append(needs, warning)
	}
	return needs
}

// statusLine is the verdict on the referral being written, short.
func (m Model) statusLine() string {
	v := m.verdict()
	words := m.look.status(v.Status).Render(statusWords(v.Status))
	if m.width < wideFrom {
		return words
	}
	return words + "  " + v.Headline
}

// footer is the notice, or a rule, and the keys that work here.
func (m Model) footer() []string {
	rows := m.noticeRows()
	if len(rows) == 0 {
		rows = []string{rule(m.width, "", m.look)}
	}
	return append(rows, m.keyLine())
}

// noticeRows are the notice, and what stays until it is mended.
func (m Model) noticeRows() []string {
	n := m.notice
	if m.clip.fault != "" {
		n.faults = append([]string{"the patient's text may still be on the clipboard: " + m.clip.fault + ". It is tried again; f6 tries now"}, n.faults...)
	}
	return n.rows(m.width, m.look)
}

// rule is a line across the window, with words in it where there are any.
func rule(w int, words string, look styles) string {
	if words == "" {
		return look.dim.Render(strings.Repeat("─", max(0, w)))
	}
	words = cut(" "+words+" ", max(0, w-4))
	return look.dim.Render(strings.Repeat("─", max(0, w-2-width(words))) + words + "──")
}

// notice is what just happened, good or bad. It stays until a key is pressed.
type notice struct {
	said   []string
	faults []string
}

func (n notice) say(s string) notice {
	n.said = append(n.said, s)
	return n
}

func (n notice) fault(err error) notice {
	n.faults = append(n.faults, shown(err))
	return n
}

// shown is an error as the screen may show it. What the system says may name a file or a folder, and their names may hold anything.
func shown(err error) string { return text.Block(err.Error()).String() }

// noticeRows is how many rows a notice takes at most, so that it never covers what it speaks of.
const noticeRows = 4

func (n notice) rows(w int, look styles) []string {
	var rows []string
	for _, f := range n.faults {
		for _, l := range wrap("✗ "+f, w-2) {
			rows = append(rows, " "+look.notSecure.Render(l))
		}
	}
	for _, s := range n.said {
		for _, l := range wrap(s, w-2) {
			rows = append(rows, " "+look.accent.Render(l))
		}
	}
	if len(rows) > noticeRows {
		rows = rows[:noticeRows]
		rows[noticeRows-1] = " " + look.dim.Render("… and more: f1 shows all of it")
	}
	return rows
}
