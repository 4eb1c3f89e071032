package ui

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
	"referraldesk/ui/outlook"
)

// The campaign runs the desk as Bubble Tea runs it, its commands beside it, and sends it keys, pastes, bursts and sizes at random.
// Two variables change it: REFERRALDESK_LONG makes it ten minutes long, and REFERRALDESK_SEED takes the seed of a run that failed.
const (
	shortCampaign = 8 * time.Second
	longCampaign  = 10 * time.Minute
	perSession    = 250      // actions, then the desk is opened anew on another screen
	mayGrow       = 10 << 20 // bytes
)

func TestRandomKeysPastesAndSizesBreakNothing(t *testing.T) {
	length, seed := shortCampaign, uint64(time.Now().UnixNano())
	if os.Getenv("REFERRALDESK_LONG") != "" {
		length = longCampaign
	}
	if given, err := strconv.ParseUint(os.Getenv("REFERRALDESK_SEED"), 10, 64); err == nil {
		seed = given
	}
	t.Logf("seed %d", seed)
	c := &campaign{t: t, random: rand.New(rand.NewPCG(seed, 0)), screens: wideScreens()}
	settings := make([][]setting, len(c.screens))
	for _, s := range screens {
		c.screens, settings = append(c.screens, s.steps), append(settings, s.settings)
	}
	c.settings = settings
	c.end = time.Now().Add(length)
	c.session()
	before := heap()
	for time.Now().Before(c.end) && !t.Failed() {
		c.session()
	}
	after := heap()
	t.Logf("%d sessions, %d events, %d frames; memory %.1f MB at the start, %.1f MB at the end",
		c.sessions, c.events, c.frames, float64(before)/(1<<20), float64(after)/(1<<20))
	if after > before+mayGrow {
		t.Errorf("memory grew from %d to %d bytes", before, after)
	}
}

// heap is the memory in use, once what is not has been collected.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

type campaign struct {
	t        *testing.T
	random   *rand.Rand
	screens  []func(*user)
	settings [][]setting
	end      time.Time
	marks    bool     // the terminal of this session marks pastes
	lately   []string // the last actions, for whoever has to repeat them

	sessions, events, frames int
}

// session opens the desk on some screen and does to it what comes to mind, until it is left or has had enough.
func (c *campaign) session() {
	c.sessions++
	c.lately = nil
	i := c.random.IntN(len(c.screens))
	u := newUser(c.t, 80, 24, append(c.settings[i], longWords)...)
	c.screens[i](u)
	world := &campaignWorld{now: u.now}
	u.m.with = world.around(u.m.with)
	c.marks = c.random.IntN(2) == 0
	u.m.with.PasteAsKeys = !c.marks
	u.m.with.ASCII = c.random.IntN(4) == 0
	watch := &watch{}
	program := tea.NewProgram(watched{u.m, watch}, tea.WithInput(nil), tea.WithOutput(io.Discard), tea.WithoutRenderer(), tea.WithoutSignalHandler())
	ended := make(chan error, 1)
	go func() {
		_, err := program.Run()
		ended <- err
	}()
	program.Send(tea.WindowSizeMsg{Width: 80, Height: 24})
	for n := 0; n < perSession && time.Now().Before(c.end); n++ {
		for _, msg := range c.something() {
			program.Send(msg)
			c.events++
		}
	}
	program.Quit()
	err := <-ended
	c.frames += watch.frames
	if err != nil || watch.fault != "" {
		c.t.Errorf("%v; %s; the last that was done:\n%s", err, watch.fault, strings.Join(c.lately, "\n"))
	}
}

// something is what somebody, a paste or a window manager does next.
func (c *campaign) something() []tea.Msg {
	var msgs []tea.Msg
	switch n := c.random.IntN(100); {
	case n < 40:
		msgs = append(msgs, c.character())
	case n < 75:
		msgs = append(msgs, c.key())
	case n < 80:
		msgs = append(msgs, tea.WindowSizeMsg{Width: 1 + c.random.IntN(c.upTo(500)), Height: 1 + c.random.IntN(c.upTo(200))})
	case n < 83:
		msgs = append(msgs, tea.WindowSizeMsg{Width: 40 + c.random.IntN(100), Height: 12 + c.random.IntN(40)})
	case n < 88:
		msgs = append(msgs, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(c.words(2000)), Paste: true})
	case n < 93:
		most := 2000
		if c.marks {
			most = 20 // each key is taken for one that is pressed
		}
		for _, k := range asKeys(c.words(most)) {
			msgs = append(msgs, k)
		}
	default:
		for _, r := range []string{"amd", "bus", "Jane", "9990000018", "01/02/1950", "6/9", "surgery@nhs.net"}[c.random.IntN(7)] {
			msgs = append(msgs, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
	}
	if c.lately = append(c.lately, fmt.Sprintf("%.200v", msgs)); len(c.lately) > 30 {
		c.lately = c.lately[1:]
	}
	return msgs
}

// upTo is most often small: large windows take long to draw.
func (c *campaign) upTo(most int) int {
	if c.random.IntN(10) > 0 {
		return most / 3
	}
	return most
}

func (c *campaign) character() tea.KeyMsg {
	half := rune(0xd83d) // of an emoji, as a Windows console sends it
	all := append([]rune("abcdeimnorstxyz 0123456789@./-éŴ眼👁\u0301\u202e\u200b\x00"), half)
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{all[c.random.IntN(len(all))]}}
}

// key is any key: the moving ones and Enter more often than what ends a session.
func (c *campaign) key() tea.KeyMsg {
	often := []tea.KeyType{tea.KeyEnter, tea.KeyTab, tea.KeyRight, tea.KeyDown, tea.KeyUp, tea.KeyLeft, tea.KeyPgDown, tea.KeyPgUp, tea.KeyF9, tea.KeyCtrlY, tea.KeyBackspace, tea.KeyHome, tea.KeyEnd}
	seldom := []tea.KeyType{tea.KeyEsc, tea.KeyShiftTab, tea.KeyDelete, tea.KeyF1, tea.KeyF2, tea.KeyF3, tea.KeyF4, tea.KeyF5, tea.KeyF6, tea.KeyF7, tea.KeyF8, tea.KeyF10,
		tea.KeyCtrlF, tea.KeyCtrlV, tea.KeyCtrlK, tea.KeyCtrlU, tea.KeyCtrlW, tea.KeyCtrlH, tea.KeyCtrlJ, tea.KeyCtrlLeft, tea.KeyCtrlRight, tea.KeyF12, tea.KeyInsert}
	switch n := c.random.IntN(1000); {
	case n < 650:
		return tea.KeyMsg{Type: often[c.random.IntN(len(often))]}
	case n < 999:
		return tea.KeyMsg{Type: seldom[c.random.IntN(len(seldom))], Alt: c.random.IntN(20) == 0}
	}
	return tea.KeyMsg{Type: tea.KeyCtrlQ}
}

// words are a text as it may be pasted: short, seldom of as many parts as most, of several lines, and with what must not reach a
// terminal.
func (c *campaign) words(most int) string {
	parts := append([]string{"word ", "\r\n", "\t", "\r", "\x1b[C", "\x1b]52;c;aGk=\a", "\x11", "\x19", "\u202e", "\u200b", "眼科", "👩‍⚕️", strings.Repeat("x", 90)}, wideNames...)
	var b strings.Builder
	n := 1 + c.random.IntN(12)
	if c.random.IntN(200) == 0 {
		n = 1 + c.random.IntN(most)
	}
	for range n {
		b.WriteString(parts[c.random.IntN(len(parts))])
	}
	return b.String()
}

// watched is the desk with a look at every frame.
type watched struct {
	Model
	watch *watch
}

// watch is what was seen. It belongs to the program's loop until that has ended.
type watch struct {
	frames int
	fault  string
}

func (w watched) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	next, cmd := w.Model.Update(msg)
	return watched{next.(Model), w.watch}, cmd
}

func (w watched) View() string {
	view := w.Model.View()
	w.watch.frames++
	rows := strings.Split(view, "\n")
	if w.watch.fault == "" && len(rows) > max(1, w.height) {
		w.watch.fault = fmt.Sprintf("%d×%d: the frame has %d rows", w.width, w.height, len(rows))
	}
	for _, r := range rows {
		if w.watch.fault != "" {
			break
		}
		if got := ansi.StringWidth(r); got > w.width && w.width > 0 {
			w.watch.fault = fmt.Sprintf("%d×%d: a row is %d cells wide: %q", w.width, w.height, got, r)
		}
		if strings.ContainsFunc(r, unseen) {
			w.watch.fault = fmt.Sprintf("a row holds what can't be seen: %q", r)
		}
	}
	return view
}

// campaignWorld is everything around the desk, for commands that run beside one another. Its clock goes on when somebody waits
// for it.
type campaignWorld struct {
	mu        sync.Mutex
	now       time.Time
	events    []daybook.Event
	clipboard fakeClipboard
}

func (w *campaignWorld) around(d Desk) Desk {
	nothing := func() error { return nil }
	d.Clipboard = w
	d.SaveAccount = func(practice.Account) error { return nil }
	d.OpenDraft = func(outlook.Draft) error { return nil }
	d.OpenMail = func(policy.Address) error { return nil }
	d.SweepDrafts = nothing
	d.Record = func(e daybook.Event) error {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.events = append(w.events, e)
		return nil
	}
	d.Daybook = func() (daybook.Log, error) {
		w.mu.Lock()
		defer w.mu.Unlock()
		var log daybook.Log
		for i, e := range w.events {
			log.Entries = append(log.Entries, daybook.Entry{Line: i + 1, Event: e})
		}
		return log, nil
	}
	d.Now = func() time.Time {
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.now
	}
	d.Tick = func(wait time.Duration, f func(time.Time) tea.Msg) tea.Cmd {
		return func() tea.Msg {
			w.mu.Lock()
			w.now = w.now.Add(wait)
			now := w.now
			w.mu.Unlock()
			return f(now)
		}
	}
	return d
}

func (w *campaignWorld) Copy(ctx context.Context, s string, patient bool) (bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clipboard.Copy(ctx, s, patient)
}

func (w *campaignWorld) Clear(ctx context.Context) (bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clipboard.Clear(ctx)
}

func (w *campaignWorld) Limits() []string { return nil }
