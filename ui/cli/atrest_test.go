//go:build unix

package cli

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// While a referral is written nothing of it is on the disk, and when it was handed over and the desk has ended, nothing is again:
// not in the program's folder, not in the user's, not among the temporary files, and not on the clipboard, which is a file here.
func TestNothingOfThePatientIsOnTheDiskBesideTheClipboard(t *testing.T) {
	program := ownProgram(t)
	home := nhsmailHome(t)
	desk := start(t, program, pictureCols, pictureRows, "DISPLAY=:0", "REFERRALDESK_HOME="+home, "HOME="+home, "TMPDIR="+home)
	desk.opensWetAMD()
	desk.fillsIn()
	desk.confirms()
	if where := holding(t, home, "Testpatient"); where != "" {
		t.Errorf("the referral is only being written, and %s holds the patient", where)
	}
	for _, step := range []string{"To", "Subject", "Body"} {
		desk.send(keyCopy)
		desk.expect("copied: " + step)
	}
	if where := holding(t, home, "Testpatient"); filepath.Base(where) != "clipboard" {
		t.Fatalf("the body was copied, and the patient stands in %q", where)
	}
	desk.expect("Noted in the daybook")
	desk.send("\x11")
	desk.expect("Was it sent from Outlook?")
	desk.send(keyRight + keyEnter)
	if status := desk.ended(); status != 0 {
		t.Errorf("the desk ended with status %d", status)
	}
	for _, word := range []string{"Testpatient", "01/02/1950", "9990000018", "999 000 0018", "Invented Road"} {
		if where := holding(t, home, word); where != "" {
			t.Errorf("the desk has ended, and %s holds %q", where, word)
		}
	}
	if where := holding(t, home, "RD-6GY-N9Q-K4H"); filepath.Base(where) != "daybook.jsonl" {
		t.Errorf("the reference stands in %q, want it in the daybook", where)
	}
}

// holding is a file below folder that holds the word, or has it in its name.
func holding(t *testing.T, folder, word string) (found string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if bytes.Contains(append(data, path...), []byte(word)) {
			found = path
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
