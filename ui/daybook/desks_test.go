package daybook

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// The test binary writes to a daybook as another desk would when it is started with these. It says each reference on a line of
// standard output once its event is noted, and the error that stopped it on standard error.
const (
	deskPath  = "REFERRALDESK_TEST_DAYBOOK"
	deskFirst = "REFERRALDESK_TEST_FIRST" // the number of the first reference
	deskCount = "REFERRALDESK_TEST_COUNT" // of events
	deskLimit = "REFERRALDESK_TEST_LIMIT" // bytes that a file may have
	deskUser  = "REFERRALDESK_TEST_USER"  // to become, where it is root
)

func TestMain(m *testing.M) {
	if os.Getenv(deskPath) == "" {
		os.Exit(m.Run())
	}
	if err := runDesk(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func runDesk() error {
	if err := restrict(os.Getenv(deskLimit), os.Getenv(deskUser)); err != nil {
		return err
	}
	first, err := strconv.Atoi(os.Getenv(deskFirst))
	if err != nil {
		return err
	}
	count, err := strconv.Atoi(os.Getenv(deskCount))
	if err != nil {
		return err
	}
	b, err := Open(os.Getenv(deskPath))
	if err != nil {
		return err
	}
	for i := range count {
		e := full()
		e.Reference = numbered(first + i)
		if err := b.Append(e); err != nil {
			return err
		}
		fmt.Println(e.Reference)
	}
	return nil
}

// desk is another desk at the same daybook.
func desk(path string, first, count int, more ...string) *exec.Cmd {
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), deskPath+"="+path, fmt.Sprintf("%s=%d", deskFirst, first), fmt.Sprintf("%s=%d", deskCount, count))
	child.Env = append(child.Env, more...)
	return child
}

// stopped runs a desk that is expected to fail, and gives what it noted and what it said.
func stopped(t *testing.T, child *exec.Cmd) (acknowledged []Reference, said string) {
	t.Helper()
	var stderr strings.Builder
	child.Stderr = &stderr
	out, err := child.Output()
	if err == nil {
		t.Fatal("the desk was not stopped")
	}
	for line := range strings.Lines(string(out)) {
		acknowledged = append(acknowledged, Reference(strings.TrimSuffix(line, "\n")))
	}
	return acknowledged, stderr.String()
}

func inFull(usual, full int) int {
	if os.Getenv(long) != "" {
		return full
	}
	return usual
}

func TestSeveralDesksLoseNothingAndLeaveTheChainWhole(t *testing.T) {
	const desks = 8
	each := inFull(50, 1000)
	_, path := newBook(t)
	var running sync.WaitGroup
	for i := range desks {
		running.Go(func() {
			if out, err := desk(path, i*each, each).CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
	running.Wait()
	log := reading(t, path)
	got := references(log)
	slices.Sort(got)
	if len(log.Faults) > 0 || len(slices.Compact(got)) != desks*each || log.Vouched != desks*each {
		t.Errorf("%d hand-offs of %d, faults %v, %d vouched for", len(slices.Compact(got)), desks*each, log.Faults, log.Vouched)
	}
	t.Logf("%d desks noted %d events each", desks, each)
}

// A desk is killed at a random moment, again and again, at one daybook: what it had said was noted is there.
func TestDeskThatIsKilledLosesNothingThatWasNoted(t *testing.T) {
	kills := inFull(20, 500)
	_, path := newBook(t)
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	var acknowledged []Reference
	torn := 0
	for i := range kills {
		acknowledged = append(acknowledged, killed(t, desk(path, i*1000, 1000), random)...)
		log := reading(t, path)
		if len(log.Faults) == 1 && log.Faults[0].Damage == Torn {
			torn++
		} else if len(log.Faults) > 0 {
			t.Fatalf("after %d kills: %v", i+1, log.Faults)
		}
	}
	log := reading(t, path)
	there := make(map[Reference]int)
	for _, r := range references(log) {
		there[r]++
	}
	for _, r := range acknowledged {
		if there[r] != 1 {
			t.Errorf("%s was noted, and is there %d times", r, there[r])
		}
	}
	t.Logf("%d kills: %d events were acknowledged, %d are there, %d ends were torn", kills, len(acknowledged), len(there), torn)
}

// killed kills a desk some time after it noted its first few events, and gives all that it said it had noted.
func killed(t *testing.T, child *exec.Cmd, random *rand.Rand) (acknowledged []Reference) {
	t.Helper()
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	after, delay := random.IntN(8), time.Duration(random.IntN(3000))*time.Microsecond
	said := bufio.NewReader(out)
	for {
		line, err := said.ReadString('\n')
		if err != nil {
			if err != io.EOF {
				t.Error(err)
			}
			break
		}
		acknowledged = append(acknowledged, Reference(strings.TrimSuffix(line, "\n")))
		if len(acknowledged) == after+1 {
			time.AfterFunc(delay, func() { _ = child.Process.Kill() })
		}
	}
	_ = child.Wait() // it was killed
	return acknowledged
}

func TestFullDiskIsSaidAndNothingThatWasNotedIsLost(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process can't be restricted on Windows")
	}
	b, path, lines := filled(t, 3)
	size := len(strings.Join(lines, ""))
	for _, room := range []int{0, 1, len(lines[0]) - 1, len(lines[0]), 3*len(lines[0]) + 100} {
		acknowledged, said := stopped(t, desk(path, 100, 50, fmt.Sprintf("%s=%d", deskLimit, size+room)))
		if !strings.Contains(said, "the daybook can't be written") || !strings.Contains(said, "that the disk is not full") {
			t.Errorf("room for %d bytes: %s", room, said)
		}
		log := reading(t, path)
		want := append([]Reference{numbered(0), numbered(1), numbered(2)}, acknowledged...)
		if len(log.Faults) > 0 || !slices.Equal(references(log), want) {
			t.Errorf("room for %d bytes: %v, want %v, faults %v", room, references(log), want, log.Faults)
		}
		write(t, path, lines...)
		if err := os.Remove(path + endSuffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
	appended(t, b, bare())
	if log := reading(t, path); len(log.Faults) > 0 || len(log.Entries) != 4 {
		t.Errorf("with room again: %d entries, faults %v", len(log.Entries), log.Faults)
	}
}

func TestFolderThatMayNotBeWrittenIsSaid(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process can't be restricted on Windows")
	}
	folder := filepath.Join(t.TempDir(), "data")
	path := filepath.Join(folder, FileName)
	if err := os.Mkdir(folder, 0o555); err != nil {
		t.Fatal(err)
	}
	acknowledged, said := stopped(t, desk(path, 0, 1, deskUser+"=65534"))
	want := path + ": the daybook can't be written (permission denied): make sure that it and its folder are yours"
	if len(acknowledged) > 0 || !strings.Contains(said, want) {
		t.Errorf("%v, %s", acknowledged, said)
	}
}
