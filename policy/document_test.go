package policy

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write POLICY.md anew")

func TestTheCommittedPolicyIsTheOneThatRuns(t *testing.T) {
	got := Document()
	if *update {
		if err := os.WriteFile("POLICY.md", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("POLICY.md")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Error("POLICY.md is not what the table says: go test ./policy -run Policy -update, and read the difference")
	}
}
