// Package cli is the command line: the desk for people, and commands for scripts and for people without a full screen.
//
// It reads flags and files, calls the rooms below, and prints what they answer; it must decide nothing itself. What goes to
// standard output is the answer and nothing else, so that a script can read it; what a person should know goes to standard
// error, a sentence a line: what is wrong, why, and the next step. Exit statuses are those of [Status]. An error must never
// hold anything of a patient: no answer, no name of a file, and no word that a command did not ask for.
package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
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

// gravity ranks the statuses where several hold: 2, then 4, 3, 1.
func (s Status) gravity() int {
	return [...]int{Done: 0, Failed: 1, Attention: 2, NotSecure: 3, Misused: 4}[s]
}

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

// misused and failed are exits with a sentence.
func misused(format string, args ...any) error { return exit{Misused, fmt.Errorf(format, args...)} }
func failed(format string, args ...any) error  { return exit{Failed, fmt.Errorf(format, args...)} }

// asFailed is err with the status of a failure, nil for none.
func asFailed(err error) error {
	if err == nil {
		return nil
	}
	return exit{Failed, err}
}

// gravest makes one exit of several: all their sentences, and the status that counts. It is nil where there is none.
func gravest(exits ...error) error {
	var all exit
	var said []error
	for _, err := range exits {
		if err == nil {
			continue
		}
		e := exitOf(err)
		said = append(said, e.err)
		if e.status.gravity() > all.status.gravity() {
			all.status = e.status
		}
	}
	if all.status == Done {
		return nil
	}
	all.err = errors.Join(said...)
	return all
}

// exitOf is the exit that an error asks for. One that brings no status is of cobra's making: a command that does not exist.
func exitOf(err error) exit {
	if e, ok := errors.AsType[exit](err); ok {
		return e
	}
	return exit{Misused, fmt.Errorf("%w\nsee referraldesk --help", err)}
}

// Main runs the command that args name and gives its exit status.
func Main(args []string, w World) int {
	root := newRoot(w)
	root.SetArgs(args)
	root.SetIn(w.In)
	root.SetOut(w.Out)
	root.SetErr(w.Err)
	err := root.Execute()
	if err == nil {
		return int(Done)
	}
	e := exitOf(err)
	w.tell(e.err)
	return int(e.status)
}

// Commands are all commands, for whoever describes them. Those that are run come from [Main].
func Commands() *cobra.Command { return newRoot(World{}) }

func newRoot(w World) *cobra.Command {
	cobra.MousetrapHelpText = "" // else cobra turns away whoever opens the program from Explorer, as receptionists do
	var which, plainly bool
	var colours theme
	root := &cobra.Command{
		Use:   "referraldesk",
		Short: "Find where a referral goes, see whether the route is secure, write it, and hand it to Outlook",
		Long: "Find where a referral goes, see whether the route is secure, write it, and hand it to Outlook.\n" +
			"Without a command it opens the desk; with --plain, or where ACCESSIBLE=1 or TERM=dumb is set, the desk in lines of text, for a\n" +
			"screen reader or a braille line, from a terminal, a pipe or a file.\n" +
			"Exit status: 0 done, or secure; 1 failed, or fields missing; 2 usage or malformed input; 3 check first; 4 not secure.",
		RunE: func(*cobra.Command, []string) error {
			switch {
			case which:
				return printAbout(w)
			case plainly || wantsPlain(w):
				return openPlain(w)
			case !w.Terminal:
				return misused("the desk needs a terminal; without one, use: referraldesk --plain, referraldesk find QUERY, " +
					"or referraldesk check --from A --to B (all commands: referraldesk --help)")
			}
			return openDesk(w, colours)
		},
		SilenceUsage: true, SilenceErrors: true,
	}
	root.Flags().BoolVar(&which, "version", false, "print version and commit, the day of the directory, and the system it was built for")
	root.Flags().BoolVar(&plainly, "plain", false, "open the desk in lines of text, without painting on the screen")
	root.Flags().Var(&colours, "theme", "the colours of the desk: for a light or a dark background, or none; else the terminal is asked")
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(newHelp(root))
	root.AddCommand(newFind(w), newCheck(w), newCompose(w), newQuestions(w), newDomains(w), newPolicy(w), newDirectory(w), newLists(w),
		newDaybook(w), newAccounts(w), newAdvise(w), newKeys(w), newLicences(w))
	return root
}

// newHelp takes the place of cobra's own, which knows no wrong command: it prints what it was given, and ends well.
func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Print what a command does, and its flags",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return misused("%s has no command %s: see %[1]s --help", cmd.CommandPath(), quoted(rest[0]))
			}
			return cmd.Help()
		},
	}
}
