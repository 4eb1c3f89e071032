package outlook

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// needRemove skips where a file in an os.Root can't be removed.
func needRemove(t *testing.T) {
	t.Helper()
	if !canRemove(t) {
		t.Skip("this Wine can't delete a file through its handle, as Go does in an os.Root")
	}
}

func TestAMessageIsWrittenWholeToANewFile(t *testing.T) {
	dir := tempFolder(t)
	path := filepath.Join(dir, "message.eml")
	checkError(t, WriteEML(path, referral(), false), "")
	checkWhole(t, path, referral())
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("the folder holds %q", got)
	}
	t.Chdir(dir)
	checkError(t, WriteEML("here.eml", referral(), true), "")
	checkWhole(t, "here.eml", referral())
}

func TestAFileIsReplacedOnlyByForceAndAtOnce(t *testing.T) {
	dir := tempFolder(t)
	path := filepath.Join(dir, "message.eml")
	if err := os.WriteFile(path, []byte("before"), 0o644); err != nil {
		t.Fatal(err)
	}
	checkError(t, WriteEML(path, referral(), false), "add --force")
	if got, err := os.ReadFile(path); string(got) != "before" || err != nil {
		t.Errorf("it became %q, %v", got, err)
	}
	big := referral()
	big.Body = strings.Repeat("Réfraction −2,25\n", 1<<20/19)
	checkError(t, WriteEML(path, big, true), "")
	checkWhole(t, path, big)
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("the folder holds %q", got)
	}
}

func TestAMessageGoesNowhereButIntoAFile(t *testing.T) {
	dir := tempFolder(t)
	for _, test := range []struct{ name, path, err string }{
		{"no name", "", "add the name of a file"},
		{"a folder", dir, "a folder or a device"},
		{"a folder that is not there", filepath.Join(dir, "none", "Violet.eml"), "the folder for the message can't be opened"},
		{"a name that ends like a folder", dir + string(filepath.Separator), "add the name of a file"},
		{"the folder above", ".." + string(filepath.Separator) + "..", "the message could not be written"},
	} {
		t.Run(test.name, func(t *testing.T) {
			checkError(t, WriteEML(test.path, referral(), true), test.err)
		})
	}
	if got := names(t, dir); len(got) != 0 {
		t.Errorf("the folder holds %q", got)
	}
}

// A file that came to be while ours was written is somebody's work: it stays.
func TestAFileThatAppearsMeanwhileIsNotReplaced(t *testing.T) {
	needRemove(t)
	dir := tempFolder(t)
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	replaces, err := mayReplace(root, "message.eml", true)
	checkError(t, err, "")
	if err := os.WriteFile(filepath.Join(dir, "message.eml"), []byte("theirs"), 0o600); err != nil {
		t.Fatal(err)
	}
	file := wholeFile{root, "message.eml", "temporary", replaces}
	checkError(t, file.write([]byte("ours"), hurried()), "exists")
	if got := names(t, dir); len(got) != 1 || got[0] != "message.eml" {
		t.Errorf("the folder holds %q", got)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "message.eml")); string(got) != "theirs" || err != nil {
		t.Errorf("it became %q, %v", got, err)
	}
}
