package outlook

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// names lists a folder.
func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, entry := range entries {
		all = append(all, entry.Name())
	}
	return all
}

// checkWhole wants the draft at path, complete, and closed to others.
func checkWhole(t *testing.T, path string, d Draft) {
	t.Helper()
	want, err := d.eml()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != string(want) {
		t.Errorf("there are %d bytes (%v), want %d", len(got), err, len(want))
	}
	checkMode(t, path, 0o600)
}

func checkMode(t *testing.T, path string, want fs.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != want && runtime.GOOS != "windows" {
		t.Errorf("the mode is %o, want %o", got, want)
	}
}

func TestADraftIsWholeClosedToOthersAndNamedByChance(t *testing.T) {
	dir := filepath.Join(tempFolder(t), "referraldesk", "drafts")
	var paths []string
	for range 3 {
		path, err := WriteDraft(dir, referral(), rand.Reader)
		checkError(t, err, "")
		checkWhole(t, path, referral())
		if filepath.Dir(path) != dir || !draftFile.MatchString(filepath.Base(path)) || slices.Contains(paths, path) {
			t.Errorf("it lies at %s", path)
		}
		paths = append(paths, path)
	}
	checkMode(t, dir, 0o700)
	checkMode(t, filepath.Dir(dir), 0o700)
	if got := names(t, dir); len(got) != 3 {
		t.Errorf("the folder holds %q", got)
	}
}

func TestADraftNeverReplacesAnother(t *testing.T) {
	needRemove(t)
	dir := tempFolder(t)
	always := func() *strings.Reader { return strings.NewReader(strings.Repeat("x", 16)) }
	first, err := WriteDraft(dir, referral(), always())
	checkError(t, err, "")
	other := referral()
	other.Body = "another patient's"
	_, err = WriteDraft(dir, other, always())
	checkError(t, err, "exists")
	checkWhole(t, first, referral())
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("the folder holds %q", got)
	}
}

func TestADraftThatCannotBeWrittenLeavesNothing(t *testing.T) {
	dir := filepath.Join(tempFolder(t), "drafts")
	bad := referral()
	bad.Subject = "a\nb"
	_, err := WriteDraft(dir, bad, rand.Reader)
	checkError(t, err, "line break at character 2")
	_, err = WriteDraft(dir, referral(), iotest.ErrReader(errors.New("no randomness")))
	checkError(t, err, "no randomness")
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder was made: %v", err)
	}
	if err := os.WriteFile(dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = WriteDraft(dir, referral(), rand.Reader)
	checkError(t, err, "drafts")
}

func TestOnlyOldDraftsAreSwept(t *testing.T) {
	needRemove(t)
	dir := tempFolder(t)
	now := time.Now()
	put := func(name string, age time.Duration) {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	const a, b, c, d = "draft-aaaaaaaaaaaaaaaaaaaaaaaaaa.eml", "draft-bbbbbbbbbbbbbbbbbbbbbbbbbb.eml",
		"draft-cccccccccccccccccccccccccc.eml", "draft-dddddddddddddddddddddddddd.eml"
	put(a, DraftLife)                    // old enough
	put(b, DraftLife-time.Second)        // not yet
	put(c+".part", time.Hour)            // never became whole
	put(d, -time.Hour)                   // from before the clock was set back
	put("letter.eml", time.Hour)         // not ours
	put("draft-short.eml", time.Hour)    // not ours
	put("x"+a, time.Hour)                // not ours
	put("practice.toml", 1000*time.Hour) // not ours
	if err := os.Mkdir(filepath.Join(dir, "draft-eeeeeeeeeeeeeeeeeeeeeeeeee.eml"), 0o700); err != nil {
		t.Fatal(err)
	}
	swept, err := SweepDrafts(dir, now, DraftLife)
	checkError(t, err, "")
	if swept != 3 {
		t.Errorf("swept %d", swept)
	}
	left := []string{b, "draft-eeeeeeeeeeeeeeeeeeeeeeeeee.eml", "draft-short.eml", "letter.eml", "practice.toml", "x" + a}
	if got := names(t, dir); !slices.Equal(got, left) {
		t.Errorf("left are %q, want %q", got, left)
	}
}

func TestADraftIsSweptAfterItsTime(t *testing.T) {
	needRemove(t)
	dir := tempFolder(t)
	path, err := WriteDraft(dir, referral(), rand.Reader)
	checkError(t, err, "")
	info, err := os.Stat(path)
	checkError(t, err, "")
	for _, test := range []struct {
		age   time.Duration
		swept int
	}{{0, 0}, {DraftLife - time.Nanosecond, 0}, {DraftLife, 1}, {time.Hour, 0}} {
		if swept, err := SweepDrafts(dir, info.ModTime().Add(test.age), DraftLife); swept != test.swept || err != nil {
			t.Errorf("after %v: swept %d, %v", test.age, swept, err)
		}
	}
}

func TestWithoutADraftsFolderThereIsNothingToSweep(t *testing.T) {
	if swept, err := SweepDrafts(filepath.Join(tempFolder(t), "none"), time.Now(), DraftLife); swept != 0 || err != nil {
		t.Errorf("swept %d, %v", swept, err)
	}
}
