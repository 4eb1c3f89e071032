//go:build unix

package central_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"referraldesk/directory/practice"
	"referraldesk/ui/daybook"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC) // a Friday

// usual are the rules of a practice that wrote none: a day, or ten working days.
var usual = daybook.Rules(practice.Empty().Chasing)

// file is a desk's daybook, written line by line as the desk does but without a disk.
type file struct {
	lines  []daybook.Line
	prev   string // as the next line names it
	random io.Reader
}

// newFile is an empty daybook, unlike that of any other seed.
func newFile(seed int) *file {
	return &file{prev: "null", random: rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8), byte(seed >> 16)})}
}

// copied is the daybook as it was after n lines, to go on in its own way.
func (f *file) copied(n, seed int) *file {
	other := newFile(seed)
	other.lines = slices.Clone(f.lines[:n])
	last := f.lines[n-1].Raw
	other.prev = last[len(last)-67 : len(last)-1]
	return other
}

// note adds an event of a type with its fields as JSON.
func (f *file) note(kind string, at time.Time, fields string) daybook.Line {
	id, err := daybook.NewID(at, f.random)
	if err != nil {
		panic(err)
	}
	return f.chained(fmt.Sprintf(`{"format":1,"line":%d,"id":"%s","type":"%s","time":"%s",%s`,
		len(f.lines)+1, id, kind, at.Format(time.RFC3339), fields))
}

// chained adds a line that lacks only what ties it to the others.
func (f *file) chained(event string) daybook.Line {
	hashed := event + `,"prev":` + f.prev
	sum := sha256.Sum256([]byte(hashed))
	f.prev = `"` + hex.EncodeToString(sum[:]) + `"`
	line, ok := daybook.NewLineReader().Read(hashed + `,"hash":` + f.prev + "}")
	if !ok {
		panic("no line of a daybook: " + hashed)
	}
	f.lines = append(f.lines, line)
	return line
}

// rewrite adds lines of another daybook with one word in place of another, and every hash made anew.
func (f *file) rewrite(lines []daybook.Line, old, new string) {
	for _, l := range lines {
		event, _, _ := strings.Cut(l.Raw, `,"prev":`)
		f.chained(strings.ReplaceAll(event, old, new))
	}
}

// handOff notes the hand-off of the referral with a number.
func (f *file) handOff(n int, at time.Time, urgency string) daybook.Line {
	urgent := urgency == "Urgent"
	return f.note("handed-over", at, fmt.Sprintf(`"reference":"%s","destination":"mkuh-bus","sender":"reception.abc12@nhs.net","status":"check",`+
		`"rule":"S1","conditions":["N1","S5"],"confirmed_by":"Ann Lee","urgency":"%s","urgent":%t,"site":null,"directory":null,"version":null`,
		numbered(n), urgency, urgent))
}

// answer notes what somebody said of the referral with a number.
func (f *file) answer(kind string, n int, at time.Time) daybook.Line {
	return f.note(kind, at, fmt.Sprintf(`"reference":"%s","destination":"mkuh-bus","by":null`, numbered(n)))
}

// used notes a use of an account on the day of at.
func (f *file) used(account string, at time.Time) daybook.Line {
	return f.note("account-used", at, fmt.Sprintf(`"account":"%s","how":"sent","on":"%s"`, account, at.Format(time.DateOnly)))
}

// filled is a daybook of n events.
func filled(seed, n int) *file {
	f := newFile(seed)
	for i := range n {
		if at := noon.Add(time.Duration(i) * time.Second); i%3 == 2 {
			f.answer("receipt-confirmed", seed*1_000_000+i-1, at)
		} else {
			f.handOff(seed*1_000_000+i, at, "Urgent")
		}
	}
	return f
}

// raw are the lines of a daybook as they stand in its file.
func raw(lines []daybook.Line) []string {
	var all []string
	for _, l := range lines {
		all = append(all, l.Raw)
	}
	return all
}

// written puts a daybook on the disk.
func written(t testing.TB, lines []daybook.Line) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), daybook.FileName)
	if err := os.WriteFile(path, []byte(strings.Join(raw(lines), "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// numbered is a reference of its own for every n.
func numbered(n int) daybook.Reference {
	const letters = "CDFGHJKMNPQRTVWXY34679"
	out := []byte("RD-xxx-xxx-xxx")
	for i := range out {
		if out[i] == 'x' {
			out[i], n = letters[n%len(letters)], n/len(letters)
		}
	}
	return daybook.Reference(out)
}
