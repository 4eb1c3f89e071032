//go:build unix

package cli

import (
	"os"
	"syscall"
)

// endings are the signals that end the desk: the window was closed, or somebody or the system asks it to end.
func endings() []os.Signal {
	return []os.Signal{syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT, syscall.SIGQUIT}
}
