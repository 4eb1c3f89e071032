package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/ui/daybook"
)

// picker is a list over the screen, of which one item stands under the cursor: the accounts, or what is due in the daybook.
type picker struct {
	title string
	items []item
	dues  []daybook.Outstanding // what the items stand for, where they are what is due
	empty string                // what stands there where nothing is listed
	below []string
	at    int
	w, h  int
	keys  keyMap
	look  styles
}

// pickerPage is how many items PgUp and PgDn go.
const pickerPage = 5

// item is one thing to pick, in as many paragraphs as it needs; the first stands out.
type item struct{ paragraphs []string }

func (p picker) update(msg tea.Msg) (picker, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok {
		switch {
		case key.Matches(k, p.keys.Up):
			p.at--
		case key.Matches(k, p.keys.Down):
			p.at++
		case key.Matches(k, p.keys.PageUp):
			p.at -= pickerPage
		case key.Matches(k, p.keys.PageDown):
			p.at += pickerPage
		case key.Matches(k, p.keys.Home):
			p.at = 0
		case key.Matches(k, p.keys.End):
			p.at = len(p.items)
		}
	}
	p.at = max(0, min(p.at, len(p.items)-1))
	return p, nil
}

func (p picker) setSize(w, h int) picker {
	p.w, p.h = w, h
	return p
}

func (p picker) view() string {
	rows := []string{" " + p.look.strong.Render(p.title), ""}
	first, last := 0, 0
	for i, it := range p.items {
		if i == p.at {
			first = len(rows)
		}
		rows = append(rows, p.itemRows(it, i == p.at)...)
		if i == p.at {
			last = len(rows) - 1
		}
		rows = append(rows, "")
	}
	if len(p.items) == 0 {
		rows = append(rows, p.paragraph(p.empty)...)
		rows = append(rows, "")
	}
	for _, words := range p.below {
		rows = append(rows, p.paragraph(words)...)
	}
	return strings.Join(box(rows, scrolled(0, first, min(last, first+p.h-1), p.h, len(rows)), p.w, p.h), "\n")
}

func (p picker) itemRows(it item, selected bool) []string {
	mark, head := "   ", p.look.plain
	if selected {
		mark, head = " "+p.look.accent.Render("▌")+" ", p.look.strong
	}
	var rows []string
	for i, words := range it.paragraphs {
		for _, l := range wrap(words, p.w-5) {
			if i == 0 {
				l = head.Render(l)
			}
			rows = append(rows, mark+l)
		}
	}
	return rows
}

func (p picker) paragraph(words string) []string {
	return indented(indented(indented(wrap(words, p.w-5))))
}
