//go:build !windows

package outlook

import (
	"bufio"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// copyToTerminal is the test binary inside tmux: it copies what the file "text" in its folder holds to its own terminal, and
// returns when the terminal has taken it, which the answer to a question for the cursor's place shows.
func copyToTerminal() int {
	folder := filepath.Dir(os.Args[0])
	text, err := os.ReadFile(filepath.Join(folder, "text"))
	if err != nil {
		return 1
	}
	clipboard, err := System(environment("SSH_TTY=/dev/pts/0"), os.Stdout)
	if err != nil {
		return 1
	}
	held, err := Copy(context.Background(), clipboard, string(text))
	os.WriteFile(filepath.Join(folder, "outcome"), []byte(fmt.Sprint(held.Outcome(), err)), 0o600)
	io.WriteString(os.Stdout, "\x1b[6n")
	bufio.NewReader(os.Stdin).ReadString('R')
	return 0
}

func TestInsideTmuxTheTextLandsInItsBuffer(t *testing.T) {
	need(t, "tmux")
	folder := fakes(t, "", "osc52")
	text := strings.Repeat(secret, 600) // of the size of a long referral, and more than one read of the terminal
	if err := os.WriteFile(filepath.Join(folder, "text"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	socket := "referraldesk-" + rand.Text()
	tmux := func(args ...string) string {
		cmd := exec.Command("tmux", append([]string{"-L", socket, "-f", "/dev/null"}, args...)...)
		cmd.Env = append(os.Environ(), "TMUX=", "TMUX_TMPDIR="+folder, "TERM=screen-256color")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("tmux %s: %v\n%s", args[0], err, out)
		}
		return string(out)
	}
	tmux("new-session", "-d", "-x", "80", "-y", "24", "cat")
	t.Cleanup(func() { tmux("kill-server") })
	tmux("set-option", "-g", "set-clipboard", "on")
	tmux("new-window", "stty raw -echo; "+filepath.Join(folder, "osc52")+"; tmux -L "+socket+" wait-for -S copied")
	tmux("wait-for", "copied")
	if got := tmux("save-buffer", "-"); got != text {
		t.Errorf("tmux's buffer holds %d bytes, want %d", len(got), len(text))
	}
	if got, want := noted(t, folder, "outcome"), "sent to your terminal — check that it pasted<nil>"; got != want {
		t.Errorf("the program said %q", got)
	}
}
