package directory

import (
	"cmp"
	"slices"
	"strings"

	"referraldesk/policy/text"
)

// indexed is an entry made ready for searching.
type indexed struct {
	Entry
	fields   []field  // the name first
	origin   []int    // for each rune of the folded name, the rune of the shown name that it came from; nil where it is the same
	whole    []string // the words of each name, alias and address: a query with exactly these means this entry
	current  string   // the words of its address now
	formerly []string // the words of the addresses that it had before
}

func indexDestination(d *Destination) indexed {
	e := newIndexed(Entry{Destination: d})
	for _, alias := range d.Aliases {
		e.addWhole(newField(rankName, alias.String()))
	}
	e.add(newField(rankTrust, d.Trust.String()))
	for _, old := range d.Superseded {
		f := newField(rankOther, old.Address.String())
		e.add(f)
		e.formerly = append(e.formerly, f.together())
	}
	return e.ready()
}

func indexContact(c *Contact) indexed {
	e := newIndexed(Entry{Contact: c})
	if !c.Phone.IsEmpty() {
		joined := strings.ReplaceAll(c.Phone.String(), " ", "")
		e.addWhole(newField(rankAddress, joined))
	}
	e.add(newProse(rankOther, c.For.String()))
	return e.ready()
}

// newIndexed indexes what every entry has: a name and a way to reach it.
func newIndexed(entry Entry) indexed {
	e := indexed{Entry: entry}
	e.origin = originOf(entry.Name().String())
	e.addWhole(newField(rankName, entry.Name().String()))
	e.current = e.addWhole(newField(rankAddress, entry.Reach()))
	return e
}

// indexListing makes a list entry ready. Its code, postcode and commissioner are found from their start; its address lines and
// how to reach it are no place for scattered letters, for there are a million of them.
func indexListing(l *Listing) indexed {
	const mostFields, mostWhole = 8, 5
	e := indexed{Entry: Entry{Listing: l}, fields: make([]field, 0, mostFields), whole: make([]string, 0, mostWhole)}
	e.origin = originOf(l.Name.String())
	e.addWhole(newField(rankName, l.Name.String()))
	e.addCode(rankName, codeKey(l.Code.String()))
	e.add(newProse(rankTrust, l.Detail.String()))
	if !l.Reach.IsEmpty() {
		e.current = e.addWhole(newProse(rankAddress, l.Reach.String()))
	}
	e.addCode(rankOther, codeKey(l.Area.String()))
	outward, inward := postcode(l.Postcode.String())
	e.addCode(rankAddress, outward+inward)
	if inward != "" {
		e.add(newCode(rankAddress, outward))
		e.add(newCode(rankAddress, inward))
		e.whole = append(e.whole, strings.Join(wordsOf(outward+" "+inward), " "))
	}
	return e
}

// addCode takes in a code, if there is one: a query that is all of it means this entry, unless it stands for many.
func (e *indexed) addCode(r rank, key string) {
	if key == "" {
		return
	}
	e.add(newCode(r, key))
	if r != rankOther {
		e.whole = append(e.whole, key)
	}
}

// originOf is the origin of the runes of a folded name.
func originOf(name string) (origin []int) {
	if _, plain := foldASCII(name); !plain {
		_, origin = foldWithOrigin(name)
	}
	return origin
}

// ready makes an entry ready for many queries.
func (e indexed) ready() indexed {
	for i := range e.fields {
		e.fields[i].ready()
	}
	return e
}

// add takes in a field.
func (e *indexed) add(f field) { e.fields = append(e.fields, f) }

// addWhole takes in a field that a query can be the whole of, and gives its words.
func (e *indexed) addWhole(f field) string {
	e.add(f)
	e.whole = append(e.whole, f.together())
	return e.whole[len(e.whole)-1]
}

// match is how a query matches an entry, with all that the order depends on.
type match struct {
	owner int // 0 the address pasted whole is its own, 1 it was, 2 neither
	tier  Tier
	kind  entryKind
	cost  int
	score int
	order int
	entry *indexed
	best  []located // of each word
}

// located is the best match of one word.
type located struct {
	found
	field int
}

// compare puts the better match first.
func (m match) compare(other match) int {
	return cmp.Or(
		cmp.Compare(m.owner, other.owner),
		cmp.Compare(m.tier.class(), other.tier.class()),
		cmp.Compare(m.kind, other.kind),
		cmp.Compare(m.cost, other.cost),
		cmp.Compare(other.score, m.score),
		cmp.Compare(m.order, other.order),
	)
}

// match says how a query matches the entry.
func (e *indexed) match(q query) (match, bool) {
	m := match{owner: 2, kind: e.kind()}
	for _, w := range q.words {
		best, ok := e.best(w)
		if !ok {
			return match{}, false
		}
		m.best = append(m.best, best)
		m.tier = max(m.tier, best.tier)
		m.cost += int(best.tier)*int(ranks) + int(e.fields[best.field].rank)
		m.score += best.score
	}
	if len(q.words) == 0 {
		return m, true
	}
	if slices.Contains(e.whole, q.joined) {
		m.tier, m.cost = TierExact, 0
	}
	switch {
	case q.joined == e.current:
		m.owner = 0
	case slices.Contains(e.formerly, q.joined):
		m.owner = 1
	}
	return m, true
}

// best is the best match of a word in any field, of equals the one of the field that says the most.
func (e *indexed) best(w word) (located, bool) {
	for _, way := range []func(*field, word) (found, bool){(*field).standing, (*field).scattered, (*field).slipped} {
		best, ok := located{}, false
		for i := range e.fields {
			if m, matches := way(&e.fields[i], w); matches && (!ok || e.better(located{m, i}, best)) {
				best, ok = located{m, i}, true
			}
		}
		if ok {
			return best, true
		}
	}
	return located{}, false
}

func (e *indexed) better(a, b located) bool {
	return cmp.Or(
		cmp.Compare(a.tier, b.tier),
		cmp.Compare(e.fields[a.field].rank, e.fields[b.field].rank),
		cmp.Compare(b.score, a.score),
	) < 0
}

// highlight gives the runes of the shown name that the words match. A word that stands nowhere in the name shows where a slip
// of it stands there, or its scattered letters where the name has its best match; one that stands elsewhere shows nothing.
func (e *indexed) highlight(words []word, best []located) []int {
	name := &e.fields[0]
	var matched []int
	for i, w := range words {
		m, ok := name.standing(w)
		if weak := best[i].tier >= TierScattered; !ok && weak {
			if m, ok = name.slipped(w); !ok && best[i].field == 0 {
				m = best[i].found
			}
		}
		for _, r := range m.runes {
			if e.origin != nil {
				r = e.origin[r]
			}
			matched = append(matched, r)
		}
	}
	return withMarks(matched, e.Name())
}

// withMarks sorts the runes of a name and adds the accents that are written as runes of their own after them.
func withMarks(matched []int, name text.Text) []int {
	runes := []rune(name.String())
	for _, at := range slices.Clone(matched) {
		for at+1 < len(runes) && isMark(runes[at+1]) {
			at++
			matched = append(matched, at)
		}
	}
	slices.Sort(matched)
	return slices.Compact(matched)
}
