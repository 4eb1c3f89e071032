package ui

import (
	"errors"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory/practice"
	"referraldesk/ui/outlook"
)

// mayDraft says why the message can't be opened as a draft here. Outlook on the web opens no file, and new Outlook opens one for
// reading only; classic Outlook and Thunderbird open it for sending.
func (m Model) mayDraft() error {
	switch m.with.Practice.Outlook {
	case practice.OutlookClassic, practice.Thunderbird:
		return nil
	}
	return errors.New("only classic Outlook and Thunderbird open a draft: if you use one of them, say so in " + m.with.PracticePath +
		" (outlook = \"classic\" or \"thunderbird\"); else copy with ctrl+y")
}

// draft opens the message in the mail program, under the same conditions as a copy.
func (m Model) draft() (Model, tea.Cmd) {
	if m, cmd, stale := m.stale(); stale {
		return m, cmd
	}
	err := m.mayDraft()
	if err == nil {
		err = m.review.ready()
	}
	if err != nil {
		m.notice = m.notice.fault(err)
		return m, nil
	}
	return m, m.with.openDraft(m.handoffs, m.inHand().Draft(), m.event())
}

func (m Model) afterDraft(msg draftMsg) (Model, tea.Cmd) {
	if msg.err != nil {
		m.notice = m.notice.fault(msg.err)
		return m, nil
	}
	m.notice = m.notice.say(fmt.Sprintf("the draft was given to your mail program: check it there. The file is deleted after %.0f minutes", outlook.DraftLife.Minutes()))
	if msg.handoff == m.handoffs && m.handoff.noted {
		return m, m.with.sweepLater()
	}
	return m, tea.Batch(m.with.sweepLater(), m.with.record(msg.handoff, msg.event))
}

func (m Model) afterSweep(msg sweptMsg) Model {
	if msg.err != nil {
		m.notice = m.notice.fault(msg.err)
	}
	return m
}
