package ui

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"referraldesk/directory/practice"
	"referraldesk/ui/daybook"
)

// screens lead a user to every screen of the desk.
var screens = []struct {
	name     string
	settings []setting
	steps    func(*user)
}{
	{"first-start", []setting{firstStart}, func(u *user) {}},
	{"desk", nil, func(u *user) {}},
	{"desk-secure", nil, func(u *user) { u.types("amd") }},
	{"desk-check", nil, func(u *user) { u.types("bus") }},
	{"desk-not-secure", []setting{from("shop@optician.example", practice.AccountOther)}, func(u *user) { u.types("amd") }},
	{"desk-no-sender", []setting{noSender}, func(u *user) { u.types("milton keynes") }},
	{"desk-route", nil, func(u *user) { u.types("bus"); u.press("tab", "down", "down") }},
	{"desk-contact", nil, func(u *user) { u.types("optomadmin") }},
	{"desk-nothing", nil, func(u *user) { u.types("dermatology") }},
	{"sender", nil, func(u *user) { u.press("f2") }},
	{"ask-not-secure", []setting{from("shop@optician.example", practice.AccountOther)}, func(u *user) { u.types("amd"); u.press("enter") }},
	{"ask-quit", nil, func(u *user) { u.opens("amd"); u.types("J"); u.press("ctrl+q") }},
	{"form", nil, func(u *user) { u.opens("amd"); u.types("Jane Testpatient") }},
	{"form-problem", nil, func(u *user) {
		u.opens("amd")
		u.fill("nhs-number", "9990000000")
		u.press("tab")
	}},
	{"form-urgency", nil, func(u *user) {
		u.opens("casualty")
		u.fill("urgency", "Emergency — within 24 hours")
	}},
	{"review", nil, func(u *user) { u.opens("amd"); u.fillRequired(); u.press("f9") }},
	{"review-missing", nil, func(u *user) { u.opens("amd"); u.press("f9", "ctrl+y") }},
	{"handoff", nil, func(u *user) {
		u.opens("amd")
		u.reviews()
		u.press("ctrl+y", "ctrl+y", "ctrl+y")
	}},
	{"handoff-failed", nil, func(u *user) {
		u.opens("amd")
		u.reviews()
		u.clipboard.err = errClipboard
		u.press("ctrl+y")
	}},
	{"help", nil, func(u *user) { u.press("f1") }},
	{"before-writing", nil, func(u *user) { u.types("bus"); u.press("enter") }},
	{"ask-no-sender", []setting{noSender}, func(u *user) { u.types("amd"); u.press("enter") }},
	{"ask-kind", []setting{noSender}, func(u *user) { u.press("f2"); u.types("shop@optician.example\n") }},
	{"ask-begun", nil, func(u *user) {
		u.opens("amd")
		u.fill("patient-name", "Jane Testpatient")
		u.fill("duration", "3 days")
		u.press("esc", "esc")
		u.types("hcq")
		u.press("enter")
	}},
	{"review-check", nil, func(u *user) { u.opens("bus"); u.fillRequired(); u.press("f9") }},
	{"handoff-copies", nil, func(u *user) {
		u.opens("amd")
		u.fillRequired()
		u.fill("cc", "colleague@nhs.net")
		u.goTo("copies")
		u.press("space", "right", "space")
		u.fill("gp-address", "surgery@nhs.net")
		u.press("f9")
		u.confirms()
		u.press("ctrl+y", "ctrl+y", "ctrl+y", "ctrl+y", "ctrl+y")
	}},
	{"ask-next", nil, func(u *user) {
		u.opens("amd")
		u.reviews()
		u.press("ctrl+y", "ctrl+y", "ctrl+y", "ctrl+y", "f8")
	}},
	{"accounts", nil, func(u *user) {
		u.events = append(u.events, daybook.AccountUsed{At: u.now, Account: u.m.sender.Address, How: daybook.UsedPortal, On: u.m.with.today().Add(-26)})
		u.press("f3")
	}},
	{"advice", nil, func(u *user) { u.press("f4", "right") }},
	{"due", nil, func(u *user) {
		u.handedOverOn(u.now.AddDate(0, 0, -3), "RD-7K4-M39-QPX")
		u.press("f5")
	}},
	{"desk-names", []setting{withLists(someLists()...)}, func(u *user) {}},
	{"desk-listing", []setting{withLists(someLists()...)}, func(u *user) { u.types("postal") }},
	{"find-gp", []setting{withLists(someLists()...)}, func(u *user) {
		u.opens("cataract")
		u.fill("gp-practice", "surgery")
		u.press("ctrl+f", "down")
	}},
	{"form-gp", []setting{withLists(someLists()...)}, func(u *user) {
		u.opens("cataract")
		u.fill("gp-practice", "lakes")
		u.press("ctrl+f", "enter")
	}},
	{"broken-practice", []setting{func(d *Desk) {
		d.Faults = []error{errors.New("practice.toml:3: unknown field \"adress\", remove it, or use one of: name, ods_code, address, phone")}
	}}, func(u *user) {}},
}

var sizes = [][2]int{{40, 12}, {60, 20}, {80, 24}, {120, 40}}

func TestEveryScreenLooksAsItWasApproved(t *testing.T) {
	for _, s := range screens {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", s.name, size[0], size[1]), func(t *testing.T) {
				u := newUser(t, size[0], size[1], s.settings...)
				s.steps(u)
				golden(t, fmt.Sprintf("%s-%dx%d", s.name, size[0], size[1]), u.screen())
			})
		}
		t.Run(s.name+"-colour", func(t *testing.T) {
			u := newUser(t, 80, 24, append(s.settings, inColour)...)
			s.steps(u)
			golden(t, s.name+"-80x24-colour", u.m.View())
		})
	}
}

func TestWindowTooSmallSaysSoAndLosesNothing(t *testing.T) {
	u := newUser(t, 80, 24)
	u.opens("amd")
	u.types("Jane")
	u.resize(39, 12)
	u.sees("Window too small", "needs 40 × 12")
	u.resize(80, 24)
	u.sees("Jane")
}

func TestPaletteCanBeReadByEverybody(t *testing.T) {
	for _, c := range []struct {
		theme       Theme
		backgrounds []string
	}{{Dark, []string{"#000000", "#0c0c0c", "#1e1e1e", "#2d2d2d"}}, {Light, []string{"#ffffff", "#f5f5f5"}}} {
		p := c.theme.palette()
		for name, colour := range map[string]string{"secure": hex(p.secure), "check": hex(p.check), "not secure": hex(p.notSecure), "accent": hex(p.accent), "dim": hex(p.dim)} {
			for _, background := range c.backgrounds {
				if got := contrast(colour, background); got < 4.5 {
					t.Errorf("%s on %s has a contrast of %.2f, want 4.5", name, background, got)
				}
			}
		}
	}
}

func TestGoldensInColourHaveColour(t *testing.T) {
	u := newUser(t, 80, 24, inColour)
	if !strings.Contains(u.m.View(), "\x1b[") {
		t.Error("a terminal with colours is shown none")
	}
}

func TestCursorCanBeSeenWithoutColourOrReverseVideo(t *testing.T) {
	u := newUser(t, 80, 24)
	u.types("amd")
	u.sees("amd" + cursorSign)
	u.press("left")
	u.sees("am" + cursorSign + "d")
}
