package plain

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/daybook"
	"referraldesk/ui/outlook"
)

// clock stands at noon of 22/11/2026, unless a test moves it. It wakes whoever waits for a time that it has reached.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	waits map[chan time.Time]time.Time
	asked chan time.Duration // what somebody begins to wait for; nil where the test does not ask
}

func (c *clock) After(d time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	wait := make(chan time.Time, 1)
	c.waits[wait] = c.now.Add(d)
	c.wake()
	if c.asked != nil {
		c.asked <- d
	}
	return wait
}

func (c *clock) wake() {
	for wait, until := range c.waits {
		if !until.After(c.now) {
			wait <- c.now
			delete(c.waits, wait)
		}
	}
}

// waitedFor waits until somebody waits so long.
func (c *clock) waitedFor(d time.Duration) {
	for <-c.asked != d {
	}
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) move(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
	c.wake()
}

// board is a clipboard that remembers everything.
type board struct {
	copies  []string // every text that was ever put on it
	holds   string
	patient bool
	cleared int
	tried   chan bool    // a clearing was tried
	stuck   func() error // why nothing can be copied or cleared now; nil for never
}

func (b *board) Copy(_ context.Context, s string, patient bool) (bool, error) {
	if err := b.fault(); err != nil {
		return false, err
	}
	b.copies, b.holds, b.patient = append(b.copies, s), s, patient
	return true, nil
}

func (b *board) Clear(context.Context) (bool, error) {
	defer func() { b.tried <- true }()
	switch err := b.fault(); {
	case err != nil:
		return false, err
	case !b.patient || b.holds == "":
		return false, nil
	}
	b.holds, b.cleared = "", b.cleared+1
	return true, nil
}

func (b *board) fault() error {
	if b.stuck == nil {
		return nil
	}
	return b.stuck()
}

func (*board) Limits() []string { return []string{"a limit of this clipboard"} }

// bench is everything that a session works with in a test.
type bench struct {
	desk   Desk
	out    *transcript
	board  *board
	events []daybook.Event
	drafts []outlook.Draft
	saved  []practice.Account
	clock  *clock
}

var embedded = sync.OnceValues(directory.Embedded)

func address(t testing.TB, raw string) policy.Address {
	t.Helper()
	a, err := policy.ParseAddress(raw)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// newBench is a practice with one clinician that sends from an address at nhs.net, and a session that reads from a file.
func newBench(t testing.TB, in io.Reader) *bench {
	t.Helper()
	dir, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	p := practice.Empty()
	p.Name, p.ODSCode, p.Address, p.Phone = text.Line("Invented Eyecare"), text.Line("FA999"), text.Line("1 Market Square"), text.Line("01632 960123")
	p.Clinicians = []practice.Clinician{{Name: text.Line("Anna Optometrist"), GOC: text.Line("01-99999")}}
	p.Accounts = []practice.Account{{Address: address(t, "reception.fa999@nhs.net"), Kind: practice.AccountNHSmail}}
	b := &bench{out: newTranscript(), board: &board{tried: make(chan bool, 1000)}, clock: &clock{now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), waits: map[chan time.Time]time.Time{}}}
	b.desk = Desk{
		Directory: dir, Practice: p, Accredited: policy.Published(), Clipboard: b.board, PracticePath: "practice.toml",
		SaveAccount: func(a practice.Account) error {
			b.saved = append(b.saved, a)
			return nil
		},
		Record: func(e daybook.Event) error {
			b.events = append(b.events, e)
			return nil
		},
		Daybook: func() (daybook.Log, error) { return b.log(), nil },
		Lists:   func(func(int)) (*directory.Listings, error) { return nil, nil },
		OpenDraft: func(d outlook.Draft) error {
			b.drafts = append(b.drafts, d)
			return nil
		},
		OpenMail:    func(policy.Address) error { return errors.New("there is no mail program here") },
		SweepDrafts: func() error { return nil },
		Now:         b.clock.Now, After: b.clock.After,
		Random: rand.NewChaCha8([32]byte{}), In: in, Out: b.out,
	}
	return b
}

func (b *bench) log() daybook.Log {
	var log daybook.Log
	for i, e := range b.events {
		log.Entries = append(log.Entries, daybook.Entry{Line: i + 1, Event: e})
	}
	return log
}

// played runs a session over lines from a file.
func played(t testing.TB, lines ...string) (*bench, End) {
	t.Helper()
	b := newBench(t, strings.NewReader(strings.Join(lines, "\n")+"\n"))
	return b, Run(b.desk)
}

// says holds what was said to words, however they are broken into lines.
func (b *bench) says(t testing.TB, words ...string) {
	t.Helper()
	unbroken := strings.Join(strings.Fields(b.out.String()), " ")
	for _, w := range words {
		if !strings.Contains(b.out.String(), w) && !strings.Contains(unbroken, w) {
			t.Errorf("not said: %q; said:\n%s", w, b.out.String())
		}
	}
}

func (b *bench) saysNot(t testing.TB, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(b.out.String(), w) {
			t.Errorf("said: %q; in:\n%s", w, b.out.String())
		}
	}
}

// transcript is everything that was said.
type transcript struct {
	mu   sync.Mutex
	more *sync.Cond
	said strings.Builder
}

func newTranscript() *transcript {
	t := &transcript{}
	t.more = sync.NewCond(&t.mu)
	return t
}

func (t *transcript) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.more.Broadcast()
	return t.said.Write(p)
}

func (t *transcript) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.said.String()
}

// await waits until words were said so many times.
func (t *transcript) await(words string, times int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for strings.Count(t.said.String(), words) < times {
		t.more.Wait()
	}
}

// sessionFile reads a session from testdata, a line each.
func sessionFile(t testing.TB, name string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

// typist is somebody at a terminal, who types or pastes lines. Those of a burst come all at once, and the next burst once the
// session has waited long enough to know that nothing more came with it.
type typist struct {
	bursts  [][]string
	mu      sync.Mutex
	latest  chan time.Time // on which the session waits for the end of a burst
	changed chan bool      // it waits on another one
}

func (t *typist) waitsOn(wait chan time.Time) {
	t.mu.Lock()
	t.latest = wait
	t.mu.Unlock()
	select {
	case t.changed <- true:
	default:
	}
}

// settle tells the session that a burst has ended, as soon as it waits for that.
func (t *typist) settle() {
	for {
		t.mu.Lock()
		latest := t.latest
		t.mu.Unlock()
		select {
		case latest <- time.Time{}:
			return
		case <-t.changed:
		}
	}
}

// atTerminal makes the session read from a terminal, with a burst for each string; its lines come at once.
func (b *bench) atTerminal(bursts ...string) {
	t := &typist{changed: make(chan bool, 1)}
	for _, burst := range bursts {
		t.bursts = append(t.bursts, strings.Split(burst, "\n"))
	}
	b.desk.In, b.desk.Terminal = t, true
	b.desk.After = func(d time.Duration) <-chan time.Time {
		if d != settle {
			return nil
		}
		wait := make(chan time.Time)
		t.waitsOn(wait)
		return wait
	}
}

// Read gives one line at a time, and after the last of a burst waits until the session knows that it was.
func (t *typist) Read(p []byte) (int, error) {
	for len(t.bursts) > 0 && len(t.bursts[0]) == 0 {
		t.bursts = t.bursts[1:]
		t.settle()
	}
	if len(t.bursts) == 0 {
		return 0, io.EOF
	}
	line := t.bursts[0][0] + "\n"
	n := copy(p, line)
	if n < len(line) {
		t.bursts[0][0] = line[n : len(line)-1]
		return n, nil
	}
	t.bursts[0] = t.bursts[0][1:]
	return n, nil
}
