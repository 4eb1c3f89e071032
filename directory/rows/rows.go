// Package rows reads the rows of a CSV list that nobody vouches for, such as a list of organisations.
//
// A list may be long, so its rows are handed on one by one and none is kept. It may be damaged, so a quote that is never closed
// can't fill the memory, and rows that ran into each other are not taken for one. The package must never know what a list is of.
package rows

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// longest is how many bytes a row may have: some hundred times those of an organisation.
const longest = 64 << 10

// Each hands on the rows of a list that have anything in them, each with the line on which it starts, counted from 1. The cells
// are the caller's until the next row. A stray quote stands for itself. The error is that of take, which ends the reading, or
// the reason why there is no next row, to be read after the list's name.
func Each(r io.Reader, take func(line int, cells []string) error) error {
	limited := &limited{from: r}
	in := csv.NewReader(limited)
	in.FieldsPerRecord = -1
	in.ReuseRecord = true
	in.LazyQuotes = true // a stray quote in a name must not swallow the rest of the list
	for line := 1; ; {
		cells, err := in.Read()
		switch {
		case err == io.EOF:
			return nil
		case errors.Is(err, errLong):
			return fmt.Errorf("has a row of more than %d kB at line %d: close the quote that stands open there", longest>>10, line)
		case err != nil:
			return fmt.Errorf("can't be read to its end (%w): copy it to a folder of your own", err)
		}
		limited.since = 0
		at, _ := in.FieldPos(0)
		line = at + 1
		if blank(cells) {
			continue
		}
		if err := take(at, cells); err != nil {
			return err
		}
	}
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// RunTogether says that rows of a list without line breaks in its cells ran into each other.
func RunTogether(cells []string) error {
	breaks := 0
	for _, c := range cells {
		breaks += strings.Count(c, "\n")
	}
	if breaks == 0 {
		return nil
	}
	return fmt.Errorf("a quote that is not closed makes one row of %d lines", breaks+1)
}

var errLong = errors.New("the row is too long")

// limited ends the reading where a single row goes on and on.
type limited struct {
	from  io.Reader
	since int // bytes read since the last row was complete
}

func (l *limited) Read(p []byte) (int, error) {
	if l.since > longest {
		return 0, errLong
	}
	n, err := l.from.Read(p)
	l.since += n
	return n, err
}
