//go:build unix

package daybook

import (
	"os"
	"strconv"
	"syscall"
)

// restrict holds this process to files of at most so many bytes, and to the rights of a user where it has those of root.
func restrict(limit, user string) error {
	if limit != "" {
		n, err := strconv.ParseUint(limit, 10, 64)
		if err != nil {
			return err
		}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
			return err
		}
	}
	if user != "" && os.Geteuid() == 0 {
		n, err := strconv.Atoi(user)
		if err != nil {
			return err
		}
		return syscall.Setuid(n)
	}
	return nil
}
