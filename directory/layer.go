package directory

import (
	"fmt"

	"referraldesk/directory/tables"
	"referraldesk/policy"
)

// layer is a directory file as its tables are written, or two with one laid over the other: read but not yet understood.
type layer struct {
	sources, urgencies, questions, destinations, withdrawn, contacts []*tables.Table

	laid          map[*tables.Table]under // what stands under the destinations that a second file writes of
	noDestination []*tables.Table         // the destinations below that it withdraws
	below         *tables.Table           // the document of the file below, nil where there is one file
}

// under is what stands under a destination.
type under struct {
	superseded, notes, urgencies, questions []*tables.Table

	former     policy.Address // the address that the file below gives, where this one gives another
	noUrgency  []string       // the urgencies, in their words, and the questions, by id, that are not for this destination,
	noQuestion []string       // shared ones among them
}

// mostDestinations are many times those of a region. Each has all the questions of every referral, so a file with more of them
// would keep the desk from opening for seconds.
const mostDestinations = 1000

func takeLayer(root *tables.Table) layer {
	l := layer{
		sources:      root.Tables("source", ""),
		urgencies:    root.Tables("urgency", ""),
		questions:    root.Tables("question", ""),
		destinations: root.Tables("destination", ""),
		withdrawn:    root.Tables("withdrawn", ""),
		contacts:     root.Tables("contact", ""),
	}
	root.Unknown()
	if n := len(l.destinations); n > mostDestinations {
		l.destinations[mostDestinations].Fault("", fmt.Sprintf("there are %d destinations, and %d at most are read", n, mostDestinations),
			"remove some: addresses that no referral goes to belong on a list (referraldesk lists add)")
		l.destinations = l.destinations[:mostDestinations]
	}
	return l
}

// under is what stands under a destination, as its file writes it or as it was laid over the file below.
func (l layer) under(t *tables.Table) under {
	if u, ok := l.laid[t]; ok {
		return u
	}
	return under{
		superseded: t.Tables("superseded", "address"),
		notes:      t.Tables("note", ""),
		urgencies:  t.Tables("urgency", ""),
		questions:  t.Tables("question", ""),
	}
}

// isBelow says whether a field of a table stands in the file below.
func (l layer) isBelow(t *tables.Table, field string) bool {
	return l.below != nil && t.SameFile(field, l.below)
}
