package policy

import (
	"errors"
	"strings"
	"testing"
)

func TestAnAddressInUseIsTakenAsItIsWritten(t *testing.T) {
	for _, raw := range []string{
		"bus.referrals@mkuh.nhs.uk",
		"buc-tr.buckseyecas@nhs.net",
		"o'brien@nhs.net",
		"a+b=c/d?e_f`g{h|i}j~k#m$n&p*q^r-s@nhs.net",
		"A@NHS.NET",
		"x@a-b.xn--p1ai",
		"1@2.3x",
		strings.Repeat("a", 64) + "@nhs.net",
		"a@" + strings.Repeat("b", 63) + ".uk",
		longest(254),
	} {
		a, err := ParseAddress(raw)
		if err != nil || a.String() != raw {
			t.Errorf("%q became %q: %v", raw, a, err)
		}
		local, domain, _ := strings.Cut(raw, "@")
		if a.Local() != local || a.Domain() != strings.ToLower(domain) {
			t.Errorf("%q has %q at %q", raw, a.Local(), a.Domain())
		}
	}
}

// longest is a well-formed address of n bytes.
func longest(n int) string {
	domain := strings.Repeat(strings.Repeat("d", 62)+".", 3) + "uk"
	return strings.Repeat("a", n-len(domain)-1) + "@" + domain
}

func TestAMalformedAddressIsRefusedSayingWhichCharacterAndWhere(t *testing.T) {
	for raw, want := range map[string]string{
		"":                                     "is empty: write it as name@nhs.net",
		"nhs.net":                              "has no @",
		"@nhs.net":                             "has nothing before the @ (character 1)",
		"a@":                                   "has nothing after the @ (character 2)",
		"a@b@nhs.net":                          "has a second @ (character 4)",
		"a@nhs.net@evil.com":                   "has a second @ (character 10)",
		".a@nhs.net":                           "starts with a dot (character 1)",
		"a.@nhs.net":                           "has a dot just before the @ (character 2)",
		"a..b@nhs.net":                         "has two dots in a row (character 3)",
		"a@nhs..net":                           "has two dots in a row (character 7)",
		"a@.nhs.net":                           "has a dot just after the @ (character 3)",
		"a@nhs.net.":                           "ends in a dot (character 10)",
		"a@.":                                  "has a dot just after the @ (character 3)",
		"a@nhs":                                "has no dot in its domain (character 3)",
		"a@-nhs.net":                           "has a hyphen at the start of a part of its domain (character 3)",
		"a@nhs-.net":                           "has a hyphen at the end of a part of its domain (character 6)",
		"a@nhs.net-":                           "has a hyphen at the end of a part of its domain (character 10)",
		"a@127.0.0.1":                          "ends in a number where a domain ends in letters (character 11)",
		"a@[127.0.0.1]":                        "has a [: an IP address is no domain (character 3)",
		"a@nhs_x.net":                          "has a _, which has no place there (character 6)",
		" a@nhs.net":                           "has white space in it (character 1)",
		"a@nhs.net ":                           "has white space in it (character 10)",
		"a@nhs.net\n":                          "has white space in it (character 10)",
		"a@nhs.net\r\nBcc: b@x.uk":             "has white space in it (character 10)",
		"a\x00@nhs.net":                        "has a control character in it (character 2)",
		"a@nhs.net\x7f":                        "has a control character in it (character 10)",
		"a@nhs.net\x1b[0m":                     "has a control character in it (character 10)",
		"Eye <a@nhs.net>":                      "has white space in it (character 4)",
		"<a@nhs.net>":                          "has a <: give the bare address, without a name, quotes or a comment (character 1)",
		`"a"@nhs.net`:                          `has a ": give the bare address, without a name, quotes or a comment (character 1)`,
		`"eye@nhs.net"@evil.com`:               `has a ": give the bare address, without a name, quotes or a comment (character 1)`,
		"a(x)@nhs.net":                         "has a (: give the bare address, without a name, quotes or a comment (character 2)",
		"a@nhs.net(x)":                         "has a (: give the bare address, without a name, quotes or a comment (character 10)",
		"a@nhs.net,b@nhs.net":                  "has a ,: give one address at a time (character 10)",
		"a@nhs.net;b@nhs.net":                  "has a ;: give one address at a time (character 10)",
		"undisclosed:a@nhs.net;":               "has a :, which has no place there (character 12)",
		"mailto:a@nhs.net":                     "starts with mailto: give the address alone (character 7)",
		"MailTo:a@nhs.net":                     "starts with mailto: give the address alone (character 7)",
		`a\b@nhs.net`:                          `has a \, which has no place there (character 2)`,
		"=?utf-8?q?eye?=@nhs.net":              "has an encoded word before the @: give the address as it is read (character 1)",
		"a%evil.example@nhs.net":               "has a % before the @, which can send mail on to another address: give the address itself (character 2)",
		"evil.example!a@nhs.net":               "has a ! before the @, which can send mail on to another address: give the address itself (character 13)",
		"a=?utf-8?b?ZXll?=@nhs.net":            "has an encoded word before the @: give the address as it is read (character 2)",
		"é@nhs.net":                            "has a character that is not plain ASCII (U+00E9) (character 1)",
		"a@nhs.nеt":                            "has a character that is not plain ASCII (U+0435) (character 8)",
		"a@nhs．net":                            "has a character that is not plain ASCII (U+FF0E) (character 6)",
		"a\u200b@nhs.net":                      "has a character that is not plain ASCII (U+200B) (character 2)",
		"\ufeffa@nhs.net":                      "has a character that is not plain ASCII (U+FEFF) (character 1)",
		"a\xff@nhs.net":                        "has a character that is not plain ASCII (U+FFFD) (character 2)",
		strings.Repeat("a", 65) + "@nhs.net":   "has more than 64 characters before the @ (character 65)",
		"a@" + strings.Repeat("b", 64) + ".uk": "has a part of more than 63 characters in its domain (character 66)",
		longest(255):                           "is longer than 254 characters (character 255)",
	} {
		a, err := ParseAddress(raw)
		var fault *AddressError
		if !errors.As(err, &fault) || err.Error() != want || !a.IsZero() {
			t.Errorf("%q: %v, want %s", raw, err, want)
		}
	}
}

func TestTwoAddressesAreTheSameWhateverTheCaseOfTheirLetters(t *testing.T) {
	if !address(t, "A.b@NHS.net").Same(address(t, "a.B@nhs.NET")) || address(t, "a@nhs.net").Same(address(t, "b@nhs.net")) {
		t.Error("case decides, or the name does not")
	}
}

func TestTheZeroAddressIsNoAddress(t *testing.T) {
	var a Address
	if !a.IsZero() || a.String() != "" || a.Local() != "" || a.Domain() != "" || a.Same(address(t, "a@nhs.net")) {
		t.Errorf("%+v", a)
	}
}

func TestParsingAWellFormedAddressAllocatesNothing(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { _, _ = ParseAddress("bus.referrals@mkuh.nhs.uk") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzParseAddress(f *testing.F) {
	f.Add(longest(254)) // the other seeds lie in testdata
	accredited := Accredited{}.With(Evidence{Domain: "mkuh.nhs.uk", Seen: today})
	f.Fuzz(func(t *testing.T, raw string) {
		a, err := ParseAddress(raw)
		if err != nil {
			refusalIsWellSaid(t, raw, a, err)
			return
		}
		if a.String() != raw || len(raw) > 254 || strings.Count(raw, "@") != 1 || a.IsZero() {
			t.Fatalf("%q was taken as %q", raw, a)
		}
		for i := range len(raw) {
			if raw[i] <= ' ' || raw[i] >= 0x7f {
				t.Fatalf("%q was taken with the byte %#x", raw, raw[i])
			}
		}
		if a.Local()+"@"+a.Domain() != a.Local()+"@"+strings.ToLower(raw[len(a.Local())+1:]) {
			t.Fatalf("%q has %q at %q", raw, a.Local(), a.Domain())
		}
		holdsToExactDomains(t, a, accredited)
	})
}

func refusalIsWellSaid(t *testing.T, raw string, a Address, err error) {
	t.Helper()
	var fault *AddressError
	if !errors.As(err, &fault) || fault.Problem == "" || fault.At < 0 || fault.At > len([]rune(raw)) || !a.IsZero() {
		t.Fatalf("%q: %#v", raw, err)
	}
	if strings.ContainsFunc(err.Error(), func(r rune) bool { return r < ' ' || r > '~' }) {
		t.Fatalf("%q: the error holds what it refuses: %q", raw, err)
	}
}
