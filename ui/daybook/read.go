package daybook

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// maxLine is the longest line that is read, in bytes. An event takes some 300.
const maxLine = 64 << 10

// Log is what a daybook says.
type Log struct {
	Events     []HandedOver // in the order in which they were written
	Unreadable []int        // the lines, from 1, that were cut short or that a newer version of this program wrote
}

// Read reads a daybook; one that does not exist yet is empty. A line that can't be read is counted in the result, and hides no
// other: the last one may have been cut short by a power cut.
func Read(path string) (Log, error) {
	if err := refuseOther(path); err != nil {
		return Log{}, err
	}
	f, err := lockedfile.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Log{}, nil
	}
	if err != nil {
		return Log{}, fault(path, "read", err)
	}
	defer f.Close()
	var log Log
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, maxLine)
	for number := 1; lines.Scan(); number++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		if e, err := parse(lines.Bytes()); err == nil {
			log.Events = append(log.Events, e)
		} else {
			log.Unreadable = append(log.Unreadable, number)
		}
	}
	if err := lines.Err(); err != nil {
		return Log{}, fault(path, "read", err)
	}
	return log, nil
}

func parse(raw []byte) (HandedOver, error) {
	var l line
	if err := json.Unmarshal(raw, &l); err != nil {
		return HandedOver{}, err
	}
	return l.event()
}
