package outlook

import (
	"slices"
	"testing"
	"time"
)

func TestTheOpenerGetsTheDraftOrLinkAsOneArgument(t *testing.T) {
	link, err := MailtoURL("bht.bucksamd@nhs.net")
	checkError(t, err, "")
	for _, target := range []string{"/home/a user; rm -rf $(drafts)/draft.eml", link} {
		folder := fakes(t, "serves", "xdg-open") // what it opens lives on in the background
		t.Setenv("PATH", folder)
		checkError(t, Open(t.Context(), target), "")
		if got := calls(t, folder); !slices.Equal(got, []string{"xdg-open " + target}) {
			t.Errorf("called %q", got)
		}
	}
}

func TestAMailProgramThatStaysIsNotWaitedFor(t *testing.T) {
	folder := fakes(t, "hangs", "xdg-open")
	t.Setenv("PATH", folder)
	checkError(t, open(t.Context(), "/draft.eml", time.Millisecond), "")
	eventually(t, func() bool { return noted(t, folder, "server's id") != "" })
}

func TestWithoutAMailProgramTheErrorSaysWhatToDo(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	checkError(t, Open(t.Context(), "/draft.eml"), "install the package xdg-utils")
	t.Setenv("PATH", fakes(t, "fails", "xdg-open"))
	checkError(t, Open(t.Context(), "/draft.eml"), "no mail program could be opened (xdg-open: exit status 3)")
}
