package report

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/daybook"
)

var update = flag.Bool("update", false, "write the goldens anew; look at each before accepting it")

// november is any day of the month that the tests report.
var november = policy.NewDay(2026, time.November, 15)

func at(day, hour int) time.Time { return time.Date(2026, time.November, day, hour, 0, 0, 0, time.UTC) }

func code(raw string) ods.Code {
	c, err := ods.ParseCode(raw)
	if err != nil {
		panic(err)
	}
	return c
}

// entriesOf are events as they would stand in a daybook.
func entriesOf(events ...daybook.Event) []daybook.Entry {
	var all []daybook.Entry
	for i, e := range events {
		all = append(all, daybook.Entry{Line: i + 1, Event: e})
	}
	return all
}

func countOf(events ...daybook.Event) Month { return Of(slices.Values(entriesOf(events...)), november) }

// handed is a hand-off of a referral of its own for every n.
func handed(n int, to daybook.DestinationID, when time.Time, status policy.Status) daybook.HandedOver {
	return daybook.HandedOver{At: when, Reference: numbered(n), Destination: to, Status: status, Site: code("FA999")}
}

func answer(n int, to daybook.DestinationID, when time.Time) daybook.OfReferral {
	return daybook.OfReferral{At: when, Reference: numbered(n), Destination: to}
}

// numbered is a reference of its own for every n.
func numbered(n int) daybook.Reference { return daybook.Reference(fmt.Sprintf("RD-%09d", n)) }

// names are those of a group with four sites, one of which is not known by name.
func names() Names {
	return Names{
		Destinations: map[string]text.Text{
			"mkuh-bus": text.Line("MKUH booked urgent service (BUS) clinic"), "smh-eye-casualty": text.Line("SMH eye casualty"), "smh-wet-amd": text.Line("SMH wet AMD referrals"),
			"bucks-cataract": text.Line("Bucks direct cataract referrals"), "bht-hcq": text.Line("BHT HCQ screening referrals"),
		},
		Sites: map[string]text.Text{"FA999": text.Line("Example Opticians, High Street"), "FB123": text.Line("Example Opticians, Station Road"), "FC456": text.Line("Example Eye Care")},
	}
}

// month of work at four sites, the same every time.
func aMonth() []daybook.Entry {
	random := rand.New(rand.NewPCG(1, 2))
	to := []daybook.DestinationID{"smh-eye-casualty", "mkuh-bus", "smh-wet-amd", "bucks-cataract", "smh-eye-casualty", "bht-hcq"}
	at4 := []ods.Code{code("FA999"), code("FB123"), code("FA999"), code("FC456"), {}}
	var events []daybook.Event
	for n := range 87 {
		e := handed(n, to[random.IntN(len(to))], at(1, 9).Add(time.Duration(random.IntN(30*24))*time.Hour), policy.Secure)
		e.Site = at4[random.IntN(len(at4))]
		if e.Destination == "mkuh-bus" {
			e.Status, e.Condition = policy.Check, "N1"
			if random.IntN(5) == 0 {
				e.Status, e.Condition, e.Also = policy.NotSecure, "N4", []policy.ConditionID{"S5"}
			}
		}
		events = append(events, e)
		answered := answer(n, e.Destination, e.At.Add(time.Duration(random.ExpFloat64()*60*float64(time.Hour))))
		switch random.IntN(10) {
		case 0:
		case 1:
			events = append(events, daybook.NotSent(answered))
		case 2:
			events = append(events, e, daybook.ReplyReceived(answered))
		default:
			events = append(events, daybook.ReceiptConfirmed(answered))
		}
	}
	return entriesOf(events...)
}

// novemberReport is that month as it is reported in December.
func novemberReport() Report {
	return Report{Month: Of(slices.Values(aMonth()), november), Made: policy.NewDay(2026, time.December, 7), Names: names()}
}

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	was, is := strings.Split(string(raw), "\n"), strings.Split(got, "\n")
	for i := range max(len(was), len(is)) {
		if i >= len(was) || i >= len(is) || was[i] != is[i] {
			t.Fatalf("%s has %d lines and not %d, or line %d differs: got\n%s", name, len(is), len(was), i+1, is[min(i, len(is)-1)])
		}
	}
}
