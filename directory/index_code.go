package directory

import "strings"

// codes is a column of codes, each in two parts. Nearly every code is another one; of the parts there are few.
type codes struct {
	head, tail *column
	parted     bool // people write a space between the parts, so that the second is found by itself
}

func newCodes(texts packedTexts, parted bool) codes {
	return codes{texts.columns[0], texts.columns[1], parted}
}

// codeHead is how many bytes of a code are its first part: of an ODS code those that stand for the area.
const codeHead = 3

// codeKey is a code as it is compared: folded, without the spaces in it and the punctuation around it.
func codeKey(s string) string { return core(strings.ReplaceAll(fold(s), " ", "")) }

// cutCode gives the two parts of a code's key.
func cutCode(key string) (head, tail string) {
	at := min(len(key), codeHead)
	return key[:at], key[at:]
}

// postcode gives the outward and the inward part of a postcode; all is outward where it does not look like one.
func postcode(s string) (outward, inward string) {
	const inwardLength = 3 // a digit and two letters
	key := codeKey(s)
	at := len(key) - inwardLength
	if at < 2 {
		return key, ""
	}
	for i := range len(key) {
		letter := key[i] >= 'a' && key[i] <= 'z'
		digit := key[i] >= '0' && key[i] <= '9'
		if !letter && !digit || i == at && !digit || i > at && !letter {
			return key, ""
		}
	}
	return key[:at], key[at:]
}

// standing gives the entries whose code is w, and those whose code starts with it.
func (c *codes) standing(w string) (whole, start set) {
	start = c.head.startingWith(w)
	for _, head := range c.head.startsOf(w) {
		var entries set
		c.head.addTo(&entries, head)
		rest := w[len(c.head.word(head)):]
		if rest == "" {
			if c.parted {
				whole = union(whole, entries.clone())
			}
		} else {
			start = union(start, both(c.tail.startingWith(rest), entries))
		}
		whole = union(whole, both(c.tail.having(rest), entries))
	}
	if c.parted {
		start = union(start, c.tail.startingWith(w))
		whole = union(whole, c.tail.having(w))
	}
	return whole, start
}

// all gives the entries of which these words are the whole code, in either order.
func (c *codes) all(words []word) (s set) {
	switch len(words) {
	case 1:
		return c.allOf(words[0].folded)
	case 2:
		if c.parted {
			a, b := words[0].folded, words[1].folded
			return union(c.pair(a, b), c.pair(b, a))
		}
	}
	return nil
}

// allOf gives the entries whose code is w without its space.
func (c *codes) allOf(w string) (s set) {
	for _, head := range c.head.startsOf(w) {
		start := c.head.word(head)
		s = union(s, c.pair(start, w[len(start):]))
	}
	return s
}

func (c *codes) pair(head, tail string) set { return both(c.tail.having(tail), c.head.having(head)) }

// both is what two sets share; it changes the first.
func both(a, b set) set {
	if a != nil {
		a.and(b)
	}
	return a
}
