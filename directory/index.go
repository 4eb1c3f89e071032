package directory

// The fast way through a list: which of a million entries go first, in the time between two key presses.
//
// The order is search.go's to the last tie; here is how to get it without looking at every entry. Four facts carry the design.
//
// Lists say the same words again and again. A million practices share some ten thousand words ("surgery", "road", "mk9"), and
// no word of a query holds a space. So whether it stands somewhere, whole, at the start, inside or with a slip, is asked once of
// each different word of a column (names, address lines, e-mail addresses), not of each text. Each word lists the entries that
// hold it; one that many hold keeps them as a set of bits. Codes and postcodes differ in nearly every entry, so they are cut in
// two ("a81|001", "hp20|1aa"), whose halves are few again. See index_column.go, index_code.go.
//
// So an entry is kept as the numbers of its words, and a word once for all of them: a third of the room of the texts, and what the
// list is turned round from when all are in. See index_pack.go, index_build.go.
//
// Sets of bits are cheap. A set of a million entries is 125 kB, and joining two takes some ten microseconds. All that the order
// needs is kept in sets, for each word of the query: the entries of each class, and the cost, one set for each binary digit of
// it. The costs of several words are added as sets, digit by digit, all entries at once. The best rows are then found from the
// top digit down: those without it first, and never more than the window asks for. How many there are in all is a count of bits.
// A single letter, which nearly every word has, finds its sets made when the list was packed. See index_word.go, index_order.go,
// index_letter.go.
//
// Only scattered letters need the names themselves. Each name is cut into eight parts, and for each letter and part there is a set
// of the names that have it there. Letters in parts one after the other lie in order, and those that would have to go back do not:
// both come out of the sets, for 64 names at once, and few names are read. Whoever matches "smh" matched "sm": the sets of the last
// few words are kept, and the next letter looks only there; and of "smh eye" the letters of "eye" need be looked for only where
// "smh" was found. That is memory and not state: each set says for which other words it holds, so typing, deleting and pasting give
// the same. See index_place.go, index_name.go.
//
// A slip leaves one of a word's first two letters in the first two places, so it is looked for only in words that have one of them
// there. See index_slip.go.
//
// A weak match needs a score only when it can be seen. While strong matches fill the window, scattered ones are counted and not
// scored. When they are scored, the initials of a name bound its score from above (a letter at the start of a word gives 20
// points, neighbours 5, 15, 45 …, every letter that is not matched costs one), and a name that can't come into the window any
// more is passed over. The score is sahilm/fuzzy's, written for the bytes of folded ASCII; for anything else that package is
// asked. See index_score.go.
//
// Two cores share each walk (words, names, scores) that is long enough to be worth waking the other one.

import (
	"sync"

	"referraldesk/policy/text"
)

// Listing is an entry of a list: an organisation or a person that a referral can name.
type Listing struct {
	Code      text.Text // its ODS code; empty where it has none
	Name      text.Text
	Detail    text.Text // where it lies: its address lines and town
	Reach     text.Text // its e-mail address or telephone number; empty where the list gives none
	Postcode  text.Text
	Area      text.Text // the code of its commissioner; empty where the list gives none
	Closed    bool
	Preferred bool // goes before the rest of its list: a GP practice, which has prescribing setting 4
}

func (l *Listing) kind() entryKind {
	k := aListing
	if l.Closed {
		k = aClosedListing
	}
	if !l.Preferred {
		k++
	}
	return k
}

// Listings are the entries of all lists, packed for searching: up to 4 GB of text. What they answer never changes, and they may be
// used by several goroutines at once.
type Listings struct {
	records packed   // the entries, one after the other
	ends    []uint32 // where each entry ends in records
	texts   [texts]packedTexts
	kinds   [entryKinds]set
	names   names
	name    *column
	detail  *column
	reach   *column
	code    codes
	post    codes
	area    codes
	recent  []*wordSets // the last words asked for, the latest first
	recents sync.Mutex  // guards recent
}

// Len is how many entries there are.
func (l *Listings) Len() int { return len(l.ends) }

// record is an entry as it is packed.
func (l *Listings) record(row int) packedEntry {
	from := uint32(0)
	if row > 0 {
		from = l.ends[row-1]
	}
	return packedEntry(l.records.between(from, l.ends[row]))
}

// at unpacks an entry.
func (l *Listings) at(row int) *Listing {
	e, rest := &Listing{}, l.record(row)
	var room [32]uint32
	for i, to := range e.texts() {
		*to = text.Block(l.texts[i].shown(rest.next(room[:])))
	}
	e.Closed = l.kinds[aClosedListing].has(row) || l.kinds[anotherClosedListing].has(row)
	e.Preferred = l.kinds[aListing].has(row) || l.kinds[aClosedListing].has(row)
	return e
}

// folded is one of the texts of an entry, folded.
func (l *Listings) folded(row, which int) string {
	rest := l.record(row)
	var room [32]uint32
	for range which {
		rest.next(room[:])
	}
	return l.texts[which].folded(rest.next(room[:]))
}

// match is what the slow way says about an entry that the fast one found.
func (l *Listings) match(row int, q query) match {
	e := indexListing(l.at(row))
	m, _ := e.match(q)
	m.entry, m.order = &e, row
	return m
}

// find gives the entries that go first, at most limit of them, and how many the query matches in all.
func (l *Listings) find(q query, limit int) (rows []int, total int) {
	o := l.newOrdering(q, l.setsOf(q))
	return o.first(limit), o.total()
}
