package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestNothingUnfinishedIsOnTheDiskWhilePlainModeRuns(t *testing.T) {
	home := homeOf(t, "[[account]]\naddress = \"reception.fa999@nhs.net\"\n")
	w, _, _ := testWorld(home, "amd\n1\n1\nQuorinda Vantongeren\n29/08/1937\nreview\nshow\n")
	if status := Main([]string{"--plain"}, w); status != int(Failed) {
		t.Errorf("status %d", status)
	}
	files, err := os.ReadDir(home)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(filepath.Join(home, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		silent(t, string(data), "a session, in "+f.Name())
	}
}

// breaks is a source of randomness that panics with something of a patient.
type breaks struct{}

func (breaks) Read([]byte) (int, error) { panic("a letter about " + secret) }

func TestPanicInPlainModeSaysWhatToDoAndNothingOfAPatient(t *testing.T) {
	w, out, said := testWorld(homeOf(t, "[[account]]\naddress = \"reception.fa999@nhs.net\"\n"), "amd\n1\n1\n")
	w.Random = breaks{}
	if status := Main([]string{"--plain"}, w); status != int(Failed) || !strings.Contains(said.String(), "the desk met a fault in itself and was closed") {
		t.Errorf("status %d, said: %s", status, said)
	}
	silent(t, out.String()+said.String(), "a panic")
}

func TestPlainModeThatNobodyCanSeeFails(t *testing.T) {
	w, _, said := testWorld(homeOf(t, "[[account]]\naddress = \"reception.fa999@nhs.net\"\n"), "amd\n1\n1\n")
	w.Out = full{}
	if status := Main([]string{"--plain"}, w); status != int(Failed) || !strings.Contains(said.String(), "could not be written, so nobody saw it") {
		t.Errorf("status %d, said: %s", status, said)
	}
}
