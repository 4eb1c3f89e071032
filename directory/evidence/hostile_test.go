package evidence

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The parts of a workbook that is well-formed and has one cell.
const (
	mainSpace   = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	bookPart    = "xl/workbook.xml"
	sheetPart   = "xl/worksheets/sheet1.xml"
	stringsPart = "xl/sharedStrings.xml"
	bookXML     = `<workbook ` + mainSpace + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
		`<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`
	rootXML = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" ` +
		`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	linksXML = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="/xl/sharedStrings.xml"/>` +
		`</Relationships>`
	sheetOpen, sheetEnd = `<worksheet ` + mainSpace + `><sheetData>`, `</sheetData></worksheet>`
	oneCell             = sheetOpen + `<row><c t="s"><v>0</v></c></row>` + sheetEnd
	oneString           = `<sst ` + mainSpace + `><si><t>Domain</t></si></sst>`
)

func zipOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range parts {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bookOf is a workbook with some of its parts put in place of the harmless ones.
func bookOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{rootLinks: rootXML, bookPart: bookXML, "xl/_rels/workbook.xml.rels": linksXML, sheetPart: oneCell, stringsPart: oneString}
	for name, content := range parts {
		all[name] = content
	}
	return zipOf(t, all)
}

// full is a part that repeats unit for as long as a workbook may unpack to, beside other parts of spare bytes.
func full(before, unit, after string, spare int) string {
	return before + strings.Repeat(unit, (maxUnpacked-spare-len(before)-len(after))/len(unit)) + after
}

// hostileFiles are files that are small, or just small enough, and made to cost time or memory.
func hostileFiles(t testing.TB) map[string][]byte {
	t.Helper()
	const spare = 8 << 10
	inSheet := func(before, unit, after string) []byte {
		return bookOf(t, map[string]string{sheetPart: full(sheetOpen+before, unit, after+sheetEnd, spare)})
	}
	inStrings := func(before, unit, after string) []byte {
		return bookOf(t, map[string]string{stringsPart: full(`<sst `+mainSpace+`>`+before, unit, after+`</sst>`, spare)})
	}
	everywhere := func(letter string) []byte { // one string of two runs, that every cell points at
		long := `<sst ` + mainSpace + `><si><r><t>` + strings.Repeat(letter, maxElement-100) + `</t></r><r><t/></r></si></sst>`
		row := "<row>" + strings.Repeat(`<c t="s"><v>0</v></c>`, maxColumns) + "</row>"
		return bookOf(t, map[string]string{stringsPart: long, sheetPart: full(sheetOpen, row, sheetEnd, spare+len(long))})
	}
	return map[string][]byte{
		"commas":                bytes.Repeat([]byte(","), maxListFile),
		"lines of commas":       bytes.Repeat([]byte(",,,,,,,\n"), maxListFile/8),
		"line breaks":           bytes.Repeat([]byte("\n"), maxListFile),
		"quotes":                bytes.Repeat([]byte(`"`), maxListFile),
		"letters":               bytes.Repeat([]byte("a"), maxListFile),
		"old letters":           bytes.Repeat([]byte{0xe9}, maxListFile),
		"wide letters":          append([]byte("\xff\xfe"), bytes.Repeat([]byte("a\x01"), maxListFile/2-1)...),
		"zip bomb":              bookOf(t, map[string]string{sheetPart: strings.Repeat(" ", 256<<20)}),
		"many parts":            manyParts(t),
		"elements in elements":  inSheet("", "<a>", ""),
		"deep in a row":         inSheet("<row>", "<a>", ""),
		"attributes":            inSheet("<row ", `a="" `, "/>"),
		"a long name":           inSheet("<", "a", "/>"),
		"comments":              inSheet("", "<!---->", ""),
		"entities":              inSheet(`<row><c t="str"><v>`, "&amp;", "</v></c></row>"),
		"declared entities":     bookOf(t, map[string]string{sheetPart: `<!DOCTYPE a [<!ENTITY x "yyyyyyyy">]>` + sheetOpen + `<row><c><v>&x;</v></c></row>` + sheetEnd}),
		"cells in one row":      inSheet("<row>", "<c/>", "</row>"),
		"cells far out":         inSheet("", `<row><c r="XFD1048576"><v>1</v></c></row>`, ""),
		"cells at the edge":     inSheet("", `<row><c r="BL1"><v>1</v></c></row>`, ""),
		"rows":                  inSheet("", "<row/>", ""),
		"rows far down":         inSheet("", `<row r="9999999999"/>`, ""),
		"runs in a cell":        inSheet(`<row><c t="inlineStr"><is>`, "<r/>", "</is></c></row>"),
		"strings":               inStrings("", "<si/>", ""),
		"runs in a string":      inStrings("<si>", "<r/>", "</si>"),
		"a long string":         inStrings("<si><t>", "a", "</t></si>"),
		"strings in strings":    inStrings("", "<a>", ""),
		"sheets":                bookOf(t, map[string]string{bookPart: full("<workbook><sheets>", "<sheet/>", "</sheets></workbook>", spare)}),
		"one string everywhere": everywhere("a"),
		"one blank everywhere":  everywhere(" "),
	}
}

// asChild names the file that the test binary reads, in place of running tests, when it is started as a child.
const asChild = "REFERRALDESK_TEST_READ"

func TestMain(m *testing.M) {
	if job := os.Getenv(asImporter); job != "" {
		if err := importInChild(job); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if path := os.Getenv(asChild); path != "" {
		_, err := ReadList(path)
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		fmt.Printf("%d %v", memory.Sys, err)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// readInChild reads a file in a process of its own, and gives what it was told and the memory that it took from the system.
func readInChild(t *testing.T, path string) (said string, memory uint64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // so that a reader that waits for a pipe fails, and does not hang
	defer cancel()
	child := exec.CommandContext(ctx, os.Args[0])
	child.Env = append(os.Environ(), asChild+"="+path)
	out, err := child.Output()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	count, said, _ := strings.Cut(string(out), " ")
	if memory, err = strconv.ParseUint(count, 10, 64); err != nil {
		t.Fatal(err)
	}
	return said, memory
}

func TestHostileFileIsRefusedWithin100MBOfMemory(t *testing.T) {
	for name, data := range hostileFiles(t) {
		t.Run(name, func(t *testing.T) {
			said, memory := readInChild(t, anyFile(t, "list.xlsx", data))
			if !strings.Contains(said, "list.xlsx: ") || strings.Count(said, ": ") < 2 {
				t.Errorf("said %q, want the file, the cause and the next step", said)
			}
			if memory > 100<<20 {
				t.Errorf("took %d MB of memory", memory>>20)
			}
		})
	}
}

func TestLongTextThatManyCellsShareIsCutSoThatNoneTakesLongToRead(t *testing.T) {
	long := `<sst ` + mainSpace + `><si><t>` + strings.Repeat("a", maxElement/2) + `</t></si></sst>`
	book, err := readWorkbook(bookOf(t, map[string]string{stringsPart: long}))
	if err != nil {
		t.Fatal(err)
	}
	if got := len(book.sheets[0].rows[0].cells[0]); got != maxShared {
		t.Errorf("a cell of %d bytes, want %d", got, maxShared)
	}
}

func TestGigabyteOfCommasIsRefusedUnread(t *testing.T) {
	path := anyFile(t, "list.csv", []byte(",,,"))
	if err := os.Truncate(path, 1<<30); err != nil {
		t.Fatal(err)
	}
	said, memory := readInChild(t, path)
	if !strings.Contains(said, "is larger than 4 MB") || memory > 100<<20 {
		t.Errorf("said %q, took %d MB of memory", said, memory>>20)
	}
}

func TestFolderAndMissingFileAreRefusedWithTheNextStep(t *testing.T) {
	folder := t.TempDir()
	for path, want := range map[string]string{
		folder:                        "is a folder: name the file in it",
		filepath.Join(folder, "none"): "check its name and folder",
	} {
		if _, err := ReadList(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
}

func BenchmarkHostile(b *testing.B) {
	for name, data := range hostileFiles(b) {
		path := anyFile(b, "list.xlsx", data)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := ReadList(path); err == nil {
					b.Fatal("not refused")
				}
			}
		})
	}
}

// manyParts is a zip file of nothing but names.
func manyParts(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; b.Len() < maxListFile/3; i++ {
		if _, err := w.CreateRaw(&zip.FileHeader{Name: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
		w.Flush()
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
