package plainfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

func written(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAFileUpToTheLimitIsReadWhole(t *testing.T) {
	path := written(t, "12345")
	if data, err := Read(path, 5); err != nil || string(data) != "12345" {
		t.Errorf("%q, %v", data, err)
	}
	if data, err := Read(path, 4); err == nil || data != nil || !strings.Contains(err.Error(), "is larger than 0 MB: make sure") {
		t.Errorf("%q, %v", data, err)
	}
}

func TestWhatIsNoFileSaysWhatToDo(t *testing.T) {
	if _, err := Read(t.TempDir(), 5); !errors.Is(err, ErrNotPlain) || err.Error() != "is a folder: name the file in it" {
		t.Error(err)
	}
	_, err := Read(filepath.Join(t.TempDir(), "none"), 5)
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "check its name and folder") || strings.Contains(err.Error(), "none") {
		t.Error(err)
	}
}

func TestAFileIsReplacedWholeAndForItsOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "file")
	for _, content := range []string{"first", "second"} {
		if err := Replace(path, []byte(content)); err != nil {
			t.Fatal(err)
		}
		if data, err := os.ReadFile(path); err != nil || string(data) != content {
			t.Errorf("%q, %v", data, err)
		}
	}
	if runtime.GOOS != "windows" {
		for p, want := range map[string]fs.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
			if info, err := os.Stat(p); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s has mode %v, %v", p, info.Mode(), err)
			}
		}
	}
}

func TestWhatFailsOnTheWayLeavesTheOldFileAndNothingElse(t *testing.T) {
	path := written(t, "old")
	broken := errors.New("the stick was pulled out")
	err := ReplaceBy(path, func(w io.Writer) error {
		fmt.Fprint(w, "half of the n")
		return broken
	})
	if data, _ := os.ReadFile(path); !errors.Is(err, broken) || string(data) != "old" {
		t.Errorf("%v, %q", err, data)
	}
	if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 1 {
		t.Errorf("%d files are left", len(files))
	}
}

func TestNothingIsWrittenThroughALink(t *testing.T) {
	path := written(t, "old")
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(path, link); err != nil {
		t.Skip("no links here: ", err)
	}
	err := Replace(link, []byte("new"))
	if data, _ := os.ReadFile(path); !errors.Is(err, ErrNotPlain) || string(data) != "old" {
		t.Errorf("%v, %q", err, data)
	}
}

func TestALockLetsOneInAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "file")
	var inside atomic.Int32
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			unlock, err := Lock(path)
			if err != nil {
				t.Error(err)
				return
			}
			defer unlock()
			if n := inside.Add(1); n != 1 {
				t.Errorf("%d are in at once", n)
			}
			runtime.Gosched()
			inside.Add(-1)
		})
	}
	all.Wait()
}
