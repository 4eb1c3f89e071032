package lists

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"referraldesk/directory"
	"referraldesk/directory/plainfile"
)

func folderAt(t *testing.T, path string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(path, "inside"), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

// saysOf holds an error to the file that it names, what is wrong with it, and a next step.
func saysOf(t *testing.T, err error, path, want string) {
	t.Helper()
	if err == nil || !strings.HasPrefix(err.Error(), path+" ") || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), ": ") {
		t.Errorf("%v, want %s %s", err, path, want)
	}
}

func TestAStoreThatIsNoFolderIsSaidByWhateverUsesIt(t *testing.T) {
	data := t.TempDir()
	path := filepath.Join(data, "lists")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := StoreIn(data)
	_, err := s.Lists()
	saysOf(t, err, path, "can't be read (")
	saysOf(t, s.Remove("a"), path, "can't be read (")
	l, err := s.Load(nil)
	saysOf(t, err, path, "can't be read (")
	if l.Len() != 0 {
		t.Errorf("%d entries", l.Len())
	}
	_, err = s.Add(fileOf(t, "a.csv", header+"A,,,,,,,\n"), Other)
	saysOf(t, err, path, "can't be written (")
}

func TestAListThatCannotBeWrittenIsNamedAndNotAdded(t *testing.T) {
	data := t.TempDir()
	inTheWay := folderAt(t, filepath.Join(data, "lists", "other-a.csv"))
	_, err := StoreIn(data).Add(fileOf(t, "a.csv", header+"A,,,,,,,\n"), Other)
	saysOf(t, err, inTheWay, "can't be written (")
	if _, err := os.Stat(filepath.Join(inTheWay, "inside")); err != nil {
		t.Error(err)
	}
}

func TestAListThatCannotBeDeletedIsNamedAndStays(t *testing.T) {
	data := t.TempDir()
	inTheWay := folderAt(t, filepath.Join(data, "lists", "other-a.csv"))
	saysOf(t, StoreIn(data).Remove("a"), inTheWay, "can't be deleted (")
	if _, err := os.Stat(filepath.Join(inTheWay, "inside")); err != nil {
		t.Error(err)
	}
}

func TestAFileThatWentAwaySinceItWasReadIsNamed(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "gone.csv")
	saysOf(t, copyTo(filepath.Join(t.TempDir(), "a.csv"), gone), gone, "can't be read (")
}

func TestAListSaysAgainWhatBecameOfItsRows(t *testing.T) {
	s := StoreIn(t.TempDir())
	a := added(t, s, fileOf(t, "a.csv", header+"A,,,,,,,\n,,,,,,,\nB,,,,,,,\n"), Other)
	counts, err := s.Count(a.List)
	if err != nil || counts.Taken != 2 || counts.Taken != a.Taken || counts.LeftOut != a.LeftOut {
		t.Errorf("%+v, %v; when it was added: %+v", counts, err, a.Counts)
	}
}

func TestWhoeverAsksForNoMoreGetsNoMore(t *testing.T) {
	taken := 0
	counts, err := Read(fileOf(t, "a.csv", header+"A,,,,,,,\nB,,,,,,,\nC,,,,,,,\n"), func(directory.Listing) bool { taken++; return taken < 2 })
	if err != nil || taken != 2 || counts.Taken != 2 {
		t.Errorf("%d were handed on, %+v, %v", taken, counts, err)
	}
}

func TestTheCauseOfARefusalCanBeToldApart(t *testing.T) {
	if _, err := Read(t.TempDir(), func(directory.Listing) bool { return true }); !errors.Is(err, plainfile.ErrNotPlain) {
		t.Error(err)
	}
	if err := StoreIn(t.TempDir()).Remove("a"); !errors.Is(err, ErrUnknown) {
		t.Error(err)
	}
}

func TestMoreEntriesThanAListMayHaveAreRefused(t *testing.T) {
	rows := io.MultiReader(strings.NewReader("name\n"), &endless{row: "A\n"})
	counts, err := read(rows, "", func(directory.Listing) bool { return true })
	if err == nil || err.Error() != "has more than 1500000 entries: split it" || counts.Taken != maxEntries {
		t.Errorf("%d taken, %v", counts.Taken, err)
	}
}

// endless is a list without an end.
type endless struct{ row string }

func (e *endless) Read(p []byte) (int, error) {
	n := 0
	for n+len(e.row) <= len(p) {
		n += copy(p[n:], e.row)
	}
	return n, nil
}

func TestAFileThatBreaksWhileItIsLookedThroughIsNotRead(t *testing.T) {
	pulled := errors.New("the stick was pulled out")
	whole := strings.Repeat("a,b\n", 1<<12)
	for name, f := range map[string]io.ReadSeeker{
		"at once":           brokenAt{iotest.ErrReader(pulled), nil},
		"in the middle":     brokenAt{io.MultiReader(strings.NewReader(whole), iotest.ErrReader(pulled)), nil},
		"back at the start": brokenAt{strings.NewReader(whole), pulled},
	} {
		if _, err := decode(f); !errors.Is(err, pulled) || !strings.HasPrefix(err.Error(), "can't be read (") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// brokenAt is a file that breaks where its reader does, or where it is to be read again.
type brokenAt struct {
	io.Reader
	again error
}

func (b brokenAt) Seek(int64, int) (int64, error) { return 0, b.again }
