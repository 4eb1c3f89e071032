package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"referraldesk/policy"
	"referraldesk/ui/daybook"
)

func newDaybook(w World) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "daybook",
		Short: "What left the desk, what came back, and what is due",
		Long: "The daybook notes what was handed over and what came back, without patient data. Every desk of this machine writes in it.\n" +
			"A group of practices has another one for all of them, in PostgreSQL, to which each desk sends what it noted.",
		Args: cobra.ArbitraryArgs,
		RunE: func(*cobra.Command, []string) error {
			return misused("say what to do: referraldesk daybook due, list, report, verify, init or push")
		},
	}
	cmd.AddCommand(newDaybookDue(w), newDaybookList(w), newDaybookReport(w), newDaybookVerify(w), newDaybookInit(w), newDaybookPush(w))
	return cmd
}

// daybookFile is the path of the daybook.
func daybookFile(w World) (string, error) {
	places, err := w.places()
	if err != nil {
		return "", exit{Failed, err}
	}
	return filepath.Join(places.Data, daybook.FileName), nil
}

// readDaybook reads the daybook. What is wrong with its lines keeps nobody from the rest of them: it is said, and left to
// verify to judge, since a line that was spoilt stays so for as long as the file is kept.
func readDaybook(w World) (daybook.Log, error) {
	path, err := daybookFile(w)
	if err != nil {
		return daybook.Log{}, err
	}
	log, err := daybook.Read(path)
	if err != nil {
		return daybook.Log{}, exit{Failed, err}
	}
	if len(log.Faults) > 0 {
		w.note("the daybook has %s, and what stood there may be missing here; %s: see referraldesk daybook verify",
			counted(len(log.Faults), "fault"), log.Faults[0])
	}
	return log, nil
}

func newDaybookDue(w World) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "due",
		Short: "Print the referrals that were handed over and that nobody has confirmed in time",
		Long: "Prints a referral a line, the urgent ones first: reference, destination, urgency, day of the hand-off and the day from which\n" +
			"it is due, parted by tabs. That is a day after the hand-off for what is urgent, and ten working days for the rest, unless\n" +
			"[chasing] in practice.toml says otherwise, which also lists the bank holidays. Where practice.toml names the daybook of a\n" +
			"group, they are those of every site that the role may read, each with its site.\n" +
			"Exit status: 0 nothing is due, 3 something is.",
		Args: takes(),
		RunE: func(*cobra.Command, []string) error { return due(w, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array")
	return cmd
}

// outstanding is a referral that is due, as JSON. The keys that list has too mean the same here.
type outstanding struct {
	Line        int        `json:"line"` // of the hand-off in the daybook
	Time        string     `json:"time"` // of the hand-off
	Reference   string     `json:"reference"`
	Destination string     `json:"destination"`
	Sender      string     `json:"sender"`
	Urgency     *string    `json:"urgency"`
	Urgent      *bool      `json:"urgent"` // null where the urgency is
	Due         policy.Day `json:"due"`    // the day from which it is
	Site        *string    `json:"site"`   // that noted it, where the group's daybook says so
}

func due(w World, asJSON bool) error {
	log, err := readDaybook(w)
	if err != nil {
		return err
	}
	p, fault := readPractice(w)
	w.tell(fault) // a broken practice.toml does not hide what is due: the usual rules hold
	entries, missing := withGroupsEntries(w, p, log.Entries)
	w.tell(missing)
	all := daybook.Due(entries, w.today(), daybook.Rules(p.Chasing))
	if err := printDue(w, all, asJSON); err != nil {
		return err
	}
	switch {
	case len(all) == 0 && (len(log.Faults) > 0 || missing != nil):
		return exit{status: Failed} // what could not be read may be due: that is no all clear for a scheduled task
	case len(all) == 0:
		return nil
	}
	w.note("%s due: ask each destination whether it has the referral, then mark that on the desk", counted(len(all), "referral"))
	return exit{status: Attention}
}

func printDue(w World, all []daybook.Outstanding, asJSON bool) error {
	if asJSON {
		list := []outstanding{}
		for _, o := range all {
			list = append(list, describeDue(o))
		}
		return writeJSON(w, list)
	}
	var b strings.Builder
	for _, o := range all {
		b.WriteString(dueWords(o))
	}
	return w.print(b.String())
}

func describeDue(o daybook.Outstanding) outstanding {
	h := o.HandOff
	d := outstanding{
		Line: o.Entry.Line, Time: h.At.Format(time.RFC3339), Reference: string(h.Reference), Destination: string(h.Destination),
		Sender: h.Sender.String(), Urgency: orNull(h.Urgency.String()), Due: o.From,
		Site: orNull(o.Entry.Site.String()),
	}
	if urgent := h.Urgency.Urgent(); d.Urgency != nil {
		d.Urgent = &urgent
	}
	return d
}

func dueWords(o daybook.Outstanding) string {
	h := o.HandOff
	urgency := h.Urgency.String()
	if urgency == "" {
		urgency = "urgency not known"
	}
	return fmt.Sprintf("%s\t%s\t%s\thanded over %s\tdue since %s%s\n", h.Reference, h.Destination, urgency, policy.DayOf(h.At), o.From,
		prefixed("\tsite ", o.Entry.Site.String()))
}

func newDaybookList(w World) *cobra.Command {
	var since day
	var site siteFlag
	var asJSON, asCSV bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "Print what the daybook says",
		Long: "Prints an event a line: its line in the daybook, when, and what happened, parted by tabs. As JSON or CSV it prints every\n" +
			"field of every event; a cell that a spreadsheet would run as a formula starts with an apostrophe.\n" +
			"With --site it prints what the group's daybook says of that site, or of all that the role may read, each line with its site\n" +
			"first; a year of many sites is long, so give --since too. Where the group can't be asked, it is what this machine knows, and the\n" +
			"exit status is 3.",
		Args: takes(),
	}
	cmd.RunE = func(*cobra.Command, []string) error {
		read := func() ([]daybook.Entry, error) { return ownEntries(w, since.Day) }
		if cmd.Flags().Changed("site") {
			read = func() ([]daybook.Entry, error) { return entriesOf(w, site.Code, since.Day) }
		}
		switch {
		case asJSON && asCSV:
			return misused("--json and --csv: give one of the two")
		case asJSON:
			return listDaybook(w, read, daybook.WriteJSON)
		case asCSV:
			return listDaybook(w, read, daybook.WriteCSV)
		}
		return listDaybook(w, read, writeEvents)
	}
	cmd.Flags().Var(&since, "since", "only what happened on this day or later")
	cmd.Flags().Var(&site, "site", "read the group's daybook: of this site, or of all")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array")
	cmd.Flags().BoolVar(&asCSV, "csv", false, "print a table for a spreadsheet")
	return cmd
}

// usualLine is about as long as an event is when it is listed, in bytes.
const usualLine = 200

// ownEntries are those of this machine's daybook, of a day and later.
func ownEntries(w World, since policy.Day) ([]daybook.Entry, error) {
	log, err := readDaybook(w)
	if err != nil || since.IsZero() {
		return log.Entries, err
	}
	return daybook.Since(log.Entries, since), nil
}

func listDaybook(w World, read func() ([]daybook.Entry, error), write func(io.Writer, []daybook.Entry) error) error {
	entries, partly := read()
	if e, _ := errors.AsType[exit](partly); partly != nil && e.status != Attention {
		return partly
	}
	var b strings.Builder
	b.Grow(len(entries) * usualLine)
	if err := write(&b, entries); err != nil {
		return failed("the daybook can't be listed: %w", err)
	}
	return gravest(w.print(b.String()), partly)
}

// writeEvents writes entries for people, one a line.
func writeEvents(to io.Writer, entries []daybook.Entry) error {
	for _, e := range entries {
		line := ""
		if !e.Site.IsZero() {
			line = e.Site.String() + "\t"
		}
		line += strconv.Itoa(e.Line) + "\t" + e.Event.When().Format("2006-01-02 15:04") + "\t" + eventWords(e.Event) + "\n"
		if _, err := io.WriteString(to, line); err != nil {
			return err
		}
	}
	return nil
}

// eventWords say what happened.
func eventWords(e daybook.Event) string {
	switch e := e.(type) {
	case daybook.HandedOver:
		return handedOverWords(e)
	case daybook.Sent:
		return referralWords("said to be sent", daybook.OfReferral(e))
	case daybook.NotSent:
		return referralWords("said not to be sent", daybook.OfReferral(e))
	case daybook.ReceiptConfirmed:
		return referralWords("receipt confirmed", daybook.OfReferral(e))
	case daybook.ReplyReceived:
		return referralWords("reply received", daybook.OfReferral(e))
	case daybook.AccountUsed:
		return fmt.Sprintf("account used: %s on %s%s", e.Account, e.On, prefixed(", how: ", string(e.How)))
	case daybook.EvidenceImported:
		return fmt.Sprintf("list of accredited domains imported: %s, seen on %s", counted(e.Domains, "domain"), e.Seen)
	case daybook.EvidenceConfirmed:
		return fmt.Sprintf("domain confirmed: %s on %s%s", e.Domain, e.On, prefixed(", by ", e.By.String()))
	case daybook.AddressVerified:
		return fmt.Sprintf("address verified: %s of %s on %s, by %s", e.Address, e.Destination, e.On, e.By)
	case daybook.Repaired:
		return fmt.Sprintf("repaired: %s of a line that was cut short made way", counted(e.Bytes, "byte"))
	}
	return "an event that this command has no words for: see --json"
}

func handedOverWords(e daybook.HandedOver) string {
	words := "handed over: " + string(e.Reference) + " to " + string(e.Destination) + " from " + e.Sender.String() + ", " +
		statusWords(e.Status) + prefixed(" by rule ", string(e.Rule))
	for _, c := range e.Conditions() {
		words += ", confirmed " + string(c)
	}
	if len(e.Conditions()) > 0 {
		words += prefixed(" by ", e.ConfirmedBy.String())
	}
	return words + prefixed(", ", e.Urgency.String())
}

func referralWords(what string, r daybook.OfReferral) string {
	return fmt.Sprintf("%s: %s to %s%s", what, r.Reference, r.Destination, prefixed(", by ", r.By.String()))
}

// prefixed is a word with what leads to it, and nothing where there is none.
func prefixed(lead, word string) string {
	if word == "" {
		return ""
	}
	return lead + word
}

func newDaybookVerify(w World) *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Make sure that no line of the daybook was changed, moved or taken away",
		Long:  "Prints every fault with its line.\nExit status: 0 the chain of lines is whole, 1 it is damaged.",
		Args:  takes(),
		RunE:  func(*cobra.Command, []string) error { return verifyDaybook(w) },
	}
}

func verifyDaybook(w World) error {
	path, err := daybookFile(w)
	if err != nil {
		return err
	}
	log, err := daybook.Read(path)
	if err != nil {
		return exit{Failed, err}
	}
	if len(log.Faults) == 0 {
		words := fmt.Sprintf("%s: the chain is whole\n", counted(log.Lines, "line"))
		if log.Vouched < log.Lines {
			words += "whether lines were taken away behind the last one can't be told: the file beside the daybook that knows it is " +
				"behind or lost, and the next event writes it anew\n"
		}
		return w.print(words)
	}
	var b strings.Builder
	for _, f := range log.Faults {
		fmt.Fprintln(&b, f)
	}
	return gravest(w.print(b.String()), exit{Failed, errors.Join(
		fmt.Errorf("%s: the daybook has %s", path, counted(len(log.Faults), "fault")),
		errors.New("leave the file as it is, and compare it with a backup: what the desk notes goes on behind the fault"))})
}
