package outlook

import (
	"context"
	"errors"
	"runtime"
	"time"

	"golang.org/x/sys/windows"
)

// open hands the target to Windows as it is: without a command line, there is nothing to quote. ShellExecute wants COM on its
// thread, and may take its time over an association; then it goes on by itself.
func open(ctx context.Context, target string, stay time.Duration) error {
	verb, err := windows.UTF16PtrFromString("open")
	if err != nil {
		return notOpened(err)
	}
	file, err := windows.UTF16PtrFromString(target)
	if err != nil {
		return notOpened(err)
	}
	opened := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		defer func() {
			if recover() != nil { // else the program would end and leave the terminal as the desk had it
				opened <- errors.New("a fault in this program")
			}
		}()
		if windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED|windows.COINIT_DISABLE_OLE1DDE) == nil {
			defer windows.CoUninitialize()
		}
		opened <- windows.ShellExecute(0, verb, file, nil, nil, windows.SW_SHOWNORMAL)
	}()
	select {
	case err := <-opened:
		if err != nil {
			return notOpened(err)
		}
	case <-time.After(stay):
	case <-ctx.Done():
	}
	return nil
}
