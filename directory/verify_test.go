package directory

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"referraldesk/policy"
	"referraldesk/policy/text"
)

func TestTheAgeOfAnAddressIsSaidInThePaneAndLaterInTheReview(t *testing.T) {
	on := func(days int) *Verified { return &Verified{On: today.Add(-days), By: text.Line("Ann Lee")} }
	for _, c := range []struct {
		verified    *Verified
		words       string
		old, review bool
	}{
		{nil, "This address was never verified by anyone here.", true, true},
		{on(0), "Address verified on 22/11/2026 by Ann Lee.", false, false},
		{on(180), "Address verified on 26/05/2026 by Ann Lee.", false, false},
		{on(181), "Address last verified on 25/05/2026 by Ann Lee, 181 days ago: make sure of it again.", true, false},
		{on(365), "Address last verified on 22/11/2025 by Ann Lee, 365 days ago: make sure of it again.", true, false},
		{on(366), "Address last verified on 21/11/2025 by Ann Lee, over a year ago: make sure of it again.", true, true},
	} {
		a := Destination{Verified: c.verified}.Age(today)
		if a.Words.String() != c.words || a.Old != c.old || a.Review != c.review {
			t.Errorf("%+v, want %+v", a, c)
		}
	}
}

func TestAVerificationOfAnotherAddressIsNotSaidOfThisOne(t *testing.T) {
	d := destinationOf(t, laid(t, "[[destination]]\nid = \"smh-wet-amd\"\nverified = { on = 2026-11-01, by = \"Ann Lee\", address = \"old@nhs.net\" }\n"), "smh-wet-amd")
	if a := d.Age(today); d.Verified != nil || !a.Review ||
		a.Words.String() != "Ann Lee verified another address on 01/11/2026; this one was never verified by anyone here." {
		t.Errorf("%+v", a)
	}
}

// verified runs Verify over a file with this text, and gives what is in it then.
func verified(t *testing.T, content string) (string, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "new", FileName)
	if content != "" {
		if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	d, err := Verify(path, "smh-wet-amd", text.Line(`Ann "Annie" Lee \ 2`), policy.NewDay(2026, 11, 20), today)
	left, readErr := os.ReadFile(path)
	if err != nil {
		if content != "" && string(left) != content {
			t.Errorf("the file was changed to %q", left)
		}
		return string(left), err
	}
	if readErr != nil {
		t.Fatal(readErr)
	}
	if d.Verified == nil || d.Verified.By.String() != `Ann "Annie" Lee \ 2` || d.Age(today).Old {
		t.Errorf("verified %+v", d.Verified)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	return string(left), nil
}

func TestAVerificationIsRecordedAndWhatPeopleWroteStays(t *testing.T) {
	const (
		by   = `{ on = 2026-11-20, by = "Ann \"Annie\" Lee \\ 2", address = "bht.bucksamd@nhs.net" }`
		line = "verified = " + by + "\n"
		own  = "\n[[destination]]\nid = \"smh-wet-amd\"\n" + line
		head = "# ours\n[[destination]] # the clinic\nid = \"smh-wet-amd\" # AMD\n"
		tail = "phone = \"01632 960001\" # rang\n[[destination]]\nid = \"bht-hcq\"\nphone = \"01632 960002\"\n# end"
	)
	for name, c := range map[string]struct{ before, after string }{
		"no file":           {"", newFile + own},
		"another entry":     {"# ours\n[[contact]]\nid = \"optomadmin\"\nname = \"O\"\n", "# ours\n[[contact]]\nid = \"optomadmin\"\nname = \"O\"\n" + own},
		"no last line end":  {"# ours", "# ours\n" + own},
		"an entry":          {head + tail, head + line + tail},
		"an entry at end":   {strings.TrimSuffix(head, "\n"), head + line},
		"an earlier one":    {head + "verified = { by = \"B\", on = \"2025-01-01\" } # rang\n" + tail, head + `verified = { by = "Ann \"Annie\" Lee \\ 2", on = 2026-11-20 } # rang` + "\n" + tail},
		"of an address":     {head + "verified = { by = 'B', on = 2025-01-01, address = 'old@nhs.net' }\n", head + `verified = { by = "Ann \"Annie\" Lee \\ 2", on = 2026-11-20, address = "bht.bucksamd@nhs.net" }` + "\n"},
		"in a table":        {head + tail[:strings.Index(tail, "[[")] + "[destination.verified]\n# who\nby = \"B\"\non = 2025-01-01\n", head + tail[:strings.Index(tail, "[[")] + "[destination.verified]\n# who\nby = \"Ann \\\"Annie\\\" Lee \\\\ 2\"\non = 2026-11-20\n"},
		"with dotted keys":  {head + "verified.on = 2025-01-01\nverified.by = \"B\"\n", head + "verified.on = 2026-11-20\nverified.by = \"Ann \\\"Annie\\\" Lee \\\\ 2\"\n"},
		"Windows line ends": {"[[destination]]\r\nid = \"smh-wet-amd\"\r\nphone = \"1\"\r\n", "[[destination]]\r\nid = \"smh-wet-amd\"\r\nverified = " + by + "\r\nphone = \"1\"\r\n"},
		"Windows, appended": {"# ours\r\n", "# ours\r\n\r\n[[destination]]\r\nid = \"smh-wet-amd\"\r\nverified = " + by + "\r\n"},
		"byte order mark":   {"\ufeff" + head, "\ufeff" + head + line},
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := verified(t, c.before); err != nil || got != c.after {
				t.Errorf("%v, got\n%s\nwant\n%s", err, got, c.after)
			}
		})
	}
}

func TestAFileThatCantBeChangedSafelyIsLeftAsItIs(t *testing.T) {
	for name, c := range map[string]struct{ content, why string }{
		"a fault":            {"[[destination]]\nid = \"smh-wet-amd\"\nadress = 1\n", "unknown field"},
		"no TOML":            {"=", "correct the line"},
		"the clinic is gone": {"[[destination]]\nid = \"smh-wet-amd\"\nwithdrawn = true\n", `no destination has the id "smh-wet-amd"`},
		"on one line":        {"destination = [{ id = \"smh-wet-amd\", phone = \"1\" }]\n", "is left to people: write under it verified = {"},
		"a list on one line": {"destination = [{ id = \"bht-hcq\", phone = \"1\" }]\n", "is left to people"},
	} {
		if _, err := verified(t, c.content); err == nil || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAVerificationNeedsANameAndADayThatHasCome(t *testing.T) {
	path := filepath.Join(t.TempDir(), FileName)
	for name, err := range map[string]error{
		"no name":     second(Verify(path, "smh-wet-amd", text.Text{}, today, today)),
		"a long name": second(Verify(path, "smh-wet-amd", text.Line(strings.Repeat("a", 300)), today, today)),
		"no day":      second(Verify(path, "smh-wet-amd", text.Line("A"), policy.Day{}, today)),
		"tomorrow":    second(Verify(path, "smh-wet-amd", text.Line("A"), today.Add(1), today)),
		"no such":     second(Verify(path, "nobody", text.Line("A"), today, today)),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("the file was made")
	}
}

func second(_ Destination, err error) error { return err }

func TestAVerificationIsNeverWrittenThroughALink(t *testing.T) {
	folder := t.TempDir()
	target, link := filepath.Join(folder, "target.toml"), filepath.Join(folder, FileName)
	if err := os.WriteFile(target, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, link); err != nil {
		t.Skip("no links here: ", err)
	}
	_, err := Verify(link, "smh-wet-amd", text.Line("A"), today, today)
	if data, _ := os.ReadFile(target); err == nil || !strings.Contains(err.Error(), "symbolic link") || len(data) > 0 {
		t.Errorf("%v, %q", err, data)
	}
}

func FuzzVerify(f *testing.F) {
	f.Add([]byte("[[destination]]\nid = \"smh-wet-amd\"\nverified = { on = 2025-01-01, by = \"B\" } # rang"), `A"\`)
	f.Add([]byte("\ufeffdestination = [{ id = \"smh-wet-amd\" }]\r\n"), "é")
	f.Add([]byte("[[destination]]\nid = \"\"\"smh-wet-amd\"\"\"\n[destination.verified]\non = 2025-01-01\nby = '''B\n'''\n"), "\u2028x")
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		by := text.Line(name)
		before, err := overlaid("f", data, today)
		if err != nil || by.IsEmpty() {
			return
		}
		changed, d, err := withVerification("f", data, "smh-wet-amd", Verified{On: today, By: by}, today)
		if err != nil {
			return
		}
		after, err := overlaid("f", changed, today)
		if err != nil || d.Verified.By != by || !differsOnlyIn(before, after, "destination smh-wet-amd", "verified") {
			t.Errorf("%q became %q: %v", data, changed, err)
		}
	})
}
