package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/ui/wording"
)

// senderPane chooses who sends: one of the practice's accounts, or an address typed for one referral. On the first start it asks
// for the address that practice.toml will begin with.
type senderPane struct {
	first    bool // the first start: what is typed is written to practice.toml
	accounts []practice.Account
	at       int // an account, or len(accounts) for the input
	input    textinput.Model
	problem  string
	where    string // the path of practice.toml, for the first start
	w, h     int
	keys     keyMap
	look     styles
}

func newSenderPane(accounts []practice.Account, first bool, where string, keys keyMap, look styles) (senderPane, tea.Cmd) {
	p := senderPane{first: first, accounts: accounts, where: where, input: look.newInput(""), keys: keys, look: look}
	if len(accounts) > 0 {
		return p, nil
	}
	return p, p.input.Focus()
}

func (p senderPane) typing() bool { return p.at == len(p.accounts) }

func (p senderPane) update(msg tea.Msg) (senderPane, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok {
		switch {
		case key.Matches(k, p.keys.Up):
			return p.move(-1)
		case key.Matches(k, p.keys.Down):
			return p.move(1)
		}
		p.problem = ""
		if !p.typing() && k.Type == tea.KeyRunes {
			p.at = len(p.accounts)
			p.input.Focus()
		}
	}
	var cmd tea.Cmd
	p.input, cmd = p.input.Update(msg)
	return p, cmd
}

func (p senderPane) move(by int) (senderPane, tea.Cmd) {
	p.at = max(0, min(p.at+by, len(p.accounts)))
	if p.typing() {
		return p, p.input.Focus()
	}
	p.input.Blur()
	return p, nil
}

// chosen is the account under the cursor. Where it was typed at a domain outside nhs.net, its kind is still open: ask is true.
func (p senderPane) chosen() (account practice.Account, ask bool, err error) {
	if !p.typing() {
		return p.accounts[p.at], false, nil
	}
	address, err := policy.ParseAddress(strings.TrimSpace(p.input.Value()))
	if err != nil {
		return practice.Account{}, false, fmt.Errorf("the address %w", err)
	}
	for _, ours := range p.accounts {
		if ours.Address.Same(address) {
			return ours, false, nil
		}
	}
	account = practice.Account{Address: address, Kind: practice.KindOf(address)}
	return account, account.Kind != practice.AccountNHSmail, nil
}

func (p senderPane) setSize(w, h int) senderPane {
	p.w, p.h = min(w-4, 76), h
	p.input.Width = max(1, p.w-4)
	return p
}

func (p senderPane) view() string {
	rows := append([]string{""}, p.intro()...)
	rows = append(rows, "")
	first := len(rows)
	for i, a := range p.accounts {
		rows = append(rows, p.mark(i)+cut(a.Address.String()+" · "+wording.Kind(a), p.w-2))
	}
	if len(p.accounts) > 0 {
		rows = append(rows, "", p.look.dim.Render("or type another address, for this referral only:"))
	}
	rows = append(rows, p.mark(len(p.accounts))+p.look.inputView(p.input))
	if p.problem != "" {
		for _, l := range wrap("✗ "+p.problem, p.w) {
			rows = append(rows, p.look.notSecure.Render(l))
		}
	}
	at := first + p.at
	if p.typing() {
		at = len(rows) - 1
	}
	top := scrolled(0, at, at, p.h, len(rows))
	shown := box(rows, top, p.w, p.h)
	for i := range shown {
		shown[i] = "  " + shown[i]
	}
	return strings.Join(shown, "\n")
}

func (p senderPane) intro() []string {
	if !p.first {
		return []string{p.look.strong.Render("Which mailbox do you send from?")}
	}
	var rows []string
	for _, l := range wrap("Welcome. Which address does the practice send referrals from?", p.w) {
		rows = append(rows, p.look.strong.Render(l))
	}
	rows = append(rows, wrap("Whether a route is secure depends on it. Enter keeps it in "+p.where+"; Esc skips: the desk then shows the verdict for each kind of mailbox.", p.w)...)
	return rows
}

func (p senderPane) mark(i int) string {
	if i == p.at {
		return p.look.accent.Render("▌") + " "
	}
	return "  "
}
