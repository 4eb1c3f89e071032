package directory

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sahilm/fuzzy"

	"referraldesk/policy/text"
)

// practices is a list of real organisations, where the tree stands beside one: a headless file of 27 columns.
const practices = "../../shared/data/ods/epraccur.csv"

// realList reads it, or makes names where it is not there.
func realList(b *testing.B) []Listing {
	file, err := os.Open(practices)
	if err != nil {
		return madeUp(16_000)
	}
	defer func() { _ = file.Close() }()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		b.Fatal(err)
	}
	var list []Listing
	for _, row := range rows {
		lines := slices.DeleteFunc(row[4:9], func(s string) bool { return s == "" })
		list = append(list, Listing{
			Code: text.Line(row[0]), Name: text.Line(row[1]), Detail: text.Line(strings.Join(lines, ", ")), Postcode: text.Line(row[9]),
			Area: text.Line(row[14]), Closed: row[12] == "C" || row[12] == "D", Preferred: row[25] == "4",
		})
	}
	return list
}

func madeUp(n int) (list []Listing) {
	r := rand.New(rand.NewPCG(3, 3))
	syllables := strings.Fields("mil ton key nes sur ger y cat ar act eye sta ple ford ham bury wick ley cen tre hea lth med ical pra ctice st road")
	words := make([]string, 12_000)
	for i := range words {
		for range 1 + r.IntN(3) {
			words[i] += syllables[r.IntN(len(syllables))]
		}
	}
	several := func(n int) text.Text {
		var all []string
		for range n {
			all = append(all, words[int(float64(len(words))*r.Float64()*r.Float64()*r.Float64())])
		}
		return text.Line(strings.ToUpper(strings.Join(all, " ")))
	}
	for i := range n {
		list = append(list, Listing{
			Code: text.Line(fmt.Sprintf("%c%05d", 'A'+i%26, i)), Name: several(3), Detail: several(6), Area: text.Line("14Y"), Closed: i%3 == 0, Preferred: i%2 == 0,
			Postcode: text.Line(fmt.Sprintf("%c%c%d %d%c%c", 'A'+i%20, 'A'+i%24, i%30, i%10, 'A'+i%23, 'A'+i%22)),
		})
	}
	return list
}

// multiplied gives n entries: the list, and then again and again with another code and number, a letter of a word changed in
// every second one, and two names mixed in every third.
func multiplied(list []Listing, n int) func(yield func(Listing) bool) {
	return func(yield func(Listing) bool) {
		r := rand.New(rand.NewPCG(uint64(n), 5))
		for i := range n {
			e := list[i%len(list)]
			if i >= len(list) {
				e = varied(r, e, list[r.IntN(len(list))])
			}
			if !yield(e) {
				return
			}
		}
	}
}

func varied(r *rand.Rand, e, other Listing) Listing {
	name, second := strings.Fields(e.Name.String()), strings.Fields(other.Name.String())
	if at := r.IntN(len(name)); r.IntN(3) == 0 {
		name[at] = second[r.IntN(len(second))]
	}
	if at := r.IntN(len(name)); r.IntN(40) == 0 {
		w := []byte(name[at])
		w[r.IntN(len(w))] = byte('A' + r.IntN(26))
		name[at] = string(w)
	}
	e.Name = text.Line(strings.Join(name, " "))
	e.Detail = text.Line(fmt.Sprintf("%d %s", 1+r.IntN(400), other.Detail))
	e.Code = text.Line(fmt.Sprintf("%c%05d", 'A'+r.IntN(26), r.IntN(100_000)))
	e.Postcode = other.Postcode
	return e
}

// typed are what the table types, a character at a time.
var typed = []string{"cataract", "milton keynes surgery", "smh eye", "sp"}

// window is how many rows are asked for: as many as the tallest desk shows.
const window = 24

// worstKeystroke types each query a few times, each time into a new memory of words, and gives the slowest of the best times of
// each keystroke: what a keystroke costs, not what else the machine did.
func worstKeystroke(search func(query string), forget func(), rounds int) (worst time.Duration, at string) {
	for _, query := range typed {
		fastest := make([]time.Duration, len(query))
		for round := range rounds {
			forget()
			for i := range query {
				start := time.Now()
				search(query[:i+1])
				if took := time.Since(start); round == 0 || took < fastest[i] {
					fastest[i] = took
				}
			}
		}
		for i, took := range fastest {
			if took > worst {
				worst, at = took, query[:i+1]
			}
		}
	}
	return worst, at
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkSearchAtScale prints what a keystroke costs over 5 entries up to a million. Beside it stands sahilm/fuzzy alone, over
// the names only, typing the same in the same run.
func BenchmarkSearchAtScale(b *testing.B) {
	fmt.Printf("%9s  %12s  %-22s  %10s  %9s  %14s  %8s\n", "entries", "worst key", "at", "build", "memory", "sahilm/fuzzy", "ratio")
	list := realList(b)
	for _, n := range []int{5, 16_000, 300_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			row := measure(b, list, n)
			fmt.Printf("%9d  %9.3f ms  %-22q  %7.0f ms  %6.1f MB  %11.3f ms  %8.4f\n", n, ms(row.worst), row.at, ms(row.build), row.mb, ms(row.alone), row.ratio())
			b.ReportMetric(ms(row.worst), "ms/worst-keystroke")
			b.ReportMetric(row.ratio(), "of-sahilm")
			for b.Loop() {
				row.index.Find("sp", window)
			}
		})
	}
}

type measured struct {
	index               *Index
	worst, build, alone time.Duration
	at                  string
	mb                  float64
}

func (m measured) ratio() float64 { return float64(m.worst) / float64(m.alone) }

func ms(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }

func measure(b *testing.B, list []Listing, n int) (m measured) {
	names := make([]string, 0, n)
	if n == 5 {
		dir := embedded(b)
		for _, d := range dir.Destinations {
			names = append(names, d.Name.String())
		}
		before, start := heap(), time.Now()
		m.index = NewIndex(dir)
		m.build, m.mb = time.Since(start), float64(heap()-before)/1e6
		m.worst, m.at = worstKeystroke(func(q string) { m.index.Find(q, window) }, func() {}, 50)
	} else {
		before, start := heap(), time.Now()
		lists := NewListings(multiplied(list, n))
		m.build = time.Since(start)
		m.mb = float64(heap()-before) / 1e6
		generated := time.Now()
		for e := range multiplied(list, n) {
			names = append(names, e.Name.String())
		}
		m.build -= time.Since(generated)
		m.index = NewIndex(embedded(b)).With(lists)
		m.worst, m.at = worstKeystroke(func(q string) { m.index.Find(q, window) }, func() { lists.recent = nil }, max(7, 1_000_000/n))
	}
	m.alone, _ = worstKeystroke(func(q string) { fuzzy.Find(q, names) }, func() {}, 1)
	return m
}
