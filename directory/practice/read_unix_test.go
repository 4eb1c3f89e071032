//go:build unix

package practice

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Opening a pipe waits for a writer: the desk would never start.
func TestAPipeInTheFilesPlaceIsRefusedWithoutWaiting(t *testing.T) {
	path := filepath.Join(t.TempDir(), "practice.toml")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip("no pipes here:", err)
	}
	if _, err := Read(path); err == nil || !strings.Contains(err.Error(), "move away") {
		t.Error(err)
	}
}

func TestAFileThatMayNotBeReadSaysSo(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	path := written(t, full)
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(path); err == nil || !strings.Contains(err.Error(), "let you read it") {
		t.Error(err)
	}
}

func TestAPathThroughAFileSaysThatItCantBeRead(t *testing.T) {
	if _, err := Read(filepath.Join(written(t, full), "practice.toml")); err == nil || !strings.Contains(err.Error(), "can't be read (not a directory): try again") {
		t.Error(err)
	}
}
