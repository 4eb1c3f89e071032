package daybook

import (
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/lockedfile"

	"referraldesk/directory/ods"
)

// Entry is an event as it stands in the daybook.
type Entry struct {
	Line  int // of the file, from 1
	ID    ID
	Event Event
	Site  ods.Code // that noted it, where it was read from the daybook of a group; zero in a file
}

// Log is what a daybook says.
type Log struct {
	Entries []Entry // in the order in which they were written, whatever the clock said
	Lines   int     // whole lines of the file
	Faults  []Fault // what is wrong with them, in the order of the file
	// Vouched is the number of the last line that is known to have been written. Of lines after it nobody could tell whether
	// more of them were taken away: none or one after a power cut, all of them where the file beside the daybook is lost.
	Vouched int
}

// Read reads a daybook and makes sure of its chain; one that does not exist yet is empty. A line that can't be read is a fault in
// the result, and hides no other.
func Read(path string) (Log, error) {
	if err := refuseOther(path); err != nil {
		return Log{}, err
	}
	data, end, err := readAll(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && end.number == 0:
		return Log{}, nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return Log{}, fault(path, "read", err)
	}
	return read(data, end), nil
}

// readAll reads the whole file and its end while nobody writes. What is read from it lives on in the string.
func readAll(path string) (data string, end link, err error) {
	f, err := lockedfile.Open(path)
	if err != nil {
		return "", readEnd(path), err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", link{}, err
	}
	var b strings.Builder
	b.Grow(int(info.Size()))
	if _, err := io.Copy(&b, f); err != nil {
		return "", link{}, err
	}
	return b.String(), readEnd(path), nil
}

func read(data string, end link) Log {
	var log Log
	whole := wholeLines(data)
	log.Entries = slices.Grow(log.Entries, strings.Count(data[:whole], "\n"))
	c := chain{scanner: newScanner(), end: end}
	for line := range strings.Lines(data[:whole]) {
		log.Lines++
		if e, ok := c.take(log.Lines, strings.TrimSuffix(line, "\n")); ok {
			log.Entries = append(log.Entries, e)
		}
	}
	c.close(log.Lines, len(data)-whole)
	log.Faults = c.faults
	log.Vouched = min(end.number, c.anchor.number)
	return log
}

// wholeLines is the length of the whole lines that data starts with. A line is not whole where it has no end, or a NUL in it: so
// a file system shows what had not yet reached the disk when the power failed.
func wholeLines(data string) int {
	end := strings.LastIndexByte(data, '\n') + 1
	for end > 0 {
		start := strings.LastIndexByte(data[:end-1], '\n') + 1
		if strings.IndexByte(data[start:end], 0) < 0 {
			break
		}
		end = start
	}
	return end
}

// lastLine gives where the whole lines of a file end, and what ties the next line to them. It reads the end of the file alone,
// and all of it only where the last line there is not sound.
func lastLine(f io.ReaderAt, size int64) (offset int64, last link, err error) {
	const usual = 16 << 10
	for n := int64(usual); ; n *= 8 {
		from := max(0, size-n)
		raw := make([]byte, size-from)
		if _, err := f.ReadAt(raw, from); err != nil && !errors.Is(err, io.EOF) {
			return 0, link{}, err
		}
		data := string(raw)
		whole := wholeLines(data)
		start := strings.LastIndexByte(data[:max(0, whole-1)], '\n') + 1
		if from > 0 && start == 0 {
			continue // the last whole line may start earlier
		}
		line := strings.TrimSuffix(data[start:whole], "\n")
		if formatOf(line) > format {
			return 0, link{}, ErrNewer
		}
		here, _, _, ok := new(scanner).sound(line)
		if ok || whole == 0 {
			return from + int64(whole), here, nil
		}
		if from == 0 {
			last, err = afterUnsound(data[:whole])
			return int64(whole), last, err
		}
	}
}

// afterUnsound is what ties the next line to lines of which the last is not sound: the last sound one, and as many numbers as
// there are lines after it.
func afterUnsound(lines string) (link, error) {
	c, number := chain{scanner: newScanner()}, 0
	for line := range strings.Lines(lines) {
		number++
		c.take(number, strings.TrimSuffix(line, "\n"))
	}
	if c.newer {
		return link{}, ErrNewer
	}
	return link{c.anchor.number + c.unsound, c.anchor.hash}, nil
}
