package cli

import (
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
