package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/ui/wording"
)

// routePane shows the entry under the cursor: whether the route to it is secure, what to do about it, and what to know before
// sending. It can be scrolled while it has the focus.
type routePane struct {
	entry   string // the id of what it shows: another entry is shown from its top
	rows    []string
	top     int
	w, h    int
	focused bool
	keys    keyMap
	look    styles
}

// show puts up the rows of an entry.
func (p routePane) show(entry string, rows []string) routePane {
	if entry != p.entry {
		p.entry, p.top = entry, 0
	}
	p.rows = rows
	return p.scroll(0)
}

func (p routePane) update(msg tea.Msg) (routePane, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok {
		switch {
		case key.Matches(k, p.keys.Up):
			return p.scroll(-1), nil
		case key.Matches(k, p.keys.Down):
			return p.scroll(1), nil
		case key.Matches(k, p.keys.PageUp):
			return p.scroll(-p.h), nil
		case key.Matches(k, p.keys.PageDown):
			return p.scroll(p.h), nil
		case key.Matches(k, p.keys.Home):
			return p.scroll(-len(p.rows)), nil
		case key.Matches(k, p.keys.End):
			return p.scroll(len(p.rows)), nil
		}
	}
	return p, nil
}

func (p routePane) scroll(by int) routePane {
	p.top = max(0, min(p.top+by, len(p.rows)-p.h))
	return p
}

func (p routePane) setSize(w, h int) routePane {
	p.w, p.h = w, h
	return p.scroll(0)
}

// view ends in a mark where more stands below.
func (p routePane) view() string {
	rows := box(p.rows, p.top, p.w, p.h)
	if p.top+p.h < len(p.rows) && p.h > 0 {
		more := "↓ more: tab, then ↓"
		if p.focused {
			more = "↓ more"
		}
		rows[p.h-1] = apart("", p.look.dim.Render(more), p.w)
	}
	return strings.Join(rows, "\n")
}

// contactRows are what the pane says of a contact.
func (p *prose) contactRows(c directory.Contact) []string {
	p.say(p.look.strong, c.Name.String())
	p.say(p.look.accent, c.Reach())
	p.blank()
	p.item("·", c.For.String(), c.Source)
	if words := c.Local.Words(); words != "" {
		p.item("·", "By your directory.toml: "+words+".", "")
	}
	p.blank()
	p.say(p.look.check, "! Not for patient data: a referral can't be written to it.")
	return p.rows
}

// destinationRows are what the pane says of a destination, from the verdict on. verdicts has one for the sender, or one for
// each kind of sender while none is set.
func (p *prose) destinationRows(d directory.Destination, verdicts []kindVerdict) []string {
	age := func() { p.verified(d) }
	p.verdictsOn(d.Address, verdicts, age)
	p.beforeSending(d)
	return p.rows
}

// verdictsOn is the verdict for the sender on an address, or one for each kind of sender while none is set; age says how old the
// address is.
func (p *prose) verdictsOn(a policy.Address, verdicts []kindVerdict, age func()) {
	if len(verdicts) == 1 {
		p.routeVerdict(verdicts[0].verdict, a, age)
	} else {
		p.preview(verdicts, a, age)
	}
}

// kindVerdict is the verdict for a sender, or for a kind of sender.
type kindVerdict struct {
	kind    string // "an Egress account"; "" where it is the sender's
	verdict policy.Verdict
}

func (p *prose) routeVerdict(v policy.Verdict, a policy.Address, age func()) {
	p.verdict(v.Status, v.Headline)
	p.say(p.look.strong, a.String())
	p.reasons(v)
	age()
	p.remedies(v)
}

func (p *prose) reasons(v policy.Verdict) {
	for _, r := range v.Recipients {
		for _, reason := range r.Reasons {
			p.item("·", reason.Text, reason.Source)
		}
		p.basis(r.Basis)
	}
}

// basis says what accreditation evidence the verdict rests on, how old it is and when it runs out.
func (p *prose) basis(evidence []policy.Evidence) {
	for _, e := range evidence {
		p.item("·", wording.Basis(e, p.today), "")
	}
}

func (p *prose) remedies(v policy.Verdict) {
	if v.Status == policy.Secure {
		return
	}
	p.heading("What to do")
	for _, r := range v.Recipients {
		for _, remedy := range r.Remedies {
			p.item("→", wording.WithContact(remedy.Text, remedy.Contact), remedy.Source)
		}
	}
}

// preview shows the route for each kind of sender.
func (p *prose) preview(verdicts []kindVerdict, a policy.Address, age func()) {
	p.say(p.look.strong, a.String())
	p.say(p.look.dim, "No sender is set (f2). From each kind of mailbox:")
	for _, k := range verdicts {
		p.blank()
		p.verdict(k.verdict.Status, "from "+k.kind)
		for _, r := range k.verdict.Recipients {
			if len(r.Reasons) > 0 {
				p.item(" ", r.Reasons[0].Text, r.Reasons[0].Source)
			}
		}
	}
	p.blank()
	age()
}

// verified says how old the address is, and what of the destination is the practice's own word.
func (p *prose) verified(d directory.Destination) {
	sign := "·"
	age := d.Age(p.today)
	if age.Old {
		sign = "!"
	}
	p.item(sign, age.Words.String(), "")
	if words := d.Local.Words(); words != "" {
		p.item("·", "By your directory.toml: "+words+".", "")
	}
}

func (p *prose) beforeSending(d directory.Destination) {
	p.heading("Before you send")
	for _, n := range d.Notes {
		p.item("·", n.Text.String(), n.Source)
	}
	p.item("·", "Form: "+wording.Form(d.Form), "")
	p.item("·", "Phone: "+wording.OrNotPublished(d.Phone), "")
	p.item("·", "Hours: "+wording.OrNotPublished(d.Hours), "")
}
