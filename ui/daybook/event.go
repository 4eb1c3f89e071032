package daybook

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// HandedOver says that a message was handed over to the mail program. Whether it was sent, the program can't know. The time, the
// reference, the destination, the sender and the status are always there; the rest is zero where it is not known.
type HandedOver struct {
	At          time.Time
	Reference   Reference
	Destination DestinationID
	Sender      policy.Address // ours
	Status      policy.Status
	Rule        policy.RuleID      // that decided
	Condition   policy.ConditionID // that was confirmed
	ConfirmedBy Clinician
	Urgency     Urgency
	Version     Version // of this program
}

// The ids of an event. [Book.Append] holds each to its shape, in which no sentence and no full name fits. That a reference which
// a practice typed says nothing of the patient is for package referral to see, which knows the patient.
type (
	Reference     string // of the referral, as package referral makes it: RD-7K4-M39-QPX
	DestinationID string // of the directory: smh-wet-amd
	Version       string // v1.2.3
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

// Urgency is what the directory calls an urgency, without a time frame that was typed. Only [UrgencyOf] and a daybook that is
// read give one.
type Urgency struct{ label text.Text }

// UrgencyOf is the urgency with the id or label of the directory.
func UrgencyOf(u directory.Urgency) Urgency { return Urgency{u.Label} }

// String is the label of the directory.
func (u Urgency) String() string { return u.label.String() }

var (
	referenceShape   = regexp.MustCompile(`^[A-Za-z0-9./-]{4,32}$`)
	destinationShape = regexp.MustCompile(`^[a-z0-9-]{1,128}$`)
	ruleShape        = regexp.MustCompile(`^([A-Z][0-9]{1,2})?$`)
	versionShape     = regexp.MustCompile(`^(v[0-9][0-9A-Za-z.+-]{0,80}|\(devel\))?$`)
)

// check holds every field to its shape. Its errors name the field and never quote it.
func (e HandedOver) check() error {
	for _, field := range []struct {
		name  string
		sound bool
	}{
		{"time", !e.At.IsZero()},
		{"reference", referenceShape.MatchString(string(e.Reference))},
		{"destination", destinationShape.MatchString(string(e.Destination))},
		{"sender", !e.Sender.IsZero()},
		{"status", e.Status != policy.Unknown},
		{"rule", ruleShape.MatchString(string(e.Rule))},
		{"condition", ruleShape.MatchString(string(e.Condition))},
		{"version", versionShape.MatchString(string(e.Version))},
	} {
		if !field.sound {
			return fmt.Errorf("the %s of the hand-off is missing or no %s: it was not noted", field.name, field.name)
		}
	}
	return nil
}

// line is an event as it is written. What is not known is null.
type line struct {
	Format      int                 `json:"format"`
	Type        string              `json:"type"`
	Time        time.Time           `json:"time"`
	Reference   Reference           `json:"reference"`
	Destination DestinationID       `json:"destination"`
	Sender      string              `json:"sender"`
	Status      string              `json:"status"`
	Rule        *policy.RuleID      `json:"rule"`
	Condition   *policy.ConditionID `json:"condition"`
	ConfirmedBy *text.Text          `json:"confirmed_by"`
	Urgency     *text.Text          `json:"urgency"`
	Version     *Version            `json:"version"`
}

const (
	format         = 1
	typeHandedOver = "handed-over"
)

func (e HandedOver) line() line {
	return line{
		Format: format, Type: typeHandedOver, Time: e.At.Truncate(time.Second),
		Reference: e.Reference, Destination: e.Destination, Sender: e.Sender.String(), Status: e.Status.String(),
		Rule: orNull(e.Rule), Condition: orNull(e.Condition),
		ConfirmedBy: orNull(e.ConfirmedBy.name), Urgency: orNull(e.Urgency.label), Version: orNull(e.Version),
	}
}

// event is what a line says, held to the same shapes as when it was written.
func (l line) event() (HandedOver, error) {
	if l.Format != format || l.Type != typeHandedOver {
		return HandedOver{}, errors.New("not an event of this version")
	}
	sender, err := policy.ParseAddress(l.Sender)
	if err != nil {
		return HandedOver{}, err
	}
	e := HandedOver{
		At: l.Time, Reference: l.Reference, Destination: l.Destination, Sender: sender, Status: statusOf(l.Status),
		Rule: orZero(l.Rule), Condition: orZero(l.Condition),
		ConfirmedBy: Clinician{orZero(l.ConfirmedBy)}, Urgency: Urgency{orZero(l.Urgency)}, Version: orZero(l.Version),
	}
	return e, e.check()
}

func statusOf(id string) policy.Status {
	for _, s := range []policy.Status{policy.Secure, policy.Check, policy.NotSecure} {
		if s.String() == id {
			return s
		}
	}
	return policy.Unknown
}

func orNull[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

func orZero[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
