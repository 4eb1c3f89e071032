package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/policy"
)

// pressDesk is the first screen: search, route, and what Enter opens.
func (m Model) pressDesk(k tea.KeyMsg) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch {
	case key.Matches(k, m.keys.Open):
		return m.open()
	case key.Matches(k, m.keys.Copy):
		return m.copyAddress()
	case key.Matches(k, m.keys.Draft):
		return m.writeTo()
	case key.Matches(k, m.keys.Switch):
		m.onRoute = !m.onRoute
	case key.Matches(k, m.keys.Back):
		return m.backOnDesk(), nil
	case m.onRoute && isMove(k, m.keys):
		m.route, cmd = m.route.update(k)
	default:
		m.list, cmd = m.list.update(k)
	}
	return m, cmd
}

func isMove(k tea.KeyMsg, keys keyMap) bool {
	return key.Matches(k, keys.Up, keys.Down, keys.PageUp, keys.PageDown, keys.Home, keys.End)
}

// backOnDesk goes from the route to the list, and there empties the search box.
func (m Model) backOnDesk() Model {
	if m.onRoute {
		m.onRoute = false
		return m
	}
	m.list.input.SetValue("")
	m.list = m.list.search()
	return m
}

// copyAddress copies the address under the cursor. It holds no patient data, so it stays on the clipboard.
func (m Model) copyAddress() (Model, tea.Cmd) {
	if err := m.mayCopyAddress(); err != nil {
		m.notice = m.notice.say(err.Error())
		return m, nil
	}
	hit, _ := m.list.selected()
	return m.startCopy(stepAddress, step{label: hit.Reach(), text: hit.Reach()})
}

// writeTo opens the mail program with the address under the cursor, and nothing else: what stands in a mailto: link is cut, and
// seen on a command line.
func (m Model) writeTo() (Model, tea.Cmd) {
	if err := m.mayWriteTo(); err != nil {
		m.notice = m.notice.say(err.Error())
		return m, nil
	}
	to, _ := m.addressHere()
	return m, m.with.openMail(to)
}

// open starts a referral to the destination under the cursor.
func (m Model) open() (Model, tea.Cmd) {
	if err := m.mayOpen(); err != nil {
		m.notice = m.notice.say(err.Error())
		return m, nil
	}
	hit, _ := m.list.selected()
	return m.openReferral(*hit.Destination)
}

// layoutDesk gives list and route their room, and the route what it shows.
func (m Model) layoutDesk(w, h int) Model {
	h -= 2 // the search box and the rule below it
	switch {
	case w >= wideFrom:
		left := w * 5 / 12
		m.list = m.list.setSize(left, h, w)
		m.route = m.route.setSize(w-left-3, h)
	case w >= stackedFrom:
		rows := max(3, min(len(m.list.hits), h/3))
		m.list = m.list.setSize(w, rows, w)
		m.route = m.route.setSize(w-2, h-rows-1)
	default:
		m.list = m.list.setSize(w, h, w)
		m.route = m.route.setSize(w-2, h)
	}
	m.route.focused = m.onRoute
	return m.showRoute()
}

// showRoute puts what the cursor stands on into the route pane.
func (m Model) showRoute() Model {
	hit, ok := m.list.selected()
	p := m.prose(m.route.w)
	m.warnOfGivenUp(p)
	switch {
	case !ok:
		m.route = m.route.show("", p.rows)
	case hit.Contact != nil:
		m.route = m.route.show(hit.Contact.ID, p.contactRows(*hit.Contact))
	case hit.Listing != nil:
		m.route = m.route.show(hit.ID()+" "+hit.Name().String(), p.listingRows(*hit.Listing, m.previewsOfListing(*hit.Listing)))
	default:
		m.route = m.route.show(hit.Destination.ID, p.destinationRows(*hit.Destination, m.previews(hit.Destination.Recipient())))
	}
	return m
}

// warnOfGivenUp says so where an address was typed or pasted that was given up.
func (m Model) warnOfGivenUp(p *prose) {
	typed, err := policy.ParseAddress(strings.TrimSpace(m.list.query()))
	if err != nil {
		return
	}
	gone := m.with.Directory.Recipient(typed).Superseded
	if gone == nil {
		return
	}
	now := gone.Name.String()
	if !gone.By.IsZero() {
		now = gone.By.String()
	}
	p.say(m.look.check, "! "+typed.String()+" was given up. Now: "+now)
	p.item(" ", "", gone.Source)
}

func (m Model) prose(w int) *prose {
	return &prose{w: w, look: m.look, today: m.with.today(), sources: m.with.Directory}
}

// deskView sets search box, list and route as the window allows.
func (m Model) deskView() string {
	rows := []string{m.list.boxView(m.width, m.namesWords())}
	list, route := strings.Split(m.list.view(), "\n"), strings.Split(m.route.view(), "\n")
	line := m.look.dim.Render("│")
	switch {
	case m.width >= wideFrom:
		rows = append(rows, m.look.dim.Render(strings.Repeat("─", m.list.w)+"┬"+strings.Repeat("─", m.width-m.list.w-1)))
		for i := range list {
			rows = append(rows, list[i]+line+" "+route[i])
		}
	case m.width >= stackedFrom:
		rows = append(rows, rule(m.width, "", m.look))
		rows = append(rows, list...)
		rows = append(rows, rule(m.width, m.paneTitle(), m.look))
		rows = append(rows, indented(route)...)
	case m.onRoute:
		rows = append(rows, rule(m.width, "route", m.look))
		rows = append(rows, indented(route)...)
	default:
		rows = append(rows, rule(m.width, m.narrowTitle(), m.look))
		rows = append(rows, list...)
	}
	return strings.Join(rows, "\n")
}

func (m Model) paneTitle() string {
	if m.onRoute {
		return "route: ↑ ↓ scroll, tab: list"
	}
	return "route"
}

// narrowTitle is what stands above the list where the route is not seen.
func (m Model) narrowTitle() string {
	if hit, ok := m.list.selected(); !ok || hit.Destination == nil {
		return "tab: details"
	}
	return statusWords(m.selectedStatus()) + " · tab: route"
}

// selectedStatus is the verdict on the destination under the cursor.
func (m Model) selectedStatus() policy.Status {
	hit, ok := m.list.selected()
	if !ok || hit.Destination == nil {
		return policy.Unknown
	}
	return policy.Assess(m.routeTo(hit.Destination.Recipient(), m.policySender())).Status
}

func indented(rows []string) []string {
	in := make([]string, len(rows))
	for i, r := range rows {
		in[i] = " " + r
	}
	return in
}

// previews are the verdict for the sender, or one for each kind of sender while none is set.
func (m Model) previews(to policy.Recipient) []kindVerdict {
	if !m.sender.Address.IsZero() {
		return []kindVerdict{{"", policy.Assess(m.routeTo(to, m.policySender()))}}
	}
	var verdicts []kindVerdict
	for _, k := range []struct {
		words string
		kind  policy.Kind
	}{{"NHSmail", policy.NHSmail}, {"an Egress account", policy.Egress}, {"any other mailbox", policy.Other}} {
		verdicts = append(verdicts, kindVerdict{k.words, policy.Assess(m.routeTo(to, policy.AnySender(k.kind)))})
	}
	return verdicts
}

// routeTo is the route from a sender to a recipient, as of today.
func (m Model) routeTo(to policy.Recipient, from policy.Sender) policy.Route {
	return m.inHand().Route(from, to)
}

// policySender is the sender as the policy knows it.
func (m Model) policySender() policy.Sender { return m.inHand().From() }
