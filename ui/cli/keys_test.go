package cli

import (
	"os"
	"strings"
	"testing"
)

// The marks between which the README's table stands. With -update the test writes it anew.
const keysBegin, keysEnd = "<!-- keys: referraldesk keys --markdown prints them -->\n", "<!-- end of keys -->\n"

func TestReadmeHasTheKeysThatTheProgramHas(t *testing.T) {
	const path = "../../README.md"
	readme, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(readme), keysBegin)
	table, after, ends := strings.Cut(rest, keysEnd)
	if !begins || !ends {
		t.Fatalf("the README lacks %q or %q", keysBegin, keysEnd)
	}
	done := run(t, "", "keys", "--markdown")
	if *update && table != done.out {
		if err := os.WriteFile(path, []byte(before+keysBegin+done.out+keysEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if done.status != 0 || table != done.out {
		t.Errorf("the table differs; go test ./ui/cli -update writes it anew. Status %d, want:\n%s", done.status, done.out)
	}
}

func TestKeysArePrintedOneALine(t *testing.T) {
	done := run(t, "", "keys")
	if done.status != 0 || !strings.Contains(done.out, "F2 or Ctrl+O            who sends\n") {
		t.Errorf("status %d:\n%s", done.status, done.out)
	}
}
