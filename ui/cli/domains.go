package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"referraldesk/directory/evidence"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/daybook"
)

func newDomains(w World) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "domains",
		Short: "The evidence for domains that are accredited to DCB1596",
		Long: "A domain that was seen on NHS England's list of accredited domains counts as secure for 365 days from that day.\n" +
			"These commands show the evidence, take over the official list, and record what the practice confirmed itself.",
		Args: cobra.ArbitraryArgs,
		RunE: func(*cobra.Command, []string) error {
			return misused("say what to do: referraldesk domains list, show, import or confirm")
		},
	}
	cmd.AddCommand(newDomainsList(w), newDomainsShow(w), newDomainsImport(w), newDomainsConfirm(w))
	return cmd
}

func newDomainsList(w World) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "Print every piece of evidence: domain, day seen, whether it counts, source",
		Args:  takes(),
		RunE: func(*cobra.Command, []string) error {
			known, fault := accredited(w)
			var b strings.Builder
			for _, e := range known.All() {
				b.WriteString(evidenceWords(e, w.today()))
			}
			return gravest(asFailed(fault), w.print(b.String()))
		},
	}
}

// evidenceWords are a line of list and of show.
func evidenceWords(e policy.Evidence, today policy.Day) string {
	source := e.Source.String()
	if !e.ConfirmedBy.IsEmpty() {
		source = "confirmed by " + e.ConfirmedBy.String() + ": " + source
	}
	_, inForce := standing(e, today)
	return fmt.Sprintf("%s\t%s\t%s\t%s\n", e.Domain, e.Seen, inForce, source)
}

// standing says whether the evidence counts today, in words too. Before it was seen it does not exist.
func standing(e policy.Evidence, today policy.Day) (counts bool, words string) {
	switch {
	case today.Before(e.Seen):
		return false, "counts from " + e.Seen.String()
	case today.After(e.LastDay()):
		return false, "too old since " + e.LastDay().Add(1).String()
	}
	return true, "counts until " + e.LastDay().String()
}

func newDomainsShow(w World) *cobra.Command {
	return &cobra.Command{
		Use:   "show DOMAIN",
		Short: "Print the evidence for one domain, as list does",
		Long:  "Prints what is known of a domain.\nExit status: 0 evidence that counts, 3 evidence that is too old, 1 none.",
		Args:  takes("DOMAIN"),
		RunE: func(_ *cobra.Command, args []string) error {
			domain, err := parseDomain(args[0])
			if err != nil {
				return err
			}
			known, fault := accredited(w)
			return gravest(show(w, domain, known), asFailed(fault))
		},
	}
}

// show prints what is known of a domain; the exit status is that of the best evidence.
func show(w World, domain string, known policy.Accredited) error {
	if domain == "nhs.net" {
		return w.print("nhs.net\tNHSmail itself: it needs no evidence\n")
	}
	var b strings.Builder
	counts := false
	for _, e := range known.All() {
		if e.Domain == domain {
			now, _ := standing(e, w.today())
			counts = counts || now
			b.WriteString(evidenceWords(e, w.today()))
		}
	}
	switch {
	case b.Len() == 0:
		return failed("%s was not seen on the list, so mail to it is judged as to any other domain: "+
			"to take over today's list, use referraldesk domains import FILE --seen DATE", domain)
	case !counts:
		return gravest(w.print(b.String()), exit{status: Attention})
	}
	return w.print(b.String())
}

// parseDomain takes exactly one domain, by the one parser that decides what a domain is, and gives it in lower case.
func parseDomain(raw string) (string, error) {
	const local = "x@"
	a, err := policy.ParseAddress(local + raw)
	if wrong, ok := errors.AsType[*policy.AddressError](err); ok {
		wrong.At = max(0, wrong.At-len(local))
		return "", misused("domain %s %w: give it exactly, such as mkuh.nhs.uk", quoted(raw), wrong)
	}
	return a.Domain(), nil
}

func newDomainsImport(w World) *cobra.Command {
	var seen day
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Take over the official list (.xlsx or .csv) in the place of the earlier evidence",
		Long: "Reads NHS England's list of accredited domains. --seen is the day on which the list was seen; for an .xlsx file it may be left\n" +
			"out: then it is the day on which the file says that it was last saved.",
		Args: takes("FILE"),
		RunE: func(_ *cobra.Command, args []string) error { return importList(w, args[0], seen) },
	}
	cmd.Flags().Var(&seen, "seen", "the day on which the list was seen")
	return cmd
}

func importList(w World, path string, seen day) error {
	list, err := evidence.ReadList(path)
	if err != nil {
		return exit{Misused, err}
	}
	on := seen.or(list.Modified)
	switch {
	case on.IsZero():
		return misused("%s does not say when the list was seen: give --seen YYYY-MM-DD", list.Name)
	case on.After(w.today()):
		return misused("%s lies in the future: give the day on which the list was seen with --seen YYYY-MM-DD", on)
	}
	places, err := w.places()
	if err != nil {
		return exit{Failed, err}
	}
	store := evidence.StoreIn(places.Data)
	before, _ := store.Load() // what is broken there is Import's to say
	if err := store.Import(list, on, w.today()); err != nil {
		return exit{Failed, err}
	}
	record(w, daybook.EvidenceImported{At: w.Now(), Seen: on, Domains: len(list.Domains)})
	if before.Import != nil && before.Import.Seen.After(on) {
		w.note("this list was seen earlier than the one before it (%s): if that is a slip, take over the newer one again", before.Import.Seen)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s taken over, seen on %s\n", counted(len(list.Domains), "domain"), on)
	if len(list.Left) > 0 {
		fmt.Fprintf(&b, "%s left out:\n", counted(len(list.Left), "row"))
	}
	for _, l := range list.Left {
		fmt.Fprintf(&b, "row %d %s\n", l.Row, l.Reason)
	}
	return w.print(b.String())
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func newDomainsConfirm(w World) *cobra.Command {
	var by, source filled
	var on day
	cmd := &cobra.Command{
		Use:   "confirm DOMAIN --by NAME --source TEXT",
		Short: "Record that the practice made sure that a domain is accredited",
		Long:  "Records who made sure, and where they looked or whom they asked. It counts for 365 days, or until an official list without the domain is taken over.",
		Args:  takes("DOMAIN"),
		RunE: func(_ *cobra.Command, args []string) error {
			return confirm(w, args[0], text.Line(string(by)), text.Line(string(source)), on.or(w.today()))
		},
	}
	cmd.Flags().Var(&by, "by", "who made sure: full `NAME`")
	cmd.Flags().Var(&source, "source", "where they looked, or whom they asked")
	cmd.Flags().Var(&on, "on", "the day on which they did; without it, today")
	return cmd
}

func confirm(w World, given string, by, source text.Text, on policy.Day) error {
	domain, err := parseDomain(given)
	switch {
	case err != nil:
		return err
	case by.IsEmpty() || source.IsEmpty():
		return misused("a confirmation needs --by NAME and --source TEXT: who made sure, and where they looked")
	case on.After(w.today()):
		return misused("--on: %s lies in the future: give the day on which they made sure", on)
	}
	places, err := w.places()
	if err != nil {
		return exit{Failed, err}
	}
	if err := evidence.StoreIn(places.Data).Confirm(domain, by, source, on, w.today()); err != nil {
		return exit{Failed, err}
	}
	who, _ := daybook.KnownClinician(by, practiceOrNone(w))
	record(w, daybook.EvidenceConfirmed{At: w.Now(), Domain: daybook.Domain(domain), On: on, By: who})
	return w.print(fmt.Sprintf("%s confirmed by %s on %s: counts until %s\n", domain, by, on, on.Add(policy.EvidenceDays)))
}
