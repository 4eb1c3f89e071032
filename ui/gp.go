package ui

import (
	"errors"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory"
	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/handover"
	"referraldesk/ui/wording"
)

// gpHead is how many rows stand above the practices: the title and the search box, and a rule.
const gpHead = 3

// findGP opens the lists over the form, with what was typed as the name of the practice in the search box.
func (m Model) findGP() (Model, tea.Cmd) {
	if m.names.listings == nil {
		m.notice = m.notice.say(m.noNames())
		return m, nil
	}
	m.practices = newList(m.names.index(), noPractice, m.keys, m.look)
	if typed := m.form.referral.Answers[handover.AskGPPractice]; m.form.gp.Name.IsEmpty() {
		m.practices.input.SetValue(typed.String())
		m.practices = m.practices.search()
	}
	m.overlay = gpOverlay
	return m, nil
}

const noPractice = "No practice on the lists has all these words. Try its name, its road or town, its postcode or its code, or delete some letters. " +
	"Esc goes back: the practice can be typed too."

func (m Model) noNames() string {
	if m.names.entries > 0 {
		return "the lists are still being read: try again in a moment"
	}
	return "no list of GP practices was added here: referraldesk lists add FILE takes one from the NHS, such as epraccur.csv"
}

// pressGP is the search among the practices. Enter takes the one under the cursor.
func (m Model) pressGP(k tea.KeyMsg) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch {
	case key.Matches(k, m.keys.Back):
		m.overlay = noOverlay
		return m, nil
	case key.Matches(k, m.keys.Open):
		hit, ok := m.practices.selected()
		if !ok {
			m.notice = m.notice.say("nothing is found: esc goes back, and the practice can be typed")
			return m, nil
		}
		m.overlay = noOverlay
		m.form = m.form.takeGP(*hit.Listing)
		m.notice = m.notice.say("taken: " + wording.Listing(*hit.Listing))
		return m, nil
	}
	m.practices, cmd = m.practices.update(k)
	return m, cmd
}

func (m Model) gpView() string {
	rows := []string{
		" " + m.look.strong.Render("The patient's GP practice"),
		m.practices.boxView(m.width, ""),
		rule(m.width, "", m.look),
	}
	return strings.Join(append(rows, m.practices.view()), "\n")
}

// gpKey is the key that opens the lists. The key line names it only at the questions that it answers.
func (m Model) gpKey() keyHere {
	if m.names.listings == nil {
		return unless(errors.New(m.noNames()), m.keys.FindGP)
	}
	b := m.keys.FindGP
	b.SetEnabled(handover.IsOnGP(m.form.focused()))
	return keyHere{Binding: b}
}

// knowing gives the form the names of the lists.
func (p formPane) knowing(practices *directory.Index) formPane {
	p.practices = practices
	if !p.asked {
		return p
	}
	return p.collect()
}

// takeGP answers the questions about the GP practice from a list. The address for the GP's copy follows, unless somebody typed
// another one there.
func (p formPane) takeGP(practice directory.Listing) formPane {
	answers := handover.TakeGP(p.referral.Answers, p.gp, practice)
	p.set.fields = append([]field(nil), p.set.fields...)
	for i, f := range p.set.fields {
		if answer, filled := answers[f.question.ID]; filled {
			f.problem = ""
			p.set.fields[i] = f.withValue(answer).fromItsStart()
		}
	}
	p.gp = practice
	return p.collect()
}

// keepGP looks up the practice that stands in the form now, and takes back the address for its copy where that was another's.
func (p formPane) keepGP() formPane {
	var address text.Text
	p.gp, address = handover.KeepGP(p.practices, p.gp, p.referral.Answers)
	p.referral.GP = p.gp
	if address == p.referral.Answers[handover.AskGPAddress] {
		return p
	}
	p.referral.Answers[handover.AskGPAddress] = address
	p.set.fields = append([]field(nil), p.set.fields...)
	for i, f := range p.set.fields {
		if f.question.ID == handover.AskGPAddress {
			p.set.fields[i] = f.withValue(address)
		}
	}
	return p
}

// gpHelp is what the lists know of the practice: first what does not fit the rest of the referral.
func (p formPane) gpHelp() (words string, source policy.SourceID) {
	advice, _ := p.referral.GPAdvice() // whose word it is, the review says: here the words need the room
	switch {
	case advice != "":
		return "! " + p.gp.Code.String() + " " + advice + ".", ""
	case !p.gp.Code.IsEmpty():
		words := p.gp.Code.String() + ": " + p.gp.Name.String()
		area := ods.AreaWords(p.gp.Area.String())
		if area == "" {
			return words + ", as its list says.", ""
		}
		return words + ", " + area + ".", "ods"
	case p.practices == nil:
		return "", ""
	}
	return "ctrl+f finds it in the lists, by name, place, postcode or code.", ""
}
