package plain

import (
	"errors"
	"fmt"

	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/wording"
)

// firstStart asks for the address that practice.toml will begin with.
func (s *session) firstStart() error {
	s.out.say("Welcome. Which address does the practice send referrals from?")
	s.out.say("Whether a route is secure depends on it. It is kept in %s.", s.with.PracticePath)
	for {
		words, err := s.ask(prompt{
			words: "Type the address, or Enter alone to skip.",
			help:  []string{"Without an address, the route is shown for each kind of mailbox, and nothing can be copied."},
		})
		if err != nil || words.IsEmpty() {
			return err
		}
		account, err := s.typedSender(words.Text)
		if errors.Is(err, errBack) {
			continue
		}
		if err != nil {
			return err
		}
		s.setSender(account)
		if err := s.with.SaveAccount(account); err != nil {
			s.out.say("NOT KEPT. The address is used for now: %s.", err)
			return nil
		}
		s.with.Practice.Accounts = []practice.Account{account}
		s.out.say("KEPT in %s.", s.with.PracticePath)
		return nil
	}
}

// chooseSender asks who sends: an account of the practice, or an address typed for one referral.
func (s *session) chooseSender() error {
	var items []string
	for _, a := range s.with.Practice.Accounts {
		items = append(items, a.Address.String()+", "+wording.Kind(a))
	}
	s.out.say("Which mailbox do you send from?")
	for {
		at, words, err := s.choose(menu{
			prompt: prompt{words: "Type a number, or another address for this referral only.", help: []string{
				"The accounts stand in " + s.with.PracticePath + ". An address that is typed is used until the referral is done."}},
			items: items, free: true,
		})
		if err != nil {
			return err
		}
		if at >= 0 {
			s.setSender(s.with.Practice.Accounts[at])
			break
		}
		account, err := s.typedSender(words)
		if errors.Is(err, errBack) {
			continue
		}
		if err != nil {
			return err
		}
		s.setSender(account)
		break
	}
	s.out.say("TAKEN. Sender: %s, %s.", s.sender.Address, wording.Kind(s.sender))
	return nil
}

// typedSender is the account with an address that was typed. errBack is that another one is wanted.
func (s *session) typedSender(words text.Text) (practice.Account, error) {
	address, err := policy.ParseAddress(words.String())
	if err != nil {
		s.out.say("NOT TAKEN. The address %s.", err)
		return practice.Account{}, errBack
	}
	if ours, listed := s.with.Practice.Account(address); listed {
		return ours, nil
	}
	account := practice.Account{Address: address, Kind: practice.KindOf(address)}
	if account.Kind != "" {
		return account, nil
	}
	s.out.say("%s is not at nhs.net. Does its holder have an Egress account, and will this be sent through Egress?", address)
	kinds := []practice.AccountKind{practice.AccountOther, practice.AccountEgress}
	at, _, err := s.choose(menu{prompt: prompt{words: "Type 1 or 2."}, items: []string{"No, an ordinary mailbox", "Yes, through Egress"}})
	if err != nil {
		return practice.Account{}, err
	}
	account.Kind = kinds[at]
	return account, nil
}

// setSender makes an account the sender. A referral that was begun takes it over as the address for the reply, unless somebody
// wrote another one there.
func (s *session) setSender(a practice.Account) {
	const reply = "reply-address"
	if before := s.form.referral.Answers[reply]; s.form.open && (before.IsEmpty() || before.String() == s.sender.Address.String()) {
		s.form.set(reply, text.Line(a.Address.String()))
	}
	s.sender, s.tag = a, false
}

// needsSender says why nothing can be copied in the end.
func (s *session) needsSender(d string) string {
	return fmt.Sprintf("NO SENDER. Without one nobody can say whether the route to %s is secure, and nothing can be copied in the end.", d)
}
