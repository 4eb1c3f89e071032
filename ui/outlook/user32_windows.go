package outlook

import (
	"encoding/binary"
	"fmt"
	"unicode/utf16"
	"unsafe"

	"golang.org/x/sys/windows"
)

// The calls of Windows that the clipboard needs, as functions of bytes. All but register expect the clipboard to be open.

var (
	user32   = windows.NewLazySystemDLL("user32.dll")
	kernel32 = windows.NewLazySystemDLL("kernel32.dll")
	ntdll    = windows.NewLazySystemDLL("ntdll.dll")

	createWindow     = user32.NewProc("CreateWindowExW")
	destroyWindow    = user32.NewProc("DestroyWindow")
	openClipboard    = user32.NewProc("OpenClipboard")
	closeClipboard   = user32.NewProc("CloseClipboard")
	emptyClipboard   = user32.NewProc("EmptyClipboard")
	setClipboardData = user32.NewProc("SetClipboardData")
	getClipboardData = user32.NewProc("GetClipboardData")
	formatAvailable  = user32.NewProc("IsClipboardFormatAvailable")
	registerFormat   = user32.NewProc("RegisterClipboardFormatW")
	sequenceNumber   = user32.NewProc("GetClipboardSequenceNumber")
	openWindow       = user32.NewProc("GetOpenClipboardWindow")
	globalAlloc      = kernel32.NewProc("GlobalAlloc")
	globalFree       = kernel32.NewProc("GlobalFree")
	globalLock       = kernel32.NewProc("GlobalLock")
	globalUnlock     = kernel32.NewProc("GlobalUnlock")
	globalSize       = kernel32.NewProc("GlobalSize")
	moveMemory       = ntdll.NewProc("RtlMoveMemory")
)

const (
	cfUnicodeText = 13
	gmemMoveable  = 0x0002
	messageOnly   = ^uintptr(2) // HWND_MESSAGE, which is (HWND)-3
)

// maxRead is the most that is ever read back, in bytes: the longest text in UTF-16, were each of its characters a line end.
const maxRead = 4*maxText + 2

// call makes a call that answers 0 where it fails.
//
//go:uintptrescapes
func call(p *windows.LazyProc, args ...uintptr) (uintptr, error) {
	result, _, err := p.Call(args...)
	if result == 0 {
		return 0, fmt.Errorf("the Windows clipboard failed (%s, error %d): copy again, or %s", p.Name, err, byHand)
	}
	return result, nil
}

// messageWindow makes a window that is never seen, of a class that every process has.
func messageWindow() (uintptr, error) {
	class, err := windows.UTF16PtrFromString("STATIC")
	if err != nil {
		return 0, err
	}
	return call(createWindow, 0, uintptr(unsafe.Pointer(class)), 0, 0, 0, 0, 0, 0, messageOnly, 0, 0, 0)
}

// register gives the number of a clipboard format by its name: the same for all programs of a session.
func register(name string) (uintptr, error) {
	wide, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return 0, err
	}
	return call(registerFormat, uintptr(unsafe.Pointer(wide)))
}

func holds(format uintptr) bool {
	available, _, _ := formatAvailable.Call(format)
	return available != 0
}

func sequence() uint32 {
	n, _, _ := sequenceNumber.Call()
	return uint32(n)
}

// put hands Windows a copy of data, which is not empty. The memory is Windows' own once SetClipboardData has taken it, and ours
// to free where it has not.
func put(format uintptr, data []byte) error {
	memory, err := call(globalAlloc, gmemMoveable, uintptr(len(data)))
	if err != nil {
		return err
	}
	if err := fill(memory, data); err != nil {
		globalFree.Call(memory)
		return err
	}
	if _, err := call(setClipboardData, format, memory); err != nil {
		globalFree.Call(memory)
		return err
	}
	return nil
}

func fill(memory uintptr, data []byte) error {
	at, err := call(globalLock, memory)
	if err != nil {
		return err
	}
	moveMemory.Call(at, uintptr(unsafe.Pointer(&data[0])), uintptr(len(data)))
	globalUnlock.Call(memory)
	return nil
}

// get copies what the clipboard holds in a format; the memory stays Windows' own.
func get(format uintptr) ([]byte, error) {
	memory, err := call(getClipboardData, format)
	if err != nil {
		return nil, err
	}
	at, err := call(globalLock, memory)
	if err != nil {
		return nil, err
	}
	defer globalUnlock.Call(memory)
	size, _, _ := globalSize.Call(memory)
	data := make([]byte, min(size, maxRead))
	if len(data) > 0 {
		moveMemory.Call(uintptr(unsafe.Pointer(&data[0])), at, uintptr(len(data)))
	}
	return data, nil
}

// toUTF16 is s as Windows keeps text: UTF-16, low byte first, with a zero at its end.
func toUTF16(s string) []byte {
	units := utf16.Encode([]rune(s))
	raw := make([]byte, 0, 2*len(units)+2)
	for _, unit := range units {
		raw = binary.LittleEndian.AppendUint16(raw, unit)
	}
	return append(raw, 0, 0)
}

// fromUTF16 reads up to the first zero, or to the end where there is none. Half a character, which other programs may put
// there, becomes U+FFFD.
func fromUTF16(raw []byte) string {
	var units []uint16
	for ; len(raw) >= 2; raw = raw[2:] {
		unit := binary.LittleEndian.Uint16(raw)
		if unit == 0 {
			break
		}
		units = append(units, unit)
	}
	return string(utf16.Decode(units))
}
