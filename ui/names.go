package ui

import (
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory"
	"referraldesk/directory/lists"
	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/ui/wording"
)

// names are the lists that the practice added, as far as they have been read: the desk works meanwhile.
type names struct {
	listings *directory.Listings // nil until all are in
	entries  int                 // read so far
}

func (m Model) afterNames(msg namesMsg) (Model, tea.Cmd) {
	m.names.entries = max(m.names.entries, msg.entries)
	return m, msg.next
}

// afterLists puts the names into the search. What could be read of a list with a fault is there, and the fault is shown.
func (m Model) afterLists(msg listsMsg) Model {
	if msg.err != nil {
		m.notice = m.notice.fault(msg.err)
		m.lately = append(slices.Clone(m.lately), shown(msg.err))
	}
	if msg.listings == nil || msg.listings.Len() == 0 {
		m.names = names{}
		return m
	}
	m.names = names{msg.listings, msg.listings.Len()}
	m.list = m.list.over(m.list.index.With(msg.listings))
	m.form = m.form.knowing(m.names.index())
	return m
}

// index searches the names alone.
func (n names) index() *directory.Index {
	index := directory.NewIndex(&directory.Directory{})
	if n.listings == nil {
		return index
	}
	return index.With(n.listings)
}

// namesWords say how many names the search knows beside the directory, while nothing is typed.
func (m Model) namesWords() string {
	switch {
	case m.names.entries == 0 || m.list.query() != "":
		return ""
	case m.names.listings == nil:
		return "reading lists, " + counted(m.names.entries) + " names so far"
	}
	return counted(m.names.entries) + " names from lists"
}

// counted is a number as it is written in the UK: 15,971.
func counted(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// listingWords are what a list says of an entry, on one line.
func listingWords(l directory.Listing) string {
	var words []string
	if l.Closed {
		words = append(words, "closed")
	}
	for _, w := range []string{l.Address(), l.Code.String()} {
		if w != "" {
			words = append(words, w)
		}
	}
	return strings.Join(words, " · ")
}

// previewsOfListing are the verdicts on the address that a list gives; none where it gives none.
func (m Model) previewsOfListing(l directory.Listing) []kindVerdict {
	a, err := policy.ParseAddress(l.Reach.String())
	if err != nil {
		return nil
	}
	return m.previews(m.with.Directory.Recipient(a))
}

// listingRows are what the pane says of an entry of a list.
func (p *prose) listingRows(l directory.Listing, verdicts []kindVerdict) []string {
	p.say(p.look.strong, l.Name.String())
	if l.Closed {
		p.say(p.look.check, "! Closed, as its list says.")
	}
	p.say(p.look.plain, strings.TrimPrefix(listingWords(l), "closed · "))
	if area := ods.AreaWords(l.Area.String()); area != "" {
		p.item("·", "Commissioner: "+area, "ods")
	}
	p.blank()
	a, err := policy.ParseAddress(l.Reach.String())
	switch {
	case err == nil:
		p.verdictsOn(a, verdicts, func() {
			p.item("!", "This address is from a list that was added here: ask them whether it is still theirs.", "")
		})
	case !l.Reach.IsEmpty():
		p.item("·", "Telephone: "+l.Reach.String(), "")
		p.item("·", wording.UpperFirst(lists.NoAddress)+".", "")
	default:
		p.item("·", wording.UpperFirst(lists.NoAddress)+".", "")
	}
	p.blank()
	p.item("·", "Known for naming it in a referral, as the patient's GP practice (ctrl+f in the form). A referral is written to one of the destinations.", "")
	return p.rows
}
