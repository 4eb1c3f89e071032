package daybook

import (
	"time"

	"referraldesk/directory/ods"
	"referraldesk/policy"
)

// Event is something that happened at the desk. Its types are all here: no other package can make one.
//
// None has room for a patient, and none for free text: not a remark, not the name of a file, not who is logged in to the
// computer (the name of that account is a person's, often in full, and says no more than the sender and the clinician do).
type Event interface {
	// When is when it happened, by the clock of the machine. A clock can be wrong: the order of the events is the file's.
	When() time.Time
	wire() (kind string, fields []field)
}

// HandedOver says that a message was handed over to the mail program. Whether it was sent, the program can't know. The time, the
// reference, the destination, the sender and the status are always there; the rest is zero where it is not known.
type HandedOver struct {
	At          time.Time
	Reference   Reference
	Destination DestinationID
	Sender      policy.Address // ours
	Status      policy.Status
	Rule        policy.RuleID        // that decided
	Condition   policy.ConditionID   // that was confirmed, of the recipient who decided
	Also        []policy.ConditionID // what else was confirmed, where other recipients had conditions of their own
	ConfirmedBy Clinician            // who confirmed them all
	Urgency     Urgency
	Site        ods.Code // of the practice
	Directory   DirectoryVersion
	Version     Version // of this program
}

// Conditions are all that were confirmed, that of the deciding recipient first.
func (e HandedOver) Conditions() []policy.ConditionID {
	if e.Condition == "" {
		return nil
	}
	return append([]policy.ConditionID{e.Condition}, e.Also...)
}

// OfReferral is what somebody said of a referral that was handed over. By is zero where it is not known.
type OfReferral struct {
	At          time.Time
	Reference   Reference
	Destination DestinationID
	By          Clinician
}

// The events of a referral after its hand-off. Each is about the hand-offs of its reference to its destination that stand before
// it in the file.
type (
	Sent             OfReferral // somebody at the desk said that the message was sent
	NotSent          OfReferral // somebody at the desk said that it was not, and will not be
	ReceiptConfirmed OfReferral // the destination has it
	ReplyReceived    OfReferral // the destination answered
)

// AccountUsed says that an account was used in a way that keeps it alive.
type AccountUsed struct {
	At      time.Time
	Account policy.Address // ours; for the use of a shared mailbox, the personal account that it counts for
	How     How            // "" where it is not known
	On      policy.Day     // of the use, not after At
}

// EvidenceImported says that a list of accredited domains took the place of the earlier one.
type EvidenceImported struct {
	At      time.Time
	Seen    policy.Day // when the list was seen
	Domains int        // how many the list has
}

// EvidenceConfirmed says that the practice made sure that a domain is accredited. By is zero where whoever did it is not in
// practice.toml.
type EvidenceConfirmed struct {
	At     time.Time
	Domain Domain
	On     policy.Day
	By     Clinician
}

// AddressVerified says that a clinician made sure that the address of a destination is the right one.
type AddressVerified struct {
	At          time.Time
	Destination DestinationID
	Address     policy.Address
	On          policy.Day
	By          Clinician
}

// Repaired says that what stood at the end of the file was no whole line, as a power cut leaves it, and made way for this
// event. [Book.Append] notes it by itself. Nothing that Append had called noted was in it, or [Read] says so.
type Repaired struct {
	At    time.Time
	Bytes int // how many made way
}

func (e HandedOver) When() time.Time        { return e.At }
func (e Sent) When() time.Time              { return e.At }
func (e NotSent) When() time.Time           { return e.At }
func (e ReceiptConfirmed) When() time.Time  { return e.At }
func (e ReplyReceived) When() time.Time     { return e.At }
func (e AccountUsed) When() time.Time       { return e.At }
func (e EvidenceImported) When() time.Time  { return e.At }
func (e EvidenceConfirmed) When() time.Time { return e.At }
func (e AddressVerified) When() time.Time   { return e.At }
func (e Repaired) When() time.Time          { return e.At }

func (e HandedOver) wire() (string, []field) { return "handed-over", e.fields() }
func (e Sent) wire() (string, []field)       { return "sent", (*OfReferral)(&e).fields() }
func (e NotSent) wire() (string, []field)    { return "not-sent", (*OfReferral)(&e).fields() }
func (e ReceiptConfirmed) wire() (string, []field) {
	return "receipt-confirmed", (*OfReferral)(&e).fields()
}
func (e ReplyReceived) wire() (string, []field)     { return "reply-received", (*OfReferral)(&e).fields() }
func (e AccountUsed) wire() (string, []field)       { return "account-used", e.fields() }
func (e EvidenceImported) wire() (string, []field)  { return "evidence-imported", e.fields() }
func (e EvidenceConfirmed) wire() (string, []field) { return "evidence-confirmed", e.fields() }
func (e AddressVerified) wire() (string, []field)   { return "address-verified", e.fields() }
func (e Repaired) wire() (string, []field)          { return "repaired", e.fields() }

// kinds are all types of event that a file may hold, each with a place of its own to be read into.
func kinds() []kind {
	ofReferral := (*OfReferral).fields
	return []kind{
		newKind((*HandedOver).fields),
		newKind(func(e *Sent) []field { return ofReferral((*OfReferral)(e)) }),
		newKind(func(e *NotSent) []field { return ofReferral((*OfReferral)(e)) }),
		newKind(func(e *ReceiptConfirmed) []field { return ofReferral((*OfReferral)(e)) }),
		newKind(func(e *ReplyReceived) []field { return ofReferral((*OfReferral)(e)) }),
		newKind((*AccountUsed).fields),
		newKind((*EvidenceImported).fields),
		newKind((*EvidenceConfirmed).fields),
		newKind((*AddressVerified).fields),
		newKind((*Repaired).fields),
	}
}

func (e *HandedOver) fields() []field {
	return []field{
		stamp("time", &e.At),
		word("reference", must, &e.Reference, isReference),
		word("destination", must, &e.Destination, isDestinationID),
		address("sender", &e.Sender),
		status("status", &e.Status),
		word("rule", may, &e.Rule, isRule),
		conditions("conditions", &e.Condition, &e.Also),
		clinician("confirmed_by", may, &e.ConfirmedBy),
		urgency("urgency", &e.Urgency),
		urgent("urgent", &e.Urgency),
		site("site", &e.Site),
		word("directory", may, &e.Directory, isDirectoryVersion),
		word("version", may, &e.Version, isVersion),
	}
}

func (e *OfReferral) fields() []field {
	return []field{
		stamp("time", &e.At),
		word("reference", must, &e.Reference, isReference),
		word("destination", must, &e.Destination, isDestinationID),
		clinician("by", may, &e.By),
	}
}

func (e *AccountUsed) fields() []field {
	return []field{
		stamp("time", &e.At),
		address("account", &e.Account),
		word("how", may, &e.How, isHow),
		day("on", &e.On, func() bool { return !e.On.After(policy.DayOf(e.At)) }),
	}
}

func (e *EvidenceImported) fields() []field {
	return []field{
		stamp("time", &e.At),
		day("seen", &e.Seen, always),
		count("domains", &e.Domains),
	}
}

func (e *EvidenceConfirmed) fields() []field {
	return []field{
		stamp("time", &e.At),
		word("domain", must, &e.Domain, isDomain),
		day("on", &e.On, always),
		clinician("by", may, &e.By),
	}
}

func (e *AddressVerified) fields() []field {
	return []field{
		stamp("time", &e.At),
		word("destination", must, &e.Destination, isDestinationID),
		address("address", &e.Address),
		day("on", &e.On, always),
		clinician("by", must, &e.By),
	}
}

func (e *Repaired) fields() []field {
	return []field{
		stamp("time", &e.At),
		count("bytes", &e.Bytes),
	}
}
