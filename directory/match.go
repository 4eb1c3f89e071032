package directory

import (
	"strings"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"
)

// Limits of a single word. From 40 letters in a row on, the score of sahilm/fuzzy overflows. A word of three letters with a
// slip could be anything, and one with a digit in it (a code, a telephone number) is another one, not a slip.
const (
	longestScattered = 39
	shortestSlip     = 4
)

// rank says how much a field says about what an entry is; a lower one goes first.
type rank int

const (
	rankName  rank = iota // also an alias
	rankTrust             // of a list entry, where it lies: its address lines
	rankAddress
	rankOther // what a contact is for, an address given up, a commissioner
	ranks
)

// field is one text of an entry as it is searched.
type field struct {
	rank   rank
	prose  bool // sentences: any few letters lie scattered in them, so that would tell nothing
	code   bool // a code is found from its start only: neither its middle nor a slip of it says anything
	folded string
	runes  []rune // of folded; nil until it is made ready
	starts []int  // the runes at which a word starts; nil until then
}

func newField(r rank, s string) field { return field{rank: r, folded: fold(s)} }

// ready makes a field ready for many queries: what is nil would be worked out for each.
func (f *field) ready() { f.runes, f.starts = f.letters() }

// letters are the runes of the field and those at which a word starts.
func (f *field) letters() (runes []rune, starts []int) {
	if f.runes != nil {
		return f.runes, f.starts
	}
	runes = []rune(f.folded)
	return runes, startsOf(runes)
}

// startsOf gives the runes at which a word starts.
func startsOf(runes []rune) (starts []int) {
	for i, c := range runes {
		if isLetterOrDigit(c) && (i == 0 || !isLetterOrDigit(runes[i-1])) {
			starts = append(starts, i)
		}
	}
	return starts
}

// word is one word of a query.
type word struct {
	folded string
	runes  []rune
	slips  bool // long enough, and all letters
}

func newWord(folded string) word {
	w := word{folded: folded, runes: []rune(folded)}
	w.slips = len(w.runes) >= shortestSlip && !strings.ContainsAny(folded, "0123456789")
	return w
}

// found is how a word matches a field.
type found struct {
	tier  Tier
	score int   // of a scattered match: sahilm/fuzzy's, higher is better
	runes []int // of the folded field
}

// together are the words of the field in sorted order: two texts with the same ones are the same to a query.
func (f *field) together() string { return strings.Join(wordsOf(f.folded), " ") }

// newCode is a field with a folded code, which is found from its start only.
func newCode(r rank, key string) field {
	return field{rank: r, prose: true, code: true, folded: key}
}

// newProse is a field without scattered letters.
func newProse(r rank, s string) field {
	f := newField(r, s)
	f.prose = true
	return f
}

// stands looks for a word as it stands in a text: as a whole word first, then at the start of one, then anywhere.
func stands(s, w string) (tier Tier, at int, ok bool) {
	for from := 0; ; {
		i := strings.Index(s[from:], w)
		if i < 0 {
			return tier, at, ok
		}
		i += from
		if t := tierAt(s, i, i+len(w)); !ok || t < tier {
			tier, at, ok = t, i, true
		}
		if tier == TierWord {
			return tier, at, true
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		from = i + size
	}
}

// startsCode looks for a word at the start of a code.
func startsCode(code, w string) (tier Tier, at int, ok bool) {
	if code == w {
		return TierWord, 0, true
	}
	return TierPrefix, 0, strings.HasPrefix(code, w)
}

func tierAt(s string, from, to int) Tier {
	switch {
	case !edge(s, from):
		return TierInside
	case !edge(s, to):
		return TierPrefix
	}
	return TierWord
}

// edge says whether a word may start or end between the bytes at i-1 and i.
func edge(s string, i int) bool {
	if i == 0 || i == len(s) {
		return true
	}
	if s[i-1] < utf8.RuneSelf && s[i] < utf8.RuneSelf {
		return !plainLetters[s[i-1]] || !plainLetters[s[i]]
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i:])
	return !isLetterOrDigit(before) || !isLetterOrDigit(after)
}

// standing is a match of the word as it stands.
func (f *field) standing(w word) (found, bool) {
	look := stands
	if f.code {
		look = startsCode
	}
	tier, at, ok := look(f.folded, w.folded)
	if !ok {
		return found{}, false
	}
	first := utf8.RuneCountInString(f.folded[:at])
	return found{tier: tier, runes: span(first, len(w.runes), -1)}, true
}

// scattered is a match of the letters of the word in their order, with others between them.
func (f *field) scattered(w word) (found, bool) {
	if f.prose || len(w.runes) > longestScattered || !isSubsequence(w.runes, f.folded) {
		return found{}, false
	}
	matches := fuzzy.FindNoSort(w.folded, []string{f.folded})
	if len(matches) == 0 {
		return found{}, false
	}
	m := found{tier: TierScattered, score: matches[0].Score}
	for _, at := range matches[0].MatchedIndexes {
		m.runes = append(m.runes, utf8.RuneCountInString(f.folded[:at]))
	}
	return m, true
}

// isSubsequence is what sahilm/fuzzy finds, without its score and at a fraction of the time.
func isSubsequence(w []rune, text string) bool {
	for _, r := range text {
		if len(w) > 0 && w[0] == r {
			w = w[1:]
		}
	}
	return len(w) == 0
}

// slipped is a match of the word with one slip, from the start of any word of the field.
func (f *field) slipped(w word) (found, bool) {
	if !w.slips || f.code {
		return found{}, false
	}
	runes, starts := f.letters()
	for _, start := range starts {
		if n, skip, ok := slip(w.runes, runes[start:]); ok {
			return found{tier: TierSlip, runes: span(start, n, skip)}, true
		}
	}
	return found{}, false
}

// slip says whether text starts with the word but for one slip of the fingers: two letters swapped, one missing, one too
// many, one wrong. n is how many runes of the text the word then covers, skip the one among them that it has not, or -1.
func slip[T byte | rune](w, text []T) (n, skip int, ok bool) {
	i := 0
	for i < len(w) && i < len(text) && w[i] == text[i] {
		i++
	}
	if i == len(w) {
		return 0, 0, false // no slip at all
	}
	if i == len(text) {
		return i, -1, i == len(w)-1 // one letter too many, at the end
	}
	left, rest := w[i:], text[i:]
	switch {
	case len(left) > 1 && len(rest) > 1 && left[0] == rest[1] && left[1] == rest[0] && startsWith(rest[2:], left[2:]):
		return len(w), -1, true
	case startsWith(rest[1:], left):
		return len(w) + 1, i, true
	case startsWith(rest, left[1:]):
		return len(w) - 1, -1, true
	case startsWith(rest[1:], left[1:]):
		return len(w), i, true
	}
	return 0, 0, false
}

func startsWith[T byte | rune](text, start []T) bool {
	if len(start) > len(text) {
		return false
	}
	for i, r := range start {
		if text[i] != r {
			return false
		}
	}
	return true
}

// span lists n runes from the first on, without the one at skip, counted from the first.
func span(first, n, skip int) []int {
	runes := make([]int, 0, n)
	for i := range n {
		if i != skip {
			runes = append(runes, first+i)
		}
	}
	return runes
}
