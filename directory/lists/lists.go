// Package lists reads lists of organisations and people that a referral can name: GP practices, opticians, and whoever else the
// practice writes to.
//
// It takes the headless lists of the NHS Organisation Data Service and a plain CSV file with a header, out of files that nobody
// vouches for, and keeps those that were added in the program's own folder, as they were. It must never guess a row right (a
// row that it can't read is left out and named), never drop a closed practice without a word, and never take an entry of a list
// for a destination: what is on a list says nothing about where a referral goes.
package lists

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"referraldesk/directory"
	"referraldesk/directory/rows"
	"referraldesk/policy/text"
)

// The most that is taken from a list: several times the largest one that the Organisation Data Service publishes.
const (
	maxFile    = 256 << 20 // bytes
	maxEntries = 1_500_000
	maxLeft    = 1000 // how many of the lines that were left out are named
)

// NoAddress is what stands where a list gives no e-mail address (facts, "People tab").
const NoAddress = "no e-mail address on the list: look in the People tab of the NHSmail inbox"

// Kind is what the entries of a list are.
type Kind string

const (
	GP       Kind = "gp"
	Optician Kind = "optician"
	Other    Kind = "other"
)

// Kinds are all there are, in the order of the help.
func Kinds() []Kind { return []Kind{GP, Optician, Other} }

// Counts is what became of the rows of a list.
type Counts struct {
	Taken     int
	Closed    int       // of those taken, the ones with status C or D
	Preferred int       // of those taken, the GP practices
	LeftOut   int       // rows that were not taken
	Left      []LeftOut // the first of them, in the order of the file
	Ignored   []string  // the columns of a header that are not read
}

// LeftOut is a row that was not taken.
type LeftOut struct {
	Line   int    // counted from 1
	Reason string // to be read after the line: "no name"
}

func (c *Counts) leave(line int, reason error) {
	c.LeftOut++
	if len(c.Left) < maxLeft {
		c.Left = append(c.Left, LeftOut{line, text.Line(reason.Error()).String()})
	}
}

func (c *Counts) take(e directory.Listing) {
	c.Taken++
	if e.Closed {
		c.Closed++
	}
	if e.Preferred {
		c.Preferred++
	}
}

// errEnough ends the reading where whoever takes the entries wants no more.
var errEnough = errors.New("enough")

// Read hands on the entries of the list in a file, one by one, until take says false, and says what became of its rows. It
// refuses a file that is not a plain one, is too large, or is no list; the error, a [Refusal], says why, and what to do next.
// Entries may have been handed on before an error.
func Read(path string, take func(directory.Listing) bool) (Counts, error) {
	return readAs("", path, take)
}

// readAs is [Read] for a list of a kind. A plain list says nothing of prescribing: one that was added as GP practices has those.
func readAs(kind Kind, path string, take func(directory.Listing) bool) (Counts, error) {
	f, err := open(path)
	if err != nil {
		return Counts{}, Refusal{named(path, err)}
	}
	defer f.Close()
	counts, err := read(f, kind, take)
	if err != nil {
		return counts, Refusal{named(path, err)}
	}
	return counts, nil
}

// Refusal is the error of [Read]: there is nothing wrong with the program or the disk, but with the file.
type Refusal struct{ cause error }

func (r Refusal) Error() string { return r.cause.Error() }
func (r Refusal) Unwrap() error { return r.cause }

// named is an error of a file, after the file's name.
func named(path string, err error) error { return fmt.Errorf("%s %w", text.Line(path), err) }

// read is [readAs] for the text of a list.
func read(r io.Reader, kind Kind, take func(directory.Listing) bool) (Counts, error) {
	var counts Counts
	var format format
	err := rows.Each(r, func(line int, cells []string) error {
		if format.entry == nil {
			var err error
			if format, err = formatOf(cells); err != nil {
				return err
			}
			counts.Ignored = format.ignored
			if format.header {
				return nil
			}
		}
		e, err := format.entry(cells)
		switch {
		case err != nil:
			counts.leave(line, err)
			return nil
		case counts.Taken == maxEntries:
			return fmt.Errorf("has more than %d entries: split it", maxEntries)
		}
		e.Preferred = e.Preferred || format.header && kind == GP
		counts.take(e)
		if !take(e) {
			return errEnough
		}
		return nil
	})
	switch {
	case errors.Is(err, errEnough):
		return counts, nil
	case err != nil:
		return counts, err
	case format.entry == nil:
		return counts, errNoList
	case counts.Taken == 0:
		return counts, nothingTaken(counts)
	}
	return counts, nil
}

func nothingTaken(c Counts) error {
	if len(c.Left) == 0 {
		return errors.New("has a header and no entry: write one a line below it")
	}
	return fmt.Errorf("has no entry that can be taken (line %d: %s): make sure that it is the right file", c.Left[0].Line, c.Left[0].Reason)
}

// baseName is the name of a file without its folder and its ending.
func baseName(path string) string {
	base := filepath.Base(path)
	return base[:len(base)-len(filepath.Ext(base))]
}
