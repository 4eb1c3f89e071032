package directory

import "strings"

// ordering puts the entries that a query matches into their order, from the best on, as far as they are asked for.
type ordering struct {
	lists   *Listings
	words   []*wordSets
	classes [classes]set // the entries of each class or a better one; the last are all that match
	owners  set          // those whose e-mail address was pasted whole
	exact   set          // those of which the query is the whole name, address, code or postcode
	cost    []set        // the summed cost of the words, a set for each binary digit, the lowest first
	scratch []set        // room, for each digit that was looked at
	limit   int
	rows    []int
}

func (l *Listings) newOrdering(q query, words []*wordSets) *ordering {
	o := &ordering{lists: l, words: words}
	if len(words) == 0 {
		all := allOf(l.Len())
		for class := range o.classes {
			o.classes[class] = all
		}
		return o
	}
	for class := range o.classes {
		o.classes[class] = common(words, func(w *wordSets) set { return w.classes[class] })
	}
	o.owners, o.exact = l.exact(q, words)
	o.cost = words[0].cost[:]
	for _, w := range words[1:] {
		o.cost = sum(o.cost, w.cost[:])
	}
	return o
}

func (o *ordering) total() int { return o.classes[slipped].count() }

// first gives the best entries, at most limit of them.
func (o *ordering) first(limit int) []int {
	o.limit = min(limit, o.lists.Len())
	o.scratch = make([]set, len(o.cost))
	group := newSet(o.lists.Len())
	for _, kind := range o.lists.kinds {
		o.takeOf(group, kind, o.owners, nil, takeInOrder)
	}
	whole := union(o.exact.clone(), o.owners)
	var better set
	for class, entries := range o.classes {
		for _, kind := range o.lists.kinds {
			if class == strong {
				o.takeOf(group, kind, o.exact, o.owners, takeInOrder)
				o.takeOf(group, kind, entries, whole, byCost)
			} else {
				o.takeOf(group, kind, entries, better, byCost)
			}
		}
		better = entries
	}
	return o.rows
}

// The ways to take the entries of a group.
var (
	takeInOrder = (*ordering).take
	byCost      = func(o *ordering, group set) { o.descend(group, len(o.cost)-1) }
)

// takeOf takes the entries of one kind that are in one set and not in another; group is room for them.
func (o *ordering) takeOf(group, kind, in, notIn set, take func(*ordering, set)) {
	if kind == nil || in == nil || o.isFull() {
		return
	}
	copy(group, in)
	group.and(kind)
	group.without(notIn)
	take(o, group)
}

func (o *ordering) isFull() bool { return len(o.rows) >= o.limit }

// descend takes the entries of a group by their cost: first those without its top digit, then those with it.
func (o *ordering) descend(group set, digit int) {
	if o.isFull() || group.isEmpty() {
		return
	}
	if digit < 0 {
		o.takeByScore(group)
		return
	}
	if o.cost[digit] == nil {
		o.descend(group, digit-1)
		return
	}
	if o.scratch[digit] == nil {
		o.scratch[digit] = newSet(o.lists.Len())
	}
	part := o.scratch[digit]
	copy(part, group)
	part.without(o.cost[digit])
	o.descend(part, digit-1)
	copy(part, group)
	part.and(o.cost[digit])
	o.descend(part, digit-1)
}

// take takes the entries of a group in the order of the list.
func (o *ordering) take(group set) {
	for row := range group.each {
		if o.isFull() {
			return
		}
		o.rows = append(o.rows, row)
	}
}

// sum adds numbers of binary digits, one number for each entry.
func sum(a, b []set) (digits []set) {
	var carry set
	for i := range max(len(a), len(b)) {
		var x, y set
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		var digit set
		digit, carry = addDigits(x, y, carry)
		digits = append(digits, digit)
	}
	if carry != nil {
		digits = append(digits, carry)
	}
	return digits
}

// addDigits adds three digits of each entry. A nil set is one of noughts.
func addDigits(a, b, c set) (digit, carry set) {
	var all []set
	for _, s := range []set{a, b, c} {
		if s != nil {
			all = append(all, s)
		}
	}
	if len(all) < 2 {
		return union(a, union(b, c)), nil
	}
	digit, carry = all[0].clone(), make(set, len(all[0]))
	for _, s := range all[1:] {
		for i, x := range s {
			carry[i] |= digit[i] & x
			digit[i] ^= x
		}
	}
	return digit, carry
}

// exact gives the entries of which the query is the whole e-mail address, and those of which it is all of the name, the code or
// the postcode.
func (l *Listings) exact(q query, words []*wordSets) (owners, exact set) {
	owners = common(words, func(w *wordSets) set { return w.reach.tiers[TierWord] }).clone()
	owners.keep(func(row int) bool { return strings.Join(wordsOf(l.folded(row, reachText)), " ") == q.joined })
	exact = common(words, func(w *wordSets) set { return w.name.tiers[TierWord] }).clone()
	exact.keep(func(row int) bool { return l.names.consistsOf(row, q) })
	return owners, union(exact, union(l.code.all(q.words), l.post.all(q.words)))
}

// common is what the sets of the words have in common: of one word its own set, which must not be changed.
func common(words []*wordSets, of func(*wordSets) set) set {
	s := of(words[0])
	for i, w := range words[1:] {
		if i == 0 {
			s = s.clone()
		}
		s = both(s, of(w))
	}
	return s
}
