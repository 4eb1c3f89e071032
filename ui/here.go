package ui

import (
	"errors"
	"strings"

	"github.com/charmbracelet/bubbles/key"

	"referraldesk/directory/lists"
	"referraldesk/policy"
)

// keyHere is a key under the name that it has on a screen, and why it does nothing there as things stand; off is nil where it
// works.
type keyHere struct {
	key.Binding
	off error
}

// works are keys that always do something where they are named.
func works(bindings ...key.Binding) []keyHere {
	var keys []keyHere
	for _, b := range bindings {
		keys = append(keys, keyHere{Binding: b})
	}
	return keys
}

// unless is a key that only help names while off is not nil: there it says why.
func unless(off error, b key.Binding) keyHere {
	b.SetEnabled(off == nil)
	return keyHere{b, off}
}

// notYet is a key that the key line names all the same, since pressing it says what is still to do.
func notYet(off error, b key.Binding) keyHere { return keyHere{b, off} }

// keyLine names the keys that work here, as many as fit, with help always among them.
func (m Model) keyLine() string {
	last := "  " + m.look.strong.Render("f1") + " help"
	line := ""
	for _, b := range m.keysHere() {
		if !b.Enabled() {
			continue
		}
		item := " " + m.look.strong.Render(b.Help().Key) + " " + m.look.dim.Render(b.Help().Desc) + "  "
		if width(line)+width(item)+width(last) > m.width {
			break
		}
		line += item
	}
	return padRight(line+strings.TrimPrefix(last, " "), m.width)
}

// keysHere are the keys of what has the focus, the most wanted first.
func (m Model) keysHere() []keyHere {
	k := m.keys
	switch m.overlay {
	case senderOverlay:
		back := called(k.Back, "leave as it is")
		if m.senders.first {
			back = called(k.Back, "skip")
		}
		return works(called(k.Open, "send from it"), back)
	case dialogOverlay:
		return works(called(k.Right, "next button"), called(k.Open, "press it"), k.Back)
	case helpOverlay:
		return works(k.Back, k.Down)
	case accountsOverlay:
		return append([]keyHere{unless(m.mayUse(), called(k.Open, "used today"))}, works(called(k.Back, "desk"), k.Advice)...)
	case adviceOverlay:
		return append([]keyHere{notYet(m.mayCopyContact(), called(k.Copy, "copy the contact"))},
			works(called(k.PageDown, "next step"), called(k.NextField, "next question"), k.Back)...)
	case duesOverlay:
		return append([]keyHere{unless(m.maySettle(), called(k.Open, "what became of it"))}, works(k.Back)...)
	case gpOverlay:
		return works(called(k.Open, "take it"), called(k.Back, "form"), k.Down, k.PageDown)
	}
	switch m.screen {
	case onForm:
		return append(works(called(k.NextField, "next"), k.Review, called(k.Back, "desk"), called(k.PageDown, "next page")),
			m.gpKey(), m.tagKey(), keyHere{Binding: k.Sender})
	case onReview:
		return append([]keyHere{notYet(m.review.ready(), called(k.Copy, "copy into Outlook"))},
			append(works(called(k.PageDown, "read on"), called(k.Back, "form")), m.tagKey(), keyHere{Binding: k.Sender})...)
	case onHandoff:
		keys := works(called(k.Copy, "copy the marked line"), called(k.Next, "next referral"), called(k.Back, "review"))
		if m.handoff.done() {
			keys[0], keys[1] = keys[1], keys[0]
		}
		return append(keys, unless(m.mayDraft(), k.Draft), keyHere{Binding: k.ClearNow})
	}
	return append([]keyHere{notYet(m.mayOpen(), called(k.Open, "write referral")), notYet(m.mayCopyAddress(), called(k.Copy, "copy address")), {Binding: k.Sender}, m.tagKey()},
		append(works(called(k.Switch, m.otherPane()), k.Accounts, called(k.Dues, "due")), notYet(m.mayWriteTo(), called(k.Draft, "mail program")))...)
}

// keysEverywhere are the keys that are the same on every screen.
func (m Model) keysEverywhere() []keyHere {
	k := m.keys
	arrows := key.NewBinding(key.WithKeys("up", "down"), key.WithHelp("↑ ↓ tab", "move"))
	options := key.NewBinding(key.WithKeys("left", "right"), key.WithHelp("← →", "pick an option or a button; space ticks a box"))
	keys := works(arrows, options, k.Help, k.Back, k.Sender, k.Accounts, k.Advice, k.Dues)
	behind := m.behind()
	tag := behind
	if tag == nil {
		tag = m.mayTag()
	}
	keys = append(keys, unless(behind, k.ClearNow), unless(tag, k.Tag), unless(behind, k.Next))
	return append(keys, works(k.CopyHint, k.PasteHint, k.Quit)...)
}

// behind says why a key of the screens does nothing while a list or a question stands over them.
func (m Model) behind() error {
	if m.overlay == noOverlay {
		return nil
	}
	return errors.New("it works on the screen behind this one: esc goes there")
}

// tagKey is the key for [secure].
func (m Model) tagKey() keyHere {
	words := "put [secure] on"
	if m.tag {
		words = "take [secure] off"
	}
	return unless(m.mayTag(), called(m.keys.Tag, words))
}

// otherPane says what tab leads to.
func (m Model) otherPane() string {
	if m.onRoute {
		return "list"
	}
	return "route"
}

var errNothingSelected = errors.New("nothing is selected: search for a destination first")

// mayOpen says why no referral can be written to what the cursor stands on.
func (m Model) mayOpen() error {
	hit, ok := m.list.selected()
	switch {
	case !ok:
		return errNothingSelected
	case hit.Listing != nil:
		return errors.New("this is from a list, for naming it in a referral: a referral is written to one of the destinations above")
	case hit.Destination == nil:
		return errors.New("this is help with accounts, not for patient data: a referral can't be written to it")
	}
	return nil
}

// mayCopyAddress says why there is nothing to copy where the cursor stands.
func (m Model) mayCopyAddress() error {
	hit, ok := m.list.selected()
	switch {
	case !ok:
		return errNothingSelected
	case hit.Reach() == "":
		return errors.New(lists.NoAddress)
	}
	return nil
}

// mayWriteTo says why the mail program can't be opened with what the cursor stands on.
func (m Model) mayWriteTo() error {
	if _, ok := m.addressHere(); !ok {
		return errors.New("there is no address to write to here")
	}
	return nil
}

// addressHere is the mail address of what the cursor stands on.
func (m Model) addressHere() (a policy.Address, ok bool) {
	hit, ok := m.list.selected()
	switch {
	case !ok:
	case hit.Destination != nil:
		return hit.Destination.Address, true
	case hit.Contact != nil:
		return hit.Contact.Address, !hit.Contact.Address.IsZero()
	case hit.Listing != nil:
		a, err := policy.ParseAddress(hit.Reach())
		return a, err == nil
	}
	return policy.Address{}, false
}

// mayCopyContact says why the step of the advice that is marked has nothing to copy.
func (m Model) mayCopyContact() error {
	if m.advice.contact() == "" {
		return errors.New("this step names no contact: pgdn goes to the next")
	}
	return nil
}

// mayUse says why no use of an account can be noted.
func (m Model) mayUse() error {
	if m.accounts.at >= len(m.with.Practice.Accounts) {
		return errors.New("there is no account to note a use of: write yours into " + m.with.PracticePath)
	}
	return nil
}

// maySettle says why there is no referral to say anything of.
func (m Model) maySettle() error {
	if m.dues.at >= len(m.dues.dues) {
		return errors.New("nothing is due")
	}
	return nil
}
