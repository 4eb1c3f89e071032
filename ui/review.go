package ui

import (
	"errors"
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/referral"
)

// The ids of the questions that the review asks.
const (
	askCondition = "condition"
	askProtocol  = "protocol"
	askForm      = "form"
	askBy        = "by"
)

// reviewPane shows what would be copied, to the letter, with every warning above it, and asks what only a person can know. It
// never changes the message.
type reviewPane struct {
	rows    []string
	top     int
	set     fieldSet
	verdict policy.Verdict
	missing []referral.Finding // what must be filled in or put right first
	w, h    int
	keys    keyMap
	look    styles
}

// newReview asks for the confirmations that the verdicts (the message's own first) and the page want. people are who can confirm by name; anyone can be
// typed where the practice has named nobody.
func newReview(verdicts []policy.Verdict, people []text.Text, keys keyMap, look styles) (reviewPane, tea.Cmd) {
	p := reviewPane{verdict: verdicts[0], keys: keys, look: look}
	p.set = fieldSet{keys: keys, look: look}
	for _, q := range reviewQuestions(verdicts) {
		options := q.Options()
		if q.ID == askBy && len(people) > 0 {
			options = people
		}
		p.set.fields = append(p.set.fields, newField(look, q, options))
	}
	var cmd tea.Cmd
	p.set.fields[0], cmd = p.set.fields[0].focus()
	p.set = p.set.paged()
	return p, cmd
}

// reviewQuestions are one for each condition of the verdict, and those of the page (facts S4 and S5).
func reviewQuestions(verdicts []policy.Verdict) []directory.Question {
	ask := func(id, label string, kind directory.QuestionKind, choices ...string) directory.Question {
		q := directory.Question{ID: id, Label: text.Line(label), Kind: kind, Need: directory.Required}
		for _, c := range choices {
			q.Choices = append(q.Choices, text.Line(c))
		}
		return q
	}
	var questions []directory.Question
	for _, v := range verdicts {
		for _, r := range v.Recipients {
			if r.Status == policy.Check {
				questions = append(questions, ask(askCondition, r.Address.String()+": "+r.Question, directory.KindYesNo))
			}
		}
	}
	return append(questions,
		ask(askProtocol, "I know the local referral protocol", directory.KindYesNo),
		ask(askForm, "The referral form", directory.KindChoice, "Attached", "None indicated"),
		ask(askBy, "Confirmed by (full name)", directory.KindLine),
	)
}

// withAnswers takes over what an earlier review of the same route was told.
func (p reviewPane) withAnswers(before reviewPane) reviewPane {
	for i, f := range p.set.fields {
		for _, g := range before.set.fields {
			if f.question.ID == g.question.ID && f.question.Label == g.question.Label {
				p.set.fields[i] = f.withValue(g.value())
			}
		}
	}
	return p
}

// ready says whether the message may be copied, and if not, why and what to do.
func (p reviewPane) ready() error {
	switch {
	case p.verdict.Status == policy.NotSecure:
		return errors.New("this route is not secure, so nothing can be copied: see “What to do” above")
	case p.verdict.Status != policy.Secure && p.verdict.Status != policy.Check:
		return errors.New("the route was not judged, so nothing can be copied: choose a sender with f2")
	case len(p.missing) > 0:
		return fmt.Errorf("%s: %s — esc goes back to the form", p.missing[0].Question.Label, p.missing[0].Problem)
	}
	for _, f := range p.set.fields {
		switch v := f.value(); {
		case v.IsEmpty():
			return fmt.Errorf("please answer first: %s", f.question.Label)
		case f.question.Kind == directory.KindYesNo && v != text.Line("Yes"):
			return fmt.Errorf("it can be copied only once this is a yes: %s", f.question.Label)
		}
	}
	return nil
}

// confirmedBy is who answered the questions.
func (p reviewPane) confirmedBy() text.Text { return p.set.answer(askBy) }

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
	return p, cmd
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
	p.verified(d)
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
