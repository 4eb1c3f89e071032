package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// helpPane names the keys that work on the screen it was opened from, then those that work everywhere.
type helpPane struct {
	here   []key.Binding
	faults []string // of the start, and the last ones since
	top    int
	w, h   int
	keys   keyMap
	look   styles
}

func newHelp(here []key.Binding, faults []string, keys keyMap, look styles) helpPane {
	return helpPane{here: here, faults: faults, keys: keys, look: look}
}

func (p helpPane) update(msg tea.Msg) (helpPane, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok {
		switch {
		case key.Matches(k, p.keys.Up):
			p.top--
		case key.Matches(k, p.keys.Down):
			p.top++
		case key.Matches(k, p.keys.PageUp):
			p.top -= p.h
		case key.Matches(k, p.keys.PageDown):
			p.top += p.h
		}
	}
	p.top = max(0, min(p.top, len(p.rows())-p.h))
	return p, nil
}

func (p helpPane) setSize(w, h int) helpPane {
	p.w, p.h = w, h
	return p
}

func (p helpPane) rows() []string {
	var rows []string
	for _, f := range p.faults {
		for _, l := range wrap("✗ "+f, p.w-2) {
			rows = append(rows, " "+p.look.notSecure.Render(l))
		}
		rows = append(rows, "")
	}
	rows = append(rows, " "+p.look.strong.Render("Keys on this screen"))
	rows = append(rows, p.keyRows(p.here)...)
	rows = append(rows, "", " "+p.look.strong.Render("Everywhere"))
	rows = append(rows, p.keyRows(p.keys.everywhere())...)
	rows = append(rows, "")
	for _, l := range wrap("✓ SECURE: a published rule says so. ! CHECK FIRST: only once a person has confirmed what it asks. ✗ NOT SECURE: no patient data by this route.", p.w-2) {
		rows = append(rows, " "+l)
	}
	return rows
}

func (p helpPane) keyRows(bindings []key.Binding) []string {
	var rows []string
	for _, b := range bindings {
		if !b.Enabled() {
			continue
		}
		keys := b.Help().Key
		if twin := twinOf(b); twin != "" {
			keys += " or " + twin
		}
		rows = append(rows, "   "+p.look.accent.Render(padRight(keys, 16))+" "+b.Help().Desc)
	}
	return rows
}

// twinOf is the ctrl key that does the same as a function key, for terminals that keep those to themselves.
func twinOf(b key.Binding) string {
	for _, k := range b.Keys() {
		if strings.HasPrefix(b.Help().Key, "f") && strings.HasPrefix(k, "ctrl+") {
			return k
		}
	}
	return ""
}

func (p helpPane) view() string {
	return strings.Join(box(p.rows(), p.top, p.w, p.h), "\n")
}
