package daybook

import (
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"referraldesk/directory"
	"referraldesk/directory/ods"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

var update = flag.Bool("update", false, "write the goldens anew")

const long = "REFERRALDESK_LONG" // set, the crash test and the test of several desks run in full

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func mail(raw string) policy.Address {
	a, err := policy.ParseAddress(raw)
	if err != nil {
		panic(err)
	}
	return a
}

func us() practice.Practice {
	return practice.Practice{Clinicians: []practice.Clinician{{Name: text.Line("Ann Lee")}}}
}

func ann() Clinician {
	c, known := KnownClinician(text.Line("Ann Lee"), us())
	if !known {
		panic("the practice's own clinician is not known")
	}
	return c
}

func siteCode() ods.Code {
	code, err := ods.ParseCode("TP123")
	if err != nil {
		panic(err)
	}
	return code
}

func labelled(label string) Urgency { return UrgencyOf(directory.Urgency{Label: text.Line(label)}) }

// full is a hand-off with every field known.
func full() HandedOver {
	return HandedOver{
		At: noon, Reference: "RD-7K4-M39-QPX", Destination: "mkuh-bus", Sender: mail("reception.abc12@nhs.net"),
		Status: policy.Check, Rule: "S1", Condition: "N1", Also: []policy.ConditionID{"S5"}, ConfirmedBy: ann(),
		Urgency: labelled("Urgent"), Site: siteCode(), Directory: "0123456789ab", Version: "v0.1.0",
	}
}

// bare is a hand-off with only the fields that are always known.
func bare() HandedOver {
	return HandedOver{
		At: noon, Reference: "RD-7K4-M39-QPX", Destination: "mkuh-bus", Sender: mail("reception.abc12@nhs.net"), Status: policy.Secure,
	}
}

// oneOfEach are events of every type, each with every field known.
func oneOfEach() []Event {
	of := OfReferral{noon.Add(time.Hour), "RD-7K4-M39-QPX", "mkuh-bus", ann()}
	today := policy.DayOf(noon)
	return []Event{
		full(), Sent(of), NotSent(of), ReceiptConfirmed(of), ReplyReceived(of),
		AccountUsed{noon, mail("reception.abc12@nhs.net"), UsedPortal, today.Add(-1)},
		EvidenceImported{noon, today, 268},
		EvidenceConfirmed{noon, "mkuh.nhs.uk", today, ann()},
		AddressVerified{noon, "mkuh-bus", mail("bus.referrals@mkuh.nhs.uk"), today, ann()},
		Repaired{noon, 57},
	}
}

// numbered is a reference of its own for every n.
func numbered(n int) Reference {
	const letters = "CDFGHJKMNPQRTVWXY34679"
	out := []byte(referenceForm)
	for i := range out {
		if out[i] == 'x' {
			out[i], n = letters[n%len(letters)], n/len(letters)
		}
	}
	return Reference(out)
}

// newBook is a daybook of its own, with the same ids every time.
func newBook(t testing.TB) (*Book, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "data", FileName)
	b, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	b.random = rand.NewChaCha8([32]byte{1})
	return b, path
}

func appended(t testing.TB, b *Book, events ...Event) {
	t.Helper()
	for _, e := range events {
		if err := b.Append(e); err != nil {
			t.Fatal(err)
		}
	}
}

// filled is a daybook with n hand-offs, and its lines with their ends.
func filled(t testing.TB, n int) (b *Book, path string, lines []string) {
	t.Helper()
	b, path = newBook(t)
	for i := range n {
		e := full()
		e.Reference = numbered(i)
		appended(t, b, e)
	}
	return b, path, linesOf(t, path)
}

func linesOf(t testing.TB, path string) []string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(strings.Lines(string(raw)))
}

func write(t testing.TB, path string, lines ...string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(strings.Join(lines, "")), 0o600); err != nil {
		t.Fatal(err)
	}
}

func reading(t testing.TB, path string) Log {
	t.Helper()
	log, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	return log
}

// references are those of the hand-offs of a log, in order.
func references(log Log) []Reference {
	var all []Reference
	for _, entry := range log.Entries {
		if e, ok := entry.Event.(HandedOver); ok {
			all = append(all, e.Reference)
		}
	}
	return all
}

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, path, got)
		return
	}
	want, err := os.ReadFile(path)
	if err != nil || got != string(want) {
		t.Errorf("%s (%v): got\n%s\nwant\n%s", name, err, got, want)
	}
}

// usual are the rules of a practice that wrote none.
var usual = Rules(practice.Empty().Chasing)
