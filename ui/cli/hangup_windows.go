package cli

import (
	"os"
	"syscall"
)

// hangupSignals say that the console window was closed: Go turns the console's close, logoff and shutdown events into SIGTERM.
func hangupSignals() []os.Signal { return []os.Signal{syscall.SIGTERM} }
