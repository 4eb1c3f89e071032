package outlook

import (
	"path/filepath"
	"testing"
)

func TestADraftThatWindowsCannotOpenIsAnErrorThatSaysWhatToDo(t *testing.T) {
	err := Open(t.Context(), filepath.Join(tempFolder(t), "not there.eml"))
	checkError(t, err, "start it yourself, or copy the message instead")
}
