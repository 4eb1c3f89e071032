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

// A file becomes a directory in two steps: its tables are taken as they are written (layer.go), each value knowing its file
// and line; then they are resolved into one Directory, which is checked as a whole. Between the two a second file can be laid
// over the first (overlay.go), and its faults still name its own lines.

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

// resolver understands the tables of a layer, in the order in which they lean on each other.
type resolver struct {
	layer
	today     policy.Day
	ids       registry // of destinations and contacts: commands take either
	addresses registry // of destinations
	urgencies []Urgency
	core      []Question
	defined   registry // the sources
}

func resolve(l layer, today policy.Day) *Directory {
	r := &resolver{layer: l, today: today, defined: registry{}, ids: registry{}, addresses: registry{}}
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
		dir.Withdrawn = append(dir.Withdrawn, r.withdrawnService(t))
	}
	dir.Withdrawn = append(dir.Withdrawn, r.noLongerHere(dir)...)
	for _, t := range l.contacts {
		dir.Contacts = append(dir.Contacts, r.contact(t))
	}
	for i := range dir.Destinations {
		d := &dir.Destinations[i]
		d.givenUp = dir.givenUp(d.Address)
	}
	dir.urgencies, dir.questions = r.urgencies, r.core
	return dir
}

// lastDay is the last day that a field may hold: today, but any day in the file below, whose days are not held against a clock.
func (r *resolver) lastDay(t *tables.Table, field string) policy.Day {
	if r.isBelow(t, field) {
		return policy.Day{}
	}
	return r.today
}

// registry knows where each id or address was written first.
type registry map[string]claim

// claim is a field that carries an id or an address.
type claim struct {
	table *tables.Table
	field string
}

func (c claim) place() string {
	file, line := c.table.Place(c.field)
	return fmt.Sprintf("%s:%d", file, line)
}

// claim notes that a field of t carries the key, and faults a second claim. Of a file and the one below it, the fault is the
// upper one's, wherever the two claims stand.
func (l layer) claim(r registry, t *tables.Table, field, key, what, next string) {
	if key == "" {
		return
	}
	now := claim{t, field}
	first, taken := r[key]
	if !taken {
		r[key] = now
		return
	}
	if l.isBelow(t, field) && !l.isBelow(first.table, first.field) {
		now, first = first, now
	}
	now.table.Fault(now.field, what+" is already used at "+first.place(), next)
}

// id reads the id of a table, unique in the registry.
func (l layer) id(r registry, t *tables.Table) string {
	id := t.ID()
	l.claim(r, t, "id", id, "the id", "give it another")
	return id
}

func (r *resolver) source(t *tables.Table) Source {
	defer t.Unknown()
	return Source{
		ID:        policy.SourceID(r.id(r.defined, t)),
		Title:     t.Required("title"),
		URL:       t.Line("url"),
		Published: t.Line("published"),
		Read:      t.RequiredDay("read", r.lastDay(t, "read")),
	}
}

func (r *resolver) destination(t *tables.Table) Destination {
	defer t.Unknown()
	d := Destination{
		ID:      r.id(r.ids, t),
		Name:    t.Required("name"),
		Aliases: t.Lines("aliases"),
		Trust:   t.Line("trust"),
		Address: t.RequiredAddress("address"),
		Egress:  t.Bool("egress"),
		Urgent:  t.Bool("urgent"),
		GPArea:  r.gpArea(t.Table("gp_area")),
		Phone:   t.Line("phone"),
		Hours:   t.Line("hours"),
	}
	r.claim(r.addresses, t, "address", strings.ToLower(d.Address.String()), "the address",
		"give each destination its own, or make both one destination with aliases")
	d.Form = form(t.Table("form"))
	d.verify(r.verified(t.Table("verified")))
	under := r.under(t)
	d.Superseded = r.superseded(under, d.Address)
	for _, note := range under.notes {
		d.Notes = append(d.Notes, r.note(note))
	}
	d.Urgencies = r.choices(under)
	if len(d.Urgencies) == 0 && len(under.noUrgency) > 0 {
		t.Fault("", "no urgency would be left to choose from", "keep one, or add another")
	}
	d.Questions = merge(r.core, r.questionsOf(under.questions, registry{}))
	d.Questions = slices.DeleteFunc(d.Questions, func(q Question) bool { return slices.Contains(under.noQuestion, q.ID) })
	return d
}

// choices are the urgencies of a destination: the shared ones and then its own, of which one with the words of a shared one
// takes that one's place.
func (r *resolver) choices(under under) []Urgency {
	all := slices.Clone(r.urgencies)
	for _, own := range r.urgenciesOf(under.urgencies) {
		i := slices.IndexFunc(all, func(u Urgency) bool { return u.Words() == own.Words() })
		if i < 0 {
			all = append(all, own)
		} else {
			all[i] = own
		}
	}
	return slices.DeleteFunc(all, func(u Urgency) bool { return slices.Contains(under.noUrgency, u.Words().String()) })
}

// superseded reads the addresses that a destination had before; one that is only a text has no source.
func (r *resolver) superseded(under under, current policy.Address) []Superseded {
	var all []Superseded
	if !under.former.IsZero() {
		all = append(all, Superseded{Address: under.former})
	}
	for _, old := range under.superseded {
		s := Superseded{Address: old.RequiredAddress("address"), Source: r.cited(old)}
		if !s.Address.IsZero() && s.Address.Same(current) {
			old.Fault("address", "the address is the one that the destination has now", "remove it here or correct the other")
		}
		old.Unknown()
		all = append(all, s)
	}
	return all
}

func (r *resolver) gpArea(t *tables.Table) *GPArea {
	if t == nil {
		return nil
	}
	defer t.Unknown()
	area := &GPArea{Commissioners: t.Lines("commissioners"), Source: r.requiredSource(t)}
	if len(area.Commissioners) == 0 {
		t.Fault("", "no commissioners", `name the codes of the GP practices' commissioners, as commissioners = ["14Y"]`)
	}
	return area
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
	return &Verified{On: t.RequiredDay("on", r.lastDay(t, "on")), By: t.Required("by"), Address: t.Address("address")}
}

// note reads a protocol note: nothing is told to a referrer without saying whose word it is.
func (r *resolver) note(t *tables.Table) Note {
	defer t.Unknown()
	return Note{Text: t.Required("text"), Source: r.requiredSource(t)}
}

func (r *resolver) withdrawnService(t *tables.Table) Withdrawn {
	defer t.Unknown()
	return Withdrawn{
		Address: t.RequiredAddress("address"),
		Name:    t.Required("name"),
		Now:     t.Required("now"),
		Source:  r.requiredSource(t),
	}
}

// noLongerHere are the addresses of the destinations that a file withdraws, those of the past with them: unless another
// destination has such an address now, nothing that is sent there may look as if the directory still vouched for it.
func (r *resolver) noLongerHere(dir *Directory) []Withdrawn {
	var all []Withdrawn
	for _, t := range r.noDestination {
		addresses := []policy.Address{t.Address("address")}
		for _, old := range r.under(t).superseded {
			addresses = append(addresses, old.Address("address"))
		}
		for _, a := range addresses {
			if !slices.ContainsFunc(dir.Destinations, func(d Destination) bool { return d.Address.Same(a) }) {
				all = append(all, Withdrawn{Address: a, Name: t.Line("name")})
			}
		}
	}
	return all
}

func (r *resolver) contact(t *tables.Table) Contact {
	defer t.Unknown()
	c := Contact{
		ID:      r.id(r.ids, t),
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
	if _, defined := r.defined[id.String()]; !id.IsEmpty() && !defined {
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
