package ui

import (
	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textarea"
	"github.com/charmbracelet/bubbles/textinput"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"referraldesk/policy"
)

// Theme says which background the colours are made for. It is asked for once, before the first frame.
type Theme uint8

const (
	Dark Theme = iota
	Light
	Plain // no colour at all
)

// palette is every colour of the desk. Each has a contrast of at least 4.5:1 on its background (WCAG 2.2, 1.4.3).
type palette struct {
	secure, check, notSecure, accent, dim lipgloss.TerminalColor
}

func (t Theme) palette() palette {
	switch t {
	case Light:
		return palette{
			secure:    lipgloss.Color("#00672b"),
			check:     lipgloss.Color("#7a4a00"),
			notSecure: lipgloss.Color("#a8001c"),
			accent:    lipgloss.Color("#00509d"),
			dim:       lipgloss.Color("#565656"),
		}
	case Plain:
		none := lipgloss.NoColor{}
		return palette{none, none, none, none, none}
	}
	return palette{
		secure:    lipgloss.Color("#5fd787"),
		check:     lipgloss.Color("#ffd75f"),
		notSecure: lipgloss.Color("#ff8f8f"),
		accent:    lipgloss.Color("#74b9ff"),
		dim:       lipgloss.Color("#a8a8a8"),
	}
}

// styles is how the desk looks. Colour and weight only ever repeat what a sign or a word already says: a terminal may have
// neither. All panes share one, which nobody changes.
type styles = *styleSet

type styleSet struct {
	plain, strong, dim, accent, match lipgloss.Style
	secure, check, notSecure          lipgloss.Style
	button, focusedButton             lipgloss.Style

	bare bool // the terminal has neither colour nor reverse video: the cursor needs a sign
}

func newStyles(r *lipgloss.Renderer, theme Theme) styles {
	p := theme.palette()
	plain := r.NewStyle()
	return &styleSet{
		bare:          r.ColorProfile() == termenv.Ascii,
		plain:         plain,
		strong:        plain.Bold(true),
		dim:           plain.Foreground(p.dim),
		accent:        plain.Foreground(p.accent),
		match:         plain.Foreground(p.accent).Bold(true).Underline(true),
		secure:        plain.Foreground(p.secure).Bold(true),
		check:         plain.Foreground(p.check).Bold(true),
		notSecure:     plain.Foreground(p.notSecure).Bold(true),
		button:        plain,
		focusedButton: plain.Reverse(true).Bold(true),
	}
}

// status is how a verdict looks.
func (s styles) status(status policy.Status) lipgloss.Style {
	switch status {
	case policy.Secure:
		return s.secure
	case policy.Check:
		return s.check
	case policy.NotSecure:
		return s.notSecure
	}
	return s.dim
}

// newInput is a one-line input that takes all that is typed. What deletes more than a word at a stroke is off, since nothing
// brings it back. Its own paste key is off: it would read the clipboard past the
// door that cleans what comes in. The cursor stands still: a blinking one wakes the program, a magnifier and a remote desktop
// twice a second.
func (s styles) newInput(prompt string) textinput.Model {
	in := textinput.New()
	in.Prompt = prompt
	in.PromptStyle = s.accent
	in.TextStyle = s.plain
	in.Cursor.Style = s.plain
	in.Cursor.TextStyle = s.plain
	in.Cursor.SetMode(cursor.CursorStatic)
	for _, b := range []*key.Binding{&in.KeyMap.Paste, &in.KeyMap.DeleteBeforeCursor, &in.KeyMap.DeleteAfterCursor} {
		b.SetEnabled(false)
	}
	in.KeyMap.DeleteWordBackward.SetKeys("alt+backspace")
	return in
}

// cursorSign stands before the character that the cursor is on, where the terminal can't show the character reversed.
const cursorSign = "▏"

// inputView draws a one-line input. Where the cursor needs a sign, the part of the text that is shown is ours to choose.
func (s styles) inputView(in textinput.Model) string {
	if !s.bare || !in.Focused() {
		return in.View()
	}
	value, at := []rune(in.Value()), in.Position()
	if in.Width <= 0 {
		return in.Prompt + string(value[:at]) + cursorSign + string(value[at:])
	}
	from, room := at, in.Width-1
	for from > 0 && room >= width(string(value[from-1])) {
		from--
		room -= width(string(value[from]))
	}
	shown := string(value[from:at]) + cursorSign + string(value[at:min(len(value), at+in.Width)])
	return in.Prompt + padRight(cut(shown, in.Width+1), in.Width+1)
}

// newArea is an input of several lines. Its defaults would drop every line past the 99th.
func (s styles) newArea() textarea.Model {
	area := textarea.New()
	area.Prompt = ""
	area.ShowLineNumbers = false
	area.MaxHeight = 0
	area.CharLimit = 0
	area.EndOfBufferCharacter = ' '
	for _, b := range []*key.Binding{
		&area.KeyMap.Paste, &area.KeyMap.DeleteBeforeCursor, &area.KeyMap.DeleteAfterCursor, &area.KeyMap.LowercaseWordForward,
		&area.KeyMap.UppercaseWordForward, &area.KeyMap.CapitalizeWordForward, &area.KeyMap.TransposeCharacterBackward,
	} {
		b.SetEnabled(false)
	}
	area.KeyMap.DeleteWordBackward.SetKeys("alt+backspace")
	look := textarea.Style{Base: s.plain, CursorLine: s.plain, Text: s.plain, Prompt: s.plain, EndOfBuffer: s.plain, Placeholder: s.dim}
	area.FocusedStyle, area.BlurredStyle = look, look
	area.Cursor.Style = s.plain
	area.Cursor.TextStyle = s.plain
	area.Cursor.SetMode(cursor.CursorStatic)
	return area
}
