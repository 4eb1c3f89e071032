// Package cli is the command line: the desk for people, and commands for scripts and for people without a full screen.
//
// It reads flags and files, calls the rooms below, and prints what they answer; it must decide nothing itself. What goes to
// standard output is the answer and nothing else, so that a script can read it; what is wrong goes to standard error, as one
// sentence with the next step. Exit statuses are those of [Status]. It never prints patient data in an error.
package cli

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"referraldesk/directory/practice"
	"referraldesk/policy"
)

// Status is the exit status of a command.
type Status int

const (
	Done      Status = 0 // done, or secure
	Failed    Status = 1 // failed, or fields missing
	Misused   Status = 2 // usage, or malformed input
	Attention Status = 3 // a verdict to check, or something due
	NotSecure Status = 4
)

// World is everything outside the program that a command may touch.
type World struct {
	In       io.Reader
	Out, Err io.Writer
	Terminal bool // standard input and output are a terminal
	Getenv   func(string) string
	Now      func() time.Time
	Random   io.Reader
}

// System is the real world.
func System() World {
	return World{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Terminal: term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stdout.Fd())),
		Getenv:   os.Getenv, Now: time.Now, Random: rand.Reader,
	}
}

func (w World) today() policy.Day { return policy.DayOf(w.Now()) }

// places are where the practice's files and the program's own lie.
func (w World) places() (practice.Places, error) { return practice.FindPlaces(runtime.GOOS, w.Getenv) }

// exit is an error that brings its exit status.
type exit struct {
	status Status
	err    error // nil where the answer on standard output says it all
}

func (e exit) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit status %d", e.status)
	}
	return e.err.Error()
}

func (e exit) Unwrap() error { return e.err }

// Main runs the command that args name and gives its exit status. Errors that no command made are of cobra's making: usage.
func Main(args []string, w World) int {
	root := newRoot(w)
	root.SetArgs(args)
	root.SetIn(w.In)
	root.SetOut(w.Out)
	root.SetErr(w.Err)
	err := root.Execute()
	var e exit
	switch {
	case err == nil:
		return int(Done)
	case errors.As(err, &e):
		if e.err != nil {
			fmt.Fprintln(w.Err, "referraldesk:", e.err)
		}
		return int(e.status)
	}
	fmt.Fprintf(w.Err, "referraldesk: %v\nsee referraldesk --help\n", err)
	return int(Misused)
}

func newRoot(w World) *cobra.Command {
	root := &cobra.Command{
		Use:   "referraldesk",
		Short: "Find where a referral goes, see whether the route is secure, write it, and hand it to Outlook",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if !w.Terminal {
				return exit{Misused, errors.New("the desk needs a terminal; without one, use: referraldesk find QUERY, " +
					"or referraldesk check --from A --to B (all commands: referraldesk --help)")}
			}
			return openDesk(w)
		},
		SilenceUsage: true, SilenceErrors: true,
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(newFind(w), newCheck(w), newCompose(w), newQuestions(w), newDomains(w), newPolicy(w))
	return root
}
