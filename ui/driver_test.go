package ui

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/daybook"
	"referraldesk/ui/outlook"
)

var update = flag.Bool("update", false, "write the goldens anew")

// user drives the desk as a person would: presses keys, types, and reads the screen. Commands run at once, so there is nothing
// to wait for; a second passes only when the test lets it.
type user struct {
	t         testing.TB
	m         Model
	now       time.Time
	clipboard *fakeClipboard
	saved     []practice.Account
	recorded  []daybook.HandedOver
	events    []daybook.Event // all of them
	drafts    []outlook.Draft
	mailed    []policy.Address
	swept     int
	ticks     []tick
	quit      bool
}

// tick is a message that is sent when its time has come.
type tick struct {
	at   time.Time
	send func(time.Time) tea.Msg
}

// setting is what a test changes about the desk before it opens.
type setting func(*Desk)

func newUser(t testing.TB, w, h int, settings ...setting) *user {
	t.Helper()
	dir, err := directory.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	u := &user{t: t, now: time.Date(2026, 11, 22, 10, 30, 0, 0, time.UTC), clipboard: &fakeClipboard{}}
	d := Desk{
		Directory: dir, Accredited: policy.Published(), Clipboard: u.clipboard,
		Practice:     testPractice(),
		PracticePath: "/home/reception/practice.toml",
		SaveAccount: func(a practice.Account) error {
			u.saved = append(u.saved, a)
			return nil
		},
		Record: func(e daybook.Event) error {
			u.events = append(u.events, e)
			if h, ok := e.(daybook.HandedOver); ok {
				u.recorded = append(u.recorded, h)
			}
			return nil
		},
		Daybook: func() (daybook.Log, error) {
			var log daybook.Log
			for i, e := range u.events {
				log.Entries = append(log.Entries, daybook.Entry{Line: i + 1, Event: e})
			}
			return log, nil
		},
		Lists: func(func(int)) (*directory.Listings, error) { return nil, nil },
		Now:   func() time.Time { return u.now },
		OpenDraft: func(d outlook.Draft) error {
			u.drafts = append(u.drafts, d)
			return nil
		},
		OpenMail: func(a policy.Address) error {
			u.mailed = append(u.mailed, a)
			return nil
		},
		SweepDrafts: func() error {
			u.swept++
			return nil
		},
		Tick: func(d time.Duration, f func(time.Time) tea.Msg) tea.Cmd {
			u.ticks = append(u.ticks, tick{u.now.Add(d), f})
			return nil
		},
		Random:   rand.NewChaCha8([32]byte{1}),
		Renderer: renderer(termenv.Ascii),
	}
	for _, s := range settings {
		s(&d)
	}
	u.m = New(d)
	u.do(u.m.Init())
	u.resize(w, h)
	return u
}

func renderer(p termenv.Profile) *lipgloss.Renderer {
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(p)
	return r
}

func testPractice() practice.Practice {
	return practice.Practice{
		Name: text.Line("Example Eye Care"), ODSCode: text.Line("TP123"),
		Address: text.Line("1 High Street, Aylesbury HP20 1AA"), Phone: text.Line("01632 960001"),
		Clinicians:       []practice.Clinician{{Name: text.Line("Priya Example"), GOC: text.Line("01-23456")}},
		Accounts:         []practice.Account{account("reception.abc12@nhs.net", practice.AccountNHSmail)},
		Chasing:          practice.Empty().Chasing,
		ClipboardSeconds: 90,
	}
}

func account(address string, kind practice.AccountKind) practice.Account {
	a, err := policy.ParseAddress(address)
	if err != nil {
		panic(err)
	}
	return practice.Account{Address: a, Kind: kind}
}

// from sets the desk up with one account.
func from(address string, kind practice.AccountKind) setting {
	return func(d *Desk) { d.Practice.Accounts = []practice.Account{account(address, kind)} }
}

func noSender(d *Desk)   { d.Practice.Accounts = nil }
func firstStart(d *Desk) { d.Practice, d.FirstStart = practice.Empty(), true }

func (u *user) resize(w, h int) { u.send(tea.WindowSizeMsg{Width: w, Height: h}) }

// send gives a message to the desk and runs what comes of it.
func (u *user) send(msg tea.Msg) {
	m, cmd := u.m.Update(msg)
	u.m = m.(Model)
	u.do(cmd)
}

// do runs a command, and those that it is made of.
func (u *user) do(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		for i := range v.Len() {
			u.do(v.Index(i).Interface().(tea.Cmd))
		}
		return
	}
	if _, ok := msg.(tea.QuitMsg); ok {
		u.quit = true
		return
	}
	if msg != nil {
		u.send(msg)
	}
}

// second lets a second pass.
func (u *user) second() {
	u.now = u.now.Add(time.Second)
	ticks := u.ticks
	u.ticks = nil
	for _, t := range ticks {
		if t.at.After(u.now) {
			u.ticks = append(u.ticks, t)
		} else {
			u.send(t.send(u.now))
		}
	}
}

// keyTypes are the keys that are no characters.
var keyTypes = map[string]tea.KeyType{
	"enter": tea.KeyEnter, "esc": tea.KeyEsc, "tab": tea.KeyTab, "shift+tab": tea.KeyShiftTab, "backspace": tea.KeyBackspace,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
	"home": tea.KeyHome, "end": tea.KeyEnd, "space": tea.KeySpace,
	"f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4, "f5": tea.KeyF5, "f6": tea.KeyF6, "f7": tea.KeyF7, "f8": tea.KeyF8, "f9": tea.KeyF9, "f10": tea.KeyF10,
	"ctrl+c": tea.KeyCtrlC, "ctrl+q": tea.KeyCtrlQ, "ctrl+y": tea.KeyCtrlY, "ctrl+v": tea.KeyCtrlV, "ctrl+t": tea.KeyCtrlT, "ctrl+f": tea.KeyCtrlF,
}

// press presses keys by name.
func (u *user) press(names ...string) {
	u.t.Helper()
	for _, name := range names {
		kind, ok := keyTypes[name]
		if !ok {
			u.t.Fatalf("no such key: %s", name)
		}
		k := tea.KeyMsg{Type: kind}
		if name == "space" {
			k.Runes = []rune(" ")
		}
		u.send(k)
		u.rest()
	}
}

// rest lets the moment pass in which keys count as come at once.
func (u *user) rest() {
	due := func(t tick) bool { return t.at.Sub(u.now) <= together }
	for i := slices.IndexFunc(u.ticks, due); i >= 0; i = slices.IndexFunc(u.ticks, due) {
		t := u.ticks[i]
		u.ticks = slices.Delete(u.ticks, i, i+1)
		u.send(t.send(u.now))
	}
}

// types types a text, a key for each character.
func (u *user) types(s string) {
	for _, r := range s {
		switch r {
		case '\n':
			u.press("enter")
		case ' ':
			u.press("space")
		default:
			u.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
			u.rest()
		}
	}
}

// pastes pastes a text, as a terminal does that brackets it.
func (u *user) pastes(s string) {
	u.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s), Paste: true})
	u.rest()
}

// screen is what the user reads: no colours, no space at the ends of lines.
func (u *user) screen() string {
	var rows []string
	for _, l := range strings.Split(ansi.Strip(u.m.View()), "\n") {
		rows = append(rows, strings.TrimRight(l, " "))
	}
	return strings.Join(rows, "\n")
}

func (u *user) sees(words ...string) {
	u.t.Helper()
	screen := u.screen()
	for _, w := range words {
		if !strings.Contains(screen, w) {
			u.t.Fatalf("the screen does not say %q:\n%s", w, screen)
		}
	}
}

func (u *user) seesNot(words ...string) {
	u.t.Helper()
	screen := u.screen()
	for _, w := range words {
		if strings.Contains(screen, w) {
			u.t.Fatalf("the screen says %q:\n%s", w, screen)
		}
	}
}

// goTo moves the focus of the form to a question.
func (u *user) goTo(id string) {
	u.t.Helper()
	var cmd tea.Cmd
	u.m.form.set, cmd = u.m.form.set.moveToQuestion(id)
	u.do(cmd)
	if u.m.form.focused().ID != id {
		u.t.Fatalf("the form asks no %q", id)
	}
}

// fill answers a question by typing, or by moving to the option.
func (u *user) fill(id, answer string) {
	u.t.Helper()
	u.goTo(id)
	f := u.m.form.set.fields[u.m.form.set.at]
	if f.options == nil {
		u.types(answer)
		return
	}
	for range f.options {
		u.press("right")
		if f = u.m.form.set.fields[u.m.form.set.at]; f.value().String() == answer {
			return
		}
	}
	u.t.Fatalf("%s has no option %q", id, answer)
}

// fakeClipboard is a clipboard that works, fails, or is taken over by another program.
type fakeClipboard struct {
	holds string
	ours  bool
	err   error
	blind bool // it cannot be read back

	clearErr error
}

func (c *fakeClipboard) Copy(_ context.Context, s string, patient bool) (bool, error) {
	if c.err != nil {
		return false, c.err
	}
	c.holds, c.ours = s, patient
	return !c.blind, nil
}

func (c *fakeClipboard) Clear(context.Context) (bool, error) {
	if c.clearErr != nil {
		return false, c.clearErr
	}
	if !c.ours {
		return false, nil
	}
	c.holds, c.ours = "", false
	return true, nil
}

func (c *fakeClipboard) Limits() []string { return nil }

var errClipboard = errors.New("another program holds the clipboard: close it and copy again, or select the text by hand")

// golden compares what a test got with a file under testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (go test ./ui -update writes it)", err)
	}
	if !bytes.Equal(want, []byte(got+"\n")) {
		t.Errorf("%s differs; go test ./ui -update writes it anew. Got:\n%s", path, got)
	}
}
