package ui

import (
	"cmp"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
)

// afterLog takes over what the daybook says.
func (m Model) afterLog(msg logMsg) Model {
	m.logFault = ""
	if msg.err != nil {
		m.logFault = shown(msg.err)
		m.notice = m.notice.fault(fmt.Errorf("the daybook can't be read: %w", msg.err))
	}
	m.log = msg.log
	for _, f := range msg.log.Faults {
		m.notice = m.notice.fault(fmt.Errorf("daybook: %s; see referraldesk daybook verify", f))
	}
	switch m.overlay {
	case duesOverlay:
		m.dues = m.relisted()
	case accountsOverlay:
		m.accounts.items = m.accountItems()
	}
	return m
}

// afterPush says what keeps the group's daybook from being as this one is, once until it changes: a server may be away for days,
// and every event asks for it. What it said of other desks is read in either way.
func (m Model) afterPush(msg pushedMsg) (Model, tea.Cmd) {
	before := m.apart
	m.apart = ""
	if msg.err != nil {
		m.apart = shown(msg.err)
	}
	if m.apart != "" && m.apart != before {
		m.notice = m.notice.fault(msg.err)
	}
	return m, m.with.readDaybook
}

// due are the referrals to ask after today.
func (m Model) due() []daybook.Outstanding {
	return daybook.Due(m.log.Entries, m.with.today(), daybook.Rules(m.with.Practice.Chasing))
}

// openDues lists what was handed over and never came back.
func (m Model) openDues() (Model, tea.Cmd) {
	m.dues = m.duesPicker(0)
	m.overlay = duesOverlay
	return m, m.with.catchUp()
}

// duesPicker lists what is due now, which may be more than when it was listed last.
func (m Model) duesPicker(at int) picker {
	rules := m.with.Practice.Chasing
	p := picker{
		title: "Handed over, and nothing heard since",
		empty: fmt.Sprintf("Nothing is due. It will be: %d day(s) after an emergency, urgent or “other” referral, %d working days after any other.",
			rules.UrgentDays, rules.WorkingDays),
		dues: m.due(), at: at, keys: m.keys, look: m.look,
	}
	if m.logFault != "" {
		p.empty = "What is due can't be said: the daybook can't be read. " + m.logFault
	}
	if m.apart != "" {
		p.below = append(p.below, "This is what is known on this machine: the group's daybook can't be asked. "+m.apart)
	}
	p.items = m.dueItems(p.dues)
	return p
}

// relisted lists what is due anew, with the cursor on the same referral: the list changes when it likes, not when a key is pressed.
func (m Model) relisted() picker {
	p := m.duesPicker(m.dues.at)
	if before := m.dues; before.at < len(before.dues) {
		marked := before.dues[before.at].HandOff
		if at := slices.IndexFunc(p.dues, func(o daybook.Outstanding) bool {
			return o.HandOff.Reference == marked.Reference && o.HandOff.Destination == marked.Destination
		}); at >= 0 {
			p.at = at
		}
	}
	return p
}

func (m Model) dueItems(due []daybook.Outstanding) []item {
	var items []item
	for _, o := range due {
		h := o.HandOff
		name := string(h.Destination)
		if d, ok := m.with.Directory.Destination(name); ok {
			name = d.Name.String()
		}
		if site := o.Entry.Site.String(); site != "" && site != m.with.Practice.ODSCode.String() {
			name += " · from site " + site
		}
		items = append(items, item{[]string{
			string(h.Reference) + " · " + name,
			fmt.Sprintf("%s, handed over on %s, due since %s", cmp.Or(h.Urgency.String(), "urgency not known"), policy.DayOf(h.At).UK(), o.From.UK()),
			"The patient's record has the reference: ask the service whether it arrived.",
		}})
	}
	return items
}

// settle asks what became of the referral under the cursor.
func (m Model) settle() (Model, tea.Cmd) {
	if err := m.maySettle(); err != nil {
		m.notice = m.notice.say(err.Error())
		return m, nil
	}
	h := m.dues.dues[m.dues.at].HandOff
	about := daybook.OfReferral{Reference: h.Reference, Destination: h.Destination}
	record := func(event func(daybook.OfReferral) daybook.Event) func(Model) (Model, tea.Cmd) {
		return func(m Model) (Model, tea.Cmd) {
			about.At = m.with.Now()
			m, cmd := m.openDues()
			return m, tea.Sequence(m.with.note(event(about)), cmd)
		}
	}
	back := func(m Model) (Model, tea.Cmd) { return m.openDues() }
	return m.ask(dialog{
		title: string(h.Reference),
		rows:  said("To " + string(h.Destination) + ", handed over on " + policy.DayOf(h.At).UK() + ". What became of it? It stays on the list until somebody knows."),
		back:  back,
		buttons: []button{
			{"Nothing heard yet", back},
			{"They have it", record(func(o daybook.OfReferral) daybook.Event { return daybook.ReceiptConfirmed(o) })},
			{"They replied", record(func(o daybook.OfReferral) daybook.Event { return daybook.ReplyReceived(o) })},
			{"It was never sent", record(func(o daybook.OfReferral) daybook.Event { return daybook.NotSent(o) })},
		},
	})
}

// askWhetherSent ends a hand-off: the program can't know whether the message was sent, so it asks.
func (m Model) askWhetherSent(finish func(Model) (Model, tea.Cmd)) (Model, tea.Cmd) {
	e := m.event()
	about := daybook.OfReferral{At: e.At, Reference: e.Reference, Destination: e.Destination, By: e.ConfirmedBy}
	from := m.sender
	sent := func(m Model) (Model, tea.Cmd) {
		about.At = m.with.Now()
		noted := m.with.note(daybook.Sent(about))
		m, cmd := finish(m)
		if from.Kind != practice.AccountNHSmail {
			return m, tea.Sequence(noted, cmd)
		}
		if from.Shared {
			m, asked := m.askWhoUsed(from, func(m Model, a practice.Account) (Model, tea.Cmd) {
				return m, tea.Sequence(m.with.note(m.usedBySending(a)), cmd)
			}, func(m Model) (Model, tea.Cmd) { return m, cmd })
			return m, tea.Sequence(noted, asked)
		}
		return m, tea.Sequence(noted, m.with.note(m.usedBySending(from)), cmd)
	}
	notSent := func(m Model) (Model, tea.Cmd) {
		about.At = m.with.Now()
		noted := m.with.note(daybook.NotSent(about))
		m, cmd := finish(m)
		return m, tea.Sequence(noted, cmd)
	}
	return m.ask(dialog{
		title:   "Was it sent from Outlook?",
		rows:    said("The message was taken over. The desk can't see whether you sent it. Either way it is then cleared from the desk: the record is yours to keep."),
		buttons: []button{{"Not yet: keep it", stay}, {"Sent: clear it", sent}, {"Not sent: clear it", notSent}},
	})
}

// usedBySending is what sending a message is to an account.
func (m Model) usedBySending(a practice.Account) daybook.Event {
	return daybook.AccountUsed{At: m.with.Now(), Account: a.Address, How: daybook.UsedSending, On: m.with.today()}
}
