//go:build !windows

package outlook

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"time"
)

// open starts the opener and stays with it for as long as most failures take. Some openers become the mail program and end
// with it: those are left alone, and outlive ctx and this program.
func open(ctx context.Context, target string, stay time.Duration) error {
	name, missing := "xdg-open", "xdg-open is missing, install the package xdg-utils"
	if runtime.GOOS == "darwin" {
		name, missing = "open", "/usr/bin is not on the PATH"
	}
	opener := find(name, os.Getenv("PATH"))
	if opener == "" {
		return notOpened(errors.New(missing))
	}
	cmd := exec.Command(opener, target)
	aside(cmd)
	if err := cmd.Start(); err != nil {
		return notOpened(cause(err))
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return notOpened(fmt.Errorf("%s: %w", name, err))
		}
	case <-time.After(stay):
	case <-ctx.Done():
	}
	return nil
}
