package cli

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"referraldesk/ui/outlook"
)

// A desk that was killed deletes nothing, so the next one does.
func TestDraftsOfAnEarlierDeskAreDeletedAtTheStart(t *testing.T) {
	home := t.TempDir()
	w, _, _ := testWorld(home, "")
	w.Now = time.Now // as that of the files
	path, err := outlook.WriteDraft(draftsIn(home), outlook.Draft{To: []string{"a@nhs.net"}, Body: "about a patient"}, sameRandom())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := newDesk(w); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("a draft of just now is gone: %v", err)
	}
	old := time.Now().Add(-outlook.DraftLife)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	if _, _, err := newDesk(w); err != nil {
		t.Fatal(err)
	}
	if left, err := filepath.Glob(filepath.Join(draftsIn(home), "*")); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}
