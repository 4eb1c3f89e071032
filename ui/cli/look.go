package cli

import (
	"errors"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"referraldesk/ui"
)

// theme is the flag for the colours of the desk; empty where it was not given.
type theme string

func (t *theme) Set(raw string) error {
	if _, ok := theme(raw).given(); !ok {
		return errors.New("give light, dark or none")
	}
	*t = theme(raw)
	return nil
}

func (t theme) given() (colours ui.Theme, ok bool) {
	switch t {
	case "light":
		return ui.Light, true
	case "dark":
		return ui.Dark, true
	case "none":
		return ui.Plain, true
	}
	return ui.Dark, false
}

func (*theme) Type() string     { return "light|dark|none" }
func (t *theme) String() string { return string(*t) }

// colours is the theme that was asked for, or the one for the background that the terminal says it has. A Windows console can't
// be asked, and counts as dark. Where NO_COLOR is set, none of them is painted.
func (t theme) colours() ui.Theme {
	chosen, given := t.given()
	switch {
	case given:
		return chosen
	case lipgloss.HasDarkBackground():
		return ui.Dark
	}
	return ui.Light
}

// saysUTF8 says whether a locale of Unix is one of UTF-8, from the variables that decide on its characters, in their order. Where
// none is set nothing is known, and today's terminals are.
func saysUTF8(getenv func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := strings.ToLower(getenv(name)); locale != "" {
			return strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
		}
	}
	return true
}
