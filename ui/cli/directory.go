package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/daybook"
)

func newDirectory(w World) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "directory",
		Short: "The destinations and contacts, and what directory.toml changes in them",
		Long: "The program comes with a directory. The practice's own directory.toml, in the folder of settings, adds to it, changes it or\n" +
			"takes away from it; a directory.toml with a fault changes nothing. These commands show and check both, and record who\n" +
			"made sure of an address.",
		Args: cobra.ArbitraryArgs,
		RunE: func(*cobra.Command, []string) error {
			return misused("say what to do: referraldesk directory show, check, diff, path or verify")
		},
	}
	cmd.AddCommand(newDirectoryShow(w), newDirectoryCheck(w), newDirectoryDiff(w), newDirectoryPath(w), newDirectoryVerify(w))
	return cmd
}

// directoryFile is the path of directory.toml.
func directoryFile(w World) (string, error) {
	places, err := w.places()
	if err != nil {
		return "", exit{Failed, err}
	}
	return filepath.Join(places.Config, directory.FileName), nil
}

// loadDirectory is the directory with directory.toml over it. With a fault it is the one that comes with the program, which
// whoever goes on with it must say; dir is nil where there is none at all.
func loadDirectory(w World) (dir *directory.Directory, fault error) {
	path, err := directoryFile(w)
	if err != nil {
		dir, embeddedErr := directory.Embedded()
		return dir, gravest(err, asFailed(embeddedErr))
	}
	dir, err = directory.Load(path, w.today())
	return dir, faulty(err)
}

// faulty is the exit of a directory file that can't be used, nil for no error.
func faulty(err error) error {
	if err == nil {
		return nil
	}
	return exit{Misused, err}
}

func newDirectoryShow(w World) *cobra.Command {
	return &cobra.Command{
		Use:   "show [ID]",
		Short: "Print every destination and contact a line, or all that is known of one",
		Long: "Without an ID it prints id, name, address and what differs here, parted by tabs. With one it prints its fields, each value on a\n" +
			"line of its own. Where directory.toml has a fault, it prints what comes with the program, and ends with status 2.",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return takes("ID")(cmd, args)
			}
			dir, fault := loadDirectory(w)
			switch {
			case dir == nil:
				return fault
			case len(args) == 0:
				return gravest(w.print(allEntries(dir)), fault)
			}
			fields, err := fieldsOf(dir, args[0], w.today())
			if err != nil {
				return gravest(err, fault)
			}
			return gravest(w.print(fields), fault)
		},
	}
}

func allEntries(dir *directory.Directory) string {
	var b strings.Builder
	for _, d := range dir.Destinations {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", d.ID, d.Name, d.Address, d.Local.Words())
	}
	for _, c := range dir.Contacts {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", c.ID, c.Name, c.Reach(), c.Local.Words())
	}
	return b.String()
}

// fieldsOf are the fields of one destination or contact, a value a line.
func fieldsOf(dir *directory.Directory, id string, today policy.Day) (string, error) {
	for _, c := range dir.Contacts {
		if c.ID == id {
			return fieldLines(c.Fields(), nil, c.Local), nil
		}
	}
	d, err := destination(dir, id)
	if err != nil {
		return "", err
	}
	unknown := map[string]string{
		"form": directory.NotPublished, "phone": directory.NotPublished, "hours": directory.NotPublished,
		"verified": d.Age(today).Words.String(),
	}
	return fieldLines(d.Fields(), unknown, d.Local), nil
}

// fieldLines are fields as lines; unknown is what stands where a field has no value.
func fieldLines(fields []directory.Field, unknown map[string]string, local directory.Local) string {
	var b strings.Builder
	for _, f := range fields {
		values := f.Values
		if words := unknown[f.Name]; len(values) == 0 && words != "" {
			values = []string{words}
		}
		for _, v := range values {
			fmt.Fprintf(&b, "%s\t%s\n", f.Name, v)
		}
	}
	if words := local.Words(); words != "" {
		fmt.Fprintf(&b, "here\t%s\n", words)
	}
	return b.String()
}

func newDirectoryCheck(w World) *cobra.Command {
	return &cobra.Command{
		Use:   "check FILE",
		Short: "Print every fault of a directory.toml, as file:line: what, next step",
		Long: "Lays a file over the directory that comes with the program and prints everything that is wrong with it, a fault a line.\n" +
			"Exit status: 0 no fault, 2 faults.",
		Args: takes("FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			_, err := directory.Overlaid(args[0], w.today())
			if faults, ok := errors.AsType[directory.Faults](err); ok {
				return gravest(w.print(text.Block(faults.Error()+"\n").String()), exit{status: Misused})
			}
			return faulty(err)
		},
	}
}

func newDirectoryDiff(w World) *cobra.Command {
	return &cobra.Command{
		Use:   "diff",
		Short: "Print what directory.toml takes away (-) from the directory and adds (+) to it",
		Args:  takes(),
		RunE: func(*cobra.Command, []string) error {
			embedded, err := directory.Embedded()
			if err != nil {
				return exit{Failed, err}
			}
			dir, fault := loadDirectory(w)
			if dir == nil {
				return fault
			}
			var b strings.Builder
			for _, d := range directory.Differences(embedded, dir) {
				fmt.Fprintln(&b, d)
			}
			return gravest(w.print(b.String()), fault)
		},
	}
}

func newDirectoryPath(w World) *cobra.Command {
	return &cobra.Command{
		Use:   "path",
		Short: "Print where directory.toml lies, or would lie",
		Args:  takes(),
		RunE: func(*cobra.Command, []string) error {
			path, err := directoryFile(w)
			if err != nil {
				return err
			}
			return w.print(text.Line(path).String() + "\n")
		},
	}
}

func newDirectoryVerify(w World) *cobra.Command {
	var by filled
	var on day
	cmd := &cobra.Command{
		Use:   "verify ID --by NAME",
		Short: "Record in directory.toml who made sure of a destination's address, and when",
		Long: "Records that somebody asked the clinic, and that the address is still the right one. What people wrote in directory.toml stays as\n" +
			"it is; a directory.toml with a fault is not touched.",
		Args: takes("ID"),
		RunE: func(_ *cobra.Command, args []string) error {
			return verify(w, args[0], text.Line(string(by)), on.or(w.today()))
		},
	}
	cmd.Flags().Var(&by, "by", "who made sure: full `NAME`")
	cmd.Flags().Var(&on, "on", "the day on which they did; without it, today")
	return cmd
}

func verify(w World, id string, by text.Text, on policy.Day) error {
	switch {
	case by.IsEmpty():
		return misused("a verification needs --by NAME: who made sure of the address")
	case on.After(w.today()):
		return misused("--on: %s lies in the future: give the day on which they made sure", on)
	}
	dir, fault := loadDirectory(w)
	if fault != nil {
		return fault
	}
	if _, err := destination(dir, id); err != nil {
		return err
	}
	path, err := directoryFile(w)
	if err != nil {
		return err
	}
	d, err := directory.Verify(path, id, by, on, w.today())
	if err != nil {
		return exit{Failed, err}
	}
	who, _ := daybook.KnownClinician(by, practiceOrNone(w))
	record(w, daybook.AddressVerified{At: w.Now(), Destination: daybook.DestinationID(d.ID), Address: d.Address, On: on, By: who})
	return w.print(fmt.Sprintf("%s verified by %s on %s\n", d.Address, by, on))
}
