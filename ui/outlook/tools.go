//go:build !windows

package outlook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// tools is a clipboard that is reached through programs: one to write to it and one to read it.
type tools struct {
	name        string
	limits      Limits
	write, read []string // the program, by its full path, and its arguments
	env         []string
	timeout     time.Duration
}

func (t tools) Name() string { return t.name }

func (t tools) Limits() Limits { return t.limits }

func (t tools) Write(ctx context.Context, s string) error { return t.run(ctx, t.write, s, nil) }

func (t tools) Read(ctx context.Context) (Content, error) {
	var text bounded
	if err := t.run(ctx, t.read, "", &text); err != nil {
		return Content{}, err
	}
	return Content{Text: string(text.kept)}, nil
}

// ClearIf writes an empty text over ours. Taking ours away instead would invite weston and clipboard managers that "prevent an
// empty clipboard" to put it back. It can't keep another program from copying between its look and its writing: a few
// milliseconds.
func (t tools) ClearIf(ctx context.Context, ours func(Content) bool) (bool, error) {
	content, err := t.Read(ctx)
	if errors.Is(err, ErrNoText) || err == nil && !ours(content) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	err = t.Write(ctx, "")
	return err == nil, err
}

// run starts a program and waits for it, but not for what it leaves in the background to serve the clipboard. So neither its
// standard output, unless it is read, nor its standard error is a pipe that such a server would keep open.
func (t tools) run(ctx context.Context, argv []string, stdin string, stdout io.Writer) error {
	timed, cancel := context.WithTimeout(ctx, t.timeout)
	defer cancel()
	complaints, err := scratchFile()
	if err != nil {
		return fmt.Errorf("no temporary file could be made (%w): free some disk space, or %s", cause(err), byHand)
	}
	defer complaints.Close()
	cmd := exec.CommandContext(timed, argv[0], argv[1:]...)
	cmd.Env = t.env
	cmd.Stdin = strings.NewReader(stdin)
	cmd.Stdout = stdout
	cmd.Stderr = complaints
	cmd.WaitDelay = t.timeout
	aside(cmd)
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	err = cmd.Run()
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("%s was stopped (%w): copy again, or %s", t.name, ctx.Err(), byHand)
	case timed.Err() != nil, errors.Is(err, exec.ErrWaitDelay):
		return noAnswer(t.name, t.timeout)
	}
	return t.explain(err, complaints)
}

// explain turns a failure into a sentence. What the program itself wrote is never quoted: it may hold the text.
func (t tools) explain(failure error, complaints io.ReaderAt) error {
	said := make([]byte, 4096)
	n, _ := complaints.ReadAt(said, 0)
	for _, known := range []struct {
		said  string
		means error
	}{
		{"not available", ErrNoText}, // xclip, and newer wl-paste
		{"Nothing is copied", ErrNoText},
		{"No suitable type", ErrNoText},
		{"open display", t.unreachable()},
		{"connect to a Wayland server", t.unreachable()},
		{"Missing a seat", t.unreachable()},
	} {
		if bytes.Contains(said[:n], []byte(known.said)) {
			return known.means
		}
	}
	return fmt.Errorf("%s failed (%w): see whether it works in another terminal, or %s", t.name, cause(failure), byHand)
}

func (t tools) unreachable() error {
	return fmt.Errorf("%s can't reach the desktop's display: start the program in a terminal of the desktop, or %s", t.name, byHand)
}

// aside puts a program into a process group of its own: a signal to ours, such as "suspend", then does not stop what serves
// the clipboard, and a program that hangs can be ended with all that it started.
func aside(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// scratchFile is an open file that has no name any more.
func scratchFile() (*os.File, error) {
	f, err := os.CreateTemp("", "referraldesk-")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(f.Name()); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// bounded keeps the first part of what is written to it, a little more than the longest text, and lets the rest go: what is
// longer is not ours in any case.
type bounded struct{ kept []byte }

func (b *bounded) Write(p []byte) (int, error) {
	b.kept = append(b.kept, p[:min(len(p), maxText+1-len(b.kept))]...)
	return len(p), nil
}

// toolEnv is all that a clipboard program needs to know of our environment. What is in over wins.
func toolEnv(getenv func(string) string, over ...string) []string {
	var env []string
	for _, name := range []string{
		"PATH", "HOME", "DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "LANG", "LC_ALL", "LC_CTYPE",
	} {
		if value := getenv(name); value != "" {
			env = append(env, name+"="+value)
		}
	}
	return append(env, over...) // of a name given twice, os/exec takes the last
}

// find looks a program up in the folders of path, and gives its full path, "" where there is none. Folders that are not
// absolute are passed over, since what lies in the current folder is anybody's.
func find(program, path string) string {
	for _, folder := range filepath.SplitList(path) {
		if !filepath.IsAbs(folder) {
			continue
		}
		if full, err := exec.LookPath(filepath.Join(folder, program)); err == nil {
			return full
		}
	}
	return ""
}
