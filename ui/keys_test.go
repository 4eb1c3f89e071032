package ui

import (
	"os"
	"strings"
	"testing"

	"github.com/charmbracelet/bubbles/key"
)

func TestReadmeNamesEveryFunctionKeyWithItsTwin(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	k := newKeys()
	for _, b := range []key.Binding{k.Sender, k.Accounts, k.Advice, k.Dues, k.ClearNow, k.Tag, k.Next, k.Review, k.Draft} {
		twin := twinOf(b)
		row := "| " + strings.ToUpper(b.Help().Key) + " | Ctrl+" + strings.ToUpper(strings.TrimPrefix(twin, "ctrl+")) + " |"
		if twin == "" || !strings.Contains(string(readme), row) {
			t.Errorf("the README has no row %q", row)
		}
	}
}

func TestNoKeyOfTheDeskIsAPrintableCharacter(t *testing.T) {
	k := newKeys()
	for _, b := range append(k.everywhere(), k.Review, k.Draft, k.Open, k.Switch, k.NextField, k.PrevField, k.PageUp, k.PageDown, k.Home, k.End) {
		for _, name := range b.Keys() {
			if len([]rune(name)) == 1 {
				t.Errorf("%q does something, and a focused input would not get it", name)
			}
		}
	}
}
