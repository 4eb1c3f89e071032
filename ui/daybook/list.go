package daybook

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
)

// WriteJSON writes entries as a list of objects, one a line, with the keys of the file: line, id and type, then the fields of the
// type; of an entry of a group's daybook also the site that noted it. What is not known is null.
func WriteJSON(to io.Writer, entries []Entry) error {
	out := []byte("[")
	for i, e := range entries {
		if i > 0 {
			out = append(out, ',')
		}
		out = fmt.Appendf(out, "\n"+`{"line":%d,`, e.Line)
		var err error
		if out, err = appendEvent(out, e.ID, e.Event); err != nil {
			return err
		}
		if _, says := e.Event.(HandedOver); !says && !e.Site.IsZero() {
			out = append(out, `,"site":"`+e.Site.String()+`"`...)
		}
		out = append(out, '}')
	}
	if len(entries) > 0 {
		out = append(out, '\n')
	}
	_, err := to.Write(append(out, "]\n"...))
	return err
}

// WriteCSV writes entries as a table with a column for every field that any type has. A cell is empty where a field is not known
// or not of the type. A cell that a spreadsheet would run as a formula starts with an apostrophe.
func WriteCSV(to io.Writer, entries []Entry) error {
	columns := columns()
	table := csv.NewWriter(to)
	if err := table.Write(columns); err != nil {
		return err
	}
	for _, e := range entries {
		if err := table.Write(row(columns, e)); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}

// columns are line, id and type, and every key of any type of event, each once.
func columns() []string {
	all := []string{"line", "id", "type"}
	for _, k := range kinds() {
		for _, f := range k.fields {
			if !slices.Contains(all, f.key) {
				all = append(all, f.key)
			}
		}
	}
	return all
}

func row(columns []string, e Entry) []string {
	kind, fields := e.Event.wire()
	cells := make([]string, len(columns))
	cells[0], cells[1], cells[2] = fmt.Sprint(e.Line), e.ID.String(), kind
	for _, f := range fields {
		cells[slices.Index(columns, f.key)] = cell(f)
	}
	if at := slices.Index(columns, "site"); cells[at] == "" {
		cells[at] = e.Site.String()
	}
	return cells
}

func cell(f field) string {
	switch value, _ := f.get(); v := value.(type) {
	case nil:
		return ""
	case []string:
		return harmless(strings.Join(v, " "))
	default:
		return harmless(fmt.Sprint(v))
	}
}

// harmless keeps a spreadsheet from running a cell as a formula, full-width signs included.
func harmless(cell string) string {
	if first := []rune(cell); len(first) > 0 && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first[0]) {
		return "'" + cell
	}
	return cell
}
