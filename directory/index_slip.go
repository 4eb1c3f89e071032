package directory

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// slipped gives the entries of which a word starts with w but for one slip. In those that are not in known, and have no such
// word, folded is asked for the text: the slip may be the space between two words.
func (c *column) slipped(w word, known set, folded func(row int) string) set {
	var parts [2]set
	plainWord := len(w.folded) == len(w.runes)
	mask := letterMask(w.folded)
	var near [256]bool // where a word starts with w but for one slip, one of its first two letters is one of these
	near[w.folded[0]], near[w.folded[1]] = true, true
	halves(c.len(), worthwhile, func(half, from, to int) {
		for i := from; i < to; i++ {
			if head := c.heads[i]; plainWord && head != 0 && !near[head>>8] && !near[head&0xff] {
				continue
			}
			if bits.OnesCount64(mask&^c.masks[i]) <= 1 && c.slipsInto(w, i) {
				c.addTo(&parts[half], i)
			}
		}
	})
	found := union(parts[0], parts[1])
	return union(found, c.slippedSpace(w, known, found, folded))
}

// slipsInto says whether a word of the column starts with w but for one slip, at any of its starts.
func (c *column) slipsInto(w word, i int) bool {
	if c.heads[i] != 0 && len(w.folded) == len(w.runes) {
		_, _, ok := slip([]byte(w.folded), []byte(c.word(i)))
		return ok
	}
	return slipsInto(w, c.word(i))
}

// slipsInto says whether s starts with the word but for one slip, at any of its starts.
func slipsInto(w word, s string) bool {
	f := field{folded: s}
	_, ok := f.slipped(w)
	return ok
}

// endedBy gives, for each place in w, the words of the column whose last part is the start of w up to there.
func (c *column) endedBy(w string) [][]int {
	ended := make([][]int, len(w))
	for _, i := range c.startsOf(w) {
		if n := len(c.word(i)); n < len(w) && c.masks[i]&^plain == 0 {
			ended[n] = append(ended[n], i)
		}
	}
	for _, i := range c.loose {
		word := c.word(int(i))
		for at := max(0, len(word)-len(w)+1); at < len(word); at++ {
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
		if len(words) == 0 {
			continue
		}
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
			for row := range both(c.startingWith(rest), start).each {
				if s := folded(row); strings.Contains(s, w.folded[:cut]+" "+rest) && slipsInto(w, s) {
					if more == nil {
						more = newSet(c.entries)
					}
					more.add(row)
				}
			}
		}
	}
	return more
}
