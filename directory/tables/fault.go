package tables

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Fault is one thing that is wrong with a file, where it stands and what to do about it.
type Fault struct {
	File string // as it was given to [Parse]
	Line int    // counted from 1
	What string // the thing and the cause: `destination "smh-wet-amd": address "bht.bucksamd@nhs.net." ends in a dot`
	Next string // the next step, to be read after a comma
}

func (f Fault) Error() string {
	where := fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.What)
	if f.Next == "" {
		return where
	}
	return where + ", " + f.Next
}

// Faults is everything that is wrong with a file, in the order of its lines. As an error it is one fault a line.
type Faults []Fault

func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, fault := range f {
		lines[i] = fault.Error()
	}
	return strings.Join(lines, "\n")
}

// Ledger collects the faults of the files that are read together.
type Ledger struct{ faults Faults }

// Add notes one fault.
func (l *Ledger) Add(f Fault) { l.faults = append(l.faults, f) }

// Err is all the faults as a [Faults], each once and each file's by line, or nil where there are none. Files stay in the order
// in which they first had a fault.
func (l *Ledger) Err() error {
	if len(l.faults) == 0 {
		return nil
	}
	first, said := map[string]int{}, map[Fault]bool{}
	var sorted Faults
	for i, f := range l.faults {
		if _, seen := first[f.File]; !seen {
			first[f.File] = i
		}
		if !said[f] {
			sorted = append(sorted, f)
		}
		said[f] = true
	}
	slices.SortStableFunc(sorted, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(first[a.File], first[b.File]), cmp.Compare(a.Line, b.Line))
	})
	return sorted
}
