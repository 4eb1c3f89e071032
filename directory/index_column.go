package directory

import (
	"math/bits"
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

// where gives the entries that have a word of which is is true.
func (c *column) where(is func(word string) bool) (s set) {
	for i := range c.len() {
		if is(c.word(i)) {
			c.addTo(&s, i)
		}
	}
	return s
}

func (c *column) startingWith(start string) set {
	return c.where(func(word string) bool { return strings.HasPrefix(word, start) })
}

// startingWithAny does this for several starts in one walk.
func (c *column) startingWithAny(starts []string) []set {
	found := make([]set, len(starts))
	var first [256]bool
	for _, start := range starts {
		first[start[0]] = true
	}
	for i := range c.len() {
		word := c.word(i)
		if !first[word[0]] {
			continue
		}
		for at, start := range starts {
			if strings.HasPrefix(word, start) {
				c.addTo(&found[at], i)
			}
		}
	}
	return found
}

// standing are the entries in which a word stands, by how it does.
type standing struct {
	tiers [TierInside + 1]set // from TierWord on; an entry may be in several
	held  []uint32            // the words of the column in which it stands
}

// worthwhile is how many words, names or scores are worth a second goroutine.
const worthwhile = 2048

// standing looks for w in the words of the column, or in those among them where its start is known to stand only there.
func (c *column) standing(w string, among *standing) standing {
	mask := letterMask(w)
	n := c.len()
	if among != nil {
		n = len(among.held)
	}
	var parts [2]standing
	halves(n, worthwhile, func(half, from, to int) {
		part := &parts[half]
		for i := from; i < to; i++ {
			word := uint32(i)
			if among != nil {
				word = among.held[i]
			}
			if mask&^c.masks[word] != 0 {
				continue
			}
			if tier, ok := c.stands(int(word), w, mask); ok {
				c.addTo(&part.tiers[tier], int(word))
				part.held = append(part.held, word)
			}
		}
	})
	for tier := range parts[0].tiers {
		parts[0].tiers[tier] = union(parts[0].tiers[tier], parts[1].tiers[tier])
	}
	parts[0].held = append(parts[0].held, parts[1].held...)
	return parts[0]
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

// slipped gives the entries of which a word starts with w but for one slip. In those that are not in known, and have no such
// word, folded is asked for the text: the slip may be the space between two words.
func (c *column) slipped(w word, known set, folded func(row int) string) set {
	mask := letterMask(w.folded)
	var parts [2]set
	halves(c.len(), worthwhile, func(half, from, to int) {
		for i := from; i < to; i++ {
			if bits.OnesCount64(mask&^c.masks[i]) <= 1 && slipsInto(w, c.word(i)) {
				c.addTo(&parts[half], i)
			}
		}
	})
	found := union(parts[0], parts[1])
	more := c.slippedSpace(w, known, found, folded)
	return union(found, more)
}

// slipsInto says whether s starts with the word but for one slip, at any of its starts.
func slipsInto(w word, s string) bool {
	if len(w.folded) == len(w.runes) && letterMask(s)&beyond == 0 {
		return slipsIntoASCII(w.folded, s)
	}
	f := field{folded: s}
	_, ok := f.slipped(w)
	return ok
}

func slipsIntoASCII(w, s string) bool {
	for at := 0; at+len(w)-1 <= len(s); at++ {
		if !plainLetters[s[at]] || at > 0 && plainLetters[s[at-1]] {
			continue
		}
		// One of the first two letters stands near its place.
		if s[at] == w[0] || s[at] == w[1] || at+1 < len(s) && (s[at+1] == w[0] || s[at+1] == w[1]) {
			if _, _, ok := slip([]byte(w), []byte(s[at:])); ok {
				return true
			}
		}
	}
	return false
}

// endedBy gives, for each place in w, the words of the column whose last part is the start of w up to there.
func (c *column) endedBy(w string) map[int][]int {
	ended := map[int][]int{}
	mask := letterMask(w)
	for i, letters := range c.masks {
		if letters&^plain == 0 && letters&^mask != 0 {
			continue
		}
		word := c.word(i)
		for at := max(0, len(word)-len(w)+1); at < len(word); at++ {
			if last := word[at:]; last[0] == w[0] && strings.HasPrefix(w, last) && startsWordAt(word, at) {
				ended[len(last)] = append(ended[len(last)], i)
			}
		}
	}
	return ended
}

// startsWordAt says whether a letter or digit stands at that byte of s, and none before it.
func startsWordAt(s string, at int) bool {
	here, _ := utf8.DecodeRuneInString(s[at:])
	return isLetterOrDigit(here) && edge(s, at)
}

// slippedSpace gives the entries in which one word ends with the start of w and the next one starts with the rest of it: the
// space between them was left out, or another letter typed for it. It passes over those known or found.
func (c *column) slippedSpace(w word, known, found set, folded func(row int) string) (more set) {
	var cuts []int
	var rests []string
	ended := c.endedBy(w.folded)
	for cut := range ended {
		_, size := utf8.DecodeRuneInString(w.folded[cut:])
		for _, rest := range []string{w.folded[cut:], w.folded[cut+size:]} {
			if rest != "" {
				cuts, rests = append(cuts, cut), append(rests, rest)
			}
		}
	}
	if len(cuts) == 0 {
		return nil
	}
	for i, likely := range c.startingWithAny(rests) {
		if likely == nil {
			continue
		}
		var start set
		for _, word := range ended[cuts[i]] {
			c.addTo(&start, word)
		}
		likely.and(start)
		likely.without(known)
		likely.without(found)
		for row := range likely.each {
			if s := folded(row); strings.Contains(s, w.folded[:cuts[i]]+" "+rests[i]) && slipsInto(w, s) {
				if more == nil {
					more = newSet(c.entries)
				}
				more.add(row)
			}
		}
	}
	return more
}
