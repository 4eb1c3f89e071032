// Package daybook notes what left the desk, where to, from which account and on what verdict, and what came back.
//
// A practice must be able to show later by which route a referral went; it need not say whose it was. So no event has room for
// a patient: every field is an id of a fixed shape, an address, a clinician of practice.toml, a word of the directory, a day or
// a number ([Event] lists the types), and [Book.Append] refuses whatever else stands in it. The file only grows, and each line
// is tied to the one before by a hash, so that [Read] finds what was changed, taken away, put in or moved; who can write the
// file can also make every hash anew, so the chain shows accidents and plain edits, not a forger. The package must never
// change or drop a line that was noted, never write through a link, and never claim that anything was sent.
package daybook

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/lockedfile"

	"referraldesk/policy/text"
)

// FileName is the daybook's name in the program's data folder.
const FileName = "daybook.jsonl"

// ErrNewer says that a newer version of this program wrote in the daybook: this one reads what it knows, and writes nothing.
var ErrNewer = errors.New("a newer version of this program wrote in it")

// Book is a daybook that is written to: a file of one JSON object a line, which only ever grows. Several desks of one machine may
// write to the same one.
type Book struct {
	path   string
	random io.Reader // for the ids
}

// Open finds the daybook at path and makes its folder where there is none. The file comes with the first event.
func Open(path string) (*Book, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fault(path, "written", err)
	}
	if err := refuseOther(path); err != nil {
		return nil, err
	}
	return &Book{path, rand.Reader}, nil
}

// Append writes an event as one line, and returns once it is on the disk. An event that could hold anything of a patient is
// refused, and nothing is written; so it is where a newer version of the program wrote before ([ErrNewer]). With an error the
// event was not noted.
func (b *Book) Append(e Event) error {
	if err := check(e); err != nil {
		return fmt.Errorf("daybook: %w", err)
	}
	if err := refuseOther(b.path); err != nil {
		return err
	}
	f, err := lockedfile.OpenFile(b.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fault(b.path, "written", err)
	}
	if err := errors.Join(b.write(f, e), f.Close()); err != nil {
		return fault(b.path, "written", err)
	}
	return nil
}

// write adds an event to a file that no other desk holds.
func (b *Book) write(f *lockedfile.File, e Event) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Mode().Perm() != 0o600 {
		if err := f.Chmod(0o600); err != nil {
			return err
		}
	}
	offset, last, err := b.last(f, info.Size())
	if err != nil {
		return err
	}
	rest, err := unended(f, offset, info.Size())
	if err != nil {
		return err
	}
	events, lead := []Event{e}, ""
	switch here, _, _, whole := newScanner().sound(rest); {
	case rest == "":
	case whole && (here == last || here.number == last.number+1): // only its end is missing: it stays
		offset, last, lead = info.Size(), here, "\n"
	default:
		events = []Event{Repaired{At: e.When(), Bytes: int(min(info.Size()-offset, mostCounted))}, e}
	}
	lines, last, err := b.lines(last, events)
	if err != nil {
		return err
	}
	lines = append([]byte(lead), lines...)
	if err := put(f, lines, offset, info.Size()); err != nil {
		return err
	}
	if info.Size() == 0 {
		syncFolder(filepath.Dir(b.path))
	}
	writeEnd(b.path, last)
	return nil
}

// unended is what stands behind the last whole line: "" for nothing. It makes way for the next line only if it can be what a power
// cut left of one of ours, so anything else is refused.
func unended(f io.ReaderAt, offset, size int64) (string, error) {
	raw := make([]byte, min(size-offset, mostCounted))
	if n, err := f.ReadAt(raw, offset); n < len(raw) {
		return "", err
	}
	rest := string(raw)
	n := min(len(rest), len(startOfLine))
	if !strings.HasPrefix(rest, "\x00") && rest[:n] != startOfLine[:n] {
		return "", errors.New("its last line was not written by this program: keep a copy of the file elsewhere, then take that line out of it")
	}
	return rest, nil
}

// last finds where the next line goes, past the last whole one, and what ties it to that. Lines that the end knows of and the
// file has no more are not made up for: the numbers go on behind them, so that they stay missed.
func (b *Book) last(f io.ReaderAt, size int64) (offset int64, last link, err error) {
	offset, last, err = lastLine(f, size)
	if err != nil {
		return 0, link{}, err
	}
	if end := readEnd(b.path); end.number > last.number {
		last = end
	}
	return offset, last, nil
}

// lines are events as they are written behind the last line.
func (b *Book) lines(last link, events []Event) ([]byte, link, error) {
	var all []byte
	for _, e := range events {
		id, err := NewID(e.When(), b.random)
		if err != nil {
			return nil, link{}, err
		}
		var line []byte
		if line, last, err = encode(last, id, e); err != nil {
			return nil, link{}, err
		}
		all = append(append(all, line...), '\n')
	}
	return all, last, nil
}

// put writes lines at offset, in one call, over a torn end where there is one, and waits for the disk. What fails is taken back,
// so that an event whose hand-off was called not noted is not found later; where even that fails, the next event repairs it.
func put(f *lockedfile.File, lines []byte, offset, size int64) error {
	_, err := f.WriteAt(lines, offset)
	if end := offset + int64(len(lines)); err == nil && end < size {
		err = f.Truncate(end)
	}
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		return errors.Join(err, f.Truncate(size))
	}
	return nil
}

// syncFolder asks that the name of a new file be on the disk now. Not every file system can, and Windows can't, so it is no
// error.
func syncFolder(folder string) {
	if f, err := os.Open(folder); err == nil {
		_ = f.Sync()
		f.Close()
	}
}

// refuseOther refuses what is no plain file: through a link the daybook would lie elsewhere, and a pipe would be waited for.
func refuseOther(path string) error {
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s: the daybook is a link, a folder or a device, not a file: move away what stands there", text.Line(path))
	}
	return nil
}

// fault says that the daybook can't be read or written, why, and what to do next.
func fault(path, done string, err error) error {
	next := "make sure that it and its folder are yours, and that the disk is not full"
	if errors.Is(err, ErrNewer) {
		next = "use that version; this one can still read what it knows"
	}
	if on, ok := errors.AsType[*fs.PathError](err); ok {
		err = on.Err // the path is named already
	}
	return fmt.Errorf("%s: the daybook can't be %s (%w): %s", text.Line(path), done, err, next)
}
