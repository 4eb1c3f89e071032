package ui

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unsafe"

	tea "github.com/charmbracelet/bubbletea"
	"golang.org/x/sys/windows"
)

// console is a console of Windows with somebody who types, pastes, and reads the screen: the desk runs in it as in a window of its
// own. What is pasted is put into its input as Windows puts it there, as records of keys. Wine has one too, where there is a display;
// it does not carry out escape sequences, so what the screen shows is what was written last, one frame below the other.
type console struct {
	t       *testing.T
	in, out windows.Handle
	procs   *windows.LazyDLL
}

// keyRecord is INPUT_RECORD with a KEY_EVENT_RECORD.
type keyRecord struct {
	kind      uint16
	_         uint16
	down      int32
	repeat    uint16
	key, scan uint16
	char      uint16
	state     uint32
}

// Values of winuser.h and wincon.h.
const (
	keyEvent        = 1
	vkTab           = 0x09
	vkReturn        = 0x0d
	vkEscape        = 0x1b
	leftCtrlPressed = 0x0008
)

func newConsole(t *testing.T) *console {
	t.Helper()
	c := &console{t: t, procs: windows.NewLazySystemDLL("kernel32.dll")}
	c.procs.NewProc("FreeConsole").Call()
	if ok, _, err := c.procs.NewProc("AllocConsole").Call(); ok == 0 {
		t.Skipf("there is no console here: %v", err)
	}
	c.in, c.out = c.open("CONIN$"), c.open("CONOUT$")
	var info windows.ConsoleScreenBufferInfo
	if err := windows.GetConsoleScreenBufferInfo(c.out, &info); err != nil {
		t.Skipf("the console has no screen, under Wine for want of a display: %v", err)
	}
	return c
}

func (c *console) open(name string) windows.Handle {
	c.t.Helper()
	p, err := windows.UTF16PtrFromString(name)
	if err != nil {
		c.t.Fatal(err)
	}
	h, err := windows.CreateFile(p, windows.GENERIC_READ|windows.GENERIC_WRITE, windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		c.t.Skipf("%s can't be opened here: %v", name, err)
	}
	return h
}

// inConsole, set, makes a process of the test the desk itself.
const inConsole = "REFERRALDESK_TEST_IN_CONSOLE"

func TestMain(m *testing.M) {
	if os.Getenv(inConsole) == "" {
		os.Exit(m.Run())
	}
	u := newUser(&testing.T{}, 80, 24, onWindows, func(d *Desk) { d.ASCII = true })
	u.m.with.Now, u.m.with.Tick = time.Now, tea.Tick
	if _, err := tea.NewProgram(u.m, tea.WithAltScreen()).Run(); err != nil {
		os.Exit(1)
	}
	os.Exit(0)
}

// run starts the desk of a practice that sends from nhs.net.
func (c *console) run() {
	c.t.Helper()
	self, err := os.Executable()
	if err != nil {
		c.t.Fatal(err)
	}
	file := func(h windows.Handle) *os.File { return os.NewFile(uintptr(h), "console") }
	cmd := exec.Command(self)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = file(c.in), file(c.out), file(c.out)
	cmd.Env = append(os.Environ(), inConsole+"=1")
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
}

func (c *console) screen() string {
	c.t.Helper()
	var info windows.ConsoleScreenBufferInfo
	if err := windows.GetConsoleScreenBufferInfo(c.out, &info); err != nil {
		c.t.Fatal(err)
	}
	var rows []string
	for y := range uintptr(info.Size.Y) {
		row := make([]uint16, info.Size.X)
		var n uint32
		c.procs.NewProc("ReadConsoleOutputCharacterW").Call(uintptr(c.out), uintptr(unsafe.Pointer(&row[0])), uintptr(len(row)), y<<16, uintptr(unsafe.Pointer(&n)))
		rows = append(rows, strings.TrimRight(string(utf16.Decode(row[:n])), " "))
	}
	return strings.Join(rows, "\n")
}

// expect looks at the screen until the words stand there.
func (c *console) expect(words string) {
	c.t.Helper()
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); <-look.C {
		if strings.Contains(c.screen(), words) {
			return
		}
	}
	c.t.Fatalf("waited for %q; the screen shows:\n%s", words, c.screen())
}

func (c *console) send(records []keyRecord) {
	c.t.Helper()
	var n uint32
	ok, _, err := c.procs.NewProc("WriteConsoleInputW").Call(uintptr(c.in), uintptr(unsafe.Pointer(&records[0])), uintptr(len(records)), uintptr(unsafe.Pointer(&n)))
	if ok == 0 || int(n) != len(records) {
		c.t.Fatalf("%d of %d records: %v", n, len(records), err)
	}
}

// records are a text as a console is given it: each key goes down and up.
func records(s string) []keyRecord {
	keys := map[uint16]uint16{'\t': vkTab, '\r': vkReturn, 0x1b: vkEscape}
	var all []keyRecord
	for _, unit := range utf16.Encode([]rune(s)) {
		k := keyRecord{kind: keyEvent, down: 1, repeat: 1, key: keys[unit], char: unit}
		if k.key == 0 && unit < ' ' {
			k.state = leftCtrlPressed
		}
		up := k
		up.down = 0
		all = append(all, k, up)
	}
	return all
}

func TestPasteIntoAWindowsConsoleIsTextAndALoneEnterIsEnter(t *testing.T) {
	c := newConsole(t)
	c.run()
	c.expect("write referral")
	c.send(records("amd\r\r\tx"))
	c.expect("> amd   x")
	c.send(records("\x1b"))
	c.expect("> _")
	for _, typed := range []string{"a", "am", "amd"} {
		c.send(records(typed[len(typed)-1:]))
		c.expect("> " + typed + "_")
	}
	if strings.Contains(c.screen(), "Write the referral") {
		t.Fatalf("the paste opened something:\n%s", c.screen())
	}
	c.send(records("\r"))
	c.expect("Write the referral")
	c.send(records("\r"))
	c.expect("Full name")
	c.send(records("Jane\r\x11\x19\x11\tTestpatient\r"))
	c.expect("Jane  Testpatient ")
	c.send(records("\x11"))
	c.expect("A referral is not finished")
}
