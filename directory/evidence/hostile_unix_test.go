//go:build unix

package evidence

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestPipeAndDeviceAreRefusedAndNotWaitedFor(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "list.csv")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{pipe, "/dev/zero"} {
		if said, _ := readInChild(t, path); !strings.Contains(said, "is a pipe or a device, not a file: save it as a file first") {
			t.Errorf("%s: %s", path, said)
		}
	}
}

func TestFileThatMayNotBeReadIsRefusedWithTheNextStep(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read every file")
	}
	path := anyFile(t, "list.csv", []byte(heading))
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadList(path); err == nil || !strings.Contains(err.Error(), "permission denied): ask whoever owns it") {
		t.Errorf("%v", err)
	}
}
