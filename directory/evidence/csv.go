package evidence

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

var errTooManyRows = refusal{fmt.Sprintf("has more than %d rows", maxRows), "make sure that it is the DCB1596 list"}

// readCSV reads the rows of a CSV file that have anything in them. A quote that is never closed is refused, not guessed at:
// it would swallow rows.
func readCSV(data []byte) ([]row, error) {
	data, err := decode(data)
	if err != nil {
		return nil, err
	}
	if bytes.Count(data, []byte(",")) > maxCommas {
		return nil, refusal{fmt.Sprintf("has more than %d commas", maxCommas), "make sure that it is the DCB1596 list"}
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1 // titles above the heading and notes below the list are shorter
	var rows []row
	for {
		cells, err := r.Read()
		switch {
		case err == io.EOF:
			return rows, nil
		case err != nil:
			return nil, malformed(err)
		}
		line, _ := r.FieldPos(0)
		cells = cells[:min(len(cells), maxColumns)]
		for i, c := range cells {
			cells[i] = strings.TrimSpace(c)
		}
		if isBlank(cells) {
			continue
		}
		if len(rows) == maxRows {
			return nil, errTooManyRows
		}
		rows = append(rows, row{line, cells})
	}
}

// decode gives the text of a CSV file as UTF-8. A byte order mark says which encoding it is; without one, bytes that are not
// UTF-8 are the Windows-1252 of older versions of Excel.
func decode(data []byte) ([]byte, error) {
	var unmarked transform.Transformer = charmap.Windows1252.NewDecoder()
	if utf8.Valid(data) {
		unmarked = transform.Nop
	}
	decoded, _, err := transform.Bytes(unicode.BOMOverride(unmarked), data)
	if err != nil || bytes.IndexByte(decoded, 0) >= 0 {
		return nil, refusal{"is neither an .xlsx workbook nor a CSV file", "open it in Excel and save it as CSV"}
	}
	return decoded, nil
}

func malformed(err error) error {
	at := ""
	if on, ok := errors.AsType[*csv.ParseError](err); ok {
		at, err = fmt.Sprintf(" on line %d", on.Line), on.Err
	}
	return refusal{fmt.Sprintf("is not a whole CSV file (%v%s)", err, at), "open it in Excel and save it as CSV again"}
}
