package directory

import (
	"slices"
	"strings"

	"referraldesk/policy"
)

// Destination is the destination with the id.
func (d *Directory) Destination(id string) (Destination, bool) {
	i := slices.IndexFunc(d.Destinations, func(x Destination) bool { return x.ID == id })
	if i < 0 {
		return Destination{}, false
	}
	return d.Destinations[i], true
}

// Source is the source with the id.
func (d *Directory) Source(id policy.SourceID) (Source, bool) {
	i := slices.IndexFunc(d.Sources, func(x Source) bool { return x.ID == id })
	if i < 0 {
		return Source{}, false
	}
	return d.Sources[i], true
}

// Recipient is what the rules need to know of any address, typed or pasted: what the directory says of it, and nothing where
// it knows it not. An address that was given up names what took its place, also where a destination has it again.
func (d *Directory) Recipient(address policy.Address) policy.Recipient {
	r := policy.Recipient{Address: address, Superseded: d.givenUp(address)}
	for _, x := range d.Destinations {
		switch {
		case x.Address.Same(address):
			r.Egress, r.Urgent = x.Egress, r.Urgent || x.Urgent
		case r.Superseded != nil && x.Address.Same(r.Superseded.By):
			r.Urgent = r.Urgent || x.Urgent // what went to the old mailbox is as urgent as what goes to the new one
		}
	}
	return r
}

// Recipient is what the rules need to know of the destination's address.
func (d Destination) Recipient() policy.Recipient {
	return policy.Recipient{Address: d.Address, Egress: d.Egress, Urgent: d.Urgent, Superseded: d.givenUp}
}

// givenUp says what took the place of an address, nil where nothing did.
func (d *Directory) givenUp(address policy.Address) *policy.Superseded {
	for _, x := range d.Destinations {
		for _, old := range x.Superseded {
			if old.Address.Same(address) {
				return &policy.Superseded{By: x.Address, Name: x.Name, Source: old.Source}
			}
		}
	}
	for _, gone := range d.Withdrawn {
		if gone.Address.Same(address) {
			return &policy.Superseded{Name: gone.Now, Source: gone.Source}
		}
	}
	return nil
}

// Address is where a list entry lies, on one line, with its postcode. Many lists begin it with the name once more: that is left
// out.
func (l Listing) Address() string {
	detail := strings.TrimPrefix(l.Detail.String(), l.Name.String()+", ")
	return joined(detail, l.Postcode.String())
}

// LastRead is the latest day on which one of the sources was read: what the directory says is no younger than that.
func (d *Directory) LastRead() policy.Day {
	var last policy.Day
	for _, s := range d.Sources {
		if s.Read.After(last) {
			last = s.Read
		}
	}
	return last
}
