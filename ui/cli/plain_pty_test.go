//go:build unix

package cli

import (
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// plainly starts the program on a pseudo-terminal that can do everything, with a practice that sends from nhs.net.
func plainly(t *testing.T, program string, env ...string) *terminal {
	t.Helper()
	home := homeOf(t, "name = \"Invented Eyecare\"\n[[account]]\naddress = \"reception.fa999@nhs.net\"\n")
	return start(t, program, 80, 24, append([]string{"REFERRALDESK_HOME=" + home}, env...)...)
}

func TestPlainModeOnARealTerminal(t *testing.T) {
	program := build(t, t.TempDir(), "referraldesk")
	for name, env := range map[string][]string{
		"ACCESSIBLE": {"ACCESSIBLE=1"}, "a dumb terminal": {"TERM=dumb"}, "over SSH": {"ACCESSIBLE=1", "SSH_TTY=/dev/pts/1"},
	} {
		t.Run("writes no escape sequence: "+name, func(t *testing.T) { writesNoEscapeSequence(t, plainly(t, program, env...)) })
	}
	t.Run("takes no paste for an answer", func(t *testing.T) { takesNoPaste(t, plainly(t, program, "ACCESSIBLE=1")) })
	t.Run("takes no line that was cut", func(t *testing.T) { takesNoCutLine(t, plainly(t, program, "ACCESSIBLE=1")) })
}

// Not one byte of an escape sequence is written, whatever the terminal could do: also not before the first line of main, where
// the libraries of the desk would ask it for its colours.
func writesNoEscapeSequence(t *testing.T, desk *terminal) {
	desk.expect("Sender: reception.fa999@nhs.net", "Type words to find a destination")
	desk.send("amd\r")
	desk.expect("1. SECURE. SMH wet AMD referrals", "?, b, q:")
	desk.send("1\r")
	desk.expect("SECURE: nhs.net to nhs.net.", "1. Write a referral", "?, b, q:")
	desk.send("2\r")
	desk.expect("COPIED", "?, b, q:")
	desk.send("q\r")
	if status := desk.ended(); status != 0 {
		t.Errorf("status %d", status)
	}
	desk.mu.Lock()
	defer desk.mu.Unlock()
	if i := strings.IndexAny(string(desk.raw), "\x1b\x07\u009b"); i >= 0 {
		t.Errorf("wrote %q", desk.raw[max(0, i-20):])
	}
}

// A whole session pasted into a real terminal copies nothing and loses nothing; what somebody types does.
func takesNoPaste(t *testing.T, desk *terminal) {
	desk.expect("Type words to find a destination")
	desk.send("amd\r1\r1\r")
	desk.expect("3 lines came at once")
	for _, typed := range []struct{ line, shows string }{
		{"amd", "Type a number"}, {"1", "1. Write a referral"}, {"1", "1 of 47."}, {"Quorinda Vantongeren", "2 of 47."},
	} {
		desk.send(typed.line + "\r")
		desk.expect(typed.shows, "?, b, q:")
	}
	desk.send(strings.Repeat("discard smh-wet-amd\rq\ryes\r", 400))
	desk.expect("came at once", "?, b, q:")
	desk.send("\x03")
	desk.expect("Ctrl+C copies nothing here")
	desk.send("q\r")
	desk.expect("Type discard ", " to lose it, or b to keep it.")
	desk.send("b\r")
	desk.expect("?, b, q:")
	if err := desk.cmd.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	if status := desk.ended(); status != int(Failed) {
		t.Errorf("status %d", status)
	}
}

// The length that a terminal cuts a line at is the one that plain mode looks for.
func takesNoCutLine(t *testing.T, desk *terminal) {
	if longestLine(runtime.GOOS) == 0 {
		t.Skip("the terminals of this system are not known to cut a line")
	}
	desk.expect("Type words to find a destination")
	desk.send(strings.Repeat("x", 6000) + "\r")
	desk.expect("NOT TAKEN. The line was cut")
	desk.send("q\r")
	desk.ended()
}
