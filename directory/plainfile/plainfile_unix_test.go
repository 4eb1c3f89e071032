//go:build unix

package plainfile

import (
	"errors"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
)

func TestAPipeIsRefusedAndNotWaitedFor(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip("no pipes here: ", err)
	}
	if _, err := Read(path, 5); !errors.Is(err, ErrNotPlain) {
		t.Error(err)
	}
	if _, err := Read("/dev/zero", 5); !errors.Is(err, ErrNotPlain) {
		t.Error(err)
	}
}

// fullAfter makes every file of this process end after so many bytes, as on a disk that is full.
func fullAfter(t *testing.T, bytes uint64) {
	t.Helper()
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Skip("no limits here: ", err)
	}
	signal.Ignore(syscall.SIGXFSZ) // then the write fails, and nobody is killed
	full := before
	full.Cur = bytes
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &full); err != nil {
		t.Skip("no limits here: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
			t.Error(err)
		}
		signal.Reset(syscall.SIGXFSZ)
	})
}

func TestADiskThatIsFullLeavesTheOldFileAndNothingElse(t *testing.T) {
	path := written(t, "old")
	fullAfter(t, 4)
	for name, fill := range map[string]func(io.Writer) error{
		"which fill says": func(w io.Writer) error {
			_, err := io.WriteString(w, "new and longer")
			return err
		},
		"which fill keeps to itself": func(w io.Writer) error {
			_, _ = io.WriteString(w, "new and longer")
			return nil
		},
	} {
		err := ReplaceBy(path, fill)
		if unwritten(t, err, path); !errors.Is(err, syscall.EFBIG) {
			t.Errorf("%s: %v", name, err)
		}
		if data, err := os.ReadFile(path); err != nil || string(data) != "old" {
			t.Errorf("%s: %q, %v", name, data, err)
		}
		onlyFileIn(t, filepath.Dir(path), "file")
	}
}
