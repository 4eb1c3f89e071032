//go:build unix

package central_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
	"referraldesk/ui/daybook/central"
)

// BenchmarkPush10000 sends a daybook of ten thousand events over loopback, as a role that may only note for its site.
func BenchmarkPush10000(b *testing.B) {
	s := newServer(b, "fsync = on")
	db := s.database(b)
	s.admit(b, db, central.Role{Name: "tp123", Site: site(b, "TP123")})
	at, err := central.Parse(fmt.Sprintf("postgres://tp123:%s@127.0.0.1:%d/%s", password, s.port, db))
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		d := central.Desk{At: at, File: written(b, filled(i, 10_000).lines), Site: site(b, "TP123"), Rules: usual}
		b.StartTimer()
		if n, err := d.Push(b.Context()); err != nil || n != 10_000 {
			b.Fatal(n, err)
		}
	}
}

const (
	sites      = 100
	eventsEach = 10_000 // in a year
)

// BenchmarkYearOf100Sites asks a million events of a year what is due today, what the latest use of an account is, and what a
// report of a month counts; as whoever leads the group. The plans are logged.
func BenchmarkYearOf100Sites(b *testing.B) {
	s := newServer(b, "fsync = on", "shared_buffers = 512MB")
	db := s.database(b)
	s.admit(b, db, central.Role{Name: lead, Site: site(b, "HQ001"), ReadsAll: true}, central.Role{Name: "s042", Site: site(b, "S042"), ReadsAll: false})
	s.year(b, db)
	today := policy.DayOf(noon)
	locum, err := policy.ParseAddress("locum7@nhs.net")
	if err != nil {
		b.Fatal(err)
	}
	for _, role := range []string{lead, "s042"} {
		book, err := central.Open(b.Context(), s.address(b, role, db))
		if err != nil {
			b.Fatal(err)
		}
		defer book.Close()
		name := strings.Map(func(r rune) rune { return map[bool]rune{true: r, false: -1}[r >= 'a' && r <= 'z'] }, role)
		b.Run("due/"+name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				entries, err := book.Unsettled(b.Context(), today, usual)
				if err != nil {
					b.Fatal(err)
				}
				n = len(daybook.Due(entries, today, usual))
			}
			b.ReportMetric(float64(n), "due")
		})
		b.Run("use/"+name, func(b *testing.B) {
			for b.Loop() {
				if uses, err := book.Uses(b.Context(), []policy.Address{locum}, today); err != nil {
					b.Fatal(len(uses), err)
				}
			}
		})
		b.Run("month/"+name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				entries, err := book.Counted(b.Context(), ods.Code{}, policy.NewDay(2026, time.June, 1), policy.NewDay(2026, time.July, 1))
				if err != nil {
					b.Fatal(err)
				}
				n = len(entries)
			}
			b.ReportMetric(float64(n), "events")
		})
	}
	s.plans(b, db)
}

// year fills the tables with a million events: of ten, four hand-offs and what was said of them, and a use of an account. A
// hand-off in eighty is never answered.
func (s *server) year(b *testing.B, db string) {
	b.Helper()
	conn := s.conn(b, owner, db)
	for i := range sites {
		f := newFile(i)
		at, n := noon.AddDate(-1, 0, 0), i*eventsEach
		const step = 365 * 24 * time.Hour / eventsEach
		for j := range eventsEach {
			at = at.Add(step)
			switch j % 10 {
			case 0, 2, 4, 6:
				f.handOff(n+j, at, []string{"Urgent", "Routine", "Routine"}[j%3])
			case 8:
				f.answer("sent", n+j-8, at)
			case 9:
				f.used(fmt.Sprintf("locum%d@nhs.net", j/10%40), at)
			default:
				if j%200 != 1 {
					f.answer("receipt-confirmed", n+j-1, at)
				} else {
					f.answer("sent", n+j-1, at)
				}
			}
		}
		if err := central.Load(context.Background(), conn, site(b, fmt.Sprintf("S%03d", i)), f.lines); err != nil {
			b.Fatal(err)
		}
	}
	s.sql(b, owner, db, "vacuum analyze referraldesk.event")
}

// plans logs how the server finds what is due and what a month counts.
func (s *server) plans(b *testing.B, db string) {
	b.Helper()
	conn := s.conn(b, lead, db)
	for name, query := range central.Queries() {
		rows, err := conn.Query(b.Context(), "explain (analyze, costs off) "+query, pgx.QueryExecModeSimpleProtocol)
		if err != nil {
			b.Fatal(err)
		}
		plan, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			b.Fatal(err)
		}
		b.Logf("%s\n%s", name, strings.Join(plan, "\n"))
	}
}
