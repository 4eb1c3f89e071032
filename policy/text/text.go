// Package text is the door for every string that comes from outside: files, arguments, forms and pastes.
//
// A Text is safe to show on a terminal and to put into a message: it holds no control character, no escape sequence, no
// bidirectional override and no invisible character. Only [Line] and [Block] can make one, so whoever holds a Text need not
// check it again. The package must never learn what a string means; it only knows what a string may contain.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is a cleaned string in UTF-8. The zero Text is empty. Texts are comparable with ==.
type Text struct{ s string }

// Line makes a Text of one line: each line break and tab becomes a space, and space at either end is dropped.
func Line(raw string) Text {
	return Text{strings.TrimSpace(clean(raw, ' '))}
}

// Block makes a Text that may span lines, parted by "\n": a carriage return, alone or before a line feed, and the Unicode
// line and paragraph separators count as one line break each. Space at either end is kept, for a text that is still being typed.
func Block(raw string) Text {
	return Text{clean(raw, '\n')}
}

// String gives the cleaned string.
func (t Text) String() string { return t.s }

// IsEmpty says whether there is nothing to read: no character, or only white space.
func (t Text) IsEmpty() bool { return strings.TrimSpace(t.s) == "" }

// MarshalText writes the cleaned string, for TOML and JSON.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.s), nil }

// UnmarshalText is the door for TOML and JSON: what it reads becomes one line. It never fails.
func (t *Text) UnmarshalText(raw []byte) error {
	*t = Line(string(raw))
	return nil
}

// clean maps every rune of raw; breakAs is what a line break becomes. Clean input comes back without a copy.
func clean(raw string, breakAs rune) string {
	if !utf8.ValidString(raw) {
		raw = strings.ToValidUTF8(raw, string(utf8.RuneError))
	}
	raw = strings.ReplaceAll(raw, "\r\n", "\n")
	return strings.Map(func(r rune) rune { return keep(r, breakAs) }, raw)
}

// keep says what becomes of one rune: itself, a space, a line break, or -1 for none.
func keep(r, breakAs rune) rune {
	switch {
	case r >= ' ' && r < 0x7f:
		return r
	case r >= 'À' && r <= 'ɏ', r >= '‐' && r <= '‧': // letters of Europe, and its dashes, quotes and dots: all of them show
		return r
	case r == '\n', r == '\r', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
		return breakAs
	case r == '\t', unicode.Is(unicode.Zs, r):
		return ' '
	case unicode.IsControl(r), invisible(r):
		return -1
	}
	return r
}

// invisible covers what takes no room on the screen, or changes the order of what does: format characters (zero width, bidi,
// tags, the byte order mark), variation selectors, fillers, and code points that no font shows: private, surrogate, or no
// characters at all.
func invisible(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs, unicode.Variation_Selector,
		unicode.Other_Default_Ignorable_Code_Point, unicode.Noncharacter_Code_Point) || strings.ContainsRune(blanks, r)
}

// blanks look like a space or like nothing, and no property of Unicode says so: the braille blank, the Khitan filler, and the
// musical null notehead.
const blanks = "\u2800\U00016FE4\U0001D159"
