package ui

import "github.com/charmbracelet/bubbles/key"

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

// everywhere are the keys that work on every screen.
func (k keyMap) everywhere() []key.Binding {
	arrows := key.NewBinding(key.WithKeys("up", "down"), key.WithHelp("↑ ↓ tab", "move"))
	options := key.NewBinding(key.WithKeys("left", "right"), key.WithHelp("← →", "pick an option or a button; space ticks a box"))
	return []key.Binding{arrows, options, k.Help, k.Back, k.Sender, k.Accounts, k.Advice, k.Dues, k.ClearNow, k.Tag, k.Next, k.Copy, k.CopyHint, k.PasteHint, k.Quit}
}

// called is a binding under the name that it has on this screen.
func called(b key.Binding, desc string) key.Binding {
	b.SetHelp(b.Help().Key, desc)
	return b
}
