// Package plainfile reads and writes whole files that lie on the disk under a name which somebody gave.
//
// A name can mean a pipe, a device, a folder, a link to somewhere else or a file without an end: none of them is ever waited
// for or read into memory. What is written takes the place of a file at once or not at all, and only the person whose desk it
// is may read it. The package must never know what a file is about; its errors are read after the file's name.
package plainfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/rogpeppe/go-internal/lockedfile"
	"github.com/rogpeppe/go-internal/robustio"
)

// Only the person whose desk it is reads what is written; [os.CreateTemp] sees to the files.
const folderMode, lockMode = 0o700, 0o600

// ErrNotPlain is in the error of whatever is no file with bytes of its own: a folder, a pipe, a device, and where it is
// written, a link.
var ErrNotPlain = errors.New("not a plain file")

// refusal is why a file was not taken, and what to do next.
type refusal struct {
	cause, next string
	kind        error // ErrNotPlain, or nil
}

func (r refusal) Error() string { return r.cause + ": " + r.next }
func (r refusal) Unwrap() error { return r.kind }

// Open opens a file of at most limit bytes for reading. It is opened without blocking, and what was opened is looked at, so
// that nothing can be put in its place in between. A file may grow while it is read: whoever reads keeps a limit of their own.
func Open(path string, limit int64) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, unreadable(err)
	}
	if err := check(f, limit); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

func check(f *os.File, limit int64) error {
	info, err := f.Stat()
	if err != nil {
		return unreadable(err)
	}
	switch mode := info.Mode(); {
	case mode.IsDir():
		return refusal{"is a folder", "name the file in it", ErrNotPlain}
	case !mode.IsRegular():
		return refusal{"is a pipe or a device, not a file", "save it as a file first", ErrNotPlain}
	case info.Size() > limit:
		return tooLarge(limit)
	}
	return nil
}

func tooLarge(limit int64) error {
	return refusal{cause: fmt.Sprintf("is larger than %d MB", limit>>20), next: "make sure that it is the right file"}
}

// Read reads a file of at most limit bytes whole.
func Read(path string, limit int64) ([]byte, error) {
	f, err := Open(path, limit)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	switch {
	case err != nil:
		return nil, unreadable(err)
	case int64(len(data)) > limit:
		return nil, tooLarge(limit)
	}
	return data, nil
}

// unreadable words what the operating system says of a file. The cause stays in the error, for errors.Is.
func unreadable(err error) error {
	next := "try again, or copy the file to a folder of your own"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		next = "check its name and folder"
	case errors.Is(err, fs.ErrPermission):
		next = "ask whoever owns it to let you read it, or copy it to a folder of your own"
	}
	return fmt.Errorf("can't be read (%w): %s", Cause(err), next)
}

// Cause is what the operating system says, without the names of the file that it says it of: whoever shows it names the file.
func Cause(err error) error {
	if on, ok := errors.AsType[*fs.PathError](err); ok {
		return on.Err
	}
	if on, ok := errors.AsType[*os.LinkError](err); ok {
		return on.Err
	}
	return err
}

// RefuseLink refuses a symbolic link, where what is read or written behind it would be somebody else's.
func RefuseLink(path string) error {
	if info, err := os.Lstat(path); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return refusal{"is a symbolic link", "put the file itself in its place, or delete the link", ErrNotPlain}
	}
	return nil
}

// Replace puts data in the place of the file, as [ReplaceBy] does.
func Replace(path string, data []byte) error {
	return ReplaceBy(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// ReplaceBy puts what fill writes in the place of the file at once: a reader finds the old file or the new one, whole, whenever
// the power fails. It makes the folder where there is none. Whatever the old file was, the new one is readable by its owner
// alone. A symbolic link is refused. An error of fill is given back as it is, and nothing changes.
func ReplaceBy(path string, fill func(io.Writer) error) error {
	if err := RefuseLink(path); err != nil {
		return err
	}
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, folderMode); err != nil {
		return Unwritable(err)
	}
	draft, err := os.CreateTemp(folder, "."+filepath.Base(path)+"-*") // made with mode 0600
	if err != nil {
		return Unwritable(err)
	}
	defer os.Remove(draft.Name()) // once it was renamed, nothing has that name
	out := &noting{to: draft}
	err = fill(out)
	closing := errors.Join(out.failed, draft.Sync(), draft.Close())
	switch {
	case out.failed == nil && err != nil:
		return err
	case closing != nil:
		return Unwritable(closing)
	}
	if err := robustio.Rename(draft.Name(), path); err != nil {
		return Unwritable(err)
	}
	syncFolder(folder)
	return nil
}

// noting tells a disk that is full from what else can go wrong while something is written.
type noting struct {
	to     io.Writer
	failed error
}

func (w *noting) Write(p []byte) (int, error) {
	n, err := w.to.Write(p)
	if err != nil {
		w.failed = err
	}
	return n, err
}

// Lock keeps every other process that asks for it away from a file, until it is unlocked, with another file beside it. It
// makes the folder where there is none.
func Lock(path string) (unlock func(), err error) {
	if err := os.MkdirAll(filepath.Dir(path), folderMode); err != nil {
		return nil, Unwritable(err)
	}
	lock, err := lockedfile.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, lockMode)
	if err != nil {
		return nil, Unwritable(err)
	}
	return func() { lock.Close() }, nil
}

// syncFolder asks that the new name of a file be on the disk now. Not every file system can, and Windows can't: without it, a
// power cut may bring the old file back, whole. So it is no error: the new file is in its place already.
func syncFolder(folder string) {
	if f, err := os.Open(folder); err == nil {
		_ = f.Sync()
		f.Close()
	}
}

// Unwritable words what the operating system says of a file that was to be written.
func Unwritable(err error) error {
	return fmt.Errorf("can't be written (%w): make sure that you may write in this folder, and that the disk is not full", Cause(err))
}
