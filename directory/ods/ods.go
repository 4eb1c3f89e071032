// Package ods reads what the NHS Organisation Data Service publishes: codes, and the headless lists of organisations, of which
// a referral names a GP practice.
//
// It must never ship a list: the practice brings its own, and an old one says so in its rows (a closed practice stays in it).
// It must never guess a row right: one that it can't read is an error that says why.
package ods

import (
	"fmt"
	"strings"
)

// A code is this long in the coding frames of the NHS Data Dictionary.
const (
	shortestCode = 3
	longestCode  = 8
)

// Code is an ODS code in upper case. Only [ParseCode] makes one that is not empty.
type Code struct{ s string }

// String is the code, "" where there is none.
func (c Code) String() string { return c.s }

// IsZero says that there is no code.
func (c Code) IsZero() bool { return c.s == "" }

// ParseCode checks the form of a code and nothing else: 3 to 8 letters and digits of plain ASCII, in either case, with or
// without space around them. Whether an organisation has the code, only a list can tell.
func ParseCode(raw string) (Code, error) {
	s := strings.ToUpper(strings.TrimSpace(raw))
	for i, r := range []rune(s) {
		if !(r >= '0' && r <= '9' || r >= 'A' && r <= 'Z') {
			return Code{}, fmt.Errorf("character %d of the ODS code is %q: it has letters and digits only", i+1, r)
		}
	}
	if len(s) < shortestCode || len(s) > longestCode {
		return Code{}, fmt.Errorf("an ODS code has %d to %d letters and digits, this has %d", shortestCode, longestCode, len(s))
	}
	return Code{s}, nil
}

// AreaWords are the commissioner of a GP practice as it is shown: "Buckinghamshire (14Y)", of one that is not of this area its code
// alone, and "" where there is none. The names are those of the Organisation Data Service (source "ods").
func AreaWords(commissioner string) string {
	switch commissioner {
	case "14Y":
		return "Buckinghamshire (14Y)"
	case "M1J4Y":
		return "Bedfordshire, Luton and Milton Keynes (M1J4Y)"
	}
	return commissioner
}
