//go:build unix

package cli

import (
	"os"
	"syscall"
)

// hangupSignals say that the terminal window was closed.
func hangupSignals() []os.Signal { return []os.Signal{syscall.SIGHUP} }
