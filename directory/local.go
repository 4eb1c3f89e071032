package directory

import (
	"fmt"
	"slices"
	"strings"

	"referraldesk/policy"
)

// Local says how the practice's own file changed a destination or a contact. The zero Local: not at all.
type Local struct {
	Added   bool     // the embedded directory does not have it
	Changed []string // the fields that differ from the embedded directory, in the order of the schema
}

// Words say it for the desk: "added here", "changed here: address, form", and "" where nothing differs.
func (l Local) Words() string {
	switch {
	case l.Added:
		return "added here"
	case len(l.Changed) > 0:
		return "changed here: " + strings.Join(l.Changed, ", ")
	}
	return ""
}

// Difference is one value that only one of two directories has.
type Difference struct {
	Added bool   // whether the second one has it, or the first one
	Of    string // whose it is: `destination mkuh-bus`, "every destination"
	Field string // as in the schema: "address"
	Value string
}

// String is the difference as a line: "+ destination mkuh-bus, address: new@nhs.net".
func (d Difference) String() string {
	sign := "-"
	if d.Added {
		sign = "+"
	}
	return fmt.Sprintf("%s %s, %s: %s", sign, d.Of, d.Field, d.Value)
}

// Differences are what one has to take away from a directory and to add to it to make it another one. Only what stands in the
// schema counts: not the order of entries.
func Differences(from, to *Directory) []Difference {
	var all []Difference
	before, after := entriesOf(from), entriesOf(to)
	for _, e := range before {
		all = append(all, e.differences(entryCalled(after, e.of))...)
	}
	for _, e := range after {
		if !slices.ContainsFunc(before, func(b shownEntry) bool { return b.of == e.of }) {
			all = append(all, shownEntry{of: e.of}.differences(e)...)
		}
	}
	return all
}

// shownEntry is a part of a directory, field by field, as people read it.
type shownEntry struct {
	of     string
	fields []Field
}

// Field is a field as people read it, with its values: none where nothing is given, several where it is a list.
type Field struct {
	Name   string // as in the schema: "address"
	Values []string
}

// Fields are all fields of a destination, in the order of the schema, with every urgency and question that it has.
func (d Destination) Fields() []Field { return new(Directory).shownDestination(d).fields }

// Fields are all fields of a contact, in the order of the schema.
func (c Contact) Fields() []Field { return shownContact(c).fields }

func entryCalled(all []shownEntry, of string) shownEntry {
	if i := slices.IndexFunc(all, func(e shownEntry) bool { return e.of == of }); i >= 0 {
		return all[i]
	}
	return shownEntry{of: of}
}

func (e shownEntry) values(field string) []string {
	if i := slices.IndexFunc(e.fields, func(f Field) bool { return f.Name == field }); i >= 0 {
		return e.fields[i].Values
	}
	return nil
}

// differences are those between e and a later state of it, field by field.
func (e shownEntry) differences(later shownEntry) []Difference {
	fields := e.fields
	if len(fields) == 0 {
		fields = later.fields
	}
	var all []Difference
	for _, f := range fields {
		before, after := e.values(f.Name), later.values(f.Name)
		all = append(all, missing(before, after, Difference{false, e.of, f.Name, ""})...)
		all = append(all, missing(after, before, Difference{true, e.of, f.Name, ""})...)
	}
	return all
}

// missing are the values that the other list has not, each as often as it lacks there.
func missing(values, other []string, as Difference) []Difference {
	rest := slices.Clone(other)
	var all []Difference
	for _, v := range values {
		if i := slices.Index(rest, v); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
			continue
		}
		as.Value = v
		all = append(all, as)
	}
	return all
}

// mark notes in every destination and contact how it differs from the embedded directory.
func (d *Directory) mark(embedded *Directory) {
	before := entriesOf(embedded)
	for i := range d.Destinations {
		x := &d.Destinations[i]
		x.Local = localOf(before, d.shownDestination(*x))
	}
	for i := range d.Contacts {
		x := &d.Contacts[i]
		x.Local = localOf(before, shownContact(*x))
	}
}

// localOf leaves out what is said in words of its own beside an address: who verified it, and which one it replaces.
func localOf(before []shownEntry, now shownEntry) Local {
	was := entryCalled(before, now.of)
	if len(was.fields) == 0 {
		return Local{Added: true}
	}
	var l Local
	for _, d := range was.differences(now) {
		said := d.Field == "verified" || d.Field == "superseded" && slices.Contains(l.Changed, "address")
		if !said && !slices.Contains(l.Changed, d.Field) {
			l.Changed = append(l.Changed, d.Field)
		}
	}
	return l
}

func entriesOf(d *Directory) []shownEntry {
	all := []shownEntry{{"every destination", []Field{{"urgency", urgencyWords(d.urgencies)}, {"question", questionWords(d.questions)}}}}
	for _, s := range d.Sources {
		all = append(all, shownSource(s))
	}
	for _, x := range d.Destinations {
		all = append(all, d.shownDestination(x))
	}
	for _, w := range d.Withdrawn {
		all = append(all, shownEntry{"withdrawn " + w.Address.String(), []Field{
			one("name", w.Name.String()), one("now", w.Now.String()), one("source", string(w.Source))}})
	}
	for _, c := range d.Contacts {
		all = append(all, shownContact(c))
	}
	return all
}

// one is a field with one value, or none where it is empty.
func one(name, value string) Field {
	if value == "" {
		return Field{Name: name}
	}
	return Field{name, []string{value}}
}

func yes(name string, holds bool) Field {
	if holds {
		return one(name, "true")
	}
	return one(name, "")
}

func shownSource(s Source) shownEntry {
	return shownEntry{"source " + string(s.ID), []Field{one("title", s.Title.String()), one("url", s.URL.String()),
		one("published", s.Published.String()), one("read", s.Read.String())}}
}

func shownContact(c Contact) shownEntry {
	return shownEntry{"contact " + c.ID, []Field{one("name", c.Name.String()), one("address", c.Address.String()),
		one("phone", c.Phone.String()), one("url", c.URL.String()), one("for", c.For.String()), one("source", string(c.Source))}}
}

// shownDestination is a destination with the urgencies and questions that are not those of every destination.
func (d *Directory) shownDestination(x Destination) shownEntry {
	fields := []Field{
		one("name", x.Name.String()), {"aliases", nil}, one("trust", x.Trust.String()), one("address", x.Address.String()),
		yes("egress", x.Egress), yes("urgent", x.Urgent), one("gp_area", x.GPArea.words()), {"superseded", nil}, one("form", x.Form.words()),
		one("phone", x.Phone.String()), one("hours", x.Hours.String()), one("verified", x.verifiedWords()), {"note", nil},
		{"urgency", beside(urgencyWords(d.urgencies), urgencyWords(x.Urgencies))},
		{"question", beside(questionWords(d.questions), questionWords(x.Questions))},
	}
	for _, a := range x.Aliases {
		add(fields, "aliases", a.String())
	}
	for _, s := range x.Superseded {
		add(fields, "superseded", cited(s.Address.String(), s.Source))
	}
	for _, n := range x.Notes {
		add(fields, "note", cited(n.Text.String(), n.Source))
	}
	return shownEntry{"destination " + x.ID, fields}
}

func add(fields []Field, name, value string) {
	i := slices.IndexFunc(fields, func(f Field) bool { return f.Name == name })
	fields[i].Values = append(fields[i].Values, value)
}

// beside are the words of a destination that differ from the shared ones, and what of the shared ones it has not.
func beside(shared, own []string) []string {
	var all []string
	for _, s := range shared {
		if !slices.Contains(own, s) {
			all = append(all, "not here: "+s)
		}
	}
	for _, o := range own {
		if !slices.Contains(shared, o) {
			all = append(all, o)
		}
	}
	return all
}

func cited(words string, source policy.SourceID) string {
	if source == "" {
		return words
	}
	return words + " (" + string(source) + ")"
}

func (f *Form) words() string {
	if f == nil {
		return ""
	}
	return joined(f.Name.String(), f.Version.String(), f.Where.String())
}

func (a *GPArea) words() string {
	if a == nil {
		return ""
	}
	var codes []string
	for _, c := range a.Commissioners {
		codes = append(codes, c.String())
	}
	return cited(joined(codes...), a.Source)
}

func (d Destination) verifiedWords() string {
	if d.Verified == nil {
		return ""
	}
	return "on " + d.Verified.On.String() + " by " + d.Verified.By.String()
}

func joined(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), ", ")
}

func urgencyWords(all []Urgency) []string {
	var words []string
	for _, u := range all {
		w := u.Words().String()
		if u.PhoneFirst {
			w += ", phoned first"
		}
		words = append(words, cited(w, u.Source))
	}
	return words
}

func questionWords(all []Question) []string {
	var words []string
	for _, q := range all {
		w := []string{q.ID, q.Section.String(), q.Label.String(), string(q.Kind), q.Unit.String(), string(q.Need), q.Help.String()}
		for _, c := range q.Choices {
			w = append(w, c.String())
		}
		words = append(words, cited(joined(w...), q.Source))
	}
	return words
}
