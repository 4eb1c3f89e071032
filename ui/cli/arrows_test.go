package cli

import (
	"os/exec"
	"strings"
	"testing"
)

// rooms are the top-level rooms from the bottom up: an arrow may only point down.
var rooms = map[string]int{"policy": 1, "directory": 2, "ui": 3, "": 4}

func TestArrowsOfTheHouseRunOneWay(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{$p := .ImportPath}}{{range .Imports}}{{$p}} {{.}}{{"\n"}}{{end}}`, "referraldesk/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	room := func(path string) string {
		first, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(path, "referraldesk"), "/"), "/")
		return first
	}
	for line := range strings.Lines(string(out)) {
		from, to, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch ours := strings.HasPrefix(to, "referraldesk"); {
		case ours && rooms[room(to)] > rooms[room(from)]:
			t.Errorf("%s imports %s: main → ui → directory → policy", from, to)
		case !ours && rooms[room(from)] < rooms["ui"] && (strings.Contains(to, "charmbracelet") || strings.Contains(to, "spf13/cobra")):
			t.Errorf("%s imports %s: it must not know that a screen exists", from, to)
		}
	}
}
