package directory

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"referraldesk/policy"
)

var update = flag.Bool("update", false, "write the goldens anew")

func embedded(t testing.TB) *Directory {
	t.Helper()
	dir, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	path := "testdata/" + file
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run with -update and look at the difference\n%s", file, got)
	}
}

func TestTheFiveDestinationsHaveTheAddressesOfThePage(t *testing.T) {
	want := []string{
		"mkuh-bus bus.referrals@mkuh.nhs.uk",
		"smh-eye-casualty buc-tr.buckseyecas@nhs.net",
		"smh-wet-amd bht.bucksamd@nhs.net",
		"bucks-cataract bht.cataractreferrals@nhs.net",
		"bht-hcq bht.hcqscreening@nhs.net",
	}
	var got []string
	for _, d := range embedded(t).Destinations {
		got = append(got, d.ID+" "+d.Address.String())
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestEveryContactOfThePageIsThere(t *testing.T) {
	want := []string{
		"exeter.helpdesk@nhs.net", "nhsbsa.paos-support@nhs.net", "optomadmin@nhs.net", "0333 200 1133", "0333 200 1133",
		"https://portal.nhs.net/forgotpassword/", "https://forms.office.com/r/SzaDjwpZxM",
		"https://support.nhs.net/article-categories/optometry/", "https://loc-online.co.uk/buckinghamshire-loc/professionals/nhs-mail",
		"alan.tinger@fodo.com",
	}
	var got []string
	for _, c := range embedded(t).Contacts {
		got = append(got, c.Reach())
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestNothingUnpublishedIsFilledIn(t *testing.T) {
	for _, d := range embedded(t).Destinations {
		if !d.Phone.IsEmpty() || !d.Hours.IsEmpty() {
			t.Errorf("%s: no telephone number and no hours are published", d.ID)
		}
		if d.Verified != nil {
			t.Errorf("%s: nobody has verified an address", d.ID)
		}
		if d.Egress {
			t.Errorf("%s: no destination is known to hold an Egress account", d.ID)
		}
		if d.Form != nil && d.ID != "mkuh-bus" && !strings.Contains(d.Form.Name.String(), "not published — check locally") {
			t.Errorf("%s: form %q is not published", d.ID, d.Form.Name)
		}
	}
}

func TestEveryFactIsCited(t *testing.T) {
	dir := embedded(t)
	cited := map[policy.SourceID]bool{}
	for _, d := range dir.Destinations {
		if len(d.Notes) == 0 {
			t.Errorf("%s has no note", d.ID)
		}
		for _, n := range d.Notes {
			cited[n.Source] = true
		}
		for _, q := range d.Questions {
			cited[q.Source] = true
		}
	}
	for id := range cited {
		if _, ok := dir.Source(id); !ok && id != "" {
			t.Errorf("source %q is not defined", id)
		}
	}
	for _, s := range dir.Sources {
		if s.Read != policy.NewDay(2026, 11, 22) {
			t.Errorf("source %q was read on %s", s.ID, s.Read)
		}
	}
}

// What a referrer must know before typing anything.
func TestWhoMayReferIsSaidInTheNotes(t *testing.T) {
	for id, words := range map[string][]string{
		"mkuh-bus":         {"MK Referral Management Service", "GOS18", "other than @nhs.net", "BUS form"},
		"smh-eye-casualty": {"other than @nhs.net"},
		"smh-wet-amd":      {"1 working day", "14 days", "macula service"},
		"bucks-cataract":   {"accredited optometrist", "Bucks GP", "choice of provider", "no ground for refusal"},
		"bht-hcq":          {"prescriber", "5 mg/kg/day", "tamoxifen", "eGFR under 60", "no baseline visit"},
	} {
		d, ok := embedded(t).Destination(id)
		if !ok {
			t.Fatalf("no destination %q", id)
		}
		var notes strings.Builder
		for _, n := range d.Notes {
			fmt.Fprintln(&notes, n.Text)
		}
		for _, w := range words {
			if !strings.Contains(notes.String(), w) {
				t.Errorf("%s: no note says %q", id, w)
			}
		}
	}
}

func TestEveryDestinationOffersTheFiveUrgenciesWithTheirTimeFrame(t *testing.T) {
	want := []string{
		"Emergency — as soon as possible, phone first", "Emergency — within 24 hours, phone first",
		"Urgent — within one week", "Routine — no time frame set", "Other",
	}
	for _, d := range embedded(t).Destinations {
		var got []string
		for _, u := range d.Urgencies {
			words := u.Words().String()
			if u.PhoneFirst {
				words += ", phone first"
			}
			got = append(got, words)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q", d.ID, got)
		}
	}
}

// The golden is the contract between the directory, the form and the message.
func TestQuestionsStandInTheOrderOfTheMessage(t *testing.T) {
	var b strings.Builder
	for _, d := range embedded(t).Destinations {
		fmt.Fprintf(&b, "%s\n", d.ID)
		for _, q := range d.Questions {
			fmt.Fprintf(&b, "  %s · %s: %s, %s, %s", q.Section, q.ID, q.Label, q.Kind, q.Need)
			if !q.Unit.IsEmpty() {
				fmt.Fprintf(&b, ", in %s", q.Unit)
			}
			if q.Kind == KindChoice || q.Kind == KindChoices {
				fmt.Fprintf(&b, ", of %q", q.Choices)
			}
			if q.Source != "" {
				fmt.Fprintf(&b, " (%s)", q.Source)
			}
			b.WriteString("\n")
		}
	}
	golden(t, "questions.golden", b.String())
}

func TestASectionIsNeverBrokenUp(t *testing.T) {
	for _, d := range embedded(t).Destinations {
		closed, last := map[string]bool{}, ""
		for _, q := range d.Questions {
			section := q.Section.String()
			if section != last && closed[section] {
				t.Errorf("%s: section %q begins twice", d.ID, section)
			}
			closed[last], last = true, section
		}
	}
}
