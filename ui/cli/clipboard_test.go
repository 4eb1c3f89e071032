package cli

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"os"
	"strings"
	"testing"

	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
	"referraldesk/ui/outlook"
)

// Over SSH the terminal takes the body, and nothing is claimed that nobody can know. What a script reads stays free of it.
func TestOverSSHTheBodyIsSentToTheTerminalAndNotCalledCopied(t *testing.T) {
	for _, args := range [][]string{nil, {"--json"}} {
		w, out, said := testWorld(t.TempDir(), filledJSON(t, "smh-wet-amd", nil))
		var screen bytes.Buffer
		home := w.Getenv
		w.Screen, w.Getenv = &screen, func(name string) string {
			if name == "SSH_TTY" {
				return "/dev/pts/1"
			}
			return home(name)
		}
		if status := Main(append([]string{"compose", "--to", "smh-wet-amd", "--from", "a@nhs.net", "--copy"}, args...), w); status != 0 {
			t.Fatalf("status %d: %s", status, said)
		}
		sent, ok := strings.CutPrefix(screen.String(), "\x1b]52;c;")
		body, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(sent, "\a"))
		if !ok || err != nil || !strings.Contains(string(body), "Vantongeren") {
			t.Errorf("the terminal got %q", screen.String())
		}
		if strings.Contains(out.String(), "\x1b") {
			t.Errorf("standard output got %q", out)
		}
		if want := "the body: sent to your terminal — check that it pasted; it stays on the clipboard until something else is copied"; !strings.Contains(said.String(), want) {
			t.Errorf("said: %s", said)
		}
		silent(t, said.String(), "a copy")
	}
}

// A clipboard that can't be cleared now is tried again when the desk ends.
func TestTextThatCouldNotBeClearedIsNotForgotten(t *testing.T) {
	road := &stubborn{}
	c := &clipboard{road: road}
	if _, err := c.Copy(t.Context(), "text", true); err != nil {
		t.Fatal(err)
	}
	road.stuck = errors.New("held by another program")
	if _, err := c.Clear(t.Context()); err == nil {
		t.Fatal("no error")
	}
	road.stuck = nil
	if cleared, err := c.Clear(t.Context()); !cleared || err != nil || road.text != "" {
		t.Errorf("cleared %v, %v; it holds %q", cleared, err, road.text)
	}
}

// Else the body of one patient would paste where the next one's was to be.
func TestWhatWasCopiedBeforeIsTakenAwayWhereTheNextCopyFails(t *testing.T) {
	road := &stubborn{}
	c := &clipboard{road: road}
	if _, err := c.Copy(t.Context(), "the body", true); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Copy(t.Context(), "a note with a NUL\x00", true); err == nil || road.text != "" {
		t.Errorf("%v; it holds %q", err, road.text)
	}
}

// A desk that knows no folder opens, says why, and neither reads nor writes in the folder that it was started in.
func TestDeskWithoutAFolderOfItsOwnLeavesTheCurrentOneAlone(t *testing.T) {
	t.Chdir(homeOf(t, confirming))
	w, _, _ := testWorld("not a full path", "")
	desk, _, err := newDesk(w)
	if err != nil {
		t.Fatal(err)
	}
	if len(desk.Faults) != 1 || len(desk.Practice.Accounts) != 0 || len(desk.Accredited.All()) == 0 || desk.FirstStart {
		t.Errorf("faults %v, accounts %v", desk.Faults, desk.Practice.Accounts)
	}
	a, err := policy.ParseAddress("a@nhs.net")
	if err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{
		"an account": desk.SaveAccount(practice.Account{Address: a, Kind: practice.AccountNHSmail}),
		"an event":   desk.Record(daybook.HandedOver{}), "a draft": desk.OpenDraft(outlook.Draft{To: []string{"a@nhs.net"}}),
	} {
		if err == nil || !strings.Contains(err.Error(), "REFERRALDESK_HOME is not a full path") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if files, err := os.ReadDir("."); err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v, %v", files, err)
	}
}

// stubborn is a clipboard that can't be cleared while it is stuck.
type stubborn struct {
	text  string
	stuck error
}

func (*stubborn) Name() string           { return "a clipboard" }
func (*stubborn) Limits() outlook.Limits { return outlook.Limits{} }

func (s *stubborn) Write(_ context.Context, text string) error {
	s.text = text
	return nil
}

func (s *stubborn) Read(context.Context) (outlook.Content, error) {
	return outlook.Content{Text: s.text}, nil
}

func (s *stubborn) ClearIf(_ context.Context, ours func(outlook.Content) bool) (bool, error) {
	if s.stuck != nil || !ours(outlook.Content{Text: s.text}) {
		return false, s.stuck
	}
	s.text = ""
	return true, nil
}
