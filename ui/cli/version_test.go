package cli

import (
	"os"
	"runtime/debug"
	"strings"
	"testing"

	"referraldesk/directory"
	"referraldesk/policy"
)

func builtFrom(settings ...string) *debug.BuildInfo {
	info := &debug.BuildInfo{GoVersion: "go1.99"}
	for _, s := range append(settings, "GOOS=plan9", "GOARCH=arm") {
		key, value, _ := strings.Cut(s, "=")
		info.Settings = append(info.Settings, debug.BuildSetting{Key: key, Value: value})
	}
	return info
}

func TestVersionSaysWhatTheProgramWasMadeFrom(t *testing.T) {
	dir, err := directory.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		version  string
		settings []string
		want     []string
	}{
		"a release": {
			"v1.2.0", []string{"vcs.revision=abc", "vcs.time=2026-11-22T10:00:00Z", "vcs.modified=false"},
			[]string{"referraldesk  v1.2.0\n", "commit        abc of 2026-11-22T10:00:00Z\n"},
		},
		"a checkout that was changed": {
			"v0.0.0-20261122100000-abc+dirty", []string{"vcs.revision=abc", "vcs.time=2026-11-22T10:00:00Z", "vcs.modified=true"},
			[]string{"+dirty\n", "commit        abc of 2026-11-22T10:00:00Z, and changes that were never committed\n"},
		},
		"a folder without Git": {
			"(devel)", nil, []string{"referraldesk  not recorded in this build\n", "commit        not recorded in this build\n"},
		},
	} {
		info := builtFrom(c.settings...)
		info.Main.Version = c.version
		said := about(info, dir)
		for _, want := range append(c.want, "directory     "+dir.Version+", ", "built         with go1.99 for plan9/arm\n") {
			if !strings.Contains(said, want) {
				t.Errorf("%s: lacks %q:\n%s", name, want, said)
			}
		}
	}
}

// TestDayOfTheDirectoryIsThatOfItsYoungestSource holds the day to the file itself.
func TestDayOfTheDirectoryIsThatOfItsYoungestSource(t *testing.T) {
	dir, err := directory.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile("../../directory/bucks.toml")
	if err != nil {
		t.Fatal(err)
	}
	var youngest policy.Day
	for line := range strings.Lines(string(file)) {
		if raw, ok := strings.CutPrefix(line, "read = "); ok {
			day, err := policy.ParseDay(strings.TrimSpace(raw))
			if err != nil {
				t.Fatal(err)
			}
			if day.After(youngest) {
				youngest = day
			}
		}
	}
	if said := about(builtFrom(), dir); youngest.IsZero() || !strings.Contains(said, "stood on "+youngest.String()+"\n") {
		t.Errorf("%s is not said:\n%s", youngest, said)
	}
}
