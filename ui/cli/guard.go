package cli

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync"

	tea "github.com/charmbracelet/bubbletea"
)

// crash is the first panic of the desk: where it happened and, where the Go runtime worded it, what it was. What else a panic says
// is never shown, since it may quote what was being worked on, and that may be a patient's. Bubble Tea, which would catch it
// otherwise, prints all of it.
type crash struct {
	once     sync.Once
	place    string        // to be read once happened is closed
	happened chan struct{} // closed when it happened
}

func newCrash() *crash { return &crash{happened: make(chan struct{})} }

// catch is deferred in whatever may panic.
func (c *crash) catch() {
	r := recover()
	if r == nil {
		return
	}
	c.once.Do(func() {
		c.place = panicked()
		if err, ok := r.(runtime.Error); ok {
			c.place += ": " + strings.TrimPrefix(err.Error(), "runtime error: ")
		}
		close(c.happened)
	})
}

// is says that there was one.
func (c *crash) is() bool {
	select {
	case <-c.happened:
		return true
	default:
		return false
	}
}

// words say what happened and what to do; cleared that nothing of ours is on the clipboard.
func (c *crash) words(cleared bool) error {
	clipboard := ", and the patient's text is off the clipboard"
	if !cleared {
		clipboard = ": copy any other word now, so that the patient's text is not pasted by mistake"
	}
	return fmt.Errorf("the desk met a fault in itself and was closed. Nothing unfinished was kept%s\n"+
		"see in Outlook, and with referraldesk daybook list, what had left; then start the desk again\n"+
		"if it happens again, report this place: %s", clipboard, c.place)
}

// panicked is the function, file and line that panicked. It is called while the panic is under way.
func panicked() string {
	pcs := make([]uintptr, 50)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(0, pcs)])
	under := false
	for {
		f, more := frames.Next()
		if under && !strings.HasPrefix(f.Function, "runtime.") {
			return fmt.Sprintf("%s, %s:%d", f.Function, f.File[strings.LastIndexByte(f.File, '/')+1:], f.Line)
		}
		under = under || f.Function == "runtime.gopanic"
		if !more {
			return "an unknown place"
		}
	}
}

// guarded is a model whose panics, and those of its commands, end at the crash.
type guarded struct {
	tea.Model
	crash *crash
}

func (g guarded) Init() tea.Cmd { return g.crash.guard(g.Model.Init()) }

func (g guarded) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	next = g // what a panic leaves
	defer g.crash.catch()
	model, cmd := g.Model.Update(msg)
	return guarded{model, g.crash}, g.crash.guard(cmd)
}

func (g guarded) View() string {
	defer g.crash.catch()
	return g.Model.View()
}

// guard is the command with its panics caught, and those of the commands that it is made of. Bubble Tea gives no name to a
// sequence of commands; it and a batch are told by what they hold.
func (c *crash) guard(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		defer c.catch()
		msg := cmd()
		if parts := reflect.ValueOf(msg); parts.Kind() == reflect.Slice && parts.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range parts.Len() {
				part := parts.Index(i)
				part.Set(reflect.ValueOf(c.guard(part.Interface().(tea.Cmd))))
			}
		}
		return msg
	}
}
