package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory"
)

// listPane is the search box and the entries that it finds. The search runs within the key press, so the rows and what Enter
// opens always belong to the whole query.
type listPane struct {
	input   textinput.Model
	index   *directory.Index
	hits    []directory.Hit
	at, top int // the entry under the cursor, and the first one on the screen
	w, h    int // of the rows, without the box
	keys    keyMap
	look    styles
}

func newList(index *directory.Index, keys keyMap, look styles) listPane {
	p := listPane{input: look.newInput(" > "), index: index, keys: keys, look: look}
	p.input.Focus()
	return p.search()
}

func (p listPane) search() listPane {
	p.hits = p.index.Search(p.input.Value())
	p.at, p.top = 0, 0
	return p
}

// selected is the entry under the cursor.
func (p listPane) selected() (directory.Hit, bool) {
	if p.at >= len(p.hits) {
		return directory.Hit{}, false
	}
	return p.hits[p.at], true
}

// query is what was typed.
func (p listPane) query() string { return p.input.Value() }

func (p listPane) update(msg tea.Msg) (listPane, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok {
		switch {
		case key.Matches(k, p.keys.Up):
			return p.move(-1), nil
		case key.Matches(k, p.keys.Down):
			return p.move(1), nil
		case key.Matches(k, p.keys.PageUp):
			return p.move(-p.perPage()), nil
		case key.Matches(k, p.keys.PageDown):
			return p.move(p.perPage()), nil
		case key.Matches(k, p.keys.Home):
			return p.move(-len(p.hits)), nil
		case key.Matches(k, p.keys.End):
			return p.move(len(p.hits)), nil
		}
	}
	before := p.input.Value()
	var cmd tea.Cmd
	p.input, cmd = p.input.Update(msg)
	if p.input.Value() != before {
		p = p.search()
	}
	return p, cmd
}

func (p listPane) move(by int) listPane {
	p.at = max(0, min(p.at+by, len(p.hits)-1))
	return p.scroll()
}

func (p listPane) scroll() listPane {
	p.top = scrolled(p.top, p.at, p.at, p.perPage(), len(p.hits))
	return p
}

// rowsEach is how many rows an entry takes: two where there is room beside the route, one where the route stands below.
func (p listPane) rowsEach() int {
	if p.h >= 2*5 {
		return 2
	}
	return 1
}

func (p listPane) perPage() int { return max(1, p.h/p.rowsEach()) }

// setSize fits the rows into w by h cells and the search box into boxWidth.
func (p listPane) setSize(w, h, boxWidth int) listPane {
	p.w, p.h = w, h
	p.input.Width = max(1, boxWidth-len(" > ")-len(" nothing found ")-1)
	return p.scroll()
}

// boxView is the search box in w cells, with the place in the list.
func (p listPane) boxView(w int) string {
	place := "nothing found"
	if len(p.hits) > 0 {
		place = fmt.Sprintf("%d of %d", p.at+1, len(p.hits))
	}
	return apart(p.look.inputView(p.input), p.look.dim.Render(place)+" ", w)
}

func (p listPane) view() string {
	var rows []string
	for i := p.top; i < len(p.hits) && i < p.top+p.perPage(); i++ {
		rows = append(rows, p.entryRows(p.hits[i], i == p.at)...)
	}
	if len(p.hits) == 0 {
		rows = p.nothingRows()
	}
	return strings.Join(box(rows, 0, p.w, p.h), "\n")
}

func (p listPane) nothingRows() []string {
	var rows []string
	const hint = "Nothing has all these words. Try one word of the service, the hospital or the address, or delete some letters. " +
		"Another practice's or person's address: the People tab of the NHSmail inbox."
	for _, l := range wrap(hint, p.w-4) {
		rows = append(rows, "  "+p.look.dim.Render(l))
	}
	return rows
}

func (p listPane) entryRows(hit directory.Hit, selected bool) []string {
	mark, base := "   ", p.look.plain
	if selected {
		mark, base = " "+p.look.accent.Render("▌")+" ", p.look.strong
	}
	second := p.second(hit)
	if p.rowsEach() == 2 {
		return []string{
			mark + p.highlighted(hit, p.w-4, base),
			mark + p.look.dim.Render(cut(second, p.w-4)),
		}
	}
	name := min(width(hit.Name().String()), p.w-4)
	row := mark + p.highlighted(hit, name, base)
	if room := p.w - name - 6; room >= worthShowing {
		row += "  " + p.look.dim.Render(cut(second, room))
	}
	return []string{row}
}

// worthShowing is how many columns the words beside a name need: fewer tell nothing.
const worthShowing = 12

// second is what the list says below or beside the name.
func (p listPane) second(hit directory.Hit) string {
	if c := hit.Contact; c != nil {
		return ownMark(c.Local) + "help with accounts, not for patient data"
	}
	d := hit.Destination
	if d.Trust.IsEmpty() {
		return ownMark(d.Local) + d.Address.String()
	}
	hospital, _, _ := strings.Cut(d.Trust.String(), " · ")
	return ownMark(d.Local) + hospital + " · " + d.Address.String()
}

// ownMark marks what the practice's own directory.toml added or changed.
func ownMark(l directory.Local) string {
	if l.Words() == "" {
		return ""
	}
	return "(yours) "
}

// highlighted is the name in w cells, the letters that the query matched set off.
func (p listPane) highlighted(hit directory.Hit, w int, base interface{ Render(...string) string }) string {
	matched := make(map[int]bool, len(hit.Matched))
	for _, i := range hit.Matched {
		matched[i] = true
	}
	var b strings.Builder
	run, inMatch := []rune(nil), false
	flush := func() {
		if len(run) == 0 {
			return
		}
		if inMatch {
			b.WriteString(p.look.match.Render(string(run)))
		} else {
			b.WriteString(base.Render(string(run)))
		}
		run = run[:0]
	}
	for i, r := range []rune(cut(hit.Name().String(), w)) {
		if matched[i] != inMatch {
			flush()
			inMatch = matched[i]
		}
		run = append(run, r)
	}
	flush()
	return b.String()
}
