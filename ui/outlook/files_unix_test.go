//go:build !windows

package outlook

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// tempFolder is a folder that goes with the test; canRemove says whether files in an os.Root can be removed here.
func tempFolder(t *testing.T) string { return t.TempDir() }

func canRemove(*testing.T) bool { return true }

func link(t *testing.T, to, from string) {
	t.Helper()
	if err := os.Symlink(to, from); err != nil {
		t.Fatal(err)
	}
}

func TestAMessageIsNeverWrittenThroughALink(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "target")
	if err := os.WriteFile(target, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	link(t, target, filepath.Join(dir, "link.eml"))
	link(t, filepath.Join(dir, "nothing"), filepath.Join(dir, "dangling.eml"))
	link(t, "/dev/stdout", filepath.Join(dir, "device.eml"))
	for _, name := range []string{"link.eml", "dangling.eml", "device.eml"} {
		for _, force := range []bool{false, true} {
			checkError(t, WriteEML(filepath.Join(dir, name), referral(), force), "is a link to something else")
		}
	}
	if got, err := os.ReadFile(target); string(got) != "before" || err != nil {
		t.Errorf("the target became %q, %v", got, err)
	}
	if got := names(t, dir); len(got) != 4 {
		t.Errorf("the folder holds %q", got)
	}
}

func TestAPipeIsNotReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe.eml")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	checkError(t, WriteEML(path, referral(), true), "a folder or a device")
}

func TestAFileThatReplacesAnOpenOneIsClosedToOthers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "message.eml")
	if err := os.WriteFile(path, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	checkError(t, WriteEML(path, referral(), true), "")
	checkMode(t, path, 0o600)
}

func TestDraftsAreNotWrittenOrSweptThroughALink(t *testing.T) {
	dir := t.TempDir()
	theirs := filepath.Join(dir, "theirs")
	if err := os.Mkdir(theirs, 0o755); err != nil {
		t.Fatal(err)
	}
	old, err := WriteDraft(filepath.Join(dir, "drafts"), referral(), rand.Reader)
	checkError(t, err, "")
	if err := os.Rename(old, filepath.Join(theirs, filepath.Base(old))); err != nil {
		t.Fatal(err)
	}
	linked := filepath.Join(dir, "linked")
	link(t, theirs, linked)
	_, err = WriteDraft(linked, referral(), rand.Reader)
	checkError(t, err, "is a link or a file")
	_, err = SweepDrafts(linked, time.Now().Add(time.Hour), DraftLife)
	checkError(t, err, "is a link or a file")
	if got := names(t, theirs); len(got) != 1 {
		t.Errorf("the other folder holds %q", got)
	}
	checkMode(t, theirs, 0o755)
}

func TestALinkAmongTheDraftsIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(t.TempDir(), "target")
	if err := os.WriteFile(target, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	link(t, target, filepath.Join(dir, "draft-aaaaaaaaaaaaaaaaaaaaaaaaaa.eml"))
	if swept, err := SweepDrafts(dir, time.Now().Add(time.Hour), DraftLife); swept != 0 || err != nil {
		t.Errorf("swept %d, %v", swept, err)
	}
	if _, err := os.Stat(target); err != nil {
		t.Error(err)
	}
}

func TestADraftsFolderThatOthersMayEnterIsClosed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "drafts")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	_, err := WriteDraft(dir, referral(), rand.Reader)
	checkError(t, err, "")
	checkMode(t, dir, 0o700)
}

func TestAMessageThatCannotGetItsNameLeavesNothingAndTheErrorSaysWhatToDo(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := root.Mkdir("Violet.eml", 0o700); err != nil { // as if it had come to be meanwhile
		t.Fatal(err)
	}
	err = wholeFile{root, "Violet.eml", "temporary", true}.write([]byte(secret), hurried())
	checkError(t, whyNotWritten(err), "choose another name or folder")
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("the folder holds %q", got)
	}
}
