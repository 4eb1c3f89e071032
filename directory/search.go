package directory

// Search: what a query finds, and in which order.
//
// A receptionist types a few letters and presses Enter on the first row, so a wrong first row is a wrong clinic. The order is
// therefore built from what a person can see and say, and the clever part comes last.
//
// What is searched. An entry is a destination, a contact or an entry of a list (a GP practice). It is searched in its name and
// aliases, its trust, its address (telephone number, web address), the addresses that it had before, and, of a contact, in what
// to ask it; of a list entry in its name and code, its address lines, its e-mail address or telephone number, its postcode, with
// and without the space, and its commissioner. Case, accents, the kinds of apostrophe and hyphen, and the number of spaces make
// no difference. The query is a set of words: their order and
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
//  3. destinations before contacts before list entries: this is a desk for sending referrals. Of a list, what is at work before
//     what is closed, and in each of them what the list prefers (GP practices: prescribing setting 4);
//  4. the cost: nothing where the query is all of the name, an alias, the address, the code or the postcode; else each word's tier, and within a
//     tier its field (name and aliases, trust, address, the rest), summed over the words;
//  5. the summed score of the scattered words;
//  6. the order of the directory.
//
// The last makes the order total: the same query over the same directory always gives the same rows, and no sort can shuffle
// equals. Rows never depend on an earlier query: whatever the speed of typing or pasting, they belong to the whole of this one.
//
// Two ways lead to the same rows. match_entry.go holds the slow and obvious one, which looks at every field of every entry. It
// answers for destinations and contacts, of which there are few, and it is the reference for the fast one: lists go through
// index.go, which only finds out which of their entries go first. What is then said of those (tier, lit letters) the slow way
// says, for they are few again. A test holds the two together, ties included.

import (
	"math"
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

// Entry is what a query can find. Exactly one of the three is set. The first two belong to the directory that was indexed.
type Entry struct {
	Destination *Destination
	Contact     *Contact // never for patient data
	Listing     *Listing // whom a referral names, never where it goes
}

// ID is the id of the destination or contact, the code of the list entry.
func (e Entry) ID() string {
	switch {
	case e.Contact != nil:
		return e.Contact.ID
	case e.Listing != nil:
		return e.Listing.Code.String()
	}
	return e.Destination.ID
}

// Name is the name as it is shown.
func (e Entry) Name() text.Text {
	switch {
	case e.Contact != nil:
		return e.Contact.Name
	case e.Listing != nil:
		return e.Listing.Name
	}
	return e.Destination.Name
}

// Reach is the address of a destination; of a contact its address, telephone number or web address; of a list entry what its
// list gives, which may be nothing.
func (e Entry) Reach() string {
	switch {
	case e.Contact != nil:
		return e.Contact.Reach()
	case e.Listing != nil:
		return e.Listing.Reach.String()
	}
	return e.Destination.Address.String()
}

// entryKind orders the entries that a query matches in the same way. A lower one goes first.
type entryKind uint8

const (
	aDestination entryKind = iota
	aContact
	aListing // that its list prefers
	anotherListing
	aClosedListing
	anotherClosedListing
	entryKinds
)

func (e Entry) kind() entryKind {
	switch {
	case e.Contact != nil:
		return aContact
	case e.Listing != nil:
		return e.Listing.kind()
	}
	return aDestination
}

// Hit is an entry that a query found.
type Hit struct {
	Entry
	Tier    Tier
	Matched []int // which runes of the name matched, ascending; none where the match lies elsewhere
}

// Index answers queries over a directory. It never changes and may be used by several goroutines at once.
type Index struct {
	entries []indexed
	lists   *Listings // nil where there are none
}

// Result is what a query found.
type Result struct {
	Total int   // how many entries it matches in all
	Hits  []Hit // the best of them, the best first
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

// With is the index with these list entries after its own, in place of any that it had. It takes no time, so that a list can be
// read and packed while the desk works without it.
func (x *Index) With(lists *Listings) *Index { return &Index{entries: x.entries, lists: lists} }

// Search gives every entry that the query matches, the best first; an empty query gives them all. Over a long list ask [Index.Find].
func (x *Index) Search(query string) []Hit { return x.Find(query, math.MaxInt).Hits }

// Find gives the best entries that the query matches, at most limit of them, and says how many there are. They are the first
// ones of [Index.Search].
func (x *Index) Find(query string, limit int) Result {
	limit = max(limit, 0)
	if utf8.RuneCountInString(query) > longestQuery {
		return Result{}
	}
	q := newQuery(query)
	var matches []match
	for i := range x.entries {
		if m, ok := x.entries[i].match(q); ok {
			m.entry, m.order = &x.entries[i], i
			matches = append(matches, m)
		}
	}
	r := Result{Total: len(matches)}
	if x.lists != nil {
		rows, total := x.lists.find(q, limit)
		r.Total += total
		for _, row := range rows {
			m := x.lists.match(row, q)
			m.order += len(x.entries)
			matches = append(matches, m)
		}
	}
	slices.SortFunc(matches, match.compare)
	r.Hits = make([]Hit, min(limit, len(matches)))
	for i, m := range matches[:len(r.Hits)] {
		r.Hits[i] = Hit{Entry: m.entry.Entry, Tier: m.tier, Matched: m.entry.highlight(q.words, m.best)}
	}
	return r
}

// query is what was typed, made ready.
type query struct {
	words  []word // different ones, in sorted order
	joined string // the same in one text
}

func newQuery(typed string) query {
	all := wordsOf(fold(text.Line(typed).String()))
	q := query{words: make([]word, len(all)), joined: strings.Join(all, " ")}
	for i, w := range all {
		q.words[i] = newWord(w)
	}
	return q
}
