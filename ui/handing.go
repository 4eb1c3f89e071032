package ui

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/policy/text"
	"referraldesk/ui/daybook"
	"referraldesk/ui/handover"
	"referraldesk/ui/wording"
)

// openHandoff lists the texts to take over.
func (m Model) openHandoff() Model {
	m.handoffs++
	m.handoff = handoffPane{title: m.form.title(), keys: m.keys, look: m.look, check: m.beforeSend(), steps: m.steps()}
	m.screen = onHandoff
	return m
}

// beforeSend is what only a person can see in Outlook.
func (m Model) beforeSend() []string {
	check := m.inHand().BeforeSend(m.review.set.answer(handover.AskForm) == text.Line(handover.FormAttached))
	for _, limit := range m.with.Clipboard.Limits() {
		check = append(check, wording.UpperFirst(limit)+".")
	}
	return check
}

// pressHandoff is the hand-off.
func (m Model) pressHandoff(k tea.KeyMsg) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch {
	case key.Matches(k, m.keys.Back):
		m.screen = onReview
		return m.clearNow()
	case key.Matches(k, m.keys.Copy):
		return m.copyStep()
	case key.Matches(k, m.keys.Draft):
		return m.draft()
	}
	m.handoff, cmd = m.handoff.update(k)
	return m, cmd
}

// copyStep copies the step under the cursor.
func (m Model) copyStep() (Model, tea.Cmd) {
	if m, cmd, stale := m.stale(); stale {
		return m, cmd
	}
	if err := m.review.ready(); err != nil {
		m.notice = m.notice.fault(err)
		return m, nil
	}
	return m.startCopy(m.handoff.at, m.handoff.now())
}

// stale judges again before anything leaves: where anything differs from what was reviewed (evidence that ran out at midnight,
// say), the review begins anew.
func (m Model) stale() (Model, tea.Cmd, bool) {
	if reflect.DeepEqual(m.reviewed(), m.review.of) {
		return m, nil, false
	}
	m, cmd := m.judgeAgain()
	m.notice = m.notice.fault(errors.New("something has changed since the review, the day perhaps: look at it again, then press ctrl+y"))
	return m, cmd, true
}

// event is what the daybook keeps of the hand-off: nothing of the patient.
func (m Model) event() daybook.HandedOver {
	return m.inHand().Event(m.with.Now(), m.review.confirmedBy(), m.with.Version)
}

// afterRecord says whether the hand-off stands in the daybook: only then is it done.
func (m Model) afterRecord(msg recordedMsg) Model {
	switch {
	case msg.handoff != m.handoffs:
		if msg.err != nil {
			m.notice = m.notice.fault(fmt.Errorf("the hand-off before was not noted in the daybook: %w", msg.err))
		}
	case msg.err != nil:
		m.handoff.unnoted = shown(msg.err)
	default:
		m.handoff.noted, m.handoff.unnoted = true, ""
	}
	return m
}

// nextReferral ends this referral: everything of it goes, from the desk and from the clipboard.
func (m Model) nextReferral() (Model, tea.Cmd) {
	finish := func(m Model) (Model, tea.Cmd) {
		m = m.cleared()
		m.list.input.SetValue("")
		m.list = m.list.search()
		return m.clearNow()
	}
	switch {
	case m.handoff.noted:
		return m.askWhetherSent(finish)
	case !m.form.touched():
		return finish(m)
	}
	return m.ask(dialog{
		title:   "A referral is not finished",
		rows:    said("It is kept nowhere else: if you discard it, what was typed is gone."),
		buttons: []button{{"Keep writing", stay}, {"Discard referral", finish}},
	})
}
