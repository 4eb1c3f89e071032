package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory"
	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/handover"
	"referraldesk/ui/referral"
)

// The questions about the patient's GP practice.
const (
	askGPPractice = "gp-practice"
	askGPCode     = "gp-ods"
)

func isOnGP(q directory.Question) bool { return q.ID == askGPPractice || q.ID == askGPCode }

// gpHead is how many rows stand above the practices: the title and the search box, and a rule.
const gpHead = 3

// findGP opens the lists over the form, with what was typed as the name of the practice in the search box.
func (m Model) findGP() (Model, tea.Cmd) {
	if m.names.listings == nil {
		m.notice = m.notice.say(m.noNames())
		return m, nil
	}
	m.practices = newList(m.names.index(), noPractice, m.keys, m.look)
	if typed := m.form.referral.Answers[askGPPractice]; m.form.gp.Code.IsEmpty() {
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
		m.notice = m.notice.say(takenWords(*hit.Listing))
		return m, nil
	}
	m.practices, cmd = m.practices.update(k)
	return m, cmd
}

// takenWords say what was taken, and what is odd about it.
func takenWords(l directory.Listing) string {
	words := "taken: " + l.Name.String()
	if area := ods.AreaWords(l.Area.String()); area != "" {
		words += ", " + area
	}
	if l.Closed {
		words += ". It is closed, as its list says"
	}
	if !l.Preferred {
		words += ". Its list does not call it a GP practice"
	}
	return words
}

func (m Model) gpView() string {
	rows := []string{
		" " + m.look.strong.Render("The patient's GP practice"),
		m.practices.boxView(m.width, ""),
		rule(m.width, "", m.look),
	}
	return strings.Join(append(rows, m.practices.view()), "\n")
}

// gpKey is the key that opens the lists, said only where it has a use.
func (m Model) gpKey() key.Binding {
	b := m.keys.FindGP
	b.SetEnabled(m.names.listings != nil && isOnGP(m.form.focused()))
	return b
}

// knowing gives the form the names of the lists.
func (p formPane) knowing(practices *directory.Index) formPane {
	p.practices = practices
	if !p.asked {
		return p
	}
	p.gp = directory.Listing{}
	return p.collect()
}

// takeGP answers the questions about the GP practice from a list. The address for the GP's copy follows, unless somebody typed
// another one there.
func (p formPane) takeGP(practice directory.Listing) formPane {
	answers := referral.GPAnswers(practice)
	before := p.referral.Answers[handover.AskGPAddress]
	if before.IsEmpty() || before == addressOf(p.gp) {
		answers[handover.AskGPAddress] = addressOf(practice)
	}
	p.set.fields = append([]field(nil), p.set.fields...)
	for i, f := range p.set.fields {
		if answer, filled := answers[f.question.ID]; filled {
			f.problem = ""
			p.set.fields[i] = f.withValue(answer)
		}
	}
	p.gp = practice
	return p.collect()
}

// addressOf is the e-mail address that a list gives, empty where it gives none.
func addressOf(l directory.Listing) text.Text {
	if a, err := policy.ParseAddress(l.Reach.String()); err == nil {
		return text.Line(a.String())
	}
	return text.Text{}
}

// lookUpGP is the practice with the code that was answered, as the lists know it; zero where they don't.
func (p formPane) lookUpGP() directory.Listing {
	code := p.referral.Answers[askGPCode].String()
	if code == "" || p.practices == nil {
		return directory.Listing{}
	}
	if strings.EqualFold(code, p.gp.Code.String()) {
		return p.gp
	}
	for _, hit := range p.practices.Find(code, 10).Hits {
		if strings.EqualFold(code, hit.Listing.Code.String()) {
			return *hit.Listing
		}
	}
	return directory.Listing{}
}

// gpHelp is what the lists know of the practice: first what does not fit the rest of the referral.
func (p formPane) gpHelp() (words string, source policy.SourceID) {
	advice, _ := p.referral.GPAdvice() // whose word it is, the review says: here the words need the room
	switch {
	case advice != "":
		return "! " + p.gp.Code.String() + " " + advice + ".", ""
	case !p.gp.Code.IsEmpty():
		words := p.gp.Code.String() + ": " + p.gp.Name.String()
		if area := ods.AreaWords(p.gp.Area.String()); area != "" {
			words += ", " + area
		}
		return words + ".", "ods"
	case p.practices == nil:
		return "", ""
	}
	return "ctrl+f finds it in the lists, by name, place, postcode or code.", ""
}
