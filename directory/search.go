package directory

// Search: what a query finds, and in which order.
//
// A receptionist types a few letters and presses Enter on the first row, so a wrong first row is a wrong clinic. The order is
// therefore built from what a person can see and say, and the clever part comes last.
//
// What is searched. An entry is a destination or a contact. It is searched in its name and aliases, its trust, its address
// (telephone number, web address), the addresses that it had before, and, of a contact, in what to ask it. Case, accents, the
// kinds of apostrophe and hyphen, and the number of spaces make no difference. The query is a set of words: their order and
// repetition make none either, and every one of them must match somewhere in the entry.
//
// How a word matches. Each word takes the best tier that it reaches in any field:
//
//	word       it stands there as a whole word            amd   in "SMH wet AMD referrals"
//	prefix     a word starts with it                      cata  in "Bucks direct cataract referrals"
//	inside     it stands inside a word                    tract in "cataract"
//	scattered  its letters stand there, in this order     ctrct in "cataract"
//	slip       a word starts with it but for one slip     catarcat, catract, cattaract, cadaract
//
// The first three are found as they stand. Scattered letters are sahilm/fuzzy's, with its score. It is asked for one word at a
// time, in one field at a time, never for a word that is found better already nor for one so long that its score
// overflows (its own answer would then depend on word order, put scattered initials above the word itself, and bury a pasted
// address). A slip is two letters swapped, one missing, one too many or one wrong, in a word of at least four letters.
//
// The order. An entry is as good as its worst word. Compared one after the other:
//
//  1. who owns the address that was pasted whole: now, then formerly, then everybody else;
//  2. the class: strong (word or prefix), inside, scattered, slip. So no scattered match is ever above one that a person
//     can point at, and no slip above a match without one;
//  3. destinations before contacts: this is a desk for sending referrals;
//  4. the cost: nothing where the query is all of the name, an alias or the address; else each word's tier, and within a
//     tier its field (name and aliases, trust, address, the rest), summed over the words;
//  5. the summed score of the scattered words;
//  6. the order of the directory.
//
// The last makes the order total: the same query over the same directory always gives the same rows, and no sort can shuffle
// equals. Nothing is kept from one query to the next, so the rows can't belong to an earlier one.
//
// This is the slow and obvious way: it looks at every field of every entry. It is the reference for anything faster.

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"referraldesk/policy/text"
)

// longestQuery, in runes, is more than a name and an address together. Nothing matches a longer query.
const longestQuery = 512

// Tier is how well a query matches an entry: as well as the worst of its words. A lower one is better.
type Tier uint8

const (
	TierAll       Tier = iota // the query is empty, so it matches everything
	TierExact                 // the query is all of the name, an alias or the address
	TierWord                  // every word stands there as a whole word
	TierPrefix                // every word starts one
	TierInside                // a word stands inside another
	TierScattered             // the letters of a word stand there in their order, with others between them
	TierSlip                  // a word has one slip in it
)

// class groups the tiers that are told apart only by their cost.
func (t Tier) class() Tier {
	if t < TierPrefix {
		return TierPrefix
	}
	return t
}

// Entry is what a query can find. Exactly one of the two is set. Both belong to the directory that was indexed.
type Entry struct {
	Destination *Destination
	Contact     *Contact // never for patient data
}

// ID is the id of the destination or contact.
func (e Entry) ID() string {
	if e.Contact != nil {
		return e.Contact.ID
	}
	return e.Destination.ID
}

// Name is the name as it is shown.
func (e Entry) Name() text.Text {
	if e.Contact != nil {
		return e.Contact.Name
	}
	return e.Destination.Name
}

// Reach is the address of a destination; of a contact its address, telephone number or web address.
func (e Entry) Reach() string {
	if e.Contact != nil {
		return e.Contact.Reach()
	}
	return e.Destination.Address.String()
}

// Hit is an entry that a query found.
type Hit struct {
	Entry
	Tier    Tier
	Matched []int // which runes of the name matched, ascending; none where the match lies elsewhere
}

// Index answers queries over a directory. It never changes and may be used by several goroutines at once.
type Index struct{ entries []indexed }

// indexed is an entry made ready for searching.
type indexed struct {
	Entry
	fields   []field  // the name first
	origin   []int    // for each rune of the folded name, the rune of the shown name that it came from
	whole    []string // the words of each name, alias and address: a query with exactly these means this entry
	current  string   // the words of its address now
	formerly []string // the words of the addresses that it had before
}

// NewIndex makes an index of all destinations, in their order, and after them all contacts. The directory must not change
// afterwards.
func NewIndex(dir *Directory) *Index {
	x := &Index{}
	for i := range dir.Destinations {
		x.entries = append(x.entries, indexDestination(&dir.Destinations[i]))
	}
	for i := range dir.Contacts {
		x.entries = append(x.entries, indexContact(&dir.Contacts[i]))
	}
	return x
}

func indexDestination(d *Destination) indexed {
	e := newIndexed(Entry{Destination: d})
	for _, alias := range d.Aliases {
		e.whole = append(e.whole, e.add(newField(rankName, alias.String())))
	}
	e.add(newField(rankTrust, d.Trust.String()))
	for _, old := range d.Superseded {
		e.formerly = append(e.formerly, e.add(newField(rankOther, old.Address.String())))
	}
	return e
}

func indexContact(c *Contact) indexed {
	e := newIndexed(Entry{Contact: c})
	if !c.Phone.IsEmpty() {
		joined := strings.ReplaceAll(c.Phone.String(), " ", "")
		e.whole = append(e.whole, e.add(newField(rankAddress, joined)))
	}
	prose := newField(rankOther, c.For.String())
	prose.prose = true
	e.add(prose)
	return e
}

// newIndexed indexes what every entry has: a name and a way to reach it.
func newIndexed(entry Entry) indexed {
	e := indexed{Entry: entry}
	_, e.origin = foldWithOrigin(entry.Name().String())
	name := e.add(newField(rankName, entry.Name().String()))
	e.current = e.add(newField(rankAddress, entry.Reach()))
	e.whole = []string{name, e.current}
	return e
}

// add takes in a field and gives its words.
func (e *indexed) add(f field) string {
	e.fields = append(e.fields, f)
	return f.words
}

// Search gives every entry that the query matches, the best first; an empty query gives them all.
func (x *Index) Search(query string) []Hit {
	if utf8.RuneCountInString(query) > longestQuery {
		return nil
	}
	all := wordsOf(fold(text.Line(query).String()))
	words := make([]word, len(all))
	for i, w := range all {
		words[i] = newWord(w)
	}
	joined := strings.Join(all, " ")
	var matches []match
	for i := range x.entries {
		if m, ok := x.entries[i].match(words, joined); ok {
			m.order = i
			matches = append(matches, m)
		}
	}
	slices.SortFunc(matches, match.compare)
	hits := make([]Hit, len(matches))
	for i, m := range matches {
		e := &x.entries[m.order]
		hits[i] = Hit{Entry: e.Entry, Tier: m.tier, Matched: e.highlight(words, m.best)}
	}
	return hits
}

// match is how a query matches an entry, with all that the order depends on.
type match struct {
	owner int // 0 the address pasted whole is its own, 1 it was, 2 neither
	tier  Tier
	kind  int // 0 a destination, 1 a contact
	cost  int
	score int
	order int
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

// match says how the words of a query match the entry; joined are the same words in one text.
func (e *indexed) match(words []word, joined string) (match, bool) {
	m := match{owner: 2}
	if e.Contact != nil {
		m.kind = 1
	}
	for _, w := range words {
		best, ok := e.best(w)
		if !ok {
			return match{}, false
		}
		m.best = append(m.best, best)
		m.tier = max(m.tier, best.tier)
		m.cost += int(best.tier)*int(ranks) + int(e.fields[best.field].rank)
		m.score += best.score
	}
	if len(words) == 0 {
		return m, true
	}
	if slices.Contains(e.whole, joined) {
		m.tier, m.cost = TierExact, 0
	}
	switch {
	case joined == e.current:
		m.owner = 0
	case slices.Contains(e.formerly, joined):
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
			matched = append(matched, e.origin[r])
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
