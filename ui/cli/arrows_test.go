package cli

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// rooms are the top-level rooms from the bottom up: an arrow may only point down.
var rooms = map[string]int{"policy": 1, "directory": 2, "ui": 3, "": 4}

// imported is that one package imports another.
type imported struct{ from, to string }

// systems are those that the program is built for.
func systems() []string { return []string{"linux", "windows", "darwin"} }

// imports are those of the program's own packages on an operating system, tests left out.
func imports(t *testing.T, goos string) []imported {
	t.Helper()
	list := exec.Command("go", "list", "-f", `{{$p := .ImportPath}}{{range .Imports}}{{$p}} {{.}}{{"\n"}}{{end}}`, "referraldesk/...")
	list.Env = append(os.Environ(), "GOOS="+goos, "CGO_ENABLED=0")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []imported
	for line := range strings.Lines(string(out)) {
		from, to, _ := strings.Cut(strings.TrimSpace(line), " ")
		all = append(all, imported{from, to})
	}
	return all
}

// room is the top-level room of one of the program's own packages, "" for main.
func room(path string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(path, "referraldesk"), "/"), "/")
	return first
}

// wrong says what an import breaks, "" where it breaks nothing.
func (i imported) wrong() string {
	ours := strings.HasPrefix(i.to, "referraldesk")
	isScreen := strings.Contains(i.to, "charmbracelet") || strings.Contains(i.to, "golang.org/x/term")
	isCommand := strings.Contains(i.to, "spf13/")
	switch {
	case ours && rooms[room(i.to)] > rooms[room(i.from)]:
		return "main → ui → directory → policy"
	case rooms[room(i.from)] < rooms["ui"] && (isScreen || isCommand):
		return "it must not know that a screen exists"
	case isScreen && i.from != "referraldesk/ui" && i.from != "referraldesk/ui/cli" && !strings.Contains(i.from, "testdata"):
		return "only the desk paints"
	case isCommand && i.from != "referraldesk/ui/cli" && !strings.HasPrefix(i.from, "referraldesk/ui/cli/"):
		return "only ui/cli and its rooms know the command line"
	}
	return ""
}

func TestArrowsOfTheHouseRunOneWay(t *testing.T) {
	for _, goos := range systems() {
		for _, i := range imports(t, goos) {
			if what := i.wrong(); what != "" {
				t.Errorf("%s imports %s on %s: %s", i.from, i.to, goos, what)
			}
		}
	}
}

func TestArrowThatRunsBackIsFound(t *testing.T) {
	for _, back := range []imported{
		{"referraldesk/policy", "referraldesk/directory"}, {"referraldesk/policy/text", "referraldesk/directory/ods"},
		{"referraldesk/policy", "referraldesk/ui/referral"}, {"referraldesk/directory/practice", "referraldesk/ui"},
		{"referraldesk/ui/cli", "referraldesk"}, {"referraldesk/policy", "github.com/charmbracelet/lipgloss"},
		{"referraldesk/directory", "golang.org/x/term"}, {"referraldesk/directory/lists", "github.com/spf13/cobra"},
		{"referraldesk/ui/referral", "github.com/charmbracelet/x/ansi"}, {"referraldesk/ui", "github.com/spf13/cobra"},
	} {
		if back.wrong() == "" {
			t.Errorf("nobody would notice that %s imports %s", back.from, back.to)
		}
	}
}

// What can open a connection stands in one room, which is asked only where practice.toml or the environment names a group's daybook.
func TestOnlyTheDaybookOfAGroupOpensTheNetwork(t *testing.T) {
	for _, i := range slices.Concat(imports(t, "linux"), imports(t, "windows"), imports(t, "darwin")) {
		opens := strings.HasPrefix(i.to, "github.com/jackc/") || slices.Contains([]string{"net", "net/http", "net/rpc", "net/smtp", "crypto/tls"}, i.to)
		if opens && i.from != "referraldesk/ui/daybook/central" {
			t.Errorf("%s imports %s", i.from, i.to)
		}
	}
	deps, err := exec.Command("go", "list", "-deps", "referraldesk").Output()
	if err != nil {
		t.Fatal(err)
	}
	if slices.Contains(strings.Fields(string(deps)), "net/http") {
		t.Error("the program holds net/http, which nothing in it needs")
	}
}
