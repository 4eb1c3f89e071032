package report

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"referraldesk/policy"
	"referraldesk/policy/text"
)

// Report is a month with what its readers must know of it.
type Report struct {
	Month
	Made    policy.Day // the day on which it was made
	Site    string     // the ODS code of the only site that was counted, "" for all
	OwnOnly bool       // a group's daybook could not be asked, and one machine's own stands in for it
	Faults  int        // of the daybook; what stood on their lines may be missing from the count
	Names   Names
}

// Names are what people call what the daybook has ids for. What has none here goes by its id.
type Names struct {
	Destinations map[string]text.Text // by id of the directory
	Sites        map[string]text.Text // by ODS code
}

// section is a part of the report: what is to be said, a chart, and the tables with the same figures.
type section struct {
	id     literal // of its elements on a page
	title  string
	says   []string
	chart  chart // no labels: none
	tables []table
}

// table has a word in the first cell of a row, and mostly numbers in the others.
type table struct {
	caption string // "" where the section has this one alone
	head    []string
	rows    [][]string
}

// title is the report in a line.
func (r Report) title() string { return "Referrals handed over in " + r.First.MonthUK() }

// opening is what comes before any figure by itself; days are written as asked.
func (r Report) opening(day func(policy.Day) string) []string {
	about := "All sites of this daybook"
	if r.Site != "" {
		about = "Site " + r.siteName(r.Site)
	}
	says := []string{about + ". Made on " + day(r.Made) + "."}
	if r.OwnOnly {
		says = append(says, "The group's daybook could not be asked: this is what one machine's own daybook says, and no other's.")
	}
	if _, next := r.First.Month(); r.Made.Before(next) {
		says = append(says, fmt.Sprintf("%s is not over: this is what was noted up to %s.", r.First.MonthUK(), day(r.Made)))
	}
	if r.Faults > 0 {
		says = append(says, fmt.Sprintf("The daybook has %s: what stood there may be missing here.", counted(r.Faults, "fault")))
	}
	return append(says, r.inAll())
}

func (r Report) inAll() string {
	t := r.Total
	if t.Referrals == 0 {
		return "Nothing was handed over in " + r.First.MonthUK() + "."
	}
	says := counted(t.Referrals, "referral") + " handed over"
	if t.Again > 0 {
		says += fmt.Sprintf(", %d of them more than once", t.Again)
	}
	return fmt.Sprintf("%s. Receipt or reply noted: %d. Said not to be sent: %d. No answer noted: %d.", says, t.Arrived, t.NotSent, t.Open)
}

// sections are none where nothing was handed over.
func (r Report) sections() []section {
	if r.Total.Referrals == 0 {
		return nil
	}
	return []section{
		r.verdicts(),
		onVerdicts("destinations", "By destination", "Destination", r.Destinations, r.destinationName),
		onVerdicts("sites", "By site", "Site", r.Sites, r.siteName),
		r.times(),
		r.confirmed(),
	}
}

func (r Report) destinationName(id string) string {
	return cmp.Or(r.Names.Destinations[id].String(), id)
}

func (r Report) siteName(code string) string {
	if code == "" {
		return "not known"
	}
	return strings.TrimSpace(code + " " + r.Names.Sites[code].String())
}

// The three verdicts, in the words of the desk.
func verdictSeries() []series {
	return []series{
		{name: "SECURE", sign: "✓", colour: colourSecure},
		{name: "CHECK FIRST", sign: "!", colour: colourCheck},
		{name: "NOT SECURE", sign: "✗", colour: colourNotSecure},
	}
}

func (t Tally) byVerdict() []int { return []int{t.Secure, t.Check, t.NotSecure} }

func (r Report) verdicts() section {
	t := table{head: []string{"Verdict", "Referrals"}}
	c := chart{labels: []string{"All referrals"}, series: verdictSeries()}
	for i, n := range r.Total.byVerdict() {
		c.series[i].counts = []int{n}
		t.rows = append(t.rows, []string{c.series[i].sign + " " + c.series[i].name, strconv.Itoa(n)})
	}
	return section{
		id: "verdicts", title: "By verdict", chart: c, tables: []table{t},
		says: []string{"Each by the worst verdict on which it was handed over in the month."},
	}
}

// onVerdicts are the verdicts of the referrals of each destination, or of each site.
func onVerdicts(id literal, title, of string, tallies []Tally, name func(id string) string) section {
	s := section{id: id, title: title, chart: chart{series: verdictSeries()}}
	t := table{head: []string{of, "Referrals", "✓ Secure", "! Check first", "✗ Not secure"}}
	for _, tally := range tallies {
		s.chart.labels = append(s.chart.labels, name(tally.ID))
		row := []string{name(tally.ID), strconv.Itoa(tally.Referrals)}
		for i, n := range tally.byVerdict() {
			s.chart.series[i].counts = append(s.chart.series[i].counts, n)
			row = append(row, strconv.Itoa(n))
		}
		t.rows = append(t.rows, row)
	}
	if len(tallies) > mostRows {
		s.says = append(s.says, fmt.Sprintf("The chart shows the %d with the most referrals; the table has all %d.", mostRows, len(tallies)))
	}
	s.chart, s.tables = s.chart.shown(), []table{t}
	return s
}

// times are how long it took, over all and by destination and site.
func (r Report) times() section {
	s := section{id: "times", title: "Time to receipt", chart: chart{series: []series{{colour: colourPlain}}}}
	s.says = append(s.says, "From the hand-off until somebody noted a receipt or a reply. It may have arrived earlier.")
	took := r.Total.Took
	if took.Measured > 1 {
		s.says = append(s.says, "Over all, "+took.words()+". Longest: "+lasting(took.Longest)+".")
	}
	t := table{caption: "How long it took", head: []string{"Time to receipt", "Referrals"}}
	add := func(label string, n int) {
		s.chart.labels = append(s.chart.labels, label)
		s.chart.series[0].counts = append(s.chart.series[0].counts, n)
		t.rows = append(t.rows, []string{label, strconv.Itoa(n)})
	}
	for _, w := range r.Waits {
		add(w.words(), w.Referrals)
	}
	add("no answer noted", r.Total.Open)
	add("said not to be sent", r.Total.NotSent)
	if odd := r.Total.Arrived - took.Measured; odd > 0 {
		add("not measured: a clock was wrong", odd)
	}
	s.tables = []table{t, answers("Destination", r.Destinations, r.destinationName), answers("Site", r.Sites, r.siteName)}
	return s
}

// answers are what came of the referrals of each destination, or of each site.
func answers(of string, tallies []Tally, name func(id string) string) table {
	t := table{caption: "By " + strings.ToLower(of), head: []string{of, "Arrived", "Said not sent", "No answer noted", "Time to receipt"}}
	for _, tally := range tallies {
		t.rows = append(t.rows, []string{
			name(tally.ID), strconv.Itoa(tally.Arrived), strconv.Itoa(tally.NotSent), strconv.Itoa(tally.Open), tally.Took.words(),
		})
	}
	return t
}

// confirmed are the conditions that somebody confirmed by name.
func (r Report) confirmed() section {
	s := section{id: "conditions", title: "Confirmed conditions"}
	if len(r.Conditions) == 0 {
		s.says = []string{"No condition was confirmed for any of them."}
		return s
	}
	s.says = []string{"A route to check first may be used once a person has confirmed, by name, what it asks."}
	bars, t := series{colour: colourPlain}, table{head: []string{"What was confirmed", "Rule", "Referrals"}}
	for _, c := range r.Conditions {
		said := "a condition that this version does not know"
		if known, found := policy.FindCondition(c.Condition); found {
			said = known.Text
		}
		s.chart.labels = append(s.chart.labels, string(c.Condition)+" "+said)
		bars.counts = append(bars.counts, c.Referrals)
		t.rows = append(t.rows, []string{said, string(c.Condition), strconv.Itoa(c.Referrals)})
	}
	s.chart.series, s.tables = []series{bars}, []table{t}
	return s
}

// counting says how to read the figures.
func counting() []string {
	return []string{
		"A referral is a reference to a destination. It counts once in each month in which it was handed over to the mail program.",
		"Whether it was sent, the program can't know.",
		"What came of it is what was noted since, also after the month.",
		"There is no patient data in the daybook, and none here.",
	}
}

// words are the time with the number of cases that it rests on.
func (t Took) words() string {
	switch t.Measured {
	case 0:
		return "none noted"
	case 1:
		return "a single one: " + lasting(t.Median)
	}
	return fmt.Sprintf("median of %d: %s", t.Measured, lasting(t.Median))
}

func (w Wait) words() string {
	switch {
	case w.To == 0:
		return counted(w.From, "day") + " or more"
	case w.From == 0:
		return "under " + counted(w.To, "day")
	}
	return fmt.Sprintf("%d to under %s", w.From, counted(w.To, "day"))
}

// lasting is a time in hours, from two days on in days and hours, each a whole number that is not more than it was.
func lasting(d time.Duration) string {
	const day = 24 * time.Hour
	hours := int(d % day / time.Hour)
	switch {
	case d < time.Hour:
		return "under 1 hour"
	case d < 2*day:
		return counted(int(d/time.Hour), "hour")
	case hours == 0:
		return counted(int(d/day), "day")
	}
	return counted(int(d/day), "day") + " " + counted(hours, "hour")
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
