package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textarea"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory"
	"referraldesk/policy/text"
)

const (
	areaRows   = 4  // rows of an input of several lines
	labelWidth = 26 // columns of the label, where it stands beside the input
	besideFrom = 56 // columns from which the label stands beside the input
)

// inputMark shows where typing goes. It is ASCII, one byte a cell.
const inputMark = "| "

// field is one question with its answer as it is being given. What it asks decides how it takes the answer: by a line, by
// several lines, or by picking from options. Nothing is picked until somebody picks it.
type field struct {
	question directory.Question
	options  []text.Text
	line     textinput.Model
	area     textarea.Model
	cursor   int    // the option that the cursor stands on, -1 for none yet
	picked   []bool // one for each option
	problem  string // what is wrong with the answer, as it was left
	focused  bool
	required bool // the referral can't go without it, given the other answers
	hidden   bool // it has no place, given the other answers
}

// newField asks q; options are what can be picked, nil for a question that is typed.
func newField(look styles, q directory.Question, options []text.Text) field {
	f := field{question: q, options: options, cursor: -1, required: q.Need == directory.Required}
	switch {
	case options != nil:
		f.picked = make([]bool, len(options))
	case q.Kind == directory.KindText:
		f.area = look.newArea()
		f.area.SetHeight(areaRows)
	default:
		f.line = look.newInput("")
	}
	return f
}

func (f field) isArea() bool { return f.options == nil && f.question.Kind == directory.KindText }

func (f field) isLine() bool { return f.options == nil && f.question.Kind != directory.KindText }

// value is the answer as it stands; options picked stand one a line.
func (f field) value() text.Text {
	switch {
	case f.isArea():
		return text.Block(strings.TrimSpace(f.area.Value()))
	case f.isLine():
		return text.Line(f.line.Value())
	}
	var picked []string
	for i, o := range f.options {
		if f.picked[i] {
			picked = append(picked, o.String())
		}
	}
	return text.Block(strings.Join(picked, "\n"))
}

// withValue is the field with the answer given; an option that is not there is not picked.
func (f field) withValue(t text.Text) field {
	switch {
	case f.isArea():
		f.area.SetValue(t.String())
	case f.isLine():
		f.line.SetValue(t.String())
	default:
		f.picked = make([]bool, len(f.options))
		for _, l := range strings.Split(t.String(), "\n") {
			for i, o := range f.options {
				if o.String() == l {
					f.picked[i], f.cursor = true, i
				}
			}
		}
	}
	return f
}

// fromItsStart shows a line from its first letter on.
func (f field) fromItsStart() field {
	f.line.CursorStart()
	return f
}

func (f field) focus() (field, tea.Cmd) {
	f.focused = true
	switch {
	case f.isArea():
		return f, f.area.Focus()
	case f.isLine():
		return f, f.line.Focus()
	}
	return f, nil
}

func (f field) blur() field {
	f.focused = false
	f.area.Blur()
	f.line.Blur()
	return f
}

// update gives the message to whatever takes the answer.
func (f field) update(msg tea.Msg, keys keyMap) (field, tea.Cmd) {
	var cmd tea.Cmd
	switch {
	case f.isArea():
		f.area, cmd = f.area.Update(msg)
	case f.isLine():
		f.line, cmd = f.line.Update(msg)
	default:
		if k, ok := msg.(tea.KeyMsg); ok {
			f = f.pick(k, keys)
		}
	}
	return f, cmd
}

// pick moves between the options. Where only one can be picked, the arrows alone pick it, so that no pasted text does; where
// several can, the space bar ticks them.
func (f field) pick(k tea.KeyMsg, keys keyMap) field {
	several := f.question.Kind == directory.KindChoices
	if several {
		f.cursor = max(f.cursor, 0)
	}
	switch {
	case key.Matches(k, keys.Right):
		f.cursor = min(f.cursor+1, len(f.options)-1)
	case key.Matches(k, keys.Left):
		f.cursor = max(f.cursor-1, 0)
	case key.Matches(k, keys.Unpick):
		f.picked = make([]bool, len(f.options))
		return f
	case key.Matches(k, keys.Pick) && several:
		f.picked = append([]bool(nil), f.picked...)
		f.picked[f.cursor] = !f.picked[f.cursor]
		return f
	default:
		return f
	}
	if !several {
		f.picked = make([]bool, len(f.options))
		f.picked[f.cursor] = true
	}
	return f
}

// atEdge says that the cursor stands on the first (or the last) line, so that a further ↑ (or ↓) leaves the field.
func (f field) atEdge(up bool) bool {
	if !f.isArea() {
		return true
	}
	at := f.area.LineInfo()
	if up {
		return f.area.Line() == 0 && at.RowOffset == 0
	}
	return f.area.Line() == f.area.LineCount()-1 && at.RowOffset >= at.Height-1
}

// setSize fits the input into a field of w columns.
func (f field) setSize(w int) field {
	inner := max(w-2-len(inputMark), 8)
	if w >= besideFrom {
		inner = w - 2 - labelWidth - 2 - len(inputMark)
	}
	switch {
	case f.isArea():
		f.area.SetWidth(inner)
	case f.isLine():
		f.line.Width = inner - 1
	}
	return f
}

// view is the field in w columns: a mark and the label, beside or above what takes the answer, and the problem below it.
func (f field) view(w int, look styles) []string {
	mark, labelLook := "  ", look.plain
	if f.focused {
		mark, labelLook = look.accent.Render("▌")+" ", look.strong
	}
	var rows []string
	if f.labelBeside(w) {
		rows = beside(wrap(f.label(), labelWidth), f.inputRows(w-2-labelWidth-2, look), labelLook)
	} else {
		for _, l := range wrap(f.label(), w-2) {
			rows = append(rows, labelLook.Render(l))
		}
		rows = append(rows, f.inputRows(w-2, look)...)
	}
	if f.problem != "" {
		for _, l := range wrap("✗ "+f.problem, w-2) {
			rows = append(rows, look.notSecure.Render(l))
		}
	}
	for i := range rows {
		rows[i] = mark + rows[i]
	}
	return rows
}

// height is how many rows the field takes in w columns, without drawing it.
func (f field) height(w int, look styles) int {
	label, input := len(wrap(f.label(), labelWidth)), 1
	switch {
	case f.hidden:
		return 0
	case f.isArea():
		input = areaRows
	case !f.isLine() && f.labelBeside(w):
		input = len(f.optionRows(w-2-labelWidth-2, look))
	case !f.isLine():
		input = len(f.optionRows(w-2, look))
	}
	rows := max(label, input)
	if !f.labelBeside(w) {
		rows = len(wrap(f.label(), w-2)) + input
	}
	if f.problem != "" {
		rows += len(wrap("✗ "+f.problem, w-2))
	}
	return rows
}

// label is the question with its unit, and a star where it must be answered.
func (f field) label() string {
	label := f.question.Label.String()
	if !f.question.Unit.IsEmpty() {
		label += " (" + f.question.Unit.String() + ")"
	}
	if f.required {
		label += " *"
	}
	return label
}

// labelBeside says whether the label stands beside the input: there is room, and it is a label rather than a sentence.
func (f field) labelBeside(w int) bool {
	return w >= besideFrom && width(f.question.Label.String()) <= 3*labelWidth
}

// beside sets labels in a column of their own to the left of the inputs.
func beside(labels, inputs []string, labelLook interface{ Render(...string) string }) []string {
	var rows []string
	for i := range max(len(labels), len(inputs)) {
		label, input := "", ""
		if i < len(labels) {
			label = labels[i]
		}
		if i < len(inputs) {
			input = inputs[i]
		}
		rows = append(rows, labelLook.Render(padRight(label, labelWidth))+"  "+input)
	}
	return rows
}

func (f field) inputRows(w int, look styles) []string {
	switch {
	case f.isArea():
		rows := areaView(f.area, areaRows, look)
		for i := range rows {
			rows[i] = look.dim.Render(inputMark) + rows[i]
		}
		return rows
	case f.isLine():
		return []string{look.dim.Render(inputMark) + look.inputView(f.line)}
	}
	return f.optionRows(w, look)
}

// optionRows stand in one row where they fit, else one below the other.
func (f field) optionRows(w int, look styles) []string {
	open, shut := "( ) ", "(•) "
	if f.question.Kind == directory.KindChoices {
		open, shut = "[ ] ", "[x] "
	}
	var cells []string
	room := 0
	for i, o := range f.options {
		cell := open + o.String()
		if f.picked[i] {
			cell = shut + o.String()
		}
		room += width(cell) + 5 // with the mark of the cursor, which moves
		if f.focused && i == max(f.cursor, 0) {
			cell = look.accent.Underline(true).Render(cell + " ‹")
		}
		cells = append(cells, cell)
	}
	if room-5 <= w {
		return []string{strings.Join(cells, "   ")}
	}
	return cells
}
