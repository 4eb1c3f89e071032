package daybook

import "slices"

// Group is what the daybook of a group of practices says beside that of the own desk, as of the moment when all that the own one
// held up to an entry had gone into it. Its zero value says nothing.
type Group struct {
	Open []Entry // the hand-offs of all its desks that are due and that nothing has settled
	Uses []Entry // the latest use of each account
	UpTo ID      // the last entry of the own daybook that is in it
}

// With is what to chase and to judge accounts by: what the group says, then what the own daybook noted since. Where the own
// daybook does not have the entry that the group's goes up to, another one has taken its place and stands whole behind it.
func (g Group) With(own []Entry) []Entry {
	if g.UpTo == (ID{}) && len(g.Open)+len(g.Uses) == 0 {
		return own
	}
	last := slices.IndexFunc(own, func(e Entry) bool { return e.ID == g.UpTo })
	return slices.Concat(g.Open, g.Uses, own[last+1:])
}
