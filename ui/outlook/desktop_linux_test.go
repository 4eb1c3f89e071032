package outlook

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Tests and benchmarks on the real programs. Each is skipped, with its reason, where a program is missing.

// background runs a program until the test ends.
func background(t testing.TB, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
}

// startX starts an X server on a display that is free, and gives its DISPLAY variable.
func startX(t testing.TB) string {
	t.Helper()
	need(t, "Xvfb")
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "640x480x24", "-nolisten", "tcp", "-noreset")
	cmd.ExtraFiles = []*os.File{w}
	background(t, cmd)
	w.Close()
	defer r.Close()
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not say its display: %v", err)
	}
	return "DISPLAY=:" + strings.TrimSpace(number)
}

// only makes a PATH with these real programs alone.
func only(t testing.TB, programs ...string) string {
	t.Helper()
	folder := t.TempDir()
	for _, program := range programs {
		full, err := exec.LookPath(program)
		if err != nil {
			t.Skipf("%s is not installed", program)
		}
		if err := os.Symlink(full, filepath.Join(folder, program)); err != nil {
			t.Fatal(err)
		}
	}
	return "PATH=" + folder
}

// realRoad is the road that System finds for this environment.
func realRoad(t testing.TB, env ...string) tools {
	t.Helper()
	c, err := System(environment(env...), nil)
	if err != nil {
		t.Fatal(err)
	}
	// The patient text that serves the clipboard from the background is replaced; its server ends with the display.
	t.Cleanup(func() { c.Write(context.Background(), "") })
	return *c.(*tools)
}

// handOff goes through what the desk does with a clipboard: copies, copies again, clears; and finds another's text in between.
func handOff(t *testing.T, clipboard Clipboard) {
	for what, text := range map[string]string{
		"a short text":       "bht.bucksamd@nhs.net",
		"lines and accents":  secret,
		"Windows line ends":  "one\r\ntwo\r\n\r\nthree",
		"no line end at all": "naïve – 👁 \u2009x",
		"a leading dash":     "-selection primary",
		"a long referral":    strings.Repeat("x", 4000),
		"1 MB":               strings.Repeat("Réfraction −2,25\n", 1<<20/19),
	} {
		held, err := Copy(t.Context(), clipboard, text)
		if most := clipboard.Limits().Most; most > 0 && len(text) > most {
			checkError(t, err, "install the package xclip")
			continue
		}
		checkError(t, err, "")
		if !held.Verified() {
			t.Errorf("%s: not verified", what)
		}
		cleared, err := held.Clear(t.Context())
		checkError(t, err, "")
		content, err := clipboard.Read(t.Context())
		if !cleared || err == nil && content.Text != "" {
			t.Errorf("%s: cleared %v, then there were %d bytes (%v)", what, cleared, len(content.Text), err)
		}
	}
	ours, err := Copy(t.Context(), clipboard, secret)
	checkError(t, err, "")
	_, err = Copy(t.Context(), clipboard, "somebody else's")
	checkError(t, err, "")
	if cleared, err := ours.Clear(t.Context()); cleared || err != nil {
		t.Errorf("another's text: cleared %v, %v", cleared, err)
	}
	if content, err := clipboard.Read(t.Context()); content.Text != "somebody else's" {
		t.Errorf("another's text became %q, %v", content.Text, err)
	}
}

func TestOnX11TheTextIsCopiedReadBackAndCleared(t *testing.T) {
	display := startX(t)
	for _, name := range []string{"xclip", "xsel"} {
		t.Run(name, func(t *testing.T) {
			clipboard := realRoad(t, only(t, name), display, "HOME="+t.TempDir())
			handOff(t, clipboard)
		})
	}
}

// A program that owns the clipboard and hangs must not hang the desk; and its text can still be replaced.
func TestAnX11OwnerThatHangsIsAnErrorAndCanBeReplaced(t *testing.T) {
	need(t, "xclip")
	display := startX(t)
	clipboard := realRoad(t, only(t, "xclip"), display)
	owner := exec.Command("xclip", "-quiet", "-selection", "clipboard")
	owner.Env = []string{display}
	owner.Stdin = strings.NewReader("from a program that hangs")
	background(t, owner)
	eventually(t, func() bool {
		content, err := clipboard.Read(t.Context())
		return err == nil && content.Text == "from a program that hangs"
	})
	if err := owner.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	hasty := clipboard
	hasty.timeout = 200 * time.Millisecond
	_, err := hasty.Read(t.Context())
	checkError(t, err, "did not answer within 200ms")
	_, err = Copy(t.Context(), clipboard, secret)
	checkError(t, err, "")
}

// eventually waits, far longer than it takes, for a program that was just started.
func eventually(t testing.TB, ready func() bool) {
	t.Helper()
	for range 1000 {
		if ready() {
			return
		}
		if sleep(t.Context(), 20*time.Millisecond) != nil {
			break
		}
	}
	t.Fatal("it never came to it")
}

func TestAnX11DisplayThatIsGoneIsAnError(t *testing.T) {
	for _, name := range []string{"xclip", "xsel"} {
		t.Run(name, func(t *testing.T) {
			clipboard := realRoad(t, only(t, name), "DISPLAY=:59999")
			_, err := Copy(t.Context(), clipboard, secret)
			checkError(t, err, "can't reach the desktop's display")
		})
	}
}

// startWayland starts weston inside an X server: its headless form has no seat, and without one there is no clipboard.
func startWayland(t testing.TB) (env []string) {
	t.Helper()
	need(t, "weston", "wl-copy", "wl-paste")
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	display := startX(t)
	var log bytes.Buffer
	weston := exec.Command("weston", "--backend=x11-backend.so", "--use-pixman", "--no-config", "--idle-time=0", "--socket=desk")
	weston.Env = append(os.Environ(), display, "XDG_RUNTIME_DIR="+folder)
	weston.Stdout, weston.Stderr = &log, &log
	weston.WaitDelay = time.Second // its shell may outlive it for a moment
	background(t, weston)
	eventually(t, func() bool {
		_, err := os.Stat(filepath.Join(folder, "desk"))
		return err == nil
	})
	return []string{"WAYLAND_DISPLAY=desk", "XDG_RUNTIME_DIR=" + folder}
}

func TestOnWaylandTheTextIsCopiedReadBackAndCleared(t *testing.T) {
	env := startWayland(t)
	clipboard := realRoad(t, append(env, only(t, "wl-copy", "wl-paste", "cat"))...)
	// Under weston wl-copy wants the focus for a moment, and gets it only once the shell is up.
	eventually(t, func() bool { _, err := Copy(t.Context(), clipboard, "a first text"); return err == nil })
	handOff(t, clipboard)
}

func TestAWaylandDisplayThatIsGoneIsAnError(t *testing.T) {
	clipboard := realRoad(t, only(t, "wl-copy", "wl-paste", "cat"), "WAYLAND_DISPLAY=gone", "XDG_RUNTIME_DIR="+t.TempDir())
	_, err := Copy(t.Context(), clipboard, secret)
	checkError(t, err, "can't reach the desktop's display")
}

func BenchmarkCopyWithXclip(b *testing.B) {
	need(b, "xclip")
	display := startX(b)
	clipboard := realRoad(b, only(b, "xclip"), display)
	text := strings.Repeat(secret, 30) // about 2 kB
	for b.Loop() {
		if _, err := Copy(b.Context(), clipboard, text); err != nil {
			b.Fatal(err)
		}
	}
}
