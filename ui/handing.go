package ui

import (
	"fmt"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory/practice"
	"referraldesk/policy/text"
	"referraldesk/ui/daybook"
	"referraldesk/ui/referral"
)

// clip is what the desk knows of the clipboard.
type clip struct {
	busy  bool      // a text is on its way to it
	copy  int       // counts the copies, so that an old countdown is told from the new one
	until time.Time // when the patient's text on it is cleared; zero for none
}

// openHandoff lists the texts to take over.
func (m Model) openHandoff() Model {
	m.handoff = handoffPane{title: m.form.title(), keys: m.keys, look: m.look, check: m.beforeSend(m.letter()), steps: m.steps()}
	m.screen = onHandoff
	return m
}

// beforeSend is what only a person can see in Outlook.
func (m Model) beforeSend(message referral.Message) []string {
	from := "From is " + m.sender.Address.String() + "."
	if m.sender.Kind == practice.AccountEgress {
		from = "You are in the Egress portal, as " + m.sender.Address.String() + "."
	}
	to := "To is " + addresses(message.To)
	if len(message.Cc) > 0 {
		to += ", Cc is " + addresses(message.Cc)
	}
	check := []string{from, to + ", and nobody else."}
	if m.composed().SecureTag {
		check = append(check, "The subject starts with [secure].")
	}
	if m.review.set.answer(askForm) == text.Line("Attached") {
		check = append(check, "The form is attached.")
	}
	if a := m.form.referral.Answers["attachments"]; !a.IsEmpty() {
		check = append(check, "Attached: "+a.String())
	}
	check = append(check, "Once sent, paste the record note into the patient's own record.")
	for _, limit := range m.with.Clipboard.Limits() {
		check = append(check, upperFirst(limit)+".")
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

// copyStep copies the step under the cursor. The route is judged again each time: whatever changed since the review counts.
func (m Model) copyStep() (Model, tea.Cmd) {
	if err := m.review.ready(); err != nil {
		m.notice = m.notice.fault(err)
		return m, nil
	}
	now := m.handoff.now()
	return m.startCopy(m.handoff.at, now.label, now.text)
}

// startCopy sends a text to the clipboard, one at a time.
func (m Model) startCopy(step int, what, text string) (Model, tea.Cmd) {
	if m.clip.busy {
		m.notice = m.notice.say("still copying; one moment")
		return m, nil
	}
	m.clip.busy = true
	return m, m.with.copyText(m.referrals, step, what, text)
}

// afterCopy says what became of a copy, and only says "copied" of what the clipboard was found to hold.
func (m Model) afterCopy(msg copiedMsg) (Model, tea.Cmd) {
	m.clip.busy = false
	ours := msg.step != stepAddress && msg.referral == m.referrals && len(m.handoff.steps) > 0
	switch {
	case msg.err != nil:
		m.notice = m.notice.fault(fmt.Errorf("%s was not copied: %w", msg.what, msg.err))
		if ours {
			m.handoff = m.handoff.failed(msg.step)
		}
		return m, nil
	case msg.verified:
		m.notice = m.notice.say("copied: " + msg.what)
	default:
		m.notice = m.notice.say("sent to your terminal — check that it pasted: " + msg.what)
	}
	m.clip.copy++
	m.clip.until = time.Time{}
	if !ours {
		return m, nil
	}
	s := m.handoff.steps[msg.step]
	m.handoff = m.handoff.copied(msg.step, msg.verified)
	m.handoff.left = 0
	if !s.patient {
		return m, nil
	}
	m.clip.until = m.with.Now().Add(m.clearAfter())
	m.handoff.left = int(m.clearAfter() / time.Second)
	cmds := []tea.Cmd{m.with.countdown(m.clip.copy)}
	if s.handsOver {
		cmds = append(cmds, m.with.record(m.event()))
	}
	return m, tea.Batch(cmds...)
}

func (m Model) clearAfter() time.Duration {
	return time.Duration(m.with.Practice.ClipboardSeconds) * time.Second
}

// event is what the daybook keeps of the hand-off: nothing of the patient.
func (m Model) event() daybook.HandedOver {
	r, v := m.composed(), m.verdict()
	e := daybook.HandedOver{
		At:          m.with.Now(),
		Reference:   daybook.Reference(r.Reference.String()),
		Destination: daybook.DestinationID(r.Destination.ID),
		Sender:      m.sender.Address,
		Status:      v.Status,
		Version:     daybook.Version(m.with.Version),
	}
	for _, to := range v.Recipients {
		if to.Status == v.Status {
			e.Rule, e.Condition = to.Rule, to.Condition
		}
	}
	if u, chosen := referral.ChosenUrgency(r.Destination, r.Answers); chosen {
		e.Urgency = daybook.UrgencyOf(u)
	}
	e.ConfirmedBy, _ = daybook.KnownClinician(m.review.confirmedBy(), m.with.Practice)
	return e
}

// afterSecond counts down, and clears when it is time.
func (m Model) afterSecond(msg countdownMsg) (Model, tea.Cmd) {
	if msg.copy != m.clip.copy || m.clip.until.IsZero() {
		return m, nil
	}
	left := m.clip.until.Sub(m.with.Now())
	if left <= 0 {
		return m.clearNow()
	}
	m.handoff.left = int((left + time.Second - 1) / time.Second)
	return m, m.with.countdown(msg.copy)
}

// clearNow clears our text from the clipboard, if it is still there.
func (m Model) clearNow() (Model, tea.Cmd) {
	m.clip.until = time.Time{}
	return m, m.with.clearClipboard
}

func (m Model) afterClear(msg clearedMsg) Model {
	if msg.err != nil {
		m.notice = m.notice.fault(fmt.Errorf("the clipboard was not cleared: %w", msg.err))
		return m
	}
	if msg.cleared {
		m.notice = m.notice.say("the clipboard was cleared")
	}
	m.handoff.held, m.handoff.left = "", 0
	m.clip.until = time.Time{}
	return m
}

func (m Model) afterRecord(msg recordedMsg) Model {
	if msg.err != nil {
		m.notice = m.notice.fault(fmt.Errorf("the hand-off was not noted in the daybook: %w", msg.err))
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
	case !m.form.touched():
		return finish(m)
	case m.screen == onHandoff && m.handoff.done():
		return m.ask(dialog{
			title:   "Clear this referral and start the next?",
			rows:    said("Every step was copied. The desk keeps nothing of the patient: the record is yours to keep."),
			buttons: []button{{"Keep it", stay}, {"Clear it, start the next", finish}},
		})
	}
	return m.ask(dialog{
		title:   "A referral is not finished",
		rows:    said("It is kept nowhere else: if you discard it, what was typed is gone."),
		buttons: []button{{"Keep writing", stay}, {"Discard referral", finish}},
	})
}
