package central_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"referraldesk/directory/ods"
	"referraldesk/ui/daybook/central"
)

var update = flag.Bool("update", false, "write the goldens anew")

func site(t testing.TB, code string) ods.Code {
	t.Helper()
	c, err := ods.ParseCode(code)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAnAddressThatWouldGoWithoutTLSOffThisMachineIsRefused(t *testing.T) {
	for raw, refused := range map[string]bool{
		"postgres://site@db.example.org/group":                              false, // verify-full, then
		"postgres://site@db.example.org/group?sslmode=verify-full":          false,
		"postgres://site@db.example.org/group?sslmode=verify-ca":            true, // whose certificate it is would not matter
		"postgres://site@db.example.org/group?sslmode=require":              true,
		"postgres://site@db.example.org/group?sslmode=prefer":               true,
		"postgres://site@db.example.org/group?sslmode=allow":                true,
		"postgres://site@db.example.org/group?sslmode=disable":              true,
		"postgres://site@10.1.2.3/group?sslmode=disable":                    true,
		"postgres://site@localhost.example.org/group?sslmode=disable":       true,
		"postgres://site@localhost,db.example.org/group?sslmode=disable":    true,
		"postgres://site@127.0.0.1/group?host=db.example.org&sslmode=allow": true,
		"postgres://site@localhost/group?sslmode=disable":                   false,
		"postgres://site@127.0.0.1:5433/group":                              false,
		"postgres://site@[::1]/group":                                       false,
		"postgres:///group?host=/run/postgresql":                            false,
		"postgresql://site@/group?host=/run/postgresql&sslmode=disable":     false,
	} {
		_, err := central.Parse(raw)
		if (err != nil) != refused || refused && !strings.Contains(err.Error(), "write sslmode=verify-full into its URL") {
			t.Errorf("%s: %v", raw, err)
		}
	}
}

func TestTheEnvironmentDoesNotTalkAnAddressOutOfTLS(t *testing.T) {
	t.Setenv("PGSSLMODE", "disable")
	if _, err := central.Parse("postgres://site@db.example.org/group"); err == nil {
		t.Error("PGSSLMODE=disable was taken")
	}
	if _, err := central.Parse("postgres://site@db.example.org/group?sslmode=verify-full"); err != nil {
		t.Error(err)
	}
}

func TestNoPasswordStandsInWhatIsSaidOfAnAddress(t *testing.T) {
	key := filepath.Join(t.TempDir(), "none.pem")
	for raw, want := range map[string]string{
		"postgres://site:s3cret@db.example.org/group?sslmode=disable":                  "would be reached without TLS",
		"postgres://site:s3cret@db.example.org/group?sslmode=s3cret":                   "its options are not understood",
		"postgres://site:s3cret@db.example.org:s3cret/group":                           "is no URL",
		"postgres://site:s3cret%zz@db.example.org/group":                               "is no URL",
		"host=db.example.org password=s3cret":                                          "is no URL",
		"postgres://site@db.example.org/group?password=s3cret&sslmode=s3cret":          "its options are not understood",
		"postgres://site:s3cret@db.example.org/g?sslmode=verify-ca&sslrootcert=" + key: "none.pem: ",
	} {
		_, err := central.Parse(raw)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v", raw, err)
		}
	}
	at, err := central.Parse("postgres://site:s3cret@db.example.org/group")
	if err != nil || at.String() != "db.example.org/group" {
		t.Errorf("%s, %v", at, err)
	}
}

func TestTheStatementsForRolesQuoteTheirNames(t *testing.T) {
	got := central.Rights(central.Role{Name: "site_tp123", Site: site(t, "TP123")}, central.Role{Name: `o'brien"; drop`, Site: site(t, "FA999"), ReadsAll: true})
	const golden = "testdata/rights.sql"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(golden); err != nil || string(want) != got {
		t.Errorf("%v: got\n%s", err, got)
	}
}
