package evidence

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// refusal is why a file was not taken, and what to do next. It is read after the file's name.
type refusal struct{ cause, next string }

func (r refusal) Error() string { return r.cause + ": " + r.next }

// readPlainFile reads a file of at most limit bytes. A pipe, a device or a folder is refused and never waited for: the file is
// opened without blocking, and what was opened is looked at, so that nothing can be put in its place in between.
func readPlainFile(path string, limit int64) ([]byte, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, explain(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, explain(err)
	}
	tooLarge := refusal{fmt.Sprintf("is larger than %d MB", limit>>20), "make sure that it is the right file"}
	switch mode := info.Mode(); {
	case mode.IsDir():
		return nil, refusal{"is a folder", "name the file in it"}
	case !mode.IsRegular():
		return nil, refusal{"is a pipe or a device, not a file", "save it as a file first"}
	case info.Size() > limit:
		return nil, tooLarge
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	switch {
	case err != nil:
		return nil, explain(err)
	case int64(len(data)) > limit:
		return nil, tooLarge
	}
	return data, nil
}

// explain words what the operating system says of a file. The cause stays in the error, for errors.Is.
func explain(err error) error {
	next := "try again, or copy the file to a folder of your own"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		next = "check its name and folder"
	case errors.Is(err, fs.ErrPermission):
		next = "ask whoever owns it to let you read it, or copy it to a folder of your own"
	}
	return fmt.Errorf("can't be read (%w): %s", cause(err), next)
}

// cause is what the operating system says, without the names of the file that it says it of: whoever shows it names the file.
func cause(err error) error {
	if on, ok := errors.AsType[*fs.PathError](err); ok {
		return on.Err
	}
	if on, ok := errors.AsType[*os.LinkError](err); ok {
		return on.Err
	}
	return err
}
