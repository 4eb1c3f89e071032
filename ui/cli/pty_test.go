//go:build unix

package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
)

// patience is how long a test waits for the screen before it gives up: far longer than any machine needs.
const patience = 20 * time.Second

// terminal is a program on a pseudo-terminal, with somebody behind it who answers what the program asks of a terminal.
type terminal struct {
	t    testing.TB
	file *os.File
	cmd  *exec.Cmd
	on   background

	mu     sync.Mutex
	cond   *sync.Cond
	raw    []byte // all that the program has written
	mark   int    // where the last keys were sent
	leave  bool   // nobody reads any more once the program has written something
	closed bool
}

// start runs a program at w by h cells with a home of its own, on a dark background. env is added to a clean environment.
func start(t testing.TB, program string, w, h uint16, env ...string) *terminal {
	t.Helper()
	return startOn(t, dark, exec.Command(program), w, h, env...)
}

func startOn(t testing.TB, on background, cmd *exec.Cmd, w, h uint16, env ...string) *terminal {
	t.Helper()
	cmd.Env = append([]string{"TERM=xterm-256color", "COLORTERM=truecolor", "PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir()}, env...)
	file, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: w, Rows: h})
	if err != nil {
		t.Fatal(err)
	}
	term := &terminal{t: t, file: file, cmd: cmd, on: on}
	term.cond = sync.NewCond(&term.mu)
	go term.read()
	t.Cleanup(func() {
		file.Close()
		cmd.Process.Kill()
		cmd.Wait()
	})
	return term
}

// answers are what an xterm says to the questions that Bubble Tea asks at the start, in the order in which it asks: an answer
// out of turn would be taken for keys.
func (b background) answers() [][2]string {
	return [][2]string{
		{"\x1b]11;?", "\x1b]11;" + xParse(b.paper) + "\x1b\\"},
		{"\x1b]10;?", "\x1b]10;" + xParse(b.ink) + "\x1b\\"},
		{"\x1b[6n", "\x1b[1;1R"},
	}
}

// xParse is a colour, given as #rrggbb, as a terminal writes it: with each part twice.
func xParse(hex string) string {
	r, g, b := hex[1:3], hex[3:5], hex[5:7]
	return fmt.Sprintf("rgb:%s%[1]s/%s%[2]s/%s%[3]s", r, g, b)
}

func (term *terminal) read() {
	buf := make([]byte, 1<<16)
	for {
		n, err := term.file.Read(buf)
		for _, a := range term.on.answers() {
			if bytes.Contains(buf[:n], []byte(a[0])) {
				io.WriteString(term.file, a[1])
			}
		}
		term.mu.Lock()
		term.raw = append(term.raw, buf[:n]...)
		term.closed = err != nil || term.leave
		term.cond.Broadcast()
		closed := term.closed
		term.mu.Unlock()
		if closed {
			return
		}
	}
}

// send types keys.
func (term *terminal) send(keys string) {
	term.t.Helper()
	term.mu.Lock()
	term.mark = len(term.raw)
	term.mu.Unlock()
	if _, err := io.WriteString(term.file, keys); err != nil {
		term.t.Fatal(err)
	}
}

// hangUp closes the window. A key makes the program write, so that nothing is left waiting to read.
func (term *terminal) hangUp() {
	term.t.Helper()
	term.mu.Lock()
	term.leave = true
	term.mu.Unlock()
	term.send("x")
	term.wait("the last output", func(string) bool { return term.closed })
	if err := term.file.Close(); err != nil {
		term.t.Fatal(err)
	}
}

// wait waits until done says yes to what was written since the last keys, stripped of escape sequences.
func (term *terminal) wait(what string, done func(shown string) bool) {
	term.t.Helper()
	shown := func() string { return ansi.Strip(string(term.raw[term.mark:])) }
	if !term.await(func() bool { return done(shown()) }) {
		term.t.Fatalf("waited for %s; since the last keys the program wrote:\n%s", what, shown())
	}
}

// await waits until done, which is asked again whenever the program has written something, and says whether it came to that.
func (term *terminal) await(done func() bool) bool {
	late := time.AfterFunc(patience, term.cond.Broadcast)
	defer late.Stop()
	deadline := time.Now().Add(patience)
	term.mu.Lock()
	defer term.mu.Unlock()
	for !done() {
		if term.closed || time.Now().After(deadline) {
			return false
		}
		term.cond.Wait()
	}
	return true
}

// expect waits until words appear on the screen.
func (term *terminal) expect(words ...string) {
	term.t.Helper()
	term.wait(fmt.Sprintf("%q", words), func(shown string) bool {
		for _, w := range words {
			if !strings.Contains(shown, w) {
				return false
			}
		}
		return true
	})
}

// output waits for the next bytes that the program writes.
func (term *terminal) output() {
	term.t.Helper()
	term.wait("any output", func(shown string) bool { return shown != "" })
}

// ended waits for the program's end and gives its exit status.
func (term *terminal) ended() int {
	term.t.Helper()
	done := make(chan error, 1)
	go func() { done <- term.cmd.Wait() }()
	select {
	case <-done:
		return term.cmd.ProcessState.ExitCode()
	case <-time.After(patience):
		term.t.Fatal("the program did not end")
		return -1
	}
}

// build compiles a package of this module and gives the program's path.
func build(t testing.TB, dir, pkg string) string {
	t.Helper()
	path := filepath.Join(dir, filepath.Base(pkg)+".bin")
	if out, err := exec.Command("go", "build", "-o", path, pkg).CombinedOutput(); err != nil {
		t.Fatalf("building %s: %v\n%s", pkg, err, out)
	}
	return path
}

func TestReceptionistFindsADestinationInARealTerminal(t *testing.T) {
	home := t.TempDir()
	desk := start(t, build(t, t.TempDir(), "referraldesk"), 80, 24, "REFERRALDESK_HOME="+home)
	desk.expect("Which address does the practice send referrals from?")
	desk.send("reception.abc12@nhs.net\r")
	desk.expect("kept in")
	if _, err := os.Stat(filepath.Join(home, "practice.toml")); err != nil {
		t.Fatal(err)
	}
	desk.send("amd")
	desk.expect("SMH wet AMD referrals", "✓ SECURE", "bht.bucksamd@nhs.net")
	desk.send("\x11")
	if status := desk.ended(); status != 0 {
		t.Errorf("ctrl+q ended the desk with status %d, want 0", status)
	}
}
