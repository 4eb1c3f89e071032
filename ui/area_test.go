package ui

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
)

// The area's own View is the reference: every row that areaView draws must stand in it, in the same order, with the cursor's.
func TestAreaShowsTheRowsAroundTheCursorAsTheLibraryDrawsThem(t *testing.T) {
	look := newStyles(renderer(termenv.TrueColor), Plain)
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 300 {
		area := look.newArea()
		area.SetWidth(8 + r.IntN(40))
		area.SetHeight(500)
		area.Focus()
		var words []string
		for range r.IntN(60) {
			words = append(words, []string{"cataract", "Ŵŷr", "眼科", "a", "a-very-long-word-without-a-space", "\n", "x\n"}[r.IntN(7)])
		}
		area.SetValue(strings.Join(words, " "))
		for range r.IntN(30) {
			area, _ = area.Update(tea.KeyMsg{Type: []tea.KeyType{tea.KeyUp, tea.KeyLeft, tea.KeyDown, tea.KeyHome}[r.IntN(4)]})
		}
		all := trimmed(strings.Split(ansi.Strip(area.View()), "\n"))
		got := trimmed(strings.Split(ansi.Strip(strings.Join(areaView(area, areaRows, look), "\n")), "\n"))
		if want := fmt.Sprint(strings.Join(all, "\n")); !strings.Contains("\n"+want+"\n", "\n"+strings.TrimRight(strings.Join(got, "\n"), "\n")+"\n") {
			t.Fatalf("case %d: areaView drew\n%s\nand the library\n%s", n, strings.Join(got, "\n"), strings.TrimRight(want, "\n"))
		}
	}
}

func trimmed(rows []string) []string {
	var out []string
	for _, r := range rows {
		out = append(out, strings.TrimRight(r, " "))
	}
	return out
}
