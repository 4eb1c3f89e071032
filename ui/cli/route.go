package cli

import (
	"github.com/spf13/pflag"

	"referraldesk/directory/practice"
	"referraldesk/policy"
)

// sending are the flags that say who sends, how, and as of which day it is judged. They win over practice.toml.
type sending struct {
	from      address
	egress    declaration
	secureTag bool
	on        day
}

func (s *sending) addTo(f *pflag.FlagSet) {
	f.Var(&s.from, "from", "the sending address; without it, the first account of practice.toml")
	declare(f, &s.egress, "egress", "the sender holds an Egress account")
	f.BoolVar(&s.secureTag, "secure-tag", false, "[secure] stands first in the subject, and local policy approves of it")
	f.Var(&s.on, "on", "judge as of this day; without it, today")
}

// sender is who sends: as practice.toml knows the address, but for what a flag declares.
func (s sending) sender(p practice.Practice) (policy.Sender, error) {
	from := s.from.Address
	if from.IsZero() {
		if len(p.Accounts) == 0 {
			return policy.Sender{}, misused("no sender: give --from ADDRESS, or an [[account]] in practice.toml")
		}
		from = p.Accounts[0].Address
	}
	account, _ := p.Account(from)
	return policy.NewSender(from, s.egress.or(account.Kind == practice.AccountEgress)), nil
}

// judge judges the route from the sender to all of the recipients.
func (s sending) judge(w World, p practice.Practice, known policy.Accredited, from policy.Sender, to ...policy.Recipient) policy.Verdict {
	return policy.Assess(policy.Route{
		From: from, To: to,
		SecureTag:      s.secureTag,
		SecureApproved: s.secureTag || p.SecureTag != nil,
		On:             s.on.or(w.today()),
		Accredited:     known,
	})
}
