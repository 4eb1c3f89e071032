// Package evidence knows which mail domains a practice has seen on the DCB1596 list of accredited domains, or has confirmed.
//
// [ReadList] reads the official list, as it is published, out of a file that nobody vouches for; [Store] keeps what was
// imported and confirmed in the program's own folder, and [Set.Accredited] hands it to the policy. The package must never
// judge a route (package policy does), never guess at a domain (a cell that is not exactly one is left out and named), never
// keep half of a list, and never write over a file that it could not read.
package evidence

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"

	"referraldesk/directory/plainfile"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// The most that is taken from a list. The official one is well under 1 MB, with under 300 rows of 8 columns. Together these
// limits hold a hostile file to a second and to 100 MB of memory.
const (
	maxListFile = 4 << 20 // bytes of the file as it lies on the disk
	maxUnpacked = 4 << 20 // bytes of the parts of a workbook that are read, unpacked
	maxRows     = 10_000  // rows with anything in them, over all sheets of a workbook
	maxColumns  = 64      // columns that are looked at: what lies beyond is not read
	maxCommas   = 400_000 // commas in a CSV file, so that blank columns can't fill the memory
)

// List is a list of accredited domains as it was read from a file.
type List struct {
	Name     text.Text  // the file's name, without its folder
	Domains  []string   // in lower case, exact, each once, in the order of the file
	Left     []LeftOut  // the rows that were not taken, in the order of the file
	Modified policy.Day // when the workbook was last saved, by its own account; zero for a CSV file, which says nothing of it
}

// LeftOut is a row that names no domain to be taken.
type LeftOut struct {
	Row    int    // as the spreadsheet counts it, from 1; in a CSV file the line on which the row starts
	Reason string // to be read after the row: "has no domain"
}

// row is one row of a spreadsheet that has anything in it.
type row struct {
	number int
	cells  []string // without white space at their ends
}

func isBlank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return c != "" })
}

// ReadList reads the official list from an .xlsx or .csv file, told apart by what is in it, whatever its name. It refuses a
// file that is not a plain file, is too large, is damaged, or in which no column of domains is found; the error says why, and
// what to do next.
func ReadList(path string) (List, error) {
	shown := text.Line(path)
	data, err := plainfile.Read(path, maxListFile)
	if err != nil {
		return List{}, fmt.Errorf("%s: %w", shown, err)
	}
	list, err := parseList(data)
	if err != nil {
		return List{}, fmt.Errorf("%s: %w", shown, err)
	}
	list.Name = text.Line(filepath.Base(path))
	return list, nil
}

// parseList reads a whole file. The rows of a workbook and of a CSV file are judged by the same rules.
func parseList(data []byte) (List, error) {
	if !bytes.HasPrefix(data, []byte("PK")) {
		rows, err := readCSV(data)
		if err != nil {
			return List{}, err
		}
		return takeDomains([]sheet{{rows: rows}})
	}
	book, err := readWorkbook(data)
	if err != nil {
		return List{}, err
	}
	list, err := takeDomains(book.sheets)
	list.Modified = book.modified
	return list, err
}
