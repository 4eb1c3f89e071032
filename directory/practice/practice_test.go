package practice

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"referraldesk/directory/tables"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

var update = flag.Bool("update", false, "write the goldens anew")

func address(t testing.TB, raw string) policy.Address {
	t.Helper()
	a, err := policy.ParseAddress(raw)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func written(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "practice.toml")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const full = `
name = "Example Opticians"
ods_code = "tp0x1"
address = "1 High Street, Exampleton"
phone = "01632 960001"
outlook = "classic"
clipboard_seconds = 30

[[clinician]]
name = "Ada Example"
goc = "01-00000"

[[account]]
address = "Reception.abc12@NHS.net"
kind = "nhsmail"
shared = true

[[account]]
address = "ada@example.org"
kind = "egress"

[[account]]
address = "b@nhs.net"
disabled = 2026-06-01

[secure_tag]
approved_by = "Grace Example"
on = 2026-01-31
`

func TestEverythingThatTheFileSaysIsRead(t *testing.T) {
	p, err := Read(written(t, full))
	if err != nil {
		t.Fatal(err)
	}
	if p.Name != text.Line("Example Opticians") || p.ODSCode != text.Line("TP0X1") || p.Address != text.Line("1 High Street, Exampleton") ||
		p.Phone != text.Line("01632 960001") || p.Outlook != OutlookClassic || p.ClipboardSeconds != 30 {
		t.Errorf("got %+v", p)
	}
	if want := []Clinician{{text.Line("Ada Example"), text.Line("01-00000")}}; !slices.Equal(p.Clinicians, want) {
		t.Errorf("clinicians %+v", p.Clinicians)
	}
	want := []Account{
		{Address: address(t, "Reception.abc12@NHS.net"), Kind: AccountNHSmail, Shared: true},
		{Address: address(t, "ada@example.org"), Kind: AccountEgress},
		{Address: address(t, "b@nhs.net"), Kind: AccountNHSmail, Disabled: policy.NewDay(2026, 6, 1)}, // its domain leaves no choice
	}
	if !slices.Equal(p.Accounts, want) {
		t.Errorf("accounts %+v", p.Accounts)
	}
	if p.SecureTag == nil || *p.SecureTag != (SecureTag{text.Line("Grace Example"), policy.NewDay(2026, 1, 31)}) {
		t.Errorf("secure tag %+v", p.SecureTag)
	}
}

func TestOnlyAnEgressAccountSendsAsOne(t *testing.T) {
	p, err := Read(written(t, full))
	if err != nil {
		t.Fatal(err)
	}
	for raw, egress := range map[string]bool{"ADA@example.org": true, "reception.abc12@nhs.net": false, "locum@example.com": false} {
		a := address(t, raw)
		if got := p.Sender(a); got != policy.NewSender(a, egress) {
			t.Errorf("%s: %+v", raw, got)
		}
	}
	for _, account := range p.Accounts {
		if account.Sender() != p.Sender(account.Address) {
			t.Errorf("%s sends as two different senders", account.Address)
		}
	}
}

func TestWithoutAFileThePracticeIsEmptyAndTheErrorSaysThatThereIsNone(t *testing.T) {
	for _, content := range []string{"", "# nothing yet\n"} {
		p, err := Read(written(t, content))
		if err != nil || p.Outlook != OutlookWeb || p.ClipboardSeconds != 90 || len(p.Accounts) > 0 || p.SecureTag != nil {
			t.Errorf("%q: %+v, %v", content, p, err)
		}
	}
	p, err := Read(filepath.Join(t.TempDir(), "none", "practice.toml"))
	if !errors.Is(err, fs.ErrNotExist) || p.Outlook != OutlookWeb || p.ClipboardSeconds != 90 {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestABrokenFileNamesLineFieldAndNextStepAndIsLeftAsItIs(t *testing.T) {
	for content, want := range map[string]string{
		"nmae = 'x'":                                                             `1: unknown field "nmae", remove it, or use one of: name, ods_code, address, phone, clinician, account, secure_tag, chasing, outlook, clipboard_seconds, daybook`,
		"\nods_code = 'T!'":                                                      `2: ods_code: character 2 of the ODS code is '!': it has letters and digits only, ask exeter.helpdesk@nhs.net for the code where you don't know it`,
		"outlook = 'express'":                                                    `1: outlook "express" is unknown, write one of: web, new, classic, thunderbird`,
		"clipboard_seconds = 5":                                                  `1: clipboard_seconds is 5, write a number from 10 to 600`,
		"clipboard_seconds = 601":                                                `1: clipboard_seconds is 601, write a number from 10 to 600`,
		"clipboard_seconds = '90'":                                               `1: clipboard_seconds is a text, write a number from 10 to 600`,
		"[[account]]\naddress = 'a@nhs.net.'":                                    `2: account "a@nhs.net.": address "a@nhs.net." ends in a dot (character 10), write the bare address, as name@nhs.net`,
		"[[account]]\nshared = true":                                             `1: account 1: no address, give it one, as name@nhs.net`,
		"[[account]]\naddress = 'a@b.uk'":                                        `1: account "a@b.uk": no kind, write kind = "egress" where it holds an Egress account, else kind = "other"`,
		"[[account]]\naddress = 'a@b.uk'\nkind = 'nhsmail'":                      `3: account "a@b.uk": kind is "nhsmail", but only an address at nhs.net is NHSmail, write kind = "egress" where it holds an Egress account, else kind = "other"`,
		"[[account]]\naddress = 'a@nhs.net'\nkind = 'other'":                     `3: account "a@nhs.net": kind is "other", but an address at nhs.net is NHSmail, write kind = "nhsmail"`,
		"[[account]]\naddress = 'a@sub.nhs.net'\nkind = 'nhsmail'":               `3: account "a@sub.nhs.net": kind is "nhsmail", but only an address at nhs.net is NHSmail, write kind = "egress" where it holds an Egress account, else kind = "other"`,
		"[[account]]\naddress = 'a@nhs.net'\nkind = 'NHSmail'":                   `3: account "a@nhs.net": kind "NHSmail" is unknown, write one of: nhsmail, egress, other`,
		"[[account]]\naddress = 'a@nhs.net'\n[[account]]\naddress = 'A@nhs.net'": `4: account "A@nhs.net": the account is listed twice, remove one of the two`,
		"[secure_tag]\napproved_by = 'G'":                                        `1: secure_tag: no on, give the day, as YYYY-MM-DD`,
		"[secure_tag]\non = 2026-01-31":                                          `1: secure_tag: no approved_by, give it one`,
		"[[clinician]]\ngoc = '01-00000'":                                        `1: clinician 1: no name, give it one`,
		"daybook = 'mysql://db.example.org/x'":                                   `1: daybook is no URL of a PostgreSQL server, write it as "postgres://ROLE@HOST/DATABASE"`,
		"daybook = 'postgres://site:s3cret%zz@db'":                               `1: daybook is no URL of a PostgreSQL server, write it as "postgres://ROLE@HOST/DATABASE"`,
		"daybook = 'postgres://site:s3cret@db.example.org/x'":                    `1: daybook has a password in it, take it out, and write it into the passfile of PostgreSQL or into PGPASSWORD`,
		"daybook = 'postgres:///x?password=s3cret'":                              `1: daybook has a password in it, take it out, and write it into the passfile of PostgreSQL or into PGPASSWORD`,
		"name = \"Example":                                                       `1: `,
	} {
		path := written(t, content)
		p, err := Read(path)
		faults, _ := err.(tables.Faults)
		if len(faults) != 1 || !strings.HasPrefix(err.Error(), path+":"+want) {
			t.Errorf("%q: %v", content, err)
		}
		if strings.Contains(err.Error(), "s3cret") {
			t.Errorf("a password is told: %v", err)
		}
		if len(p.Accounts) > 0 || p.Outlook != OutlookWeb {
			t.Errorf("%q: half a practice: %+v", content, p)
		}
		if left, err := os.ReadFile(path); err != nil || string(left) != content {
			t.Errorf("%q became %q, %v", content, left, err)
		}
	}
}

func TestAFolderInTheFilesPlaceIsAnErrorAndNoFile(t *testing.T) {
	_, err := Read(t.TempDir())
	if err == nil || errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "move away") {
		t.Error(err)
	}
}

func TestTheFirstFileIsCommentedAndReadsBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "folder", "practice.toml")
	account := Account{Address: address(t, "o'brien+{kind}@nhs.net"), Kind: AccountNHSmail, Shared: true}
	if err := Create(path, account); err != nil {
		t.Fatal(err)
	}
	p, err := Read(path)
	if err != nil || !slices.Equal(p.Accounts, []Account{account}) || p.ClipboardSeconds != 90 || p.Outlook != OutlookWeb {
		t.Errorf("%+v, %v", p, err)
	}
	if runtime.GOOS != "windows" { // which has other rights than these
		for path, want := range map[string]fs.FileMode{path: 0o600, filepath.Dir(path): 0o700, filepath.Dir(filepath.Dir(path)): 0o700} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v, %v", path, info.Mode(), err)
			}
		}
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 {
		t.Errorf("the folder holds %v, %v", left, err)
	}
}

func TestTheFirstFileLooksAsItShould(t *testing.T) {
	path := filepath.Join(t.TempDir(), "practice.toml")
	if err := Create(path, Account{Address: address(t, "ada@example.org"), Kind: AccountEgress}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("testdata/first.golden", got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/first.golden")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("got\n%s", got)
	}
}

// Somebody who takes away every # gets a file that works: the examples explain themselves and are right.
func TestTheExamplesInTheFirstFileAreValid(t *testing.T) {
	var lines []string
	for _, line := range strings.Split(filled(Account{Address: address(t, "a@nhs.net"), Kind: AccountNHSmail}), "\n") {
		example := strings.TrimPrefix(line, "# ")
		if strings.HasPrefix(example, "[") || strings.Contains(example, " = ") {
			line = example
		}
		lines = append(lines, line)
	}
	p, err := parse("practice.toml", []byte(strings.Join(lines, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	if p.Name.IsEmpty() || p.ODSCode.IsEmpty() || p.Address.IsEmpty() || p.Phone.IsEmpty() || p.Daybook == "" || len(p.Clinicians) != 1 || p.SecureTag == nil {
		t.Errorf("an example is missing: %+v", p)
	}
}

func TestNothingThatStandsThereIsEverWrittenOver(t *testing.T) {
	account := Account{Address: address(t, "a@nhs.net"), Kind: AccountNHSmail}
	dir := t.TempDir()
	elsewhere := filepath.Join(dir, "elsewhere")
	file := filepath.Join(dir, "practice.toml")
	for name, stand := range map[string]func() error{
		"a file":                func() error { return os.WriteFile(file, []byte("mine"), 0o600) },
		"a folder":              func() error { return os.Mkdir(file, 0o700) },
		"a link":                func() error { return os.Symlink(elsewhere, file) },
		"a link that hangs out": func() error { return os.Symlink(filepath.Join(dir, "nowhere"), file) },
	} {
		if err := os.WriteFile(elsewhere, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := stand(); err != nil {
			t.Skip("this system makes no links here:", err)
		}
		for way, create := range map[string]func() error{
			"linked":    func() error { return Create(file, account) },
			"exclusive": func() error { return createExclusive(file, "x") },
		} {
			if err := create(); !errors.Is(err, fs.ErrExist) {
				t.Errorf("%s, %s: %v", name, way, err)
			}
		}
		if left, err := os.ReadFile(elsewhere); err != nil || string(left) != "mine" {
			t.Errorf("%s: what it points to became %q, %v", name, left, err)
		}
		if _, err := os.Lstat(filepath.Join(dir, "nowhere")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: written through it", name)
		}
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOnAFileSystemWithoutLinksTheFileIsWrittenAllTheSame(t *testing.T) {
	path := filepath.Join(t.TempDir(), "practice.toml")
	if err := createExclusive(path, "# x"); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "# x" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestAnAccountThatCouldNotBeReadAgainIsNotWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "practice.toml")
	if err := Create(path, Account{Address: address(t, "a@example.org"), Kind: AccountNHSmail}); err == nil {
		t.Error("an NHSmail account at example.org was written")
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Error("there is a file")
	}
}

func TestAFolderThatCanNotBeMadeIsNamedWithTheNextStep(t *testing.T) {
	file := written(t, "")
	err := Create(filepath.Join(file, "below", "practice.toml"), Account{Address: address(t, "a@nhs.net"), Kind: AccountNHSmail})
	if err == nil || !strings.Contains(err.Error(), "can't be written") || !strings.Contains(err.Error(), "make sure") {
		t.Error(err)
	}
}

func TestOnlyTheDomainDecidesWhetherAnAddressIsNHSmail(t *testing.T) {
	for raw, want := range map[string]AccountKind{"a@nhs.net": AccountNHSmail, "a@NHS.NET": AccountNHSmail, "a@x.nhs.net": "", "a@nhs.net.uk": ""} {
		if got := KindOf(address(t, raw)); got != want {
			t.Errorf("%s: %q", raw, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(full))
	f.Add([]byte(template))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := parse("practice.toml", data)
		if err != nil {
			if faults, ok := err.(tables.Faults); !ok || len(faults) == 0 || strings.ContainsAny(faults[0].Error(), "\n\x1b") {
				t.Errorf("no list of faults: %q", err)
			}
			return
		}
		if p.ClipboardSeconds < 10 || p.ClipboardSeconds > 600 {
			t.Errorf("%d seconds", p.ClipboardSeconds)
		}
		for _, a := range p.Accounts {
			if (a.Address.Domain() == "nhs.net") != (a.Kind == AccountNHSmail) || a.Kind == "" {
				t.Errorf("%s is %q", a.Address, a.Kind)
			}
		}
	})
}

func TestChasingAndBankHolidaysAreThePracticesOwn(t *testing.T) {
	p, err := parse("practice.toml", []byte("[chasing]\nurgent_days = 2\nbank_holidays = [2026-12-25, \"2026-12-28\"]\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := Chasing{UrgentDays: 2, WorkingDays: 10, BankHolidays: []policy.Day{policy.NewDay(2026, 12, 25), policy.NewDay(2026, 12, 28)}}
	if !reflect.DeepEqual(p.Chasing, want) {
		t.Errorf("got %+v, want %+v", p.Chasing, want)
	}
	if _, err := parse("practice.toml", []byte("[chasing]\nbank_holidays = [1]\n")); err == nil {
		t.Error("a number passed as a bank holiday")
	}
}

func TestFirstAccountIsTheOneThatIsUsuallySentFrom(t *testing.T) {
	if got := (Practice{}).UsualAccount(); got != (Account{}) {
		t.Errorf("without an account: %+v", got)
	}
	first := Account{Kind: AccountEgress}
	if got := (Practice{Accounts: []Account{first, {Kind: AccountOther}}}).UsualAccount(); got != first {
		t.Errorf("of two: %+v", got)
	}
}
