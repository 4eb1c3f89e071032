//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
	"golang.org/x/term"
)

// breakableIn starts the breakable desk in a home with a clipboard that is a file, and waits until it is there.
func breakableIn(t *testing.T, home string, env ...string) *terminal {
	t.Helper()
	bin := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"breakable", "xclip"} {
		if err := os.Symlink(self, filepath.Join(bin, name)); err != nil {
			t.Fatal(err)
		}
	}
	desk := start(t, filepath.Join(bin, "breakable"), 80, 24, append(env, "PATH="+bin, "DISPLAY=:0", "HOME="+home, "REFERRALDESK_HOME="+home)...)
	desk.expect("Which address")
	return desk
}

// inOrder holds an end to what every end must leave: the terminal as it was, and nothing of a patient.
func inOrder(t *testing.T, desk *terminal, home string) {
	t.Helper()
	desk.wait("the end of the output", func(string) bool { return desk.closed })
	raw := string(desk.raw)
	for _, mode := range []struct{ on, off string }{{"\x1b[?1049h", "\x1b[?1049l"}, {"\x1b[?25l", "\x1b[?25h"}, {"\x1b[?2004h", "\x1b[?2004l"}} {
		if on, off := strings.LastIndex(raw, mode.on), strings.LastIndex(raw, mode.off); on < 0 || off < on {
			t.Errorf("%q was not taken back", mode.on)
		}
	}
	if got, want := settings(t, desk.file), settingsOfANewTerminal(t); !reflect.DeepEqual(got, want) {
		t.Errorf("the terminal's settings are %v, and were %v", got, want)
	}
	if held, err := os.ReadFile(filepath.Join(home, "clipboard")); err != nil || len(held) > 0 {
		t.Errorf("the clipboard holds %q, %v", held, err)
	}
	if strings.Contains(raw, secret) {
		t.Errorf("a patient stands in:\n%s", ansi.Strip(raw))
	}
}

func settings(t *testing.T, file *os.File) *term.State {
	t.Helper()
	state, err := term.GetState(int(file.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	return state
}

func settingsOfANewTerminal(t *testing.T) *term.State {
	t.Helper()
	file, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	defer tty.Close()
	return settings(t, file)
}

// said is what the program wrote after it had left the screen.
func (term *terminal) said() string {
	raw := string(term.raw)
	return ansi.Strip(raw[strings.LastIndex(raw, "\x1b[?1049l"):])
}

func TestWhateverTheSystemEndsTheDeskWithItEndsInOrder(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT, syscall.SIGQUIT} {
		t.Run(s.String(), func(t *testing.T) {
			home := t.TempDir()
			desk := breakableIn(t, home)
			for range 2 { // as a terminal and a session that end together send them
				if err := desk.cmd.Process.Signal(s); err != nil {
					t.Fatal(err)
				}
			}
			if status := desk.ended(); status != 0 {
				t.Errorf("status %d, want 0", status)
			}
			inOrder(t, desk, home)
			if !strings.Contains(desk.said(), "nothing unfinished was kept") {
				t.Errorf("said: %q", desk.said())
			}
		})
	}
}

func TestClosedWindowLeavesNothingOnTheClipboard(t *testing.T) {
	home := t.TempDir()
	desk := breakableIn(t, home)
	desk.hangUp()
	desk.ended()
	if held, err := os.ReadFile(filepath.Join(home, "clipboard")); err != nil || len(held) > 0 {
		t.Errorf("the clipboard holds %q, %v", held, err)
	}
}

func TestPanicEndsInOrderAndSaysWhatToDoButNothingOfAPatient(t *testing.T) {
	for _, where := range []string{"update", "index", "view", "command", "batch", "sequence"} {
		t.Run(where, func(t *testing.T) {
			home := t.TempDir()
			desk := breakableIn(t, home, "TEST_PANIC="+where)
			desk.send("\x1b[24~")
			if status := desk.ended(); status != int(Failed) {
				t.Errorf("status %d, want %d", status, Failed)
			}
			inOrder(t, desk, home)
			for _, words := range []string{"fault in itself", "off the clipboard", "start the desk again", "breakable_test.go:"} {
				if !strings.Contains(desk.said(), words) {
					t.Errorf("not said: %q in %q", words, desk.said())
				}
			}
			if strings.Contains(desk.said(), "goroutine") {
				t.Errorf("a stack is shown: %q", desk.said())
			}
		})
	}
}

func TestWhatIsBeingWrittenIsFinishedBeforeTheEnd(t *testing.T) {
	var w writing
	begun, finish := make(chan struct{}), make(chan struct{})
	first := make(chan error, 1)
	go func() {
		first <- w.do(func() error {
			close(begun)
			<-finish
			return nil
		})
	}()
	<-begun
	ended := make(chan struct{})
	go func() {
		w.end()
		close(ended)
	}()
	select {
	case <-ended:
		t.Fatal("the desk ended in the middle of a write")
	default:
	}
	close(finish)
	<-ended
	if err := <-first; err != nil {
		t.Error(err)
	}
	if err := w.do(func() error { t.Error("written after the end"); return nil }); err == nil {
		t.Error("no error")
	}
}

func TestCopyThatComesAfterTheEndIsRefused(t *testing.T) {
	road := &stubborn{}
	c := &clipboard{road: road}
	if err := c.close(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Copy(t.Context(), secret, true); err == nil || road.text != "" {
		t.Errorf("%v; the clipboard holds %q", err, road.text)
	}
}
