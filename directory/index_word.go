package directory

import (
	"slices"
	"strings"
)

// The classes of search.go, by their place in the order.
const (
	strong = iota
	inside
	scattered
	slipped
	classes
)

// costDigits is how many binary digits the cost of one word has, above that of the best one.
const (
	leastCost  = int(TierWord) * int(ranks)
	costDigits = 5
)

// wordSets is how one word of a query matches the entries of a list.
type wordSets struct {
	word
	classes   [classes]set    // the entries that it matches in that class or a better one
	cost      [costDigits]set // those whose cost, above the least one, has that binary digit
	scattered set             // those whose best match is scattered
	inOrder   set             // those whose name has its letters in order; nil where it is too long for that
	beside    []string        // the sets hold for queries that have these words too
	name      standing
	detail    standing
	reach     standing
}

// rememberedWords is how many words are kept: those of a long query, and of it what deleting leads back to.
const rememberedWords = 16

// setsOf gives the sets of each word of a query: those that are known, and then the others, which need only look at the entries
// that the known ones match.
func (l *Listings) setsOf(q query) []*wordSets {
	found := make([]*wordSets, len(q.words))
	var only set
	var beside []string
	narrow := func(s *wordSets) {
		if only == nil {
			only = allOf(l.Len())
		}
		only.and(s.classes[slipped])
		beside = append(beside, s.folded)
	}
	for i, w := range q.words {
		if s := l.recall(w, q); s != nil && s.folded == w.folded {
			found[i] = s
			narrow(s)
		}
	}
	for i, w := range q.words {
		if found[i] == nil {
			found[i] = l.newWordSets(w, l.recall(w, q), only, beside)
			narrow(found[i])
		}
		l.remember(found[i])
	}
	return found
}

// recall gives the sets of a word, else those of its longest start that is known, else nil, as far as they hold for the query.
func (l *Listings) recall(w word, q query) (longest *wordSets) {
	l.recents.Lock()
	defer l.recents.Unlock()
	for _, s := range l.recent {
		if strings.HasPrefix(w.folded, s.folded) && (longest == nil || len(s.folded) > len(longest.folded)) && q.hasAll(s.beside) {
			longest = s
		}
	}
	return longest
}

func (l *Listings) remember(s *wordSets) {
	l.recents.Lock()
	defer l.recents.Unlock()
	recent := []*wordSets{s}
	for _, other := range l.recent {
		if other.folded != s.folded && len(recent) < rememberedWords {
			recent = append(recent, other)
		}
	}
	l.recent = recent
}

// newWordSets asks the columns; start is of a word that w starts with, or nil. Scattered letters are looked for only in the
// entries of only, which are those that the words beside it match; nil is all.
func (l *Listings) newWordSets(w word, start *wordSets, only set, beside []string) *wordSets {
	s := &wordSets{word: w, beside: slices.Clone(beside)}
	among := only
	if start != nil {
		s.beside = append(s.beside, start.beside...)
		slices.Sort(s.beside)
		s.beside = slices.Compact(s.beside)
		if among = start.inOrder; only != nil && among != nil {
			among = both(among.clone(), only)
		}
	}
	known := newSet(l.Len())
	s.takeStanding(l, start, known)
	if len(w.runes) <= longestScattered {
		s.inOrder = l.names.scattered(w, among, known)
		s.scattered = s.inOrder.clone()
		s.scattered.without(known)
		s.take(known, way{TierScattered, rankName, s.scattered})
	}
	s.classes[scattered] = known
	if w.slips {
		known = known.clone()
		s.takeSlips(l, known, only)
	}
	s.classes[slipped] = known
	s.name.forget()
	s.detail.forget()
	s.reach.forget()
	return s
}

// forget lets go of what is asked for only once.
func (s *standing) forget() { s.tiers = [len(s.tiers)]set{TierWord: s.tiers[TierWord]} }

// takeStanding takes in where the word stands, the best first.
func (s *wordSets) takeStanding(l *Listings, start *wordSets, known set) {
	var name, detail, reach *standing
	if start != nil && len(start.folded) > 1 {
		name, detail, reach = &start.name, &start.detail, &start.reach
	}
	s.name = l.name.standing(s.folded, name)
	s.detail = l.detail.standing(s.folded, detail)
	s.reach = l.reach.standing(s.folded, reach)
	var code, post, area [TierPrefix + 1]set
	code[TierWord], code[TierPrefix] = l.code.standing(s.folded)
	post[TierWord], post[TierPrefix] = l.post.standing(s.folded)
	area[TierWord], area[TierPrefix] = l.area.standing(s.folded)
	var ways []way
	for _, tier := range []Tier{TierWord, TierPrefix} {
		ways = append(ways, way{tier, rankName, s.name.tiers[tier]}, way{tier, rankName, code[tier]}, way{tier, rankTrust, s.detail.tiers[tier]},
			way{tier, rankAddress, s.reach.tiers[tier]}, way{tier, rankAddress, post[tier]}, way{tier, rankOther, area[tier]})
	}
	s.take(known, ways...)
	s.classes[strong] = known.clone()
	s.take(known, way{TierInside, rankName, s.name.tiers[TierInside]}, way{TierInside, rankTrust, s.detail.tiers[TierInside]},
		way{TierInside, rankAddress, s.reach.tiers[TierInside]})
	s.classes[inside] = known.clone()
}

// takeSlips takes in the slips; of the entries outside only it need not know all.
func (s *wordSets) takeSlips(l *Listings, known, only set) {
	passed := known
	if only != nil {
		passed = allOf(l.Len())
		passed.without(only)
		passed.or(known)
	}
	var name, detail, reach set
	inNames := func() { name = l.name.slipped(s.word, passed, l.names.name) }
	elsewhere := func() {
		detail = l.detail.slipped(s.word, passed, func(row int) string { return l.folded(row, detailText) })
		reach = l.reach.slipped(s.word, passed, func(row int) string { return l.folded(row, reachText) })
	}
	if l.Len() < worthwhile {
		inNames()
		elsewhere()
	} else {
		together(inNames, elsewhere)
	}
	s.take(known, way{TierSlip, rankName, name}, way{TierSlip, rankTrust, detail}, way{TierSlip, rankAddress, reach})
}

// way is a way to match, and the entries that match so.
type way struct {
	tier    Tier
	rank    rank
	entries set
}

// cost is what the word costs above the least, in binary digits.
func (w way) cost() int { return int(w.tier)*int(ranks) + int(w.rank) - leastCost }

// take takes in the entries that match in these ways, the best first, as far as no better way is known of them.
func (s *wordSets) take(known set, ways ...way) {
	ways = slices.DeleteFunc(ways, func(w way) bool { return w.entries == nil })
	for digit := range s.cost {
		if s.cost[digit] == nil && slices.ContainsFunc(ways, func(w way) bool { return w.cost()>>digit&1 != 0 }) {
			s.cost[digit] = newSet(len(known) * 64)
		}
	}
	halves(len(known), worthwhile/64, func(_, from, to int) {
		for _, w := range ways {
			s.takeWay(known, w, from, to)
		}
	})
}

// takeWay takes in a part of the entries of one way.
func (s *wordSets) takeWay(known set, w way, from, to int) {
	var digits []set
	for digit, cost := range s.cost {
		if w.cost()>>digit&1 != 0 {
			digits = append(digits, cost)
		}
	}
	for i := from; i < to; i++ {
		fresh := w.entries[i] &^ known[i]
		if fresh == 0 {
			continue
		}
		known[i] |= fresh
		for _, cost := range digits {
			cost[i] |= fresh
		}
	}
}
