package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"referraldesk/directory"
	"referraldesk/directory/lists"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui"
	"referraldesk/ui/daybook"
	"referraldesk/ui/outlook"
)

// framesPerSecond is how often Bubble Tea may paint: its most, since a keystroke waits for the next frame.
const framesPerSecond = 120

// openDesk runs the desk until it is left. What of ours is still on the clipboard then is cleared, however the desk ended.
func openDesk(w World, colours theme) error {
	desk, clipboard, err := newDesk(w)
	if err != nil {
		return exit{Failed, err}
	}
	desk.Theme = colours.colours()
	var writing writing
	writing.guard(&desk)
	return runDesk(w, ui.New(desk), clipboard, &writing)
}

// runDesk ends in order whatever ends the desk: a key, the system, the window being closed, or a panic. A signal that comes while it is
// ending changes nothing.
func runDesk(w World, desk tea.Model, clip *clipboard, writing *writing) error {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, endings()...)
	defer signal.Stop(signals)

	crash := newCrash()
	program := tea.NewProgram(guarded{desk, crash}, tea.WithAltScreen(), tea.WithFPS(framesPerSecond), tea.WithoutSignalHandler())
	ended := make(chan struct{})
	closed := make(chan bool, 1)
	go func() { closed <- quitWhenEnded(program, signals, crash, ended) }()
	_, err := program.Run()
	close(ended)

	writing.end()
	cleared := leave(w, clip)
	switch fromOutside := <-closed; {
	case crash.is():
		return exit{Failed, crash.words(cleared)}
	case fromOutside:
		w.note("the desk was closed from outside: nothing unfinished was kept")
	case err != nil:
		return exit{Failed, fmt.Errorf("the desk ended early (%w): start it again; nothing unfinished was kept", err)}
	}
	return nil
}

// quitWhenEnded leaves the desk when the system ends it, or when it has crashed; it says whether it was the system.
func quitWhenEnded(program *tea.Program, signals <-chan os.Signal, crash *crash, ended <-chan struct{}) (fromOutside bool) {
	select {
	case <-signals:
		program.Quit()
		return true
	case <-crash.happened:
		program.Quit()
	case <-ended:
	}
	return false
}

// errEnding is what a command is told that comes too late.
var errEnding = errors.New("the desk is being closed: nothing new is written")

// writing lets what is being written be finished before the program ends, and nothing new begin. Bubble Tea does not wait for
// commands.
type writing struct {
	mu    sync.Mutex
	ended bool
}

func (w *writing) do(write func() error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended {
		return errEnding
	}
	return write()
}

func (w *writing) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ended = true
}

// guard puts all that the desk writes of its own files behind w.
func (w *writing) guard(desk *ui.Desk) {
	record, save := desk.Record, desk.SaveAccount
	desk.Record = func(e daybook.Event) error { return w.do(func() error { return record(e) }) }
	desk.SaveAccount = func(a practice.Account) error { return w.do(func() error { return save(a) }) }
}

// newDesk reads what the desk works with. What can't be read never keeps it from opening: the fault is shown on it.
func newDesk(w World) (ui.Desk, *clipboard, error) {
	dir, err := directory.Embedded()
	if err != nil {
		return ui.Desk{}, nil, err
	}
	road, fault := outlook.System(w.Getenv, w.Out)
	clip := &clipboard{road: road, fault: fault}
	desk := ui.Desk{
		Directory: dir, Clipboard: clip,
		Now: w.Now, Tick: tea.Tick, Random: w.Random, Version: version(),
		Renderer:    lipgloss.DefaultRenderer(),
		PasteAsKeys: marksNoPaste(runtime.GOOS, w.Getenv("TERM")), ASCII: !showsUTF8(w.Getenv),
	}
	places, err := w.places()
	if err != nil {
		withoutFiles(&desk, err)
		return desk, clip, nil
	}
	dir, err = directory.Load(filepath.Join(places.Config, directory.FileName), w.today())
	if err != nil {
		desk.Faults = append(desk.Faults, err)
	}
	if dir != nil {
		desk.Directory = dir
	}
	withPractice(&desk, places)
	desk.Accredited, err = accredited(w)
	if err != nil {
		desk.Faults = append(desk.Faults, err)
	}
	withOwnFiles(&desk, w, places.Data)
	withGroup(&desk, w)
	return desk, clip, nil
}

// withoutFiles is a desk that has nowhere to read or keep anything: it says why, whenever that matters, and writes nothing into
// the folder that it happens to be started in.
func withoutFiles(desk *ui.Desk, why error) {
	desk.Faults = append(desk.Faults, why)
	desk.Practice, desk.Accredited = practice.Empty(), policy.Published()
	desk.SaveAccount = func(practice.Account) error { return why }
	desk.Record = func(daybook.Event) error { return why }
	desk.Daybook = func() (daybook.Log, error) { return daybook.Log{}, nil }
	desk.Lists = func(func(int)) (*directory.Listings, error) { return nil, nil }
	desk.OpenDraft = func(outlook.Draft) error { return why }
	desk.OpenMail = openMail
	desk.SweepDrafts = func() error { return nil } // no draft was ever written
}

// withPractice gives the desk practice.toml, or nothing of it where it is broken.
func withPractice(desk *ui.Desk, places practice.Places) {
	path := places.PracticeFile()
	p, err := practice.Read(path)
	desk.FirstStart = errors.Is(err, fs.ErrNotExist)
	if err != nil {
		p = practice.Empty()
		if !desk.FirstStart {
			desk.Faults = append(desk.Faults, err)
		}
	}
	desk.Practice, desk.PracticePath = p, text.Line(path).String()
	desk.SaveAccount = func(a practice.Account) error { return practice.Create(path, a) }
}

// withOwnFiles gives the desk what it writes itself: the daybook and the drafts. Drafts that an earlier desk left are swept.
func withOwnFiles(desk *ui.Desk, w World, data string) {
	desk.Record = func(e daybook.Event) error {
		book, err := daybook.Open(filepath.Join(data, daybook.FileName))
		if err != nil {
			return err
		}
		return book.Append(e)
	}
	desk.Daybook = func() (daybook.Log, error) { return daybook.Read(filepath.Join(data, daybook.FileName)) }
	desk.Lists = func(progress func(int)) (*directory.Listings, error) { return lists.StoreIn(data).Load(progress) }
	drafts := draftsIn(data)
	desk.OpenDraft = func(d outlook.Draft) error {
		path, err := outlook.WriteDraft(drafts, d, w.Random)
		if err != nil {
			return err
		}
		return outlook.Open(context.Background(), path)
	}
	desk.OpenMail = openMail
	desk.SweepDrafts = func() error {
		_, err := outlook.SweepDrafts(drafts, w.Now(), outlook.DraftLife)
		return err
	}
	if err := desk.SweepDrafts(); err != nil {
		desk.Faults = append(desk.Faults, err)
	}
}

// openMail opens the mail program with an address.
func openMail(a policy.Address) error {
	link, err := outlook.MailtoURL(a.String())
	if err != nil {
		return err
	}
	return outlook.Open(context.Background(), link)
}

func draftsIn(data string) string { return filepath.Join(data, "drafts") }

// leave takes away what of the patient is still about when the desk ends: our text on the clipboard, and drafts that a mail
// program has had a minute to open. What can't be taken away is said; cleared is false where that is on the clipboard.
func leave(w World, c *clipboard) (cleared bool) {
	const opened = time.Minute
	err := c.close()
	w.tell(err)
	if places, unknown := w.places(); unknown == nil {
		_, fault := outlook.SweepDrafts(draftsIn(places.Data), w.Now(), opened)
		w.tell(fault)
	}
	return err == nil
}

// marksNoPaste says that the terminal hands over what is pasted as key presses: Bubble Tea reads a Windows console so, and
// the Linux console does not know the marks.
func marksNoPaste(goos, term string) bool {
	return goos == "windows" || term == "linux"
}

// clipboard remembers what the desk put on the system's clipboard, so that it can be cleared whenever the desk ends.
type clipboard struct {
	road  outlook.Clipboard
	fault error // why there is no road

	mu     sync.Mutex
	held   outlook.Held // the patient's text that is to be cleared again, if any
	closed bool         // the desk has ended: nothing more goes on it
}

func (c *clipboard) Copy(ctx context.Context, s string, patient bool) (verified bool, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.closed:
		return false, errEnding
	case c.fault != nil:
		return false, c.fault
	}
	before := c.held
	held, err := outlook.Copy(ctx, c.road, s)
	switch {
	case patient:
		c.held = held // also where it failed: part of the way may have been gone
	case err == nil:
		c.held = outlook.Held{} // what is on the clipboard now may stay there
	}
	if patient && err != nil {
		if _, clearing := before.Clear(ctx); clearing != nil { // else the text before would paste in the place of this one
			err = fmt.Errorf("%w; and of what was copied before: %w", err, clearing)
		}
	}
	return held.Verified(), err
}

func (c *clipboard) Clear(ctx context.Context) (cleared bool, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if cleared, err = c.held.Clear(ctx); err == nil {
		c.held = outlook.Held{}
	}
	return cleared, err // what could not be cleared is tried again when the desk ends
}

// close clears for the last time, and keeps a copy that was on its way from coming after.
func (c *clipboard) close() error {
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	_, err := c.Clear(context.Background())
	return err
}

func (c *clipboard) Limits() []string {
	if c.fault != nil {
		return []string{c.fault.Error()}
	}
	return c.road.Limits().Sentences()
}
