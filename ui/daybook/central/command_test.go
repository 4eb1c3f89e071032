//go:build unix

package central_test

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"referraldesk/ui/cli"
	"referraldesk/ui/daybook"
)

// practiceAt is a practice of a group on the command line: a folder of the program's own, and the group's daybook.
type practiceAt struct {
	home, group string
}

// newPractice is a practice with a code, which signs in to the group as a role.
func newPractice(t *testing.T, s *server, role, db, code string) practiceAt {
	t.Helper()
	p := practiceAt{t.TempDir(), s.url(role, db) + "&passfile=" + url.QueryEscape(passfile(t))}
	toml := "ods_code = \"" + code + "\"\n[[account]]\naddress = \"locum@nhs.net\"\n"
	if err := os.WriteFile(filepath.Join(p.home, "practice.toml"), []byte(toml), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

// runs runs a command, and holds it to its exit status.
func (p practiceAt) runs(t *testing.T, status int, args ...string) (out, said string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	env := map[string]string{"REFERRALDESK_HOME": p.home, "REFERRALDESK_DAYBOOK": p.group}
	got := cli.Main(args, cli.World{
		In: strings.NewReader(""), Out: &stdout, Err: &stderr, Now: func() time.Time { return noon },
		Getenv: func(name string) string { return env[name] },
	})
	if got != status {
		t.Errorf("%v: exit status %d, want %d: %s", args, got, status, stderr.String())
	}
	return stdout.String(), stderr.String()
}

// has puts a daybook into the practice's folder.
func (p practiceAt) has(t *testing.T, f *file) {
	t.Helper()
	if err := os.Rename(written(t, f.lines), filepath.Join(p.home, daybook.FileName)); err != nil {
		t.Fatal(err)
	}
}

func TestAGroupIsMadeFilledAndAskedByCommands(t *testing.T) {
	s := newServer(t)
	db := s.empty(t)
	admin := newPractice(t, s, owner, db, "HQ001")
	for _, role := range [][]string{{"tp123", "TP123"}, {"fa999", "FA999"}} {
		statements, said := admin.runs(t, 0, "daybook", "init", "--role", role[0], "--site", role[1])
		s.sql(t, owner, db, statements)
		s.sql(t, owner, db, "alter role "+role[0]+" password '"+password+"'")
		if !strings.Contains(said, "the tables are") {
			t.Error(said)
		}
	}
	statements, said := admin.runs(t, 0, "daybook", "init", "--role", "lead", "--site", "HQ001", "--reads-all")
	s.sql(t, owner, db, statements+"alter role lead password '"+password+"'")
	if !strings.Contains(said, "already, and stay as they are") {
		t.Error(said)
	}

	tp, fa, hq := newPractice(t, s, "tp123", db, "TP123"), newPractice(t, s, "fa999", db, "FA999"), newPractice(t, s, "lead", db, "HQ001")
	old := newFile(1)
	old.handOff(1, noon.AddDate(0, 0, -4), "Urgent")
	old.used("locum@nhs.net", noon.AddDate(0, 0, -25))
	tp.has(t, old)
	if out, _ := tp.runs(t, 0, "daybook", "push"); !strings.HasPrefix(out, "2 events sent to ") || !strings.HasSuffix(out, ", of 2\n") {
		t.Error(out)
	}
	if out, _ := tp.runs(t, 0, "daybook", "push"); !strings.HasPrefix(out, "0 events sent to ") {
		t.Error(out)
	}
	fa.runs(t, 0, "accounts", "used", "locum@nhs.net")
	fa.runs(t, 0, "accounts", "list") // which sends it

	out, _ := hq.runs(t, 3, "daybook", "due")
	if want := string(numbered(1)) + "\tmkuh-bus\tUrgent\thanded over 2026-11-16\tdue since 2026-11-17\tsite TP123\n"; out != want {
		t.Errorf("%q, want %q", out, want)
	}
	if out, _ := fa.runs(t, 0, "daybook", "due"); out != "" {
		t.Errorf("another site is told %q", out)
	}
	for p, want := range map[*practiceAt]string{&hq: "last used 2026-11-20", &tp: "last used 2026-10-26"} {
		if out, _ := p.runs(t, 0, "accounts", "list"); !strings.Contains(out, want) {
			t.Errorf("%q, want %q", out, want)
		}
	}
	out, _ = hq.runs(t, 0, "daybook", "list", "--site", "all")
	var sites []string
	for line := range strings.Lines(out) {
		site, _, _ := strings.Cut(line, "\t")
		sites = append(sites, site)
	}
	if !slices.Equal(sites, []string{"FA999", "TP123", "TP123"}) {
		t.Errorf("%q", out)
	}
	out, _ = hq.runs(t, 0, "daybook", "report", "--month", "2026-11", "--json")
	if !strings.Contains(out, `"TP123"`) {
		t.Errorf("the report has no line for the site: %s", out)
	}
	if out, _ := fa.runs(t, 0, "daybook", "report", "--month", "2026-11"); !strings.Contains(out, "Nothing was handed over in November 2026") {
		t.Errorf("%q", out)
	}
	out, _ = hq.runs(t, 0, "daybook", "list", "--site", "fa999", "--json")
	if !strings.Contains(out, `"account":"locum@nhs.net"`) || !strings.Contains(out, `,"site":"FA999"}`) {
		t.Errorf("%q", out)
	}
}
