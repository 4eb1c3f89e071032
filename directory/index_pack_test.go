package directory

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"referraldesk/policy/text"
)

func TestWhatAListHoldsComesBackAsItWasGiven(t *testing.T) {
	long := strings.Repeat("A long building ", blockSize/8)
	ways := []func(string) string{
		strings.ToUpper, strings.ToLower, capitalised, func(s string) string { return s },
		func(s string) string { return strings.ReplaceAll(s, " ", "  ") },
	}
	r := rand.New(rand.NewPCG(9, 9))
	list := []Listing{{}, {Name: text.Line("A"), Detail: text.Line(long)}, {Name: text.Line("STRASSE ǆ ŉ"), Postcode: text.Line("HP20 1AA, UK"), Code: text.Line("a8 1-00")}}
	for range 20_000 {
		e := randomListing(r)
		for _, to := range e.texts() {
			*to = text.Line(pick(r, ways...)(to.String()))
		}
		list = append(list, e)
	}
	packed := NewListings(slices.Values(list))
	if packed.Len() != len(list) {
		t.Fatalf("%d entries of %d", packed.Len(), len(list))
	}
	for i, want := range list {
		if got := *packed.at(i); got != want {
			t.Fatalf("entry %d: %.300v is %.300v", i, want, got)
		}
		if got, want := packed.names.name(i), fold(want.Name.String()); got != want {
			t.Fatalf("entry %d: the name %q is folded as %q", i, want, got)
		}
		if got, want := packed.folded(i, detailText), fold(want.Detail.String()); got != want {
			t.Fatalf("entry %d: %.300q is folded as %.300q", i, want, got)
		}
	}
}

func TestAWordIsKeptOnceForAllEntriesThatHaveIt(t *testing.T) {
	many := func(n int) (list []Listing) {
		for range n {
			list = append(list, surgery("K82001", "WATLING VALE MEDICAL CENTRE", "SHENLEY CHURCH END, MILTON KEYNES", "MK5 6EY"))
		}
		return list
	}
	if size := NewListings(slices.Values(many(1000))).ends[999] / 1000; size > 24 {
		t.Errorf("an entry of 12 known words takes %d bytes", size)
	}
}
