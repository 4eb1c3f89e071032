package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/textarea"
)

// areaView draws the h rows of a text area that stand around its cursor. The area's own View draws every row of the text to show
// a few, which with a long history takes longer than a keystroke may; so this asks the area where its rows lie, and draws those
// alone.
func areaView(area textarea.Model, h int, look styles) []string {
	here := rowOf(area)
	rows := []areaRow{here}
	up, down := area, area
	for more := true; more && len(rows) < h; {
		more = false
		if above, ok := rows[0].above(&up); ok {
			rows, more = append([]areaRow{above}, rows...), true
		}
		if below, ok := rows[len(rows)-1].below(&down); ok && len(rows) < h {
			rows, more = append(rows, below), true
		}
	}
	lines := strings.Split(area.Value(), "\n")
	drawn := make([]string, h)
	for i, r := range rows {
		if words := r.of(lines); r == here && area.Focused() {
			drawn[i] = withCursor(area.Cursor, words, r.cursor, look)
		} else {
			drawn[i] = look.plain.Render(string(words))
		}
	}
	return drawn
}

// areaRow is the row of the wrapped text in which a cursor stands: n characters of a line, from character start on.
type areaRow struct {
	line, start, n int
	first, last    bool // row of its line
	cursor         int  // characters of the row before the cursor
}

// rowOf asks the area for the row of its cursor. It is the one call that costs: the area looks at the whole line.
func rowOf(area textarea.Model) areaRow {
	at := area.LineInfo()
	return areaRow{area.Line(), at.StartColumn, at.Width, at.RowOffset == 0, at.RowOffset >= at.Height-1, at.ColumnOffset}
}

// above moves the cursor of a copy from r to the row above; ok is false where r is the first of the text.
func (r areaRow) above(area *textarea.Model) (row areaRow, ok bool) {
	switch {
	case !r.first:
		area.SetCursor(r.start - 1)
	case r.line > 0:
		area.CursorUp()
	default:
		return row, false
	}
	return rowOf(*area), true
}

// below moves the cursor of a copy from r to the row below; ok is false where r is the last of the text.
func (r areaRow) below(area *textarea.Model) (row areaRow, ok bool) {
	switch {
	case !r.last:
		area.SetCursor(r.start + r.n)
	case r.line < area.LineCount()-1:
		area.CursorDown()
	default:
		return row, false
	}
	return rowOf(*area), true
}

// of are the characters of the row. The area counts a space behind the last one that is no part of the text.
func (r areaRow) of(lines []string) []rune {
	line := []rune(lines[r.line])
	from := min(r.start, len(line))
	return line[from:min(from+r.n, len(line))]
}

// withCursor draws a row with the cursor on the character where it stands, or behind the last one.
func withCursor(c cursor.Model, row []rune, at int, look styles) string {
	at = min(at, len(row))
	if look.bare {
		return string(row[:at]) + cursorSign + string(row[at:])
	}
	under, rest := " ", ""
	if at < len(row) {
		under, rest = string(row[at]), string(row[at+1:])
	}
	c.SetChar(under)
	return look.plain.Render(string(row[:at])) + c.View() + look.plain.Render(rest)
}
