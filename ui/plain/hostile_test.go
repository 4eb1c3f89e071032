package plain

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/daybook"
)

// bad is what would move a terminal, write its clipboard, hide, or turn the order of letters round.
const bad = "x\x1b]52;c;aGk=\a\x1b[31m\u202e\u200b\u0085\u009b\u2066\ufeff\ty\xff\x00z"

// moves says whether a rune does more to a terminal than show.
func moves(r rune) bool {
	return r != '\n' && (unicode.IsControl(r) || text.Block(string(r)).String() != string(r))
}

func clean(t *testing.T, said, what string) {
	t.Helper()
	if i := strings.IndexFunc(said, moves); i >= 0 {
		t.Errorf("%s: said %q", what, said[i:min(len(said), i+40)])
	}
}

// Hostile text as the answer to every question of every destination, and to every other question on the way.
func TestNothingOfAHostileAnswerReachesTheTerminal(t *testing.T) {
	dir, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dir.Destinations {
		lines := []string{bad, "b", "2", bad, bad + "@example.com", "b", d.Address.String(), "1", bad, "1"}
		for range 2 * len(d.Questions) {
			lines = append(lines, bad, ".")
		}
		b, _ := played(t, append(lines, "list", "more", bad, "b", "review", "show", bad, "desk", "7", bad, "discard "+d.ID, "4", bad, "5", bad, "q")...)
		clean(t, b.out.String(), d.ID)
		b.says(t, "WRONG.")
	}
}

// Text from files and from elsewhere: the practice's own directory, a fault, the daybook, the clipboard's own words.
func TestNothingOfAHostileFileReachesTheTerminal(t *testing.T) {
	escaped := `x\u001b]52;c;aGk=\u0007\u001b[31m\u202e\u200b\u0085y`
	path := filepath.Join(t.TempDir(), "directory.toml")
	own := `[[destination]]
id = "own"
name = "` + escaped + `"
trust = "` + escaped + `"
address = "own@nhs.net"
form = { name = "` + escaped + `", where = "` + escaped + `" }
phone = "` + escaped + `"

[[destination.note]]
text = "` + escaped + `"
source = "loc-nhs-mail"

[[destination.question]]
id = "own-question"
section = "` + escaped + `"
label = "` + escaped + `"
kind = "choice"
choices = ["` + escaped + `", "two"]
need = "required"
help = "` + escaped + `"
`
	if err := os.WriteFile(path, []byte(own), 0o600); err != nil {
		t.Fatal(err)
	}
	dir, err := directory.Load(path, policy.NewDay(2026, 11, 22))
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t, strings.NewReader(strings.Join([]string{"own@nhs.net", "1", "1", bad, "go 24", bad, "list", "more", "more", "b", "review", "show", "q"}, "\n")))
	b.desk.Directory, b.desk.PracticePath = dir, "/home/"+bad+"/practice.toml"
	b.desk.Faults = []error{errors.New(bad)}
	b.desk.Daybook = func() (daybook.Log, error) { return daybook.Log{}, errors.New(bad) }
	Run(b.desk)
	clean(t, b.out.String(), "a hostile directory")
	b.says(t, "SECURE: nhs.net to nhs.net.", "31m y: own@nhs.net", "1. x]52;c;aGk=[31m y")
}

// A megabyte as one line, or as many, at any kind of question: it is taken as text or refused, and nothing is copied by it.
func TestAMegabyteIsTakenAsTextOrRefused(t *testing.T) {
	line := strings.Repeat("x", 1<<20)
	lines := strings.Repeat("copy smh-wet-amd\nyes\nq\n", 1<<20/24)
	b, end := played(t, "amd", "1", "1", line, "go 14", lines+".", "review", "b")
	if end != Unfinished || len(b.board.copies) > 0 {
		t.Errorf("from a file: end %d, %d copies", end, len(b.board.copies))
	}
	for _, paste := range []string{line, lines} {
		b := newBench(t, nil)
		b.atTerminal(paste, "amd", "1", "1", "Quorinda Vantongeren", "go 14", paste, "q", paste)
		if end := Run(b.desk); end != Unfinished || len(b.board.copies) > 0 {
			t.Errorf("from a terminal: end %d, %d copies:\n%.2000s", end, len(b.board.copies), b.out.String())
		}
		b.says(t, "NOT TAKEN.")
		b.saysNot(t, "xxxx")
	}
}

// What has no end is not kept for ever: the session ends, and says why.
func TestALineWithoutAnEndEndsTheSession(t *testing.T) {
	b, end := played(t, "amd", "1", "1", "Quorinda Vantongeren", strings.Repeat("x", maxRead+1), "q")
	if end != Unfinished {
		t.Errorf("end %d", end)
	}
	b.says(t, "STOPPED. More than 4 MB came as one answer", "NOT FINISHED.")
	b, end = played(t, "amd", "1", "1", "go 14", strings.Repeat("a line\n", maxRead/7+1))
	if end != Done { // nothing was taken
		t.Errorf("end %d", end)
	}
	b.says(t, "STOPPED.")
}

// full is a terminal that nobody can see any more.
type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errors.New("nobody reads")
	}
	return len(p), nil
}

// A question that nobody saw is answered by nobody: at whatever place the output breaks off, nothing more is copied.
func TestWhereNobodyReadsTheQuestionsNothingIsTaken(t *testing.T) {
	input := strings.Join(sessionFile(t, "secure.txt"), "\n")
	whole, _ := played(t, input)
	size := len(whole.out.String())
	copied := strings.Index(whole.out.String(), "COPIED. Body.")
	for room := 0; room < size; room += 311 {
		b := newBench(t, strings.NewReader(input))
		b.desk.Out = &full{room}
		if end := Run(b.desk); end != Unseen && room < size-311 {
			t.Fatalf("broken off after %d bytes: end %d", room, end)
		}
		if room < copied-300 && len(b.events) > 0 {
			t.Fatalf("broken off after %d bytes, %v was noted", room, b.events)
		}
	}
}
