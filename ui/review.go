package ui

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/handover"
	"referraldesk/ui/referral"
	"referraldesk/ui/wording"
)

// reviewPane shows what would be copied, to the letter, with every warning above it, and asks what only a person can know. It
// never changes the message.
type reviewPane struct {
	rows    []string
	top     int
	set     fieldSet
	of      reviewed           // what is confirmed here holds for that alone
	missing []referral.Finding // what must be filled in or put right first
	w, h    int
	keys    keyMap
	look    styles
}

// reviewed is all that the answers of a review hold for: as soon as any of it is another, they are asked again.
type reviewed struct {
	day      policy.Day
	sender   practice.Account
	verdicts []policy.Verdict // on the message, then on the GP's copy
	steps    []step
}

// newReview asks for the confirmations that the verdicts and the page want. people are who can confirm by name; anyone can be
// typed where the practice has named nobody.
func newReview(of reviewed, people []text.Text, keys keyMap, look styles) (reviewPane, tea.Cmd) {
	p := reviewPane{of: of, keys: keys, look: look}
	p.set = fieldSet{keys: keys, look: look}
	for _, q := range handover.ReviewQuestions(of.verdicts, len(people) > 0) {
		options := q.Options()
		if q.ID == handover.AskBy && len(people) > 0 {
			options = append(slices.Clone(people), text.Line(handover.SomebodyElse))
		}
		p.set.fields = append(p.set.fields, newField(look, q, options))
	}
	var cmd tea.Cmd
	p.set.fields[0], cmd = p.set.fields[0].focus()
	p.set = p.set.paged()
	return p.applied(), cmd
}

// withAnswers takes over what an earlier review was told, if it was of exactly the same.
func (p reviewPane) withAnswers(before reviewPane) reviewPane {
	if reflect.DeepEqual(p.of, before.of) && len(before.set.fields) == len(p.set.fields) {
		for i := range p.set.fields {
			p.set.fields[i] = p.set.fields[i].withValue(before.set.fields[i].value())
		}
	}
	return p.applied()
}

// applied hides the line for a name while one of the names that are known is picked.
func (p reviewPane) applied() reviewPane {
	if !slices.ContainsFunc(p.set.fields, func(f field) bool { return f.question.ID == handover.AskBy }) {
		return p
	}
	p.set.fields = slices.Clone(p.set.fields)
	for i, f := range p.set.fields {
		if f.question.ID == handover.AskByName {
			p.set.fields[i].hidden = p.set.answer(handover.AskBy) != text.Line(handover.SomebodyElse)
		}
	}
	return p
}

// ready says whether the message may be copied, and if not, why and what to do.
func (p reviewPane) ready() error {
	switch status := p.of.verdicts[0].Status; {
	case status == policy.NotSecure:
		return errors.New("this route is not secure, so nothing can be copied: see “What to do” above")
	case !handover.MayGo(status):
		return errors.New("the route was not judged, so nothing can be copied: choose a sender with f2")
	case len(p.missing) > 0:
		return fmt.Errorf("%s: %s — esc goes back to the form", p.missing[0].Question.Label, p.missing[0].Problem)
	}
	for _, f := range p.set.fields {
		switch v := f.value(); {
		case f.hidden:
		case v.IsEmpty():
			return fmt.Errorf("please answer first: %s", f.question.Label)
		case f.question.Kind == directory.KindYesNo && v != text.Line("Yes"):
			return fmt.Errorf("it can be copied only once this is a yes: %s", f.question.Label)
		}
	}
	return nil
}

// confirmedBy is who answered the questions.
func (p reviewPane) confirmedBy() text.Text {
	if by := p.set.answer(handover.AskBy); !by.IsEmpty() && by != text.Line(handover.SomebodyElse) {
		return by
	}
	return p.set.answer(handover.AskByName)
}

func (p reviewPane) update(msg tea.Msg) (reviewPane, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok {
		switch {
		case key.Matches(k, p.keys.PageUp):
			return p.scroll(-p.textRows() + 1), nil
		case key.Matches(k, p.keys.PageDown):
			return p.scroll(p.textRows() - 1), nil
		}
	}
	var cmd tea.Cmd
	p.set, cmd = p.set.update(msg)
	return p.applied(), cmd
}

func (p reviewPane) scroll(by int) reviewPane {
	p.top = max(0, min(p.top+by, len(p.rows)-p.textRows()))
	return p
}

// textRows is the height of the text; the questions take what they need below it, at most half.
func (p reviewPane) textRows() int {
	rows, _, _ := p.set.height()
	return max(1, p.h-1-min(rows, p.h/2))
}

func (p reviewPane) setSize(w, h int) reviewPane {
	p.w, p.h = w, h
	p.set = p.set.setSize(w, h)
	p.set = p.set.setSize(w, max(1, h-1-p.textRows()))
	return p.scroll(0)
}

// show puts up the warnings and the message.
func (p reviewPane) show(rows []string) reviewPane {
	p.rows = rows
	return p.scroll(0)
}

func (p reviewPane) view() string {
	h := p.textRows()
	rows := box(indented(p.rows), p.top, p.w, h)
	place := "all shown"
	if len(p.rows) > h {
		place = fmt.Sprintf("lines %d to %d of %d: pgup pgdn", p.top+1, min(p.top+h, len(p.rows)), len(p.rows))
	}
	rows = append(rows, rule(p.w, place, p.look))
	return strings.Join(append(rows, p.set.view()), "\n")
}

// judged is a verdict with the recipients that are not secure, and what to do.
func (p *prose) judged(v policy.Verdict) {
	p.verdict(v.Status, v.Headline)
	for _, r := range v.Recipients {
		p.say(p.look.strong, r.Address.String())
		if r.Status != policy.Secure && len(r.Reasons) > 0 {
			p.item("·", r.Reasons[0].Text, r.Reasons[0].Source)
		}
	}
	p.remedies(v)
}

// warnings are everything that whoever sends must know before the message.
func (p *prose) warnings(v policy.Verdict, findings []referral.Finding, d directory.Destination) {
	p.judged(v)
	p.findings(findings)
	if d.Age(p.today).Review {
		p.verified(d)
	}
	p.item("!", "Form: "+wording.Form(d.Form), "")
	p.item("!", "Whoever sends answers personally for the patient's data.", "loc-nhs-mail")
	p.item("!", "Before sending: know the local protocol, and attach the correct form where one is indicated.", "loc-nhs-mail")
}

// findings are what keeps the referral back, then what it will say was not recorded.
func (p *prose) findings(findings []referral.Finding) {
	var blank []string
	for _, f := range findings {
		switch f.Kind {
		case referral.Missing, referral.Invalid:
			p.say(p.look.notSecure, "✗ "+f.Question.Label.String()+": "+f.Problem)
		case referral.NotRecorded:
			blank = append(blank, f.Question.Label.String())
		default:
			p.item("!", f.Question.Label.String()+": "+f.Problem, f.Question.Source)
		}
	}
	if len(blank) > 0 {
		p.say(p.look.check, fmt.Sprintf("! Not recorded (%d): %s", len(blank), strings.Join(blank, "; ")))
	}
}
