package ui

import (
	"strings"
	"testing"
)

func onlyASCII(d *Desk) { d.ASCII = true }

func TestTerminalWithoutUTF8IsShownASCIIOnEveryScreen(t *testing.T) {
	for _, s := range screens {
		t.Run(s.name, func(t *testing.T) {
			u := newUser(t, 120, 40, append(s.settings, onlyASCII)...)
			s.steps(u)
			view := u.m.View()
			if i := strings.IndexFunc(view, func(r rune) bool { return r > 0x7e }); i >= 0 {
				t.Errorf("%q is not ASCII, in:\n%s", []rune(view[i:])[0], view)
			}
			fits(t, view, 120, 40)
		})
	}
}

func TestNameIsShownAsItIsWithoutUTF8(t *testing.T) {
	u := newUser(t, 80, 24, onlyASCII)
	u.opens("amd")
	u.goTo("patient-name")
	u.pastes("Ŵyn Hywel")
	u.sees("Ŵyn Hywel_", "> Full name")
}
