package ui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// helpPane names the keys of the screen it was opened from, then the others, which are the same on every screen. Where one does nothing as things stand, it
// says why.
type helpPane struct {
	here, everywhere []keyHere

	faults []string // of the start, and the last ones since
	top    int
	w, h   int
	keys   keyMap
	look   styles
}

func newHelp(here, everywhere []keyHere, faults []string, keys keyMap, look styles) helpPane {
	p := helpPane{here: here, faults: faults, keys: keys, look: look}
	for _, e := range everywhere {
		if !slices.ContainsFunc(here, func(h keyHere) bool { return h.Help().Key == e.Help().Key }) {
			p.everywhere = append(p.everywhere, e)
		}
	}
	return p
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
	rows = append(rows, p.keyRows(p.everywhere)...)
	rows = append(rows, "")
	for _, l := range wrap("✓ SECURE: a published rule says so. ! CHECK FIRST: only once a person has confirmed what it asks. ✗ NOT SECURE: no patient data by this route.", p.w-2) {
		rows = append(rows, " "+l)
	}
	return rows
}

// keyColumn is how many cells the names of a key take.
const keyColumn = 16

func (p helpPane) keyRows(keys []keyHere) []string {
	var rows []string
	for _, k := range keys {
		name := k.Help().Key
		if twin := twinOf(k.Binding); twin != "" {
			name += " or " + twin
		}
		if k.off == nil {
			rows = append(rows, "   "+p.look.accent.Render(padRight(name, keyColumn))+" "+k.Help().Desc)
			continue
		}
		rows = append(rows, "   "+p.look.dim.Render(padRight(name, keyColumn))+" "+k.Help().Desc+" — not now:")
		for _, l := range wrap(k.off.Error(), p.w-keyColumn-6) {
			rows = append(rows, strings.Repeat(" ", keyColumn+4)+p.look.dim.Render(l))
		}
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
