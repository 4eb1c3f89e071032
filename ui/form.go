package ui

import (
	"fmt"
	"maps"
	"slices"
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

const (
	formHead = 2 // rows above the fields: where to, and how far
	formHelp = 2 // rows below: what the question with the focus means
)

// formPane is the referral being written: its questions page by page, and beside them, where there is room, the message as it
// grows. The zero pane is no referral.
type formPane struct {
	referral referral.Referral
	begun    referral.Answers            // what stood there before anybody typed
	aside    map[string]referral.Answers // by destination, what it asked and the one now does not
	asked    bool                        // a referral is being written
	set      fieldSet
	preview  preview

	practices *directory.Index  // the names of the lists; nil until they are in
	gp        directory.Listing // what they know of the GP practice that was answered

	sources *directory.Directory
	w, h    int
	keys    keyMap
	look    styles
}

// newForm asks the questions of r's destination, beginning with the answers that r already has.
func newForm(r referral.Referral, today func() policy.Day, sources *directory.Directory, keys keyMap, look styles) (formPane, tea.Cmd) {
	p := formPane{referral: r, gp: r.GP, begun: maps.Clone(r.Answers), asked: true, sources: sources, keys: keys, look: look}
	p.set = fieldSet{keys: keys, look: look, check: func(f field) error { return handover.CheckAnswer(f.question, f.value(), today()) }}
	for _, q := range append(slices.Clone(r.Destination.Questions), handover.SendingQuestions()...) {
		f := newField(look, q, handover.Options(q, r.Destination))
		p.set.fields = append(p.set.fields, f.withValue(r.Answers[q.ID]))
	}
	var cmd tea.Cmd
	p.set.fields[0], cmd = p.set.fields[0].focus()
	return p.applied(), cmd
}

// touched says that somebody has answered something, so that leaving would lose it.
func (p formPane) touched() bool {
	return p.asked && !handover.Same(p.begun, p.referral.Answers)
}

// replyTo takes a changed sender over as the address for the reply, unless somebody wrote another one there.
func (p formPane) replyTo(before, after policy.Address) formPane {
	const reply = "reply-address"
	if !p.asked {
		return p
	}
	p.set.fields = slices.Clone(p.set.fields)
	for i, f := range p.set.fields {
		if f.question.ID == reply && (f.value().IsEmpty() || f.value().String() == before.String()) {
			p.set.fields[i] = f.withValue(text.Line(after.String()))
		}
	}
	return p.collect()
}

func (p formPane) update(msg tea.Msg) (formPane, tea.Cmd) {
	var cmd tea.Cmd
	if k, ok := msg.(tea.KeyMsg); ok && key.Matches(k, p.keys.PageDown) {
		p.set, cmd = p.set.turn(1)
		return p, cmd
	} else if ok && key.Matches(k, p.keys.PageUp) {
		p.set, cmd = p.set.turn(-1)
		return p, cmd
	}
	p.set, cmd = p.set.update(msg)
	return p.collect(), cmd
}

// collect takes the answers over from the fields.
func (p formPane) collect() formPane {
	p.referral.Answers = maps.Clone(p.referral.Answers)
	for _, f := range p.set.fields {
		p.referral.Answers[f.question.ID] = f.value()
	}
	return p.keepGP().applied()
}

// applied marks which questions must be answered, and which have a place at all, given the answers.
func (p formPane) applied() formPane {
	changed := p.set.bounds == nil
	for i, f := range p.set.fields {
		required := p.need(f.question) == directory.Required
		hidden := !p.applies(f.question)
		changed = changed || required != f.required || hidden != f.hidden
		p.set.fields[i].required, p.set.fields[i].hidden = required, hidden
	}
	if changed {
		p.set = p.set.paged()
	}
	return p
}

// applies says whether a question has a place, given the answers.
func (p formPane) applies(q directory.Question) bool {
	return handover.Applies(q, p.referral.Answers, p.referral.Destination)
}

func (p formPane) need(q directory.Question) directory.Need {
	return referral.NeedOf(q, p.referral.Answers, p.referral.Destination)
}

// setSize fits the form into w by h cells. The preview stands beside it from [wideFrom] columns on.
func (p formPane) setSize(w, h int) formPane {
	p.w, p.h = w, h
	fields := w
	if w >= wideFrom {
		fields = w * 6 / 11
		p.preview = p.preview.setSize(w-fields-3, h-formHead)
	}
	p.set = p.set.setSize(fields, max(1, h-formHead-formHelp))
	return p
}

// view shows the verdict in short, and beside the fields the message as composed, which is the referral as it would be sent.
func (p formPane) view(status string, composed referral.Referral) string {
	rows := []string{
		apart(" "+p.look.strong.Render(p.title()), status+" ", p.w),
		p.progress(),
	}
	body := strings.Split(p.set.view(), "\n")
	body = append(body, p.help(p.set.w)...)
	if p.w >= wideFrom {
		body = columns(body, p.preview.view(composed, p.focused(), p.look), p.look.dim.Render("│"))
	}
	return strings.Join(append(rows, body...), "\n")
}

// title says whose referral it is, and where it goes.
func (p formPane) title() string {
	name := p.referral.Answers["patient-name"]
	if name.IsEmpty() {
		return p.referral.Destination.Name.String()
	}
	return name.String() + " → " + p.referral.Destination.Name.String()
}

// progress says which page this is and what still has to be filled in.
func (p formPane) progress() string {
	at, of := p.set.page()
	section := p.set.fields[p.set.at].question.Section.String()
	left := fmt.Sprintf(" %s · page %d of %d", section, at+1, of)
	missing := 0
	for _, q := range p.referral.Destination.Questions {
		if p.need(q) == directory.Required && p.referral.Answers[q.ID].IsEmpty() {
			missing++
		}
	}
	right := "nothing required is missing: f9 review"
	if missing > 0 {
		right = fmt.Sprintf("* required: %d to fill", missing)
	}
	return p.look.dim.Render(apart(left, right+" ", p.w))
}

func (p formPane) focused() directory.Question { return p.set.fields[p.set.at].question }

// help is what the question with the focus means, and who asks for it. Where there is no room for both, the words are cut.
func (p formPane) help(w int) []string {
	words, source := p.helpWords(p.set.fields[p.set.at])
	title := ""
	if s, ok := p.sources.Source(source); ok {
		title = "[" + s.Title.String() + "]"
	}
	lines := wrap(strings.TrimSpace(words+" "+title), w-2)
	if len(lines) > formHelp {
		lines = append(wrap(words, w-2), "", "")[:formHelp]
		lines[formHelp-1] = apart(lines[formHelp-1], title, w-2)
	}
	var rows []string
	for _, l := range lines {
		rows = append(rows, "  "+p.look.dim.Render(l))
	}
	return box(rows, 0, w, formHelp)
}

// helpWords is the help text of a question with its source. Where a dose was given it is the arithmetic; at an urgency the source
// is that of the choice under the cursor.
func (p formPane) helpWords(f field) (words string, source policy.SourceID) {
	words, source = wording.UpperFirst(f.question.Help.String()), f.question.Source
	if known, of := p.gpHelp(); known != "" && handover.IsOnGP(f.question) {
		return known, of
	}
	if dose := referral.DoseLine(p.referral.Answers); !dose.IsEmpty() && referral.IsOfDose(f.question) {
		return dose.String(), referral.DoseSource
	}
	if f.question.Kind == directory.KindUrgency && f.cursor >= 0 {
		source = p.referral.Destination.Urgencies[f.cursor].Source
	}
	switch {
	case f.question.Kind == directory.KindChoices:
		words = "← → move, space picks. " + words
	case f.options != nil:
		words = "← → pick. " + words
	}
	return strings.TrimSpace(words), source
}

// columns sets two columns of lines side by side.
func columns(left, right []string, between string) []string {
	var rows []string
	for i := range min(len(left), len(right)) {
		rows = append(rows, left[i]+" "+between+" "+right[i])
	}
	return rows
}

// preview is the message as it grows, near the answer that is being given.
type preview struct {
	w, h    int
	wrapped map[string][]string // the paragraphs of the frame before: most are the same in the next
}

func (p preview) setSize(w, h int) preview {
	if w != p.w || p.wrapped == nil {
		p.wrapped = map[string][]string{}
	}
	p.w, p.h = w, h
	return p
}

func (p preview) view(r referral.Referral, focused directory.Question, look styles) []string {
	message := referral.Compose(r, referral.Clinic, policy.Address{})
	rows := []string{look.dim.Render("The message so far"), ""}
	at, end := -1, 0
	for _, paragraph := range strings.Split("Subject: "+message.Subject.String()+"\n\n"+message.Body.String(), "\n") {
		if at < 0 && strings.HasPrefix(paragraph, focused.Label.String()+":") {
			at = len(rows)
			end = at + len(p.lines(paragraph)) - 1
		}
		rows = append(rows, p.lines(paragraph)...)
	}
	return box(rows, scrolled(at-p.h/2, end, end, p.h, len(rows)), p.w, p.h)
}

// lines wraps a paragraph, or takes it from the frame before. The cache is emptied when it has grown past what a message needs.
func (p preview) lines(paragraph string) []string {
	lines, ok := p.wrapped[paragraph]
	if !ok {
		if len(p.wrapped) > 500 {
			clear(p.wrapped)
		}
		lines = wrap(paragraph, p.w)
		p.wrapped[paragraph] = lines
	}
	return lines
}
