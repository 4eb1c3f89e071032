// Package daybook notes what left the desk: which referral, where to, from which account, on what verdict, and when.
//
// A practice must be able to show later by which route a referral went; it need not say whose it was. So no event has room for
// a patient: every field is an id of a fixed shape, an address of ours, a clinician of practice.toml or a word of the directory
// ([HandedOver] says which), and [Book.Append] refuses whatever else stands in it. The package must never change or drop a line
// that was written, never write through a link, and never claim that anything was sent.
package daybook

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/lockedfile"

	"referraldesk/policy/text"
)

// FileName is the daybook's name in the program's data folder.
const FileName = "daybook.jsonl"

// Book is a daybook that is written to: a file of one JSON object a line, which only ever grows. Several desks may write to the
// same one.
type Book struct{ path string }

// Open finds the daybook at path and makes its folder where there is none. The file comes with the first event.
func Open(path string) (*Book, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fault(path, "written", err)
	}
	if err := refuseOther(path); err != nil {
		return nil, err
	}
	return &Book{path}, nil
}

// Append writes an event as one line, and returns once it is on the disk. An event that could hold anything of a patient is
// refused, and nothing is written.
func (b *Book) Append(e HandedOver) error {
	if err := e.check(); err != nil {
		return fmt.Errorf("daybook: %w", err)
	}
	line, err := json.Marshal(e.line())
	if err != nil {
		return fault(b.path, "written", err)
	}
	if err := refuseOther(b.path); err != nil {
		return err
	}
	f, err := lockedfile.OpenFile(b.path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return fault(b.path, "written", err)
	}
	if err := errors.Join(appendLine(f, line), f.Close()); err != nil {
		return fault(b.path, "written", err)
	}
	return nil
}

// appendLine writes with one call to a file that no other desk holds, so that lines never mix. A line that was cut short, by a
// power cut or a full disk, is closed first: it must not swallow this one.
func appendLine(f *lockedfile.File, line []byte) error {
	if err := f.Chmod(0o600); err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	whole := append(line, '\n')
	if last := make([]byte, 1); info.Size() > 0 {
		if _, err := f.ReadAt(last, info.Size()-1); err != nil {
			return err
		}
		if last[0] != '\n' {
			whole = append([]byte{'\n'}, whole...)
		}
	}
	if _, err := f.Write(whole); err != nil {
		return err
	}
	return f.Sync()
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
	if on, ok := errors.AsType[*fs.PathError](err); ok {
		err = on.Err // the path is named already
	}
	return fmt.Errorf("%s: the daybook can't be %s (%w): make sure that it and its folder are yours, and that the disk is not full",
		text.Line(path), done, err)
}
