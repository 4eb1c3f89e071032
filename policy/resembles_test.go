package policy

import (
	"strings"
	"testing"
)

func TestADomainThatLooksLikeAKnownOneIsSaidNotToBeIt(t *testing.T) {
	for domain, known := range map[string]string{
		"mail.nhs.net":           "nhs.net",
		"nhs.net.evil.com":       "nhs.net",
		"mail.nhs.net.evil.com":  "nhs.net",
		"evilnhs.net":            "nhs.net",
		"rnhs.net":               "nhs.net",
		"nhs.nett":               "nhs.net",
		"nhs-net.com":            "nhs.net",
		"nhs.uk.net":             "nhs.net",
		"nhs.uk":                 "nhs.net",
		"nhs.co.uk":              "nhs.net",
		"nhsnet.co.uk":           "nhs.net",
		"nh5.net":                "nhs.net",
		"n-h-5.n3t":              "nhs.net",
		"nsh.net":                "nhs.net",
		"nhhs.net":               "nhs.net",
		"nhs.ne":                 "nhs.net",
		"hs.net":                 "nhs.net",
		"nhs.bet":                "nhs.net",
		"secure.mkuh.nhs.uk":     "mkuh.nhs.uk",
		"mkuh.nhs.uk.evil.com":   "mkuh.nhs.uk",
		"notmkuh.nhs.uk":         "mkuh.nhs.uk",
		"mkuh-nhs.uk":            "mkuh.nhs.uk",
		"mkuh.nhs.co":            "mkuh.nhs.uk",
		"rnkuh.nhs.uk":           "mkuh.nhs.uk",
		"mkhu.nhs.uk":            "mkuh.nhs.uk",
		"royai.nhs.uk":           "royal.nhs.uk",
		"roya1.nhs.uk":           "royal.nhs.uk",
		"buckshealthcare.nhs.uk": "",
		"gmail.com":              "",
		"nhsx.org":               "",
		"optometry.co.uk":        "",
		"nhs.net":                "",
		"mkuh.nhs.uk":            "",
		"royal.nhs.uk":           "",
	} {
		if got := evidence.resembles(domain); got != known {
			t.Errorf("%s resembles %q, want %q", domain, got, known)
		}
	}
}

func TestALookAlikeIsNamedAtEitherEndAndJudgedAsAnyOther(t *testing.T) {
	for _, c := range []struct {
		from, to string
		like     string
	}{
		{"a@nhs.net", "b@nhs.nett", "gmail.com"},
		{"a@nhs.nett", "b@nhs.net", "gmail.com"},
		{"a@nhs.nett", "b@nhs.nett", "gmail.com"},
		{"eyes@royal.nhs.uk", "b@nhs.nett", "gmail.com"},
	} {
		r := Route{From: from(t, c.from), To: to(t, c.to), On: today, Accredited: evidence}
		one := Assess(r).Recipients[0]
		plain := Route{From: from(t, strings.Replace(c.from, "nhs.nett", c.like, 1)),
			To: to(t, strings.Replace(c.to, "nhs.nett", c.like, 1)), On: today, Accredited: evidence}
		other := Assess(plain).Recipients[0]
		if one.Status != other.Status || one.Rule != other.Rule || one.Condition != other.Condition {
			t.Errorf("%s to %s: %v, and %v for any other domain", c.from, c.to, one.Status, other.Status)
		}
		if len(one.Reasons) != len(other.Reasons)+1 || one.Reasons[1].Text != "nhs.nett is not nhs.net, though it looks like it." {
			t.Errorf("%s to %s: %q", c.from, c.to, one.Reasons)
		}
	}
}

func TestADomainThatIsDeclaredEgressIsStillSaidToLookLikeAnother(t *testing.T) {
	r := Route{From: NewSender(address(t, "a@nhs.nett"), true), To: to(t, "b@nhs.net"), On: today}
	if one := Assess(r).Recipients[0]; one.Status != Secure || !strings.Contains(said(one), "nhs.nett is not nhs.net") {
		t.Errorf("%v: %s", one.Status, said(one))
	}
}
