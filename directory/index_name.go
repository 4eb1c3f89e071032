package directory

import (
	"strings"
)

// names are the folded names of all entries, packed, for what only they can answer: whether letters lie scattered in one, how
// well, and whether the query is all of it.
type names struct {
	text     packed
	ends     []uint32 // where each name ends in text
	places   [letterKinds]places
	initials []uint32 // the letters that stand after a separator in it
	counts   []uint8  // of different words in each; 255 where there are more
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
	n.initials, n.counts = make([]uint32, len(n.ends)), make([]uint8, len(n.ends))
	for kind := range n.places {
		n.places[kind] = make(places, blocksOf(len(n.ends)))
	}
	for row := range n.ends {
		name := n.name(row)
		n.place(row, name)
		n.initials[row] = initialsOf(name)
		n.counts[row] = uint8(min(len(wordsOf(name)), manyWords))
	}
}

// hasInOrder is isSubsequence.
func hasInOrder(name string, w word) bool {
	if len(w.runes) != len(w.folded) {
		return isSubsequence(w.runes, name)
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
