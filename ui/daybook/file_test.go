package daybook

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestDaybookThatDoesNotExistYetIsEmpty(t *testing.T) {
	_, path := newBook(t)
	if log := reading(t, path); log.Entries != nil || log.Faults != nil || log.Lines != 0 {
		t.Errorf("%+v", log)
	}
}

// Wherever the power failed in the last line, all others are there, the next event is noted, and the file says what happened.
func TestLineThatWasCutShortAnywhereIsRepairedAndSaid(t *testing.T) {
	b, path, lines := filled(t, 3)
	end := readEnd(path)
	for cut := 1; cut < len(lines[2]); cut += 1 + len(lines[2])/40 {
		write(t, path, lines[0], lines[1], lines[2][:cut])
		write(t, path+endSuffix, "2 "+strings.Repeat("0", hashLength)+"\n")
		writeEnd(path, link{2, hashIn(lines[1])})
		if log := reading(t, path); !slices.Equal(log.Faults, []Fault{{Line: 3, Damage: Torn}}) || len(log.Entries) != 2 {
			t.Fatalf("cut after %d bytes: %d entries, faults %v", cut, len(log.Entries), log.Faults)
		}
		appended(t, b, full())
		log := reading(t, path)
		if len(log.Faults) > 0 || len(log.Entries) != 4 || log.Entries[2].Event != (Repaired{full().At, cut}) {
			t.Fatalf("cut after %d bytes, and repaired: %+v, faults %v", cut, log.Entries, log.Faults)
		}
	}
	write(t, path, lines[0], lines[1], lines[2][:20])
	writeEnd(path, end) // which knows that the third line was whole once
	appended(t, b, full())
	if got, want := reading(t, path).Faults, []Fault{{3, Missing, 3, 3}}; !slices.Equal(got, want) {
		t.Errorf("a noted line that was cut: got %v, want %v", got, want)
	}
}

func hashIn(line string) string {
	_, hash, _ := strings.Cut(line, startOfHash)
	return hash[:hashLength]
}

// A file system may show the room of what had not reached the disk as zeros, also before the line end.
func TestZerosAtTheEndAreRepairedAndSaid(t *testing.T) {
	b, path, lines := filled(t, 2)
	for name, torn := range map[string]string{
		"zeros":             strings.Repeat("\x00", 300),
		"zeros, line end":   strings.Repeat("\x00", 300) + "\n",
		"second half alone": strings.Repeat("\x00", 200) + lines[1][200:],
		"many zeros":        strings.Repeat("\x00", 100_000),
	} {
		write(t, path, lines[0], lines[1], torn)
		writeEnd(path, link{2, hashIn(lines[1])})
		if got := reading(t, path).Faults; !slices.Equal(got, []Fault{{Line: 3, Damage: Torn}}) {
			t.Errorf("%s: faults %v", name, got)
		}
		appended(t, b, full())
		log := reading(t, path)
		if len(log.Faults) > 0 || len(log.Entries) != 4 || log.Entries[2].Event != (Repaired{full().At, len(torn)}) {
			t.Errorf("%s, repaired: %d entries, faults %v", name, len(log.Entries), log.Faults)
		}
	}
}

func TestFileCutInTheMiddleKeepsWhatIsLeftAndSaysWhatIsNot(t *testing.T) {
	b, path, lines := filled(t, 10)
	whole := strings.Join(lines, "")
	write(t, path, whole[:len(whole)/2])
	log := reading(t, path)
	left := len(log.Entries)
	if want := []Fault{{Line: left + 1, Damage: Torn}, {left + 1, Missing, left + 1, 10}}; left < 3 || !slices.Equal(log.Faults, want) {
		t.Errorf("%d entries, got %v, want %v", left, log.Faults, want)
	}
	appended(t, b, bare())
	log = reading(t, path)
	if want := []Fault{{left + 1, Missing, left + 1, 10}}; len(log.Entries) != left+2 || !slices.Equal(log.Faults, want) {
		t.Errorf("and going on: %d entries, got %v, want %v", len(log.Entries), log.Faults, want)
	}
}

func TestClockThatJumpsBackChangesNoOrder(t *testing.T) {
	b, path := newBook(t)
	var want []Reference
	for i, at := range []time.Time{noon, noon.AddDate(-20, 0, 0), noon.AddDate(10, 0, 0), noon.Add(-time.Second)} {
		e := bare()
		e.At, e.Reference = at, numbered(i)
		want = append(want, e.Reference)
		appended(t, b, e)
	}
	if log := reading(t, path); len(log.Faults) > 0 || !slices.Equal(references(log), want) {
		t.Errorf("%v, faults %v", references(log), log.Faults)
	}
}

func TestDaybookIsForItsOwnerAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps the user's folders for the user by other means")
	}
	b, path := newBook(t)
	appended(t, b, full())
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	appended(t, b, full())
	for name, want := range map[string]os.FileMode{path: 0o600, path + endSuffix: 0o600, filepath.Dir(path): 0o700} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}

func TestDaybookIsNeverReadOrWrittenThroughALink(t *testing.T) {
	b, path := newBook(t)
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	write(t, elsewhere)
	for _, name := range []string{path, path + endSuffix} {
		if err := os.Symlink(elsewhere, name); err != nil {
			t.Skip("this system makes no symbolic links:", err)
		}
	}
	_, opening := Open(path)
	_, reading := Read(path)
	for _, err := range []error{opening, reading, b.Append(full())} {
		if err == nil || !strings.Contains(err.Error(), "move away what stands there") {
			t.Errorf("%v", err)
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	appended(t, b, full()) // the end is still a link
	if after, err := os.ReadFile(elsewhere); err != nil || len(after) > 0 {
		t.Errorf("what the links lead to holds %q, %v", after, err)
	}
}

func TestFolderInThePlaceOfTheDaybookIsSaid(t *testing.T) {
	b, path := newBook(t)
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := b.Append(full()); err == nil || !strings.Contains(err.Error(), "a link, a folder or a device") {
		t.Errorf("%v", err)
	}
}

func TestEventIsNotNotedWithoutRandomNumbers(t *testing.T) {
	b, path := newBook(t)
	b.random = failing{}
	if err := b.Append(full()); err == nil || !strings.Contains(err.Error(), "no random numbers") {
		t.Errorf("%v", err)
	}
	if log := reading(t, path); log.Lines != 0 || len(log.Faults) > 0 {
		t.Errorf("%+v", log)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("none today") }

// An editor that took the last line end away took nothing else: the line is whole, and stays.
func TestLineThatOnlyLacksItsEndStays(t *testing.T) {
	b, path, lines := filled(t, 2)
	write(t, path, lines[0], strings.TrimSuffix(lines[1], "\n"))
	appended(t, b, full())
	if log := reading(t, path); len(log.Faults) > 0 || len(log.Entries) != 3 {
		t.Errorf("%d entries, faults %v", len(log.Entries), log.Faults)
	}
}

// Somebody else's text in the daybook's place is never written over.
func TestTextOfOthersIsNotWrittenOver(t *testing.T) {
	b, path, _ := filled(t, 1)
	write(t, path, "my own notes")
	if err := b.Append(full()); err == nil {
		t.Error("an event was noted over somebody's notes")
	}
	if data, _ := os.ReadFile(path); string(data) != "my own notes" {
		t.Errorf("the file is now %q", data)
	}
}
