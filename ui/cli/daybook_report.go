package cli

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"referraldesk/directory/ods"
	"referraldesk/directory/plainfile"
	"referraldesk/policy/text"
	"referraldesk/ui/daybook/report"
)

// reporting are the flags of report.
type reporting struct {
	month         month
	site          siteFlag
	html          filled
	asJSON, force bool
}

func newDaybookReport(w World) *cobra.Command {
	var r reporting
	cmd := &cobra.Command{
		Use:   "report --month YYYY-MM",
		Short: "Print a month in figures, or write it as a page with charts",
		Long: "Prints how many referrals were handed over in a month, by verdict, destination and site, how long it took until somebody\n" +
			"noted a receipt, and what was confirmed. With --html it prints nothing and writes a page with charts, which needs no\n" +
			"network and can be printed. There is no patient data in either. Where practice.toml names the daybook of a group, that of every\n" +
			"site that the role may read is counted.\n" +
			"Exit status: 0 done, 3 the group's daybook could not be asked, and only what this machine noted is counted.",
		Args: takes(),
		RunE: func(*cobra.Command, []string) error { return reportMonth(w, r) },
	}
	cmd.Flags().Var(&r.month, "month", "the calendar month")
	cmd.Flags().Var(&r.site, "site", "only what was handed over at this site")
	cmd.Flags().Var(&r.html, "html", "write a page to this file")
	cmd.Flags().BoolVar(&r.force, "force", false, "let --html replace a file")
	cmd.Flags().BoolVar(&r.asJSON, "json", false, "print a JSON object")
	return cmd
}

// month is a flag that holds a calendar month, as any day of it; zero where it was not given.
type month struct{ day }

func (m *month) Set(raw string) error {
	if err := m.day.Set(raw + "-01"); err != nil {
		return errors.New("not a month of the calendar: write it as YYYY-MM, such as 2026-11")
	}
	return nil
}

func (*month) Type() string { return "YYYY-MM" }

func reportMonth(w World, r reporting) error {
	switch {
	case r.month.IsZero():
		return misused("no month: give --month YYYY-MM, such as --month %s", w.today().String()[:len("2006-01")])
	case r.month.After(w.today()):
		return misused("--month: %s has not begun: give an earlier one", r.month.MonthUK())
	case r.asJSON && r.html != "":
		return misused("--json and --html: give one of the two")
	case r.force && r.html == "":
		return misused("--force belongs to --html FILE: add that, or leave --force out")
	}
	made, err := makeReport(w, r)
	if err != nil {
		return err
	}
	if err := writeReport(w, made, r); err != nil || !made.OwnOnly {
		return err
	}
	return exit{status: Attention} // its figures are one machine's: a scheduled task must not take them for the group's
}

func writeReport(w World, made report.Report, r reporting) error {
	switch {
	case r.asJSON:
		return writeJSON(w, made)
	case r.html != "":
		return writePage(w, made, r)
	}
	return w.print(made.Lines())
}

// makeReport counts the month in the daybook. A directory or practice.toml that can't be read costs names, and no figure.
func makeReport(w World, r reporting) (report.Report, error) {
	noted, err := countedIn(w, r.month.Day, r.site.Code)
	if err != nil {
		return report.Report{}, err
	}
	entries := slices.Values(noted.entries)
	if !r.site.IsZero() {
		entries = report.AtSite(entries, r.site.Code)
	}
	return report.Report{
		Month: report.Of(entries, r.month.Day), Made: w.today(), Site: r.site.String(),
		OwnOnly: noted.ownOnly, Faults: noted.faults, Names: namesFor(w),
	}, nil
}

// namesFor are the names of the directory's destinations, and of our own site.
func namesFor(w World) report.Names {
	names := report.Names{Destinations: map[string]text.Text{}, Sites: map[string]text.Text{}}
	if dir, err := readDirectory(w); err == nil {
		for _, d := range dir.Destinations {
			names.Destinations[d.ID] = d.Name
		}
	} else {
		w.tell(err)
	}
	p, fault := readPractice(w)
	w.tell(fault)
	if code, err := ods.ParseCode(p.ODSCode.String()); err == nil {
		names.Sites[code.String()] = p.Name
	}
	return names
}

func writePage(w World, made report.Report, r reporting) error {
	page, err := made.Page()
	if err != nil {
		return exit{Failed, err}
	}
	if err := plainfile.Create(string(r.html), page, r.force); err != nil {
		return failed("--html: %s %w", r.html, err)
	}
	w.note("the report is written: open %s in a browser, where it can be printed too", r.html)
	return nil
}
