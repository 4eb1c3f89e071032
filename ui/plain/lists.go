package plain

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
	"referraldesk/ui/wording"
)

// accounts says where each account of the practice stands, and notes a use of one.
func (s *session) accounts() error {
	for {
		log, err := s.with.Daybook()
		if err != nil {
			s.out.say("FAULT. The daybook can't be read, so uses are not known: %s.", err)
		}
		if len(s.with.Practice.Accounts) == 0 {
			s.out.say("NONE is kept in %s: add one with referraldesk accounts add ADDRESS.", s.with.PracticePath)
		}
		m := menu{prompt: prompt{words: "Type the number of an account that was used today.", help: []string{
			"Used means, at least every 30 days: logged in to the NHSmail portal or to O365, opened in Outlook, or sent a message from it."}}}
		for _, a := range s.with.Practice.Accounts {
			m.items = append(m.items, s.accountWords(a, log.Entries))
		}
		at, _, err := s.choose(m)
		if err != nil {
			return err
		}
		if err := s.used(s.with.Practice.Accounts[at]); err != nil && !errors.Is(err, errBack) {
			return err
		}
	}
}

func (s *session) accountWords(a practice.Account, entries []daybook.Entry) string {
	words := fmt.Sprintf("%s, %s: ", a.Address, wording.Kind(a))
	standing, err := daybook.Standing(entries, a, s.today())
	if err != nil {
		return words + err.Error() + "."
	}
	words += standing.Headline + "."
	if next := wording.WithContact(standing.Next.Text, standing.Next.Contact); next != "" {
		words += " " + next
	}
	return words
}

// used asks how an account was used today, and of a shared mailbox by whom.
func (s *session) used(a practice.Account) error {
	if a.Shared {
		personal, err := s.askWhoUsed(a)
		if err != nil || personal.Address.IsZero() {
			return err
		}
		a = personal
	}
	ways := []struct {
		words string
		how   daybook.How
	}{{"Not used", ""}, {"NHSmail portal", daybook.UsedPortal}, {"O365", daybook.UsedO365}, {"Outlook", daybook.UsedOutlook}, {"Sent a message", daybook.UsedSending}}
	m := menu{prompt: prompt{words: "Type a number."}}
	for _, w := range ways {
		m.items = append(m.items, w.words)
	}
	s.out.say("How was %s used today?", a.Address)
	at, _, err := s.choose(m)
	if err == nil && ways[at].how != "" {
		s.note(a.Address.String()+" was used", daybook.AccountUsed{At: s.with.Now(), Account: a.Address, How: ways[at].how, On: s.today()})
	}
	return err
}

// advice asks what the advice on an account depends on, and says the steps. b goes one question back.
func (s *session) advice() error {
	situations := []policy.Situation{{}}
	for {
		now := situations[len(situations)-1]
		open := now.Open()
		if len(open) == 0 {
			if err := s.steps(policy.Advise(now)); !errors.Is(err, errBack) {
				return err
			}
			situations = situations[:len(situations)-1]
			continue
		}
		m := menu{prompt: prompt{words: "Type a number.", help: []string{"What to do follows once every question is answered."}}}
		for _, c := range open[0].Choices {
			m.items = append(m.items, c.Words)
		}
		s.out.say("%s", open[0].Words)
		at, _, err := s.choose(m)
		switch {
		case errors.Is(err, errBack) && len(situations) > 1:
			situations = situations[:len(situations)-1]
			continue
		case err != nil:
			return err
		}
		if now, err = now.With(open[0].ID, open[0].Choices[at].ID); err != nil {
			return err
		}
		situations = append(situations, now)
	}
}

// steps says what to do, and copies whom a step names.
func (s *session) steps(advice policy.Advice) error {
	s.out.say("What to do:")
	var actions []action
	for i, step := range advice.Steps {
		s.sourced(fmt.Sprintf("%d. %s", i+1, wording.WithContact(step.Text, step.Contact)), step.Source)
		if step.Missing != "" {
			s.out.say("MISSING. %s.", wording.UpperFirst(step.Missing))
		}
		for _, c := range step.Conflict {
			s.sourced("DISPUTED. "+c.Text, c.Source)
		}
		words := "Copy " + step.Contact
		if step.Contact != "" && !slices.Contains(wordsOf(actions), words) {
			actions = append(actions, action{words, func() error { return s.copyReach(step.Contact) }})
		}
	}
	if len(actions) > 0 {
		s.out.say("Whom it names:")
	}
	return s.act(actions, nil)
}

// due are the referrals to ask after today.
func (s *session) due(log daybook.Log) []daybook.Outstanding {
	return daybook.Due(log.Entries, s.today(), daybook.Rules(s.with.Practice.Chasing))
}

// dues lists what was handed over and never came back, and notes what became of it.
func (s *session) dues() error {
	for {
		log, err := s.with.Daybook()
		due := s.due(log)
		rules := s.with.Practice.Chasing
		switch {
		case err != nil:
			s.out.say("FAULT. What is due can't be said: %s.", err)
		case len(due) == 0:
			s.out.say("NOTHING is due. It will be: %s after an emergency, urgent or other referral, %s after a routine one.",
				counted(rules.UrgentDays, "day"), counted(rules.WorkingDays, "working day"))
		default:
			s.out.say("DUE. %s handed over, and nothing heard since.", counted(len(due), "referral"))
		}
		m := menu{prompt: prompt{words: "Type b.", help: []string{
			"The patient's record has the reference: ask the service whether the referral arrived, then say here what became of it."}}}
		if len(due) > 0 {
			m.words = "Type a number to say what became of it."
		}
		for _, o := range due {
			m.items = append(m.items, s.dueWords(o))
		}
		at, _, err := s.choose(m)
		if err != nil {
			return err
		}
		if err := s.settle(due[at].HandOff); err != nil && !errors.Is(err, errBack) {
			return err
		}
	}
}

func (s *session) dueWords(o daybook.Outstanding) string {
	h := o.HandOff
	name := string(h.Destination)
	if d, ok := s.with.Directory.Destination(name); ok {
		name = d.Name.String()
	}
	return fmt.Sprintf("%s, to %s. %s, handed over on %s, due since %s.",
		h.Reference, name, cmp.Or(h.Urgency.String(), "Urgency not known"), policy.DayOf(h.At).UK(), o.From.UK())
}

// settle notes what became of a referral. It stays on the list until somebody knows.
func (s *session) settle(h daybook.HandedOver) error {
	about := daybook.OfReferral{Reference: h.Reference, Destination: h.Destination}
	ways := []struct {
		words string
		event func() daybook.Event
	}{
		{"they have it", func() daybook.Event { return daybook.ReceiptConfirmed(about) }},
		{"they replied", func() daybook.Event { return daybook.ReplyReceived(about) }},
		{"it was never sent", func() daybook.Event { return daybook.NotSent(about) }},
	}
	s.out.say("%s. What became of it?", h.Reference)
	for i, w := range ways {
		s.out.say("%d. %s", i+1, wording.UpperFirst(w.words))
	}
	code := string(h.Reference[max(0, len(h.Reference)-3):])
	for {
		words, err := s.ask(prompt{
			words: fmt.Sprintf("Type the number and %s, such as 1 %s, or b where nothing was heard yet.", code, code),
			help:  []string{"The code makes sure that it is said of this referral, and not by accident."},
		})
		if err != nil {
			return err
		}
		for i, w := range ways {
			if rest, ok := meant(words.Text, fmt.Sprint(i+1), code); ok && rest == "" {
				about.At = s.with.Now()
				s.note(w.words, w.event())
				return nil
			}
		}
		s.out.say("NOT TAKEN. Type it as it stands: 1 %s.", code)
	}
}
