package directory

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// slipped gives the entries of which a word starts with w but for one slip. In those that are not in known, and have no such
// word, folded is asked for the text: the slip may be the space between two words.
func (c *column) slipped(w word, known set, folded func(row int) string) (found set) {
	mask := letterMask(w.folded)
	look := func(words []uint32, slips func(word string) bool) {
		for _, i := range words {
			if bits.OnesCount64(mask&^c.masks[i]) <= 1 && slips(c.word(int(i))) {
				c.addTo(&found, int(i))
			}
		}
	}
	if len(w.folded) != len(w.runes) {
		look(c.order, func(word string) bool { return slipsInto(w, word) })
	} else {
		look(c.loose, func(word string) bool { return slipsInto(w, word) })
		typed := []byte(w.folded)
		slips := func(word string) bool {
			_, _, ok := slip(typed, []byte(word))
			return ok
		}
		for _, words := range c.near(w.folded[0], w.folded[1]) {
			look(words, slips)
		}
	}
	return union(found, c.slippedSpace(w, known, found, folded))
}

// near gives the words that start with a letter or digit of ASCII, and have one of two letters in their first two places: one of
// the first two letters of a word stands there whatever the slip.
func (c *column) near(a, b byte) (found [][]uint32) {
	kinds := [2]int{startKind(a), startKind(b)}
	for first := range otherStart {
		if first == kinds[0] || first == kinds[1] {
			found = append(found, c.starting(first, 0, otherStart))
			continue
		}
		for _, second := range kinds {
			found = append(found, c.starting(first, second, second))
		}
	}
	return found
}

// slipsInto says whether s starts with the word but for one slip, at any of its starts.
func slipsInto(w word, s string) bool {
	if letterMask(w.folded)&beyond != 0 || letterMask(s)&beyond != 0 {
		f := field{folded: s}
		_, ok := f.slipped(w)
		return ok
	}
	typed := []byte(w.folded)
	for at := 0; at+len(typed)-1 <= len(s); at++ {
		if !plainLetters[s[at]] || at > 0 && plainLetters[s[at-1]] {
			continue
		}
		if _, _, ok := slip(typed, []byte(s[at:])); ok {
			return true
		}
	}
	return false
}

// endedBy gives, for each place in w, the words of the column whose last part is the start of w up to there.
func (c *column) endedBy(w string) [][]int {
	ended := make([][]int, len(w))
	for _, i := range c.startsOf(w) {
		if word := c.word(i); len(word) < len(w) && startsWordAt(word, 0) {
			ended[len(word)] = append(ended[len(word)], i)
		}
	}
	for _, i := range c.loose {
		word := c.word(int(i))
		for at := max(1, len(word)-len(w)+1); at < len(word); at++ {
			if last := word[at:]; last[0] == w[0] && strings.HasPrefix(w, last) && startsWordAt(word, at) {
				ended[len(last)] = append(ended[len(last)], int(i))
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
	for cut, words := range c.endedBy(w.folded) {
		var start set
		for _, word := range words {
			c.addTo(&start, word)
		}
		start.without(known)
		start.without(found)
		if start.isEmpty() {
			continue
		}
		_, size := utf8.DecodeRuneInString(w.folded[cut:])
		for _, rest := range []string{w.folded[cut:], w.folded[cut+size:]} {
			if rest == "" {
				continue
			}
			likely := both(c.startingWith(rest), start)
			likely.keep(func(row int) bool {
				s := folded(row)
				return strings.Contains(s, w.folded[:cut]+" "+rest) && slipsInto(w, s)
			})
			more = union(more, likely)
		}
	}
	return more
}
