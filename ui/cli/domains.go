package cli

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"referraldesk/directory/evidence"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

func newDomains(w World) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "domains",
		Short: "The evidence for domains that are accredited to DCB1596",
		Long: "A domain that was seen on NHS England's list of accredited domains counts as secure for 365 days from that day.\n" +
			"These commands show the evidence, take over the official list, and record what the practice confirmed itself.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return exit{Misused, errors.New("say what to do: referraldesk domains list, show, import or confirm")}
		},
	}
	cmd.AddCommand(newDomainsList(w), newDomainsShow(w), newDomainsImport(w), newDomainsConfirm(w))
	return cmd
}

func newDomainsList(w World) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "Print every piece of evidence: domain, day seen, whether it still counts, source",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			known, err := accredited(w)
			for _, e := range known.All() {
				fmt.Fprintf(w.Out, "%s\t%s\t%s\t%s\n", e.Domain, e.Seen, inForce(e, w.today()), sourceWords(e))
			}
			return failed(err)
		},
	}
}

func newDomainsShow(w World) *cobra.Command {
	return &cobra.Command{
		Use:   "show DOMAIN",
		Short: "Print the evidence for one domain",
		Long:  "Prints what is known of a domain.\nExit status: 0 evidence in date, 3 evidence too old, 1 none.",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			address, err := policy.ParseAddress("name@" + args[0])
			if err != nil {
				return exit{Misused, fmt.Errorf("%s is not a domain: give it exactly, such as mkuh.nhs.uk", quoted(args[0]))}
			}
			known, err := accredited(w)
			return worseOf(show(w, address.Domain(), known), failed(err))
		},
	}
}

// show prints what is known of a domain; the exit status is that of the best evidence.
func show(w World, domain string, known policy.Accredited) error {
	var status error = exit{Failed, fmt.Errorf("%s was not seen on the list: mail to it is judged as to any other domain; "+
		"to take over today's list, use: referraldesk domains import FILE --seen DATE", domain)}
	if domain == "nhs.net" {
		fmt.Fprintln(w.Out, "nhs.net\tNHSmail itself: it needs no evidence")
		return nil
	}
	for _, e := range known.All() {
		if e.Domain != domain {
			continue
		}
		fmt.Fprintf(w.Out, "%s\tseen %s\t%s\t%s\n", e.Domain, e.Seen.UK(), inForce(e, w.today()), sourceWords(e))
		if counts(e, w.today()) {
			status = nil
		} else if status != nil {
			status = exit{status: Attention}
		}
	}
	return status
}

// counts says whether the evidence is in date.
func counts(e policy.Evidence, today policy.Day) bool {
	return !today.Before(e.Seen) && !today.After(e.LastDay())
}

func inForce(e policy.Evidence, today policy.Day) string {
	if counts(e, today) {
		return "counts until " + e.LastDay().UK()
	}
	return "too old since " + e.LastDay().Add(1).UK()
}

func sourceWords(e policy.Evidence) string {
	if e.ConfirmedBy.IsEmpty() {
		return e.Source.String()
	}
	return "confirmed by " + e.ConfirmedBy.String() + ": " + e.Source.String()
}

func newDomainsImport(w World) *cobra.Command {
	var seen string
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Take over the official list (.xlsx or .csv) in the place of the earlier evidence",
		Long: "Reads NHS England's list of accredited domains. --seen is the day on which the list was seen; for an .xlsx file it may be left\n" +
			"out: then it is the day on which the file says that it was last saved.",
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return importList(w, args[0], seen) },
	}
	cmd.Flags().StringVar(&seen, "seen", "", "the day on which the list was seen, YYYY-MM-DD")
	return cmd
}

func importList(w World, path, seen string) error {
	var day policy.Day
	var err error
	if seen != "" {
		if day, err = policy.ParseDay(seen); err != nil {
			return exit{Misused, fmt.Errorf("--seen is %w", err)}
		}
	}
	list, err := evidence.ReadList(path)
	if err != nil {
		return exit{Misused, err}
	}
	if seen == "" {
		day = list.Modified
	}
	if day.IsZero() {
		return exit{Misused, fmt.Errorf("%s does not say when it was seen: give --seen YYYY-MM-DD", list.Name)}
	}
	if day.After(w.today()) {
		return exit{Misused, fmt.Errorf("%s lies in the future: give the day on which the list was seen", day.UK())}
	}
	places, err := w.places()
	if err != nil {
		return exit{Failed, err}
	}
	if err := evidence.StoreIn(places.Data).Import(list, day, w.today()); err != nil {
		return exit{Failed, err}
	}
	fmt.Fprintf(w.Out, "%d domains taken over, seen on %s\n", len(list.Domains), day.UK())
	for _, l := range list.Left {
		fmt.Fprintf(w.Out, "left out: row %d %s\n", l.Row, l.Reason)
	}
	return nil
}

func newDomainsConfirm(w World) *cobra.Command {
	var by, source, on string
	cmd := &cobra.Command{
		Use:   "confirm DOMAIN --by NAME --source TEXT",
		Short: "Record that the practice made sure that a domain is accredited",
		Long:  "Records who made sure, and where they looked or whom they asked. It counts for 365 days, or until an official list without the domain is taken over.",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			day := w.today()
			var err error
			if on != "" {
				if day, err = policy.ParseDay(on); err != nil {
					return exit{Misused, fmt.Errorf("--on is %w", err)}
				}
			}
			return confirm(w, args[0], text.Line(by), text.Line(source), day)
		},
	}
	cmd.Flags().StringVar(&by, "by", "", "who made sure: full name")
	cmd.Flags().StringVar(&source, "source", "", "where they looked, or whom they asked")
	cmd.Flags().StringVar(&on, "on", "", "the day, YYYY-MM-DD; without it, today")
	return cmd
}

func confirm(w World, domain string, by, source text.Text, on policy.Day) error {
	if by.IsEmpty() || source.IsEmpty() {
		return exit{Misused, errors.New("a confirmation needs --by NAME and --source TEXT: who made sure, and where they looked")}
	}
	places, err := w.places()
	if err != nil {
		return exit{Failed, err}
	}
	if err := evidence.StoreIn(places.Data).Confirm(domain, by, source, on, w.today()); err != nil {
		return exit{Misused, err}
	}
	fmt.Fprintf(w.Out, "%s confirmed by %s on %s: counts until %s\n", text.Line(domain), by, on.UK(), on.Add(policy.EvidenceDays).UK())
	return nil
}

// quoted shows what was given, cleaned, between quotes.
func quoted(raw string) string { return strconv.Quote(text.Line(raw).String()) }

// failed is err with the status of a failure, nil for none.
func failed(err error) error {
	if err == nil {
		return nil
	}
	return exit{Failed, err}
}

// worseOf gives the error whose status counts where two hold: 2, then 4, 3, 1.
func worseOf(a, b error) error {
	rank := func(err error) int {
		var e exit
		if !errors.As(err, &e) {
			return 0
		}
		return map[Status]int{Failed: 1, Attention: 2, NotSecure: 3, Misused: 4}[e.status]
	}
	if rank(b) > rank(a) {
		return b
	}
	return a
}
