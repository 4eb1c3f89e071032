// Package tables reads a TOML file that people write, so that every fault in it can be named in one run, each with its line.
//
// The TOML library's own strict mode stops at the first value of the wrong type. Here the document is read into plain values
// first, and each value is asked for by name and type; what was never asked for is an unknown field. Every string passes the
// cleaner (package text) and every address the parser (package policy) on its way out. The package must never know what a
// file is about: who asks decides that.
package tables

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"referraldesk/policy"
	"referraldesk/policy/text"
)

// MaxBytes is the longest file that is read: some thousand destinations.
const MaxBytes = 4 << 20

// Table is one table of a file. What is wrong with a value goes to the ledger as it is asked for, and the value is then zero.
type Table struct {
	doc    *document
	path   string // "destination[2]", "" for the document
	label  string // how the table is called in a fault: `destination "smh-wet-amd"`, "" for the document
	cells  map[string]any
	ledger *Ledger
	fields []string          // the fields that were asked for, in that order
	lent   map[string]*Table // the fields that a table below lends, each with that table; see [Table.Over]
}

// document is one file as read.
type document struct {
	file   string
	lines  map[string]int
	values map[string]unstable.Range
}

// Parse reads a file of the name given, which faults will carry. A file that is no TOML has its first fault noted in the
// ledger and gives nil.
func Parse(file string, data []byte, ledger *Ledger) *Table {
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // Notepad's byte order mark
	fail := func(line int, what, next string) *Table {
		ledger.Add(Fault{File: file, Line: line, What: what, Next: next})
		return nil
	}
	if len(data) > MaxBytes {
		return fail(1, fmt.Sprintf("the file is longer than %d MB", MaxBytes>>20), "split or shorten it")
	}
	if i := invalidUTF8(data); i >= 0 {
		return fail(bytes.Count(data[:i], []byte("\n"))+1, "the file is not UTF-8", "save it again as UTF-8")
	}
	var cells map[string]any
	if err := toml.Unmarshal(data, &cells); err != nil {
		line := 1
		if at, ok := errors.AsType[*toml.DecodeError](err); ok {
			line, _ = at.Position()
		}
		what := text.Line(strings.TrimPrefix(err.Error(), "toml: ")).String()
		return fail(line, what, `correct the line: one key = "value", text in quotes`)
	}
	index := indexLines(data)
	return &Table{doc: &document{file, index.at, index.values}, cells: cells, ledger: ledger}
}

// invalidUTF8 is the index of the first byte that is no UTF-8, or -1.
func invalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// Has says whether the field is written in the file.
func (t *Table) Has(key string) bool {
	_, ok := t.cells[key]
	return ok
}

// Over is the table laid over another one: a field that is written here stands, and every other one, but for those left out,
// is lent by the table below and keeps its file and line. Neither table changes.
func (t *Table) Over(below *Table, without ...string) *Table {
	laid := *t
	laid.cells, laid.lent, laid.fields = map[string]any{}, map[string]*Table{}, slices.Clone(t.fields)
	for key, cell := range below.cells {
		if !t.Has(key) && !slices.Contains(without, key) {
			laid.cells[key], laid.lent[key] = cell, below.home(key)
		}
	}
	maps.Copy(laid.cells, t.cells)
	maps.Copy(laid.lent, t.lent)
	return &laid
}

// home is the table in whose file a field is written.
func (t *Table) home(key string) *Table {
	if lender := t.lent[key]; lender != nil {
		return lender
	}
	return t
}

// SameFile says whether a field of t, or t itself where the field is "" or not written, stands in the file of another table.
func (t *Table) SameFile(key string, other *Table) bool { return t.home(key).doc == other.doc }

// Place is the file and line of a field, or of the table where the field is "" or not written.
func (t *Table) Place(key string) (file string, line int) {
	at := t.home(key)
	for path := join(at.path, key); path != ""; path = parent(path) {
		if line := at.doc.lines[path]; line > 0 {
			return at.doc.file, line
		}
	}
	return at.doc.file, 1
}

// Span is where the text or day of a field stands, from the first byte to the one behind its last, counted without a byte order
// mark. Where the field is neither, or not written, ok is false.
func (t *Table) Span(key string) (from, to int, ok bool) {
	at := t.home(key)
	r, ok := at.doc.values[join(at.path, key)]
	return int(r.Offset), int(r.Offset + r.Length), ok
}

// Fault notes that something is wrong with a field, or with the table where the field is "".
func (t *Table) Fault(key, what, next string) {
	file, line := t.Place(key)
	if t.label != "" {
		what = t.label + ": " + what
	}
	t.ledger.Add(Fault{File: file, Line: line, What: what, Next: next})
}

// Unknown faults every field that was never asked for: the schema is what was asked.
func (t *Table) Unknown() {
	unknown := []string{}
	for key := range t.cells {
		if !slices.Contains(t.fields, key) {
			unknown = append(unknown, key)
		}
	}
	slices.Sort(unknown)
	for _, key := range unknown {
		t.Fault(key, "unknown field "+quote(key), "remove it, or use one of: "+strings.Join(t.fields, ", "))
	}
}

// Line is a text of one line.
func (t *Table) Line(key string) text.Text {
	s, _ := value[string](t, key, `write it as "text"`)
	return text.Line(s)
}

// Required is a text of one line that must be there and not blank.
func (t *Table) Required(key string) text.Text {
	s := t.Line(key)
	if t.wellTyped(key) && s.IsEmpty() {
		t.Fault(key, "no "+key, "give it one")
	}
	return s
}

// Lines is a list of texts of one line each; blank ones are left out.
func (t *Table) Lines(key string) []text.Text {
	const next = `write it as ["text", "text"]`
	list, _ := value[[]any](t, key, next)
	var texts []text.Text
	for _, element := range list {
		s, ok := element.(string)
		if !ok {
			t.Fault(key, key+" holds something that is no text", next)
			return nil
		}
		if line := text.Line(s); !line.IsEmpty() {
			texts = append(texts, line)
		}
	}
	return texts
}

// Bool is a yes or no; false where it is not written.
func (t *Table) Bool(key string) bool {
	b, _ := value[bool](t, key, "write true or false")
	return b
}

// Int is a whole number from least to most, or the fallback where it is not written.
func (t *Table) Int(key string, least, most, fallback int) int {
	next := fmt.Sprintf("write a number from %d to %d", least, most)
	n, ok := value[int64](t, key, next)
	switch {
	case !ok:
		return fallback
	case n < int64(least) || n > int64(most):
		t.Fault(key, fmt.Sprintf("%s is %d", key, n), next)
		return fallback
	}
	return int(n)
}

// OneOf is one of the words, or "" where it is not written.
func (t *Table) OneOf(key string, words ...string) string {
	s := t.Line(key).String()
	if s != "" && !slices.Contains(words, s) {
		t.Fault(key, key+" "+quote(s)+" is unknown", "write one of: "+strings.Join(words, ", "))
		return ""
	}
	return s
}

// ID is the name by which other tables and commands mean this one: lower-case letters, digits and hyphens. It must be there.
func (t *Table) ID() string {
	id := t.Required("id").String()
	if strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		t.Fault("id", "id "+quote(id)+" holds more than lower-case letters, digits and hyphens", "rename it")
		return ""
	}
	return id
}

// Day is a calendar day, YYYY-MM-DD with or without quotes. A day after today is a fault; the zero today knows none.
func (t *Table) Day(key string, today policy.Day) policy.Day {
	t.ask(key)
	var written string
	switch v := t.cells[key].(type) {
	case nil:
		return policy.Day{}
	case string:
		written = v
	case toml.LocalDate:
		written = v.String()
	}
	day, err := policy.ParseDay(written)
	switch {
	case err != nil:
		t.Fault(key, key+" is not a day of the calendar", "write it as YYYY-MM-DD")
	case !today.IsZero() && day.After(today):
		t.Fault(key, key+" "+day.String()+" lies in the future", "write the day on which it happened")
	}
	return day
}

// Days is a list of calendar days, each YYYY-MM-DD with or without quotes.
func (t *Table) Days(key string) []policy.Day {
	const next = "write it as [2026-12-25, 2026-12-28]"
	list, _ := value[[]any](t, key, next)
	var days []policy.Day
	for _, element := range list {
		day, err := policy.ParseDay(fmt.Sprint(element))
		if err != nil {
			t.Fault(key, key+" holds something that is no day of the calendar", next)
			return nil
		}
		days = append(days, day)
	}
	return days
}

// RequiredDay is a day that must be there.
func (t *Table) RequiredDay(key string, today policy.Day) policy.Day {
	if !t.Has(key) {
		t.Fault("", "no "+key, "give the day, as YYYY-MM-DD")
	}
	return t.Day(key, today)
}

// Address is a mail address.
func (t *Table) Address(key string) policy.Address {
	raw, ok := value[string](t, key, `write it as "name@nhs.net"`)
	if !ok {
		return policy.Address{}
	}
	address, err := policy.ParseAddress(raw)
	if err != nil {
		t.Fault(key, key+" "+quote(raw)+" "+err.Error(), "write the bare address, as name@nhs.net")
	}
	return address
}

// RequiredAddress is a mail address that must be there.
func (t *Table) RequiredAddress(key string) policy.Address {
	if !t.Has(key) {
		t.ask(key)
		t.Fault("", "no "+key, "give it one, as name@nhs.net")
		return policy.Address{}
	}
	return t.Address(key)
}

// Table is the table under a key, or nil where it is not written.
func (t *Table) Table(key string) *Table {
	cells, ok := value[map[string]any](t, key, "write it as { key = \"value\" }")
	if !ok {
		return nil
	}
	return t.child(key, join(t.home(key).path, key), key, cells)
}

// Tables are the tables of an array. Where bare is not "", an element that is only a text stands for a table with that one key.
func (t *Table) Tables(key, bare string) []*Table {
	next := "write it as [[" + key + "]]"
	list, _ := value[[]any](t, key, next)
	var children []*Table
	for i, v := range list {
		if s, ok := v.(string); ok && bare != "" {
			v = map[string]any{bare: s}
		}
		cells, ok := v.(map[string]any)
		if !ok {
			t.Fault(element(key, i), key+" holds something that is no table", next)
			continue
		}
		children = append(children, t.child(key, element(join(t.home(key).path, key), i), called(key, i, cells), cells))
	}
	return children
}

func (t *Table) child(key, path, label string, cells map[string]any) *Table {
	if t.label != "" {
		label = t.label + ": " + label
	}
	return &Table{doc: t.home(key).doc, path: path, label: label, cells: cells, ledger: t.ledger}
}

// called names a table of an array by what tells it from the others: its id where it has one, else its number.
func called(key string, i int, cells map[string]any) string {
	for _, name := range []string{"id", "address"} {
		if s, ok := cells[name].(string); ok && s != "" {
			return key + " " + quote(s)
		}
	}
	return key + " " + strconv.Itoa(i+1)
}

// value is the value of a field where it is written and of type T; of another type it is a fault.
func value[T any](t *Table, key, next string) (T, bool) {
	t.ask(key)
	raw, written := t.cells[key]
	v, ok := raw.(T)
	if written && !ok {
		t.Fault(key, key+" is "+typeName(raw), next)
	}
	return v, ok
}

// wellTyped is false where a field's type has been faulted already.
func (t *Table) wellTyped(key string) bool {
	raw, written := t.cells[key]
	_, ok := raw.(string)
	return ok || !written
}

func (t *Table) ask(key string) {
	if !slices.Contains(t.fields, key) {
		t.fields = append(t.fields, key)
	}
}

// typeName says what a value is, in words for people who write TOML once a year.
func typeName(v any) string {
	switch v.(type) {
	case string:
		return "a text"
	case bool:
		return "true or false"
	case int64:
		return "a number"
	case float64:
		return "a number with a decimal point"
	case map[string]any:
		return "a table"
	case []any:
		return "a list"
	}
	return "a date or time"
}

// quote shows a piece of the file inside a fault: on one line, nothing invisible in it, and not endless.
func quote(s string) string {
	const longest = 80
	if runes := []rune(s); len(runes) > longest {
		s = string(runes[:longest]) + "…"
	}
	return strconv.Quote(s)
}
