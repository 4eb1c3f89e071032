package ui

import (
	"slices"
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
	hits    []directory.Hit // the best ones, as far as anybody has gone down
	total   int             // how many there are in all
	at, top int             // the entry under the cursor, and the first one on the screen
	w, h    int             // of the rows, without the box
	nothing string          // what to do where nothing is found
	keys    keyMap
	look    styles
}

const nothingOnDesk = "Nothing has all these words. Try one word of the service, the hospital or the address, or delete some letters. " +
	"Another practice's or person's address: the People tab of the NHSmail inbox."

func newList(index *directory.Index, nothing string, keys keyMap, look styles) listPane {
	p := listPane{input: look.newInput(" > "), index: index, nothing: nothing, keys: keys, look: look}
	p.input.Focus()
	return p.search()
}

// How many entries are fetched at first, and how far down one can go: who has not found it by then types another letter.
const (
	firstHits = 50
	mostHits  = 1000
)

func (p listPane) search() listPane {
	p.at, p.top = 0, 0
	return p.fetch(firstHits)
}

func (p listPane) fetch(limit int) listPane {
	found := p.index.Find(p.input.Value(), limit)
	p.hits, p.total = found.Hits, found.Total
	return p
}

// over searches another index for the same words. The cursor stays on its entry: nobody opens what slid under their fingers.
func (p listPane) over(index *directory.Index) listPane {
	before, ok := p.selected()
	at := p.at
	p.index = index
	p = p.fetch(max(firstHits, at+1))
	same := func(h directory.Hit) bool {
		return h.Destination == before.Destination && h.Contact == before.Contact && h.Listing == nil
	}
	if i := slices.IndexFunc(p.hits, same); ok && before.Listing == nil && i >= 0 {
		at = i
	}
	p.at = max(0, min(at, len(p.hits)-1))
	return p.scroll()
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
			return p.move(-p.total), nil
		case key.Matches(k, p.keys.End):
			return p.move(p.total), nil
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
	if to := min(p.at+by, p.total-1, mostHits-1); to >= len(p.hits) {
		p = p.fetch(min(2*to+1, mostHits))
	}
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

// boxView is the search box in w cells, with the place in the list, and before it what else there is to say where it fits.
func (p listPane) boxView(w int, more string) string {
	place := "nothing found"
	if len(p.hits) > 0 {
		place = counted(p.at+1) + " of " + counted(p.total)
	}
	if said := more + " · " + place; more != "" && width(said)+width(p.input.Value())+8 < w {
		place = said
		p.input.Width = w - width(said) - len(" > ") - 3
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
	for _, l := range wrap(p.nothing, p.w-4) {
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
	if l := hit.Listing; l != nil {
		return listingWords(*l)
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
