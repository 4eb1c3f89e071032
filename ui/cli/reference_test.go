package cli

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestReferenceOfTheCommandsIsWhatTheySayThemselves holds COMMANDS.md, and the table of commands in the README, to what the
// commands say of themselves. Both are written anew with
//
//	go test ./ui/cli -run Reference -update
func TestReferenceOfTheCommandsIsWhatTheySayThemselves(t *testing.T) {
	w, _, _ := testWorld(t.TempDir(), "")
	root := newRoot(w)
	var all strings.Builder
	all.WriteString("# Commands\n\nWritten by the program from the help of its commands. Don't edit it.\n")
	document(&all, root)
	const begin, end = "<!-- commands -->\n", "<!-- /commands -->\n"
	before, rest, opened := strings.Cut(readme(t), begin)
	_, after, closed := strings.Cut(rest, end)
	if !opened || !closed {
		t.Fatal("the README has no place for the table of commands")
	}
	for path, want := range map[string]string{"COMMANDS.md": all.String(), "../../README.md": before + begin + summary(root) + end + after} {
		if *update {
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("%s is not what the commands say (%v): go test ./ui/cli -run Reference -update, and read the difference", path, err)
		}
	}
}

// summary is a table with a row for each command and the names of those below it.
func summary(root *cobra.Command) string {
	var b strings.Builder
	b.WriteString("| command | what it does |\n|---|---|\n")
	for _, cmd := range root.Commands() {
		if !cmd.IsAvailableCommand() {
			continue
		}
		var below []string
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				below = append(below, "`"+c.Name()+"`")
			}
		}
		words := cmd.Short
		if len(below) > 0 {
			words += ": " + strings.Join(below, ", ")
		}
		fmt.Fprintf(&b, "| `%s` | %s |\n", cmd.Name(), words)
	}
	return b.String()
}

// document writes a command and those below it, as the terminal shows them.
func document(b *strings.Builder, cmd *cobra.Command) {
	words := cmd.Long
	if words == "" {
		words = cmd.Short + "."
	}
	fmt.Fprintf(b, "\n## %s\n\n```text\n%s\n\n%s\n", cmd.CommandPath(), strings.TrimSpace(words), cmd.UseLine())
	if flags := strings.TrimRight(cmd.NonInheritedFlags().FlagUsages(), "\n"); flags != "" {
		fmt.Fprintf(b, "\n%s\n", flags)
	}
	b.WriteString("```\n")
	for _, below := range cmd.Commands() {
		if below.IsAvailableCommand() {
			document(b, below)
		}
	}
}
