package outlook

import (
	"errors"

	"golang.org/x/sys/windows"
)

// heldByAnother says whether a file could not be touched because another program has it open.
func heldByAnother(err error) bool {
	for _, held := range []error{windows.ERROR_SHARING_VIOLATION, windows.ERROR_LOCK_VIOLATION, windows.ERROR_ACCESS_DENIED} {
		if errors.Is(err, held) {
			return true
		}
	}
	return false
}
