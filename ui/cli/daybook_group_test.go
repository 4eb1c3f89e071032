package cli

import (
	"bytes"
	"html"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"referraldesk/policy"
	"referraldesk/ui/daybook"
)

// atGroup is a world with a practice and a group's daybook.
func atGroup(t *testing.T, address string) World {
	t.Helper()
	home := homeOf(t, "ods_code = \"FA999\"\n")
	w, _, _ := testWorld(home, "")
	w.Getenv = func(name string) string {
		return map[string]string{"REFERRALDESK_HOME": home, daybookVariable: address}[name]
	}
	return w
}

func TestTheDeskNotesInItsOwnDaybookWhateverTheGroupsServerDoes(t *testing.T) {
	w := atGroup(t, "postgres://fa999:s3cret@127.0.0.1:1/group")
	desk, _, err := newDesk(w)
	if err != nil || len(desk.Faults) > 0 {
		t.Fatal(desk.Faults, err)
	}
	account, err := policy.ParseAddress("a@nhs.net")
	if err != nil {
		t.Fatal(err)
	}
	if err := desk.Record(daybook.AccountUsed{At: w.Now(), Account: account, On: w.today()}); err != nil {
		t.Fatal(err)
	}
	err = desk.Push()
	if err == nil || !strings.Contains(err.Error(), "no server answers there: try again later, or ask whoever runs the server whether it is on; "+
		"nothing is lost: what is noted here is in this desk's own daybook") || strings.Contains(err.Error(), "s3cret") {
		t.Error(err)
	}
	if log, err := desk.Daybook(); err != nil || len(log.Entries) != 1 {
		t.Error(len(log.Entries), err)
	}
}

func TestAGroupsAddressThatIsUnsafeIsAFaultOfTheStartAndNothingElse(t *testing.T) {
	desk, _, err := newDesk(atGroup(t, "postgres://fa999:s3cret@db.example.org/group?sslmode=disable"))
	if err != nil || len(desk.Faults) != 1 || desk.Push != nil {
		t.Fatal(desk.Faults, err)
	}
	if said := desk.Faults[0].Error(); !strings.Contains(said, "without TLS") || strings.Contains(said, "s3cret") {
		t.Error(said)
	}
	if _, err := desk.Daybook(); err != nil {
		t.Error(err)
	}
}

// A report that stands on one machine's daybook, where a group's was to be asked, is no report of the group.
func TestAReportSaysThatTheGroupCouldNotBeAsked(t *testing.T) {
	page := filepath.Join(t.TempDir(), "month.html")
	const said = "The group's daybook could not be asked: this is what one machine's own daybook says, and no other's."
	for name, test := range map[string]struct {
		args   []string
		status int
		out    string
	}{
		"all sites":    {nil, 3, said},
		"our own":      {[]string{"--site", "FA999"}, 3, said},
		"as JSON":      {[]string{"--json"}, 3, `"own_only": true`},
		"as a page":    {[]string{"--html", page}, 3, ""},
		"another site": {[]string{"--site", "TP123"}, 1, ""},
	} {
		w := atGroup(t, "postgres://fa999@127.0.0.1:1/group")
		var out, said bytes.Buffer
		w.Out, w.Err = &out, &said
		if got := Main(append([]string{"daybook", "report", "--month", "2026-11"}, test.args...), w); got != test.status {
			t.Errorf("%s: exit status %d, want %d: %s", name, got, test.status, &said)
		}
		if !strings.Contains(out.String(), test.out) || test.out == "" && out.Len() > 0 || !strings.Contains(said.String(), "no server answers there") {
			t.Errorf("%s: %q, %q", name, &out, &said)
		}
	}
	if written, err := os.ReadFile(page); err != nil || !strings.Contains(string(written), html.EscapeString(said)) {
		t.Errorf("the page does not say so: %v", err)
	}
}

// A server that hangs holds up one push. What is noted in the meantime goes with one more, however much it is.
func TestPushesDoNotQueueUpBehindAServerThatHangs(t *testing.T) {
	server, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	hung := make(chan net.Conn, 8)
	go func() {
		for {
			conn, err := server.Accept()
			if err != nil {
				close(hung)
				return
			}
			var start [8]byte
			if _, err := io.ReadFull(conn, start[:]); err == nil && start[5] == 3 { // of the protocol's version: no word that a query ends
				hung <- conn
				continue
			}
			conn.Close()
		}
	}()
	desk, _, err := newDesk(atGroup(t, "postgres://fa999:s3cret@"+server.Addr().String()+"/group?sslmode=disable"))
	if err != nil || len(desk.Faults) > 0 {
		t.Fatal(desk.Faults, err)
	}
	pushed := make(chan error, 8)
	push := func() { pushed <- desk.Push() }
	go push()
	first := <-hung
	const events = 5
	for range events {
		go push()
	}
	for range events - 1 { // all but the one that waits
		if err := <-pushed; err != nil {
			t.Error(err)
		}
	}
	first.Close()
	(<-hung).Close()
	for range 2 {
		if err := <-pushed; err == nil || !strings.Contains(err.Error(), "the connection broke") {
			t.Error(err)
		}
	}
	server.Close()
	if conn, more := <-hung; more {
		conn.Close()
		t.Error("there was a third push")
	}
}
