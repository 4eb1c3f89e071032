//go:build unix

package plainfile

import (
	"errors"
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
