// Package directory knows where a referral can go: the destinations, the contacts that help with accounts, and the published
// sources of everything that the program says.
//
// It reads them (the embedded bucks.toml, and the practice's own directory.toml over it), checks them, and finds them for a typed
// query. Every string is cleaned at this door ([text.Text]) and every address parsed ([policy.Address]), so that nothing behind
// it checks again. It must never know a terminal, never judge a route (package policy does) and never fill a hole: what is not
// published stays empty, and is shown as [NotPublished].
package directory

import (
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// NotPublished is what stands where no source gives a form, a phone number or an hour.
const NotPublished = "not published — check locally"

// NotVerified is what stands beside an address that nobody of the practice has verified.
const NotVerified = "never verified by anyone here"

// Directory is a checked set of sources, destinations and contacts, in the order of the file.
type Directory struct {
	Sources      []Source
	Destinations []Destination
	Contacts     []Contact
	Withdrawn    []Withdrawn
	Version      string // of the texts that it was read from, 16 hexadecimal digits

	urgencies []Urgency  // those of every destination
	questions []Question // those of every destination
}

// Source is where a statement stands.
type Source struct {
	ID        policy.SourceID
	Title     text.Text
	URL       text.Text // empty where there is none
	Published text.Text // what the source says of its own age: "2019", "undated, after 2022-12"
	Read      policy.Day
}

// Destination is a service that takes referrals by e-mail.
type Destination struct {
	ID         string
	Name       text.Text // as on the page
	Aliases    []text.Text
	Trust      text.Text // hospital and trust: "Stoke Mandeville · Buckinghamshire Healthcare"
	Address    policy.Address
	Egress     bool    // declared to hold an Egress account
	Urgent     bool    // a service for what cannot wait
	GPArea     *GPArea // nil where nothing is published on whose patients it is for
	Superseded []Superseded
	Form       *Form     // nil where none is published
	Phone      text.Text // empty where none is published
	Hours      text.Text // empty where none are published
	Verified   *Verified // nil where nobody has verified the address
	Notes      []Note
	Urgencies  []Urgency  // the choices that a clinician has, the shared ones first
	Questions  []Question // what the referral asks, the shared ones in their places
	Local      Local      // how the practice's own file changed it

	outdated *Verified          // who verified another address, which the destination no longer has
	givenUp  *policy.Superseded // not nil where the directory says elsewhere that this very address was given up
}

// GPArea is whose patients a destination is for: those of the GP practices of these commissioners.
type GPArea struct {
	Commissioners []text.Text // their codes: "14Y"
	Source        policy.SourceID
}

// Superseded is an address that the destination had before, or that was given up for it.
type Superseded struct {
	Address policy.Address
	Source  policy.SourceID // "" where the practice's own file gave the destination another one
}

// Withdrawn is an address of a service that is gone, where no one destination took its place.
type Withdrawn struct {
	Address policy.Address
	Name    text.Text       // what it was: "Operose, which left in March 2023"
	Now     text.Text       // what stands in its place, in words; empty where the practice's own file withdrew it
	Source  policy.SourceID // "" there too
}

// Form is the referral form that a destination asks for. What is not published is empty.
type Form struct{ Name, Version, Where text.Text }

// Verified says who last made sure that an address is the right one, and when.
type Verified struct {
	On      policy.Day
	By      text.Text
	Address policy.Address // the address that was made sure of; zero where that is not written, for whichever is there
}

// Note is a protocol note, with its source.
type Note struct {
	Text   text.Text
	Source policy.SourceID
}

// Urgency is one of the choices that a clinician has. The program never picks one.
type Urgency struct {
	Label      text.Text // "Urgent"
	Frame      text.Text // "within one week"; empty where the clinician types it
	Source     policy.SourceID
	PhoneFirst bool // an e-mail must not be the only act
}

// Contact is somebody to ask about an account. It is never a place for patient data.
type Contact struct {
	ID      string
	Name    text.Text
	Address policy.Address // of Address, Phone and URL exactly one is set
	Phone   text.Text
	URL     text.Text
	For     text.Text // what to ask them
	Source  policy.SourceID
	Local   Local // how the practice's own file changed it
}

// Reach is how to reach the contact: its address, phone number or web address.
func (c Contact) Reach() string {
	switch {
	case !c.Address.IsZero():
		return c.Address.String()
	case !c.Phone.IsEmpty():
		return c.Phone.String()
	}
	return c.URL.String()
}
