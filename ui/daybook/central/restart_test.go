//go:build unix

package central_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"referraldesk/policy"
	"referraldesk/ui/daybook"
	"referraldesk/ui/daybook/central"
)

// long set, the test of a server that is restarted runs in full.
const long = "REFERRALDESK_LONG"

// Four desks note events and send them after each, while the server is stopped and started again under them, in order and as in a
// power cut.
func TestAServerThatIsRestartedUnderFourDesksHasEachEventOnceAndInOrder(t *testing.T) {
	const desks = 4
	events, restarts := 2_000, 6
	if os.Getenv(long) != "" {
		events, restarts = 10_000, 30
	}
	s := newServer(t)
	db := s.database(t)
	var roles []central.Role
	for i := range desks {
		roles = append(roles, central.Role{Name: fmt.Sprintf("desk%d", i), Site: site(t, fmt.Sprintf("TP00%d", i/2))}) // two sites of two desks
	}
	s.admit(t, db, roles...)
	noted := make(chan struct{}, 10*desks) // so many events go on while the server is away
	var faults atomic.Int64
	var running sync.WaitGroup
	files := make([]string, desks)
	for i, r := range roles {
		files[i] = filepath.Join(t.TempDir(), daybook.FileName)
		d := central.Desk{At: s.address(t, r.Name, db), File: files[i], Site: r.Site, Rules: usual}
		running.Go(func() { faults.Add(worked(t, d, i, events/desks, noted)) })
	}
	signals := []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT}
	for i := range restarts {
		for range events / (restarts + 1) {
			<-noted
		}
		s.stop(t, signals[i%2])
		s.start(t)
		if odd := s.strings(t, db, "select cast(book as text) from referraldesk.event group by book having count(*) <> max(line)"); len(odd) > 0 {
			t.Errorf("after %d restarts a line is there and not all before it, in %v", i+1, odd)
		}
	}
	go func() { running.Wait(); close(noted) }()
	for range noted {
	}
	var want []string
	for i, r := range roles {
		d := central.Desk{At: s.address(t, r.Name, db), File: files[i], Site: r.Site, Rules: usual}
		if _, err := d.Sync(t.Context(), policy.DayOf(noon)); err != nil { // as the desk does when it is started again
			t.Error(err)
		}
		lines, err := daybook.Lines(files[i])
		if err != nil || len(lines) != events/desks {
			t.Fatal(len(lines), err)
		}
		want = append(want, raw(lines)...)
	}
	got := s.onServer(t, db)
	slices.Sort(want)
	if !slices.Equal(slices.Sorted(slices.Values(got)), want) {
		t.Errorf("the server has %d events of %d", len(got), len(want))
	}
	if faults.Load() == 0 {
		t.Error("no desk noticed anything")
	}
	t.Logf("%d events from %d desks over %d restarts: %d times a desk could not send", len(got), desks, restarts, faults.Load())
}

// worked notes events one after another and sends what the server lacks after each. It gives how often that failed.
func worked(t *testing.T, d central.Desk, number, count int, noted chan<- struct{}) (faults int64) {
	book, err := daybook.Open(d.File)
	if err != nil {
		t.Error(err)
		return 0
	}
	for i := range count {
		line := newFile(number).handOff(number*1_000_000+i, noon, "Urgent")
		if err := book.Append(line.Entry.Event); err != nil {
			t.Error(err)
			return faults
		}
		noted <- struct{}{}
		if _, err := d.Sync(t.Context(), policy.DayOf(noon)); err != nil {
			faults++
		}
	}
	return faults
}
