package directory

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// names are the folded names of all entries, packed, for what only they can answer: whether letters lie scattered in one, how
// well, and whether the query is all of it.
type names struct {
	text     packed
	ends     []uint32   // where each name ends in text
	quarters []quarters // the letters in each quarter of each name
	initials []uint32   // the letters that stand after a separator in it
	counts   []uint8    // of different words in each; 255 where there are more
}

// quarters are the letters in the four quarters of a name, a bit for each letter; digits and the rest share a few. Letters that
// lie in quarters one after the other lie in order; where they can't be found in quarters that never go back, they don't. So
// most names need not be read.
type quarters [4]uint32

const foreign = 1 << 31 // the bit of all that is beyond ASCII

// quarterBits is the bit of each byte in quarters.
var quarterBits = func() (table [256]uint32) {
	for i := range table {
		switch {
		case i >= 'a' && i <= 'z':
			table[i] = 1 << (i - 'a')
		case i >= utf8.RuneSelf:
			table[i] = foreign
		default:
			table[i] = 1 << (26 + i%5)
		}
	}
	return table
}()

func quartersOf(name string) (q quarters) {
	for i := range len(name) {
		q[i*len(q)/len(name)] |= quarterBits[name[i]]
	}
	return q
}

func (q *quarters) isForeign() bool { return (q[0]|q[1]|q[2]|q[3])&foreign != 0 }

// allow says whether letters with these bits can lie there in this order.
func (q *quarters) allow(letters []uint32) bool {
	at := 0
	for _, quarter := range q {
		for quarter&letters[at] != 0 {
			if at++; at == len(letters) {
				return true
			}
		}
	}
	return false
}

// assure says whether they do.
func (q *quarters) assure(letters []uint32) bool {
	at := 0
	for _, quarter := range q {
		if quarter&letters[at] != 0 {
			if at++; at == len(letters) {
				return true
			}
		}
	}
	return false
}

// name is the folded name of an entry.
func (n *names) name(row int) string {
	from := uint32(0)
	if row > 0 {
		from = n.ends[row-1]
	}
	return n.text.between(from, n.ends[row])
}

// add takes in the next name.
func (n *names) add(folded string) {
	n.text.add([]byte(folded))
	n.ends = append(n.ends, uint32(n.text.len()))
}

// close makes the tables of the names that were added.
func (n *names) close() {
	n.text.close()
	n.quarters, n.initials, n.counts = make([]quarters, len(n.ends)), make([]uint32, len(n.ends)), make([]uint8, len(n.ends))
	for row := range n.ends {
		name := n.name(row)
		n.quarters[row] = quartersOf(name)
		n.initials[row] = initialsOf(name)
		n.counts[row] = uint8(min(len(wordsOf(name)), manyWords))
	}
}

// scattered gives the entries whose name has the letters of w in their order; all of them are in among, or anywhere where that
// is nil.
func (n *names) scattered(w word, among set) set {
	all := newSet(len(n.ends))
	letters, own := make([]uint32, len(w.folded)), true
	for i := range letters {
		letters[i] = quarterBits[w.folded[i]]
		own = own && letters[i] <= quarterBits['z']
	}
	halves(len(all), worthwhile/64, func(_, from, to int) {
		for block := from; block < to; block++ {
			asked := ^uint64(0)
			if among != nil {
				asked = among[block]
			}
			for ; asked != 0; asked &= asked - 1 {
				row := block*64 + bits.TrailingZeros64(asked)
				if row >= len(n.ends) {
					break
				}
				q := &n.quarters[row]
				if q.allow(letters) && (own && q.assure(letters) || hasInOrder(n.name(row), w)) {
					all[block] |= asked & -asked
				}
			}
		}
	})
	return all
}

// hasInOrder is isSubsequence.
func hasInOrder(name string, w word) bool {
	if len(w.runes) != len(w.folded) {
		return isSubsequence(w.runes, []rune(name))
	}
	for i := range len(w.folded) {
		at := strings.IndexByte(name, w.folded[i])
		if at < 0 {
			return false
		}
		name = name[at+1:]
	}
	return true
}

// consistsOf says whether a name has these words, of which each stands in it, and no others.
func (n *names) consistsOf(row int, q query) bool {
	if min(len(q.words), manyWords) != int(n.counts[row]) {
		return false
	}
	if len(q.words) >= manyWords {
		return strings.Join(wordsOf(n.name(row)), " ") == q.joined
	}
	for word := range strings.FieldsSeq(n.name(row)) {
		if !q.has(core(word)) {
			return false
		}
	}
	return true
}

// manyWords is where counts stops.
const manyWords = 255

func (q query) has(word string) bool {
	for _, w := range q.words {
		if w.folded == word {
			return true
		}
	}
	return false
}

func (q query) hasAll(words []string) bool {
	for _, word := range words {
		if !q.has(word) {
			return false
		}
	}
	return true
}
