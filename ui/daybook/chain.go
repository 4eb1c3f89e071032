package daybook

import "fmt"

// Fault is something wrong with the file of a daybook.
type Fault struct {
	Line   int    // of the file, from 1, where it shows
	Damage Damage // what is wrong
	From   int    // for [Missing]: the first and the last number that the lines had
	To     int
}

// Damage is a kind of fault.
type Damage uint8

const (
	Altered    Damage = iota + 1 // the line is not as this program wrote it: it was changed, or put in
	Rewritten                    // the line was changed and its hash made anew, or another stands in its place
	Missing                      // lines are missing just before this one, or at the end of the file
	OutOfPlace                   // the line was moved here, or stands here once more
	Unreadable                   // the line is as it was written, and this program can't read it
	Newer                        // a newer version of this program wrote the line: this one writes no more
	Torn                         // what stands there is no whole line, as a power cut leaves it; the next event repairs it
)

// String is the fault as a sentence, without what to do next.
func (f Fault) String() string {
	switch f.Damage {
	case Altered:
		return fmt.Sprintf("line %d is not as it was written: it was changed, or put in", f.Line)
	case Rewritten:
		return fmt.Sprintf("line %d was changed together with its hash: what was noted after it does not fit", f.Line)
	case Missing:
		if f.From == f.To {
			return fmt.Sprintf("line %d: the line numbered %d is missing here", f.Line, f.From)
		}
		return fmt.Sprintf("line %d: the lines numbered %d to %d are missing here", f.Line, f.From, f.To)
	case OutOfPlace:
		return fmt.Sprintf("line %d is out of place: it was moved, or stands here once more", f.Line)
	case Unreadable:
		return fmt.Sprintf("line %d is as it was written, but this program can't read it", f.Line)
	case Newer:
		return fmt.Sprintf("line %d was written by a newer version of this program", f.Line)
	}
	return fmt.Sprintf("line %d was cut short, as by a power cut: the next entry takes its place", f.Line)
}

// chain makes sure, line by line, that each fits itself and the one before.
type chain struct {
	*scanner
	end    link // the last line as the end has it
	faults []Fault

	anchor     link // the last sound line that was in its place
	anchorLine int  // where it stands in the file
	unsound    int  // lines since then that are not
	newer      bool
}

// take judges the next line of the file, and gives the event on it where it can be read. A line that is out of its place counts
// too: a hand-off that was moved is still to be asked after.
func (c *chain) take(at int, line string) (Entry, bool) {
	if formatOf(line) > format {
		if !c.newer {
			c.fault(Fault{Line: at, Damage: Newer})
		}
		c.newer = true
		c.unsound++
		return Entry{}, false
	}
	here, prev, raw, sound := c.sound(line)
	if !sound {
		c.fault(Fault{Line: at, Damage: Altered})
		c.unsound++
		return Entry{}, false
	}
	if here.number <= c.anchor.number {
		c.fault(Fault{Line: at, Damage: OutOfPlace})
	} else {
		c.follow(at, here, prev)
	}
	id, e, readable := c.event(raw)
	if !readable {
		c.fault(Fault{Line: at, Damage: Unreadable})
	}
	return Entry{Line: at, ID: id, Event: e}, readable
}

// follow ties a sound line to the last one that was. Lines between the two that are not sound stand for as many numbers.
func (c *chain) follow(at int, here link, prev string) {
	gap := here.number - c.anchor.number - 1
	switch {
	case gap > c.unsound:
		c.fault(Fault{Line: at, Damage: Missing, From: c.anchor.number + 1 + c.unsound, To: here.number - 1})
	case gap == 0 && prev != c.anchor.hash:
		c.fault(Fault{Line: max(1, c.anchorLine), Damage: Rewritten})
	}
	if here.number == c.end.number && here.hash != c.end.hash {
		c.fault(Fault{Line: at, Damage: Rewritten})
	}
	c.anchor, c.anchorLine, c.unsound = here, at, 0
}

// close judges what follows the last whole line, and whether the end knows of more.
func (c *chain) close(lines, torn int) {
	if torn > 0 {
		c.fault(Fault{Line: lines + 1, Damage: Torn})
	}
	if known := c.anchor.number + c.unsound; c.end.number > known {
		c.fault(Fault{Line: lines + 1, Damage: Missing, From: known + 1, To: c.end.number})
	}
}

func (c *chain) fault(f Fault) { c.faults = append(c.faults, f) }
