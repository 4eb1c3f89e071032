package directory

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"referraldesk/policy"
	"referraldesk/policy/text"
)

// rounds is how many random directories each property is tried on.
const rounds = 400

// syllables are few, so that random words often share letters.
var syllables = []string{"ma", "cu", "la", "eye", "cat", "a", "ract", "bus", "ŷn", "Zoë", "'s", "-", "st", "ok", "e", "ß", "ı", "ô", "AMD", "ct"}

func randomWord(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(4) {
		b.WriteString(syllables[r.IntN(len(syllables))])
	}
	return b.String()
}

func randomText(r *rand.Rand) text.Text {
	var words []string
	for range 1 + r.IntN(4) {
		words = append(words, randomWord(r))
	}
	return text.Line(strings.Join(words, " "))
}

func randomAddress(r *rand.Rand) policy.Address {
	local := []string{"bus", "eye.cas", "cataract", "amd", "stoke"}[r.IntN(5)]
	domain := []string{"nhs.net", "mkuh.nhs.uk", "example.org"}[r.IntN(3)]
	address, err := policy.ParseAddress(local + "@" + domain)
	if err != nil {
		panic(err)
	}
	return address
}

func randomDirectory(r *rand.Rand) *Directory {
	dir := &Directory{}
	for range 1 + r.IntN(8) {
		d := Destination{Name: randomText(r), Trust: randomText(r), Address: randomAddress(r)}
		for range r.IntN(3) {
			d.Aliases = append(d.Aliases, randomText(r))
		}
		if r.IntN(3) == 0 {
			d.Superseded = []Superseded{{Address: randomAddress(r)}}
		}
		dir.Destinations = append(dir.Destinations, d)
	}
	for range r.IntN(4) {
		dir.Contacts = append(dir.Contacts, Contact{Name: randomText(r), Address: randomAddress(r), For: randomText(r)})
	}
	return dir
}

// randomQuery is made of the directory's own words, whole, cut, jumbled or with a slip, and sometimes of none.
func randomQuery(r *rand.Rand, dir *Directory) string {
	d := dir.Destinations[r.IntN(len(dir.Destinations))]
	source := strings.Fields(d.Name.String() + " " + d.Trust.String() + " " + d.Address.String() + " " + randomWord(r))
	var words []string
	for range 1 + r.IntN(3) {
		w := []rune(source[r.IntN(len(source))])
		switch i := r.IntN(len(w)); r.IntN(5) {
		case 0:
			w = w[:i+1]
		case 1:
			w = w[i:]
		case 2:
			w[i] = 'x'
		case 3:
			w = slices.Delete(w, i, i+1)
		}
		words = append(words, string(w))
	}
	return strings.Join(words, " ")
}

// eachRound gives random directories and queries, the same ones in every run.
func eachRound(t *testing.T, try func(r *rand.Rand, dir *Directory, query string)) {
	t.Helper()
	for seed := range uint64(rounds) {
		r := rand.New(rand.NewPCG(seed, 0))
		dir := randomDirectory(r)
		for range 10 {
			try(r, dir, randomQuery(r, dir))
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func TestCaseSpacesRepetitionAndTheOrderOfWordsNeverChangeTheResult(t *testing.T) {
	eachRound(t, func(r *rand.Rand, dir *Directory, query string) {
		index := NewIndex(dir)
		want := index.Search(query)
		words := strings.Fields(query)
		r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		for _, other := range []string{
			query, " " + strings.ReplaceAll(query, " ", " \t ") + "\n", strings.ToUpper(query), strings.ToLower(query),
			strings.ReplaceAll(query, "'", "’"), strings.Join(words, " "), query + " " + strings.Join(words, " "),
		} {
			if got := index.Search(other); !reflect.DeepEqual(got, want) {
				t.Errorf("%q and %q give different results", query, other)
			}
		}
	})
}

// shown are the fields of an entry, for a reference that knows no index.
func shown(e Entry) []string {
	if c := e.Contact; c != nil {
		return []string{c.Name.String(), c.Reach(), c.For.String()}
	}
	fields := []string{e.Destination.Name.String(), e.Destination.Trust.String(), e.Destination.Address.String()}
	for _, alias := range e.Destination.Aliases {
		fields = append(fields, alias.String())
	}
	for _, old := range e.Destination.Superseded {
		fields = append(fields, old.Address.String())
	}
	return fields
}

// contains says whether every word of the query stands somewhere in the entry, whole or inside another word.
func contains(e Entry, query string) bool {
	for _, w := range wordsOf(fold(query)) {
		if !slices.ContainsFunc(shown(e), func(s string) bool { return strings.Contains(fold(s), w) }) {
			return false
		}
	}
	return true
}

func TestAScatteredMatchOrASlipNeverStandsAboveAWordMatch(t *testing.T) {
	eachRound(t, func(_ *rand.Rand, dir *Directory, query string) {
		weak := ""
		for _, h := range NewIndex(dir).Search(query) {
			stands := contains(h.Entry, query)
			if stands != (h.Tier < TierScattered) {
				t.Errorf("%q in %q: tier %d", query, shown(h.Entry), h.Tier)
			}
			if !stands {
				weak = h.Name().String()
			} else if weak != "" {
				t.Errorf("%q: %q stands above %q", query, weak, h.Name())
			}
		}
	})
}

func TestEveryEntryWithAllTheWordsIsFound(t *testing.T) {
	eachRound(t, func(_ *rand.Rand, dir *Directory, query string) {
		found := map[Entry]bool{}
		for _, h := range NewIndex(dir).Search(query) {
			found[h.Entry] = true
		}
		for i := range dir.Destinations {
			if e := (Entry{Destination: &dir.Destinations[i]}); contains(e, query) && !found[e] {
				t.Errorf("%q does not find %q", query, shown(e))
			}
		}
		for i := range dir.Contacts {
			if e := (Entry{Contact: &dir.Contacts[i]}); contains(e, query) && !found[e] {
				t.Errorf("%q does not find %q", query, shown(e))
			}
		}
	})
}

func TestOneSlipOfTheFingersStillFindsAWord(t *testing.T) {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	for seed := range uint64(5_000) {
		r := rand.New(rand.NewPCG(seed, 1))
		word := make([]byte, 5+r.IntN(8))
		for i := range word {
			word[i] = letters[r.IntN(len(letters))]
		}
		i := r.IntN(len(word) - 1)
		typed := slices.Clone(word)
		switch r.IntN(4) {
		case 0:
			typed[i], typed[i+1] = typed[i+1], typed[i]
		case 1:
			typed = slices.Delete(typed, i, i+1)
		case 2:
			typed = slices.Insert(typed, i, typed[i])
		case 3:
			typed[i] = letters[r.IntN(len(letters))]
		}
		if hits := NewIndex(named("the " + string(word) + " clinic")).Search(string(typed)); len(hits) != 1 {
			t.Fatalf("%q does not find %q", typed, word)
		}
	}
}

func checkHits(t *testing.T, hits []Hit) {
	t.Helper()
	seen := map[Entry]bool{}
	for _, h := range hits {
		if (h.Destination == nil) == (h.Contact == nil) {
			t.Fatalf("an entry with both or neither: %+v", h.Entry)
		}
		if seen[h.Entry] {
			t.Fatalf("%q is found twice", h.Name())
		}
		seen[h.Entry] = true
		length := len([]rune(h.Name().String()))
		for i, at := range h.Matched {
			if at < 0 || at >= length || i > 0 && at <= h.Matched[i-1] {
				t.Fatalf("%q: matched runes %v of %d", h.Name(), h.Matched, length)
			}
		}
	}
}

func TestMatchedRunesAreAscendingAndInsideTheName(t *testing.T) {
	eachRound(t, func(_ *rand.Rand, dir *Directory, query string) {
		checkHits(t, NewIndex(dir).Search(query))
	})
}

func FuzzSearch(f *testing.F) {
	f.Add("SMH wet AMD referrals", "amd wet")
	f.Add("Llŷn Ôptegwyr", "LLYN Ô")
	f.Add("Zoe\u0308's Eye Clinic", "zoe’s")
	f.Add("한국 \u0300 İstanbul", "i̇stan \x00")
	f.Add("a a", "a\u00a0a")
	f.Fuzz(func(t *testing.T, name, query string) {
		if text.Line(name).IsEmpty() {
			t.Skip("a destination has a name")
		}
		dir := named(name, "another "+name)
		dir.Contacts = []Contact{{Name: text.Line(query), Phone: text.Line("1"), For: text.Line(name)}}
		index := NewIndex(dir)
		hits := index.Search(query)
		checkHits(t, hits)
		if !reflect.DeepEqual(hits, index.Search("  "+query+" ")) {
			t.Errorf("%q: a space around it changes the result", query)
		}
		if len([]rune(name)) <= longestQuery && len(index.Search(text.Line(name).String())) == 0 {
			t.Errorf("%q is not found by its name", name)
		}
	})
}
