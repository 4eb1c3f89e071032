package outlook

import (
	"context"
	"errors"
)

// concealed writes standard input to the pasteboard of this Mac alone (NSPasteboardContentsCurrentHostOnly: not to the user's
// other devices), marked with the type by which clipboard histories that keep to nspasteboard.org leave it out.
const concealed = `
ObjC.import('AppKit');
const data = $.NSFileHandle.fileHandleWithStandardInput.readDataToEndOfFile;
const text = $.NSString.alloc.initWithDataEncoding(data, $.NSUTF8StringEncoding);
const board = $.NSPasteboard.generalPasteboard;
board.prepareForNewContentsWithOptions(1);
if (!board.setStringForType(text, 'public.utf8-plain-text')) throw new Error('refused');
board.setStringForType($(''), 'org.nspasteboard.ConcealedType');
`

// local is the pasteboard. None of this has been tried on a Mac yet, so nothing is promised about histories.
func local(getenv func(string) string) (Clipboard, error) {
	write, read := find("pbcopy", getenv("PATH")), find("pbpaste", getenv("PATH"))
	if write == "" || read == "" {
		return nil, errors.New("pbcopy and pbpaste, which belong to macOS, are not on the PATH: add /usr/bin to it, or " + byHand)
	}
	m := &mac{tools: tools{
		name:  "the Mac clipboard",
		write: []string{write},
		read:  []string{read, "-Prefer", "txt"},
		// pbcopy takes its input for MacRoman unless the locale says UTF-8.
		env:     toolEnv(getenv, "LANG=en_GB.UTF-8", "LC_ALL=en_GB.UTF-8", "LC_CTYPE=UTF-8"),
		timeout: toolTime,
		limits:  Limits{InHistory: true},
	}}
	if osascript := find("osascript", getenv("PATH")); osascript != "" {
		m.concealed = []string{osascript, "-l", "JavaScript", "-e", concealed}
	}
	return m, nil
}

// mac is the pasteboard, written to as concealed where that can be had, else through pbcopy.
type mac struct {
	tools
	concealed []string // nil where there is no osascript
}

func (m mac) Write(ctx context.Context, s string) error {
	if m.concealed != nil && m.run(ctx, m.concealed, s, nil) == nil {
		return nil
	}
	return m.tools.Write(ctx, s)
}
