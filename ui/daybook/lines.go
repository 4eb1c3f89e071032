package daybook

import (
	"errors"
	"io/fs"
	"strings"
	"unicode/utf8"
)

// Line is a line of a daybook that is as it was written, for a copy of the daybook that lies elsewhere.
type Line struct {
	Number int    // that it has in the chain, from 1
	Raw    string // as it stands in the file, hash included, without the line end
	Entry  Entry  // that Raw says; its Line is Number
}

// Type is the type of the event as a file writes it: handed-over, sent, ….
func (l Line) Type() string {
	kind, _ := l.Entry.Event.wire()
	return kind
}

// LineReader reads single lines, wherever they were kept.
type LineReader struct{ s *scanner }

// NewLineReader is a reader for one goroutine.
func NewLineReader() LineReader { return LineReader{newScanner()} }

// Read takes a line apart; false where it is not as it was written, or holds what this program can't read.
func (r LineReader) Read(raw string) (Line, bool) {
	here, _, event, sound := r.s.sound(raw)
	if !sound || !utf8.ValidString(raw) || strings.IndexByte(raw, 0) >= 0 {
		return Line{}, false
	}
	id, e, readable := r.s.event(event)
	return Line{here.number, raw, Entry{Line: here.number, ID: id, Event: e}}, readable
}

// Lines reads the lines of a daybook that are as they were written, in the order of the file; of a daybook that does not exist
// yet there are none. What is wrong with the others [Read] says; those that a newer version of this program wrote are left to it.
func Lines(path string) ([]Line, error) {
	if err := refuseOther(path); err != nil {
		return nil, err
	}
	data, _, err := readAll(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fault(path, "read", err)
	}
	var lines []Line
	r := NewLineReader()
	for raw := range strings.Lines(data[:wholeLines(data)]) {
		if line, ok := r.Read(strings.TrimSuffix(raw, "\n")); ok {
			lines = append(lines, line)
		}
	}
	return lines, nil
}
