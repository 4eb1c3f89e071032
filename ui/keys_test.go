package ui

import (
	"reflect"
	"slices"
	"testing"

	"github.com/charmbracelet/bubbles/key"
)

// everyKey is every binding of the desk by the name of its field.
func everyKey() map[string]key.Binding {
	all := map[string]key.Binding{}
	k := reflect.ValueOf(newKeys()).Elem()
	for i := range k.NumField() {
		all[k.Type().Field(i).Name] = k.Field(i).Interface().(key.Binding)
	}
	return all
}

func TestNoKeyOfTheDeskIsAPrintableCharacter(t *testing.T) {
	for field, b := range everyKey() {
		for _, name := range b.Keys() {
			if len([]rune(name)) == 1 && field != "Pick" { // the space bar, which picks only where nothing is typed
				t.Errorf("%q does something, and a focused input would not get it", name)
			}
		}
	}
}

func TestEveryFunctionKeyHasATwin(t *testing.T) {
	for field, b := range everyKey() {
		if b.Help().Key[0] == 'f' && twinOf(b) == "" {
			t.Errorf("%s has none", field)
		}
	}
}

func TestTableOfKeysLeavesOutNoKey(t *testing.T) {
	var listed []string
	for _, k := range Keys() {
		listed = append(listed, k.Name)
	}
	moves := []string{"Up", "Down", "PageUp", "PageDown", "Home", "End", "Left", "Right", "Open", "NextField", "PrevField", "Switch", "Pick", "Unpick", "Back"}
	for field, b := range everyKey() {
		if !slices.Contains(moves, field) && !slices.Contains(listed, onKeyboard(b.Help().Key)) {
			t.Errorf("%s is not in the table", field)
		}
	}
}

func TestHelpSaysWhyAKeyDoesNothing(t *testing.T) {
	for _, c := range []struct {
		name  string
		steps func(*user)
		words []string
	}{
		{"a contact is no destination", func(u *user) { u.types("optomadmin") }, []string{"write referral — not now:", "not for patient data"}},
		{"nothing is found", func(u *user) { u.types("dermatology") }, []string{"copy address — not now:", "nothing is selected"}},
		{"the tag would do nothing", func(u *user) { u.types("amd") }, []string{"put [secure] on — not now:", "would do nothing on this route"}},
		{"the review is not answered", func(u *user) { u.opens("amd"); u.fillRequired(); u.press("f9") }, []string{"copy into Outlook — not now:", "please answer first"}},
		{"Outlook opens no draft", func(u *user) { u.opens("amd"); u.reviews(); u.press("ctrl+y") }, []string{"open as a draft — not now:", "only classic Outlook"}},
		{"no list was added", func(u *user) { u.opens("amd") }, []string{"find the GP practice — not now:", "no list of GP practices"}},
		{"a list stands over the screen", func(u *user) { u.press("f3") }, []string{"next referral — not now:", "esc goes there"}},
		{"nothing is due", func(u *user) { u.press("f5") }, []string{"what became of it — not now:", "nothing is due"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := newUser(t, 80, 60)
			c.steps(u)
			u.press("f1")
			u.sees(c.words...)
		})
	}
}

func TestHelpNamesNoReasonForAKeyThatWorks(t *testing.T) {
	u := newUser(t, 80, 60)
	u.opens("amd")
	u.reviews()
	u.press("f1")
	u.seesNot("copy into Outlook — not now")
}

func TestPressingAKeyThatDoesNothingSaysWhy(t *testing.T) {
	for name, press := range map[string]func(*user){
		"nothing is due": func(u *user) { u.press("f5", "enter") },
		"no account":     func(u *user) { u.press("f3", "enter") },
		"no contact":     func(u *user) { u.types("dermatology"); u.press("enter") },
	} {
		u := newUser(t, 80, 24, noSender)
		press(u)
		if len(u.m.notice.said) != 1 {
			t.Errorf("%s: said %q", name, u.m.notice.said)
		}
	}
}
