package referral

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"referraldesk/policy/text"
)

// referenceAlphabet has no letter or digit that is taken for another one on paper or by phone (0 O, 1 I L, 5 S, 8 B, 2 Z,
// U V), and no vowel, so that no reference spells a word. Nine of its 22 characters carry 40.1 bits.
const (
	referenceAlphabet = "CDFGHJKMNPQRTVWXY34679"
	referenceLength   = 9
	referencePrefix   = "RD"
)

// The shortest and the longest reference that may be typed, in characters.
const (
	minTyped = 4
	maxTyped = 32
)

// Reference names a referral in the subject, to the clinic and to the patient, without saying whose it is. Only [NewReference]
// and [TypedReference] make one that is not zero. References are comparable with ==.
type Reference struct{ t text.Text }

// NewReference draws a reference from random, such as RD-7K4-M39-QPX. Every reference is as likely as any other.
func NewReference(random io.Reader) (Reference, error) {
	// Bytes from fair on are thrown away: taken modulo 22 they would favour the first letters.
	const fair = 256 / len(referenceAlphabet) * len(referenceAlphabet)
	var b strings.Builder
	b.WriteString(referencePrefix)
	for drawn, one := 0, make([]byte, 1); drawn < referenceLength; {
		if _, err := io.ReadFull(random, one); err != nil {
			return Reference{}, fmt.Errorf("reference: no random numbers to draw it from: %w", err)
		}
		if int(one[0]) >= fair {
			continue
		}
		if drawn%3 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(referenceAlphabet[int(one[0])%len(referenceAlphabet)])
		drawn++
	}
	return Reference{text.Line(b.String())}, nil
}

// TypedReference takes a reference that a practice gives itself: 4 to 32 letters, digits, hyphens, dots or slashes. That it
// says nothing of the patient is for [Referral.Check] to see, which knows the patient.
func TypedReference(typed text.Text) (Reference, error) {
	s := typed.String()
	if len(s) < minTyped || len(s) > maxTyped {
		return Reference{}, fmt.Errorf("a reference has %d to %d characters", minTyped, maxTyped)
	}
	for _, r := range s {
		if !isASCIIAlnum(r) && !strings.ContainsRune("-./", r) {
			return Reference{}, errors.New("a reference has only letters, digits, hyphens, dots and slashes")
		}
	}
	return Reference{typed}, nil
}

// String is the reference as it is written.
func (r Reference) String() string { return r.t.String() }

// IsZero says that there is no reference.
func (r Reference) IsZero() bool { return r == Reference{} }

func isASCIIAlnum(r rune) bool {
	return r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z'
}
