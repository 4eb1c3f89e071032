package directory

import (
	"testing"

	"referraldesk/policy"
)

func address(t *testing.T, raw string) policy.Address {
	t.Helper()
	a, err := policy.ParseAddress(raw)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAnAddressGivenUpNamesWhatReplacedIt(t *testing.T) {
	dir := embedded(t)
	for _, c := range []struct {
		typed  string
		want   policy.Superseded
		urgent bool
	}{
		{"Bus.Referrals@NHS.net", policy.Superseded{
			By: address(t, "bus.referrals@mkuh.nhs.uk"), Name: dir.Destinations[0].Name, Source: "loc-bucks-urgent-2019",
		}, true},
		{"thepractice.cats@nhs.net", policy.Superseded{Name: dir.Withdrawn[0].Now, Source: "loc-bucks-area"}, false},
	} {
		r := dir.Recipient(address(t, c.typed))
		if r.Superseded == nil || *r.Superseded != c.want || r.Urgent != c.urgent || r.Address.String() != c.typed {
			t.Errorf("%s: %+v, superseded %+v", c.typed, r, r.Superseded)
		}
	}
}

func TestAnAddressThatNobodyKnowsIsJudgedAsItStands(t *testing.T) {
	a := address(t, "someone@nhs.net")
	if got := embedded(t).Recipient(a); got != (policy.Recipient{Address: a}) {
		t.Errorf("got %+v", got)
	}
}

func TestADestinationAndItsTypedAddressAreTheSameRecipient(t *testing.T) {
	dir := embedded(t)
	for _, d := range dir.Destinations {
		if got, want := dir.Recipient(d.Address), d.Recipient(); got != want {
			t.Errorf("%s: typed %+v, chosen %+v", d.ID, got, want)
		}
	}
}

func TestTheUrgentServicesAreSaidToBeUrgent(t *testing.T) {
	want := map[string]bool{"mkuh-bus": true, "smh-eye-casualty": true, "smh-wet-amd": true}
	for _, d := range embedded(t).Destinations {
		if d.Urgent != want[d.ID] || d.Recipient().Urgent != want[d.ID] {
			t.Errorf("%s: urgent is %v", d.ID, d.Urgent)
		}
	}
}

// A local file can bring an old address back: whoever picks that destination is told, as if the address had been typed.
func TestADestinationAtAnAddressThatWasGivenUpStaysGivenUp(t *testing.T) {
	dir, err := read("x.toml", append([]byte(`
[[destination]]
id = "revenant"
name = "Revenant"
address = "thepractice.cats@nhs.net"
egress = true
`), bucks...), policy.Day{})
	if err != nil {
		t.Fatal(err)
	}
	d, _ := dir.Destination("revenant")
	for _, r := range []policy.Recipient{d.Recipient(), dir.Recipient(d.Address)} {
		if r.Superseded == nil || r.Superseded.Source != "loc-bucks-area" || !r.Egress {
			t.Errorf("got %+v", r)
		}
	}
}

func TestAnUnknownIdIsNotFound(t *testing.T) {
	dir := embedded(t)
	if _, ok := dir.Destination("nowhere"); ok {
		t.Error("a destination")
	}
	if _, ok := dir.Source("nowhere"); ok {
		t.Error("a source")
	}
	if s, ok := dir.Source("nice-ng82"); !ok || s.Title.IsEmpty() {
		t.Error("no source nice-ng82")
	}
}
