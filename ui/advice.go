package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/wording"
)

// advicePane asks a few questions and says which account to get, and how. The step at the top of the answers is the one whose
// contact the copy key copies.
type advicePane struct {
	situation policy.Situation
	set       fieldSet
	sources   *directory.Directory
	step      int // the step whose contact is copied
	w, h      int
	keys      keyMap
	look      styles
}

func newAdvice(sources *directory.Directory, keys keyMap, look styles) (advicePane, tea.Cmd) {
	p := advicePane{sources: sources, keys: keys, look: look}
	p.set = fieldSet{keys: keys, look: look}
	for _, q := range policy.AllQuestions() {
		var options []text.Text
		for _, c := range q.Choices {
			options = append(options, text.Line(c.Words))
		}
		p.set.fields = append(p.set.fields, newField(look, directory.Question{ID: string(q.ID), Label: text.Line(q.Words), Kind: directory.KindChoice}, options))
	}
	var cmd tea.Cmd
	p.set.fields[0], cmd = p.set.fields[0].focus()
	return p.applied(), cmd
}

// applied takes the answers over, and hides the questions that do not apply.
func (p advicePane) applied() advicePane {
	s := policy.Situation{}
	for i, q := range policy.AllQuestions() {
		for j, c := range q.Choices {
			if p.set.fields[i].picked[j] {
				if next, err := s.With(q.ID, c.ID); err == nil {
					s = next
				}
			}
		}
	}
	apply := map[string]bool{}
	for _, q := range s.Questions() {
		apply[string(q.ID)] = true
	}
	p.set.fields = append([]field(nil), p.set.fields...)
	for i, f := range p.set.fields {
		p.set.fields[i].hidden = !apply[f.question.ID]
	}
	p.situation = s
	p.set = p.set.paged()
	return p
}

func (p advicePane) update(msg tea.Msg) (advicePane, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok {
		switch {
		case key.Matches(k, p.keys.PageDown):
			p.step = min(p.step+1, len(policy.Advise(p.situation).Steps)-1)
			return p, nil
		case key.Matches(k, p.keys.PageUp):
			p.step = max(p.step-1, 0)
			return p, nil
		}
	}
	before := p.situation
	var cmd tea.Cmd
	p.set, cmd = p.set.update(msg)
	if p = p.applied(); p.situation != before {
		p.step = 0
	}
	return p, cmd
}

// contact is whom the marked step names, "" for nobody.
func (p advicePane) contact() string {
	steps := policy.Advise(p.situation).Steps
	if p.step >= len(steps) {
		return ""
	}
	return steps[p.step].Contact
}

func (p advicePane) setSize(w, h int) advicePane {
	p.w, p.h = w, h
	p.set = p.set.setSize(w, p.questionRows())
	return p
}

// questionRows is the room for the questions: what they need, at most half.
func (p advicePane) questionRows() int {
	rows, _, _ := p.set.height()
	return max(1, min(rows, p.h/2))
}

func (p advicePane) view() string {
	rows := box(strings.Split(p.set.view(), "\n"), 0, p.w, p.questionRows())
	rows = append(rows, rule(p.w, "what to do: pgup pgdn", p.look))
	steps, first, last := p.stepRows()
	room := max(0, p.h-len(rows))
	return strings.Join(append(rows, box(steps, scrolled(first, first, min(last, first+room-1), room, len(steps)), p.w, room)...), "\n")
}

// stepRows are the steps in order, and which rows belong to the marked one.
func (p advicePane) stepRows() (rows []string, first, last int) {
	for i, s := range policy.Advise(p.situation).Steps {
		words := &prose{w: p.w - 4, look: p.look, sources: p.sources}
		words.item("·", wording.WithContact(s.Text, s.Contact), s.Source)
		if s.Missing != "" {
			words.say(p.look.check, "  ! still missing: "+s.Missing)
		}
		for _, c := range s.Conflict {
			words.item("  ≠", c.Text, c.Source)
		}
		mark := "  "
		if i == p.step {
			mark, first = p.look.accent.Render("▌")+" ", len(rows)
			last = first + len(words.rows) - 1
		}
		for _, r := range words.rows {
			rows = append(rows, mark+r)
		}
	}
	return rows, first, last
}
