package evidence

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"time"

	"referraldesk/policy"
)

// This reader takes from a workbook (ECMA-376, part 1) what a list needs: the text of the cells of every sheet, and the day on
// which it was saved. It is our own because the limits of the library at hand, excelize, bound how large a workbook unpacks,
// not what is made of it: one row of cells that all point at one long shared string turns 2 kB of file into gigabytes. Here
// each part is read whole, so that its checksum is verified, and then cell by cell on a budget of bytes; cells share their
// strings. The tests hold what it reads to what excelize reads.

const (
	maxSheets  = 64
	maxStrings = 100_000
	maxShared  = 1 << 10   // bytes of a shared string; no domain is as long, so what lies beyond is of no use
	maxElement = 256 << 10 // bytes of XML of one row or shared string, and of all that stands between two of them
)

const nextCSV = "save the sheet with the list as CSV"

// sheet is one sheet of a workbook. A CSV file is a sheet without a name.
type sheet struct {
	name string
	rows []row
}

type workbook struct {
	parts    map[string]*zip.File // by name, in lower case
	unpacked uint64               // bytes read so far
	shared   []string             // the strings that cells point at
	rows     int                  // with anything in them, over all sheets
	sheets   []sheet
	modified policy.Day
}

// The parts of a workbook, as far as they are read.
type (
	xmlSheets struct {
		XMLName xml.Name `xml:"workbook"`
		Sheets  []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"` // of the relationship that leads to its part
		} `xml:"sheets>sheet"`
	}
	xmlRelationships struct {
		Relationships []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	xmlCore struct {
		Modified string `xml:"modified"`
	}
	// xmlString is a string, whole or in runs of different looks. A phonetic reading beside it is no part of it.
	xmlString struct {
		Text string `xml:"t"`
		Runs []struct {
			Text string `xml:"t"`
		} `xml:"r"`
	}
	xmlRow struct {
		Number int       `xml:"r,attr"` // 0 where it is just the next
		Cells  []xmlCell `xml:"c"`
	}
	xmlCell struct {
		Ref    string    `xml:"r,attr"` // such as C4; "" where it is just the next
		Type   string    `xml:"t,attr"`
		Value  string    `xml:"v"`
		Inline xmlString `xml:"is"`
	}
)

func (s xmlString) String() string {
	if len(s.Runs) == 0 {
		return s.Text
	}
	var b strings.Builder
	b.WriteString(s.Text)
	for _, run := range s.Runs {
		b.WriteString(run.Text)
	}
	return b.String()
}

// damaged is what to tell of a part that can't be read, unless it was refused for a reason of its own.
func damaged(part string, err error) error {
	if refused, ok := errors.AsType[refusal](err); ok {
		return refused
	}
	return refusal{fmt.Sprintf("is a damaged or cut-off workbook (%s: %v)", part, err),
		"download it again, or open it in Excel and save it as CSV"}
}

// readWorkbook reads every sheet of an .xlsx file.
func readWorkbook(data []byte) (*workbook, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged("zip", err)
	}
	b := &workbook{parts: make(map[string]*zip.File, len(archive.File))}
	for _, f := range archive.File {
		name := strings.ToLower(f.Name)
		if b.parts[name] != nil {
			return nil, damaged("zip", errors.New("a part is there twice"))
		}
		b.parts[name] = f
	}
	if b.parts[rootLinks] == nil {
		return nil, refusal{"is a zip file, but not an .xlsx workbook", "open it in Excel and save it as CSV"}
	}
	links, err := b.links(rootLinks)
	if err != nil {
		return nil, err
	}
	for _, l := range links {
		switch l.kind {
		case "officeDocument":
			err = b.readSheets(l.part)
		case "core-properties":
			err = b.readModified(l.part)
		}
		if err != nil {
			return nil, err
		}
	}
	return b, nil
}

// rootLinks is where every workbook begins: it leads to the part that lists the sheets.
const rootLinks = "_rels/.rels"

// link is a relationship: what kind of part it leads to, and which.
type link struct{ id, kind, part string }

// links reads the relationships that stand in a part.
func (b *workbook) links(part string) ([]link, error) {
	var x xmlRelationships
	if err := b.decodePart(part, &x); err != nil {
		return nil, err
	}
	var links []link
	for _, r := range x.Relationships {
		target := strings.ToLower(r.Target)
		if !strings.HasPrefix(target, "/") {
			target = path.Join(path.Dir(path.Dir(part)), target)
		}
		links = append(links, link{r.ID, path.Base(r.Type), strings.TrimPrefix(target, "/")})
	}
	return links, nil
}

// readSheets reads the sheets that a part lists, in its order, with the strings that their cells point at.
func (b *workbook) readSheets(part string) error {
	var listed xmlSheets
	if err := b.decodePart(part, &listed); err != nil {
		return err
	}
	if len(listed.Sheets) > maxSheets {
		return refusal{fmt.Sprintf("has more than %d sheets", maxSheets), nextCSV}
	}
	links, err := b.links(path.Join(path.Dir(part), "_rels", path.Base(part)+".rels"))
	if err != nil {
		return err
	}
	worksheets := make(map[string]string)
	for _, l := range links {
		switch l.kind {
		case "worksheet":
			worksheets[l.id] = l.part
		case "sharedStrings":
			if err := b.readShared(l.part); err != nil {
				return err
			}
		}
	}
	for _, s := range listed.Sheets {
		target, found := worksheets[s.ID]
		if !found {
			continue // a chart or a macro sheet
		}
		rows, err := b.readRows(target)
		if err != nil {
			return err
		}
		b.sheets = append(b.sheets, sheet{s.Name, rows})
	}
	return nil
}

// readModified notes when the workbook was last saved; a workbook need not say.
func (b *workbook) readModified(part string) error {
	var core xmlCore
	if err := b.decodePart(part, &core); err != nil {
		return err
	}
	if t, err := time.Parse(time.RFC3339, strings.TrimSpace(core.Modified)); err == nil {
		b.modified = policy.DayOf(t)
	}
	return nil
}

func (b *workbook) readShared(part string) error {
	return b.each(part, "si", func(d *xml.Decoder, start *xml.StartElement) error {
		var s xmlString
		if err := d.DecodeElement(&s, start); err != nil {
			return err
		}
		if len(b.shared) == maxStrings {
			return refusal{fmt.Sprintf("has more than %d different texts", maxStrings), nextCSV}
		}
		trimmed := strings.TrimSpace(s.String())
		b.shared = append(b.shared, trimmed[:min(len(trimmed), maxShared)])
		return nil
	})
}

func (b *workbook) readRows(part string) (rows []row, err error) {
	number := 0
	err = b.each(part, "row", func(d *xml.Decoder, start *xml.StartElement) error {
		var x xmlRow
		if err := d.DecodeElement(&x, start); err != nil {
			return err
		}
		number++
		if x.Number > 0 {
			number = x.Number
		}
		cells, err := b.cells(x.Cells)
		if err != nil || isBlank(cells) {
			return err
		}
		if b.rows++; b.rows > maxRows {
			return errTooManyRows
		}
		rows = append(rows, row{number, cells})
		return nil
	})
	return rows, err
}

// cells puts the texts of a row into their columns.
func (b *workbook) cells(cells []xmlCell) ([]string, error) {
	var texts []string
	column := -1
	for _, c := range cells {
		column++
		if c.Ref != "" {
			column = columnOf(c.Ref)
		}
		if column >= maxColumns {
			continue
		}
		value, err := b.text(c)
		if err != nil {
			return nil, err
		}
		for len(texts) <= column {
			texts = append(texts, "")
		}
		texts[column] = value
	}
	return texts, nil
}

// columnOf is the column of a reference such as C4, counted from 0; maxColumns where it lies beyond those that are read.
func columnOf(ref string) int {
	column := 0
	for i := 0; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		column = min(column*26+int(ref[i]-'A')+1, maxColumns+1)
	}
	return max(column-1, 0)
}

// text is what a cell says, without white space at its ends. Numbers and truth values are given as they are stored: no domain is one.
func (b *workbook) text(c xmlCell) (string, error) {
	switch c.Type {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(c.Value))
		if err != nil || i < 0 || i >= len(b.shared) {
			return "", errors.New("a cell points at a string that is not there")
		}
		return b.shared[i], nil
	case "inlineStr":
		return strings.TrimSpace(c.Inline.String()), nil
	}
	return strings.TrimSpace(c.Value), nil
}

// decodePart reads a small part into v.
func (b *workbook) decodePart(part string, v any) error {
	data, err := b.unpack(part)
	if err != nil {
		return err
	}
	if err := xml.NewDecoder(&metered{data: data, left: maxElement}).Decode(v); err != nil {
		return damaged(part, err)
	}
	return nil
}

// each calls visit for every element of a name in a part, and reads the part to its end.
func (b *workbook) each(part, name string, visit func(*xml.Decoder, *xml.StartElement) error) error {
	data, err := b.unpack(part)
	if err != nil {
		return err
	}
	in := &metered{data: data, left: maxElement}
	d := xml.NewDecoder(in)
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == name {
			in.left = maxElement
			err = visit(d, &start)
			in.left = maxElement
		}
		if err != nil {
			return damaged(part, err)
		}
	}
}

// unpack gives a part whole, its checksum verified. What a part claims to unpack to is believed only as an upper bound, which
// archive/zip holds it to.
func (b *workbook) unpack(part string) ([]byte, error) {
	f := b.parts[part]
	if f == nil {
		return nil, damaged(part, errors.New("missing"))
	}
	if b.unpacked += min(f.UncompressedSize64, maxUnpacked+1); b.unpacked > maxUnpacked {
		return nil, refusal{fmt.Sprintf("unpacks to more than %d MB", maxUnpacked>>20), nextCSV}
	}
	in, err := f.Open()
	if err != nil {
		return nil, damaged(part, err)
	}
	defer in.Close()
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, damaged(part, err)
	}
	return data, nil
}

// metered hands out bytes as long as the budget lasts. It is an io.ByteReader so that the XML decoder takes no more than it needs.
type metered struct {
	data []byte
	left int
}

func (m *metered) ReadByte() (byte, error) {
	switch {
	case len(m.data) == 0:
		return 0, io.EOF
	case m.left == 0:
		return 0, refusal{fmt.Sprintf("has a row or a text of more than %d kB", maxElement>>10), nextCSV}
	}
	c := m.data[0]
	m.data, m.left = m.data[1:], m.left-1
	return c, nil
}

func (m *metered) Read(p []byte) (n int, err error) {
	for n < len(p) && err == nil {
		if p[n], err = m.ReadByte(); err == nil {
			n++
		}
	}
	return n, err
}
