package directory

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"referraldesk/policy/text"
)

// madeUp are n entries of few syllables and many words, the first words the most frequent.
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

// BenchmarkTyping types a query a character at a time, each time as if it was the first one. The table of all figures is
// BenchmarkSearchTable in ui/cli.
func BenchmarkTyping(b *testing.B) {
	const window = 50
	for _, n := range []int{16_000, 300_000} {
		lists := NewListings(slices.Values(madeUp(n)))
		index := NewIndex(embedded(b)).With(lists)
		for _, query := range []string{"cataract", "milton keynes surgery", "smh eye", "sp"} {
			b.Run(fmt.Sprintf("%d/%s", n, query), func(b *testing.B) {
				for b.Loop() {
					lists.recent = nil
					for i := range query {
						index.Find(query[:i+1], window)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(query)), "ns/keystroke")
			})
		}
	}
}

func BenchmarkPackAList(b *testing.B) {
	list := madeUp(16_000)
	b.ReportAllocs()
	for b.Loop() {
		NewListings(slices.Values(list))
	}
}
