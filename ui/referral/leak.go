package referral

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"referraldesk/policy/text"
)

// LeaksPatient says whether s gives the patient away: a part of the name as a whole word or the whole name run together, the
// date of birth in any usual order, or the NHS number, whatever stands between the letters or the digits. It is for what
// leaves the body of the message: a reference, the name of a file. It would rather refuse a harmless word than pass a name.
func LeaksPatient(a Answers, s text.Text) bool {
	if s.IsEmpty() {
		return false
	}
	folded := fold(s.String())
	return leaksName(fold(a.line(idPatientName)), folded) ||
		leaksBirthday(a.line(idPatientDOB), folded) ||
		leaksDigits(a.line(idNHSNumber), folded)
}

// titles are no part of a name, and stand in many a file name: "Dr".
var titles = [...]string{"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev"}

// minRunTogether is how many letters names need before they are looked for inside other words: "anli" is in "scan list".
// maxNames is how many names of one person are looked for in that way, so that no paste makes it slow.
const (
	minRunTogether = 6
	maxNames       = 16
)

func leaksName(name, s string) bool {
	parts := map[string]bool{}
	for _, word := range wordsOf(name, false) {
		parts[word] = len(word) > 1 && !isTitle(word)
	}
	for _, word := range wordsOf(s, true) {
		if parts[word] {
			return true
		}
	}
	letters := only(strings.ToLower(s), unicode.IsLetter)
	return slices.ContainsFunc(runTogether(name), func(run string) bool { return strings.Contains(letters, run) })
}

// runTogether gives the whole name and any two names that stand together in it without the space between them, and the last
// name with the first on either side.
func runTogether(name string) []string {
	words := slices.DeleteFunc(strings.FieldsFunc(strings.ToLower(name), notLetter), isTitle)
	if len(words) < 2 {
		return nil
	}
	words = words[:min(len(words), maxNames)]
	first, last := words[0], words[len(words)-1]
	runs := []string{strings.Join(words, ""), first + last, last + first}
	for i := range words[1:] {
		runs = append(runs, words[i]+words[i+1])
	}
	return slices.DeleteFunc(runs, func(run string) bool { return len(run) < minRunTogether })
}

func isTitle(word string) bool { return slices.Contains(titles[:], word) }

// apostrophes stand inside a name: O'Brien is "obrien" and "brien" alike.
const apostrophes = "'’‘‛ʼ′`"

// wordsOf gives the words of s in lower case. With humps, a capital inside a word starts another one too, as in JohnSmith.pdf.
func wordsOf(s string, humps bool) []string {
	joined := only(s, func(r rune) bool { return !strings.ContainsRune(apostrophes, r) })
	parted := strings.FieldsFunc(s, func(r rune) bool { return notLetter(r) || strings.ContainsRune(apostrophes, r) })
	var all []string
	for _, word := range append(parted, strings.FieldsFunc(joined, notLetter)...) {
		all = append(all, strings.ToLower(word))
		if humps {
			all = append(all, strings.Fields(strings.ToLower(splitHumps(word)))...)
		}
	}
	return all
}

// splitHumps puts a space before each capital that follows a small letter, or comes before one: "OCTSmithScan" is
// "OCT Smith Scan".
func splitHumps(word string) string {
	runes := []rune(word)
	var b strings.Builder
	for i, r := range runes {
		startsHump := i > 0 && unicode.IsUpper(r) &&
			(unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]))
		if startsHump {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// leaksDigits says whether the digits of an identifier follow each other in s. Fewer than six digits identify nobody.
func leaksDigits(identifier, s string) bool {
	digits := only(identifier, isDigit)
	return len(digits) >= 6 && strings.Contains(only(s, isDigit), digits)
}

// letterTwins are letters that do not decompose, as file names have them.
var letterTwins = strings.NewReplacer(
	"ß", "ss", "ø", "o", "Ø", "O", "ł", "l", "Ł", "L", "đ", "d", "Đ", "D", "æ", "ae", "Æ", "Ae", "œ", "oe", "Œ", "Oe",
)

// fold takes accents off letters and turns wide letters and digits into plain ones, so that José is found in jose.pdf.
func fold(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return s
	}
	return letterTwins.Replace(only(norm.NFKD.String(s), func(r rune) bool { return !unicode.Is(unicode.Mn, r) }))
}

func only(s string, keep func(rune) bool) string {
	return strings.Map(func(r rune) rune {
		if keep(r) {
			return r
		}
		return -1
	}, s)
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
