package plain

import (
	"errors"
	"strings"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
	"referraldesk/ui/wording"
)

// action is an item of a menu and what it does.
type action struct {
	words string
	do    func() error
}

func wordsOf(actions []action) []string {
	var words []string
	for _, a := range actions {
		words = append(words, a.words)
	}
	return words
}

// desk is where everything starts, and where back leads in the end. It comes back once something was done.
func (s *session) desk() error {
	s.out.say("")
	s.sayStanding()
	actions := []action{
		{"All destinations", func() error { return s.find("") }},
		{"Sender: who sends", s.chooseSender},
		{"Accounts and their 30 days", s.accounts},
		{"How to get an account", s.advice},
		{"Daybook: handed over, and nothing heard since", s.dues},
	}
	if s.form.touched() {
		actions = append(actions, action{"Go on with the referral to " + s.form.referral.Destination.Name.String(), s.goOn},
			action{"Discard the referral", s.discard})
	}
	at, words, err := s.choose(menu{
		prompt: prompt{words: "Type words to find a destination, or a number.", help: deskHelp()},
		items:  wordsOf(actions), free: true,
	})
	switch {
	case errors.Is(err, errBack):
		s.out.say("This is the desk: there is no step before it. Type q to quit.")
		return nil
	case err != nil:
		return err
	case at < 0:
		return s.find(words.String())
	}
	return actions[at].do()
}

// sayStanding says who sends, and what needs somebody.
func (s *session) sayStanding() {
	if s.sender.Address.IsZero() {
		s.out.say("NO SENDER. Nobody can say yet whether a route is secure.")
	} else {
		s.out.say("Sender: %s, %s.", s.sender.Address, wording.Kind(s.sender))
	}
	log, err := s.with.Daybook()
	if err != nil {
		s.out.say("FAULT. The daybook can't be read, so what is due can't be said: %s.", err)
	}
	if n := len(s.due(log)); n > 0 {
		s.out.say("DUE. %s to ask after: see the daybook.", counted(n, "referral"))
	}
	for _, f := range log.Faults {
		s.out.say("FAULT. Daybook: %s; see referraldesk daybook verify.", f)
	}
	n := 0
	for _, a := range s.with.Practice.Accounts {
		if standing, err := daybook.Standing(log.Entries, a, s.today()); err == nil && standing.Due(daybook.WarnDays) {
			n++
		}
	}
	if n > 0 {
		s.out.say("DUE. %s to use: see the accounts.", counted(n, "account"))
	}
}

func deskHelp() []string {
	return []string{
		"Type any words of the service, the hospital or the address, such as amd. What is found is then chosen by number.",
		"Or type the number of what stands in the list above.",
	}
}

// discard asks, and loses the referral.
func (s *session) discard() error {
	if s.handoff.noted {
		return s.askWhetherSent()
	}
	return s.askToDiscard()
}

// find lists what a query finds, and opens what is chosen of it. Other words search anew.
func (s *session) find(query string) error {
	for {
		s.warnOfGivenUp(query)
		result := s.search(query)
		hits := result.Hits
		var items []string
		for _, h := range hits {
			items = append(items, s.hitWords(h))
		}
		words := "Type a number, or other words to search."
		if len(hits) == 0 {
			s.out.say("NOTHING FOUND. Nothing has all these words: try one word of the service, the hospital or the address.")
			s.out.say("Another practice's or person's address: the People tab of the NHSmail inbox.")
			words = "Type other words to search."
		} else {
			s.out.say("FOUND %d.", result.Total)
		}
		at, other, err := s.choose(menu{prompt: prompt{words: words, help: deskHelp()}, items: items, free: true})
		switch {
		case err != nil:
			return err
		case at < 0:
			query = other.String()
			continue
		}
		if err := s.open(hits[at]); !errors.Is(err, errBack) {
			return err
		}
	}
}

// hitWords are an entry in a list: the verdict first, so that it can be heard before the rest.
func (s *session) hitWords(h directory.Hit) string {
	if c := h.Contact; c != nil {
		return c.Name.String() + ". Help with accounts, not for patient data."
	}
	if h.Listing != nil {
		return listingWords(*h.Listing)
	}
	d := h.Destination
	words := []string{}
	if !s.sender.Address.IsZero() {
		words = append(words, statusWords(s.judge(*d).Status))
	}
	words = append(words, d.Name.String())
	if !d.Trust.IsEmpty() {
		words = append(words, d.Trust.String())
	}
	return strings.Join(append(words, d.Address.String()), ". ")
}

// warnOfGivenUp says so where an address was typed or pasted that was given up.
func (s *session) warnOfGivenUp(query string) {
	typed, err := policy.ParseAddress(strings.TrimSpace(query))
	if err != nil {
		return
	}
	gone := s.with.Directory.Recipient(typed).Superseded
	if gone == nil {
		return
	}
	now := gone.Name.String()
	if !gone.By.IsZero() {
		now = gone.By.String()
	}
	s.sourced("GIVEN UP. "+typed.String()+" is no longer in use. Now: "+now+".", gone.Source)
}

func (s *session) open(h directory.Hit) error {
	switch {
	case h.Contact != nil:
		return s.contact(*h.Contact)
	case h.Listing != nil:
		return s.listing(*h.Listing)
	}
	return s.route(*h.Destination)
}

// contact says whom to ask about an account.
func (s *session) contact(c directory.Contact) error {
	s.out.say("NOT FOR PATIENT DATA. A referral can't be written to it.")
	s.out.say("%s: %s", c.Name, c.Reach())
	s.sourced(c.For.String(), c.Source)
	if words := c.Local.Words(); words != "" {
		s.out.say("By your directory.toml: %s.", words)
	}
	actions := []action{{"Copy " + c.Reach(), func() error { return s.copyReach(c.Reach()) }}}
	if !c.Address.IsZero() {
		actions = append(actions, s.mailAction(c.Address))
	}
	return s.act(actions, nil)
}

// copyReach copies an address or a number that is nobody's secret: it stays on the clipboard.
func (s *session) copyReach(words string) error {
	s.copyText(words, words, false)
	return nil
}

func (s *session) mailAction(a policy.Address) action {
	return action{"Open the mail program with the address alone", func() error {
		if err := s.with.OpenMail(a); err != nil {
			s.out.say("NOT OPENED. %s.", err)
			return nil
		}
		s.out.say("OPENED. The mail program was asked to write to %s.", a)
		return nil
	}}
}

// act offers actions until one of them leads elsewhere: it ends with an error, be it one step back.
func (s *session) act(actions []action, help []string) error {
	words := "Type a number."
	if len(actions) == 0 {
		words = "Type b."
	}
	for {
		at, _, err := s.choose(menu{prompt: prompt{words: words, help: help}, items: wordsOf(actions)})
		if err == nil {
			err = actions[at].do()
		}
		if err != nil {
			return err
		}
	}
}
