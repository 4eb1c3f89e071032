package ui

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
	"referraldesk/ui/wording"
)

// standing is where an account of the practice stands on the clock, by the latest use that the daybook has.
func (m Model) standing(a practice.Account) policy.Standing {
	s, err := daybook.Standing(m.log.Entries, a, m.with.today())
	if err != nil {
		return policy.Standing{Headline: err.Error()}
	}
	return s
}

// openAccounts lists the practice's accounts with what the clock says of each.
func (m Model) openAccounts() (Model, tea.Cmd) {
	m.accounts = picker{
		title: "The practice's accounts",
		empty: "None is kept in " + m.with.PracticePath + ": add one with referraldesk accounts add ADDRESS.",
		items: m.accountItems(), keys: m.keys, look: m.look,
		below: []string{"Used means, at least every 30 days: logged in to the NHSmail portal or to O365, opened in Outlook, or sent a message from it."},
	}
	m.overlay = accountsOverlay
	return m, m.with.catchUp()
}

func (m Model) accountItems() []item {
	var items []item
	for _, a := range m.with.Practice.Accounts {
		s := m.standing(a)
		words := []string{a.Address.String() + " · " + wording.Kind(a), s.Headline}
		if bar := accountBar(s); bar != "" {
			words[1] = bar + "  " + s.Headline
		}
		next := wording.WithContact(s.Next.Text, s.Next.Contact)
		if next != "" {
			words = append(words, "→ "+next)
		}
		items = append(items, item{words})
	}
	return items
}

// accountBar draws how much of the 90 days is left, a sign for five days.
func accountBar(s policy.Standing) string {
	const signs = policy.GoneAfter / 5
	left := 0
	switch {
	case s.DaysLeft == nil && s.State != policy.StateGone:
		return ""
	case s.State == policy.StateActive:
		left = policy.GoneAfter - policy.InactiveAfter + *s.DaysLeft
	case s.State == policy.StateInactive:
		left = policy.GoneAfter - policy.DeletedAfter + *s.DaysLeft
	case s.State == policy.StateRestorable:
		left = *s.DaysLeft
	}
	full := (left + 4) / 5
	return "[" + strings.Repeat("#", full) + strings.Repeat(".", signs-full) + "]"
}

// accountWarning is what the header says of accounts that need somebody, "" for none.
func (m Model) accountWarning() string {
	n := 0
	for _, a := range m.with.Practice.Accounts {
		if m.standing(a).Due(daybook.WarnDays) {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("! %d to use: f3", n)
}

// askHowUsed asks how the account under the cursor was used today, and of a shared mailbox by whom.
func (m Model) askHowUsed() (Model, tea.Cmd) {
	if err := m.mayUse(); err != nil {
		m.notice = m.notice.say(err.Error())
		return m, nil
	}
	a := m.with.Practice.Accounts[m.accounts.at]
	if a.Shared {
		return m.askWhoUsed(a, Model.askHow, backToAccounts)
	}
	return m.askHow(a)
}

// askWhoUsed asks which personal account the use of a shared mailbox counts for, and goes on with it, or with none.
func (m Model) askWhoUsed(shared practice.Account, with func(Model, practice.Account) (Model, tea.Cmd), none func(Model) (Model, tea.Cmd)) (Model, tea.Cmd) {
	d := dialog{
		title: shared.Address.String() + " is a shared mailbox",
		rows:  said("Whose personal account was used to open it? That one's clock starts again."),
		back:  none,
	}
	d.buttons = []button{{"None of ours", none}}
	for _, a := range m.with.Practice.Accounts {
		if !a.Shared && a.Kind == practice.AccountNHSmail {
			d.buttons = append(d.buttons, button{a.Address.String(), func(m Model) (Model, tea.Cmd) { return with(m, a) }})
		}
	}
	return m.ask(d)
}

func backToAccounts(m Model) (Model, tea.Cmd) { return m.openAccounts() }

func (m Model) askHow(a practice.Account) (Model, tea.Cmd) {
	used := func(how daybook.How) func(Model) (Model, tea.Cmd) {
		return func(m Model) (Model, tea.Cmd) {
			event := daybook.AccountUsed{At: m.with.Now(), Account: a.Address, How: how, On: m.with.today()}
			m, cmd := m.openAccounts()
			return m, tea.Sequence(m.with.note(event), cmd)
		}
	}
	return m.ask(dialog{
		title: a.Address.String(),
		rows:  said("How was it used today?"),
		back:  backToAccounts,
		buttons: []button{
			{"Not used", backToAccounts}, {"NHSmail portal", used(daybook.UsedPortal)}, {"O365", used(daybook.UsedO365)},
			{"Outlook", used(daybook.UsedOutlook)}, {"Sent a message", used(daybook.UsedSending)},
		},
	})
}
