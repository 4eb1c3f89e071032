//go:build unix

package cli

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sahilm/fuzzy"

	"referraldesk/directory"
	"referraldesk/directory/lists"
)

// tableQueries are what the table types, a character at a time.
var tableQueries = []string{"cataract", "milton keynes surgery", "smh eye", "sp"}

const (
	deskRows = 50 // how many rows the desk asks for
	cores    = 2  // how many the desk and the search may use
)

// BenchmarkSearchTable prints what the desk takes beside lists of 5 to a million names: the search, from a keystroke to its frame
// on a pseudo-terminal, the memory, and the first frame. The lists are made up in the shape of epraccur.csv. Absolute times are
// only as stable as the machine, so beside each figure stands what it is to another one of the same run: of the search to
// sahilm/fuzzy alone over the names alone, of the rest to the same program without a list. Run it with
//
//	go test -run '^$' -bench SearchTable -benchtime 1x -timeout 20m ./ui/cli
func BenchmarkSearchTable(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
	desk := deskProgram{b, build(b, b.TempDir(), "referraldesk")}
	bare := desk.home(0)
	for range b.N {
		fmt.Printf("%9s  %-33s  %-27s  %-28s  %s\n", "", "search, worst keystroke", "keystroke to frame", "memory (RSS)", "first frame")
		fmt.Printf("%9s  %9s  %-10s  %11s  %9s  %6s  %7s  %7s  %8s  %8s  %7s  %7s\n",
			"names", "", "at", "of sahilm's", "p99", "p50", "of none", "at rest", "at most", "of none", "p50", "of none")
		for _, n := range []int{5, 16_000, 300_000, 1_000_000} {
			home := desk.home(n)
			search, alone, at := searchFigures(b, home)
			first, firstBare := desk.firstFrames(home, bare)
			listed, none := desk.typing(home, n), desk.typing(bare, 0)
			fmt.Printf("%9d  %6.3f ms  %-10q  %11.4f  %6.2f ms  %6.2f  %7.2f  %s  %4.0f ms  %7.2f\n",
				n, ms(search), at, float64(search)/float64(alone), ms(listed.p99), ms(listed.p50), float64(listed.p99)/float64(none.p99),
				listed.memory.beside(none.memory), ms(first), float64(first)/float64(firstBare))
		}
	}
}

// searchFigures types each query into the index of a home a few times, and takes the best time of each keystroke, so as to see
// what it costs and not what else the machine did; worst is the slowest of them, at what had been typed by then. alone is that of
// sahilm/fuzzy over the names.
func searchFigures(b *testing.B, home string) (worst, alone time.Duration, at string) {
	index, names := searched(b, home)
	forget := func() { // the search remembers its last words
		for i := range 20 {
			index.Find("zq"+strconv.Itoa(i), deskRows)
		}
	}
	worst, at = worstKeystroke(func(q string) { index.Find(q, deskRows) }, forget, 15+min(50, 1_000_000/len(names)))
	alone, _ = worstKeystroke(func(q string) { fuzzy.Find(q, names) }, func() {}, 1)
	return worst, alone, at
}

// searched is what the desk searches, and the names of its lists.
func searched(b *testing.B, home string) (*directory.Index, []string) {
	dir, err := directory.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	store := lists.StoreIn(home)
	packed, err := store.Load(nil)
	if err != nil {
		b.Fatal(err)
	}
	var names []string
	_, err = lists.Read(filepath.Join(home, "lists", "gp-made.csv"), func(e directory.Listing) bool {
		names = append(names, e.Name.String())
		return true
	})
	if err != nil {
		b.Fatal(err)
	}
	return directory.NewIndex(dir).With(packed), names
}

func worstKeystroke(search func(query string), forget func(), rounds int) (worst time.Duration, at string) {
	for _, query := range tableQueries {
		best := make([]time.Duration, len(query))
		for round := range rounds {
			forget()
			for i := range query {
				began := time.Now()
				search(query[:i+1])
				if took := time.Since(began); round == 0 || took < best[i] {
					best[i] = took
				}
			}
		}
		for i, took := range best {
			if took > worst {
				worst, at = took, query[:i+1]
			}
		}
	}
	return worst, at
}

// deskProgram is the desk as it is built for people.
type deskProgram struct {
	b    *testing.B
	path string
}

// home is a new home with a practice, and a list of n names where n is not 0.
func (p deskProgram) home(n int) string {
	home := p.b.TempDir()
	practice := "[[account]]\naddress = \"reception.abc12@nhs.net\"\nkind = \"nhsmail\"\n"
	if err := os.WriteFile(filepath.Join(home, "practice.toml"), []byte(practice), 0o600); err != nil {
		p.b.Fatal(err)
	}
	if n == 0 {
		return home
	}
	list, err := os.Create(filepath.Join(p.b.TempDir(), "made.csv"))
	if err != nil {
		p.b.Fatal(err)
	}
	if err := cmp.Or(madeList(list, n), list.Close()); err != nil {
		p.b.Fatal(err)
	}
	added, err := lists.StoreIn(home).Add(list.Name(), lists.GP)
	if err != nil || added.Taken != n || added.LeftOut != 0 {
		p.b.Fatalf("%d of %d taken, %d left out: %v", added.Taken, n, added.LeftOut, err)
	}
	if err := os.Remove(list.Name()); err != nil {
		p.b.Fatal(err)
	}
	return home
}

func (p deskProgram) start(home string) *terminal {
	return start(p.b, p.path, 120, 40, "REFERRALDESK_HOME="+home, fmt.Sprintf("GOMAXPROCS=%d", cores))
}

// firstFrames gives the times to the first frame of the desk with one home and with another, taken in turns.
func (p deskProgram) firstFrames(home, other string) (first, otherFirst time.Duration) {
	took := map[string][]time.Duration{}
	for range 9 {
		for _, h := range []string{home, other} {
			began := time.Now()
			term := p.start(h)
			term.expect("Referral Desk")
			took[h] = append(took[h], time.Since(began))
			term.send("\x11")
			term.ended()
		}
	}
	return quantile(took[home], 0.5), quantile(took[other], 0.5)
}

// typingFigures are those of a desk in which the queries were typed.
type typingFigures struct {
	p50, p99 time.Duration // from a keystroke to the frame that shows it
	memory   memory
}

// typing types the queries into the desk some times, once all names are in.
func (p deskProgram) typing(home string, names int) typingFigures {
	term := p.start(home)
	term.expect("Referral Desk")
	if names > 0 {
		term.expectAfterAll(thousands(names) + " names from lists")
	}
	var took []time.Duration
	for range 8 {
		for _, query := range tableQueries {
			for i := range query {
				time.Sleep(time.Duration(11+len(took)%7) * time.Millisecond) // spread over the renderer's tick
				began := time.Now()
				term.send(query[i : i+1])
				term.expect("> " + query[:i+1])
				took = append(took, time.Since(began))
			}
			term.send("\x1b") // empties the search box
			term.expect("> ")
		}
	}
	figures := typingFigures{quantile(took, 0.5), quantile(took, 0.99), memoryOf(term.cmd.Process.Pid)}
	term.send("\x11")
	term.ended()
	return figures
}

// expectAfterAll waits for words as long as the program writes something else meanwhile.
func (term *terminal) expectAfterAll(words string) {
	term.t.Helper()
	seen, written := false, 0
	for !seen {
		term.wait(fmt.Sprintf("%q", words), func(shown string) bool {
			seen = strings.Contains(shown, words)
			more := len(shown) > written
			written = len(shown)
			return seen || more
		})
	}
}

// thousands is a number as the desk writes it.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// memory is what a process has of the machine's memory, in kB; zero where the system does not say so in /proc.
type memory struct{ now, most int }

func memoryOf(pid int) (m memory) {
	status, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		return memory{}
	}
	for line := range strings.Lines(string(status)) {
		if f := strings.Fields(line); len(f) == 3 && slices.Contains([]string{"VmRSS:", "VmHWM:"}, f[0]) {
			kB, err := strconv.Atoi(f[1])
			if err != nil {
				return memory{}
			}
			if f[0] == "VmRSS:" {
				m.now = kB
			} else {
				m.most = kB
			}
		}
	}
	return m
}

// beside words the memory, in MB, and what it is to that of another process.
func (m memory) beside(other memory) string {
	if m.most == 0 || other.most == 0 {
		return fmt.Sprintf("%-27s", "not measured: no /proc here")
	}
	return fmt.Sprintf("%4.0f MB  %5.0f MB  %8.2f", float64(m.now)/1000, float64(m.most)/1000, float64(m.most)/float64(other.most))
}
