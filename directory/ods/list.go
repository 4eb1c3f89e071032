package ods

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"referraldesk/policy/text"
)

// The columns of a list without a header, counted from 0, and how many there are.
const (
	colCode         = 0
	colName         = 1
	colAddress      = 4 // the first of five lines
	colPostcode     = 9
	colStatus       = 12
	colCommissioner = 14
	colPhone        = 17
	colPrescribing  = 25
	columns         = 27

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

// Skipped is a line that was left out.
type Skipped struct {
	Line   int // counted from 1
	Reason string
}

// Read takes the organisations of a list without a header and with 27 columns, such as epraccur.csv. A line that is no
// organisation is left out and reported. The error is the reader's own; what came before it is given back with it.
func Read(r io.Reader) ([]Organisation, []Skipped, error) {
	in := csv.NewReader(withoutMark(r))
	in.FieldsPerRecord = -1
	in.ReuseRecord = true
	in.LazyQuotes = true // a stray quote in a name must not swallow the rest of the list
	var all []Organisation
	var skipped []Skipped
	for {
		record, err := in.Read()
		if err == io.EOF {
			return all, skipped, nil
		}
		if parse, ok := errors.AsType[*csv.ParseError](err); ok {
			skipped = append(skipped, Skipped{parse.StartLine, text.Line(parse.Err.Error()).String()})
			continue
		}
		if err != nil {
			return all, skipped, fmt.Errorf("the list can't be read to its end: %w", err)
		}
		line, _ := in.FieldPos(0)
		o, err := organisation(record)
		if err != nil {
			skipped = append(skipped, Skipped{line, err.Error()})
			continue
		}
		all = append(all, o)
	}
}

// withoutMark drops the byte order mark that spreadsheets put before a list.
func withoutMark(r io.Reader) io.Reader {
	const mark = "\ufeff"
	b := bufio.NewReader(r)
	if start, err := b.Peek(len(mark)); err == nil && string(start) == mark {
		_, _ = b.Discard(len(mark)) // can't fail: it was just peeked at
	}
	return b
}

func organisation(record []string) (Organisation, error) {
	if len(record) != columns {
		return Organisation{}, fmt.Errorf("%d columns instead of %d", len(record), columns)
	}
	code, err := ParseCode(record[colCode])
	if err != nil {
		return Organisation{}, err
	}
	o := Organisation{
		Code:         code,
		Name:         text.Line(record[colName]),
		Postcode:     text.Line(record[colPostcode]),
		Phone:        text.Line(record[colPhone]),
		Commissioner: text.Line(record[colCommissioner]),
		Prescribing:  text.Line(record[colPrescribing]),
	}
	if o.Name.IsEmpty() {
		return Organisation{}, errors.New("no name")
	}
	if o.Status, err = parseStatus(record[colStatus]); err != nil {
		return Organisation{}, err
	}
	for _, line := range record[colAddress : colAddress+addressLines] {
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
