package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// dialog asks one question, with a verb on each button. The first button is the one that does no harm: it has the focus, so that
// an Enter that nobody meant changes nothing.
type dialog struct {
	title   string
	rows    func(w int) []string // what stands between the title and the buttons
	buttons []button
	back    func(Model) (Model, tea.Cmd) // what Esc does beyond closing it; nil for nothing
	at      int
	top     int
	w, h    int
	keys    keyMap
	look    styles
}

// button is a verb and what it does.
type button struct {
	verb string
	do   func(Model) (Model, tea.Cmd)
}

// said is the body of a dialog that is only words.
func said(s string) func(int) []string {
	return func(w int) []string { return wrap(s, w) }
}

func (d dialog) update(msg tea.Msg) (dialog, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok {
		switch {
		case key.Matches(k, d.keys.Right), key.Matches(k, d.keys.NextField):
			d.at = (d.at + 1) % len(d.buttons)
		case key.Matches(k, d.keys.Left), key.Matches(k, d.keys.PrevField):
			d.at = (d.at + len(d.buttons) - 1) % len(d.buttons)
		case key.Matches(k, d.keys.Up) && d.stacked():
			d.at = max(0, d.at-1)
		case key.Matches(k, d.keys.Down) && d.stacked():
			d.at = min(d.at+1, len(d.buttons)-1)
		case key.Matches(k, d.keys.Up, d.keys.PageUp):
			d.top = max(0, d.top-1)
		case key.Matches(k, d.keys.Down, d.keys.PageDown):
			d.top = max(0, min(d.top+1, len(d.rows(d.w))-d.textHeight()))
		}
	}
	return d, nil
}

func (d dialog) setSize(w, h int) dialog {
	d.w, d.h = min(w-4, 76), h
	return d
}

func (d dialog) textHeight() int { return max(1, d.h-3-len(d.shownButtons())) }

// shownButtons are the rows of buttons around the one with the focus, as many as half the window takes.
func (d dialog) shownButtons() []string {
	all := d.buttonRows()
	room := max(1, d.h/2)
	if len(all) <= room {
		return all
	}
	top := scrolled(0, d.at, d.at, room, len(all))
	return all[top : top+room]
}

func (d dialog) view() string {
	rows := []string{"", d.look.strong.Render(cut(d.title, d.w))}
	body := d.rows(d.w)
	shown := box(body, d.top, d.w, min(len(body), d.textHeight()))
	if d.top+len(shown) < len(body) && len(shown) > 0 {
		shown[len(shown)-1] = apart("", d.look.dim.Render("↓ more: pgdn"), d.w)
	}
	rows = append(rows, shown...)
	rows = append(rows, "")
	rows = append(rows, d.shownButtons()...)
	for i := range rows {
		rows[i] = "  " + rows[i]
	}
	return strings.Join(rows, "\n")
}

// stacked says that the buttons stand one below the other.
func (d dialog) stacked() bool { return len(d.buttons) > 1 && len(d.buttonRows()) > 1 }

// buttonRows stand side by side where they fit. The focus is marked by arrows too, for terminals without reverse video.
func (d dialog) buttonRows() []string {
	var cells []string
	for i, b := range d.buttons {
		if i == d.at {
			cells = append(cells, d.look.focusedButton.Render("▸ "+cut(b.verb, d.w-4)+" ◂"))
		} else {
			cells = append(cells, d.look.button.Render("[ "+cut(b.verb, d.w-4)+" ]"))
		}
	}
	if row := strings.Join(cells, "  "); width(row) <= d.w {
		return []string{row}
	}
	return cells
}
