package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
)

// keyMap is every key of the desk. None is a printable character, since a focused input gets those; every function key has a
// ctrl twin, for terminals that keep the function keys to themselves. All panes share one, which nobody changes: each of its own
// would make the model so large that handing it on takes longer than a key may.
type keyMap = *keySet

type keySet struct {
	Help, Sender, Accounts, Advice, Dues, Next, Review, Tag, ClearNow, Draft, FindGP, Copy, CopyHint, PasteHint, Back, Quit key.Binding

	Up, Down, PageUp, PageDown, Home, End key.Binding // in a list, a text, or from field to field
	Left, Right                           key.Binding // between options
	Open                                  key.Binding // what the cursor stands on
	NextField, PrevField                  key.Binding
	Switch                                key.Binding // to the other pane
	Pick                                  key.Binding // the option under the cursor
	Unpick                                key.Binding
}

func newKeys() keyMap {
	bind := func(label, desc string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(label, desc))
	}
	return &keySet{
		Help:      bind("f1", "help", "f1", "ctrl+g"),
		Sender:    bind("f2", "sender", "f2", "ctrl+o"),
		Accounts:  bind("f3", "accounts", "f3", "ctrl+a"),
		Advice:    bind("f4", "getting an account", "f4", "ctrl+x"),
		Dues:      bind("f5", "daybook: what is due", "f5", "ctrl+d"),
		ClearNow:  bind("f6", "clear the clipboard", "f6", "ctrl+l"),
		Tag:       bind("f7", "[secure] on or off", "f7", "ctrl+t"),
		Next:      bind("f8", "next referral", "f8", "ctrl+n"),
		Review:    bind("f9", "review", "f9", "ctrl+r"),
		Draft:     bind("f10", "open as a draft", "f10", "ctrl+e"),
		FindGP:    bind("ctrl+f", "find the GP practice", "ctrl+f"),
		Copy:      bind("ctrl+y", "copy", "ctrl+y"),
		CopyHint:  bind("ctrl+c", "says how to copy; twice quits", "ctrl+c"),
		PasteHint: bind("ctrl+v", "says how to paste", "ctrl+v"),
		Back:      bind("esc", "back", "esc"),
		Quit:      bind("ctrl+q", "quit", "ctrl+q"),

		Up:        bind("↑", "up", "up"),
		Down:      bind("↓", "down", "down"),
		PageUp:    bind("pgup", "page up", "pgup"),
		PageDown:  bind("pgdn", "page down", "pgdown"),
		Home:      bind("home", "first", "home", "ctrl+home"),
		End:       bind("end", "last", "end", "ctrl+end"),
		Left:      bind("←", "option before", "left"),
		Right:     bind("→", "option after", "right"),
		Open:      bind("enter", "open", "enter"),
		NextField: bind("tab", "next field", "tab"),
		PrevField: bind("shift+tab", "field before", "shift+tab"),
		Switch:    bind("tab", "other pane", "tab"),
		Pick:      bind("space", "pick", " "),
		Unpick:    bind("backspace", "pick none", "backspace", "delete"),
	}
}

// called is a binding under the name that it has on this screen.
func called(b key.Binding, desc string) key.Binding {
	b.SetHelp(b.Help().Key, desc)
	return b
}

// Key is a key of the desk as a table of all of them names it. Twin is another key that does the same, "" for none.
type Key struct{ Name, Twin, Does string }

// Keys are the keys of the desk, each with what it does wherever it does something.
func Keys() []Key {
	k := newKeys()
	keys := []Key{
		{"↑ ↓ PgUp PgDn Home End", "", "move in a list, a text, or from field to field"},
		{"← →", "", "pick an option or a button; the space bar ticks a box"},
		{"Tab", "Shift+Tab", "the next field or pane, and the one before"},
		{"Enter", "", "opens what is marked; in a form, goes to the next field"},
		{"Esc", "", "one step back; nothing is lost"},
		{"Ctrl+Y", "", "copies: the address on the desk, the next step of the hand-off"},
	}
	for _, f := range []struct {
		key.Binding
		does string
	}{
		{k.Help, "the keys that work here, and why one does not"},
		{k.Sender, "who sends"},
		{k.Accounts, "accounts and their 30-day clock"},
		{k.Advice, "how to get an account"},
		{k.Dues, "daybook: what was handed over and never confirmed"},
		{k.ClearNow, "clears the clipboard now"},
		{k.Tag, "puts `[secure]` on the subject, where approved and where it does something"},
		{k.Next, "next referral"},
		{k.Review, "review"},
		{k.Draft, "a draft in classic Outlook or Thunderbird; on the desk, the mail program with the address alone"},
		{k.FindGP, "in a form, finds the patient's GP practice in the lists"},
		{k.CopyHint, "says how to copy; pressed twice, quits"},
		{k.PasteHint, "says how to paste"},
		{k.Quit, "quits; asks where a referral would be lost"},
	} {
		keys = append(keys, Key{onKeyboard(f.Help().Key), onKeyboard(twinOf(f.Binding)), f.does})
	}
	return keys
}

// onKeyboard is a key as it stands on a keyboard: "ctrl+y" is Ctrl+Y.
func onKeyboard(name string) string {
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return "Ctrl+" + strings.ToUpper(rest)
	}
	return strings.ToUpper(name)
}
