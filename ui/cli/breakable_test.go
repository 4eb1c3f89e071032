package cli

import (
	"context"
	"os"

	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/ui"
)

// secret stands for what a panic may quote of a patient.
const secret = "Quorinda Vantongeren"

// breakableDesk is the desk with a patient's text already on the clipboard, and a key that breaks it, F12: where, $TEST_PANIC says.
func breakableDesk() {
	w := System()
	desk, clip, err := newDesk(w)
	if err != nil {
		panic(err)
	}
	if _, err := clip.Copy(context.Background(), "a letter about "+secret, true); err != nil {
		panic(err)
	}
	var writing writing
	writing.guard(&desk)
	err = runDesk(w, breakable{Model: ui.New(desk)}, clip, &writing)
	if err != nil {
		w.tell(err)
		os.Exit(int(exitOf(err).status))
	}
	os.Exit(0)
}

type breakable struct {
	tea.Model
	broken bool
}

func (b breakable) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok && k.Type == tea.KeyF12 {
		quote := func() tea.Msg { panic(secret) }
		switch os.Getenv("TEST_PANIC") {
		case "update":
			panic(secret)
		case "index":
			_ = os.Args[len(os.Args)+len(secret)]
		case "view":
			b.broken = true
		case "command":
			return b, quote
		case "batch":
			return b, tea.Batch(quote, quote)
		case "sequence":
			return b, tea.Sequence(func() tea.Msg { return nil }, tea.Batch(quote, quote))
		}
	}
	next, cmd := b.Model.Update(msg)
	return breakable{next, b.broken}, cmd
}

func (b breakable) View() string {
	if b.broken {
		panic(secret)
	}
	return b.Model.View()
}
