package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/policy/text"
)

// fieldSet is a column of fields of which one has the focus, with as much of it on the screen as fits: the focus always is.
type fieldSet struct {
	fields []field
	bounds []int // of the pages: page n holds the fields from bounds[n] to before bounds[n+1]
	at     int   // the field with the focus
	top    int   // the first row on the screen
	w, h   int
	keys   keyMap
	look   styles
	check  func(field) error // what an answer is held to when the focus leaves it
}

// answer is the answer of the field with the id, empty where there is none.
func (s fieldSet) answer(id string) text.Text {
	for _, f := range s.fields {
		if f.question.ID == id {
			return f.value()
		}
	}
	return text.Text{}
}

// update moves the focus, or gives the message to the field that has it.
func (s fieldSet) update(msg tea.Msg) (fieldSet, tea.Cmd) {
	if len(s.fields) == 0 {
		return s, nil
	}
	if k, ok := msg.(tea.KeyMsg); ok {
		here := s.fields[s.at]
		switch {
		case key.Matches(k, s.keys.NextField), key.Matches(k, s.keys.Open) && !here.isArea(),
			key.Matches(k, s.keys.Down) && here.atEdge(false):
			return s.step(1)
		case key.Matches(k, s.keys.PrevField), key.Matches(k, s.keys.Up) && here.atEdge(true):
			return s.step(-1)
		}
	}
	var cmd tea.Cmd
	s.fields = append([]field(nil), s.fields...)
	s.fields[s.at], cmd = s.fields[s.at].update(msg, s.keys)
	if s.fields[s.at].problem != "" {
		s.fields[s.at] = s.checked(s.fields[s.at])
	}
	return s.scroll(), cmd
}

// moveTo gives the focus to field i, or keeps it where there is none; the answer that is left is checked.
func (s fieldSet) moveTo(i int) (fieldSet, tea.Cmd) {
	if i < 0 || i >= len(s.fields) {
		return s, nil
	}
	s.fields = append([]field(nil), s.fields...)
	s.fields[s.at] = s.checked(s.fields[s.at].blur())
	var cmd tea.Cmd
	s.at = i
	s.fields[i], cmd = s.fields[i].focus()
	return s.scroll(), cmd
}

// step gives the focus to the next field (by is 1) or the one before (-1) that has a place.
func (s fieldSet) step(by int) (fieldSet, tea.Cmd) {
	for i := s.at + by; i >= 0 && i < len(s.fields); i += by {
		if !s.fields[i].hidden {
			return s.moveTo(i)
		}
	}
	return s.moveTo(s.at)
}

// moveToQuestion gives the focus to the field with the id, if there is one.
func (s fieldSet) moveToQuestion(id string) (fieldSet, tea.Cmd) {
	for i, f := range s.fields {
		if f.question.ID == id {
			return s.moveTo(i)
		}
	}
	return s, nil
}

func (s fieldSet) checked(f field) field {
	f.problem = ""
	if s.check == nil {
		return f
	}
	if err := s.check(f); err != nil {
		f.problem = err.Error()
	}
	return f
}

// setSize fits the fields into w by h cells.
func (s fieldSet) setSize(w, h int) fieldSet {
	if w != s.w {
		s.fields = append([]field(nil), s.fields...)
		for i := range s.fields {
			s.fields[i] = s.fields[i].setSize(w)
		}
	}
	s.w, s.h = w, h
	return s.scroll()
}

// pageWidth and pageRows are the room for a page in a window of 80 by 24, whatever the window: the pages stay the same when it is
// resized, or when a problem is shown.
const (
	pageWidth = 80
	pageRows  = 16
)

// paged puts the fields on pages. Fields of one section share pages with no other section.
func (s fieldSet) paged() fieldSet {
	s.bounds = []int{0}
	rows := 0
	for i, f := range s.fields {
		f.problem = ""
		h := f.height(pageWidth, s.look)
		if i > 0 && (f.question.Section != s.fields[i-1].question.Section || rows+h > pageRows) {
			s.bounds, rows = append(s.bounds, i), 0
		}
		rows += h
	}
	s.bounds = append(s.bounds, len(s.fields))
	return s
}

// page is the number of the page with the focus, from 0, and how many there are.
func (s fieldSet) page() (at, of int) {
	of = len(s.bounds) - 1
	for at+1 < of && s.bounds[at+1] <= s.at {
		at++
	}
	return at, of
}

// onPage are the fields of the page with the focus: [from, to).
func (s fieldSet) onPage() (from, to int) {
	at, _ := s.page()
	return s.bounds[at], s.bounds[at+1]
}

// turn moves the focus by whole pages.
func (s fieldSet) turn(by int) (fieldSet, tea.Cmd) {
	at, of := s.page()
	return s.moveTo(s.bounds[max(0, min(at+by, of-1))])
}

// height is how many rows the page of the focus has, and which of them, from first to last, belong to the field with the focus.
func (s fieldSet) height() (rows, first, last int) {
	if len(s.fields) == 0 {
		return 0, 0, 0
	}
	from, to := s.onPage()
	for i := from; i < to; i++ {
		if i == s.at {
			first = rows
		}
		rows += s.fields[i].height(s.w, s.look)
		if i == s.at {
			last = rows - 1
		}
	}
	return rows, first, last
}

func (s fieldSet) scroll() fieldSet {
	rows, first, last := s.height()
	if last-first >= s.h { // the field is taller than the window: the option under the cursor must be seen
		first += min(max(s.fields[s.at].cursor, 0)+1, last-first)
		last = first
	}
	s.top = scrolled(s.top, first, last, s.h, rows)
	return s
}

func (s fieldSet) view() string {
	var rows []string
	if len(s.fields) > 0 {
		from, to := s.onPage()
		for _, f := range s.fields[from:to] {
			if !f.hidden {
				rows = append(rows, f.view(s.w, s.look)...)
			}
		}
	}
	return strings.Join(box(rows, s.top, s.w, s.h), "\n")
}
