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
	var put place
	err = whileHeld(wait, func() (err error) {
		put, err = placeFor(root, filepath.Base(path), force)
		return err
	})
	if err == nil {
		err = writeWhole(root, "referraldesk-"+rand.Text()+partial, message, put, wait)
	}
	if err != nil {
		return fmt.Errorf("the message could not be written: %w", whyNotWritten(err))
	}
	return nil
}

var errExists = errors.New("a file of that name exists: choose another name, or add --force to replace it")

// placeFor picks the way in which a whole file gets its name in root.
func placeFor(root *os.Root, name string, force bool) (place, error) {
	info, err := root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return placeNew(root, name), nil
	case err != nil:
		return nil, err
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, errors.New("its name is a link to something else: choose another name")
	case !info.Mode().IsRegular():
		return nil, errors.New("its name is that of a folder or a device: choose another name")
	case !force:
		return nil, errExists
	}
	return func(temporary string) error { return root.Rename(temporary, name) }, nil
}

// place gives a whole file its name.
type place func(temporary string) error

// placeNew never replaces a file: it takes the name by making an empty file, which only the first can do, and puts the whole
// one in its stead at once. A hard link would take the name with the content, but memory sticks and shares have none.
func placeNew(root *os.Root, name string) place {
	return func(temporary string) error {
		taken, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			return errExists
		}
		if err == nil {
			err = taken.Close()
		}
		if err != nil {
			return err
		}
		if err := root.Rename(temporary, name); err != nil {
			root.Remove(name)
			return err
		}
		return nil
	}
}

// writeWhole writes data to a temporary file in root and has it placed. What fails leaves no file. A file that an antivirus is
// looking at can't be moved or removed on Windows for a moment, so both are tried for a while.
func writeWhole(root *os.Root, temporary string, data []byte, put place, wait patience) error {
	if err := writeNew(root, temporary, data); err != nil {
		return err
	}
	err := whileHeld(wait, func() error { return put(temporary) })
	if err != nil {
		// Nothing more can be done about a temporary file that stays: it has a name that nobody opens.
		_ = whileHeld(wait, func() error { return root.Remove(temporary) })
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
