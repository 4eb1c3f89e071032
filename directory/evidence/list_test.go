package evidence

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"

	"referraldesk/policy"
)

var update = flag.Bool("update", false, "write the golden files")

const heading = "Organisation,System type,Domain,Data processed outside the UK,DMARC,SPF,DKIM,TLS 1.2\n"

// anyFile puts data into a file of that name.
func anyFile(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// workbookOf saves sheets of rows as Excel would.
func workbookOf(t testing.TB, modified string, sheets map[string][][]string) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for name, rows := range sheets {
		if _, err := book.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, cells := range rows {
			if err := book.SetSheetRow(name, fmt.Sprintf("A%d", i+1), &cells); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := book.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	if err := book.SetDocProps(&excelize.DocProperties{Modified: modified}); err != nil {
		t.Fatal(err)
	}
	var saved bytes.Buffer
	if err := book.Write(&saved); err != nil {
		t.Fatal(err)
	}
	return saved.Bytes()
}

// cellsOf are the records of testdata/list.csv, blank ones too, as a spreadsheet shows them.
func cellsOf(t testing.TB) [][]string {
	t.Helper()
	data, err := os.ReadFile("testdata/list.csv")
	if err != nil {
		t.Fatal(err)
	}
	if data, err = decode(data); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// officialSize is a list as long as the official one, of invented domains.
func officialSize() [][]string {
	rows := [][]string{strings.Split(strings.TrimSpace(heading), ",")}
	for i := range 268 {
		rows = append(rows, []string{fmt.Sprintf("Invented Trust, number %d", i), "Microsoft 365",
			fmt.Sprintf("trust-%d.example.nhs.uk", i), "No", "Yes", "Yes", "Yes", "Yes"})
	}
	return rows
}

func csvOf(t testing.TB, rows [][]string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func describe(l List) string {
	var b strings.Builder
	fmt.Fprintf(&b, "from %s, saved on %q\n", l.Name, l.Modified)
	for _, d := range l.Domains {
		fmt.Fprintf(&b, "taken  %s\n", d)
	}
	for _, left := range l.Left {
		fmt.Fprintf(&b, "left   row %d %s\n", left.Row, left.Reason)
	}
	return b.String()
}

func TestOfficialListIsReadAndEveryRowLeftOutIsNamed(t *testing.T) {
	list, err := ReadList("testdata/list.csv")
	if err != nil {
		t.Fatal(err)
	}
	golden := "testdata/list.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(describe(list)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got := describe(list); got != string(want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestWorkbookGivesTheDomainsOfTheSameListAsCSV(t *testing.T) {
	fromCSV, err := ReadList("testdata/list.csv")
	if err != nil {
		t.Fatal(err)
	}
	book := workbookOf(t, "2025-05-22T09:30:00Z", map[string][][]string{"Accredited": cellsOf(t)})
	list, err := ReadList(anyFile(t, "list.xlsx", book))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(list.Domains, fromCSV.Domains) || !slices.Equal(list.Left, fromCSV.Left) {
		t.Errorf("workbook:\n%s\nCSV:\n%s", describe(list), describe(fromCSV))
	}
	if want := policy.NewDay(2025, 5, 22); list.Modified != want {
		t.Errorf("modified %v, want %v", list.Modified, want)
	}
}

func TestFileIsToldByItsContentAndNotByItsName(t *testing.T) {
	rows := officialSize()
	asCSV, asBook := csvOf(t, rows), workbookOf(t, "2025-05-22T09:30:00Z", map[string][][]string{"List": rows})
	for name, data := range map[string][]byte{"list.xlsx": asCSV, "list.csv": asBook, "list": asBook} {
		list, err := ReadList(anyFile(t, name, data))
		if err != nil || len(list.Domains) != 268 || len(list.Left) != 0 {
			t.Errorf("%s: %d domains, %v left out, error %v", name, len(list.Domains), list.Left, err)
		}
		if isBook := bytes.Equal(data, asBook); isBook == list.Modified.IsZero() {
			t.Errorf("%s: saved on %q", name, list.Modified)
		}
	}
}

func TestEncodingOfACSVFileMakesNoDifference(t *testing.T) {
	plain := heading + "Café Croft,Other,cafecroft.nhs.uk,No,Yes,Yes,Yes,Yes\n"
	encoded := func(e encoding.Encoding) []byte {
		data, err := e.NewEncoder().Bytes([]byte(plain))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for name, data := range map[string][]byte{
		"UTF-8":                     []byte(plain),
		"UTF-8 with a mark":         append([]byte("\xef\xbb\xbf"), plain...),
		"UTF-16 little endian":      encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)),
		"UTF-16 big endian":         encoded(unicode.UTF16(unicode.BigEndian, unicode.UseBOM)),
		"Windows-1252":              bytes.ReplaceAll([]byte(plain), []byte("é"), []byte{0xe9}),
		"a byte of no encoding":     bytes.ReplaceAll([]byte(plain), []byte("é"), []byte{0x81}),
		"UTF-8 broken by old bytes": append([]byte("\xef\xbb\xbf"), bytes.ReplaceAll([]byte(plain), []byte("é"), []byte{0xe9})...),
	} {
		list, err := parseList(data)
		if err != nil || !slices.Equal(list.Domains, []string{"cafecroft.nhs.uk"}) {
			t.Errorf("%s: %v, error %v", name, list.Domains, err)
		}
	}
}

func TestColumnOfDomainsIsFoundByItsHeading(t *testing.T) {
	for _, called := range []string{"Domain", "domains", "DOMAIN ", "Email domain", "E-mail Domain(s)", "Domain name", `"Email
domain"`} {
		list, err := parseList([]byte("Title\n\nName," + called + ",Website domain policy\nA,a.nhs.uk,b.nhs.uk\n"))
		if err != nil || !slices.Equal(list.Domains, []string{"a.nhs.uk"}) {
			t.Errorf("%q: %v, error %v", called, list.Domains, err)
		}
	}
}

func TestTitleOrNoteThatSaysDomainIsNotTakenForTheHeading(t *testing.T) {
	for _, content := range []string{
		"Domains\n\nOrganisation,Domain\nA,a.nhs.uk\n",
		"Organisation,Domain\nA,a.nhs.uk\n,Domain\n",
	} {
		list, err := parseList([]byte(content))
		if err != nil || !slices.Equal(list.Domains, []string{"a.nhs.uk"}) {
			t.Errorf("%q: %v, error %v", content, list.Domains, err)
		}
	}
}

func TestRowThatIsNotExactlyOneDomainIsLeftOutWithTheReason(t *testing.T) {
	for _, c := range []struct{ cell, reason string }{
		{"", "has no domain"},
		{"*.nhs.uk", "has a wildcard: only an exact domain counts"},
		{"a@b.nhs.uk", "has an address, or part of one, in place of a domain"},
		{"@b.nhs.uk", "has an address, or part of one, in place of a domain"},
		{`"a.nhs.uk, b.nhs.uk"`, "is more than one domain"},
		{"https://a.nhs.uk", "is more than one domain"},
		{"localhost", "has no dot in its domain (character 1)"},
		{"a..nhs.uk", "has two dots in a row (character 3)"},
		{".a.nhs.uk", "starts with a dot"},
		{"a.nhs.uk.", "ends in a dot (character 9)"},
		{"m\u212auh.nhs.uk", "has a character that is not plain ASCII (U+212A) (character 2)"},
		{"mkuh\u200b.nhs.uk", "has a character that is not plain ASCII (U+200B) (character 5)"},
		{"10.0.0.1", "ends in a number where a domain ends in letters (character 8)"},
	} {
		list, err := parseList([]byte("Name,Domain\nFirst,first.nhs.uk\nSecond," + c.cell + "\n"))
		want := []LeftOut{{3, c.reason}}
		if err != nil || !slices.Equal(list.Domains, []string{"first.nhs.uk"}) || !slices.Equal(list.Left, want) {
			t.Errorf("%q: took %q, left %v, error %v; want left %v", c.cell, list.Domains, list.Left, err, want)
		}
	}
}

func TestListThatCanNotBeTrustedIsRefusedWithTheNextStep(t *testing.T) {
	rows := [][]string{{"Name", "Domain"}, {"A", "a.nhs.uk"}}
	twoSheets := workbookOf(t, "", map[string][][]string{"Accredited": rows, "Ended": rows})
	whole := workbookOf(t, "", map[string][][]string{"Accredited": officialSize()})
	for _, c := range []struct {
		name string
		data []byte
		says string
	}{
		{"empty", nil, "has no column of domains"},
		{"no heading", []byte("Name,Website\nA,a.nhs.uk\n"), "has no column of domains"},
		{"heading below the titles", []byte(strings.Repeat("note\n", maxTitles) + "Name,Domain\nA,a.nhs.uk\n"), "has no column of domains"},
		{"two columns", []byte("Domain,Email domain\na.nhs.uk,b.nhs.uk\n"), "has 2 columns of domains (row 1)"},
		{"no domain", []byte("Name,Domain\nA,none\n"), "has no domain in its column"},
		{"quote never closed", []byte(heading + "\"A,Other,a.nhs.uk\nB,Other,b.nhs.uk\n"), "is not a whole CSV file"},
		{"old Excel", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00"), "is neither an .xlsx workbook nor a CSV file"},
		{"two sheets", twoSheets, "has a column of domains on 2 sheets ("},
		{"cut off", whole[:len(whole)/2], "is a damaged or cut-off workbook"},
		{"one byte changed", flip(whole), "is a damaged or cut-off workbook"},
		{"another zip", zipOf(t, map[string]string{"notes.txt": "Domain"}), "is a zip file, but not an .xlsx workbook"},
		{"a letter", bookOf(t, map[string]string{bookPart: "<document/>"}), "is a damaged or cut-off workbook (xl/workbook.xml: expected element type <workbook>"},
		{"too many rows", []byte(heading + strings.Repeat("a\n", maxRows)), "has more than 10000 rows"},
	} {
		list, err := parseList(c.data)
		if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), ": ") {
			t.Errorf("%s: error %v, want one that says %q and the next step", c.name, err, c.says)
		}
		if len(list.Domains) > 0 {
			t.Errorf("%s: refused, and yet %d domains were handed out", c.name, len(list.Domains))
		}
	}
}

// flip changes one byte in the middle of a workbook, inside a compressed part.
func flip(whole []byte) []byte {
	damaged := slices.Clone(whole)
	damaged[bytes.Index(damaged, []byte("xl/worksheets/sheet"))+200] ^= 0x10
	return damaged
}

func TestWorkbookIsReadAsExcelizeReadsIt(t *testing.T) {
	book := excelize.NewFile()
	defer book.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(book.SetSheetRow("Sheet1", "B3", &[]any{"Organisation", "Domain", 12, 1.5, true, "  spaced  "}))
	must(book.SetCellRichText("Sheet1", "C5", []excelize.RichTextRun{{Text: "rich."}, {Text: "nhs.uk", Font: &excelize.Font{Bold: true}}}))
	must(book.SetCellStr("Sheet1", "C7", "a & b < c \"d\" 'e' é"))
	must(book.SetCellFormula("Sheet1", "D7", "1+1"))
	must(book.SetCellStr("Sheet1", "BL9", "the last column that is read"))
	_, err := book.NewSheet("Inline")
	must(err)
	w, err := book.NewStreamWriter("Inline")
	must(err)
	must(w.SetRow("A2", []any{"inline", nil, "cells"}))
	must(w.Flush())
	var saved bytes.Buffer
	must(book.Write(&saved))

	ours, err := readWorkbook(saved.Bytes())
	must(err)
	theirs, err := excelize.OpenReader(&saved, excelize.Options{RawCellValue: true})
	must(err)
	for _, s := range ours.sheets {
		want, err := theirs.GetRows(s.name)
		must(err)
		got := make([][]string, len(want))
		for _, r := range s.rows {
			got[r.number-1] = r.cells
		}
		for i := range want {
			for c := range want[i] {
				want[i][c] = strings.TrimSpace(want[i][c])
			}
			if !slices.Equal(got[i], want[i]) {
				t.Errorf("%s, row %d: %q, excelize reads %q", s.name, i+1, got[i], want[i])
			}
		}
	}
	if len(ours.sheets) != 2 {
		t.Errorf("%d sheets, want 2", len(ours.sheets))
	}
}

func BenchmarkReadList(b *testing.B) {
	rows := officialSize()
	for name, data := range map[string][]byte{
		"268 rows of CSV":  csvOf(b, rows),
		"268 rows of xlsx": workbookOf(b, "2025-05-22T09:30:00Z", map[string][][]string{"List": rows}),
	} {
		path := anyFile(b, "list", data)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if list, err := ReadList(path); err != nil || len(list.Domains) != 268 {
					b.Fatal(len(list.Domains), err)
				}
			}
		})
	}
}
