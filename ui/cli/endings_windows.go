package cli

import (
	"os"
	"syscall"
)

// endings are the signals that end the desk. Go makes SIGTERM of a console that is closed, a logoff and a shutdown, and then
// waits for the program, which Windows gives about five seconds; of Ctrl+Break it makes an interrupt.
func endings() []os.Signal { return []os.Signal{syscall.SIGTERM, os.Interrupt} }
