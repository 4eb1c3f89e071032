package report

import (
	_ "embed"

	"referraldesk/policy"
)

//go:embed page.css
var looks string

// beginning is the page up to its title. Its policy holds a browser to what the page needs: its own looks, and nothing else.
const beginning = `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
`

// shortRows is what always fits on one sheet of paper together with its chart, in rows of tables.
const shortRows = 12

// Page is the report as one HTML page: it has its charts and its looks in it, runs no script, and fetches nothing.
func (r Report) Page() ([]byte, error) {
	var m markup
	m.raw(beginning)
	m.element("title", r.title())
	m.raw("\n<style>\n", literal(looks), "</style>\n</head>\n<body>\n<header>\n")
	m.element("h1", r.title())
	m.raw("\n")
	m.paragraphs(r.opening(policy.Day.UK))
	m.raw("</header>\n<main>\n")
	for _, s := range r.sections() {
		if err := s.writePage(&m); err != nil {
			return nil, err
		}
	}
	m.raw("</main>\n<footer>\n<h2>How this is counted</h2>\n")
	m.paragraphs(counting())
	m.raw("</footer>\n</body>\n</html>\n")
	return []byte(m.String()), nil
}

func (s section) writePage(m *markup) error {
	rows := 0
	for _, t := range s.tables {
		rows += len(t.rows)
	}
	m.raw(`<section aria-labelledby="`, s.id, `"`, keptTogether(rows), ">\n")
	m.element(`h2 id="`+s.id+`"`, s.title)
	m.raw("\n")
	m.paragraphs(s.says)
	if len(s.chart.labels) > 0 {
		svg, err := s.chart.svg(s.id, s.title)
		if err != nil {
			return err
		}
		m.raw("<figure>", svg, "</figure>\n")
	}
	for _, t := range s.tables {
		t.writePage(m)
	}
	m.raw("</section>\n")
	return nil
}

func (t table) writePage(m *markup) {
	m.raw(`<div class="wide">`, "<table", keptTogether(len(t.rows)), ">\n")
	if t.caption != "" {
		m.element("caption", t.caption)
		m.raw("\n")
	}
	m.raw("<thead><tr>")
	for _, cell := range t.head {
		m.element(`th scope="col"`, cell)
	}
	m.raw("</tr></thead>\n<tbody>\n")
	for _, row := range t.rows {
		m.raw("<tr>")
		m.element(`th scope="row"`, row[0])
		for _, cell := range row[1:] {
			m.element("td", cell)
		}
		m.raw("</tr>\n")
	}
	m.raw("</tbody>\n</table></div>\n")
}

// keptTogether is the attribute of what a printer must not part, where that has few rows.
func keptTogether(rows int) literal {
	if rows > shortRows {
		return ""
	}
	return ` class="short"`
}
