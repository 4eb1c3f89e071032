package policy

import (
	"cmp"
	"slices"
	"strings"

	"referraldesk/policy/text"
)

// EvidenceDays is how long a sighting of a domain on the DCB1596 list counts as evidence: accreditation lasts one year (fact
// N2), so 365 days after the sighting is the latest that it can run out.
const EvidenceDays = 365

// Evidence is one sighting of a domain on the DCB1596 list of accredited domains.
type Evidence struct {
	Domain      string    // in lower case, exact: no wildcard, no sub-domain
	Seen        Day       // the day of the sighting; before it, the evidence does not exist
	Source      text.Text // which list, in words
	ConfirmedBy text.Text // the person who confirmed it for the practice; empty for an official list
}

// LastDay is the last day that the evidence is in date.
func (e Evidence) LastDay() Day { return e.Seen.Add(EvidenceDays) }

// inDate says whether the evidence counts on the day; before it was seen it does not exist.
func (e Evidence) inDate(on Day) bool {
	age := on.Since(e.Seen)
	return 0 <= age && age <= EvidenceDays
}

// Accredited is all the evidence at hand. The zero value holds none. It is never changed: [Accredited.With] makes another.
type Accredited struct {
	sightings []Evidence
	byDomain  map[string][]Evidence // the latest sighting first
	known     []likeness            // every domain once, in order, for look-alikes
}

// Published is the evidence that comes with the program: of the list of 2025-05-22, the one domain outside nhs.net that the
// local page sends referrals to (fact N3).
func Published() Accredited {
	return Accredited{}.With(Evidence{
		Domain: "mkuh.nhs.uk",
		Seen:   NewDay(2025, 5, 22),
		Source: text.Line("NHS Digital's list of DCB1596-accredited domains, copy of 22/05/2025"),
	})
}

// With is the evidence of a and more. Evidence without a day, or whose domain no address could have (a wildcard, a space, a
// letter outside ASCII), proves nothing and is left out.
func (a Accredited) With(more ...Evidence) Accredited {
	all := slices.Clone(a.sightings)
	for _, e := range more {
		if isDomain(e.Domain) && !e.Seen.IsZero() {
			e.Domain = strings.ToLower(e.Domain)
			all = append(all, e)
		}
	}
	return index(all)
}

// All lists the evidence in the order in which it was given.
func (a Accredited) All() []Evidence { return slices.Clone(a.sightings) }

func index(all []Evidence) Accredited {
	a := Accredited{sightings: all, byDomain: make(map[string][]Evidence, len(all))}
	for _, e := range all {
		if _, found := a.byDomain[e.Domain]; !found {
			a.known = append(a.known, likenessOf(e.Domain))
		}
		a.byDomain[e.Domain] = append(a.byDomain[e.Domain], e)
	}
	for _, sightings := range a.byDomain {
		slices.SortStableFunc(sightings, better)
	}
	slices.SortFunc(a.known, func(x, y likeness) int { return cmp.Compare(x.domain, y.domain) })
	return a
}

// better puts the later of two sightings first and, of the same day, the official list before a confirmation.
func better(x, y Evidence) int {
	return cmp.Or(y.Seen.Since(x.Seen), cmp.Compare(x.ConfirmedBy.String(), y.ConfirmedBy.String()))
}

// knows says whether the domain was ever seen on the list, on whatever day.
func (a Accredited) knows(domain string) bool { return len(a.byDomain[domain]) > 0 }

// asOf is the best sighting of the domain that exists on the day.
func (a Accredited) asOf(domain string, on Day) (Evidence, bool) {
	for _, e := range a.byDomain[domain] {
		if !e.Seen.After(on) {
			return e, true
		}
	}
	return Evidence{}, false
}

// isDomain says whether an address could have the domain. It must hold before letters are folded: the Kelvin sign, for one,
// has an ASCII k as its lower case.
func isDomain(domain string) bool {
	for i := range len(domain) {
		if !isDomainByte(domain[i]) {
			return false
		}
	}
	return checkDomain("@"+domain, 1) == nil
}
