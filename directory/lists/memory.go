package lists

import "runtime/debug"

// The collector lets the memory grow by a part of what is in use before it looks what can be freed, and the usual part is all of
// it: beside a long list that would be as much again for nothing. What it looks through is little, for a list holds no pointers, so
// here it may look more often.
const (
	longList    = 100_000 // entries; what a shorter one takes is not worth the looking
	sparingPart = 10      // percent
)

// sparing keeps the memory of the program small while a list is loaded. The function that it gives back is told how many entries
// there are at the end, hands back what the loading alone took, and lets the program be as it was, but beside a long list.
func sparing() (loaded func(entries int)) {
	before := debug.SetGCPercent(sparingPart)
	return func(entries int) {
		if entries < longList {
			debug.SetGCPercent(before)
		}
		debug.FreeOSMemory()
	}
}
