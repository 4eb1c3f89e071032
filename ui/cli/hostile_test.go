package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"referraldesk/policy/text"
)

// Whatever is given, nothing that moves a terminal, hides, or turns the order of letters round comes back.
func TestNothingOfTheCommandLineReachesTheTerminalUncleaned(t *testing.T) {
	const bad = "x\x1b]52;c;aGk=\a\x1b[31m\u202e\u200b\u0085\u009b\r\n\tx\xff"
	for _, args := range [][]string{
		{bad}, {"--" + bad}, {"-" + bad}, {"help", bad}, {"help", "domains", bad}, {"check", bad}, {"check", "--" + bad},
		{"check", "--from", bad, "--to", "b@nhs.net"}, {"check", "--from", "a@nhs.net", "--to", bad}, {"check", "--on", bad},
		{"check", "--json=" + bad}, {"find", bad}, {"find", "--json", bad}, {"find", "--limit", bad, "a"}, {"questions", bad},
		{"compose", "--to", bad}, {"compose", "--to", "smh-wet-amd", "--from", bad}, {"compose", "--to", "smh-wet-amd", "--in", bad},
		{"domains", bad}, {"domains", "show", bad}, {"domains", "import", bad}, {"domains", "import", bad, "--seen", bad},
		{"domains", "confirm", bad, "--by", bad, "--source", bad}, {"domains", "confirm", "trust.nhs.uk", "--by", bad, "--source", bad},
		{"domains", "list"}, {"policy", bad}, {"__complete", bad}, {"__complete", "check", bad}, {"completion", bad},
	} {
		done := run(t, "", args...)
		if i := strings.IndexFunc(done.out+done.err, moves); i >= 0 {
			t.Errorf("%q: %q", args, (done.out + done.err)[i:])
		}
	}
}

func TestNothingOfAFolderNameReachesTheTerminalUncleaned(t *testing.T) {
	home := filepath.Join(t.TempDir(), "a\x1b[31m\u202e\u200bb")
	if err := os.Mkdir(home, 0o700); err != nil {
		t.Skipf("this system has no such names: %v", err)
	}
	for _, file := range []string{"practice.toml", "domains.json"} {
		if err := os.WriteFile(filepath.Join(home, file), []byte("?"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	done := runIn(t, home, "", "check", "--from", "a@nhs.net", "--to", "b@nhs.net")
	if done.status != 0 || !strings.Contains(done.err, "practice.toml:1: ") || !strings.Contains(done.err, "domains.json: ") {
		t.Errorf("status %d: %s", done.status, done.err)
	}
	if i := strings.IndexFunc(done.err, moves); i >= 0 {
		t.Errorf("said: %q", done.err[i:])
	}
}

// moves says whether a rune does more to a terminal than show.
func moves(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || text.Block(string(r)).String() != string(r) && r != '\t'
}

// Input that is made to hurt is refused like any other: none of it may cost more than its own size.
func TestInputMadeToHurtIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		input  string
		status int
		says   string
	}{
		"too large":            {`{"reason":"` + strings.Repeat("a", maxInput) + `"}`, 2, "the referral is larger than 4 MB: shorten it"},
		"nothing but brackets": {strings.Repeat("[", 100_000), 2, "the referral is not JSON"},
		"deep":                 {`{"reason":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + `}`, 1, "reason: is of the wrong type"},
		"an endless number":    {`{"macular-signs":[1e999999999,1e999999999],"reason":1e999999999}`, 1, "macular-signs: is of the wrong type"},
		"an endless list":      {`{"macular-signs":[` + strings.Repeat(`"x",`, 1<<19) + `"x"]}`, 1, "macular-signs: is of the wrong type"},
		"endless keys":         {`{"aa":1` + keysUpTo(200_000) + `}`, 1, "key 1 of the referral is no question of smh-wet-amd"},
		"UTF-16":               {"\xff\xfe{\x00}\x00", 2, "the referral is not UTF-8: save it as UTF-8"},
		"a NUL":                {"{\"reason\":\"a\x00b\"}", 2, "the referral is not JSON (line 1)"},
	} {
		t.Run(name, func(t *testing.T) {
			done := run(t, c.input, "compose", "--to", "smh-wet-amd", "--from", "a@nhs.net")
			if done.status != c.status || !strings.Contains(done.err, c.says) || done.out != "" {
				t.Errorf("status %d: %.300s", done.status, done.err)
			}
		})
	}
}

func TestAFileTooLargeToBeAReferralIsNotRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "referral.json")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 1<<40); err != nil {
		t.Skipf("this disk has no such files: %v", err)
	}
	done := run(t, "", "compose", "--to", "smh-wet-amd", "--from", "a@nhs.net", "--in", path)
	if done.status != 2 || !strings.Contains(done.err, "--in: the file is larger than 4 MB: make sure that it is the right file") {
		t.Errorf("status %d: %s", done.status, done.err)
	}
}

func keysUpTo(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(`,"`)
		b.WriteString(strings.Repeat("b", 1+i%7))
		b.WriteString(string(rune('a'+i/7%26)) + string(rune('a'+i/182%26)) + string(rune('a'+i/4732%26)) + string(rune('a'+i/123032)) + `":1`)
	}
	return b.String()
}

func TestAByteOrderMarkIsNoFault(t *testing.T) {
	answers := "\xef\xbb\xbf" + filledJSON(t, "smh-wet-amd", nil)
	if done := run(t, answers, "compose", "--to", "smh-wet-amd", "--from", "a@nhs.net"); done.status != 0 {
		t.Errorf("status %d: %s", done.status, done.err)
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestAnAnswerThatCouldNotBeWrittenIsNoAnswer(t *testing.T) {
	for _, c := range []struct {
		args   string
		status int
	}{
		{"find amd", 1}, {"policy", 1}, {"questions bht-hcq", 1}, {"domains list", 1}, {"domains show nhs.net", 1}, {"domains show mkuh.nhs.uk", 3},
		{"check --from a@nhs.net --to b@nhs.net", 1}, {"check --json --from a@nhs.net --to b@nhs.net", 1},
		{"check --from a@example.com --to b@nhs.net", 4}, {"compose --to smh-wet-amd --from a@nhs.net", 1},
		{"compose --json --to smh-wet-amd --from a@nhs.net", 1},
	} {
		w, _, said := testWorld(t.TempDir(), filledJSON(t, "smh-wet-amd", nil))
		w.Out = full{}
		status := Main(strings.Fields(c.args), w)
		if status != c.status || !strings.Contains(said.String(), "the answer could not be written (no space left on device)") {
			t.Errorf("%s: status %d: %s", c.args, status, said)
		}
	}
}
