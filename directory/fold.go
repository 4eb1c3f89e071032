package directory

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold is s as it is compared: without case and accents, with one kind of apostrophe, hyphen and space.
func fold(s string) string {
	if folded, ok := foldASCII(s); ok {
		return folded
	}
	folded, _ := foldWithOrigin(s)
	return folded
}

// foldASCII is fold of what has no letter beyond ASCII: nearly all of a long list. What is folded already is not copied.
func foldASCII(s string) (folded string, ok bool) {
	same := true
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return "", false
		}
		same = same && s[i] == asciiFolded[s[i]]
	}
	if same {
		return s, true
	}
	b := make([]byte, len(s))
	for i := range b {
		b[i] = asciiFolded[s[i]]
	}
	return string(b), true
}

// asciiFolded is what foldRune makes of each character of ASCII.
var asciiFolded = func() (table [utf8.RuneSelf]byte) {
	for r := range table {
		table[r] = byte(foldRune(rune(r)))
	}
	return table
}()

// foldWithOrigin is fold; origin[i] is the rune of s that rune i of the folded text came from, since accents go and a letter
// may come apart into several.
func foldWithOrigin(s string) (folded string, origin []int) {
	var b strings.Builder
	at := 0
	for _, r := range s {
		parts := string(r)
		if r >= 0x80 {
			parts = norm.NFD.String(parts)
		}
		for _, part := range parts {
			if isMark(part) {
				continue
			}
			b.WriteRune(foldRune(part))
			origin = append(origin, at)
		}
		at++
	}
	return b.String(), origin
}

func foldRune(r rune) rune {
	switch r {
	case '’', '‘', '‛', 'ʼ', '′', '＇', '`', '´':
		return '\''
	case '‐', '‑', '‒', '–', '—', '−':
		return '-'
	}
	if unicode.IsSpace(r) {
		return ' '
	}
	return unicode.ToLower(unicode.ToUpper(r)) // by way of the upper case, which several lower-case letters may share
}

// isMark is true of what is dropped: accents and the like, which belong to the letter before.
func isMark(r rune) bool { return unicode.Is(unicode.Mn, r) }

// plainLetters are the letters and digits of ASCII.
var plainLetters = func() (table [utf8.RuneSelf]bool) {
	for r := range table {
		table[r] = isLetterOrDigit(rune(r))
	}
	return table
}()

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// wordsOf are the different words of a folded text, sorted, each without the punctuation around it (an address is pasted
// with brackets and commas).
func wordsOf(folded string) []string {
	words := strings.Fields(folded)
	for i, word := range words {
		words[i] = core(word)
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// core is a word without the punctuation around it. A word of punctuation alone stays as it is.
func core(word string) string {
	if trimmed := strings.TrimFunc(word, func(r rune) bool { return !isLetterOrDigit(r) }); trimmed != "" {
		return trimmed
	}
	return word
}
