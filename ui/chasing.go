package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/policy"
	"referraldesk/ui/daybook"
)

// afterLog takes over what the daybook says.
func (m Model) afterLog(msg logMsg) Model {
	if msg.err != nil {
		m.notice = m.notice.fault(fmt.Errorf("the daybook can't be read: %w", msg.err))
		return m
	}
	m.log = msg.log
	for _, f := range msg.log.Faults {
		m.notice = m.notice.fault(fmt.Errorf("daybook: %s; see referraldesk daybook verify", f))
	}
	switch m.overlay {
	case duesOverlay:
		m.dues.items = m.dueItems()
	case accountsOverlay:
		m.accounts.items = m.accountItems()
	}
	return m
}

// due are the referrals to ask after today.
func (m Model) due() []daybook.Outstanding {
	return daybook.Due(m.log.Entries, m.with.today(), daybook.Rules(m.with.Practice.Chasing))
}

// openDues lists what was handed over and never came back.
func (m Model) openDues() (Model, tea.Cmd) {
	m.dues = picker{
		title: "Handed over, and nothing heard since",
		empty: "Nothing is due: a day after an urgent or emergency referral, ten working days after any other.",
		items: m.dueItems(), keys: m.keys, look: m.look,
	}
	m.overlay = duesOverlay
	return m, m.with.readDaybook
}

func (m Model) dueItems() []item {
	var items []item
	for _, o := range m.due() {
		h := o.HandOff
		name := string(h.Destination)
		if d, ok := m.with.Directory.Destination(name); ok {
			name = d.Name.String()
		}
		items = append(items, item{[]string{
			string(h.Reference) + " · " + name,
			fmt.Sprintf("%s, handed over on %s, due since %s", h.Urgency, policy.DayOf(h.At).UK(), o.From.UK()),
			"The patient's record has the reference: ask the service whether it arrived.",
		}})
	}
	return items
}

// settle asks what became of the referral under the cursor.
func (m Model) settle() (Model, tea.Cmd) {
	due := m.due()
	if m.dues.at >= len(due) {
		return m, nil
	}
	h := due[m.dues.at].HandOff
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
		rows:  said("What became of it? It stays on the list until somebody knows."),
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
	with := func(events ...daybook.Event) func(Model) (Model, tea.Cmd) {
		return func(m Model) (Model, tea.Cmd) {
			m, cmd := finish(m)
			cmds := []tea.Cmd{cmd}
			for _, event := range events {
				cmds = append(cmds, m.with.note(event))
			}
			return m, tea.Sequence(cmds...)
		}
	}
	sent := []daybook.Event{daybook.Sent(about)}
	if a := m.sender; a.Address.Domain() == "nhs.net" && !a.Shared {
		sent = append(sent, daybook.AccountUsed{At: e.At, Account: a.Address, How: daybook.UsedSending, On: m.with.today()})
	}
	return m.ask(dialog{
		title:   "Was it sent from Outlook?",
		rows:    said("Every step was copied. The desk can't see whether you sent it. Either way it is then cleared from the desk: the record is yours to keep."),
		buttons: []button{{"Not yet: keep it", stay}, {"Sent: start the next", with(sent...)}, {"Not sent: start the next", with(daybook.NotSent(about))}},
	})
}
