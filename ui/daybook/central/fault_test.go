//go:build unix

package central_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"referraldesk/policy"
	"referraldesk/ui/daybook/central"
)

// desk is a desk with a daybook of n events.
func desk(t testing.TB, at central.Address, code string, n int) central.Desk {
	t.Helper()
	return central.Desk{At: at, File: written(t, filled(7, n).lines), Site: site(t, code), Rules: usual}
}

func TestEveryFaultOfTheServerSaysWhatToDoAndNoPassword(t *testing.T) {
	s := newServer(t)
	db, bare, newer := s.database(t), s.empty(t), s.database(t)
	s.admit(t, db, central.Role{Name: "tp123", Site: site(t, "TP123")})
	s.sql(t, owner, db, "create role stranger login password '"+password+"'")
	s.sql(t, owner, newer, "insert into referraldesk.version (version) values (2)")
	wrong := filepath.Join(t.TempDir(), "pass")
	if err := os.WriteFile(wrong, []byte("*:*:*:*:s3cret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	is := func(address string) string { return address + "&passfile=" + url.QueryEscape(passfile(t)) }
	for name, test := range map[string]struct{ address, want string }{
		"wrong password": {s.url("tp123", db) + "&passfile=" + url.QueryEscape(wrong),
			"the password of role tp123 is wrong, or there was none: write the right one into the passfile"},
		"no password": {s.url("tp123", db) + "&passfile=/none", "the password of role tp123 is wrong, or there was none"},
		"unknown host": {"postgres://tp123:s3cret@no-such-host.invalid/" + db,
			"the group's daybook on no-such-host.invalid/" + db + ": no such host is found: correct the host in the URL"},
		"nobody there":     {fmt.Sprintf("postgres://tp123:s3cret@127.0.0.1:%d/%s", freePort(t), db), "no server answers there: try again later"},
		"no database":      {is(s.url("tp123", "none")), "it has no database none: correct the database in the URL"},
		"no tables":        {is(s.url(owner, bare)), "the group's tables are not there: make them with referraldesk daybook init"},
		"no rights":        {is(s.url("stranger", db)), "role stranger has no right to do that: have the owner of the tables run what"},
		"newer tables":     {is(s.url(owner, newer)), "made by a newer version of this program (its tables are of version 2, and this one knows 1): use that version"},
		"another's site":   {is(s.url("tp123", db)), "role tp123 may not note for site FA999: compare ods_code in practice.toml"},
		"reads only":       {is(s.url("tp123", db)) + "&default_transaction_read_only=on", "it takes nothing at the moment"},
		"not a TLS server": {fmt.Sprintf("postgres://tp123:s3cret@127.0.0.1:%d/%s?sslmode=verify-full", s.port, db), "it speaks no TLS: have whoever runs it turn TLS on"},
	} {
		at, err := central.Parse(test.address)
		if err != nil {
			t.Fatal(name, err)
		}
		_, err = desk(t, at, "FA999", 3).Sync(t.Context(), policy.DayOf(noon))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if said := err.Error(); strings.Contains(said, "s3cret") || strings.Contains(said, password) || strings.Contains(said, "\n") {
			t.Errorf("%s: %s", name, said)
		}
	}
}

func TestOnlyWhoMayMakesTheTablesAndOnlyOnce(t *testing.T) {
	s := newServer(t)
	db := s.empty(t)
	s.sql(t, owner, db, "create role stranger login password '"+password+"'")
	want := "role stranger may not make tables there: sign in as the owner of the database"
	if made, err := central.Init(t.Context(), s.address(t, "stranger", db)); made || err == nil || !strings.Contains(err.Error(), want) {
		t.Error(made, err)
	}
	for _, want := range []bool{true, false} {
		if made, err := central.Init(t.Context(), s.address(t, owner, db)); made != want || err != nil {
			t.Error(made, err)
		}
	}
	s.sql(t, owner, db, "insert into referraldesk.version (version) values (2)")
	if made, err := central.Init(t.Context(), s.address(t, owner, db)); made || err == nil || !strings.Contains(err.Error(), "use that version") {
		t.Error(made, err)
	}
}

func TestAServerThatGoesAwayIsSaidAndNothingIsLost(t *testing.T) {
	s := newServer(t)
	db := s.database(t)
	d := desk(t, s.address(t, owner, db), "TP123", 20)
	s.stop(t, syscall.SIGQUIT)
	if _, err := d.Push(t.Context()); err == nil || !strings.Contains(err.Error(), "no server answers there: try again later") {
		t.Error(err)
	}
	s.start(t)
	if n, err := d.Push(t.Context()); err != nil || n != 20 {
		t.Error(n, err)
	}
}

// A server that takes connections and says nothing, as one that hangs, is given up.
func TestAServerThatHangsIsGivenUp(t *testing.T) {
	s := newServer(t)
	db := s.database(t)
	d := desk(t, s.address(t, owner, db), "TP123", 20)
	if err := s.running.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	_, err := d.Push(ctx)
	if err == nil || !strings.Contains(err.Error(), "it did not answer in time: see whether this computer is on the network") {
		t.Error(err)
	}
	if err := s.running.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	if n, err := d.Push(t.Context()); err != nil || n != 20 {
		t.Error(n, err)
	}
}

// A disk that is full is a small file system of its own, which only root can make.
func TestAFullDiskOfTheServerIsSaidAndNothingIsLost(t *testing.T) {
	s := newServer(t)
	small := filepath.Join(s.dir, "small")
	if err := os.Mkdir(small, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := mount(small, "size=24m"); err != nil {
		t.Skip("no small file system can be made here: ", err)
	}
	t.Cleanup(func() {
		s.stop(t, syscall.SIGINT)
		if err := unmount(small); err != nil {
			t.Error(err)
		}
	})
	if s.as != nil {
		if err := os.Chown(small, int(s.as.Uid), int(s.as.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	s.sql(t, owner, "postgres", "create tablespace small location '"+small+"'")
	db := s.database(t)
	s.sql(t, owner, "postgres", "alter database "+db+" set tablespace small")
	d := desk(t, s.address(t, owner, db), "TP123", 20_000)
	_, err := d.Push(t.Context())
	if err == nil || !strings.Contains(err.Error(), "its disk is full: have whoever runs it make room") {
		t.Fatal(err)
	}
	before, err := strconv.Atoi(s.strings(t, db, "select cast(count(*) as text) from referraldesk.event")[0])
	if err != nil {
		t.Fatal(err)
	}
	if before == 0 || before >= 20_000 {
		t.Errorf("%d lines went in before it was full", before)
	}
	if err := mount(small, "remount,size=200m"); err != nil {
		t.Fatal(err)
	}
	if n, err := d.Push(t.Context()); err != nil || n != 20_000-before {
		t.Errorf("with room again %d of %d: %v", n, 20_000-before, err)
	}
	if got := len(s.onServer(t, db)); got != 20_000 {
		t.Errorf("%d lines", got)
	}
}

func mount(folder, options string) error {
	return run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder)
}

func unmount(folder string) error { return run("umount", folder) }
