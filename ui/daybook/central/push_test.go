//go:build unix

package central_test

import (
	"slices"
	"testing"

	"referraldesk/ui/daybook"
	"referraldesk/ui/daybook/central"
)

func TestWhatADeskNotedGoesToTheServerOnceAndInOrder(t *testing.T) {
	s := newServer(t)
	db := s.database(t)
	s.admit(t, db, central.Role{Name: "tp123", Site: site(t, "TP123")})
	book := filled(1, 1200) // more than go at once
	at := s.address(t, "tp123", db)
	push := func(lines []daybook.Line, want int) {
		t.Helper()
		b, err := central.Open(t.Context(), at)
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		for _, all := range []bool{false, true} {
			if n, err := b.Push(t.Context(), site(t, "TP123"), lines, all); err != nil || n != want {
				t.Errorf("%d were taken, want %d: %v", n, want, err)
			}
			want = 0
		}
	}
	push(nil, 0)
	push(book.lines[:10], 10)
	push(book.lines, 1190)
	if got := s.onServer(t, db); !slices.Equal(got, raw(book.lines)) {
		t.Errorf("%d lines, not those of the file in its order", len(got))
	}
}
