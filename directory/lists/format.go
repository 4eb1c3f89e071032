package lists

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"referraldesk/directory"
	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// The columns of a plain list. Name or organisation must be there, the others may be.
const (
	colName         = "name"
	colEmail        = "email"
	colOrganisation = "organisation"
	colAddress      = "address"
	colTown         = "town"
	colPostcode     = "postcode"
	colPhone        = "phone"
	colCode         = "ods_code"
)

func columns() []string {
	return []string{colName, colEmail, colOrganisation, colAddress, colTown, colPostcode, colPhone, colCode}
}

// Template is an empty plain list: its header, with the line end that Excel writes.
func Template() string { return strings.Join(columns(), ",") + "\r\n" }

var errNoList = errors.New("is neither a list of the Organisation Data Service (27 columns without a header) nor a CSV file " +
	"with a header that has name or organisation: referraldesk lists template prints such a header")

// format is how the rows of a list are read.
type format struct {
	entry   func(cells []string) (directory.Listing, error)
	header  bool     // the first row is a header
	ignored []string // what is in it and not read
}

// formatOf tells the format of a list by its first row.
func formatOf(first []string) (format, error) {
	at, ignored := map[string]int{}, []string(nil)
	for i, cell := range first {
		name := columnName(cell)
		_, twice := at[name]
		switch {
		case !slices.Contains(columns(), name):
			ignored = append(ignored, text.Line(cell).String())
		case twice:
			return format{}, fmt.Errorf("has two columns %q: remove or rename one", name)
		default:
			at[name] = i
		}
	}
	_, hasName := at[colName]
	_, hasOrganisation := at[colOrganisation]
	switch {
	case hasName || hasOrganisation:
		width := len(first)
		return format{func(cells []string) (directory.Listing, error) { return plainEntry(at, width, cells) }, true, ignored}, nil
	case len(first) == ods.Columns:
		return format{entry: odsEntry}, nil
	}
	return format{}, errNoList
}

// columnName is a cell of a header as it is compared: "ODS code" is ods_code.
func columnName(cell string) string {
	name := strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(text.Line(cell).String()))
	if name == "e_mail" {
		return colEmail
	}
	return name
}

// plainEntry is a row of a plain list, whose columns stand where at says. Cells at its end may be missing.
func plainEntry(at map[string]int, width int, cells []string) (directory.Listing, error) {
	if len(cells) > width {
		return directory.Listing{}, fmt.Errorf("%d columns instead of %d: put quotes around a text with a comma", len(cells), width)
	}
	cell := func(name string) text.Text {
		if i, ok := at[name]; ok && i < len(cells) {
			return text.Line(cells[i])
		}
		return text.Text{}
	}
	e := directory.Listing{Name: cell(colName), Postcode: cell(colPostcode), Reach: cell(colPhone)}
	organisation := cell(colOrganisation)
	if e.Name.IsEmpty() {
		e.Name, organisation = organisation, text.Text{}
	}
	if e.Name.IsEmpty() {
		return e, errors.New("no name")
	}
	e.Detail = joined(organisation, cell(colAddress), cell(colTown))
	if raw := cell(colCode).String(); raw != "" {
		code, err := ods.ParseCode(raw)
		if err != nil {
			return e, err
		}
		e.Code = text.Line(code.String())
	}
	if raw := cell(colEmail).String(); raw != "" {
		address, err := policy.ParseAddress(raw)
		if err != nil {
			return e, fmt.Errorf("the e-mail address %w", err)
		}
		e.Reach = text.Line(address.String())
	}
	return e, nil
}

// odsEntry is a row of a list of the Organisation Data Service.
func odsEntry(cells []string) (directory.Listing, error) {
	o, err := ods.Parse(cells)
	if err != nil {
		return directory.Listing{}, err
	}
	return directory.Listing{
		Code:      text.Line(o.Code.String()),
		Name:      o.Name,
		Detail:    joined(o.Address...),
		Reach:     o.Phone,
		Postcode:  o.Postcode,
		Area:      o.Commissioner,
		Closed:    o.Status == ods.Closed || o.Status == ods.Dormant,
		Preferred: o.IsGPPractice(),
	}, nil
}

func joined(parts ...text.Text) text.Text {
	var filled []string
	for _, p := range parts {
		if !p.IsEmpty() {
			filled = append(filled, p.String())
		}
	}
	return text.Line(strings.Join(filled, ", "))
}
