// Package handover is a referral on its way out: to whom it goes beside the destination, how the route to all of them is judged,
// what a person must confirm, which texts are taken over one after another, and what the daybook keeps of it.
//
// The desk and plain mode both ask it, so that the two can't differ in what may leave, nor in what is asked first. It is pure and
// knows no screen: the day, the sender and the answers are arguments. It must never judge a route itself (package policy does),
// never change a word of the message (package referral has them), and never say that anything was sent.
package handover

import (
	"time"

	"referraldesk/directory"
	"referraldesk/directory/ods"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/daybook"
	"referraldesk/ui/referral"
)

// Case is a referral as it stands, with everything that its hand-over rests on.
type Case struct {
	Practice   practice.Practice
	Directory  *directory.Directory
	Accredited policy.Accredited
	Sender     practice.Account // its address is zero while nobody is set
	Tag        bool             // [secure] is wanted on the subject
	Today      policy.Day       // the day of judging
	Referral   referral.Referral
}

// Route is the route from a sender, who need not be the one who is set, to recipients.
func (c Case) Route(from policy.Sender, to ...policy.Recipient) policy.Route {
	return policy.Route{
		From:           from,
		To:             to,
		SecureTag:      c.Tag,
		SecureApproved: c.Practice.SecureTag != nil,
		On:             c.Today,
		Accredited:     c.Accredited,
	}
}

// From is the sender as the policy knows it.
func (c Case) From() policy.Sender {
	if c.Sender.Address.IsZero() {
		return policy.Sender{}
	}
	return c.Sender.Sender()
}

// Verdict is the verdict on the referral: the worst of the destination and everybody on Cc.
func (c Case) Verdict() policy.Verdict {
	to := []policy.Recipient{c.Referral.Destination.Recipient()}
	for _, a := range c.cc() {
		to = append(to, c.Directory.Recipient(a))
	}
	return policy.Assess(c.Route(c.From(), to...))
}

// GP is the address for the GP's copy, and the verdict on it; wanted is false where no copy can be made.
func (c Case) GP() (address policy.Address, v policy.Verdict, wanted bool) {
	a := c.Referral.Answers
	address, err := policy.ParseAddress(a[AskGPAddress].String())
	if err != nil || !Wants(a, CopyForGP) {
		return policy.Address{}, policy.Verdict{}, false
	}
	return address, policy.Assess(c.Route(c.From(), c.Directory.Recipient(address))), true
}

// GPWords say for which practice the GP's copy is meant: the address alone names nobody whom one knows.
func (c Case) GPWords() string {
	practice := c.Referral.Answers[AskGPPractice]
	if practice.IsEmpty() {
		return "No GP practice is recorded: make sure whose address this is."
	}
	return "It is for " + practice.String() + ": make sure that the address is theirs."
}

// Verdicts are the verdict on the message, then that on the copy for the GP where one is wanted.
func (c Case) Verdicts() []policy.Verdict {
	all := []policy.Verdict{c.Verdict()}
	if _, v, wanted := c.GP(); wanted {
		all = append(all, v)
	}
	return all
}

// MayGo says that patient data may take the route, once what it asks is confirmed.
func MayGo(s policy.Status) bool { return s == policy.Secure || s == policy.Check }

// Event is what the daybook keeps of the hand-over at a moment: nothing of the patient. confirmedBy is whoever answered the
// review, and is kept only where practice.toml names them; version is that of this program.
func (c Case) Event(at time.Time, confirmedBy text.Text, version string) daybook.HandedOver {
	r, v := c.Composed(), c.Verdict()
	e := daybook.HandedOver{
		At:          at,
		Reference:   daybook.Reference(r.Reference.String()),
		Destination: daybook.DestinationID(r.Destination.ID),
		Sender:      c.Sender.Address,
		Status:      v.Status,
		Directory:   daybook.DirectoryVersion(c.Directory.Version),
		Version:     daybook.Version(version),
	}
	for _, to := range v.Recipients {
		switch {
		case e.Rule == "" && to.Status == v.Status:
			e.Rule, e.Condition = to.Rule, to.Condition
		case to.Condition != "":
			e.Also = append(e.Also, to.Condition)
		}
	}
	e.Site, _ = ods.ParseCode(c.Practice.ODSCode.String())
	if u, chosen := referral.ChosenUrgency(r.Destination, r.Answers); chosen {
		e.Urgency = daybook.UrgencyOf(u)
	}
	e.ConfirmedBy, _ = daybook.KnownClinician(confirmedBy, c.Practice)
	return e
}
