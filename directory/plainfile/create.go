package plainfile

import (
	"errors"
	"io/fs"
	"os"
)

// Create writes a file that somebody named, whole or not at all, as [Replace] does. What has the name already gives way only with
// force, and only where it is a plain file. Its folder must be there: a slip in its name makes none.
func Create(path string, data []byte, force bool) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return create(path, data)
	case err != nil:
		return Unwritable(err)
	case !info.Mode().IsRegular():
		return refusal{"is a link, a folder or a device, not a file", "choose another name", ErrNotPlain}
	case !force:
		return taken()
	}
	return Replace(path, data)
}

func taken() error {
	return refusal{cause: "exists already", next: "choose another name, or add --force to replace it"}
}

// create takes the name by making an empty file, which only the first can do; the whole one then takes its place at once.
func create(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return taken()
	case err != nil:
		return Unwritable(err)
	}
	err = f.Close()
	if err == nil {
		err = Replace(path, data)
	}
	if err != nil {
		_ = os.Remove(path) // the error that is told is the first one
	}
	return err
}
