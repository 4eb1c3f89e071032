package directory

import (
	"strings"
	"unicode/utf8"
)

// column is one text of every entry, turned round: each different word in it, and which entries have it. A word here is all that
// stands between two spaces, so that a word of a query lies inside one or nowhere.
type column struct {
	entries int
	text    string         // the words, one after the other
	ends    []uint32       // where each word ends in text
	masks   []uint64       // the letters of each word
	rows    []uint32       // the entries with the first word, ascending, then those with the second …
	from    []uint32       // where the entries of each word start in rows; one more than there are words
	dense   map[uint32]set // the entries of the words that many have; these have none in rows
	blocks  []uint64       // the letters of 64 words each
	order   []uint32       // the words by the kinds of their first two letters
	starts  []uint32       // where those of each two kinds start in order
	letters [otherStart]letterHits
	loose   []uint32 // the words that have another start than their first letter, or more than ASCII in them
}

// letterMask has a bit for each letter and digit in s, for the rest one that several share.
func letterMask(s string) (mask uint64) {
	for i := range len(s) {
		mask |= letterBits[s[i]]
	}
	return mask
}

const (
	otherBits = 36 // after the letters and the digits
	beyond    = 1 << 63
	plain     = 1<<otherBits - 1 // the letters and the digits
)

// letterBits is the bit of each byte; all that is beyond ASCII shares one.
var letterBits = func() (table [256]uint64) {
	for i := range table {
		switch {
		case i >= 'a' && i <= 'z':
			table[i] = 1 << (i - 'a')
		case i >= '0' && i <= '9':
			table[i] = 1 << (26 + i - '0')
		case i >= utf8.RuneSelf:
			table[i] = beyond
		default:
			table[i] = 1 << (otherBits + i%(63-otherBits))
		}
	}
	return table
}()

func (c *column) len() int { return len(c.ends) }

// word is a word of the column.
func (c *column) word(i int) string {
	if i == 0 {
		return c.text[:c.ends[0]]
	}
	return c.text[c.ends[i-1]:c.ends[i]]
}

// addTo adds the entries that have a word to a set, which it makes where there is none.
func (c *column) addTo(s *set, word int) {
	if *s == nil {
		*s = newSet(c.entries)
	}
	rows := c.rows[c.from[word]:c.from[word+1]]
	if len(rows) == 0 {
		s.or(c.dense[uint32(word)])
	}
	for _, row := range rows {
		s.add(int(row))
	}
}

// The kinds of the letters at the start of a word: each letter and digit of ASCII is one, all the rest is another, and so is none.
const (
	otherStart = 36
	startKinds = otherStart + 1
)

func startKind(b byte) int {
	switch {
	case b >= 'a' && b <= 'z':
		return int(b - 'a')
	case b >= '0' && b <= '9':
		return 26 + int(b-'0')
	}
	return otherStart
}

// startKindsOf gives the place of a word in starts.
func startKindsOf(word string) int {
	first, second := otherStart, otherStart
	if len(word) > 0 {
		first = startKind(word[0])
	}
	if len(word) > 1 {
		second = startKind(word[1])
	}
	return first*startKinds + second
}

// starting gives the words whose first letter is of a kind, and whose second one is of one from a kind up to another.
func (c *column) starting(first, second, upTo int) []uint32 {
	return c.order[c.starts[first*startKinds+second]:c.starts[first*startKinds+upTo+1]]
}

// likelyWith gives the words that may start with s.
func (c *column) likelyWith(s string) []uint32 {
	if len(s) > 1 {
		at := startKindsOf(s)
		return c.order[c.starts[at]:c.starts[at+1]]
	}
	return c.starting(startKindsOf(s)/startKinds, 0, otherStart)
}

// having gives the entries that have a word.
func (c *column) having(word string) (s set) {
	for _, i := range c.likelyWith(word) {
		if c.word(int(i)) == word {
			c.addTo(&s, int(i))
			return s
		}
	}
	return nil
}

// startingWith gives the entries that have a word with a start, which is not empty.
func (c *column) startingWith(start string) (s set) {
	for _, i := range c.likelyWith(start) {
		if strings.HasPrefix(c.word(int(i)), start) {
			c.addTo(&s, int(i))
		}
	}
	return s
}

// startsOf gives the words that w starts with, which is not empty.
func (c *column) startsOf(w string) (words []int) {
	for _, i := range c.likelyWith(w[:1]) {
		if strings.HasPrefix(w, c.word(int(i))) {
			words = append(words, int(i))
		}
	}
	return words
}

// standing are the entries in which a word stands, by how it does.
type standing struct {
	tiers [TierInside + 1]set // from TierWord on; an entry may be in several
	held  []uint32            // the words of the column in which it stands
}

// worthwhile is how many words, names or scores are worth a second goroutine.
const worthwhile = 1 << 15

// standing looks for w in the words of the column, or in those among them where its start is known to stand only there.
func (c *column) standing(w string, among *standing) standing {
	if len(w) == 1 && startKind(w[0]) != otherStart {
		return c.standingLetter(startKind(w[0]))
	}
	n := c.len()
	if among != nil {
		n = len(among.held)
	}
	var parts [2]standing
	halves(n, worthwhile, func(half, from, to int) {
		if among != nil {
			c.standIn(among.held[from:to], w, &parts[half])
			return
		}
		var likely []uint32
		mask := letterMask(w)
		for i := from; i < to; i++ {
			if mask&^c.blocks[i/64] != 0 {
				i |= 63
			} else if mask&^c.masks[i] == 0 {
				likely = append(likely, uint32(i))
			}
		}
		c.standIn(likely, w, &parts[half])
	})
	for tier := range parts[0].tiers {
		parts[0].tiers[tier] = union(parts[0].tiers[tier], parts[1].tiers[tier])
	}
	parts[0].held = append(parts[0].held, parts[1].held...)
	return parts[0]
}

// standIn notes how w stands in some words of the column.
func (c *column) standIn(words []uint32, w string, found *standing) {
	mask := letterMask(w)
	for _, i := range words {
		if mask&^c.masks[i] != 0 {
			continue
		}
		if tier, ok := c.stands(int(i), w, mask); ok {
			c.addTo(&found.tiers[tier], int(i))
			found.held = append(found.held, i)
		}
	}
}

// stands says how w, with these letters, stands in a word of the column. Where both are of letters and digits alone there is one
// place to be more than inside.
func (c *column) stands(i int, w string, letters uint64) (Tier, bool) {
	word := c.word(i)
	switch {
	case (letters|c.masks[i])&^plain != 0:
		tier, _, ok := stands(word, w)
		return tier, ok
	case word == w:
		return TierWord, true
	case strings.HasPrefix(word, w):
		return TierPrefix, true
	}
	return TierInside, len(w) == 1 || strings.Contains(word, w)
}
