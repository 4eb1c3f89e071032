package directory

import (
	"fmt"
	"slices"
	"strings"

	"referraldesk/directory/tables"
	"referraldesk/policy"
)

// Fault is one thing that is wrong with a directory file, and Faults, an error, is all of them.
type (
	Fault  = tables.Fault
	Faults = tables.Faults
)

// A file becomes a directory in two steps: its tables are taken as they are written (layer), each value knowing its file
// and line; then they are resolved into one Directory, which is checked as a whole. So a second file can be laid over
// the first between the two, and its faults still name its own lines.

// layer is one directory file, read but not yet understood.
type layer struct {
	sources, urgencies, questions, destinations, withdrawn, contacts []*tables.Table
}

// read makes a directory of one file. The error is a [Faults] with everything that is wrong in it; file is the name that
// they carry. No day in the file may lie after today, where today is not zero.
func read(file string, data []byte, today policy.Day) (*Directory, error) {
	var ledger tables.Ledger
	root := tables.Parse(file, data, &ledger)
	if root == nil {
		return nil, ledger.Err()
	}
	dir := resolve(takeLayer(root), today)
	if err := ledger.Err(); err != nil {
		return nil, err
	}
	return dir, nil
}

func takeLayer(root *tables.Table) layer {
	l := layer{
		sources:      root.Tables("source", ""),
		urgencies:    root.Tables("urgency", ""),
		questions:    root.Tables("question", ""),
		destinations: root.Tables("destination", ""),
		withdrawn:    root.Tables("withdrawn", ""),
		contacts:     root.Tables("contact", ""),
	}
	root.Unknown()
	return l
}

// resolver understands the tables of a layer, in the order in which they lean on each other.
type resolver struct {
	today     policy.Day
	sources   registry
	ids       registry // of destinations and contacts: commands take either
	addresses registry // of destinations
	urgencies []Urgency
	core      []Question
}

func resolve(l layer, today policy.Day) *Directory {
	r := &resolver{today: today, sources: registry{}, ids: registry{}, addresses: registry{}}
	dir := &Directory{}
	for _, t := range l.sources {
		dir.Sources = append(dir.Sources, r.source(t))
	}
	r.urgencies = r.urgenciesOf(l.urgencies)
	r.core = r.questionsOf(l.questions, registry{})
	for _, t := range l.destinations {
		dir.Destinations = append(dir.Destinations, r.destination(t))
	}
	for _, t := range l.withdrawn {
		dir.Withdrawn = append(dir.Withdrawn, r.withdrawn(t))
	}
	for _, t := range l.contacts {
		dir.Contacts = append(dir.Contacts, r.contact(t))
	}
	for i := range dir.Destinations {
		d := &dir.Destinations[i]
		d.givenUp = dir.givenUp(d.Address)
	}
	return dir
}

// registry knows where each id or address was written first: "bucks.toml:41".
type registry map[string]string

// claim notes that a field of t carries the key, and faults a second claim.
func (r registry) claim(t *tables.Table, field, key, what, next string) {
	if key == "" {
		return
	}
	if first, taken := r[key]; taken {
		t.Fault(field, what+" is already used at "+first, next)
		return
	}
	file, line := t.Place(field)
	r[key] = fmt.Sprintf("%s:%d", file, line)
}

// id reads the id of a table, unique in the registry.
func (r registry) id(t *tables.Table) string {
	id := t.ID()
	r.claim(t, "id", id, "the id", "give it another")
	return id
}

func (r *resolver) source(t *tables.Table) Source {
	defer t.Unknown()
	return Source{
		ID:        policy.SourceID(r.sources.id(t)),
		Title:     t.Required("title"),
		URL:       t.Line("url"),
		Published: t.Line("published"),
		Read:      t.RequiredDay("read", r.today),
	}
}

func (r *resolver) destination(t *tables.Table) Destination {
	defer t.Unknown()
	d := Destination{
		ID:      r.ids.id(t),
		Name:    t.Required("name"),
		Aliases: t.Lines("aliases"),
		Trust:   t.Line("trust"),
		Address: t.RequiredAddress("address"),
		Egress:  t.Bool("egress"),
		Urgent:  t.Bool("urgent"),
		Phone:   t.Line("phone"),
		Hours:   t.Line("hours"),
	}
	r.addresses.claim(t, "address", strings.ToLower(d.Address.String()), "the address",
		"give each destination its own, or make both one destination with aliases")
	d.Superseded = r.superseded(t, d.Address)
	d.Form = form(t.Table("form"))
	d.Verified = r.verified(t.Table("verified"))
	for _, note := range t.Tables("note", "") {
		d.Notes = append(d.Notes, r.note(note))
	}
	d.Urgencies = slices.Concat(r.urgencies, r.urgenciesOf(t.Tables("urgency", "")))
	d.Questions = merge(r.core, r.questionsOf(t.Tables("question", ""), registry{}))
	return d
}

// superseded reads the addresses that a destination had before; one that is only a text has no source.
func (r *resolver) superseded(t *tables.Table, current policy.Address) []Superseded {
	var all []Superseded
	for _, old := range t.Tables("superseded", "address") {
		s := Superseded{Address: old.RequiredAddress("address"), Source: r.cited(old)}
		if !s.Address.IsZero() && s.Address.Same(current) {
			old.Fault("address", "the address is the one that the destination has now", "remove it here or correct the other")
		}
		old.Unknown()
		all = append(all, s)
	}
	return all
}

func form(t *tables.Table) *Form {
	if t == nil {
		return nil
	}
	defer t.Unknown()
	return &Form{Name: t.Required("name"), Version: t.Line("version"), Where: t.Line("where")}
}

func (r *resolver) verified(t *tables.Table) *Verified {
	if t == nil {
		return nil
	}
	defer t.Unknown()
	return &Verified{On: t.RequiredDay("on", r.today), By: t.Required("by")}
}

// note reads a protocol note: nothing is told to a referrer without saying whose word it is.
func (r *resolver) note(t *tables.Table) Note {
	defer t.Unknown()
	return Note{Text: t.Required("text"), Source: r.requiredSource(t)}
}

func (r *resolver) withdrawn(t *tables.Table) Withdrawn {
	defer t.Unknown()
	return Withdrawn{
		Address: t.RequiredAddress("address"),
		Name:    t.Required("name"),
		Now:     t.Required("now"),
		Source:  r.requiredSource(t),
	}
}

func (r *resolver) contact(t *tables.Table) Contact {
	defer t.Unknown()
	c := Contact{
		ID:      r.ids.id(t),
		Name:    t.Required("name"),
		Address: t.Address("address"),
		Phone:   t.Line("phone"),
		URL:     t.Line("url"),
		For:     t.Required("for"),
		Source:  r.cited(t),
	}
	if ways := count(t.Has("address"), !c.Phone.IsEmpty(), !c.URL.IsEmpty()); ways != 1 {
		t.Fault("", fmt.Sprintf("%d of address, phone and url are given", ways),
			"give exactly one; for a second way write a second contact")
	}
	return c
}

func count(conditions ...bool) (n int) {
	for _, holds := range conditions {
		if holds {
			n++
		}
	}
	return n
}

func (r *resolver) urgenciesOf(list []*tables.Table) []Urgency {
	var all []Urgency
	for _, t := range list {
		all = append(all, Urgency{
			Label:      t.Required("label"),
			Frame:      t.Line("frame"),
			Source:     r.cited(t),
			PhoneFirst: t.Bool("phone_first"),
		})
		t.Unknown()
	}
	return all
}

// cited reads the source of a statement, which must be one of the sources where it is given.
func (r *resolver) cited(t *tables.Table) policy.SourceID {
	id := t.Line("source")
	if _, defined := r.sources[id.String()]; !id.IsEmpty() && !defined {
		t.Fault("source", fmt.Sprintf("source %q is not defined", id), "add a [[source]] with this id, or name another")
		return ""
	}
	return policy.SourceID(id.String())
}

func (r *resolver) requiredSource(t *tables.Table) policy.SourceID {
	if t.Required("source").IsEmpty() {
		return ""
	}
	return r.cited(t)
}
