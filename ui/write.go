package ui

import (
	"errors"
	"maps"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/handover"
	"referraldesk/ui/referral"
	"referraldesk/ui/wording"
)

// openReferral opens the form for d. What would stop the message later is said before anything is typed, and a referral that was
// begun is never dropped, nor mixed up with the next patient's, without asking.
func (m Model) openReferral(d directory.Destination) (Model, tea.Cmd) {
	if m.form.touched() {
		return m.askAboutBegun(d)
	}
	switch v := policy.Assess(m.routeTo(d.Recipient(), m.policySender())); {
	case handover.MayGo(v.Status):
		return m.ask(dialog{
			title: d.Name.String(),
			rows: func(w int) []string {
				p := m.prose(w)
				p.verdict(v.Status, v.Headline)
				for _, n := range d.Notes {
					p.item("·", n.Text.String(), n.Source)
				}
				return p.rows
			},
			buttons: []button{{"Write the referral", startForm(d)}, {"Back", stay}},
		})
	case m.sender.Address.IsZero():
		return m.ask(dialog{
			title:   "Which mailbox do you send from?",
			rows:    said("Without a sender nobody can say whether the route to " + d.Name.String() + " is secure, and nothing can be copied in the end."),
			buttons: []button{{"Choose the sender", chooseSender}, {"Write it all the same", startForm(d)}, {"Back", stay}},
		})
	default:
		return m.ask(dialog{
			title: d.Name.String(),
			rows: func(w int) []string {
				p := m.prose(w)
				p.verdict(v.Status, v.Headline)
				p.say(m.look.plain, "A referral can be written, but not copied, as long as this stands.")
				p.reasons(v)
				p.remedies(v)
				return p.rows
			},
			buttons: []button{{"Back", stay}, {"Choose another sender", chooseSender}, {"Write it all the same", startForm(d)}},
		})
	}
}

// askAboutBegun asks what becomes of the referral that was begun, before the form opens for d.
func (m Model) askAboutBegun(d directory.Destination) (Model, tea.Cmd) {
	to := m.form.referral.Destination
	words := "It is " + m.form.title() + ". Only one can be written at a time."
	if aside := m.wouldSetAside(d); to.ID != d.ID && len(aside) > 0 {
		words += " For the same patient to " + d.Name.String() + ", these answers would be set aside: " + handover.Labels(aside) + "."
	}
	keep := button{"Keep writing", func(m Model) (Model, tea.Cmd) {
		m.screen = onForm
		return m, nil
	}}
	buttons := []button{keep}
	if to.ID != d.ID {
		buttons = append(buttons, button{"Same patient, to " + d.Name.String(), func(m Model) (Model, tea.Cmd) { return m.changeDestination(d) }})
	}
	buttons = append(buttons, button{"Discard referral, start the next", func(m Model) (Model, tea.Cmd) {
		m, clear := m.cleared(), m.with.clearClipboard
		m, cmd := m.openReferral(d)
		return m, tea.Sequence(clear, cmd)
	}})
	return m.ask(dialog{title: "A referral was begun", rows: said(words), buttons: buttons})
}

func startForm(d directory.Destination) func(Model) (Model, tea.Cmd) {
	return func(m Model) (Model, tea.Cmd) { return m.startForm(d) }
}

// startForm begins a referral with what practice.toml knows of the practice.
func (m Model) startForm(d directory.Destination) (Model, tea.Cmd) {
	reference, err := referral.NewReference(m.with.Random)
	if err != nil {
		m.notice = m.notice.fault(err)
		return m, nil
	}
	m.form, m.review, m.handoff = formPane{}, reviewPane{}, handoffPane{}
	if m.with.Practice.Name.IsEmpty() {
		m.notice = m.notice.say("so that nobody types the practice and the clinicians again, write them once into " + m.with.PracticePath)
	}
	return m.fill(referral.Referral{
		Destination: d,
		Answers:     referral.Start(m.with.Practice, m.sender.Address),
		Reference:   reference,
		On:          m.with.today(),
	})
}

// changeDestination keeps the answers that d asks for too, and says which it set aside.
func (m Model) changeDestination(d directory.Destination) (Model, tea.Cmd) {
	begun := m.form.begun
	r, aside, left := handover.Redirect(m.form.referral, m.form.aside, d)
	m, cmd := m.fill(r)
	m.form.begun, m.form.aside = begun, aside
	m.review, m.handoff = reviewPane{}, handoffPane{}
	if len(left) > 0 {
		m.notice = m.notice.say("set aside, because " + d.Name.String() + " does not ask it: " + handover.Labels(left) + ". It comes back with the destination")
	}
	return m, cmd
}

// wouldSetAside are the questions whose answers the destination d does not ask for.
func (m Model) wouldSetAside(d directory.Destination) []directory.Question {
	_, left := referral.Carry(m.form.referral.Answers, m.form.referral.Destination, d)
	return left
}

// fill puts r into the form.
func (m Model) fill(r referral.Referral) (Model, tea.Cmd) {
	var cmd tea.Cmd
	r.Answers = maps.Clone(r.Answers)
	m.form, cmd = newForm(r, m.with.today, m.with.Directory, m.keys, m.look)
	if m.names.listings != nil {
		m.form = m.form.knowing(m.names.index())
	}
	m.screen = onForm
	return m, cmd
}

// pressForm is the form. Esc goes back to the desk and loses nothing.
func (m Model) pressForm(k tea.KeyMsg) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch {
	case key.Matches(k, m.keys.Back):
		m.screen = onDesk
		if m.form.touched() {
			m.notice = m.notice.say("the referral is kept: enter on a destination leads back to it")
		}
		return m, nil
	case key.Matches(k, m.keys.Review), key.Matches(k, m.keys.Copy):
		return m.openReview()
	case key.Matches(k, m.keys.FindGP):
		return m.findGP()
	}
	m.form, cmd = m.form.update(k)
	return m, cmd
}

// openReview checks the referral and shows what would be copied.
func (m Model) openReview() (Model, tea.Cmd) {
	before := m.review
	var cmd tea.Cmd
	m.review, cmd = newReview(m.reviewed(), m.people(), m.keys, m.look)
	m.review = m.review.withAnswers(before)
	m.review.missing = blocking(m.findings())
	m.screen = onReview
	return m, cmd
}

// people are those whom practice.toml names: they can confirm.
func (m Model) people() []text.Text {
	var names []text.Text
	for _, c := range m.with.Practice.Clinicians {
		names = append(names, c.Name)
	}
	return names
}

// blocking are the findings that keep the referral back.
func blocking(findings []referral.Finding) []referral.Finding {
	var blocked []referral.Finding
	for _, f := range findings {
		if f.Blocks() {
			blocked = append(blocked, f)
		}
	}
	return blocked
}

// reviewRows are what stands in the way or is worth knowing, then every text that will be copied.
func (m Model) reviewRows() []string {
	p := m.prose(m.width - 2)
	p.say(m.look.strong, m.form.title())
	p.warnings(m.verdict(), m.findings(), m.form.referral.Destination)
	for _, limit := range m.with.Clipboard.Limits() {
		p.item("!", wording.UpperFirst(limit)+".", "")
	}
	if _, v, wanted := m.inHand().GP(); wanted {
		p.heading("── The copy for the GP")
		p.judged(v)
		p.item("!", m.inHand().GPWords(), "")
		if !handover.MayGo(v.Status) {
			p.say(m.look.notSecure, "It can't be copied by this route.")
		}
	}
	p.heading("── What will be copied, to the letter")
	for _, s := range m.steps() {
		lines := strings.Split(s.text, "\n")
		if len(lines) == 1 {
			p.say(m.look.plain, s.label+": "+s.text)
			continue
		}
		p.say(m.look.strong, s.label+":")
		for _, l := range lines {
			p.say(m.look.plain, l)
		}
		p.blank()
	}
	return p.rows
}

// pressReview is the review. The copy key goes on to the hand-off once everything is answered.
func (m Model) pressReview(k tea.KeyMsg) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch {
	case key.Matches(k, m.keys.Back):
		m.screen = onForm
		if len(m.review.missing) > 0 {
			m.form.set, cmd = m.form.set.moveToQuestion(m.review.missing[0].Question.ID)
		}
		return m, cmd
	case key.Matches(k, m.keys.Copy):
		if err := m.review.ready(); err != nil {
			m.notice = m.notice.fault(err)
			return m, nil
		}
		m = m.openHandoff()
		return m.copyStep()
	}
	m.review, cmd = m.review.update(k)
	return m, cmd
}

// toggleTag puts [secure] on the subject or takes it off.
func (m Model) toggleTag() (Model, tea.Cmd) {
	if err := m.mayTag(); err != nil {
		m.tag = false
		m.notice = m.notice.say(err.Error())
		return m, nil
	}
	m.tag = !m.tag
	return m.judgeAgain()
}

// mayTag says why [secure] may not be put on the subject here: it must do something on the route, and local policy must approve.
func (m Model) mayTag() error {
	d, ok := m.destinationHere()
	if !ok {
		return errors.New("[secure] belongs to a message: choose a destination first")
	}
	v := m.verdict()
	if m.screen == onDesk {
		v = policy.Assess(m.routeTo(d.Recipient(), m.policySender()))
	}
	switch {
	case !v.TagHelps():
		return errors.New("[secure] would do nothing on this route")
	case m.with.Practice.SecureTag == nil:
		return errors.New("[secure] may be used only where local policy approves it: then fill in [secure_tag] in " + m.with.PracticePath)
	}
	return nil
}

// judgeAgain begins the review anew after what the verdict rests on was changed; what was copied for the old one goes.
func (m Model) judgeAgain() (Model, tea.Cmd) {
	switch m.screen {
	case onReview:
		return m.openReview()
	case onHandoff:
		m, cmd := m.openReview()
		return m, tea.Batch(m.with.clearClipboard, cmd)
	}
	return m, nil
}

// destinationHere is the destination that the screen is about.
func (m Model) destinationHere() (directory.Destination, bool) {
	if m.screen != onDesk {
		return m.form.referral.Destination, true
	}
	hit, ok := m.list.selected()
	if !ok || hit.Destination == nil {
		return directory.Destination{}, false
	}
	return *hit.Destination, true
}
