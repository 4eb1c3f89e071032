package report

import (
	"strings"
	"unicode/utf8"

	"referraldesk/policy"
)

// Lines is the report for a terminal: its tables with aligned columns, without the charts.
func (r Report) Lines() string {
	var b strings.Builder
	writeLines(&b, r.title())
	writeLines(&b, r.opening(policy.Day.String)...)
	for _, s := range r.sections() {
		writeLines(&b, "", strings.ToUpper(s.title))
		writeLines(&b, s.says...)
		for _, t := range s.tables {
			b.WriteByte('\n')
			t.writeTo(&b)
		}
	}
	writeLines(&b, "")
	writeLines(&b, counting()...)
	return b.String()
}

func writeLines(b *strings.Builder, lines ...string) {
	for _, l := range lines {
		b.WriteString(l + "\n")
	}
}

// writeTo writes the first column to the left and the others to the right, two spaces between them.
func (t table) writeTo(b *strings.Builder) {
	rows := append([][]string{t.head}, t.rows...)
	widths := make([]int, len(t.head))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		for i, cell := range row {
			room := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i == 0 {
				b.WriteString(cell + room)
			} else {
				b.WriteString("  " + room + cell)
			}
		}
		b.WriteByte('\n')
	}
}
