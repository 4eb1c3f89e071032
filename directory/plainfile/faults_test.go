package plainfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// nextToWrite is the next step of whatever could not be written.
const nextToWrite = "make sure that you may write in this folder, and that the disk is not full"

// unwritten holds an error to what a user is told where a file could not be written: why and what next, and not its name, which
// whoever shows the error puts before it.
func unwritten(t *testing.T, err error, path string) {
	t.Helper()
	if err == nil || !strings.HasPrefix(err.Error(), "can't be written (") || !strings.HasSuffix(err.Error(), "): "+nextToWrite) {
		t.Fatalf("%v", err)
	}
	if strings.Contains(err.Error(), filepath.Dir(path)) {
		t.Errorf("it names the file: %v", err)
	}
}

func onlyFileIn(t *testing.T, folder, name string) {
	t.Helper()
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != 1 || files[0].Name() != name {
		t.Errorf("%v, %v: want %s alone", files, err, name)
	}
}

func TestAFileThatStandsWhereAFolderShouldIsSaidAndKept(t *testing.T) {
	inTheWay := written(t, "a file")
	path := filepath.Join(inTheWay, "file")
	unwritten(t, Replace(path, []byte("new")), path)
	_, err := Lock(path)
	unwritten(t, err, path)
	if data, err := os.ReadFile(inTheWay); err != nil || string(data) != "a file" {
		t.Errorf("%q, %v", data, err)
	}
}

func TestANameThatTheDiskCannotHoldIsSaid(t *testing.T) {
	path := filepath.Join(t.TempDir(), strings.Repeat("n", 300))
	unwritten(t, Replace(path, []byte("new")), path)
	_, err := Lock(path)
	unwritten(t, err, path)
}

func TestAFolderIsNotReplacedByAFileAndNothingIsLeftBeside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.MkdirAll(filepath.Join(path, "inside"), 0o700); err != nil {
		t.Fatal(err)
	}
	unwritten(t, Replace(path, []byte("new")), path)
	onlyFileIn(t, filepath.Dir(path), "file")
}

func TestWhatCannotBeReadSaysWhyAndTheNextStep(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{fs.ErrNotExist, "can't be read (file does not exist): check its name and folder"},
		{fs.ErrPermission, "can't be read (permission denied): ask whoever owns it to let you read it, or copy it to a folder of your own"},
		{io.ErrUnexpectedEOF, "can't be read (unexpected EOF): try again, or copy the file to a folder of your own"},
	} {
		got := unreadable(&fs.PathError{Op: "open", Path: "the patient's name", Err: c.err})
		if got.Error() != c.want || !errors.Is(got, c.err) {
			t.Errorf("%v, want %s", got, c.want)
		}
	}
}

func TestTheCauseIsSaidWithoutTheNamesOfFiles(t *testing.T) {
	cause := errors.New("the stick was pulled out")
	for _, err := range []error{
		&fs.PathError{Op: "open", Path: "the patient's name", Err: cause},
		&os.LinkError{Op: "rename", Old: "the patient's name", New: "another one", Err: cause},
		cause,
	} {
		if got := Cause(err); got != cause {
			t.Errorf("%v", got)
		}
	}
}

func TestAFileThatIsTakenAwayWhileItIsLookedAtIsSaid(t *testing.T) {
	f, err := os.Open(written(t, "12345"))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := check(f, 5); !errors.Is(err, fs.ErrClosed) || !strings.HasPrefix(err.Error(), "can't be read (") {
		t.Error(err)
	}
}
