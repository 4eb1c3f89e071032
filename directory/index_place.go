package directory

import (
	"math/bits"
	"unicode/utf8"
)

// Where the letters of the names lie. Each name is cut into eight parts, and for each letter and part there is a set of the names
// that have it there. Letters that lie in parts one after the other lie in order; where they can't be found in parts that never go
// back, they don't. Both are asked of 64 names at once, so that most names need not be read.

// placeParts is how many parts a name has.
const placeParts = 8

// places are the names that have a letter in each of their parts, 64 names in a row, whose parts stand side by side.
type places [][placeParts]uint64

// The kinds of letters: one for each of a to z; digits and the rest share a few, and all that is beyond ASCII one.
const (
	otherKind   = 26
	foreignKind = 31
	letterKinds = 32
)

// kindOfLetter is the kind of each byte.
var kindOfLetter = func() (table [256]uint8) {
	for i := range table {
		switch {
		case i >= 'a' && i <= 'z':
			table[i] = uint8(i - 'a')
		case i >= utf8.RuneSelf:
			table[i] = foreignKind
		default:
			table[i] = uint8(otherKind + i%(foreignKind-otherKind))
		}
	}
	return table
}()

// letterBit is a mask with the kind of a letter.
func letterBit(letter byte) uint32 { return 1 << kindOfLetter[letter] }

// place notes where the letters of a name lie.
func (n *names) place(row int, name string) {
	for i := range len(name) {
		n.places[kindOfLetter[name[i]]][row/64][i*placeParts/len(name)] |= 1 << (row % 64)
	}
}

func (n *names) isForeign(row int) bool {
	all := uint64(0)
	for _, part := range n.places[foreignKind][row/64] {
		all |= part
	}
	return all>>(row%64)&1 != 0
}

// inOrder gives, of 64 of the names in among, those in which letters of these kinds may lie in order, and those in which they do,
// where each kind stands for one letter alone.
func (n *names) inOrder(kinds []uint8, block int, among uint64) (may, do uint64) {
	var mayEnd, end [placeParts]uint64 // by the part in which the last letter lies that was looked at
	for i, kind := range kinds {
		before, mayBefore := uint64(0), uint64(0)
		if i == 0 {
			before, mayBefore = among, among
		}
		may, do = 0, 0
		for part, here := range &n.places[kind][block] {
			mayBefore |= mayEnd[part]
			mayEnd[part] = mayBefore & here
			may |= mayEnd[part]
			earlier := before
			before |= end[part]
			end[part] = earlier & here
			do |= end[part]
		}
		if may == 0 {
			return 0, 0
		}
	}
	return may, do
}

// scattered gives the entries whose name has the letters of w in their order; all of them are in among, or anywhere where that is
// nil. Of those in known, some may be among them that have not: nobody asks any more how their name matches.
func (n *names) scattered(w word, among, known set) set {
	all := newSet(len(n.ends))
	kinds, own := make([]uint8, len(w.folded)), true
	for i := range kinds {
		kinds[i] = kindOfLetter[w.folded[i]]
		own = own && kinds[i] < otherKind
	}
	if among == nil {
		among = allOf(len(n.ends))
	}
	halves(len(all), worthwhile/64, func(_, from, to int) {
		for block := from; block < to; block++ {
			if among[block] == 0 {
				continue
			}
			may, do := n.inOrder(kinds, block, among[block])
			if !own {
				do = 0
			}
			all[block] = do | may&known[block]
			for rest := may &^ all[block]; rest != 0; rest &= rest - 1 {
				if hasInOrder(n.name(block*64+bits.TrailingZeros64(rest)), w) {
					all[block] |= rest & -rest
				}
			}
		}
	})
	return all
}
