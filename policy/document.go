package policy

import (
	"fmt"
	"strings"
)

// Document is the whole policy as Markdown, for whoever answers for it: written from the very table that [Assess] runs on.
func Document() string {
	var d document
	d.WriteString(preamble)
	d.decisions()
	d.cells()
	d.rules()
	d.conditions()
	return d.String()
}

const preamble = `# Referral Desk: the policy for routes

**Not approved by any clinical safety officer or Caldicott guardian.** It is a reading of published rules, made for review by them.

This document is written by the program, from the table by which it judges every route. Don't edit it.

## How a route is judged

1. Each address gets a kind, by its exact domain, byte for byte, the case of ASCII letters aside. nhs.net is NHSmail, whatever is
   declared of it. Then comes a declared Egress account; then a domain on the DCB1596 list; the rest is "any other". A sub-domain
   or a look-alike of a known domain is another domain: the verdict says so, and it changes nothing.
2. A listed domain is in date for 365 days from the day that it was seen on the list. That is the latest that its accreditation can
   run out, not when it does: every verdict that rests on it is headed by "listed on" and the day. Before the day that it was seen
   the evidence does not exist. Of several sightings the latest counts.
3. The table gives each recipient, To and Cc alike, a status: secure; check, which a person must confirm by name before anything
   with patient data leaves; or not secure. The worst recipient decides for the whole message.
4. An address that was given up is never better than check (rule S5): it is to be confirmed that it still takes referrals, and
   whatever else the table asks.
5. Without a sender, without a recipient, or without a day where evidence has to be dated, a route is unknown. Nothing may be sent
   on it.
`

// judged is the order of the fact sheet's table.
var judged = [...]Kind{NHSmail, Egress, Listed, ListedEarlier, Other}

type document struct{ strings.Builder }

func (d *document) line(format string, args ...any) { fmt.Fprintf(d, format+"\n", args...) }

func (d *document) decisions() {
	d.line("\n## The decision table\n")
	d.line("The sender is at the left, the recipient at the top. In brackets stands the rule that decides, and for a check the")
	d.line("condition to confirm.\n")
	head, rule := "| from \\ to |", "|---|"
	for _, to := range judged {
		head += " " + to.String() + " |"
		rule += "---|"
	}
	d.line("%s\n%s", head, rule)
	for _, from := range judged {
		row := "| **" + from.String() + "** |"
		for _, to := range judged {
			c := &table[from][to]
			row += " " + c.decision()
			if c.tagged != nil {
				row += "; with [secure]: " + c.tagged.decision()
			}
			row += " |"
		}
		d.line("%s", row)
	}
}

// decision is a cell in a few words.
func (c *cell) decision() string {
	words := fmt.Sprintf("%s (%s)", strings.ReplaceAll(c.status.String(), "-", " "), c.rule)
	if c.condition != "" {
		words = fmt.Sprintf("%s (%s; confirm %s)", c.status, c.rule, c.condition)
	}
	return words
}

func (d *document) cells() {
	d.line("\n## What each cell says")
	for _, from := range judged {
		d.line("\n### From %s", from)
		for _, id := range tagRemarks[from] {
			d.line("\nTo every recipient also: %s", d.reason(id, generally(from, Other)))
		}
		for _, to := range judged {
			c := &table[from][to]
			d.cell(fmt.Sprintf("To %s", to), c, generally(from, to))
			if c.tagged != nil {
				d.cell(fmt.Sprintf("To %s, with [secure] approved and on the subject", to), c.tagged, generally(from, to))
			}
		}
	}
}

func (d *document) cell(title string, c *cell, w *wording) {
	d.line("\n**%s: %s.** “%s”\n", title, c.decision(), w.say(c.headline))
	for _, id := range c.reasons {
		d.line("- %s", d.reason(id, w))
	}
	for _, id := range c.remedies {
		r := remedyTable[id]
		contact := ""
		if r.contact != "" {
			contact = " → " + r.contact
		}
		d.line("- *Next:* %s%s (%s)%s", w.say(r.text), contact, sourceWords(r.source), r.when)
	}
}

func (d *document) reason(id reasonID, w *wording) string {
	r := reasonTable[id]
	return fmt.Sprintf("%s (%s)%s", w.say(r.text), r.rule, r.when)
}

// String says in a document when a sentence is said.
func (w when) String() string {
	return [...]string{
		always:         "",
		whenTagged:     " *(with [secure] on the subject)*",
		whenUrgent:     " *(to an urgent service)*",
		unlessUrgent:   " *(to any other service)*",
		whenApproved:   " *(where the practice approves of [secure])*",
		unlessApproved: " *(where it is not known to)*",
	}[w]
}

func (d *document) rules() {
	d.line("\n## The rules\n")
	d.line("| id | rule | source |\n|---|---|---|")
	for _, r := range rules {
		d.line("| %s | %s | %s |", r.ID, r.Text, sourceWords(r.Source))
	}
}

func (d *document) conditions() {
	d.line("\n## The conditions\n")
	d.line("| id | what has to hold | what a person confirms by name | source |\n|---|---|---|---|")
	for _, c := range Conditions() {
		d.line("| %s | %s | %s | %s |", c.ID, c.Text, c.Question, sourceWords(c.Source))
	}
}

func sourceWords(id SourceID) string {
	if id == notPublished {
		return "not published"
	}
	return string(id)
}
