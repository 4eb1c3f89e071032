// Package wording has the sentences that the desk and plain mode say alike: of a form, an account, a next step, the evidence.
//
// It knows no screen: no sign, no colour and no key stands in them. It must never say more than the directory and the policy do:
// what is not published is said to be so.
package wording

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"referraldesk/directory"
	"referraldesk/directory/ods"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// Form is the referral form that a destination asks for.
func Form(f *directory.Form) string {
	if f == nil {
		return directory.NotPublished
	}
	words := f.Name.String()
	for _, more := range []text.Text{f.Version, f.Where} {
		if !more.IsEmpty() {
			words += ", " + more.String()
		}
	}
	return words
}

// OrNotPublished is a text, or that it is not published.
func OrNotPublished(t text.Text) string {
	if t.IsEmpty() {
		return directory.NotPublished
	}
	return t.String()
}

// Kind is the kind of an account.
func Kind(a practice.Account) string {
	words := map[practice.AccountKind]string{
		practice.AccountNHSmail: "NHSmail",
		practice.AccountEgress:  "Egress account",
		practice.AccountOther:   "neither NHSmail nor Egress",
	}[a.Kind]
	if a.Shared {
		words += ", shared mailbox"
	}
	return words
}

// WithContact is a sentence with whom to reach for it, where it does not name them itself.
func WithContact(sentence, contact string) string {
	if contact == "" || sentence == "" || strings.Contains(sentence, contact) {
		return sentence
	}
	return strings.TrimSuffix(sentence, ".") + " (" + contact + ")."
}

// Basis says what accreditation evidence a verdict rests on, how old it is and when it runs out.
func Basis(e policy.Evidence, today policy.Day) string {
	by := ""
	if !e.ConfirmedBy.IsEmpty() {
		by = ", confirmed by " + e.ConfirmedBy.String()
	}
	until := "it counts until"
	if today.After(e.LastDay()) {
		until = "it counted until"
	}
	return fmt.Sprintf("Rests on: %s seen on %s%s, %d days ago; %s %s. %s",
		e.Domain, e.Seen.UK(), by, today.Since(e.Seen), until, e.LastDay().UK(), e.Source)
}

// Listing names an entry of a list with its area, and says what is odd about it for a GP practice.
func Listing(l directory.Listing) string {
	words := l.Name.String()
	if area := ods.AreaWords(l.Area.String()); area != "" {
		words += ", " + area
	}
	if l.Closed {
		words += ". It is closed, as its list says"
	}
	if !l.Preferred {
		words += ". Its list does not call it a GP practice"
	}
	return words
}

// UpperFirst is a sentence that starts with a capital.
func UpperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}
