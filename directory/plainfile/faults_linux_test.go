package plainfile

import (
	"os"
	"strings"
	"testing"
)

// What lies in /proc says that it is empty, as a file does that grows or breaks while it is read.
func proc(t *testing.T, path string) string {
	t.Helper()
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() || info.Size() != 0 {
		t.Skipf("%s is not as Linux has it: %v", path, err)
	}
	return path
}

func TestAFileThatGrowsPastTheLimitWhileItIsReadIsRefused(t *testing.T) {
	data, err := Read(proc(t, "/proc/self/status"), 5)
	if data != nil || err == nil || !strings.Contains(err.Error(), "is larger than 0 MB") {
		t.Errorf("%q, %v", data, err)
	}
}

func TestAFileThatBreaksWhileItIsReadGivesNoHalfOfIt(t *testing.T) {
	data, err := Read(proc(t, "/proc/self/mem"), 5) // its first page can't be read
	if data != nil || err == nil || err.Error() != "can't be read (input/output error): try again, or copy the file to a folder of your own" {
		t.Errorf("%q, %v", data, err)
	}
}
