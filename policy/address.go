package policy

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Sizes of RFC 5321 (section 4.5.3.1) and RFC 1035 (section 2.3.4), in bytes. The whole address is held to the 254 bytes
// that fit a mail path.
const (
	maxAddress = 254
	maxLocal   = 64
	maxLabel   = 63
)

// Address is one well-formed mail address, exactly as it was written: raw ASCII, never normalised. Only [ParseAddress] makes
// one that is not zero. Use [Address.Same] to compare two: the case of letters makes no difference to a mailbox.
type Address struct {
	raw string
	at  int // index of the @
}

// String is the address as it was written.
func (a Address) String() string { return a.raw }

// IsZero says that there is no address.
func (a Address) IsZero() bool { return a.raw == "" }

// Local is the part before the @, as it was written.
func (a Address) Local() string { return a.raw[:a.at] }

// Domain is the part after the @, in lower case.
func (a Address) Domain() string {
	if a.IsZero() {
		return ""
	}
	return strings.ToLower(a.raw[a.at+1:])
}

// Same says whether both name the same mailbox, whatever the case of their letters.
func (a Address) Same(b Address) bool { return strings.EqualFold(a.raw, b.raw) }

// MarshalText writes the address as it was written.
func (a Address) MarshalText() ([]byte, error) { return []byte(a.raw), nil }

// AddressError says what is wrong with an address, and where. It never quotes the address: who shows it decides that.
type AddressError struct {
	Problem string // what is wrong, to be read after the address: "ends in a dot"
	At      int    // the character that is wrong, counted from 1; 0 where the whole is
}

func (e *AddressError) Error() string {
	if e.At == 0 {
		return e.Problem
	}
	return fmt.Sprintf("%s (character %d)", e.Problem, e.At)
}

// ParseAddress takes exactly one bare address, local@domain, in ASCII. It refuses display names, comments, groups, quoted
// local parts, IP addresses, encoded words, mailto: and lists, and white space anywhere: nothing is trimmed, since what was
// trimmed was not judged. The error is an [*AddressError].
func ParseAddress(raw string) (Address, error) {
	if raw == "" {
		return Address{}, &AddressError{Problem: "is empty: write it as name@nhs.net"}
	}
	at := -1
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '@' && at >= 0:
			return Address{}, fault(raw, i, "has a second @")
		case c == '@':
			at = i
		case at < 0 && !isAtext(c) && c != '.', at >= 0 && !isDomainByte(c):
			return Address{}, fault(raw, i, strange(raw, i))
		}
	}
	if at < 0 {
		return Address{}, &AddressError{Problem: "has no @"}
	}
	if err := checkLocal(raw, at); err != nil {
		return Address{}, err
	}
	if err := checkDomain(raw, at+1); err != nil {
		return Address{}, err
	}
	if len(raw) > maxAddress {
		return Address{}, fault(raw, maxAddress, fmt.Sprintf("is longer than %d characters", maxAddress))
	}
	return Address{raw, at}, nil
}

// checkLocal holds raw[:at], known to be atext and dots, to the rules of a dot-atom.
func checkLocal(raw string, at int) *AddressError {
	switch {
	case at == 0:
		return fault(raw, 0, "has nothing before the @")
	case raw[0] == '.':
		return fault(raw, 0, "starts with a dot")
	case raw[at-1] == '.':
		return fault(raw, at-1, "has a dot just before the @")
	case at > maxLocal:
		return fault(raw, maxLocal, fmt.Sprintf("has more than %d characters before the @", maxLocal))
	}
	if i := strings.Index(raw[:at], ".."); i >= 0 {
		return fault(raw, i+1, "has two dots in a row")
	}
	if i := strings.IndexAny(raw[:at], "%!"); i >= 0 { // a way through other servers, from before there was DNS (RFC 5321, appendix F.2)
		return fault(raw, i, "has a "+raw[i:i+1]+" before the @, which can send mail on to another address: give the address itself")
	}
	if i := strings.Index(raw[:at], "=?"); i >= 0 { // made of atext, and yet not what it will be read as (RFC 2047)
		return fault(raw, i, "has an encoded word before the @: give the address as it is read")
	}
	return nil
}

// checkDomain holds raw[start:], known to be letters, digits, hyphens and dots, to the rules of a host name with a dot in it.
func checkDomain(raw string, start int) *AddressError {
	if start == len(raw) {
		return fault(raw, start-1, "has nothing after the @")
	}
	label, dots := start, 0
	for i := start; i <= len(raw); i++ {
		if i < len(raw) && raw[i] != '.' {
			continue
		}
		if err := checkLabel(raw, label, i); err != nil {
			return err
		}
		if i < len(raw) {
			dots, label = dots+1, i+1
		}
	}
	if dots == 0 {
		return fault(raw, start, "has no dot in its domain")
	}
	if isDigits(raw[label:]) {
		return fault(raw, label, "ends in a number where a domain ends in letters")
	}
	return nil
}

// checkLabel holds raw[from:to], the part of a domain between two dots, to the rules of a label.
func checkLabel(raw string, from, to int) *AddressError {
	switch {
	case from == to && to == len(raw):
		return fault(raw, to-1, "ends in a dot")
	case from == to && raw[from-1] == '@':
		return fault(raw, from, "has a dot just after the @")
	case from == to:
		return fault(raw, from, "has two dots in a row")
	case raw[from] == '-':
		return fault(raw, from, "has a hyphen at the start of a part of its domain")
	case raw[to-1] == '-':
		return fault(raw, to-1, "has a hyphen at the end of a part of its domain")
	case to-from > maxLabel:
		return fault(raw, from+maxLabel, fmt.Sprintf("has a part of more than %d characters in its domain", maxLabel))
	}
	return nil
}

// fault counts characters, not bytes, since people do.
func fault(raw string, i int, problem string) *AddressError {
	return &AddressError{Problem: problem, At: utf8.RuneCountInString(raw[:i]) + 1}
}

// strange words what a byte at i that no bare address holds tells about what was given instead of one.
func strange(raw string, i int) string {
	switch c := raw[i]; {
	case c == ' ', c == '\t', c == '\r', c == '\n':
		return "has white space in it"
	case c == '<', c == '>', c == '"', c == '(', c == ')':
		return fmt.Sprintf("has a %c: give the bare address, without a name, quotes or a comment", c)
	case c == ',', c == ';':
		return fmt.Sprintf("has a %c: give one address at a time", c)
	case c == ':' && strings.EqualFold(raw[:i], "mailto"):
		return "starts with mailto: give the address alone"
	case c == '[', c == ']':
		return fmt.Sprintf("has a %c: an IP address is no domain", c)
	case c < ' ', c == 0x7f:
		return "has a control character in it"
	case c < utf8.RuneSelf:
		return fmt.Sprintf("has a %c, which has no place there", c)
	}
	r, _ := utf8.DecodeRuneInString(raw[i:])
	return fmt.Sprintf("has a character that is not plain ASCII (%U)", r)
}

// isAtext is RFC 5322 atext (section 3.2.3), without the dot.
func isAtext(c byte) bool {
	return isAlnum(c) || strings.IndexByte("!#$%&'*+-/=?^_`{|}~", c) >= 0
}

func isDomainByte(c byte) bool { return isAlnum(c) || c == '-' || c == '.' }

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }
