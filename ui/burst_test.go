package ui

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/policy/text"
)

// onWindows is a desk whose terminal marks no paste.
func onWindows(d *Desk) { d.PasteAsKeys = true }

// asKeys is a text as a Windows console hands it over when it is pasted: a key for each unit of UTF-16.
func asKeys(s string) []tea.KeyMsg {
	var keys []tea.KeyMsg
	for _, unit := range utf16.Encode([]rune(s)) {
		if unit < ' ' || unit == 0x7f {
			keys = append(keys, tea.KeyMsg{Type: tea.KeyType(unit)})
		} else {
			keys = append(keys, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{rune(unit)}})
		}
	}
	return keys
}

// atOnce sends keys one close upon another.
func (u *user) atOnce(keys ...tea.KeyMsg) {
	for _, k := range keys {
		u.send(k)
	}
	u.rest()
}

var (
	enter = tea.KeyMsg{Type: tea.KeyEnter}
	tab   = tea.KeyMsg{Type: tea.KeyTab}
)

func TestPasteOnWindowsIsTextWithItsLines(t *testing.T) {
	const history = "Cataract surgery 2019\r\n\tleft eye 👁 only\r\n\r\nNo “glaucoma”"
	u := newUser(t, 80, 24, onWindows)
	u.opens("amd")
	u.goTo("ocular-history")
	u.atOnce(asKeys(history)...)
	if got, want := u.m.form.set.answer("ocular-history"), text.Block("Cataract surgery 2019\n left eye 👁 only\n\nNo “glaucoma”"); got != want {
		t.Errorf("the history is %q, want %q", got, want)
	}
	if got := u.m.form.focused().ID; got != "ocular-history" {
		t.Errorf("the paste moved on to %q", got)
	}
}

func TestPasteOnWindowsIntoOneLineStaysInIt(t *testing.T) {
	u := newUser(t, 80, 24, onWindows)
	u.opens("amd")
	u.goTo("patient-name")
	u.atOnce(asKeys("Jane\tAnn\r\nTestpatient\r\n")...)
	if got := u.m.form.set.answer("patient-name"); got != text.Line("Jane Ann Testpatient") {
		t.Errorf("the name is %q", got)
	}
	if got := u.m.form.focused().ID; got != "patient-name" {
		t.Errorf("the paste moved on to %q", got)
	}
}

func TestPasteThatBeginsWithALineBreakPressesNothing(t *testing.T) {
	u := newUser(t, 80, 24, onWindows)
	u.atOnce(asKeys("\r\namd")...)
	if u.m.screen != onDesk || u.m.overlay != noOverlay || strings.TrimSpace(u.m.list.query()) != "amd" {
		t.Errorf("screen %d, overlay %d, query %q", u.m.screen, u.m.overlay, u.m.list.query())
	}
}

func TestEnterOfAPersonIsEnter(t *testing.T) {
	for name, typing := range map[string]func(*user){
		"alone":            func(u *user) { u.types("amd"); u.press("enter") },
		"close to the end": func(u *user) { u.types("a"); u.atOnce(append(asKeys("md"), enter)...) },
	} {
		u := newUser(t, 80, 24, onWindows)
		typing(u)
		if u.m.overlay != dialogOverlay || u.m.list.query() != "amd" {
			t.Errorf("%s: overlay %d, query %q", name, u.m.overlay, u.m.list.query())
		}
	}
}

func TestTabCloseToTheLastLetterGoesToTheNextField(t *testing.T) {
	u := newUser(t, 80, 24, onWindows)
	u.opens("amd")
	u.goTo("patient-name")
	u.atOnce(append(asKeys("J"), tab)...)
	if u.m.form.focused().ID == "patient-name" || u.m.form.set.answer("patient-name") != text.Line("J") {
		t.Errorf("the focus is on %s", u.m.form.focused().ID)
	}
}

func TestArrowHeldDownMovesAllTheWay(t *testing.T) {
	u := newUser(t, 80, 24, onWindows)
	down := tea.KeyMsg{Type: tea.KeyDown}
	u.atOnce(down, down, down)
	if u.m.list.at != 3 {
		t.Errorf("the cursor is on entry %d, want 3", u.m.list.at)
	}
}

func TestLettersAreSeenBeforeTheNextKey(t *testing.T) {
	u := newUser(t, 80, 24, onWindows)
	u.send(asKeys("a")[0])
	if u.m.list.query() != "a" {
		t.Error("a typed letter waits")
	}
}

// On Windows Bubble Tea makes a message of Ctrl alone, too.
func TestCtrlAloneIsNoKey(t *testing.T) {
	u := newUser(t, 80, 24, onWindows)
	ctrl := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{0}}
	for range 2 {
		u.atOnce(ctrl, tea.KeyMsg{Type: tea.KeyCtrlC})
	}
	if !u.quit {
		t.Error("ctrl+c pressed twice does not quit")
	}
}

func TestPasteThatIsTooLongSaysSo(t *testing.T) {
	for name, paste := range map[string]func(*user, string){
		"marked":  func(u *user, s string) { u.pastes(s) },
		"as keys": func(u *user, s string) { u.atOnce(asKeys(s)...) },
	} {
		u := newUser(t, 80, 24, onWindows)
		u.opens("amd")
		u.goTo("ocular-history")
		paste(u, strings.Repeat("x", maxPaste+2))
		u.sees("not pasted", "20000 characters")
		if got := len(u.m.form.set.answer("ocular-history").String()); got > 1 {
			t.Errorf("%s: %d characters of it stand there", name, got)
		}
		u.press("backspace")
		paste(u, strings.Repeat("y", maxPaste))
		if got := u.m.form.set.answer("ocular-history").String(); got != strings.Repeat("y", maxPaste) {
			t.Errorf("%s: %d characters stand there, want %d", name, len(got), maxPaste)
		}
	}
}

func TestPasteOfMoreLinesThanATextHasSaysSo(t *testing.T) {
	u := newUser(t, 80, 24)
	u.opens("amd")
	u.goTo("ocular-history")
	u.pastes("x" + strings.Repeat("\n", maxLines-1) + "y")
	u.seesNot("not pasted")
	u.pastes("a\nb")
	u.sees("not pasted", "10000 lines")
	if got := u.m.form.set.answer("ocular-history").String(); len(got) != maxLines+1 || !strings.HasSuffix(got, "\ny") {
		t.Errorf("%d characters stand there", len(got))
	}
}

// hostilePastes are such as a program, a web page or a careless copy may leave on a clipboard. None is a single key: that can't be
// told from somebody who presses it.
var hostilePastes = []string{
	"Dear colleague,\r\n\r\nplease see this patient.\r\nyes\r\n",
	"\t\r", "\t\t\r", "\r\r\r\r", "y\r", " \r \r \r", "\t \r\t \r",
	"\x19\x19\x19", "\x11\x11", "\x03\x03", "x\x0e\r", "\x1b\x1b", "\x12\x19", "\x05\x05", "\x01\r\t\r",
	"\x1b[C\r", "\x1b[B\x1b[B\r", "\x1b[21~\x19", "\x1b[19~\t\r", "\x1b]52;c;aGk=\a", "\x1b[200~\x11\x1b[201~\x11",
}

// burstsOfCommands are keys that no text stands for, as unmarked escape sequences make them.
var burstsOfCommands = [][]tea.KeyMsg{
	{{Type: tea.KeyRight}, {Type: tea.KeyRight}, enter}, {{Type: tea.KeyF8}, tab, enter}, {{Type: tea.KeyF10}, {Type: tea.KeyF10}},
}

func TestNoPasteCopiesConfirmsDiscardsOrQuits(t *testing.T) {
	var marked, asText [][]tea.KeyMsg
	for _, s := range hostilePastes {
		paste := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s), Paste: true}
		words := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("words"), Paste: true}
		marked = append(marked, []tea.KeyMsg{paste}, append([]tea.KeyMsg{words}, asKeys(s)...)) // the second breaks out of its mark
		asText = append(asText, asKeys(s))
	}
	for _, s := range screens {
		t.Run(s.name, func(t *testing.T) {
			holdsAgainst(t, marked, s.steps, s.settings...)
			holdsAgainst(t, append(asText, burstsOfCommands...), s.steps, append(s.settings, onWindows)...)
		})
	}
}

// holdsAgainst pastes on a screen, each time as it was at first, and looks at what must not have happened.
func holdsAgainst(t *testing.T, pastes [][]tea.KeyMsg, steps func(*user), settings ...setting) {
	t.Helper()
	u := newUser(t, 80, 24, settings...)
	steps(u)
	first, clipboard, before := *u, *u.clipboard, stakes(u)
	for _, keys := range pastes {
		*u, *u.clipboard = first, clipboard
		u.atOnce(keys...)
		if after := stakes(u); after != before {
			t.Errorf("%q: before %s, after %s", keys, before, after)
		}
	}
}

func TestMegabyteThatIsPastedDoesNothing(t *testing.T) {
	megabyte := strings.Repeat("x\t \r\x19\x11", 1<<20/6)
	keys := asKeys(megabyte)
	if os.Getenv("REFERRALDESK_LONG") == "" {
		keys = keys[:1<<16] // what comes after the first 20,000 is only counted
	}
	for name, paste := range map[string]func(*user){
		"marked":  func(u *user) { u.pastes(megabyte) },
		"as keys": func(u *user) { u.atOnce(keys...) },
	} {
		u := newUser(t, 80, 24, onWindows)
		u.opens("bus")
		u.reviews()
		before := stakes(u)
		paste(u)
		u.sees("not pasted")
		if after := stakes(u); after != before {
			t.Errorf("%s: before %s, after %s", name, before, after)
		}
	}
}

// stakes is what no paste may change: what left the desk, what is confirmed, and that the referral is still there.
func stakes(u *user) string {
	ready := u.m.screen == onReview && u.m.review.ready() == nil
	return fmt.Sprintf("clipboard %q, quit %v, saved %d, events %d, drafts %d, mailed %d, writing %v, handed over %v, ready %v, sender %s, tag %v",
		u.clipboard.holds, u.quit, len(u.saved), len(u.events), len(u.drafts), len(u.mailed), u.m.form.asked, u.m.handoff.noted, ready,
		u.m.sender.Address, u.m.tag)
}
