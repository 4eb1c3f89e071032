// Package policy decides whether mail with patient data may take a route, and says why.
//
// It holds the rules of the local page and of NHS England as one table ([Assess]), the address parser that the table rests on,
// and the evidence for accredited domains. It is pure: no file, no clock, no network, no terminal, so that whoever answers for
// a practice can read it and anyone can test it. It must never say "secure" where a rule does not: the zero value of every
// type here is "unknown", an address is judged by its exact domain, and the worst recipient decides for all of them.
package policy

import (
	"slices"

	"referraldesk/policy/text"
)

// RuleID, ConditionID and SourceID are ids of the fact sheet that this program rests on; [Rules], [Conditions] and the
// directory's sources spell them out. A condition is the rule that a person must confirm before a route that is [Check] may be
// used.
type (
	RuleID      string
	ConditionID string
	SourceID    string
)

// Status is the verdict in one word. The zero Status is Unknown; a higher one is worse, and Unknown is the worst of all to act
// on, so use [Status.Worse] to compare.
type Status uint8

const (
	Unknown   Status = iota // not judged: nothing may be sent on it
	Secure                  // a rule says that the route is secure
	Check                   // secure only if a person confirms the condition
	NotSecure               // no patient data by this route
)

// String is the id of the status, as in JSON: secure, check, not-secure, or unknown.
func (s Status) String() string {
	return [...]string{"unknown", "secure", "check", "not-secure"}[s]
}

// Worse gives the worse of both; Unknown is worse than all.
func (s Status) Worse(t Status) Status {
	if s == Unknown || t == Unknown {
		return Unknown
	}
	return max(s, t)
}

// MarshalText writes the id of the status.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Kind is what an address is to the rules. The zero Kind is unknown and is never judged as anything. The domain goes before
// what is declared, and a declared Egress account before the list.
type Kind uint8

const (
	KindUnknown   Kind = iota
	NHSmail            // its domain is exactly nhs.net
	Egress             // declared to hold an Egress account
	Listed             // its domain was on the DCB1596 list at most 365 days before the day of judging
	ListedEarlier      // its domain was on the list, but longer ago
	Other              // anything else

	kinds = iota // how many there are, the unknown one included
)

// String names the kind in the field's words.
func (k Kind) String() string {
	return [kinds]string{"unknown", "NHSmail", "Egress holder", "listed, in date", "listed, too long ago", "any other"}[k]
}

// Sender is who the message would come from: an address, with what is declared of it, or a kind of sender for a preview.
type Sender struct {
	address Address
	kind    Kind // declared, or for a preview; the address' domain goes before it
}

// NewSender is the sender at address; egress declares that its holder sends through an Egress account. Without an address
// there is no sender, whatever is declared.
func NewSender(address Address, egress bool) Sender {
	s := Sender{address: address}
	if egress && !address.IsZero() {
		s.kind = Egress
	}
	return s
}

// AnySender stands for every sender of a kind, for showing what each kind would be told before a sender is known.
// A kind that does not exist is no sender.
func AnySender(kind Kind) Sender {
	if kind >= kinds {
		return Sender{}
	}
	return Sender{kind: kind}
}

// Address is the sender's address, zero for [AnySender].
func (s Sender) Address() Address { return s.address }

// IsZero says that no sender is known.
func (s Sender) IsZero() bool { return s == Sender{} }

// Recipient is one address on the To or Cc line, with what the directory knows of it.
type Recipient struct {
	Address    Address
	Egress     bool        // declared to hold an Egress account
	Urgent     bool        // an urgent service: an encrypted message to it wants a phone call too (fact L2)
	Superseded *Superseded // not nil where the address was given up
}

// Superseded says that an address was given up, on whose word, and what took its place.
type Superseded struct {
	By     Address   // the address that replaced it; zero where none is known
	Name   text.Text // what stands in its place, in words: "MKUH booked urgent service (BUS) clinic"
	Source SourceID
}

// Route is everything that a verdict rests on. It is a value: the same Route always gets the same [Verdict].
type Route struct {
	From           Sender
	To             []Recipient // To and Cc alike: the worst decides
	SecureTag      bool        // [secure] stands first in the subject, and local policy approves of it
	SecureApproved bool        // local policy approves of [secure], be it on the subject or not: changes the words of a remedy only
	On             Day         // the day of judging
	Accredited     Accredited  // the evidence for accredited domains
}

// Verdict is what the rules say of a route. The zero Verdict is Unknown.
type Verdict struct {
	Status     Status
	Headline   string             // the worst recipient's, to be read after the status: "nhs.net to nhs.net"
	From       Address            // zero where a kind of sender was judged
	Recipients []RecipientVerdict // in the order of the route, each address once
}

// RecipientVerdict is what the rules say of one recipient.
type RecipientVerdict struct {
	Address   Address
	Status    Status
	Rule      RuleID
	Condition ConditionID // what must be confirmed; "" unless Status is Check
	Question  string      // the condition as a person confirms it by name: "I have confirmed …"; "" unless Status is Check
	Headline  string
	Reasons   []Reason   // the deciding one first
	Remedies  []Remedy   // what to do next, the best first
	Basis     []Evidence // the accreditation evidence that the verdict rests on, the sender's first; the headline dates it

	tagHelps bool
}

// TagHelps says whether [secure] on the subject does anything for the route: the sender is NHSmail, and at least one recipient
// is neither at nhs.net nor otherwise provided for. Where it does not, the tag may not be offered. Whether local policy
// approves of it is another question, which the practice answers.
func (v Verdict) TagHelps() bool {
	return slices.ContainsFunc(v.Recipients, func(r RecipientVerdict) bool { return r.tagHelps })
}

// Reason is a sentence with its source, "" where it is not published and the sentence says so.
type Reason struct {
	Text   string
	Source SourceID
}

// Remedy is a next step. Contact is an address, a phone number or a web address to use for it, "" where it needs none.
type Remedy struct {
	Text    string
	Contact string
	Source  SourceID
}
