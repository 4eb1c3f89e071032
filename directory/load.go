package directory

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"referraldesk/directory/plainfile"
	"referraldesk/directory/tables"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// FileName is the name of the practice's own file in the folder of settings.
const FileName = "directory.toml"

// Load is the embedded directory with the file at path laid over it; a file that is not there changes nothing. Whatever is
// wrong with the file, the embedded directory stands, and comes with the error, a [Faults] where the file could be read: who
// goes on with the directory must show it.
func Load(path string, today policy.Day) (*Directory, error) {
	dir, err := Overlaid(path, today)
	if dir != nil {
		return dir, nil
	}
	embedded, fault := Embedded()
	switch {
	case fault != nil:
		return nil, fault
	case errors.Is(err, fs.ErrNotExist):
		return embedded, nil
	}
	return embedded, err
}

// Overlaid is [Load] for who wants the file at path or nothing: with any error, one that is fs.ErrNotExist among them, there is
// no directory.
func Overlaid(path string, today policy.Day) (*Directory, error) {
	data, err := readOverlay(path)
	if err != nil {
		return nil, err
	}
	return overlaid(nameOf(path), data, today)
}

func readOverlay(path string) ([]byte, error) {
	data, err := plainfile.Read(path, tables.MaxBytes)
	if err != nil {
		return nil, fmt.Errorf("%s %w", nameOf(path), err)
	}
	return data, nil
}

// nameOf is a path as it stands in a fault.
func nameOf(path string) string { return text.Line(filepath.Clean(path)).String() }

// overlaid lays the text of a file over the embedded directory; file is the name that faults carry.
func overlaid(file string, data []byte, today policy.Day) (*Directory, error) {
	return layTexts(embeddedName, bucks, file, data, today)
}

// layTexts lays one text over another, of which no day is held against a clock.
func layTexts(below string, lower []byte, above string, upper []byte, today policy.Day) (*Directory, error) {
	var ledger tables.Ledger
	root := tables.Parse(below, lower, &ledger)
	own := tables.Parse(above, upper, &ledger)
	if root == nil || own == nil {
		return nil, ledger.Err()
	}
	layer := takeLayer(root)
	plain := resolve(layer, policy.Day{})
	dir := resolve(over(takeLayer(own), layer, root), today)
	if err := ledger.Err(); err != nil {
		return nil, err
	}
	dir.mark(plain)
	dir.Version = versionOf(lower, upper)
	return dir, nil
}
