//go:build !windows

package outlook

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain lets the test binary stand in for the programs that the package starts: under another name, by a link in a folder
// of its own, it is that program. What it does there, the file "mode" in that folder says.
func TestMain(m *testing.M) {
	switch dir, name := filepath.Split(os.Args[0]); name {
	case "xclip", "xsel", "wl-copy", "wl-paste", "xdg-open":
		os.Exit(fakeTool(dir, name))
	case "server":
		time.Sleep(20 * time.Second)
		note(dir, "outlived", "yes")
		os.Exit(0)
	case "osc52":
		os.Exit(copyToTerminal())
	}
	os.Exit(m.Run())
}

// fakes makes a folder with fake programs and says how they behave.
func fakes(t *testing.T, mode string, names ...string) (folder string) {
	t.Helper()
	folder = t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(names, "server") {
		if err := os.Symlink(self, filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	for file, content := range map[string]string{"mode": mode, "lock": ""} {
		if err := os.WriteFile(filepath.Join(folder, file), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { endServer(t, folder) })
	return folder
}

// endServer ends what a fake left in the background, and waits for its end.
func endServer(t *testing.T, folder string) {
	server, err := strconv.Atoi(noted(t, folder, "server's id"))
	if err != nil || noted(t, folder, "outlived") != "" {
		return
	}
	if err := syscall.Kill(server, syscall.SIGKILL); err != nil && err != syscall.ESRCH {
		t.Error(err)
	}
	unlocked(t, folder, true)
}

// fakeTool is a clipboard program whose clipboard is the file "clipboard" in its folder. It notes how it was called.
func fakeTool(dir, name string) int {
	args := strings.Join(os.Args[1:], " ")
	note(dir, "calls", name+" "+args+"\n")
	note(dir, "environment", strings.Join(os.Environ(), "\n")+"\n")
	mode, err := os.ReadFile(filepath.Join(dir, "mode"))
	if err != nil {
		return 99
	}
	switch string(mode) {
	case "fails":
		io.Copy(os.Stderr, os.Stdin) // a careless program quotes what it was given
		return 3
	case "hangs", "serves":
		return leaveServer(dir, string(mode))
	case "no display":
		os.Stderr.WriteString("Error: Can't open display: (null)\n")
		return 1
	}
	if args == "--help" {
		os.Stdout.WriteString("Options:\n\t-n, --trim-newline\n" + string(mode))
		return 0
	}
	return useFake(filepath.Join(dir, "clipboard"), args, string(mode))
}

func useFake(clipboard, args, mode string) int {
	switch {
	case strings.Contains(args, "in") && !strings.Contains(args, "--no-newline"): // -in, --input
		text, _ := io.ReadAll(os.Stdin)
		os.WriteFile(clipboard, text, 0o600)
		return 0
	case strings.HasPrefix(args, "--type"): // wl-copy
		return useFake(clipboard, "-in", mode)
	case mode == "lies":
		os.Stdout.WriteString("the patient before\n")
		return 0
	}
	text, err := os.ReadFile(clipboard)
	if err != nil {
		os.Stderr.WriteString("Error: target STRING not available\n")
		return 1
	}
	os.Stdout.Write(text)
	return 0
}

// leaveServer takes a lock and shares it with a process that it leaves in the background, as xclip leaves one: whoever gets the
// lock knows that both are gone. "hangs" stays in the foreground too.
func leaveServer(dir, mode string) int {
	lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR, 0)
	if err != nil || syscall.Flock(int(lock.Fd()), syscall.LOCK_EX) != nil {
		return 98
	}
	server := exec.Command(filepath.Join(dir, "server"))
	server.ExtraFiles = []*os.File{lock}
	server.Stdout, server.Stderr = os.Stdout, os.Stderr
	if server.Start() != nil {
		return 97
	}
	note(dir, "server's id", strconv.Itoa(server.Process.Pid))
	if mode == "hangs" {
		server.Wait()
	}
	return 0
}

func note(dir, file, what string) {
	f, err := os.OpenFile(filepath.Join(dir, file), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err == nil {
		f.WriteString(what)
		f.Close()
	}
}

// noted reads what the fakes noted.
func noted(t *testing.T, folder, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, file))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(text)
}

// calls lists how the fakes were called: name and arguments.
func calls(t *testing.T, folder string) []string {
	t.Helper()
	return slices.DeleteFunc(strings.Split(noted(t, folder, "calls"), "\n"), func(s string) bool { return s == "" })
}

// unlocked takes the lock of the fake servers in folder: at once or not at all, or when the last of them is gone.
func unlocked(t *testing.T, folder string, wait bool) bool {
	t.Helper()
	lock, err := os.OpenFile(filepath.Join(folder, "lock"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	how := syscall.LOCK_EX
	if !wait {
		how |= syscall.LOCK_NB
	}
	return syscall.Flock(int(lock.Fd()), how) == nil
}

// need skips where one of the programs is missing.
func need(t testing.TB, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
}
