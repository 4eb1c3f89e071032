// Package outlook is the hand-off: it puts the parts of a message on the clipboard, one at a time, makes sure that they are
// there, takes them off again, and writes .eml drafts for the mail programs that open them.
//
// Patient text is most exposed here, and "copied" that was not copied pastes the previous patient into the next message. So
// the package says "copied" only after a fresh read of the clipboard, clears only what it put there, hands text to other
// programs through standard input alone, and keeps no copy of it. It must never put text into an error, a file name, a log or
// an argument, never claim that anything was sent, and never know a screen.
package outlook

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// toolTime is how long a program or a system call may take before it counts as hung.
const toolTime = 3 * time.Second

// maxText is the longest text that is copied, in bytes, and as much as is ever read back. A referral has a few thousand.
const maxText = 8 << 20

// byHand is the next step that always works.
const byHand = "select the text by hand"

// ErrNoText is what [Clipboard.Read] answers where the clipboard is empty or holds something other than text.
var ErrNoText = errors.New("the clipboard holds no text: copy again, or " + byHand)

// Clipboard is one road to a clipboard. [System] picks the road for this machine; use it through [Copy] and [Held.Clear].
// Every method ends by itself within a few seconds. Errors are sentences for the screen, and never hold the text.
type Clipboard interface {
	// Name is the road in words for the screen: "the Windows clipboard", "wl-copy".
	Name() string
	// Limits is what this road can't do.
	Limits() Limits
	// Write puts s, valid UTF-8 without NUL, on the clipboard.
	Write(ctx context.Context, s string) error
	// Read asks the clipboard afresh what it holds: [ErrNoText] where that is no text.
	Read(ctx context.Context) (Content, error)
	// ClearIf empties the clipboard if ours says of what it holds now that it is our own, and tells whether it did.
	ClearIf(ctx context.Context, ours func(Content) bool) (cleared bool, err error)
}

// Content is what a clipboard holds at one moment.
type Content struct {
	Text     string
	Sequence uint32 // Windows' count of changes to the clipboard, which is compared instead of the text; 0 where there is none
}

// Limits is what a road can't do. The zero Limits is a road that can do everything.
type Limits struct {
	NoReadBack bool   // what was copied can't be read back
	NoClear    bool   // what was copied can't be cleared
	InHistory  bool   // what was copied can't be kept out of a clipboard history
	Most       int    // the longest text in bytes, where that is less than a long referral may have; else 0
	Instead    string // what to do with a text that is longer than Most
}

// Sentences says each limit in words, for showing before anything is copied.
func (l Limits) Sentences() []string {
	var said []string
	for _, limit := range []struct {
		holds bool
		words string
	}{
		{l.NoReadBack, "what is copied can't be checked from here: look at what pastes before you go on"},
		{l.NoClear, "the clipboard can't be cleared from here: copy something else when you are done"},
		{l.InHistory, "a clipboard history may keep what is copied: clear it too, if one is running"},
		{l.Most > 0, fmt.Sprintf("a text of more than %d bytes can't be copied this way: %s", l.Most, l.Instead)},
	} {
		if limit.holds {
			said = append(said, limit.words)
		}
	}
	return said
}

// OverSSH says that whoever sits at the screen sits at another machine, whose clipboard only an escape sequence reaches.
func OverSSH(getenv func(string) string) bool {
	return getenv("SSH_CONNECTION") != "" || getenv("SSH_TTY") != ""
}

// System is the road to the clipboard of whoever sits at the screen: over SSH the terminal itself, else what the operating
// system offers. getenv reads the environment. out is the terminal; give it the *os.File that the screen is painted on, whose
// writes do not mix. The error says why there is no road, and which package to install where that helps.
func System(getenv func(string) string, out io.Writer) (Clipboard, error) {
	if OverSSH(getenv) {
		if out == nil {
			return nil, errors.New("this is an SSH session without a terminal to copy through: " +
				"start the program in a terminal, or " + byHand)
		}
		return terminal{out}, nil
	}
	return local(getenv)
}
