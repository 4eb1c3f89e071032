package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
)

func newAccountsList(w World) *cobra.Command {
	var on day
	var asJSON bool
	var dueIn int
	cmd := &cobra.Command{
		Use:   "list",
		Short: "Print each account, where it stands, and what to do next",
		Long: "Prints an account a line: address, kind, state, last use and what to do next, parted by tabs.\n" +
			"Exit status: 0 done; with --due N, 3 where an account becomes inactive within N days, is inactive, or can still be restored.",
		Args: takes(),
	}
	cmd.RunE = func(*cobra.Command, []string) error {
		asked := cmd.Flags().Changed("due")
		if asked && dueIn < 0 {
			return misused("--due: less than no days: give a number such as 7")
		}
		lines, err := accountLines(w, on.or(w.today()))
		if lines == nil {
			return err
		}
		if asJSON {
			err = gravest(err, writeJSON(w, lines))
		} else {
			err = gravest(err, w.print(accountWords(lines)))
		}
		if asked {
			err = gravest(err, dueExit(lines, dueIn))
		}
		return err
	}
	cmd.Flags().Var(&on, "on", "as of this day; without it, today")
	cmd.Flags().IntVar(&dueIn, "due", 0, "end with status 3 where an account is due within so many days")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array")
	return cmd
}

// accountLine is an account as JSON, and where it stands.
type accountLine struct {
	Address  string       `json:"address"`
	Kind     string       `json:"kind"`
	Shared   bool         `json:"shared"`
	Disabled policy.Day   `json:"disabled"` // the day on which it was disabled for long leave, as practice.toml has it
	State    policy.State `json:"state"`
	DaysLeft *int         `json:"days_left"` // null unless the state is active, inactive or restorable
	LastUsed policy.Day   `json:"last_used"`
	Next     *string      `json:"next"` // what to do, with whom to call or write to

	standing policy.Standing
}

// accountLines are the accounts of the practice on a day, in the order of practice.toml; nil where they can't be known. Where a
// last use can't be known or can't be right, the account is unknown, and the error says why.
func accountLines(w World, on policy.Day) ([]accountLine, error) {
	p, err := readPractice(w)
	if err != nil {
		return nil, err
	}
	log, fault := readDaybook(w)
	entries, missing := withGroupsEntries(w, p, log.Entries)
	w.tell(missing)
	lines := []accountLine{}
	for _, account := range p.Accounts {
		line, err := describeAccount(account, entries, on)
		lines, fault = append(lines, line), gravest(fault, asFailed(err))
	}
	if len(lines) == 0 {
		w.note("practice.toml has no account: add one with referraldesk accounts add ADDRESS")
	}
	return lines, fault
}

func describeAccount(account practice.Account, entries []daybook.Entry, on policy.Day) (accountLine, error) {
	use, _ := daybook.LastUse(entries, account.Address, on)
	standing, err := daybook.Standing(entries, account, on)
	return accountLine{
		Address: account.Address.String(), Kind: string(account.Kind), Shared: account.Shared,
		Disabled: account.Disabled, State: standing.State, DaysLeft: standing.DaysLeft, LastUsed: use.On, Next: orNull(nextWords(standing.Next)),
		standing: standing,
	}, err
}

// accountWords are the accounts for people.
func accountWords(lines []accountLine) string {
	var b strings.Builder
	for _, l := range lines {
		kind, used := l.Kind, "no use recorded"
		if l.Shared {
			kind += ", shared"
		}
		if !l.LastUsed.IsZero() {
			used = "last used " + l.LastUsed.String()
		}
		state := l.standing.Headline
		if state == "" {
			state = "not known"
		}
		next := nextWords(l.standing.Next)
		if next == "" {
			next = "see what is said of it"
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\n", l.Address, kind, state, used, next)
	}
	return b.String()
}

// nextWords are what to do next, and whom to call or write to.
func nextWords(r policy.Remedy) string {
	if r.Contact == "" {
		return r.Text
	}
	return strings.TrimSuffix(r.Text, ".") + ": " + r.Contact
}

// dueExit asks for attention where an account is due within so many days.
func dueExit(lines []accountLine, days int) error {
	for _, l := range lines {
		if l.standing.Due(days) {
			return exit{status: Attention}
		}
	}
	return nil
}
