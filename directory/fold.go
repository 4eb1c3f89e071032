package directory

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold is s as it is compared: without case and accents, with one kind of apostrophe, hyphen and space.
func fold(s string) string {
	folded, _ := foldWithOrigin(s)
	return folded
}

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

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// wordsOf are the different words of a folded text, sorted, each without the punctuation around it (an address is pasted
// with brackets and commas). A word of punctuation alone stays as it is.
func wordsOf(folded string) []string {
	words := strings.Fields(folded)
	for i, word := range words {
		if core := strings.TrimFunc(word, func(r rune) bool { return !isLetterOrDigit(r) }); core != "" {
			words[i] = core
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}
