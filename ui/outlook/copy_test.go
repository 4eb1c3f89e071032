package outlook

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

// secret is what a test copies: no error may ever hold any of it.
const secret = "Violet Example, NHS number 999 000 0018\nRéfraction: −2,25\n"

// memory is a clipboard that can be made to go wrong.
type memory struct {
	limits   Limits
	content  Content
	writeErr error
	readErr  error
	reads    int
	late     int    // reads that find nothing before the text is there
	becomes  string // what the clipboard holds instead of what was written
	counts   bool   // keeps a sequence number, as Windows does
	restores bool   // a clipboard manager puts back what was cleared

	blindAfter error // what reading gives after clearing
}

func (m *memory) Name() string   { return "a clipboard" }
func (m *memory) Limits() Limits { return m.limits }

func (m *memory) Write(_ context.Context, s string) error {
	if m.writeErr != nil {
		return m.writeErr
	}
	if m.becomes != "" {
		s = m.becomes
	}
	m.someoneCopies(s)
	return nil
}

func (m *memory) someoneCopies(s string) {
	m.content.Text = s
	if m.counts {
		m.content.Sequence++
	}
}

func (m *memory) Read(context.Context) (Content, error) {
	if m.reads++; m.reads <= m.late {
		return Content{}, ErrNoText
	}
	return m.content, m.readErr
}

func (m *memory) ClearIf(_ context.Context, ours func(Content) bool) (bool, error) {
	if m.readErr != nil {
		return false, m.readErr
	}
	if !ours(m.content) {
		return false, nil
	}
	text := m.content.Text
	m.someoneCopies("")
	if m.restores {
		m.someoneCopies(text)
	}
	m.readErr = m.blindAfter
	return true, nil
}

// hurried is patience that does not wait.
func hurried() patience {
	return patience{aboutASecond().pauses, func(context.Context, time.Duration) error { return nil }}
}

func TestCopiedIsSaidOnlyAfterTheTextWasReadBack(t *testing.T) {
	broken := errors.New("broken")
	tests := []struct {
		name      string
		clipboard memory
		verified  bool
		err       string // a part of the error, "" for none
		outcome   string
	}{
		{"the text is there", memory{}, true, "", "copied"},
		{"with Windows line ends", memory{becomes: strings.ReplaceAll(secret, "\n", "\r\n")}, true, "", "copied"},
		{"with old Mac line ends", memory{becomes: strings.ReplaceAll(secret, "\n", "\r")}, true, "", "copied"},
		{"only after a while", memory{late: 5}, true, "", "copied"},
		{"never", memory{late: 100}, false, "holds no text", "not confirmed — check what pastes"},
		{"cut short", memory{becomes: secret[:20]}, false, "holds something else", "not confirmed — check what pastes"},
		{"a blank more", memory{becomes: secret + " "}, false, "holds something else", "not confirmed — check what pastes"},
		{"a line end more", memory{becomes: secret + "\n"}, false, "holds something else", "not confirmed — check what pastes"},
		{"it can't be read", memory{readErr: broken}, false, "could not be read back", "not confirmed — check what pastes"},
		{"it can't be written", memory{writeErr: broken}, false, "broken", "not confirmed — check what pastes"},
		{"a road without a way back", memory{limits: Limits{NoReadBack: true}}, false, "", "sent to your terminal — check that it pasted"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			held, err := copyText(t.Context(), &test.clipboard, secret, hurried())
			checkError(t, err, test.err)
			if held.Verified() != test.verified {
				t.Errorf("verified: %v", held.Verified())
			}
			if held.Outcome() != test.outcome {
				t.Errorf("outcome %q, want %q", held.Outcome(), test.outcome)
			}
		})
	}
}

// checkError wants part in the error, or no error where part is "", and nothing of the secret in any error.
func checkError(t *testing.T, err error, part string) {
	t.Helper()
	switch {
	case err == nil && part != "":
		t.Errorf("no error, want one with %q", part)
	case err != nil && (part == "" || !strings.Contains(err.Error(), part)):
		t.Errorf("error %q, want one with %q", err, part)
	}
	if err == nil {
		return
	}
	for word := range strings.FieldsSeq(secret) {
		if len(word) > 4 && word != "number" && strings.Contains(err.Error(), word) {
			t.Errorf("the error quotes the text: %q", err)
		}
	}
	if strings.HasSuffix(err.Error(), ".") || strings.Contains(err.Error(), "\n") {
		t.Errorf("the error is not one sentence without a full stop: %q", err)
	}
}

func TestTextThatAClipboardWouldChangeIsRefused(t *testing.T) {
	for _, test := range []struct{ name, text, err string }{
		{"empty", "", "nothing to copy"},
		{"with NUL", "naïve\x00 more", "NUL at character 6"},
		{"not UTF-8", "a\xffb", "not UTF-8"},
		{"half a character", "a\xed\xa0\x80b", "not UTF-8"}, // a lone surrogate as a careless program encodes it
		{"too long", strings.Repeat("a", maxText+1), "longer than the 8 MiB"},
	} {
		t.Run(test.name, func(t *testing.T) {
			clipboard := memory{content: Content{Text: "before"}}
			held, err := Copy(t.Context(), &clipboard, test.text)
			checkError(t, err, test.err)
			if held != (Held{}) || clipboard.content.Text != "before" {
				t.Error("something was done with the text all the same")
			}
		})
	}
}

func TestOnlyOurOwnTextIsCleared(t *testing.T) {
	tests := []struct {
		name    string
		counts  bool
		then    func(*memory)
		cleared bool
		err     string
	}{
		{"still there", false, func(*memory) {}, true, ""},
		{"still there, counted", true, func(*memory) {}, true, ""},
		{"with other line ends", false, func(m *memory) { m.someoneCopies(strings.ReplaceAll(secret, "\n", "\r\n")) }, true, ""},
		{"another text since", false, func(m *memory) { m.someoneCopies("theirs") }, false, ""},
		{"another text since, counted", true, func(m *memory) { m.someoneCopies("theirs") }, false, ""},
		{"the same text, copied by someone else", true, func(m *memory) { m.someoneCopies(secret) }, false, ""},
		{"cleared by someone else", false, func(m *memory) { m.someoneCopies("") }, false, ""},
		{"it can't be read", false, func(m *memory) { m.readErr = errors.New("broken") }, false, "copy something else over the text"},
		{"it can't be read afterwards", true, func(m *memory) { m.blindAfter = errors.New("broken") }, false, "could not be read to make sure"},
		{"a manager puts it back", true, func(m *memory) { m.restores = true }, false, "perhaps a clipboard manager, put it back"},
		{"a road that can't clear", false, func(m *memory) { m.limits.NoClear = true }, false, "can't be cleared"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			clipboard := &memory{counts: test.counts}
			held, err := Copy(t.Context(), clipboard, secret)
			checkError(t, err, "")
			test.then(clipboard)
			before := clipboard.content.Text
			cleared, err := held.clear(t.Context(), hurried())
			checkError(t, err, test.err)
			gone := test.cleared || before == "" || clipboard.blindAfter != nil
			if cleared != test.cleared || (clipboard.content.Text == "") != gone {
				t.Errorf("cleared: %v, %q became %q", cleared, before, clipboard.content.Text)
			}
		})
	}
}

func TestTextWhoseCopyWasNotConfirmedIsClearedIfItIsThere(t *testing.T) {
	for _, counts := range []bool{false, true} {
		clipboard := &memory{counts: counts, readErr: errors.New("held by another program")}
		held, err := Copy(t.Context(), clipboard, secret)
		checkError(t, err, "could not be read back")
		clipboard.readErr = nil
		cleared, err := held.Clear(t.Context())
		checkError(t, err, "")
		if !cleared || clipboard.content.Text != "" {
			t.Error("the text is still there")
		}
	}
}

func TestTextThatLostItsPlaceIsNotClearedInTheOthersStead(t *testing.T) {
	for _, counts := range []bool{false, true} {
		clipboard := &memory{counts: counts, becomes: "theirs"}
		held, err := copyText(t.Context(), clipboard, secret, hurried())
		checkError(t, err, "holds something else")
		if cleared, err := held.Clear(t.Context()); cleared || err != nil || clipboard.content.Text != "theirs" {
			t.Errorf("cleared: %v, %v", cleared, err)
		}
	}
}

func TestNothingHeldClearsNothing(t *testing.T) {
	var held Held
	if cleared, err := held.Clear(t.Context()); cleared || err != nil || held.Outcome() != "" {
		t.Errorf("cleared: %v, %v, outcome %q", cleared, err, held.Outcome())
	}
}

func TestCopyingStopsWhenItIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	clipboard := &memory{late: 100}
	wait := patience{aboutASecond().pauses, func(ctx context.Context, _ time.Duration) error {
		cancel()
		return sleep(ctx, time.Hour)
	}}
	_, err := copyText(ctx, clipboard, secret, wait)
	checkError(t, err, "holds no text")
	if clipboard.reads != 1 {
		t.Errorf("%d reads", clipboard.reads)
	}
}

func TestPatienceIsAboutASecond(t *testing.T) {
	var total time.Duration
	for _, pause := range aboutASecond().pauses {
		total += pause
	}
	if total != time.Second {
		t.Errorf("%v in all", total)
	}
}

func TestEveryLimitIsASentence(t *testing.T) {
	if said := (Limits{}).Sentences(); len(said) != 0 {
		t.Errorf("a road without limits says %q", said)
	}
	all := Limits{NoReadBack: true, NoClear: true, InHistory: true, Most: 4000, Instead: byHand}.Sentences()
	if len(all) != 4 || slices.Contains(all, "") {
		t.Errorf("%q", all)
	}
}

// environment is a getenv that knows these variables alone.
func environment(pairs ...string) func(string) string {
	return func(name string) string {
		for _, pair := range pairs {
			if value, ok := strings.CutPrefix(pair, name+"="); ok {
				return value
			}
		}
		return ""
	}
}

func TestOverSSHTheTextGoesToTheTerminalInOneWrite(t *testing.T) {
	for _, variable := range []string{"SSH_CONNECTION=198.51.100.7 50000 198.51.100.8 22", "SSH_TTY=/dev/pts/3"} {
		var out writes
		clipboard, err := System(environment(variable, "DISPLAY=:0", "TMUX=/tmp/tmux-0/default,1,0"), &out)
		checkError(t, err, "")
		held, err := Copy(t.Context(), clipboard, "wet AMD – été")
		checkError(t, err, "")
		if want := "\x1b]52;c;d2V0IEFNRCDigJMgw6l0w6k=\a"; !slices.Equal(out, writes{want}) {
			t.Errorf("wrote %q, want %q once", out, want)
		}
		if held.Verified() || held.Outcome() != "sent to your terminal — check that it pasted" {
			t.Errorf("says %q", held.Outcome())
		}
		_, err = held.Clear(t.Context())
		checkError(t, err, "can't be cleared")
		_, err = clipboard.ClearIf(t.Context(), func(Content) bool { return true })
		checkError(t, err, "can't be cleared")
		_, err = clipboard.Read(t.Context())
		checkError(t, err, "can't be read")
		if len(out) != 1 {
			t.Error("something more was sent to the terminal")
		}
	}
}

type writes []string

func (w *writes) Write(p []byte) (int, error) {
	*w = append(*w, string(p))
	return len(p), nil
}

func TestTextThatATerminalWouldCutIsNotSent(t *testing.T) {
	var out writes
	clipboard, err := System(environment("SSH_TTY=/dev/pts/3"), &out)
	checkError(t, err, "")
	_, err = Copy(t.Context(), clipboard, strings.Repeat("a", maxOSC52))
	checkError(t, err, "")
	if len(out) != 1 || len(out[0]) > 100_000 {
		t.Error("the longest text that fits was not sent as one sequence that fits")
	}
	_, err = Copy(t.Context(), clipboard, strings.Repeat("a", maxOSC52+1))
	checkError(t, err, "takes 74994 at most: select the text by hand")
	if len(out) != 1 {
		t.Error("the longer text was sent")
	}
}

func TestATerminalThatIsGoneIsAnError(t *testing.T) {
	r, w := io.Pipe()
	r.Close()
	clipboard, err := System(environment("SSH_TTY=/dev/pts/3"), w)
	checkError(t, err, "")
	_, err = Copy(t.Context(), clipboard, secret)
	checkError(t, err, "could not be written to")
}

func TestSSHWithoutATerminalIsAnError(t *testing.T) {
	_, err := System(environment("SSH_TTY=/dev/pts/3"), nil)
	checkError(t, err, "without a terminal")
}
