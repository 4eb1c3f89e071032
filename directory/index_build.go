package directory

import (
	"hash/maphash"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// NewListings packs the entries of lists, in their order. It may take a few seconds for a million; nothing of what it is given is
// kept.
//
// It goes through the entries once, giving each different word a number, and then through what it packed, to turn it round: by
// then the size of every set and table is known, and none is copied to a larger one while the memory is at its fullest.
func NewListings(entries iter.Seq[Listing]) *Listings {
	b := newListBuilder()
	for e := range entries {
		b.add(e)
	}
	return b.listings()
}

// listBuilder takes in one entry after the other.
type listBuilder struct {
	lists  *Listings // apart, so that nothing else of the builder outlives it
	kinds  []entryKind
	texts  [texts]textBuilder
	record []byte // room for one
}

func newListBuilder() *listBuilder {
	return &listBuilder{lists: &Listings{}, texts: [texts]textBuilder{
		codeText:     newTextBuilder(appendCode, 2, ""),
		nameText:     newTextBuilder(appendWords, 1, " "),
		detailText:   newTextBuilder(appendWords, 1, " "),
		reachText:    newTextBuilder(appendWords, 1, " "),
		postcodeText: newTextBuilder(appendPostcode, 2, " "),
		areaText:     newTextBuilder(appendCode, 2, ""),
	}}
}

func (b *listBuilder) add(e Listing) {
	l := b.lists
	b.record = b.record[:0]
	for i, t := range e.texts() {
		folded := fold(t.String())
		b.record = b.texts[i].appendTo(b.record, folded, t.String())
		if i == nameText {
			l.names.add(folded)
		}
	}
	l.records.add(b.record)
	l.ends = append(l.ends, uint32(l.records.len()))
	b.kinds = append(b.kinds, e.kind())
}

func (b *listBuilder) listings() *Listings {
	l := b.lists
	l.records.close()
	l.names.close()
	for row, k := range b.kinds {
		if l.kinds[k] == nil {
			l.kinds[k] = newSet(l.Len())
		}
		l.kinds[k].add(row)
	}
	b.turn()
	for i := range b.texts {
		l.texts[i] = b.texts[i].text(l.Len())
	}
	l.name, l.detail, l.reach = l.texts[nameText].columns[0], l.texts[detailText].columns[0], l.texts[reachText].columns[0]
	for _, c := range []*column{l.name, l.detail, l.reach} {
		c.tabulateLetters()
	}
	l.code = newCodes(l.texts[codeText], false)
	l.post = newCodes(l.texts[postcodeText], true)
	l.area = newCodes(l.texts[areaText], false)
	return l
}

// turn turns the words of the entries round into the entries of the words.
func (b *listBuilder) turn() {
	l := b.lists
	for i := range b.texts {
		for _, c := range b.texts[i].columns {
			c.startTurning(l.Len())
		}
	}
	var room []uint32
	for row := range l.Len() {
		rest := l.record(row)
		for i := range b.texts {
			room = rest.next(room).words
			for at, word := range room {
				b.texts[i].column(at).turn(word, row)
			}
		}
	}
}

// textBuilder takes in one of the texts of every entry.
type textBuilder struct {
	columns []*columnBuilder // the words of a text go to these in turn
	cut     func(words []string, folded string) []string
	glue    string   // what stands between the words
	words   []string // room for those of one text
	numbers []uint32
}

func newTextBuilder(cut func(words []string, folded string) []string, columns int, glue string) textBuilder {
	b := textBuilder{cut: cut, glue: glue}
	for range columns {
		b.columns = append(b.columns, newColumnBuilder())
	}
	return b
}

func (b *textBuilder) column(word int) *columnBuilder { return b.columns[word%len(b.columns)] }

// appendTo adds the text of the next entry to its record.
func (b *textBuilder) appendTo(record []byte, folded, shown string) []byte {
	b.words, b.numbers = b.cut(b.words[:0], folded), b.numbers[:0]
	for i, word := range b.words {
		b.numbers = append(b.numbers, b.column(i).add(word))
	}
	for _, c := range b.columns {
		c.entry++
	}
	return appendText(record, b.numbers, strings.Join(b.words, b.glue), shown)
}

// text is what is kept of the builder.
func (b *textBuilder) text(entries int) packedTexts {
	t := packedTexts{glue: b.glue}
	for _, c := range b.columns {
		t.columns = append(t.columns, c.column(entries))
	}
	return t
}

// appendWords cuts a text at its spaces.
func appendWords(words []string, folded string) []string {
	for word := range strings.SplitSeq(folded, " ") {
		if word != "" {
			words = append(words, word)
		}
	}
	return words
}

// appendCode cuts a code in two. An empty one has no parts.
func appendCode(words []string, folded string) []string {
	if head, tail := cutCode(codeKey(folded)); head != "" {
		return append(words, head, tail)
	}
	return words
}

// appendPostcode cuts a postcode in two. An empty one has no parts.
func appendPostcode(words []string, folded string) []string {
	if outward, inward := postcode(folded); outward != "" {
		return append(words, outward, inward)
	}
	return words
}

// columnBuilder takes in the words of one entry after the other, each by its number, and then the entries of each word.
type columnBuilder struct {
	text  []byte
	ends  []uint32
	seed  maphash.Seed
	slots []uint32 // a hash table: one more than a word's number, or 0
	count []uint32 // of entries with each word
	last  []uint32 // one more than the last entry with each word
	entry uint32   // the entry that is taken in

	rows  []uint32
	from  []uint32 // of each word but the first, where its next entry goes
	dense map[uint32]set
}

func newColumnBuilder() *columnBuilder {
	return &columnBuilder{seed: maphash.MakeSeed(), slots: make([]uint32, 64)}
}

// add takes in a word of the entry and gives its number.
func (b *columnBuilder) add(word string) uint32 {
	n := b.number(word)
	if b.last[n] != b.entry+1 {
		b.last[n] = b.entry + 1
		b.count[n]++
	}
	return n
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

// startTurning makes room for the entries of each word.
func (b *columnBuilder) startTurning(entries int) {
	b.slots = nil
	clear(b.last)
	b.from, b.dense = make([]uint32, len(b.ends)+1), map[uint32]set{}
	total := uint32(0)
	for n, count := range b.count {
		b.from[n+1] = total
		if int(count)*denseShare > entries {
			b.dense[uint32(n)] = newSet(entries)
		} else {
			total += count
		}
	}
	b.rows = make([]uint32, total)
}

// turn takes in an entry of a word. Entries come in ascending order.
func (b *columnBuilder) turn(word uint32, row int) {
	if b.last[word] == uint32(row)+1 {
		return
	}
	b.last[word] = uint32(row) + 1
	if s := b.dense[word]; s != nil {
		s.add(row)
		return
	}
	b.rows[b.from[word+1]] = uint32(row)
	b.from[word+1]++
}

// column is what is kept of the builder. After the last entry of a word the first one of the next is to come.
func (b *columnBuilder) column(entries int) *column {
	c := &column{entries: entries, text: string(b.text), ends: b.ends, rows: b.rows, from: b.from, dense: b.dense}
	c.tabulate()
	return c
}

// tabulate makes the tables by which the words of a column are found.
func (c *column) tabulate() {
	c.masks, c.blocks, c.order = make([]uint64, c.len()), make([]uint64, blocksOf(c.len())), make([]uint32, c.len())
	c.starts = make([]uint32, startKinds*startKinds+1)
	for i := range c.masks {
		word := c.word(i)
		c.masks[i] = letterMask(word)
		c.blocks[i/64] |= c.masks[i]
		c.starts[startKindsOf(word)+1]++
		if isLoose(word) {
			c.loose = append(c.loose, uint32(i))
		}
	}
	for i := range len(c.starts) - 1 {
		c.starts[i+1] += c.starts[i]
	}
	next := slices.Clone(c.starts)
	for i := range c.order {
		at := startKindsOf(c.word(i))
		c.order[next[at]] = uint32(i)
		next[at]++
	}
}

// isLoose says whether a word has another start than its first letter, or more than ASCII in it.
func isLoose(word string) bool {
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf || i > 0 && plainLetters[word[i]] && !plainLetters[word[i-1]] {
			return true
		}
	}
	return false
}
