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
	if start == nil {
		s.name, s.detail, s.reach = l.name.standing(w.folded, nil), l.detail.standing(w.folded, nil), l.reach.standing(w.folded, nil)
	} else {
		s.name, s.detail = l.name.standing(w.folded, &start.name), l.detail.standing(w.folded, &start.detail)
		s.reach = l.reach.standing(w.folded, &start.reach)
		s.beside = append(s.beside, start.beside...)
		slices.Sort(s.beside)
		s.beside = slices.Compact(s.beside)
		if among = start.inOrder; only != nil && among != nil {
			among = both(among.clone(), only)
		}
	}
	known := newSet(l.Len())
	s.takeStanding(l, known)
	if len(w.runes) <= longestScattered {
		s.inOrder = l.names.scattered(w, among, known)
		s.scattered = s.take(known, TierScattered, rankName, s.inOrder)
	}
	s.classes[scattered] = known.clone()
	if w.slips {
		s.takeSlips(l, known, only)
	}
	s.classes[slipped] = known
	s.detail.tiers, s.reach.tiers = [len(s.detail.tiers)]set{}, [len(s.reach.tiers)]set{TierWord: s.reach.tiers[TierWord]}
	return s
}

// takeStanding takes in where the word stands, the best first.
func (s *wordSets) takeStanding(l *Listings, known set) {
	var code, post, area [TierPrefix + 1]set
	code[TierWord], code[TierPrefix] = l.code.standing(s.folded)
	post[TierWord], post[TierPrefix] = l.post.standing(s.folded)
	area[TierWord], area[TierPrefix] = l.area.standing(s.folded)
	for _, tier := range []Tier{TierWord, TierPrefix} {
		s.take(known, tier, rankName, s.name.tiers[tier], code[tier])
		s.take(known, tier, rankTrust, s.detail.tiers[tier])
		s.take(known, tier, rankAddress, s.reach.tiers[tier], post[tier])
		s.take(known, tier, rankOther, area[tier])
	}
	s.classes[strong] = known.clone()
	s.take(known, TierInside, rankName, s.name.tiers[TierInside])
	s.take(known, TierInside, rankTrust, s.detail.tiers[TierInside])
	s.take(known, TierInside, rankAddress, s.reach.tiers[TierInside])
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
	var name, detail set
	halves(2, 2, func(half, _, _ int) {
		if half == 0 {
			name = l.name.slipped(s.word, passed, l.names.name)
			return
		}
		detail = l.detail.slipped(s.word, passed, func(row int) string { return l.folded(row, detailText) })
	})
	reach := l.reach.slipped(s.word, passed, func(row int) string { return l.folded(row, reachText) })
	s.take(known, TierSlip, rankName, name)
	s.take(known, TierSlip, rankTrust, detail)
	s.take(known, TierSlip, rankAddress, reach)
}

// take takes in the entries that match in a way, as far as no better way is known of them, and gives those.
func (s *wordSets) take(known set, t Tier, r rank, entries ...set) (fresh set) {
	for _, more := range entries {
		if more == nil {
			continue
		}
		if fresh == nil {
			fresh = newSet(len(known) * 64)
		}
		fresh.or(more)
	}
	if fresh == nil {
		return nil
	}
	fresh.without(known)
	known.or(fresh)
	cost := int(t)*int(ranks) + int(r) - leastCost
	for digit := range s.cost {
		if cost>>digit&1 == 0 {
			continue
		}
		if s.cost[digit] == nil {
			s.cost[digit] = newSet(len(known) * 64)
		}
		s.cost[digit].or(fresh)
	}
	return fresh
}
