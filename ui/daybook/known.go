package daybook

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// The words of an event. [Book.Append] holds each to its shape, in which no sentence, no full name, no date of birth and no NHS
// number fits.
type (
	Reference        string // of the referral, as package referral draws it: RD-7K4-M39-QPX. One that was typed is none
	DestinationID    string // of the directory: smh-wet-amd
	DirectoryVersion string // 12 to 64 lower-case hexadecimal digits of a hash of the directory
	Version          string // v1.2.3
	Domain           string // of accredited mail, exact and in lower case: mkuh.nhs.uk
	How              string // an account was used: one of the constants below
)

// The ways to use an account that keep it alive.
const (
	UsedPortal  How = "portal"  // logged in to the NHSmail portal
	UsedO365    How = "o365"    // logged in to O365
	UsedOutlook How = "outlook" // opened in an application of O365
	UsedSending How = "sent"    // sent a message from it
)

// Clinician is somebody of practice.toml. Only [KnownClinician] and a daybook that is read give one.
type Clinician struct{ name text.Text }

// KnownClinician is the clinician of the practice with that name, and false where there is none: a name that was typed
// could be anyone's, a patient's too.
func KnownClinician(name text.Text, p practice.Practice) (Clinician, bool) {
	known := slices.ContainsFunc(p.Clinicians, func(c practice.Clinician) bool { return c.Name == name })
	if !known || name.IsEmpty() {
		return Clinician{}, false
	}
	return Clinician{name}, true
}

// String is the clinician's name.
func (c Clinician) String() string { return c.name.String() }

// Urgency is what the directory calls an urgency, without a time frame that was typed, and whether it can wait. Only
// [UrgencyOf] and a daybook that is read give one.
type Urgency struct {
	label  text.Text
	urgent bool
}

// UrgencyOf is the urgency as the directory has it. It is urgent where the directory wants a phone call first, where its label
// starts with the word Urgent or Emergency, and where it is Other: the time frame that was typed is not kept here, and may be hours.
func UrgencyOf(u directory.Urgency) Urgency {
	if u.Label.IsEmpty() {
		return Urgency{}
	}
	words := strings.FieldsFunc(strings.ToLower(u.Label.String()), func(r rune) bool { return !unicode.IsLetter(r) })
	said := len(words) > 0 && slices.Contains([]string{"urgent", "emergency", "other"}, words[0])
	return Urgency{u.Label, u.PhoneFirst || said}
}

// String is the label of the directory.
func (u Urgency) String() string { return u.label.String() }

// Urgent says that the referral could not wait, by the directory's word on the day of the hand-off.
func (u Urgency) Urgent() bool { return u.urgent }

var versionShape = regexp.MustCompile(`^(v[0-9][0-9A-Za-z.+-]{0,80}|\(devel\))$`)

// referenceForm is a reference with an x for every character that is drawn.
const referenceForm = "RD-xxx-xxx-xxx"

// isReference knows the letters that package referral draws from: with no vowel among them and three at a time, they spell
// nobody.
func isReference(s string) bool {
	if len(s) != len(referenceForm) {
		return false
	}
	for i := range len(s) {
		fits := s[i] == referenceForm[i]
		if referenceForm[i] == 'x' {
			fits = strings.IndexByte("CDFGHJKMNPQRTVWXY34679", s[i]) >= 0
		}
		if !fits {
			return false
		}
	}
	return true
}

// isDestinationID takes lower-case letters, digits and hyphens, a letter first, and no more digits together than a year has.
func isDestinationID(s string) bool {
	const longest, mostDigits = 128, 4
	digits := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'a' && c <= 'z':
			digits = 0
		case c != '-' || i == 0: // a hyphen parts no number from itself
			return false
		}
		if digits > mostDigits || digits > 0 && i == 0 {
			return false
		}
	}
	return s != "" && len(s) <= longest
}

// isRule takes the id of a rule or a condition: S1, N12.
func isRule(s string) bool {
	return (len(s) == 2 || len(s) == 3) && s[0] >= 'A' && s[0] <= 'Z' && strings.Trim(s[1:], "0123456789") == ""
}

// isDirectoryVersion wants more digits than an NHS number has.
func isDirectoryVersion(s string) bool {
	return len(s) >= 12 && len(s) <= 64 && strings.Trim(s, "0123456789abcdef") == ""
}

func isVersion(s string) bool { return versionShape.MatchString(s) }

func isDomain(s string) bool {
	a, err := policy.ParseAddress("x@" + s)
	return err == nil && a.Domain() == s
}

func isHow(s string) bool {
	return slices.Contains([]How{UsedPortal, UsedO365, UsedOutlook, UsedSending}, How(s))
}
