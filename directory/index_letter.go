package directory

import "math/bits"

// letterHits are the entries in which a single letter or digit stands: the first key of most queries, which nearly every word
// answers to. They are worked out when the list is packed.
type letterHits struct {
	whole  []uint32 // the words of the column in which it is a word of its own
	starts set      // the entries in which it starts a word
	holds  set      // those that have it anywhere
}

// tabulateLetters works out where each letter and digit stands.
func (c *column) tabulateLetters() {
	for i := range c.len() {
		for letters := c.masks[i] & plain; letters != 0; letters &= letters - 1 {
			l := bits.TrailingZeros64(letters)
			hits := &c.letters[l]
			c.addTo(&hits.holds, i)
			switch tier, _ := c.stands(i, plainStart[l:l+1], 1<<l); tier {
			case TierWord:
				hits.whole = append(hits.whole, uint32(i))
				c.addTo(&hits.starts, i)
			case TierPrefix:
				c.addTo(&hits.starts, i)
			}
		}
	}
}

// plainStart are the letters and digits by their kind at the start of a word, which is also their bit in a mask.
const plainStart = "abcdefghijklmnopqrstuvwxyz0123456789"

// standingLetter is standing for a single letter or digit. The words are not named, for nearly all of them have it.
func (c *column) standingLetter(letter int) (s standing) {
	hits := &c.letters[letter]
	for _, i := range hits.whole {
		c.addTo(&s.tiers[TierWord], int(i))
	}
	s.tiers[TierPrefix], s.tiers[TierInside] = hits.starts, hits.holds
	return s
}
