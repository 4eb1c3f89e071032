package directory

import (
	"hash/maphash"
	"iter"
	"strings"
)

// NewListings packs the entries of lists, in their order. It may take a second for a million; nothing of what it is given is
// kept.
func NewListings(entries iter.Seq[Listing]) *Listings {
	b := &listBuilder{lists: &Listings{}, code: newCodesBuilder(false), post: newCodesBuilder(true), area: newCodesBuilder(false)}
	b.name, b.detail, b.reach = newColumnBuilder(), newColumnBuilder(), newColumnBuilder()
	for e := range entries {
		b.add(e)
	}
	return b.listings()
}

// listBuilder takes in one entry after the other.
type listBuilder struct {
	lists               *Listings // apart, so that nothing else of the builder outlives it
	names               []byte
	kinds               []entryKind
	name, detail, reach *columnBuilder
	code, post, area    *codesBuilder
}

func (b *listBuilder) add(e Listing) {
	for _, t := range e.texts() {
		b.lists.shown = append(append(b.lists.shown, t.String()...), 0)
	}
	b.lists.ends = append(b.lists.ends, uint32(len(b.lists.shown)))
	b.kinds = append(b.kinds, e.kind())
	name := fold(e.Name.String())
	b.addName(name)
	b.name.addText(name)
	b.detail.addText(fold(e.Detail.String()))
	b.reach.addText(fold(e.Reach.String()))
	b.code.add(cutCode(codeKey(e.Code.String())))
	b.post.add(postcode(e.Postcode.String()))
	b.area.add(cutCode(codeKey(e.Area.String())))
}

func (b *listBuilder) addName(folded string) {
	n := &b.lists.names
	b.names = append(b.names, folded...)
	n.ends = append(n.ends, uint32(len(b.names)))
	n.quarters = append(n.quarters, quartersOf(folded))
	n.initials = append(n.initials, initialsOf(folded))
	n.counts = append(n.counts, uint8(min(len(wordsOf(folded)), manyWords)))
}

func (b *listBuilder) listings() *Listings {
	l := b.lists
	l.names.text = string(b.names)
	b.names = nil
	for row, k := range b.kinds {
		if l.kinds[k] == nil {
			l.kinds[k] = newSet(len(b.kinds))
		}
		l.kinds[k].add(row)
	}
	l.name, l.detail, l.reach = b.name.column(), b.detail.column(), b.reach.column()
	l.code, l.post, l.area = b.code.codes(), b.post.codes(), b.area.codes()
	return l
}

// columnBuilder takes in the words of one entry after the other.
type columnBuilder struct {
	text  []byte
	ends  []uint32
	seed  maphash.Seed
	slots []uint32 // a hash table: one more than a word's number, or 0
	count []uint32 // of entries with each word
	last  []uint32 // one more than the last entry with each word
	words []uint32 // of all entries, each word once for an entry
	upTo  []uint32 // where the words of each entry end in words
}

func newColumnBuilder() *columnBuilder {
	return &columnBuilder{seed: maphash.MakeSeed(), slots: make([]uint32, 1024)}
}

// addText takes in the next entry, by its text.
func (b *columnBuilder) addText(folded string) {
	for word := range strings.SplitSeq(folded, " ") {
		if word != "" {
			b.addWord(word)
		}
	}
	b.endEntry()
}

func (b *columnBuilder) endEntry() { b.upTo = append(b.upTo, uint32(len(b.words))) }

func (b *columnBuilder) addWord(word string) {
	n := b.number(word)
	if entry := uint32(len(b.upTo)) + 1; b.last[n] != entry {
		b.last[n] = entry
		b.count[n]++
		b.words = append(b.words, n)
	}
}

// number is the number of a word, a new one where there is none yet.
func (b *columnBuilder) number(word string) uint32 {
	slot := b.slot(word)
	if b.slots[slot] == 0 {
		b.text = append(b.text, word...)
		b.ends = append(b.ends, uint32(len(b.text)))
		b.count, b.last = append(b.count, 0), append(b.last, 0)
		b.slots[slot] = uint32(len(b.ends))
		if 2*len(b.ends) > len(b.slots) {
			b.grow()
			return uint32(len(b.ends) - 1)
		}
	}
	return b.slots[slot] - 1
}

// slot is where a word stands in the table, or could.
func (b *columnBuilder) slot(word string) uint64 {
	last := uint64(len(b.slots) - 1)
	slot := maphash.String(b.seed, word) & last
	for b.slots[slot] != 0 && string(b.word(b.slots[slot]-1)) != word {
		slot = (slot + 1) & last
	}
	return slot
}

func (b *columnBuilder) word(n uint32) []byte {
	from := uint32(0)
	if n > 0 {
		from = b.ends[n-1]
	}
	return b.text[from:b.ends[n]]
}

func (b *columnBuilder) grow() {
	b.slots = make([]uint32, 2*len(b.slots))
	for n := range b.ends {
		b.slots[b.slot(string(b.word(uint32(n))))] = uint32(n) + 1
	}
}

// denseShare is one part in so many entries: a word that more of them have takes less room as a set.
const denseShare = 32

// column turns the words of the entries round into the entries of each word.
func (b *columnBuilder) column() column {
	b.slots, b.last = nil, nil
	c := column{entries: len(b.upTo), text: string(b.text), ends: b.ends, from: make([]uint32, len(b.ends)+1), dense: map[uint32]set{}}
	for i := range b.ends {
		c.masks = append(c.masks, letterMask(c.word(i)))
		c.from[i+1] = c.from[i]
		if int(b.count[i])*denseShare > c.entries {
			c.dense[uint32(i)] = newSet(c.entries)
		} else {
			c.from[i+1] += b.count[i]
		}
	}
	c.rows = make([]uint32, c.from[len(b.ends)])
	next := append([]uint32(nil), c.from...)
	at := uint32(0)
	for row, end := range b.upTo {
		for _, n := range b.words[at:end] {
			if c.from[n] == c.from[n+1] {
				c.dense[n].add(row)
				continue
			}
			c.rows[next[n]] = uint32(row)
			next[n]++
		}
		at = end
	}
	return c
}

// codesBuilder takes in the code of one entry after the other.
type codesBuilder struct {
	head, tail *columnBuilder
	parted     bool
}

func newCodesBuilder(parted bool) *codesBuilder {
	return &codesBuilder{newColumnBuilder(), newColumnBuilder(), parted}
}

func (b *codesBuilder) add(head, tail string) {
	if head != "" {
		b.head.addWord(head)
		b.tail.addWord(tail)
	}
	b.head.endEntry()
	b.tail.endEntry()
}

func (b *codesBuilder) codes() codes {
	return codes{head: b.head.column(), tail: b.tail.column(), parted: b.parted}
}
