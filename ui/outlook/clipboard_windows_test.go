package outlook

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/windows"
)

// holdVariable makes the test binary a program that holds the clipboard open.
const holdVariable = "REFERRALDESK_TEST_HOLD"

func TestMain(m *testing.M) {
	if os.Getenv(holdVariable) != "" {
		os.Exit(holdClipboard())
	}
	os.Exit(m.Run())
}

// holdClipboard opens the clipboard, says so, and keeps it until its standard input ends.
func holdClipboard() int {
	clipboard := systemClipboard()
	clipboard.timeout = time.Minute
	_, err := whileOpen(context.Background(), clipboard, func() (struct{}, error) {
		fmt.Println("held")
		io.Copy(io.Discard, os.Stdin)
		return struct{}{}, nil
	})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	return 0
}

// held has another process hold the clipboard open until release is called, which returns when that process is gone.
func held(t *testing.T) (release func()) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	other := exec.Command(self)
	other.Env = append(os.Environ(), holdVariable+"=1")
	stdin, err := other.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	if said, err := bufio.NewReader(stdout).ReadString('\n'); strings.TrimSpace(said) != "held" {
		t.Fatalf("the other program said %q, %v", said, err)
	}
	done := false
	release = func() {
		if !done {
			done = true
			stdin.Close()
			other.Wait()
		}
	}
	t.Cleanup(release)
	return release
}

// systemClipboard is the road that System finds, in a form that tests can change.
func systemClipboard() windowsClipboard {
	c, err := System(func(string) string { return "" }, nil)
	if err != nil {
		panic(err)
	}
	return *c.(*windowsClipboard)
}

// raw does something with the clipboard open.
func raw(t *testing.T, do func() error) {
	t.Helper()
	if _, err := whileOpen(t.Context(), systemClipboard(), func() (struct{}, error) { return struct{}{}, do() }); err != nil {
		t.Fatal(err)
	}
}

// someoneCopies puts bytes on the clipboard as a program that knows nothing of ours does.
func someoneCopies(t *testing.T, format uintptr, data []byte) {
	t.Helper()
	raw(t, func() error {
		if _, err := call(emptyClipboard); err != nil {
			return err
		}
		return put(format, data)
	})
}

func TestTheTextIsCopiedReadBackAndClearedOnWindows(t *testing.T) {
	clipboard := systemClipboard()
	for what, text := range map[string]string{
		"a short text":       "bht.bucksamd@nhs.net",
		"lines and accents":  secret,
		"beyond the BMP":     "naïve – 👁",
		"Windows line ends":  "one\r\ntwo",
		"one letter":         "x",
		"many short lines":   strings.Repeat("\n", 100_000),
		"1 MB":               strings.Repeat("Réfraction −2,25\n", 1<<20/19),
		"a replacement rune": "a\uFFFDb",
	} {
		ours, err := Copy(t.Context(), clipboard, text)
		checkError(t, err, "")
		if !ours.Verified() || ours.sequence == 0 {
			t.Errorf("%s: verified %v, sequence number %d", what, ours.Verified(), ours.sequence)
		}
		cleared, err := ours.Clear(t.Context())
		checkError(t, err, "")
		_, err = clipboard.Read(t.Context())
		if !cleared || err != ErrNoText {
			t.Errorf("%s: cleared %v, then %v", what, cleared, err)
		}
	}
}

func TestTheTextHasWindowsLineEndsAndStandsBesideEveryExclusion(t *testing.T) {
	_, err := Copy(t.Context(), systemClipboard(), "one\ntwo\r\nthree")
	checkError(t, err, "")
	raw(t, func() error {
		text, err := get(cfUnicodeText)
		if err != nil {
			return err
		}
		if got := fromUTF16(text); got != "one\r\ntwo\r\nthree" {
			t.Errorf("the text is %q", got)
		}
		for _, name := range []string{
			"ExcludeClipboardContentFromMonitorProcessing",
			"CanIncludeInClipboardHistory",
			"CanUploadToCloudClipboard",
			"Clipboard Viewer Ignore",
		} {
			format, err := register(name)
			if err != nil {
				return err
			}
			if !holds(format) {
				t.Errorf("%s is missing", name)
				continue
			}
			value, err := get(format)
			if err != nil {
				return err
			}
			if string(value) != "\x00\x00\x00\x00" {
				t.Errorf("%s is % x, want a DWORD of 0", name, value)
			}
		}
		return nil
	})
}

func TestOnWindowsOnlyWhatNobodyHasTouchedSinceIsCleared(t *testing.T) {
	clipboard := systemClipboard()
	for name, someone := range map[string]func(){
		"another text":  func() { someoneCopies(t, cfUnicodeText, toUTF16("theirs")) },
		"the same text": func() { someoneCopies(t, cfUnicodeText, toUTF16(windowsLines(secret))) },
	} {
		ours, err := Copy(t.Context(), clipboard, secret)
		checkError(t, err, "")
		someone()
		before, err := clipboard.Read(t.Context())
		checkError(t, err, "")
		if cleared, err := ours.Clear(t.Context()); cleared || err != nil {
			t.Errorf("%s: cleared %v, %v", name, cleared, err)
		}
		if after, err := clipboard.Read(t.Context()); after != before || err != nil {
			t.Errorf("%s: it was changed: %v", name, err)
		}
	}
}

func TestReadingDoesNotMakeTheTextSomebodyElses(t *testing.T) {
	clipboard := systemClipboard()
	ours, err := Copy(t.Context(), clipboard, secret)
	checkError(t, err, "")
	for range 3 { // as pasting does
		_, err := clipboard.Read(t.Context())
		checkError(t, err, "")
	}
	if cleared, err := ours.Clear(t.Context()); !cleared || err != nil {
		t.Errorf("cleared %v, %v", cleared, err)
	}
	if cleared, err := ours.Clear(t.Context()); cleared || err != nil {
		t.Errorf("cleared once more: %v, %v", cleared, err)
	}
}

// Late rendering lets the sequence number grow, and so does a program that adds a format to what is there.
func TestTheTextIsClearedAlsoWhereAFormatWasAddedToIt(t *testing.T) {
	clipboard := systemClipboard()
	ours, err := Copy(t.Context(), clipboard, secret)
	checkError(t, err, "")
	raw(t, func() error {
		format, err := register("added by another program")
		if err != nil {
			return err
		}
		return put(format, []byte("x"))
	})
	if sequence() == ours.sequence {
		t.Fatal("the sequence number did not grow")
	}
	if cleared, err := ours.Clear(t.Context()); !cleared || err != nil {
		t.Errorf("cleared %v, %v", cleared, err)
	}
}

func TestAPictureIsNoTextAndIsNotCleared(t *testing.T) {
	clipboard := systemClipboard()
	ours, err := Copy(t.Context(), clipboard, secret)
	checkError(t, err, "")
	picture, err := register("PNG")
	checkError(t, err, "")
	someoneCopies(t, picture, []byte("\x89PNG"))
	if _, err := clipboard.Read(t.Context()); err != ErrNoText {
		t.Errorf("read: %v", err)
	}
	if cleared, err := ours.Clear(t.Context()); cleared || err != nil {
		t.Errorf("cleared %v, %v", cleared, err)
	}
	raw(t, func() error {
		if !holds(picture) {
			t.Error("the picture is gone")
		}
		return nil
	})
}

func TestStrangeTextOfOthersIsReadWithoutHarm(t *testing.T) {
	for _, test := range []struct {
		name string
		data []byte
		text string
	}{
		{"a lone high surrogate", []byte{'a', 0, 0x3d, 0xd8, 'b', 0, 0, 0}, "a\uFFFDb"},
		{"a lone low surrogate at the end", []byte{'a', 0, 0x41, 0xdc, 0, 0}, "a\uFFFD"},
		{"text after the NUL", []byte{'a', 0, 0, 0, 'b', 0}, "a"},
		{"a NUL alone", []byte{0, 0}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			someoneCopies(t, cfUnicodeText, test.data)
			content, err := systemClipboard().Read(t.Context())
			checkError(t, err, "")
			if content.Text != test.text {
				t.Errorf("read %q, want %q", content.Text, test.text)
			}
		})
	}
}

func TestUTF16EndsWhereTheMemoryDoes(t *testing.T) {
	for raw, want := range map[string]string{"": "", "a": "", "a\x00": "a", "a\x00b": "a", "a\x00b\x00": "ab", "\x3d\xd8": "\uFFFD"} {
		if got := fromUTF16([]byte(raw)); got != want {
			t.Errorf("% x is %q, want %q", raw, got, want)
		}
	}
}

func TestAClipboardThatAnotherProgramHoldsIsAnErrorThatNamesIt(t *testing.T) {
	ours, err := Copy(t.Context(), systemClipboard(), "before")
	checkError(t, err, "")
	release := held(t)
	clipboard := systemClipboard()
	waits := 0
	clipboard.patience.sleep = func(context.Context, time.Duration) error { waits++; return nil }
	self, err := os.Executable()
	checkError(t, err, "")
	_, err = copyText(t.Context(), clipboard, secret, hurried())
	checkError(t, err, filepath.Base(self)+" is holding the Windows clipboard")
	if waits != len(aboutASecond().pauses) {
		t.Errorf("it was tried again %d times", waits)
	}
	ours.on = clipboard
	_, err = ours.Clear(t.Context())
	checkError(t, err, "copy something else over the text")
	release()
	content, err := clipboard.Read(t.Context())
	checkError(t, err, "")
	if content.Text != "before" {
		t.Error("the clipboard was changed all the same")
	}
}

func TestAClipboardThatIsReleasedInTimeIsWaitedFor(t *testing.T) {
	release := held(t)
	clipboard := systemClipboard()
	clipboard.patience.sleep = func(context.Context, time.Duration) error { release(); return nil }
	ours, err := Copy(t.Context(), clipboard, secret)
	checkError(t, err, "")
	if !ours.Verified() {
		t.Error("not verified")
	}
}

func TestAHungClipboardIsAnErrorAfterThreeSeconds(t *testing.T) {
	clipboard := systemClipboard()
	if clipboard.timeout != 3*time.Second {
		t.Errorf("it may take %v", clipboard.timeout)
	}
	clipboard.timeout = 10 * time.Millisecond
	release := make(chan struct{})
	_, err := whileOpen(t.Context(), clipboard, func() (int, error) { <-release; return 0, nil })
	checkError(t, err, "the Windows clipboard did not answer within 10ms")
	close(release)
	_, err = Copy(t.Context(), systemClipboard(), secret) // the call that was left behind closes the clipboard when it ends
	checkError(t, err, "")
}

func TestWhatWindowsRefusesIsAnError(t *testing.T) {
	raw(t, func() error {
		if _, err := call(emptyClipboard); err != nil {
			return err
		}
		checkError(t, put(0 /* no format */, []byte("x")), "the Windows clipboard failed (SetClipboardData")
		return nil
	})
}

func TestEveryCallOfWindowsIsThere(t *testing.T) {
	for _, proc := range []*windows.LazyProc{
		createWindow, destroyWindow, openClipboard, closeClipboard, emptyClipboard, setClipboardData, getClipboardData, formatAvailable,
		registerFormat, sequenceNumber, openWindow, globalAlloc, globalFree, globalLock, globalUnlock, globalSize, moveMemory,
	} {
		if err := proc.Find(); err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkCopyOnWindows(b *testing.B) {
	clipboard := systemClipboard()
	text := strings.Repeat(secret, 30) // about 2 kB
	for b.Loop() {
		if _, err := Copy(b.Context(), clipboard, text); err != nil {
			b.Fatal(err)
		}
	}
}
