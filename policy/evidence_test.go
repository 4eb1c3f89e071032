package policy

import (
	"testing"
)

func TestEvidenceThatProvesNothingIsLeftOut(t *testing.T) {
	a := Accredited{}.With(
		Evidence{Seen: today},
		Evidence{Domain: "mkuh.nhs.uk"},
		Evidence{Domain: "*.nhs.uk", Seen: today},
		Evidence{Domain: ".nhs.uk", Seen: today},
		Evidence{Domain: "mkuh.nhs.uk ", Seen: today},
		Evidence{Domain: "uk", Seen: today},
		Evidence{Domain: "m\u212auh.nhs.uk", Seen: today}, // the Kelvin sign, whose lower case is an ASCII k
		Evidence{Domain: "xn--mkuh.nhs.uk", Seen: today},
	)
	if all := a.All(); len(all) != 1 || all[0].Domain != "xn--mkuh.nhs.uk" {
		t.Errorf("took %v", all)
	}
	v := Assess(Route{From: from(t, "a@nhs.net"), To: to(t, "x@mkuh.nhs.uk"), On: today, Accredited: a})
	if v.Status != NotSecure {
		t.Errorf("a domain that looks like another in evidence is %v", v.Status)
	}
}

func TestMoreEvidenceLeavesTheFormerAsItWas(t *testing.T) {
	former := Published()
	more := former.With(Evidence{Domain: "Royal.NHS.uk", Seen: today})
	if len(former.All()) != 1 || len(more.All()) != 2 || more.All()[1].Domain != "royal.nhs.uk" {
		t.Errorf("former %v, more %v", former.All(), more.All())
	}
	more.All()[0].Domain = "evil.com"
	if more.All()[0].Domain != "mkuh.nhs.uk" || former.knows("royal.nhs.uk") {
		t.Error("the evidence can be changed from outside")
	}
}

func TestTheEvidenceThatComesWithTheProgramIsTheOneFactOf22May2025(t *testing.T) {
	all := Published().All()
	if len(all) != 1 || all[0].Domain != "mkuh.nhs.uk" || all[0].Seen.String() != "2025-05-22" || all[0].LastDay().UK() != "22/05/2026" {
		t.Errorf("%+v", all)
	}
}
