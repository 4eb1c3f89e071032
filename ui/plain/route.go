package plain

import (
	"errors"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/ui/wording"
)

// judge is the verdict on the route from whoever sends.
func (s *session) judge(d directory.Destination) policy.Verdict {
	c := s.inHand()
	return policy.Assess(c.Route(c.From(), d.Recipient()))
}

// route says everything of a destination, the verdict first, and what can be done there.
func (s *session) route(d directory.Destination) error {
	for {
		s.sayRoute(d)
		if err := s.act(s.routeActions(d), routeHelp()); !errors.Is(err, errAnew) {
			return err
		}
	}
}

func routeHelp() []string {
	return []string{
		"Write a referral asks what the destination asks for, question by question, and shows all of it before anything is copied.",
		"Another sender shows what would be said of any mailbox.",
	}
}

func (s *session) routeActions(d directory.Destination) []action {
	actions := []action{
		{"Write a referral", func() error { return s.openReferral(d) }},
		{"Copy the address", func() error { return s.copyReach(d.Address.String()) }},
		s.mailAction(d.Address),
		{"Another sender", func() error {
			if err := s.chooseSender(); err != nil && !errors.Is(err, errBack) {
				return err
			}
			return errAnew
		}},
	}
	if s.mayTag(s.judge(d)) {
		words := "Put [secure] first in the subject"
		if s.tag {
			words = "Take [secure] off the subject"
		}
		actions = append(actions, action{words, func() error {
			s.tag = !s.tag
			return errAnew
		}})
	}
	return actions
}

// mayTag says whether [secure] may be put on the subject: it does something on the route, and local policy approves.
func (s *session) mayTag(v policy.Verdict) bool {
	return v.TagHelps() && s.with.Practice.SecureTag != nil
}

func (s *session) sayRoute(d directory.Destination) {
	if s.sender.Address.IsZero() {
		s.sayPreviews(d)
	} else {
		v := s.judge(d)
		s.out.say("%s: %s.", statusWords(v.Status), v.Headline)
		s.out.say("%s: %s", d.Name, d.Address)
		s.sayReasons(v)
		s.sayRemedies(v)
	}
	s.sayVerified(d)
	s.out.say("Before you send:")
	for _, n := range d.Notes {
		s.sourced(n.Text.String(), n.Source)
	}
	s.out.say("Form: %s.", wording.Form(d.Form))
	s.out.say("Phone: %s.", wording.OrNotPublished(d.Phone))
	s.out.say("Hours: %s.", wording.OrNotPublished(d.Hours))
}

// sayPreviews says the verdict for each kind of sender, while none is set.
func (s *session) sayPreviews(d directory.Destination) {
	s.out.say("NO SENDER. From each kind of mailbox to %s, %s:", d.Name, d.Address)
	c := s.inHand()
	for _, k := range []struct {
		words string
		kind  policy.Kind
	}{{"NHSmail", policy.NHSmail}, {"an Egress account", policy.Egress}, {"any other mailbox", policy.Other}} {
		v := policy.Assess(c.Route(policy.AnySender(k.kind), d.Recipient()))
		s.out.say("%s from %s.", statusWords(v.Status), k.words)
		for _, r := range v.Recipients {
			if len(r.Reasons) > 0 {
				s.sourced(r.Reasons[0].Text, r.Reasons[0].Source)
			}
		}
	}
}

func (s *session) sayReasons(v policy.Verdict) {
	for _, r := range v.Recipients {
		for _, reason := range r.Reasons {
			s.sourced(reason.Text, reason.Source)
		}
		for _, e := range r.Basis {
			s.out.say("%s", wording.Basis(e, s.today()))
		}
	}
}

func (s *session) sayRemedies(v policy.Verdict) {
	if v.Status == policy.Secure {
		return
	}
	s.out.say("What to do:")
	for _, r := range v.Recipients {
		for _, remedy := range r.Remedies {
			s.sourced(wording.WithContact(remedy.Text, remedy.Contact), remedy.Source)
		}
	}
}

func (s *session) sayVerified(d directory.Destination) {
	s.out.say("%s", d.Age(s.today()).Words)
	if words := d.Local.Words(); words != "" {
		s.out.say("By your directory.toml: %s.", words)
	}
}
