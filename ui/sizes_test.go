package ui

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"referraldesk/policy"
	"referraldesk/policy/text"
)

// Names that are long, wide, or both: Welsh, Chinese, an emoji of several code points.
var wideNames = []string{
	"Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Ŵŷr", "眼科診療所の長い名前の病院眼科診療所の長い名前の病院眼科診療所", "👩‍⚕️👁️ Zoë’s Eye Clinic",
}

// longWords names the practice, its account and every destination in words that are long and wide.
func longWords(d *Desk) {
	for i := range d.Directory.Destinations {
		to := &d.Directory.Destinations[i]
		to.Name = text.Line(to.Name.String() + " " + wideNames[i%len(wideNames)])
		to.Trust = text.Line(strings.Join(wideNames, " "))
	}
	d.Practice.Name = text.Line(strings.Join(wideNames, " "))
	d.Practice.Address = text.Line(strings.Join(wideNames, ", "))
	if len(d.Practice.Accounts) > 0 {
		a := d.Practice.Accounts[0]
		domain := a.Address.Domain()
		long, err := policy.ParseAddress(strings.Repeat("reception.", 6) + "a@" + domain)
		if err != nil {
			panic(err)
		}
		d.Practice.Accounts[0].Address = long
	}
}

// wideScreens are the screens of a referral about a patient whose name and history are long and wide.
func wideScreens() []func(*user) {
	begin := func(u *user) {
		u.opens("amd")
		u.fillRequired()
		for _, id := range []string{"patient-name", "ocular-history", "reason"} {
			u.goTo(id)
			u.pastes(strings.Join(wideNames, " ") + strings.Repeat("x", 600) + "\n" + wideNames[1])
		}
	}
	review := func(u *user) { begin(u); u.press("f9") }
	return []func(*user){
		begin, review,
		func(u *user) { begin(u); u.goTo("patient-name"); u.press("home") },
		func(u *user) { review(u); u.confirms(); u.press("ctrl+y", "ctrl+y") },
		func(u *user) { review(u); u.press("ctrl+q") },
		func(u *user) { begin(u); u.press("esc", "esc"); u.types("bus"); u.press("enter") },
		func(u *user) { u.pastes(strings.Join(wideNames, " ")) },
		func(u *user) { u.press("f2"); u.types(strings.Repeat("reception.", 40)) },
	}
}

// edges are sizes where the layout changes, and the smallest and largest.
var edges = [][2]int{
	{1, 1}, {2, 200}, {500, 1}, {39, 12}, {40, 11}, {40, 12}, {41, 13}, {55, 15}, {56, 14}, {59, 20}, {60, 12}, {79, 24}, {80, 25}, {99, 40}, {100, 12},
	{101, 24}, {500, 12}, {40, 200}, {500, 200},
}

// resizes is how many more sizes, picked at random, all screens are shown at.
const resizes = 3000

func TestEveryScreenFitsItsWindowAndShowsTheFocusAtAnySize(t *testing.T) {
	all := wideScreens()
	settings := make([][]setting, len(all))
	for _, s := range screens {
		all, settings = append(all, s.steps), append(settings, s.settings)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for i, steps := range all {
		u := newUser(t, 80, 24, append(settings[i], longWords)...)
		steps(u)
		for _, size := range edges {
			u.showsItself(size[0], size[1])
		}
		for range resizes / len(all) {
			u.showsItself(1+random.IntN(500), 1+random.IntN(200))
		}
	}
}

// showsItself resizes the window and holds the frame to it.
func (u *user) showsItself(w, h int) {
	u.t.Helper()
	u.resize(w, h)
	view := u.m.View()
	fits(u.t, view, w, h)
	focus := []string{"▌", "▸ ", cursorSign}
	if u.m.tooSmall() || u.m.overlay == helpOverlay || u.m.overlay == accountsOverlay && len(u.m.accounts.items) == 0 {
		return
	}
	for _, sign := range focus {
		if strings.Contains(view, sign) {
			return
		}
	}
	u.t.Fatalf("%d×%d: the focus is not seen:\n%s", w, h, view)
}

func fits(t testing.TB, view string, w, h int) {
	t.Helper()
	rows := strings.Split(view, "\n")
	if len(rows) > h {
		t.Fatalf("%d×%d: the frame has %d rows", w, h, len(rows))
	}
	for i, r := range rows {
		if got := ansi.StringWidth(r); got > w {
			t.Fatalf("%d×%d: row %d is %d cells wide: %q", w, h, i, got, r)
		}
	}
}
