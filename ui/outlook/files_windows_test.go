package outlook

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"golang.org/x/sys/windows"
)

// tempFolder is a folder that goes with the test. It is cleared file by file, since Wine 8 can't do what t.TempDir would.
func tempFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "outlook")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		var all []string
		filepath.WalkDir(folder, func(path string, _ fs.DirEntry, _ error) error {
			all = append(all, path)
			return nil
		})
		for _, path := range slices.Backward(all) {
			if err := os.Remove(path); err != nil {
				t.Error(err)
			}
		}
	})
	return folder
}

// canRemove says whether a file in an os.Root can be removed here: Wine 8 knows no deleting through an open handle.
func canRemove(t *testing.T) bool {
	t.Helper()
	root, err := os.OpenRoot(tempFolder(t))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := root.WriteFile("probe", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	err = root.Remove("probe")
	if errors.Is(err, windows.ERROR_INVALID_FUNCTION) {
		return false
	}
	if err != nil {
		t.Fatal(err)
	}
	return true
}

// lockFile opens a file as an antivirus may: nobody else can move, remove or write it until the returned function is called.
func lockFile(t *testing.T, path string) (release func()) {
	t.Helper()
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		t.Fatal(err)
	}
	file, err := windows.CreateFile(name, windows.GENERIC_READ, 0, nil, windows.OPEN_EXISTING, windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		t.Fatal(err)
	}
	open := true
	release = func() {
		if open {
			open = false
			windows.CloseHandle(file)
		}
	}
	t.Cleanup(release)
	return release
}

func TestAFileThatTheAntivirusHoldsIsAnErrorAndStaysAsItWas(t *testing.T) {
	dir := tempFolder(t)
	path := filepath.Join(dir, "message.eml")
	if err := os.WriteFile(path, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	release := lockFile(t, path)
	waits := 0
	wait := hurried()
	wait.sleep = func(context.Context, time.Duration) error { waits++; return nil }
	checkError(t, writeEML(path, referral(), true, wait), "perhaps the antivirus, holds the file")
	if waits < len(wait.pauses) {
		t.Errorf("it was tried again %d times", waits)
	}
	release()
	if got, err := os.ReadFile(path); string(got) != "before" || err != nil {
		t.Errorf("it became %q, %v", got, err)
	}
	if got := names(t, dir); len(got) != 1 && canRemove(t) {
		t.Errorf("the folder holds %q", got)
	}
}

func TestAFileThatTheAntivirusLetsGoIsWrittenAfterAll(t *testing.T) {
	path := filepath.Join(tempFolder(t), "message.eml")
	if err := os.WriteFile(path, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	release := lockFile(t, path)
	wait := hurried()
	wait.sleep = func(context.Context, time.Duration) error { release(); return nil }
	checkError(t, writeEML(path, referral(), true, wait), "")
	checkWhole(t, path, referral())
}

func TestADraftThatIsStillOpenIsToldAndDoesNotKeepTheOthers(t *testing.T) {
	needRemove(t)
	dir := tempFolder(t)
	var paths []string
	for range 3 {
		path, err := WriteDraft(dir, referral(), rand.Reader)
		checkError(t, err, "")
		paths = append(paths, path)
	}
	lockFile(t, paths[1])
	swept, err := SweepDrafts(dir, time.Now().Add(time.Hour), DraftLife)
	checkError(t, err, "1 of the drafts")
	if got := names(t, dir); swept != 2 || len(got) != 1 || got[0] != filepath.Base(paths[1]) {
		t.Errorf("swept %d, left are %q", swept, got)
	}
}
