package ui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"
)

// The figures to hold: any key under 1 ms, in the form under 2 ms with a history of 10,000 characters beside the live preview.

func BenchmarkKeyOnDesk(b *testing.B) {
	u := newUser(b, 120, 40, inColour)
	benchmarkKeys(b, u, "amd")
}

func BenchmarkKeyInForm(b *testing.B) {
	u := newUser(b, 120, 40, inColour)
	u.opens("amd")
	benchmarkKeys(b, u, "Jane")
}

func BenchmarkKeyInFormWithLongHistory(b *testing.B) {
	u := newUser(b, 120, 40, inColour)
	u.opens("amd")
	u.goTo("ocular-history")
	u.pastes(strings.Repeat("cataract surgery in 2019, ", 10_000/26))
	benchmarkKeys(b, u, "more")
}

// inColour is how most terminals show the desk, and what takes longest to draw.
func inColour(d *Desk) { d.Renderer = renderer(termenv.TrueColor) }

// benchmarkKeys types letters and takes them back, and paints each frame.
func benchmarkKeys(b *testing.B, u *user, letters string) {
	var m tea.Model = u.m
	var keys []tea.KeyMsg
	for _, r := range letters {
		keys = append(keys, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	for range letters {
		keys = append(keys, tea.KeyMsg{Type: tea.KeyBackspace})
	}
	i := 0
	for b.Loop() {
		m, _ = m.Update(keys[i%len(keys)])
		_ = m.View()
		i++
	}
}
