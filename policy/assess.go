package policy

import (
	"slices"
	"strings"
)

// Assess judges a route: every recipient by the table, the whole by its worst recipient. A route without a sender, without a
// recipient, or without a day where evidence has to be dated is Unknown.
func Assess(r Route) Verdict {
	v := Verdict{From: r.From.address, Headline: "no recipient is given", Recipients: make([]RecipientVerdict, 0, len(r.To))}
	from := r.sender()
	for i, to := range together(r.To) {
		one := r.judge(from, to.Recipient)
		if to.both {
			to.Egress = !to.Egress
			one = worse(one, r.judge(from, to.Recipient))
		}
		if i == 0 || isWorse(one.Status, v.Status) || one.Status == v.Status && one.restsOnList() && !v.restsOnList() {
			v.Status, v.Headline = one.Status, one.Headline
		}
		v.Recipients = append(v.Recipients, one)
	}
	return v
}

// restsOnList says that a headline which leaves this recipient out would hide evidence that can run out.
func (v RecipientVerdict) restsOnList() bool { return len(v.Basis) > 0 }

// restsOnList says that the headline is that of a recipient whose verdict rests on the list.
func (v Verdict) restsOnList() bool {
	return slices.ContainsFunc(v.Recipients, func(r RecipientVerdict) bool {
		return r.Status == v.Status && r.Headline == v.Headline && r.restsOnList()
	})
}

func isWorse(s, than Status) bool { return s != than && s.Worse(than) == s }

func worse(a, b RecipientVerdict) RecipientVerdict {
	if isWorse(b.Status, a.Status) {
		return b
	}
	return a
}

// declared is a recipient with what all its mentions on the route declare.
type declared struct {
	Recipient
	both bool // declared to hold an Egress account, and declared without: the worse verdict counts
}

// together makes one of every mention of an address, in the order of the first ones.
func together(to []Recipient) []declared {
	all := make([]declared, 0, len(to))
	at := make(map[string]int, len(to))
	for _, r := range to {
		key := strings.ToLower(r.Address.raw)
		i, again := at[key]
		if !again {
			at[key] = len(all)
			all = append(all, declared{Recipient: r})
			continue
		}
		d := &all[i]
		d.both = d.both || d.Egress != r.Egress
		d.Urgent = d.Urgent || r.Urgent
		if d.Superseded == nil {
			d.Superseded = r.Superseded
		}
	}
	return all
}

func (r *Route) sender() end {
	if r.From.address.IsZero() {
		return end{kind: r.From.kind}
	}
	return r.end(r.From.address, r.From.kind == Egress)
}

// end finds the kind of an address: the domain goes before what is declared, and that before the list.
func (r *Route) end(address Address, egress bool) end {
	e := end{domain: address.Domain()}
	switch {
	case e.domain == "":
		return e
	case e.domain == nhsNet:
		e.kind = NHSmail
		return e
	case egress:
		e.kind = Egress
	case r.On.IsZero() && r.Accredited.knows(e.domain):
		return e
	default:
		e.kind, e.evidence = r.listing(e.domain)
	}
	e.looksLike = r.Accredited.resembles(e.domain)
	return e
}

// listing finds what the evidence makes of a domain on the day of judging.
func (r *Route) listing(domain string) (Kind, Evidence) {
	evidence, found := r.Accredited.asOf(domain, r.On)
	switch {
	case !found:
		return Other, Evidence{}
	case evidence.inDate(r.On):
		return Listed, evidence
	}
	return ListedEarlier, evidence
}

// judge looks one recipient up in the table and words what it finds.
func (r *Route) judge(from end, to Recipient) RecipientVerdict {
	w := &wording{from: from, to: r.end(to.Address, to.Egress), address: to.Address}
	c := &table[from.kind][w.to.kind]
	// What looks like a known domain is a slip or a trap: encrypting would only carry the message there.
	tag := c.tagged != nil && w.to.looksLike == ""
	v := RecipientVerdict{Address: to.Address, tagHelps: tag}
	if tag && r.SecureTag {
		c = c.tagged
	}
	v.Status, v.Rule, v.Condition = c.status, c.rule, c.condition
	if c.status == Unknown {
		v.Headline = r.missing(to)
		return v
	}
	v.Headline = w.say(c.headline)
	v.Question = question(c.condition, w)
	v.Reasons = r.reasons(c, to, w)
	v.Remedies = r.remedies(c, to, w)
	if c.status != NotSecure {
		v.Basis = w.basis()
	}
	if to.Superseded != nil {
		v.supersede(to.Superseded, w)
	}
	return v
}

// missing says why a route can't be judged.
func (r *Route) missing(to Recipient) string {
	switch {
	case r.From.IsZero():
		return "no sender is set"
	case to.Address.IsZero():
		return "no recipient is given"
	}
	return "the day of judging is not known"
}

// reasons words a cell's reasons, what a look-alike is not after the first of them, and what the sender is told of [secure] last.
func (r *Route) reasons(c *cell, to Recipient, w *wording) []Reason {
	said := make([]Reason, 0, len(c.reasons)+3)
	add := func(ids []reasonID) {
		for _, id := range ids {
			if reason := &reasonTable[id]; reason.when.holds(r, to) {
				rule, _ := FindRule(reason.rule)
				said = append(said, Reason{w.say(reason.text), rule.Source})
			}
		}
	}
	add(c.reasons[:1])
	for _, e := range w.lookAlikes() {
		said = append(said, Reason{e.domain + " is not " + e.looksLike + ", though it looks like it.", exactDomain(e.looksLike)})
	}
	add(c.reasons[1:])
	add(tagRemarks[w.from.kind])
	return said
}

// lookAlikes are the ends that could be taken for another domain, each once.
func (w *wording) lookAlikes() []end {
	ends := make([]end, 0, 2)
	for _, e := range [...]*end{&w.to, &w.from} {
		if e.looksLike != "" && (len(ends) == 0 || ends[0].domain != e.domain) {
			ends = append(ends, *e)
		}
	}
	return ends
}

// exactDomain is the source for taking no domain but the very one: the page for nhs.net, the list for all others.
func exactDomain(known string) SourceID {
	if known == nhsNet {
		return locNHSMail
	}
	return nhseNHSMail
}

func (r *Route) remedies(c *cell, to Recipient, w *wording) []Remedy {
	said := make([]Remedy, 0, len(c.remedies)+1)
	if w.to.looksLike != "" {
		said = append(said, Remedy{"Check the spelling: " + w.to.domain + " is not " + w.to.looksLike + ".", "", exactDomain(w.to.looksLike)})
	}
	for _, id := range c.remedies {
		if (id == useTag || id == useTagIfApproved) && w.to.looksLike != "" {
			continue
		}
		if remedy := &remedyTable[id]; remedy.when.holds(r, to) {
			said = append(said, Remedy{w.say(remedy.text), remedy.contact, remedy.source})
		}
	}
	return said
}
