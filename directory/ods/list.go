package ods

import (
	"errors"
	"fmt"
	"strings"

	"referraldesk/directory/rows"
	"referraldesk/policy/text"
)

// The columns of a list without a header, counted from 0.
const (
	colCode         = 0
	colName         = 1
	colAddress      = 4 // the first of five lines
	colPostcode     = 9
	colStatus       = 12
	colCommissioner = 14
	colPhone        = 17
	colPrescribing  = 25

	addressLines = 5
)

// gpPractice is the prescribing setting of a GP practice.
const gpPractice = "4"

// Status says whether an organisation is at work.
type Status byte

const (
	Active   Status = 'A'
	Closed   Status = 'C'
	Dormant  Status = 'D'
	Proposed Status = 'P'
)

// Organisation is one row of a list.
type Organisation struct {
	Code         Code
	Name         text.Text
	Address      []text.Text // its lines, without the empty ones
	Postcode     text.Text
	Phone        text.Text // empty where the list gives none
	Status       Status
	Commissioner text.Text // its code; empty where the list gives none
	Prescribing  text.Text // the prescribing setting
}

// IsGPPractice says whether the prescribing setting is that of a GP practice.
func (o Organisation) IsGPPractice() bool { return o.Prescribing.String() == gpPractice }

// Columns is how many columns a list has.
const Columns = 27

// Parse takes the organisation in a row of a list without a header and with 27 columns, such as epraccur.csv. The error says
// why the row is none.
func Parse(row []string) (Organisation, error) {
	if len(row) != Columns {
		return Organisation{}, fmt.Errorf("%d columns instead of %d", len(row), Columns)
	}
	if err := rows.RunTogether(row); err != nil {
		return Organisation{}, err
	}
	code, err := ParseCode(row[colCode])
	if err != nil {
		return Organisation{}, err
	}
	o := Organisation{
		Code:         code,
		Name:         text.Line(row[colName]),
		Postcode:     text.Line(row[colPostcode]),
		Phone:        text.Line(row[colPhone]),
		Commissioner: text.Line(row[colCommissioner]),
		Prescribing:  text.Line(row[colPrescribing]),
	}
	if o.Name.IsEmpty() {
		return Organisation{}, errors.New("no name")
	}
	if o.Status, err = parseStatus(row[colStatus]); err != nil {
		return Organisation{}, err
	}
	for _, line := range row[colAddress : colAddress+addressLines] {
		if t := text.Line(line); !t.IsEmpty() {
			o.Address = append(o.Address, t)
		}
	}
	return o, nil
}

func parseStatus(raw string) (Status, error) {
	if s := strings.TrimSpace(raw); len(s) == 1 && strings.Contains("ACDP", s) {
		return Status(s[0]), nil
	}
	return 0, fmt.Errorf("status %q is none of A, C, D and P", text.Line(raw))
}
