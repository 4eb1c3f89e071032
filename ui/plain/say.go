package plain

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"referraldesk/policy"
	"referraldesk/policy/text"
)

// lineWidth is how many characters a sentence has in a line at most: two lines of a braille line of 40 cells.
const lineWidth = 78

// printer is the only door to the terminal. Whatever is said, nothing goes through it that moves, hides or turns round.
type printer struct {
	to  io.Writer
	err error // the first one: from then on nobody sees anything
}

// say writes a sentence in as many lines as it needs.
func (p *printer) say(format string, args ...any) {
	for _, l := range wrapped(text.Line(fmt.Sprintf(format, args...)).String()) {
		p.write(l)
	}
}

// letter writes a text to the letter: its lines are its own.
func (p *printer) letter(s string) {
	for l := range strings.SplitSeq(text.Block(s).String(), "\n") {
		p.write(l)
	}
}

func (p *printer) write(l string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.to, l+"\n")
	}
}

// wrapped breaks a sentence between words.
func wrapped(s string) []string {
	var lines []string
	line, width := "", 0
	for _, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		if line != "" && width+1+n > lineWidth {
			lines, line, width = append(lines, line), "", 0
		}
		if line != "" {
			line, width = line+" ", width+1
		}
		line, width = line+word, width+n
	}
	return append(lines, line)
}

// sourced writes a sentence and whose word it is.
func (s *session) sourced(sentence string, source policy.SourceID) {
	if title, ok := s.with.Directory.Source(source); ok {
		sentence += " [" + title.Title.String() + "]"
	}
	s.out.say("%s", sentence)
}

// statusWords are a status in words alone.
func statusWords(s policy.Status) string {
	return [...]string{policy.Unknown: "NOT JUDGED", policy.Secure: "SECURE", policy.Check: "CHECK FIRST", policy.NotSecure: "NOT SECURE"}[s]
}

// counted is a number of things, in words.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
