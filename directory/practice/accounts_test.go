package practice

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"referraldesk/directory/tables"
	"referraldesk/policy"
)

// peopleWrote is a file with what people put between, above and below accounts.
const peopleWrote = `# ours since 2019
name = "Example Opticians" # as on the sign

# Ada's, not to be used on Fridays
[[account]] # first
address = "ada@nhs.net"
# kind = "egress"
kind = "nhsmail" # checked
# below Ada

[[clinician]]
name = "Ada Example"

[[ account ]]
kind = "egress"
address = """
shop@example.com"""

# the end`

func locum(t testing.TB) Account {
	return Account{Address: address(t, "locum@nhs.net"), Kind: AccountNHSmail, Shared: true, Disabled: policy.NewDay(2026, 1, 31)}
}

func content(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestAddingAnAccountKeepsEveryByteThatPeopleWrote(t *testing.T) {
	for _, before := range []string{
		peopleWrote, peopleWrote + "\n", peopleWrote + "\n\n", strings.ReplaceAll(peopleWrote, "\n", "\r\n"), "\ufeff" + peopleWrote, full, "# nothing yet\n", "", "\n",
	} {
		path := written(t, before)
		was, err := Read(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := AddAccount(path, locum(t)); err != nil {
			t.Fatalf("%q: %v", before, err)
		}
		after := content(t, path)
		if !strings.HasPrefix(after, before) {
			t.Errorf("%q became %q", before, after)
		}
		if strings.Contains(before, "\r\n") && strings.Count(after, "\n") != strings.Count(after, "\r\n") {
			t.Errorf("line ends of two kinds: %q", after)
		}
		got, err := Read(path)
		if was.Accounts = append(was.Accounts, locum(t)); err != nil || !same(got, was) {
			t.Errorf("%q reads as %+v, %v", after, got, err)
		}
	}
}

func TestAnAccountThatIsAddedAndRemovedLeavesTheFileAsItWas(t *testing.T) {
	for _, before := range []string{peopleWrote + "\n", peopleWrote + "\n\n", strings.ReplaceAll(peopleWrote, "\n", "\r\n") + "\r\n", "\ufeff" + full, "# a\n"} {
		path := written(t, before)
		if err := errors.Join(AddAccount(path, locum(t)), RemoveAccount(path, address(t, "LOCUM@nhs.net"))); err != nil {
			t.Fatal(err)
		}
		if got := content(t, path); got != before {
			t.Errorf("%q became %q", before, got)
		}
	}
}

func TestRemovingAnAccountTakesItsLinesAndNoOther(t *testing.T) {
	for raw, gone := range map[string][]string{
		"ada@nhs.net":      {"[[account]] # first\naddress = \"ada@nhs.net\"\n# kind = \"egress\"\nkind = \"nhsmail\" # checked\n"},
		"shop@example.com": {"\n[[ account ]]\nkind = \"egress\"\naddress = \"\"\"\nshop@example.com\"\"\"\n"}, // with one of two blank lines
	} {
		for _, mark := range []string{"", "\ufeff"} {
			path, want := written(t, mark+peopleWrote), mark+peopleWrote
			if err := RemoveAccount(path, address(t, raw)); err != nil {
				t.Fatal(err)
			}
			for _, lines := range gone {
				want = strings.Replace(want, lines, "", 1)
			}
			if got := content(t, path); got != want {
				t.Errorf("%s: %q\nwant %q", raw, got, want)
			}
		}
	}
}

func TestAnAccountIsAddedToANewFileWhereThereIsNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "practice.toml")
	if err := AddAccount(path, locum(t)); err != nil {
		t.Fatal(err)
	}
	if got := content(t, path); got != filled(locum(t)) {
		t.Errorf("%q", got)
	}
	if err := RemoveAccount(path, locum(t).Address); err != nil {
		t.Fatal(err)
	}
	if p, err := Read(path); err != nil || len(p.Accounts) > 0 {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestAFileThatCantBeChangedSafelyIsLeftAsItIsAndSaysWhy(t *testing.T) {
	for before, want := range map[string]string{
		"nmae = 'x'\n":       "unknown field",
		"name = \"Example\n": "practice.toml:1: ",
		"\xff\n":             "not UTF-8",
		"account = [{address = 'a@nhs.net'}, {address = 'b@nhs.net'}]\n":                 "not written as blocks that start with [[account]]",
		"[[account]]\naddress = 'locum@nhs.net'\n\n[[account]]\naddress = 'a@nhs.net'\n": "has the account locum@nhs.net already",
	} {
		path := written(t, before)
		if err := AddAccount(path, locum(t)); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), path) {
			t.Errorf("%q: %v", before, err)
		}
		if got := content(t, path); got != before {
			t.Errorf("%q became %q", before, got)
		}
	}
	for before, want := range map[string]string{
		"nmae = 'x'\n": "unknown field",
		"account = [{address = 'a@nhs.net'}, {address = 'locum@nhs.net'}]\n": "not written as blocks",
		"[[account]]\naddress = 'a@nhs.net'\n":                               "has no account locum@nhs.net",
	} {
		path := written(t, before)
		if err := RemoveAccount(path, locum(t).Address); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), path) {
			t.Errorf("%q: %v", before, err)
		}
		if got := content(t, path); got != before {
			t.Errorf("%q became %q", before, got)
		}
	}
	none := filepath.Join(t.TempDir(), "practice.toml")
	if err := RemoveAccount(none, locum(t).Address); !errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(err.Error(), none) {
		t.Error(err)
	}
	faults, broken := errors.AsType[tables.Faults](AddAccount(written(t, "nmae = 'x'"), locum(t)))
	if !broken || len(faults) != 1 {
		t.Errorf("a broken file gives %v", faults)
	}
}

func TestAReadOnlyFileIsSaidToBeOne(t *testing.T) {
	path := written(t, full)
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{AddAccount(path, locum(t)), RemoveAccount(path, address(t, "b@nhs.net"))} {
		if err == nil || !strings.Contains(err.Error(), "practice.toml is read only (permission denied): make it writable") {
			t.Error(err)
		}
	}
	if got := content(t, path); got != full {
		t.Errorf("%q", got)
	}
}

func TestALinkIsNotWrittenThrough(t *testing.T) {
	target := written(t, full)
	for _, to := range []string{target, filepath.Join(t.TempDir(), "none")} {
		link := filepath.Join(t.TempDir(), "practice.toml")
		if err := os.Symlink(to, link); err != nil {
			t.Skip("no symbolic links here:", err)
		}
		for _, err := range []error{AddAccount(link, locum(t)), RemoveAccount(link, address(t, "b@nhs.net"))} {
			if err == nil || !strings.Contains(err.Error(), "symbolic link") {
				t.Error(err)
			}
		}
		if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			t.Errorf("the link is gone: %v", err)
		}
	}
	if got := content(t, target); got != full {
		t.Errorf("%q", got)
	}
}

func TestWhatIsWrittenIsItsOwnersAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	path := written(t, full)
	if err := errors.Join(os.Chmod(path, 0o644), AddAccount(path, locum(t))); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestTwoDesksThatAddAtOnceLoseNoAccount(t *testing.T) {
	path := filepath.Join(t.TempDir(), "practice.toml") // which the first of them creates
	const desks = 8
	var all sync.WaitGroup
	for i := range desks {
		account := Account{Address: address(t, string(rune('a'+i))+"@nhs.net"), Kind: AccountNHSmail}
		all.Go(func() {
			if err := AddAccount(path, account); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if p, err := Read(path); err != nil || len(p.Accounts) != desks {
		t.Errorf("%d accounts, %v", len(p.Accounts), err)
	}
}

// Whatever a file holds, an account is added and removed wholly, or the file stays as it was.
func FuzzAddAndRemoveAccount(f *testing.F) {
	for _, seed := range []string{peopleWrote, full, "", "a = [", "[[account]]\naddress='locum@nhs.net'", "account = [{address = 'a@nhs.net'}]", "[account]\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, before string) {
		was, err := parse("practice.toml", []byte(before))
		if err != nil {
			return
		}
		for i := range was.Accounts {
			after := without([]byte(before), i)
			if len(after) > len(before) {
				t.Errorf("%q grew to %q", before, after)
			}
		}
		path := filepath.Join(t.TempDir(), "practice.toml")
		if err := os.WriteFile(path, []byte(before), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := AddAccount(path, locum(t)); err != nil {
			if got := content(t, path); got != before {
				t.Errorf("%v, and %q became %q", err, before, got)
			}
			return
		}
		if err := RemoveAccount(path, locum(t).Address); err != nil {
			t.Errorf("%q: added, and not removed: %v", before, err)
		}
		if now, err := Read(path); err != nil || !same(now, was) {
			t.Errorf("%q reads as %+v, %v", before, now, err)
		}
	})
}
