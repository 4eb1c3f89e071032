package policy

import "strings"

// end is one end of a route as it is judged.
type end struct {
	kind      Kind
	domain    string   // "" where a kind of sender is judged
	evidence  Evidence // of a listed kind; zero where a kind of sender is judged
	looksLike string   // the known domain that it could be taken for, if any
}

// wording fills the places in a sentence of the table, written {to}, {listed}, …; see [wording.word].
type wording struct {
	from, to end
	address  Address
}

// fill puts words into the places of a sentence. A word is not looked at again: an address may hold braces of its own.
func fill(sentence string, word func(place string) string) string {
	before, rest, found := strings.Cut(sentence, "{")
	if !found {
		return sentence
	}
	var b strings.Builder
	b.Grow(len(sentence) + 64)
	for found {
		b.WriteString(before)
		var place string
		place, rest, _ = strings.Cut(rest, "}")
		b.WriteString(word(place))
		before, rest, found = strings.Cut(rest, "{")
	}
	b.WriteString(before)
	return b.String()
}

func (w *wording) say(sentence string) string { return fill(sentence, w.word) }

// word is what stands in a place on one route.
func (w *wording) word(place string) string {
	switch place {
	case "from":
		return w.from.name()
	case "to":
		return w.to.name()
	case "address":
		return w.address.String()
	case "listed":
		return w.listed()
	case "from-listed":
		return w.from.listed()
	case "to-listed":
		return w.to.listed()
	case "whom":
		return w.whom()
	case "old":
		return w.old()
	}
	panic("policy: no word for {" + place + "}") // a slip in the table, which [Document] would meet too
}

// generally is the wording for any route between two kinds: what stands in a document that knows no addresses.
func generally(from, to Kind) *wording {
	return &wording{
		from:    end{kind: from, domain: "SENDER'S DOMAIN"},
		to:      end{kind: to, domain: "RECIPIENT'S DOMAIN"},
		address: Address{raw: "RECIPIENT"},
	}
}

func (e end) name() string {
	if e.domain == "" {
		return "your domain"
	}
	return e.domain
}

// isListed says that the kind comes from the list.
func (e end) isListed() bool { return e.kind == Listed || e.kind == ListedEarlier }

// listed says when the domain was on the list, or on whose word it counts as if it were. A kind of sender has no day.
func (e end) listed() string {
	switch {
	case !e.evidence.ConfirmedBy.IsEmpty():
		return "confirmed as listed on " + e.evidence.Seen.UK() + " by " + e.evidence.ConfirmedBy.String()
	case !e.evidence.Seen.IsZero():
		return "listed on " + e.evidence.Seen.UK()
	case e.kind == Listed:
		return "listed within the year"
	}
	return "listed over a year ago"
}

// listed says it of both ends, or of the one that is listed.
func (w *wording) listed() string {
	switch from, to := w.from.listed(), w.to.listed(); {
	case !w.from.isListed():
		return to
	case !w.to.isListed() || from == to:
		return from
	default:
		return from + " and " + strings.TrimPrefix(to, "listed ")
	}
}

// basis is the evidence of both ends.
func (w *wording) basis() []Evidence {
	var basis []Evidence
	for _, e := range [...]end{w.from, w.to} {
		if e.isListed() && !e.evidence.Seen.IsZero() {
			basis = append(basis, e.evidence)
		}
	}
	return basis
}

// whom says who can tell whether a domain that was listed too long ago still is.
func (w *wording) whom() string {
	switch {
	case w.from.kind != ListedEarlier:
		return "the recipient"
	case w.to.kind != ListedEarlier:
		return "whoever runs my mailbox"
	}
	return "whoever runs my mailbox and with the recipient"
}

// old names the domains that were listed too long ago, with their verb.
func (w *wording) old() string {
	switch from, to := w.from.name(), w.to.name(); {
	case w.from.kind != ListedEarlier:
		return to + " is"
	case w.to.kind != ListedEarlier || from == to:
		return from + " is"
	default:
		return from + " and " + to + " are"
	}
}
