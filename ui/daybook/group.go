package daybook

import "slices"

// Group is what the daybook of a group of practices says beside that of the own desk, as of the moment when all that the own one
// held up to an entry had gone into it. Its zero value says nothing.
type Group struct {
	Open    []Entry     // the hand-offs of all its desks that are due and that nothing has settled
	Settled map[ID]bool // the hand-offs of the own daybook that another one settles, or the own one before it was put back
	Uses    []Entry     // the latest use of each account
	UpTo    ID          // the last entry of the own daybook that is in it
}

// With is what to chase and to judge accounts by: all of the own daybook but what the group knows to be settled, so that the own
// hand-offs come due whatever the group's daybook can't say today, and what the group says. That stands behind what it knew of
// the own daybook, and before what was noted since, which may settle it. Where the own daybook does not have the entry that the
// group's goes up to, another one has taken its place, and was noted since.
func (g Group) With(own []Entry) []Entry {
	said := make(map[ID]bool, len(g.Open))
	for _, e := range g.Open {
		said[e.ID] = true
	}
	left := func(entries []Entry) []Entry {
		return slices.DeleteFunc(slices.Clone(entries), func(e Entry) bool { return g.Settled[e.ID] || said[e.ID] })
	}
	since := 1 + slices.IndexFunc(own, func(e Entry) bool { return e.ID == g.UpTo })
	return slices.Concat(left(own[:since]), g.Open, g.Uses, left(own[since:]))
}

// Unanswered are the lines of a daybook with a hand-off that no line behind them settles, the last one first.
func Unanswered(lines []Line) []Line {
	var open []Line
	settled := make(map[referralTo]bool)
	for _, l := range slices.Backward(lines) {
		if h, ok := l.Entry.Event.(HandedOver); ok && !settled[referralTo{h.Reference, h.Destination}] {
			open = append(open, l)
		} else if this, ok := settles(l.Entry.Event); ok {
			settled[this] = true
		}
	}
	return open
}
