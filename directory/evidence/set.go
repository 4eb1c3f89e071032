package evidence

import (
	"errors"
	"fmt"
	"slices"

	"referraldesk/policy"
	"referraldesk/policy/text"
)

// Set is all the evidence that a practice has of its own. The zero Set holds none: what came with the program is then all
// there is.
type Set struct {
	Import        *Import        `json:"import"` // nil where no list was ever imported
	Confirmations []Confirmation `json:"confirmations"`
}

// Import is the official list as it was taken over, on the day on which it was seen.
type Import struct {
	File    text.Text  `json:"file"`
	Seen    policy.Day `json:"seen"`
	Domains []string   `json:"domains"` // in lower case, exact
}

// Confirmation is the practice's own word for a domain: who made sure of it, where, and when.
type Confirmation struct {
	Domain string     `json:"domain"`
	By     text.Text  `json:"by"`
	Source text.Text  `json:"source"`
	On     policy.Day `json:"on"`
}

// maxWords is how long a name or a source may be, in bytes.
const maxWords = 500

// Accredited is everything that the policy may rest a verdict on. An import takes the place of all earlier evidence: of what
// came with the program only that counts which the import lists too, or which is later than it.
func (s Set) Accredited() policy.Accredited {
	var all []policy.Evidence
	for _, e := range policy.Published().All() {
		if s.Import == nil || s.Import.has(e.Domain) || e.Seen.After(s.Import.Seen) {
			all = append(all, e)
		}
	}
	if s.Import != nil {
		source := text.Line("DCB1596 list imported from " + s.Import.File.String())
		for _, domain := range s.Import.Domains {
			all = append(all, policy.Evidence{Domain: domain, Seen: s.Import.Seen, Source: source})
		}
	}
	for _, c := range s.Confirmations {
		all = append(all, policy.Evidence{Domain: c.Domain, Seen: c.On, Source: c.Source, ConfirmedBy: c.By})
	}
	return policy.Accredited{}.With(all...)
}

func (i *Import) has(domain string) bool { return slices.Contains(i.Domains, domain) }

// withImport is the evidence after an import. It ends every confirmation of a domain that it does not list, unless the
// confirmation is of a later day than the list.
func (s Set) withImport(i Import) Set {
	s.Import = &i
	s.Confirmations = slices.DeleteFunc(slices.Clone(s.Confirmations), func(c Confirmation) bool {
		return !i.has(c.Domain) && !c.On.After(i.Seen)
	})
	return s
}

// withConfirmation is the evidence after a confirmation, which takes the place of another one of the same domain and day.
func (s Set) withConfirmation(c Confirmation) (Set, error) {
	if s.Import != nil && !s.Import.has(c.Domain) && c.On.Before(s.Import.Seen) {
		return Set{}, fmt.Errorf("domain %q: it is not on the list seen on %s, which is later than %s: "+
			"ask again, and confirm it with the day of the answer", c.Domain, s.Import.Seen.UK(), c.On.UK())
	}
	s.Confirmations = slices.DeleteFunc(slices.Clone(s.Confirmations), func(old Confirmation) bool {
		return old.Domain == c.Domain && old.On == c.On
	})
	s.Confirmations = append(s.Confirmations, c)
	return s, nil
}

// check says what of the evidence could not stand.
func (s Set) check() error {
	if s.Import != nil {
		if err := s.Import.check(); err != nil {
			return fmt.Errorf("import: %w", err)
		}
	}
	for _, c := range s.Confirmations {
		if err := c.check(); err != nil {
			return fmt.Errorf("domain %q: %w", c.Domain, err)
		}
	}
	return nil
}

func (i *Import) check() error {
	if len(i.Domains) == 0 {
		return errors.New("it has no domains: import the whole list")
	}
	for _, domain := range i.Domains {
		if err := checkExact(domain); err != nil {
			return err
		}
	}
	if i.Seen.IsZero() {
		return errors.New("the day on which it was seen is missing: give it as YYYY-MM-DD")
	}
	return nil
}

func (c Confirmation) check() error {
	if err := checkExact(c.Domain); err != nil {
		return err
	}
	switch {
	case c.By.IsEmpty():
		return errors.New("who confirmed it is missing: give the name")
	case c.Source.IsEmpty():
		return errors.New("where it was confirmed is missing: say who or what was asked")
	case len(c.By.String()) > maxWords || len(c.Source.String()) > maxWords:
		return fmt.Errorf("the name or the source has more than %d characters: shorten it", maxWords)
	case c.On.IsZero():
		return errors.New("the day on which it was confirmed is missing: give it as YYYY-MM-DD")
	}
	return nil
}

// checkExact refuses what is not a domain as the policy compares it.
func checkExact(domain string) error {
	exact, reason := exactDomain(domain)
	switch {
	case reason != "":
		return fmt.Errorf("%q %s: give the exact domain", domain, reason)
	case exact != domain:
		return fmt.Errorf("%q has capitals: give the domain in lower case", domain)
	}
	return nil
}

// notFuture refuses evidence of a day that has not come: it would outlast its year.
func notFuture(day, today policy.Day) error {
	if day.After(today) {
		return fmt.Errorf("%s has not come yet: give today or an earlier day", day.UK())
	}
	return nil
}
