package ui

import (
	"fmt"
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory/practice"
)

// ask puts up a dialog.
func (m Model) ask(d dialog) (Model, tea.Cmd) {
	d.keys, d.look = m.keys, m.look
	m.dialog, m.overlay = d, dialogOverlay
	return m, nil
}

// stay is what a button does that only closes the dialog.
func stay(m Model) (Model, tea.Cmd) { return m, nil }

func (m Model) pressDialog(k tea.KeyMsg) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch {
	case key.Matches(k, m.keys.Back):
		back := m.dialog.back
		if m = m.closeDialog(); back != nil {
			return back(m)
		}
		return m, nil
	case key.Matches(k, m.keys.Open):
		do := m.dialog.buttons[m.dialog.at].do
		return do(m.closeDialog())
	}
	m.dialog, cmd = m.dialog.update(k)
	return m, cmd
}

func (m Model) closeDialog() Model {
	m.dialog, m.overlay = dialog{}, noOverlay
	return m
}

func chooseSender(m Model) (Model, tea.Cmd) { return m.chooseSender() }

// chooseSender asks who sends.
func (m Model) chooseSender() (Model, tea.Cmd) {
	var cmd tea.Cmd
	m.senders, cmd = newSenderPane(m.with.Practice.Accounts, false, m.with.PracticePath, m.keys, m.look)
	m.overlay = senderOverlay
	return m, cmd
}

func (m Model) pressSender(k tea.KeyMsg) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch {
	case key.Matches(k, m.keys.Back):
		m.overlay = noOverlay
		return m, nil
	case key.Matches(k, m.keys.Open):
		account, ask, err := m.senders.chosen()
		switch {
		case err != nil:
			m.senders.problem = err.Error()
			return m, nil
		case ask:
			return m.askKind(account)
		}
		return m.setSender(account)
	}
	m.senders, cmd = m.senders.update(k)
	return m, cmd
}

// askKind asks whether an address outside nhs.net is used through Egress. The button in front is the one that promises less.
func (m Model) askKind(a practice.Account) (Model, tea.Cmd) {
	choose := func(kind practice.AccountKind) func(Model) (Model, tea.Cmd) {
		return func(m Model) (Model, tea.Cmd) {
			a.Kind = kind
			return m.setSender(a)
		}
	}
	return m.ask(dialog{
		title: a.Address.String() + " is not at nhs.net",
		rows:  said("Does its holder have an Egress account, and will this referral be sent through Egress? Otherwise it is an ordinary mailbox."),
		back: func(m Model) (Model, tea.Cmd) {
			m.overlay = senderOverlay
			return m, nil
		},
		buttons: []button{{"No, an ordinary mailbox", choose(practice.AccountOther)}, {"Yes, through Egress", choose(practice.AccountEgress)}},
	})
}

// setSender makes a the sender; on the first start it is kept too.
func (m Model) setSender(a practice.Account) (Model, tea.Cmd) {
	m.form = m.form.replyTo(m.sender.Address, a.Address)
	m.sender, m.overlay, m.tag = a, noOverlay, false
	m, cmd := m.judgeAgain()
	if m.senders.first {
		cmd = tea.Batch(cmd, m.with.save(a))
	}
	return m, cmd
}

func (m Model) afterSave(msg savedMsg) Model {
	if msg.err != nil {
		m.notice = m.notice.fault(fmt.Errorf("the address is used for now, but was not kept: %w", msg.err))
		return m
	}
	m.with.Practice.Accounts = []practice.Account{msg.account}
	m.notice = m.notice.say("kept in " + m.with.PracticePath)
	return m
}

// openAdvice asks what is needed for advice on getting an account.
func (m Model) openAdvice() (Model, tea.Cmd) {
	var cmd tea.Cmd
	m.advice, cmd = newAdvice(m.with.Directory, m.keys, m.look)
	m.overlay = adviceOverlay
	return m, cmd
}

// pressList is the accounts, the advice, and what is due.
func (m Model) pressList(k tea.KeyMsg) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch {
	case key.Matches(k, m.keys.Back):
		m.overlay = noOverlay
	case m.overlay == adviceOverlay && key.Matches(k, m.keys.Copy):
		if err := m.mayCopyContact(); err != nil {
			m.notice = m.notice.say(err.Error())
			return m, nil
		}
		return m.startCopy(stepAddress, step{label: m.advice.contact(), text: m.advice.contact()})
	case m.overlay == adviceOverlay:
		m.advice, cmd = m.advice.update(k)
	case m.overlay == accountsOverlay && key.Matches(k, m.keys.Open):
		return m.askHowUsed()
	case m.overlay == accountsOverlay:
		m.accounts, cmd = m.accounts.update(k)
	case key.Matches(k, m.keys.Open):
		return m.settle()
	default:
		m.dues, cmd = m.dues.update(k)
	}
	return m, cmd
}

// faultsSoFar are those of the start and the last ones since, for reading them whole.
func (m Model) faultsSoFar() []string {
	var all []string
	for _, err := range m.with.Faults {
		all = append(all, shown(err))
	}
	for _, f := range m.lately {
		if !slices.Contains(all, f) {
			all = append(all, f)
		}
	}
	return all
}

// openHelp shows the keys that work here.
func (m Model) openHelp() Model {
	m.help = newHelp(m.keysHere(), m.keysEverywhere(), m.faultsSoFar(), m.keys, m.look)
	m.overlay = helpOverlay
	return m
}

func (m Model) pressHelp(k tea.KeyMsg) (Model, tea.Cmd) {
	var cmd tea.Cmd
	if key.Matches(k, m.keys.Back, m.keys.Help, m.keys.Open) {
		m.overlay = noOverlay
		return m, nil
	}
	m.help, cmd = m.help.update(k)
	return m, cmd
}
