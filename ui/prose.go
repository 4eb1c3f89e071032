package ui

import (
	"strings"

	"github.com/charmbracelet/lipgloss"

	"referraldesk/directory"
	"referraldesk/policy"
)

// prose lays out sentences, each with its source behind it, in lines of w cells.
type prose struct {
	rows    []string
	w       int
	look    styles
	today   policy.Day
	sources *directory.Directory
}

// say adds a paragraph in the given look.
func (p *prose) say(look lipgloss.Style, s string) {
	for _, l := range wrap(s, p.w) {
		p.rows = append(p.rows, look.Render(l))
	}
}

// item adds a paragraph behind a sign; its source stands in a dim line of its own below where it does not fit behind the last.
func (p *prose) item(sign, s string, source policy.SourceID) {
	indent := strings.Repeat(" ", width(sign)+1)
	lines := wrap(s, p.w-width(indent))
	title := p.title(source)
	last := lines[len(lines)-1]
	for i, l := range lines {
		if i == 0 {
			l = sign + " " + l
		} else {
			l = indent + l
		}
		p.rows = append(p.rows, l)
	}
	switch {
	case title == "":
	case width(indent+last)+2+width(title) <= p.w:
		p.rows[len(p.rows)-1] = apart(p.rows[len(p.rows)-1], p.look.dim.Render(title), p.w)
	default:
		for _, l := range wrap(title, p.w-width(indent)) {
			p.rows = append(p.rows, indent+p.look.dim.Render(l))
		}
	}
}

func (p *prose) title(source policy.SourceID) string {
	if s, ok := p.sources.Source(source); ok {
		return "[" + s.Title.String() + "]"
	}
	return ""
}

// heading adds a line that stands out, after an empty one.
func (p *prose) heading(s string) {
	p.blank()
	p.say(p.look.strong, s)
}

func (p *prose) blank() { p.rows = append(p.rows, "") }

// verdict adds the status in sign, words and colour, and the headline.
func (p *prose) verdict(status policy.Status, headline string) {
	words := statusWords(status)
	lines := wrap(words+"  "+headline, p.w)
	for i, l := range lines {
		if i == 0 && strings.HasPrefix(l, words) {
			l = p.look.status(status).Render(words) + l[len(words):]
		}
		p.rows = append(p.rows, l)
	}
}

// statusWords are the sign and the words of a status: never colour alone.
func statusWords(s policy.Status) string {
	switch s {
	case policy.Secure:
		return "✓ SECURE"
	case policy.Check:
		return "! CHECK FIRST"
	case policy.NotSecure:
		return "✗ NOT SECURE"
	}
	return "? NOT JUDGED"
}
