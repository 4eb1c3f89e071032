package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"referraldesk/directory/practice"
	"referraldesk/directory/tables"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
)

func newAccounts(w World) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "accounts",
		Short: "The practice's accounts, and how long each of them still lives unused",
		Long: "An NHSmail account that is unused for 30 days becomes inactive; after 60 it is deleted, after 90 it is gone for good.\n" +
			"The accounts stand in practice.toml, their uses in the daybook.",
		Args: cobra.ArbitraryArgs,
		RunE: func(*cobra.Command, []string) error {
			return misused("say what to do: referraldesk accounts list, add, used or remove")
		},
	}
	cmd.AddCommand(newAccountsList(w), newAccountsAdd(w), newAccountsUsed(w), newAccountsRemove(w))
	return cmd
}

// adding are the flags of add.
type adding struct {
	kind     choice
	shared   bool
	lastUsed day
}

func newAccountsAdd(w World) *cobra.Command {
	a := adding{kind: choice{of: []string{string(practice.AccountNHSmail), string(practice.AccountEgress), string(practice.AccountOther)}}}
	cmd := &cobra.Command{
		Use:   "add ADDRESS",
		Short: "Add an account to practice.toml",
		Long:  "Adds an account behind all that stands in practice.toml, of which nothing changes. Where there is no such file, it is made.",
		Args:  takes("ADDRESS"),
		RunE:  func(_ *cobra.Command, args []string) error { return addAccount(w, args[0], a) },
	}
	cmd.Flags().Var(&a.kind, "kind", "what account it is; may be left out at nhs.net")
	cmd.Flags().BoolVar(&a.shared, "shared", false, "it is a mailbox of several people")
	cmd.Flags().Var(&a.lastUsed, "last-used", "the day on which it was last used")
	return cmd
}

func addAccount(w World, given string, a adding) error {
	at, err := parseAddress(given)
	if err != nil {
		return err
	}
	kind, err := kindOf(at, practice.AccountKind(a.kind.id))
	if err != nil {
		return err
	}
	if a.lastUsed.After(w.today()) {
		return misused("--last-used: %s lies in the future: give the day on which it was last used", a.lastUsed)
	}
	places, err := w.places()
	if err != nil {
		return exit{Failed, err}
	}
	if err := practice.AddAccount(places.PracticeFile(), practice.Account{Address: at, Kind: kind, Shared: a.shared}); err != nil {
		return practiceFault(err)
	}
	answer := fmt.Sprintf("%s added to practice.toml as %s\n", at, kind)
	var fault error
	if !a.lastUsed.IsZero() {
		if fault = noteUse(w, daybook.AccountUsed{Account: at, On: a.lastUsed.Day}); fault == nil {
			answer += fmt.Sprintf("last used on %s\n", a.lastUsed)
		}
	}
	return gravest(w.print(answer), fault)
}

// kindOf is the kind of an account: the one that was given, or the only one that its address leaves.
func kindOf(at policy.Address, given practice.AccountKind) (practice.AccountKind, error) {
	switch must := practice.KindOf(at); {
	case given == "" && must == "":
		return "", misused("no kind: give --kind egress where %s holds an Egress account, else --kind other", at)
	case given == "":
		return must, nil
	case must == practice.AccountNHSmail && given != must:
		return "", misused("--kind: %s is at nhs.net, so it is NHSmail: leave --kind out", at)
	case must != practice.AccountNHSmail && given == practice.AccountNHSmail:
		return "", misused("--kind: only an address at nhs.net is NHSmail: give --kind egress where %s holds an Egress account, "+
			"else --kind other", at)
	}
	return given, nil
}

func newAccountsUsed(w World) *cobra.Command {
	how := choice{of: idsOf(policy.Uses(), func(u policy.Use) policy.UseID { return u.ID })}
	var on day
	cmd := &cobra.Command{
		Use:   "used ADDRESS",
		Short: "Record that an account was used, in a way that keeps it alive",
		Args:  takes("ADDRESS"),
		RunE: func(_ *cobra.Command, args []string) error {
			return useAccount(w, args[0], on.or(w.today()), daybook.How(how.id))
		},
	}
	cmd.Long = "Records a use in the daybook; the latest one counts. What counts as use:\n"
	for _, u := range policy.Uses() {
		cmd.Long += fmt.Sprintf("  %s: %s\n", u.ID, u.Text)
	}
	cmd.Flags().Var(&on, "on", "the day on which it was used; without it, today")
	cmd.Flags().Var(&how, "how", "how it was used")
	return cmd
}

func useAccount(w World, given string, on policy.Day, how daybook.How) error {
	account, err := ours(w, given)
	switch {
	case err != nil:
		return err
	case on.After(w.today()):
		return misused("--on: %s lies in the future: give the day on which it was used", on)
	}
	if err := noteUse(w, daybook.AccountUsed{Account: account.Address, How: how, On: on}); err != nil {
		return err
	}
	if account.Shared {
		w.note("%s is shared: record the use of the personal account that it was opened with, too", account.Address)
	}
	return w.print(fmt.Sprintf("%s used on %s\n", account.Address, on))
}

// noteUse notes a use, now.
func noteUse(w World, use daybook.AccountUsed) error {
	path, err := daybookFile(w)
	if err != nil {
		return err
	}
	use.At = w.Now()
	book, err := daybook.Open(path)
	if err == nil {
		err = book.Append(use)
	}
	if err != nil {
		return failed("the use of %s was not recorded: %w\nthen record it with referraldesk accounts used %[1]s --on %[3]s",
			use.Account, err, use.On)
	}
	return nil
}

func newAccountsRemove(w World) *cobra.Command {
	return &cobra.Command{
		Use:   "remove ADDRESS",
		Short: "Take an account out of practice.toml",
		Long:  "Takes the lines of an account out of practice.toml, and no other. What the daybook says of it stays.",
		Args:  takes("ADDRESS"),
		RunE:  func(_ *cobra.Command, args []string) error { return removeAccount(w, args[0]) },
	}
}

func removeAccount(w World, given string) error {
	account, err := ours(w, given)
	if err != nil {
		return err
	}
	places, err := w.places()
	if err != nil {
		return exit{Failed, err}
	}
	if err := practice.RemoveAccount(places.PracticeFile(), account.Address); err != nil {
		return practiceFault(err)
	}
	return w.print(fmt.Sprintf("%s removed from practice.toml\n", account.Address))
}

// ours is the account of practice.toml that an argument names.
func ours(w World, given string) (practice.Account, error) {
	at, err := parseAddress(given)
	if err != nil {
		return practice.Account{}, err
	}
	p, err := readPractice(w)
	if err != nil {
		return practice.Account{}, err
	}
	account, listed := p.Account(at)
	if !listed {
		return practice.Account{}, misused("%s is no account of practice.toml: see referraldesk accounts list, "+
			"or add it with referraldesk accounts add", at)
	}
	return account, nil
}

func parseAddress(given string) (policy.Address, error) {
	var at address
	if err := at.Set(given); err != nil {
		return policy.Address{}, misused("%w: give the bare address, as name@nhs.net", err)
	}
	return at.Address, nil
}

// practiceFault is the exit of a practice.toml that can't be used: one with faults in it is malformed input.
func practiceFault(err error) error {
	if _, broken := errors.AsType[tables.Faults](err); broken {
		return exit{Misused, err}
	}
	return exit{Failed, err}
}
