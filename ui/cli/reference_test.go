package cli

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestReferenceOfTheCommandsIsWhatTheySayThemselves holds COMMANDS.md to the help of every command. It is written anew with
//
//	go test ./ui/cli -run Reference -update
func TestReferenceOfTheCommandsIsWhatTheySayThemselves(t *testing.T) {
	const path = "COMMANDS.md"
	w, _, _ := testWorld(t.TempDir(), "")
	var b strings.Builder
	b.WriteString("# Commands\n\nWritten by the program from the help of its commands. Don't edit it.\n")
	document(&b, newRoot(w))
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Error("COMMANDS.md is not what the commands say: go test ./ui/cli -run Reference -update, and read the difference")
	}
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
