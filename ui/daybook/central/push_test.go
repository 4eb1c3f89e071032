//go:build unix

package central_test

import (
	"errors"
	"slices"
	"strings"
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

// A daybook that is put back from a backup, or copied to another machine, gives numbers out again that the server has seen: what
// is noted there goes in all the same.
func TestADaybookThatWasPutBackOrCopiedLosesNothing(t *testing.T) {
	s := newServer(t)
	db := s.database(t)
	first := filled(1, 60)
	putBack, copied := first.copied(40, 2), first.copied(20, 3)
	want := raw(first.lines)
	s.push(t, db, owner, "TP123", first)
	for i, f := range []*file{putBack, copied, first, copied, putBack} {
		want = append(want, f.handOff(1000+i, noon, "Urgent").Raw, f.handOff(2000+i, noon, "Urgent").Raw)
		s.push(t, db, owner, "TP123", f)
		if got := slices.Sorted(slices.Values(s.onServer(t, db))); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
			t.Fatalf("after push %d the server has %d events, want %d", i+1, len(got), len(want))
		}
	}
}

// Somebody who can write the file can make every hash anew. The server still has what it took.
func TestALineThatWasRewrittenSinceIsFoundByTheServersCopy(t *testing.T) {
	s := newServer(t)
	db := s.database(t)
	book := filled(1, 30)
	s.push(t, db, owner, "TP123", book)
	id := book.lines[14].Entry.ID.String()
	forged := book.copied(14, 1)
	forged.rewrite(book.lines[14:], "mkuh-bus", "smh-wet-amd")
	if forged.lines[14].Entry.ID.String() != id {
		t.Fatal("the forged line has another id")
	}
	n, err := central.Desk{At: s.address(t, owner, db), File: written(t, forged.lines), Site: site(t, "TP123")}.Push(t.Context())
	if n != 0 || !errors.Is(err, central.ErrDiffers) || !strings.Contains(err.Error(), "from line 15 on this daybook is not as the group's on ") {
		t.Errorf("%d sent, %v", n, err)
	}
	if got := s.onServer(t, db); !slices.Equal(got, raw(book.lines)) {
		t.Error("the server's copy has changed")
	}
}

// An older version of the program leaves out what it can't read, and sends what it noted behind it.
func TestComparingSendsTheLinesThatAnOlderVersionLeftOut(t *testing.T) {
	s := newServer(t)
	db := s.database(t)
	book := filled(1, 30)
	older := central.Desk{At: s.address(t, owner, db), File: written(t, slices.Delete(slices.Clone(book.lines), 12, 14)), Site: site(t, "TP123")}
	if err := older.Send(t.Context()); err != nil {
		t.Fatal(err)
	}
	newer := older
	newer.File = written(t, book.lines)
	if n, err := newer.Push(t.Context()); n != 2 || err != nil {
		t.Errorf("%d sent, %v", n, err)
	}
	if got := s.onServer(t, db); !slices.Equal(got, raw(book.lines)) {
		t.Errorf("the server has %d lines of %d, or not in their order", len(got), len(book.lines))
	}
}

// A server may refuse at the end of a transaction what it took in the course of it.
func TestLinesThatAreTakenBackAtTheEndAreNotCountedAsSent(t *testing.T) {
	s := newServer(t)
	db := s.database(t)
	s.sql(t, owner, db, `create function refuse() returns trigger language plpgsql as 'begin raise exception ''not today''; end';
		create constraint trigger late after insert on referraldesk.event deferrable initially deferred for each row execute function refuse()`)
	if n, err := desk(t, s.address(t, owner, db), "TP123", 20).Push(t.Context()); n != 0 || err == nil || !strings.Contains(err.Error(), "not today") {
		t.Errorf("%d sent, %v", n, err)
	}
	if got := s.onServer(t, db); len(got) > 0 {
		t.Errorf("the server has %d lines", len(got))
	}
}
