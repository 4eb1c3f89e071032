package cli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"referraldesk/policy"
	"referraldesk/policy/text"
)

// The values of flags are parsed at this door. So a flag that was given empty, as by a script whose variable is not set, is
// refused and never taken for one that was left out.

// address is a flag that holds one mail address; zero where it was not given.
type address struct{ policy.Address }

func (a *address) Set(raw string) (err error) {
	if a.Address, err = policy.ParseAddress(raw); err != nil {
		return fmt.Errorf("address %s %w", quoted(raw), err)
	}
	return nil
}

func (*address) Type() string { return "ADDRESS" }

// addresses is a flag that is repeated, one address each time: a comma is part of what was given.
type addresses []policy.Address

func (a *addresses) Set(raw string) error {
	var one address
	err := one.Set(raw)
	*a = append(*a, one.Address)
	return err
}

func (*addresses) Type() string   { return "ADDRESS" }
func (*addresses) String() string { return "" }

// day is a flag that holds a day; zero where it was not given.
type day struct{ policy.Day }

func (d *day) Set(raw string) (err error) {
	if d.Day, err = policy.ParseDay(raw); err == nil && d.IsZero() {
		err = errors.New("not a day that can be known: write it as YYYY-MM-DD, such as 2026-11-22")
	}
	return err
}

func (*day) Type() string { return "YYYY-MM-DD" }

// or is the day, and another where it was not given.
func (d day) or(other policy.Day) policy.Day {
	if d.IsZero() {
		return other
	}
	return d.Day
}

// filled is a flag that holds a text, and not an empty one.
type filled string

func (s *filled) Set(raw string) error {
	if *s = filled(raw); raw == "" {
		return errors.New("empty: give a value, or leave the flag out")
	}
	return nil
}

func (*filled) Type() string     { return "string" }
func (s *filled) String() string { return string(*s) }

// declaration is a switch that knows whether it was given: where it was not, what practice.toml says holds.
type declaration struct{ given, holds bool }

func (d *declaration) Set(raw string) error {
	holds, err := strconv.ParseBool(raw)
	*d = declaration{true, holds}
	return err
}

func (*declaration) Type() string     { return "bool" }
func (d *declaration) String() string { return strconv.FormatBool(d.holds) }

func (d declaration) or(known bool) bool {
	if d.given {
		return d.holds
	}
	return known
}

// declare adds a declaration to the flags of a command.
func declare(f *pflag.FlagSet, d *declaration, name, usage string) {
	f.VarPF(d, name, "", usage).NoOptDefVal = "true"
}

// flagError words what is wrong with a flag. What was given for it is not quoted, since it may be anything; an address quotes
// itself.
func flagError(cmd *cobra.Command, err error) error {
	if wrong, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		cause := wrong.Unwrap()
		switch wrong.GetFlag().Value.Type() {
		case "int":
			cause = errors.New("not a whole number: give one such as 5")
		case "bool":
			cause = errors.New("a switch, which takes no value but true and false")
		}
		return misused("--%s: %w", wrong.GetFlag().Name, cause)
	}
	what := "a flag has no name"
	if lacking, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		what = "--" + lacking.GetFlag().Name + " needs a value"
	}
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok {
		what = "unknown flag --" + text.Line(unknown.GetSpecifiedName()).String()
		if unknown.GetSpecifiedShortnames() != "" {
			what = "a flag of one letter is unknown: they are written out here, with two hyphens"
		}
	}
	return misused("%s: see %s --help", what, cmd.CommandPath())
}

// takes holds a command to its arguments, named as in its usage. What was given is not quoted: a stray word may be part of a
// patient's name.
func takes(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == len(names) {
			return nil
		}
		wants := "no words but flags"
		if len(names) > 0 {
			wants = strings.Join(names, " ")
		}
		return misused("%s takes %s, and was given %s: put quotes around a value with spaces; see %[1]s --help",
			cmd.CommandPath(), wants, counted(len(args), "word"))
	}
}
