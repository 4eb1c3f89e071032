package outlook

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// WriteEML writes a draft to the file that a user named: whole or not at all, never through a link, readable by nobody else.
// A file that stands there already is replaced only with force.
func WriteEML(path string, d Draft, force bool) error {
	return writeEML(path, d, force, aboutASecond())
}

func writeEML(path string, d Draft, force bool, wait patience) error {
	message, err := d.eml()
	if err != nil {
		return err
	}
	if path == "" || os.IsPathSeparator(path[len(path)-1]) {
		return errors.New("the name for the message is that of a folder: add the name of a file")
	}
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return fmt.Errorf("the folder for the message can't be opened (%w): choose another", cause(err))
	}
	defer root.Close()
	file := wholeFile{root: root, name: filepath.Base(path), temporary: "referraldesk-" + rand.Text() + partial}
	err = whileHeld(wait, func() (err error) {
		file.replaces, err = mayReplace(root, file.name, force)
		return err
	})
	if err == nil {
		err = file.write(message, wait)
	}
	if err != nil {
		return fmt.Errorf("the message could not be written: %w", whyNotWritten(err))
	}
	return nil
}

var errExists = errors.New("a file of that name exists: choose another name, or add --force to replace it")

// mayReplace says whether there is a file to be replaced by force, and refuses everything else that has the name.
func mayReplace(root *os.Root, name string, force bool) (bool, error) {
	info, err := root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case info.Mode()&fs.ModeSymlink != 0:
		return false, errors.New("its name is a link to something else: choose another name")
	case !info.Mode().IsRegular():
		return false, errors.New("its name is that of a folder or a device: choose another name")
	case !force:
		return false, errExists
	}
	return true, nil
}

// wholeFile is a file that gets its name only when all of it is written.
type wholeFile struct {
	root      *os.Root
	name      string
	temporary string // its name until then
	replaces  bool   // a file of that name gives way; else nothing may have the name
}

// write leaves nothing of what fails. A file that an antivirus is looking at can't be moved or removed on Windows for a moment,
// so both are tried for a while.
//
// A new name is taken by making an empty file, which only the first can do, and the whole one takes its place at once. A hard
// link would take the name with the content, but memory sticks and shares have none.
func (f wholeFile) write(data []byte, wait patience) error {
	if err := writeNew(f.root, f.temporary, data); err != nil {
		return err
	}
	made := []string{f.temporary}
	var err error
	if !f.replaces {
		if err = writeNew(f.root, f.name, nil); err == nil {
			made = append(made, f.name)
		} else if errors.Is(err, fs.ErrExist) {
			err = errExists
		}
	}
	if err == nil {
		err = whileHeld(wait, func() error { return f.root.Rename(f.temporary, f.name) })
	}
	if err == nil {
		return nil
	}
	for _, name := range made {
		// What fails here can't be helped; the error to tell is the first.
		_ = whileHeld(wait, func() error { return f.root.Remove(name) })
	}
	return err
}

// whyNotWritten is the cause and the next step, without the name of the file.
func whyNotWritten(err error) error {
	why := cause(err)
	switch {
	case heldByAnother(err):
		return fmt.Errorf("another program, perhaps the antivirus, holds the file, or you may not write there (%w): "+
			"wait a moment and try again, choose another name or folder, or copy the message instead", why)
	case why != err:
		return fmt.Errorf("%w: choose another name or folder, or copy the message instead", why)
	}
	return err
}

// writeNew makes a file that nobody else may read, on the disk and complete when it returns, or none.
func writeNew(root *os.Root, name string, data []byte) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = root.Remove(name) // the error that is told is the first one
	}
	return err
}

// whileHeld tries do again as long as another program holds the file.
func whileHeld(wait patience, do func() error) error {
	return wait.try(context.Background(), func() (again bool, err error) {
		err = do()
		return heldByAnother(err), err
	})
}
