package report

import (
	"html"
	"strings"
)

// markup is HTML that is being written. Words go into it escaped, so that no name becomes a part of the page.
//
// The package html/template would see to that too, at 3 MB of the program: it calls methods by their names, for which the linker
// keeps every exported method of all that is linked in.
type markup struct{ strings.Builder }

// literal is markup that goes into a page as it is. A constant is one by itself; what else becomes one must be safe already.
type literal string

func (m *markup) raw(parts ...literal) {
	for _, p := range parts {
		m.WriteString(string(p))
	}
}

func (m *markup) words(s string) { m.WriteString(html.EscapeString(s)) }

// element writes words between the tags of an element. The start tag may have attributes.
func (m *markup) element(tag literal, words string) {
	name, _, _ := strings.Cut(string(tag), " ")
	m.raw("<", tag, ">")
	m.words(words)
	m.raw("</", literal(name), ">")
}

// paragraphs writes each text as a paragraph on a line of its own.
func (m *markup) paragraphs(texts []string) {
	for _, s := range texts {
		m.element("p", s)
		m.raw("\n")
	}
}
