package daybook

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"referraldesk/policy"
)

// BenchmarkAppend measures an append, sync included, beside a bare write and sync of as many bytes in the same run.
func BenchmarkAppend(b *testing.B) {
	book, path := newBook(b)
	appended(b, book, full())
	line := []byte(linesOf(b, path)[0])
	bare, err := os.Create(filepath.Join(filepath.Dir(path), "bare"))
	if err != nil {
		b.Fatal(err)
	}
	defer bare.Close()
	var ours, theirs []time.Duration
	for e := full(); b.Loop(); {
		start := time.Now()
		if err := book.Append(e); err != nil {
			b.Fatal(err)
		}
		between := time.Now()
		if _, err := bare.Write(line); err != nil {
			b.Fatal(err)
		}
		if err := bare.Sync(); err != nil {
			b.Fatal(err)
		}
		ours, theirs = append(ours, between.Sub(start)), append(theirs, time.Since(between))
	}
	report(b, "append", ours)
	report(b, "bare", theirs)
}

func report(b *testing.B, what string, took []time.Duration) {
	slices.Sort(took)
	ms := func(share float64) float64 {
		return float64(took[int(share*float64(len(took)-1))]) / float64(time.Millisecond)
	}
	b.ReportMetric(ms(0.5), "ms-"+what+"-p50")
	b.ReportMetric(ms(0.99), "ms-"+what+"-p99")
}

// BenchmarkRead100000 reads a daybook of a hundred thousand events from the disk, and makes sure of its chain.
func BenchmarkRead100000(b *testing.B) {
	path := manyEvents(b, 100_000)
	for b.Loop() {
		if log, err := Read(path); err != nil || len(log.Entries) != 100_000 || len(log.Faults) > 0 {
			b.Fatal(len(log.Entries), log.Faults, err)
		}
	}
}

// BenchmarkDue100000 finds what is due among a hundred thousand events.
func BenchmarkDue100000(b *testing.B) {
	log, err := Read(manyEvents(b, 100_000))
	if err != nil {
		b.Fatal(err)
	}
	for today := policy.DayOf(noon).Add(30); b.Loop(); {
		Due(log.Entries, today, usual)
	}
}

// manyEvents is a daybook of n events, two hand-offs to each receipt, written at once.
func manyEvents(b *testing.B, n int) string {
	b.Helper()
	book, path := newBook(b)
	var events []Event
	for i := range n {
		e := full()
		e.At, e.Reference = noon.Add(time.Duration(i)*time.Minute), numbered(i)
		if i%3 == 2 {
			events = append(events, ReceiptConfirmed{At: e.At, Reference: numbered(i - 1), Destination: e.Destination, By: ann()})
		} else {
			events = append(events, e)
		}
	}
	lines, _, err := book.lines(link{}, events)
	if err != nil {
		b.Fatal(err)
	}
	write(b, path, string(lines))
	return path
}
