package outlook

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"time"

	"golang.org/x/sys/windows"
)

// exclusions are the formats that ask others to leave the text alone, each with a DWORD of 0: the first keeps it from
// clipboard monitors, history and cloud at once, the next two refuse Windows' own history and cloud (Microsoft's "Clipboard
// Formats" describes the three), the last is what older clipboard viewers know.
func exclusions() []string {
	return []string{
		"ExcludeClipboardContentFromMonitorProcessing",
		"CanIncludeInClipboardHistory",
		"CanUploadToCloudClipboard",
		"Clipboard Viewer Ignore",
	}
}

func local(func(string) string) (Clipboard, error) {
	return &windowsClipboard{timeout: toolTime, patience: aboutASecond()}, nil
}

// windowsClipboard is the clipboard of the Windows session.
type windowsClipboard struct {
	timeout  time.Duration
	patience patience // toward a program that holds the clipboard open
}

func (windowsClipboard) Name() string { return "the Windows clipboard" }

func (windowsClipboard) Limits() Limits { return Limits{} }

// Write puts the exclusions there before the text, so that the text never stands without them. What fails leaves nothing.
func (w windowsClipboard) Write(ctx context.Context, s string) error {
	_, err := whileOpen(ctx, w, func() (empty struct{}, err error) {
		if _, err := call(emptyClipboard); err != nil {
			return empty, err
		}
		if err := putProtected(s); err != nil {
			call(emptyClipboard)
			return empty, err
		}
		return empty, nil
	})
	return err
}

func putProtected(s string) error {
	for _, name := range exclusions() {
		format, err := register(name)
		if err != nil {
			return err
		}
		if err := put(format, make([]byte, 4)); err != nil {
			return err
		}
	}
	text := toUTF16(windowsLines(s))
	defer clear(text)
	return put(cfUnicodeText, text)
}

// Read takes the sequence number while nobody else can change what it counts.
func (w windowsClipboard) Read(ctx context.Context) (Content, error) {
	return whileOpen(ctx, w, func() (Content, error) {
		if !holds(cfUnicodeText) {
			return Content{}, ErrNoText
		}
		raw, err := get(cfUnicodeText)
		if err != nil {
			return Content{}, err
		}
		defer clear(raw)
		return Content{Text: fromUTF16(raw), Sequence: sequence()}, nil
	})
}

// ClearIf looks and clears while nobody else can copy. The sequence number decides, without asking for a text that another
// program might have to be waited for. Windows documents that the number also grows when a format is rendered late, so where it
// differs and yet every exclusion still stands, which nobody's copy of the text would bring along, the text decides.
func (w windowsClipboard) ClearIf(ctx context.Context, ours func(Content) bool) (bool, error) {
	return whileOpen(ctx, w, func() (bool, error) {
		if !ours(Content{Sequence: sequence()}) {
			text, ok := protectedText()
			if !ok || !ours(Content{Text: text}) {
				return false, nil
			}
		}
		_, err := call(emptyClipboard)
		return err == nil, err
	})
}

// protectedText is the text on the clipboard, if it stands beside every exclusion.
func protectedText() (text string, ok bool) {
	for _, name := range exclusions() {
		format, err := register(name)
		if err != nil || !holds(format) {
			return "", false
		}
	}
	raw, err := get(cfUnicodeText)
	if err != nil {
		return "", false
	}
	defer clear(raw)
	return fromUTF16(raw), true
}

// whileOpen does something with the clipboard open, on one thread, since Windows knows the opener by thread. A program that
// owns what is on the clipboard can keep a call waiting; then the thread is left behind, and ends when the call does.
func whileOpen[T any](ctx context.Context, w windowsClipboard, do func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	timed, cancel := context.WithTimeout(ctx, w.timeout)
	defer cancel()
	done := make(chan answer, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		defer func() {
			if recover() != nil { // else the program would end and leave the terminal as the desk had it
				done <- answer{err: fmt.Errorf("%s could not be used, for a fault in this program: copy again, or %s", w.Name(), byHand)}
			}
		}()
		value, err := opened(timed, w.patience, do)
		done <- answer{value, err}
	}()
	select {
	case a := <-done:
		return a.value, a.err
	case <-timed.Done():
	}
	var none T
	if ctx.Err() != nil {
		return none, fmt.Errorf("copying was stopped (%w): copy again, or %s", ctx.Err(), byHand)
	}
	return none, noAnswer(w.Name(), w.timeout)
}

// opened opens the clipboard for a window of our own: without one, EmptyClipboard leaves it without an owner, and Windows
// documents that SetClipboardData then fails. The window is gone before anyone could want an answer from it; the text stays.
func opened[T any](ctx context.Context, p patience, do func() (T, error)) (value T, err error) {
	window, err := messageWindow()
	if err != nil {
		return value, err
	}
	defer destroyWindow.Call(window)
	err = p.try(ctx, func() (again bool, err error) {
		if _, err := call(openClipboard, window); err != nil {
			return true, errors.New(holder() + " is holding the Windows clipboard: " +
				"close it or wait a moment, then copy again, or " + byHand)
		}
		return false, nil
	})
	if err != nil {
		return value, err
	}
	defer closeClipboard.Call()
	return do()
}

// holder names the program that has the clipboard open: "excel.exe", or in general terms where Windows doesn't tell.
func holder() string {
	const unnamed = "another program"
	window, _, _ := openWindow.Call()
	var id uint32
	if _, err := windows.GetWindowThreadProcessId(windows.HWND(window), &id); err != nil {
		return unnamed
	}
	process, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, id)
	if err != nil {
		return unnamed
	}
	defer windows.CloseHandle(process)
	name := make([]uint16, windows.MAX_LONG_PATH)
	size := uint32(len(name))
	if err := windows.QueryFullProcessImageName(process, 0, &name[0], &size); err != nil {
		return unnamed
	}
	return filepath.Base(windows.UTF16ToString(name[:size]))
}
