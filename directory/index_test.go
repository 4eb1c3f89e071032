package directory

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"referraldesk/policy/text"
)

// slowly is the index that looks at every field of every entry: the reference.
func slowly(dir *Directory, list []Listing) *Index {
	x := NewIndex(dir)
	for i := range list {
		x.entries = append(x.entries, indexListing(&list[i]))
	}
	return x
}

func quickly(dir *Directory, list []Listing) *Index {
	return NewIndex(dir).With(NewListings(slices.Values(list)))
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// randomListing shares its words with the directories and with other entries, so that there are ties of every kind.
func randomListing(r *rand.Rand) Listing {
	e := Listing{Name: randomText(r), Detail: text.Line(pick(r, "", "1 High St", "Milton Keynes", "Ma-cula Eye", "ct ma", "(eye) Zoë")), Closed: r.IntN(4) == 0, Preferred: r.IntN(2) == 0}
	if r.IntN(3) > 0 {
		e.Name = text.Line(pick(r, "The Surgery", "Stoke Surgery", "St. Ôk's Surgery", "Casual Macula", "S M Health", "smh", "Surgery The", "Amd-ract centre", "", "--") + pick(r, "", " "+randomWord(r)))
	}
	if r.IntN(5) == 0 {
		e.Detail = randomText(r)
	}
	e.Code = text.Line(pick(r, "", "A81001", "A81002", "M8", "(k8-2)", "Eye", "ŷn1"))
	e.Postcode = text.Line(pick(r, "", "MK9 1AA", "mk91ab", "HP20 1AA", "HP2 01 AA", "EYE", "M-K 1AA"))
	e.Area = text.Line(pick(r, "", "14Y", "M1J4Y", "eye"))
	if r.IntN(3) == 0 {
		e.Reach = text.Line(pick(r, randomAddress(r).String(), "01642 672351", "bus.eye@ct.ma", "eye.cas@nhs.net", "Ŷn@nhs.net"))
	}
	return e
}

func randomList(r *rand.Rand) []Listing {
	list := make([]Listing, r.IntN(40))
	if r.IntN(10) == 0 {
		list = make([]Listing, 64+r.IntN(300))
	}
	for i := range list {
		list[i] = randomListing(r)
	}
	return list
}

// queryOf is made of the words of a list entry as randomQuery's is of a destination's, or is all of one of its texts.
func queryOf(r *rand.Rand, e Listing) string {
	fields := []string{e.Name.String(), e.Detail.String(), e.Reach.String(), e.Code.String(), e.Postcode.String(), e.Area.String()}
	if r.IntN(4) == 0 {
		return strings.ReplaceAll(pick(r, fields...), " ", pick(r, "", " "))
	}
	source := append(strings.Fields(strings.Join(fields, " ")), "surgeries", "miltonkeynes", "milton-keynes", "highxst", "theosurgery", "smh", "e")
	var words []string
	for range 1 + r.IntN(3) {
		w := []rune(pick(r, source...))
		switch i := r.IntN(len(w)); r.IntN(7) {
		case 0:
			w = w[:i+1]
		case 1:
			w = w[i:]
		case 2:
			w[i] = pick(r, 'x', 'a', '-')
		case 3:
			w = slices.Delete(w, i, i+1)
		case 4:
			w = slices.Insert(w, i, w[i])
		case 5:
			w = slices.DeleteFunc(w, func(rune) bool { return r.IntN(3) == 0 })
		}
		words = append(words, string(w))
	}
	return strings.Join(words, " ")
}

// same says whether two hits are the same to who sees them.
func same(a, b Hit) bool {
	if (a.Listing == nil) != (b.Listing == nil) || a.Listing != nil && *a.Listing != *b.Listing {
		return false
	}
	return a.Destination == b.Destination && a.Contact == b.Contact && a.Tier == b.Tier && slices.Equal(a.Matched, b.Matched)
}

func compareRows(t *testing.T, query string, got, want []Hit) {
	t.Helper()
	if slices.EqualFunc(got, want, same) {
		return
	}
	t.Errorf("%q: %d rows, want %d", query, len(got), len(want))
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || !same(got[i], want[i]) {
			if i < len(got) {
				t.Errorf("row %d: %+v %+v", i, got[i], got[i].Listing)
			}
			if i < len(want) {
				t.Errorf("not %+v %+v", want[i], want[i].Listing)
			}
			return
		}
	}
}

// numbered gives each entry a text of its own that no query finds, so that rows that tie can be told apart.
func numbered(list []Listing) {
	for i := range list {
		list[i].Detail = text.Line(fmt.Sprintf("%s \x60%d", list[i].Detail, i))
	}
}

func randomRounds(t *testing.T, n int, try func(r *rand.Rand, dir *Directory, list []Listing)) {
	t.Helper()
	if testing.Short() || raceEnabled() {
		n /= 10
	}
	for seed := range uint64(n) {
		r := rand.New(rand.NewPCG(seed, 7))
		list := randomList(r)
		numbered(list)
		try(r, randomDirectory(r), list)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func anyQuery(r *rand.Rand, dir *Directory, list []Listing) string {
	if len(list) == 0 || r.IntN(5) == 0 {
		return randomQuery(r, dir)
	}
	return queryOf(r, pick(r, list...))
}

func TestTheFastWayGivesTheRowsOfTheSlowOneTiesIncluded(t *testing.T) {
	randomRounds(t, 3000, func(r *rand.Rand, dir *Directory, list []Listing) {
		fast, slow := quickly(dir, list), slowly(dir, list)
		for range 12 {
			query := anyQuery(r, dir, list)
			want := slow.Search(query)
			compareRows(t, query, fast.Search(query), want)
			limit := r.IntN(12)
			window := fast.Find(query, limit)
			compareRows(t, query, window.Hits, want[:min(limit, len(want))])
			if window.Total != len(want) {
				t.Errorf("%q: %d in all, want %d", query, window.Total, len(want))
			}
		}
	})
}

func TestTypingDeletingAndPastingEqualAFreshSearch(t *testing.T) {
	randomRounds(t, 300, func(r *rand.Rand, dir *Directory, list []Listing) {
		index := quickly(dir, list)
		typed := []rune{}
		for range 40 {
			switch next := []rune(anyQuery(r, dir, list)); r.IntN(8) {
			case 0:
				typed = next
			case 1, 2:
				typed = typed[:max(0, len(typed)-1)]
			default:
				typed = append(typed, next[:min(1, len(next))]...)
			}
			if r.IntN(6) == 0 {
				typed = append(typed, ' ')
			}
			got, want := index.Find(string(typed), 9), quickly(dir, list).Find(string(typed), 9)
			compareRows(t, string(typed), got.Hits, want.Hits)
			if got.Total != want.Total {
				t.Errorf("%q: %d in all, want %d", string(typed), got.Total, want.Total)
			}
		}
	})
}

// raceEnabled says whether the race detector slows this run.
func raceEnabled() bool { return raceDetector }

func TestSeveralGoroutinesMayAskAtOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	dir, list := randomDirectory(r), make([]Listing, 5000)
	for i := range list {
		list[i] = randomListing(r)
	}
	index := quickly(dir, list)
	queries := []string{"s", "su", "sur", "the surgery", "smh", "mk9", "miltonkeynes", "eye ma"}
	var want []Result
	for _, q := range queries {
		want = append(want, quickly(dir, list).Find(q, 20))
	}
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			for j := range queries {
				at := (i + j) % len(queries)
				if got := index.Find(queries[at], 20); !reflect.DeepEqual(got, want[at]) {
					t.Errorf("%q gives other rows", queries[at])
				}
			}
		})
	}
	all.Wait()
}

func TestALongListIsSharedByTwoCoresAndGivesTheSameRows(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	dir, list := randomDirectory(r), make([]Listing, worthwhile+100)
	for i := range list {
		list[i] = randomListing(r)
	}
	numbered(list)
	fast, slow := quickly(dir, list), slowly(dir, list)
	for _, query := range []string{"su", "surg", "surgrey", "cslm", "eye thxe"} {
		want := slow.Search(query)
		got := fast.Find(query, 200)
		compareRows(t, query, got.Hits, want[:min(200, len(want))])
		if got.Total != len(want) || len(want) < 200 {
			t.Errorf("%q: %d in all, want %d, which are to be many", query, got.Total, len(want))
		}
	}
}

func surgery(code, name, detail, postcode string) Listing {
	return Listing{Code: text.Line(code), Name: text.Line(name), Detail: text.Line(detail), Postcode: text.Line(postcode), Preferred: true}
}

func TestAPracticeIsFoundByNameCodeTownAndPostcode(t *testing.T) {
	list := []Listing{
		surgery("K82001", "WATLING VALE MEDICAL CENTRE", "SHENLEY CHURCH END, MILTON KEYNES", "MK5 6EY"),
		surgery("K82002", "MANDEVILLE PRACTICE", "HANNON ROAD, AYLESBURY", "HP21 8TR"),
	}
	list[0].Area, list[1].Area = text.Line("M1J4Y"), text.Line("14Y")
	index := quickly(&Directory{}, list)
	for query, code := range map[string]string{
		"k82002": "K82002", "K82 002": "", "watl": "K82001", "milton keynes": "K82001", "miltonkeynes": "K82001", "mk5 6ey": "K82001", "MK56EY": "K82001",
		"hp21": "K82002", "hp218": "K82002", "8tr": "K82002", "14y": "K82002", "m1j4y": "K82001", "mandvile": "K82002", "aylesbruy": "K82002", "2002": "",
	} {
		hits := index.Search(query)
		switch {
		case code == "" && len(hits) > 0:
			t.Errorf("%q finds %q", query, ids(hits))
		case code != "" && (len(hits) == 0 || hits[0].ID() != code):
			t.Errorf("%q finds %q, not %s first", query, ids(hits), code)
		}
	}
}

func TestOfAListWhatIsAtWorkAndPreferredGoesFirstWithinAClass(t *testing.T) {
	list := []Listing{{Name: text.Line("Oak 1"), Closed: true}, {Name: text.Line("Oak 2"), Closed: true, Preferred: true}, {Name: text.Line("Oak 3")}, {Name: text.Line("Oaks 4"), Preferred: true}, {Name: text.Line("Soak 5"), Preferred: true}}
	dir := named("Oaken")
	dir.Contacts = []Contact{{ID: "contact", Name: text.Line("Oaky"), Phone: text.Line("1")}}
	var got []string
	for _, h := range quickly(dir, list).Search("oak") {
		got = append(got, h.Name().String())
	}
	if want := []string{"Oaken", "Oaky", "Oaks 4", "Oak 3", "Oak 2", "Oak 1", "Soak 5"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
