package directory

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// What sahilm/fuzzy gives for a letter, and takes for the letters before the first one.
const (
	firstLetter    = 10
	afterSeparator = 20
	neighbour      = 5 // and twice all that neighbours gave before
	perLeading     = -5
	mostLeading    = -15
	separators     = "/-_ .\\"
)

// scored is an entry with the score of its scattered words.
type scored struct{ row, score int }

// compare puts the better one first.
func (s scored) compare(other scored) int {
	return cmp.Or(cmp.Compare(other.score, s.score), cmp.Compare(s.row, other.row))
}

// takeByScore takes the best entries of a group of equal class, kind and cost.
func (o *ordering) takeByScore(group set) {
	words := o.scatteredIn(group)
	if len(words) == 0 {
		o.take(group)
		return
	}
	var best [2]best
	halves(len(group), worthwhile/64, func(half, from, to int) {
		b := &best[half]
		b.limit = o.limit - len(o.rows)
		for row := range group.within(from, to) {
			if b.isFull && o.lists.bound(words, row) <= b.least {
				continue
			}
			b.add(scored{row, o.lists.score(words, row)})
		}
	})
	all := append(best[0].rows, best[1].rows...)
	slices.SortFunc(all, scored.compare)
	for _, s := range all[:min(len(all), o.limit-len(o.rows))] {
		o.rows = append(o.rows, s.row)
	}
}

// scatteredIn gives the words whose best match is scattered in some of the entries.
func (o *ordering) scatteredIn(group set) (words []scorer) {
	for _, w := range o.words {
		if intersects(group, w.scattered) {
			words = append(words, newScorer(w))
		}
	}
	return words
}

func intersects(a, b set) bool {
	for i, block := range b {
		if a[i]&block != 0 {
			return true
		}
	}
	return false
}

// best keeps the best entries of those added, which come in ascending order, so that of equal ones the first stays.
type best struct {
	rows   []scored
	limit  int
	isFull bool
	least  int // where it is full, a score that does not come in any more
}

func (b *best) add(s scored) {
	if b.isFull && s.score <= b.least {
		return
	}
	b.rows = append(b.rows, s)
	if len(b.rows) < 2*b.limit {
		return
	}
	slices.SortFunc(b.rows, scored.compare)
	b.rows = b.rows[:b.limit]
	b.isFull, b.least = true, b.rows[b.limit-1].score
}

// scorer scores one word.
type scorer struct {
	*wordSets
	ascii  bool
	bounds []int // what the letters after the first can bring, by how many of them are initials; nil where that is not known
	first  uint32
}

func newScorer(w *wordSets) scorer {
	s := scorer{wordSets: w, ascii: len(w.folded) == len(w.runes)}
	if !s.ascii || strings.ContainsAny(w.folded, separators) {
		return s
	}
	s.first = letterBit(w.folded[0])
	rest := len(w.folded) - 1
	for initials := range rest + 1 {
		// Initials and neighbours exclude each other. Not all letters are neighbours, or the word would stand there.
		all, some := neighbours(min(rest, max(rest-1, 0))), afterSeparator*initials+neighbours(min(rest-initials, max(rest-1, 0)))
		s.bounds = append(s.bounds, max(all, some))
	}
	return s
}

// neighbours is what n of them bring.
func neighbours(n int) (score int) {
	for range n {
		score += 2*score + neighbour
	}
	return score
}

// bound is at least the score of the words that lie scattered in an entry.
func (l *Listings) bound(words []scorer, row int) (bound int) {
	initials, name := l.names.initials[row], l.names.name(row)
	for i := range words {
		w := &words[i]
		if !w.scattered.has(row) {
			continue
		}
		if w.bounds == nil {
			return math.MaxInt
		}
		n := 0
		for at := 1; at < len(w.folded); at++ {
			if initials&letterBit(w.folded[at]) != 0 {
				n++
			}
		}
		bound += w.bounds[n] + len(w.folded) - len(name) + firstBound(name[0] == w.folded[0], initials&w.first != 0)
	}
	return bound
}

// firstBound is what the first letter can bring.
func firstBound(leads, isInitial bool) int {
	switch {
	case isInitial:
		return afterSeparator + perLeading
	case leads:
		return firstLetter
	}
	return perLeading
}

// score sums the scores of the words that lie scattered in an entry.
func (l *Listings) score(words []scorer, row int) (score int) {
	name := l.names.name(row)
	for i := range words {
		w := &words[i]
		switch {
		case !w.scattered.has(row):
		case w.ascii && !l.names.isForeign(row):
			score += scatteredScore(w.folded, name)
		default:
			f := newField(rankName, name)
			found, _ := f.scattered(w.word)
			score += found.score
		}
	}
	return score
}

// scatteredScore is the score of sahilm/fuzzy for a word whose letters lie in that order in the name, both folded ASCII. Of
// several places for a letter, before the next letter's first one, the best counts; the score of neighbours grows with all
// that were tried, as it does there.
func scatteredScore(w, name string) (total int) {
	best, bestAt, last, grown, letter := -1, -1, -1, 0, 0
	for at := range len(name) {
		if name[at] == w[letter] {
			score := 0
			if at == 0 {
				score = firstLetter
			} else if separatorBits[name[at-1]] {
				score = afterSeparator
			}
			if letter > 0 && last == at-1 {
				bonus := 2*grown + neighbour
				score, grown = score+bonus, grown+bonus
			}
			if score > best {
				best, bestAt = score, at
			}
		}
		if bestAt <= last || at+1 < len(name) && (letter+1 == len(w) || name[at+1] != w[letter+1]) {
			continue
		}
		if letter == 0 {
			best += max(perLeading*bestAt, mostLeading)
		}
		total, last, best = total+best, bestAt, -1
		if letter++; letter == len(w) {
			break
		}
	}
	return total + len(w) - len(name)
}

// initialsOf is the mask of the letters after a separator.
func initialsOf(name string) (mask uint32) {
	for i := 1; i < len(name); i++ {
		if separatorBits[name[i-1]] {
			mask |= letterBit(name[i])
		}
	}
	return mask
}

var separatorBits = func() (table [256]bool) {
	for _, c := range []byte(separators) {
		table[c] = true
	}
	return table
}()
