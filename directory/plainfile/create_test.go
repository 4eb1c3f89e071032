package plainfile

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestANewFileIsForItsOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "page.html")
	if err := Create(path, []byte("whole"), false); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil || string(data) != "whole" {
		t.Errorf("%q, %v", data, err)
	}
	if info, err := os.Stat(path); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o600) {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 {
		t.Errorf("beside it: %v, %v", left, err)
	}
}

func TestAFileThatIsThereGivesWayOnlyWithForce(t *testing.T) {
	path := written(t, "somebody's")
	if err := Create(path, []byte("ours"), false); err == nil || !strings.Contains(err.Error(), "add --force") {
		t.Error(err)
	}
	if data, _ := os.ReadFile(path); string(data) != "somebody's" {
		t.Errorf("it became %q", data)
	}
	if err := Create(path, []byte("ours"), true); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(path); string(data) != "ours" {
		t.Errorf("it is %q", data)
	}
	if info, err := os.Stat(path); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o600) {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestWhatIsNoPlainFileIsNeverWrittenOver(t *testing.T) {
	target := written(t, "somebody's")
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(target, link); err != nil {
		link = t.TempDir() // where there are no links
	}
	for _, path := range []string{link, t.TempDir()} {
		for _, force := range []bool{false, true} {
			if err := Create(path, []byte("ours"), force); !errors.Is(err, ErrNotPlain) {
				t.Errorf("%s, force %v: %v", path, force, err)
			}
		}
	}
	if data, _ := os.ReadFile(target); string(data) != "somebody's" {
		t.Errorf("behind the link it became %q", data)
	}
}

func TestNoFolderIsMadeForAFileThatSomebodyNamed(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "slip")
	for _, force := range []bool{false, true} {
		if err := Create(filepath.Join(folder, "page.html"), []byte("ours"), force); err == nil {
			t.Error("it was written")
		}
	}
	if _, err := os.Stat(folder); err == nil {
		t.Error("the folder was made")
	}
}
