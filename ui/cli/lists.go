package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"referraldesk/directory/lists"
	"referraldesk/policy/text"
)

func newLists(w World) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lists",
		Short: "The lists of GP practices, opticians and others that a referral can name",
		Long: "Without a command it prints the lists that were added: name, kind, and how many entries each has.\n" +
			"A list is a file of the NHS Organisation Data Service, such as epraccur.csv, or a CSV file with a header (lists template).",
		Args: takes(),
		RunE: func(*cobra.Command, []string) error { return showLists(w) },
	}
	cmd.AddCommand(newListsAdd(w), newListsRemove(w), newListsTemplate(w))
	return cmd
}

// listStore is where the lists are.
func listStore(w World) (lists.Store, error) {
	places, err := w.places()
	if err != nil {
		return lists.Store{}, exit{Failed, err}
	}
	return lists.StoreIn(places.Data), nil
}

func showLists(w World) error {
	store, err := listStore(w)
	if err != nil {
		return err
	}
	all, err := store.Lists()
	if err != nil {
		return exit{Failed, err}
	}
	var b strings.Builder
	var faults []error
	for _, l := range all {
		counts, err := store.Count(l)
		faults = append(faults, asFailed(err))
		fmt.Fprintf(&b, "%s\t%s\t%s\n", l.Name, l.Kind, countsWords(counts))
	}
	return gravest(append(faults, w.print(b.String()))...)
}

// countsWords say what a list holds: "15971 entries, 3887 of them closed, 2 lines left out".
func countsWords(c lists.Counts) string {
	words := fmt.Sprintf("%d entries", c.Taken)
	if c.Taken == 1 {
		words = "1 entry"
	}
	if c.Closed > 0 {
		words += fmt.Sprintf(", %d of them closed", c.Closed)
	}
	if c.LeftOut > 0 {
		words += ", " + counted(c.LeftOut, "line") + " left out"
	}
	return words
}

// kindOfList is a flag that holds a kind; "" where it was not given.
type kindOfList lists.Kind

func (k *kindOfList) Set(raw string) error {
	if *k = kindOfList(raw); !slices.Contains(lists.Kinds(), lists.Kind(raw)) {
		return errors.New("not a kind of list: give gp, optician or other")
	}
	return nil
}

func (*kindOfList) Type() string     { return "KIND" }
func (k *kindOfList) String() string { return string(*k) }

func newListsAdd(w World) *cobra.Command {
	var kind kindOfList
	cmd := &cobra.Command{
		Use:   "add FILE",
		Short: "Keep a copy of a list, and say how many entries it has and which lines were left out",
		Long: "Takes over a list, in the place of an earlier one of its name. Closed practices are kept, and marked.\n" +
			"Without --as, a list with GP practices in it is gp, and any other one other.",
		Args: takes("FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			store, err := listStore(w)
			if err != nil {
				return err
			}
			added, err := store.Add(args[0], lists.Kind(kind))
			if _, refused := errors.AsType[lists.Refusal](err); refused {
				return exit{Misused, err}
			}
			if err != nil {
				return exit{Failed, err}
			}
			return w.print(addedWords(added))
		},
	}
	cmd.Flags().Var(&kind, "as", "what its entries are: gp, optician or other")
	return cmd
}

func addedWords(added lists.Added) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s) added: %s\n", added.Name, added.Kind, countsWords(added.Counts))
	if added.Replaced {
		fmt.Fprintln(&b, "it took the place of an earlier list of this name")
	}
	if len(added.Ignored) > 0 {
		fmt.Fprintf(&b, "columns that are not read: %s\n", strings.Join(added.Ignored, ", "))
	}
	for _, l := range added.Left {
		fmt.Fprintf(&b, "line %d left out: %s\n", l.Line, l.Reason)
	}
	if more := added.LeftOut - len(added.Left); more > 0 {
		fmt.Fprintf(&b, "and %s more\n", counted(more, "line"))
	}
	return text.Block(b.String()).String()
}

func newListsRemove(w World) *cobra.Command {
	return &cobra.Command{
		Use:   "remove NAME",
		Short: "Delete the copy of a list",
		Args:  takes("NAME"),
		RunE: func(_ *cobra.Command, args []string) error {
			store, err := listStore(w)
			if err != nil {
				return err
			}
			switch err := store.Remove(args[0]); {
			case errors.Is(err, lists.ErrUnknown):
				return exit{Misused, err}
			case err != nil:
				return exit{Failed, err}
			}
			return w.print(args[0] + " removed\n")
		},
	}
}

func newListsTemplate(w World) *cobra.Command {
	return &cobra.Command{
		Use:   "template",
		Short: "Print the header of a CSV file that lists add takes",
		Long: "Prints the header of a plain list. Below it stands one entry a line; every column but name may be left empty, and the order of\n" +
			"the columns makes no difference.",
		Args: takes(),
		RunE: func(*cobra.Command, []string) error { return w.print(lists.Template()) },
	}
}
