package outlook

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
)

// maxOSC52 is the longest text, in bytes, that terminals are known to take: hterm and others stop at a sequence of 100,000
// bytes, and 74,994 is what base64 leaves of that.
const maxOSC52 = 74_994

// terminal is the clipboard of the terminal in front of the user, wherever this program runs: the sequence OSC 52, which
// xterm's control sequences call "manipulate selection data". It is sent raw, also inside tmux, which takes it with
// "set-clipboard on" and would drop it inside its passthrough sequence. No answer is asked for: most terminals give none, and
// what came would look like typing.
type terminal struct{ out io.Writer }

func (terminal) Name() string { return "your terminal (OSC 52)" }

func (terminal) Limits() Limits {
	return Limits{NoReadBack: true, NoClear: true, InHistory: true, Most: maxOSC52, Instead: byHand}
}

// Write sends the whole sequence in one write, so that no painting of the screen comes between.
func (t terminal) Write(_ context.Context, s string) error {
	_, err := io.WriteString(t.out, "\x1b]52;c;"+base64.StdEncoding.EncodeToString([]byte(s))+"\a")
	if err != nil {
		return fmt.Errorf("your terminal could not be written to (%w): %s", cause(err), byHand)
	}
	return nil
}

func (terminal) Read(context.Context) (Content, error) {
	return Content{}, errors.New("your terminal's clipboard can't be read from here: check what pastes")
}

func (t terminal) ClearIf(context.Context, func(Content) bool) (bool, error) {
	return false, errors.New("your terminal's clipboard can't be cleared from here: copy something else over the text")
}
