//go:build unix

package central_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"referraldesk/policy"
	"referraldesk/ui/daybook"
	"referraldesk/ui/daybook/central"
)

// group is a server with two sites, each with a role and ten events, and a role that reads both.
func group(t *testing.T) (s *server, db string, tp, fa *file) {
	t.Helper()
	s = newServer(t)
	db = s.database(t)
	s.admit(t, db, central.Role{Name: "tp123", Site: site(t, "TP123")}, central.Role{Name: "fa999", Site: site(t, "FA999")},
		central.Role{Name: `the "lead"; o'brien`, Site: site(t, "HQ001"), ReadsAll: true})
	tp, fa = filled(1, 10), filled(2, 10)
	s.push(t, db, "tp123", "TP123", tp)
	s.push(t, db, "fa999", "FA999", fa)
	return s, db, tp, fa
}

// push sends a daybook as a role, for a site.
func (s *server) push(t testing.TB, db, role, code string, f *file) {
	t.Helper()
	b, err := central.Open(t.Context(), s.address(t, role, db))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if _, err := b.Push(t.Context(), site(t, code), f.lines, false); err != nil {
		t.Fatal(err)
	}
}

func TestARoleThatOnlyNotesCanChangeNothingAndReadsItsOwnSiteAlone(t *testing.T) {
	s, db, tp, fa := group(t)
	conn := s.conn(t, "tp123", db)
	for statement, refused := range map[string]bool{
		"update referraldesk.event set site = 'TP123'":                           true,
		"update referraldesk.event set raw = '' where site = 'TP123'":            true,
		"delete from referraldesk.event":                                         true,
		"delete from referraldesk.event where site = 'TP123'":                    true,
		"truncate referraldesk.event":                                            true,
		"select * from referraldesk.event for update":                            true,
		"insert into referraldesk.member (role, site) values ('tp123', 'FA999')": true,
		"update referraldesk.member set site = 'FA999'":                          true,
		"delete from referraldesk.member":                                        true,
		"insert into referraldesk.reader (role) values ('tp123')":                true,
		"update referraldesk.version set version = 2":                            true,
		"set role fa999":                  true,
		"set session authorization fa999": true,
		"alter table referraldesk.event disable row level security": true,
		"drop policy read_own_site on referraldesk.event":           true,
		"create table referraldesk.mine (x text)":                   true,
		"insert into referraldesk.event (id,site,book,line,type,at,day,zone,raw) values ('00000000-0000-7000-8000-000000000001','FA999','00000000-0000-7000-8000-000000000001',1,'sent',now(),'2026-11-20',0,'')":                                          true,
		"insert into referraldesk.event (id,site,book,line,type,at,day,zone,raw,received) values ('00000000-0000-7000-8000-000000000001','TP123','00000000-0000-7000-8000-000000000001',1,'sent',now(),'2026-11-20',0,'','2020-01-01')":                    true,
		"insert into referraldesk.event (id,site,book,line,type,at,day,zone,raw) values ('" + fa.lines[0].Entry.ID.String() + "','TP123','00000000-0000-7000-8000-000000000001',1,'sent',now(),'2026-11-20',0,'') on conflict (id) do update set raw = ''": true,
		"set row_security = off; select * from referraldesk.event": true,
		"insert into referraldesk.event (id,site,book,line,type,at,day,zone,raw) values ('00000000-0000-7000-8000-000000000002','TP123','00000000-0000-7000-8000-000000000001',1,'sent',now(),'2026-11-20',0,'')": false,
	} {
		_, err := conn.Exec(t.Context(), statement, pgx.QueryExecModeSimpleProtocol)
		answer, isAnswer := errors.AsType[*pgconn.PgError](err)
		if refused != (isAnswer && (answer.Code == "42501" || answer.Code == "42704")) || !refused && err != nil {
			t.Errorf("%s: %v", statement, err)
		}
		if _, err := conn.Exec(t.Context(), "reset row_security"); err != nil {
			t.Fatal(err)
		}
	}
	seen := func(role string) []string {
		rows, err := s.conn(t, role, db).Query(t.Context(), "select distinct site from referraldesk.event order by site")
		if err != nil {
			t.Fatal(err)
		}
		sites, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatal(err)
		}
		return sites
	}
	for role, want := range map[string][]string{"tp123": {"TP123"}, "fa999": {"FA999"}, `the "lead"; o'brien`: {"FA999", "TP123"}} {
		if got := seen(role); !slices.Equal(got, want) {
			t.Errorf("%s reads %v", role, got)
		}
	}
	if got := s.strings(t, db, "select raw from referraldesk.event where raw <> '' order by site desc, line"); !slices.Equal(got, append(raw(tp.lines), raw(fa.lines)...)) {
		t.Error("what was noted has changed")
	}
}

func TestARoleWithoutASiteNotesAndReadsNothing(t *testing.T) {
	s, db, _, _ := group(t)
	s.sql(t, owner, db, "delete from referraldesk.member where role = 'tp123'")
	var n int
	if err := s.conn(t, "tp123", db).QueryRow(t.Context(), "select count(*) from referraldesk.event").Scan(&n); err != nil || n > 0 {
		t.Errorf("%d rows, %v", n, err)
	}
	b, err := central.Open(t.Context(), s.address(t, "tp123", db))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	_, err = b.Push(t.Context(), site(t, "TP123"), filled(3, 1).lines, false)
	if err == nil || !strings.Contains(err.Error(), "role tp123 may not note for site TP123: compare ods_code") {
		t.Error(err)
	}
}

func TestRightsCanBeGivenAgainAndARoleMovedToAnotherSite(t *testing.T) {
	s, db, _, _ := group(t)
	again := strings.ReplaceAll(central.Rights(central.Role{Name: "tp123", Site: site(t, "NEW01")}), "create role", "-- create role")
	s.sql(t, owner, db, again)
	s.push(t, db, "tp123", "NEW01", filled(4, 5))
	if got := s.strings(t, db, "select distinct site from referraldesk.event order by site"); !slices.Equal(got, []string{"FA999", "NEW01", "TP123"}) {
		t.Error(got)
	}
}

// A practice whose code changes keeps its file. The server keeps what it has of it under the old code, and from the role.
func TestASiteWhoseCodeChangesGoesOnAskingAfterItsReferrals(t *testing.T) {
	s, db, tp, _ := group(t)
	s.sql(t, owner, db, "update referraldesk.member set site = 'NEW01' where role = 'tp123'")
	moved := central.Desk{At: s.address(t, "tp123", db), File: written(t, tp.lines), Site: site(t, "NEW01"), Rules: usual}
	log, err := daybook.Read(moved.File)
	if err != nil {
		t.Fatal(err)
	}
	today := policy.DayOf(noon).Add(1)
	heard, err := moved.Sync(t.Context(), today)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(daybook.Due(heard.With(log.Entries), today, usual)), len(daybook.Due(log.Entries, today, usual)); got != want || want == 0 {
		t.Errorf("%d are due with the group's word, %d without", got, want)
	}
	n, err := moved.Push(t.Context())
	if n != 0 || !errors.Is(err, central.ErrHidden) || !strings.Contains(err.Error(), "from line 1 on the group's daybook has lines of this one already "+
		"(10 of its lines), under another site than NEW01, so role tp123 can't read them") {
		t.Errorf("%d sent, %v", n, err)
	}
	tp.handOff(77, noon, "Urgent")
	moved.File = written(t, tp.lines)
	if n, err := moved.Push(t.Context()); n != 1 || !errors.Is(err, central.ErrHidden) {
		t.Errorf("%d sent, %v", n, err)
	}
}

// What the server can't show as it was written is asked after all the same.
func TestAnOwnReferralWhoseCopyWasChangedIsAskedAfter(t *testing.T) {
	s, db, tp, _ := group(t)
	s.sql(t, owner, db, "update referraldesk.event set raw = replace(raw, 'mkuh-bus', 'smh-bus') where site = 'TP123'")
	at := central.Desk{At: s.address(t, "tp123", db), File: written(t, tp.lines), Site: site(t, "TP123"), Rules: usual}
	log, err := daybook.Read(at.File)
	if err != nil {
		t.Fatal(err)
	}
	today := policy.DayOf(noon).Add(1)
	heard, err := at.Sync(t.Context(), today)
	if got, want := len(daybook.Due(heard.With(log.Entries), today, usual)), len(daybook.Due(log.Entries, today, usual)); got != want || want == 0 ||
		!errors.Is(err, central.ErrUnreadable) {
		t.Errorf("%d are due with the group's word, %d without: %v", got, want, err)
	}
}
