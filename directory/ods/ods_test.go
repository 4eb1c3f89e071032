package ods

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"referraldesk/directory/rows"
	"referraldesk/policy/text"
)

func TestACodeIsUpperCasedAndItsFormChecked(t *testing.T) {
	for raw, want := range map[string]string{
		"A81001": "A81001", " k82001\t": "K82001", "14y": "14Y", "M1J4Y": "M1J4Y", "ABCD1234": "ABCD1234",
	} {
		if got, err := ParseCode(raw); err != nil || got.String() != want {
			t.Errorf("%q: %q, %v", raw, got, err)
		}
	}
	for raw, want := range map[string]string{
		"":          "an ODS code has 3 to 8 letters and digits, this has 0",
		"A1":        "an ODS code has 3 to 8 letters and digits, this has 2",
		"A12345678": "an ODS code has 3 to 8 letters and digits, this has 9",
		"A-81":      "character 2 of the ODS code is '-': it has letters and digits only",
		"А81001":    "character 1 of the ODS code is 'А': it has letters and digits only", // a Cyrillic А
		"A8\x1b[":   `character 3 of the ODS code is '\x1b': it has letters and digits only`,
	} {
		if got, err := ParseCode(raw); err == nil || err.Error() != want || !got.IsZero() {
			t.Errorf("%q: %q, %v", raw, got, err)
		}
	}
}

// row is a line of a list with these columns set, the others empty.
func row(cells map[int]string) string {
	all := make([]string, Columns)
	for i, cell := range cells {
		all[i] = cell
	}
	return `"` + strings.Join(all, `","`) + `"` + "\n"
}

func surgery(change map[int]string) string {
	cells := map[int]string{
		colCode: "K82001", colName: "THE SURGERY", colAddress: "1 HIGH STREET", colAddress + 2: "AYLESBURY", colPostcode: "HP20 1AA",
		colStatus: "A", colCommissioner: "14Y", colPhone: "01632 960001", colPrescribing: "4",
	}
	for i, cell := range change {
		cells[i] = cell
	}
	return row(cells)
}

// leftOut is a line that was not taken.
type leftOut struct {
	line   int
	reason string
}

// readAll takes the organisations of a list, as package lists does.
func readAll(r io.Reader) (all []Organisation, left []leftOut, err error) {
	err = rows.Each(r, func(line int, cells []string) error {
		o, err := Parse(cells)
		if err != nil {
			left = append(left, leftOut{line, err.Error()})
			return nil
		}
		all = append(all, o)
		return nil
	})
	return all, left, err
}

func TestARowBecomesAnOrganisation(t *testing.T) {
	all, skipped, err := readAll(strings.NewReader(strings.TrimSuffix(surgery(nil), "\n")))
	if err != nil || len(skipped) > 0 || len(all) != 1 {
		t.Fatal(all, skipped, err)
	}
	o := all[0]
	if o.Code.String() != "K82001" || o.Name != text.Line("THE SURGERY") || o.Postcode != text.Line("HP20 1AA") ||
		o.Phone != text.Line("01632 960001") || o.Status != Active || !o.IsGPPractice() {
		t.Errorf("got %+v", o)
	}
	if want := []text.Text{text.Line("1 HIGH STREET"), text.Line("AYLESBURY")}; !slices.Equal(o.Address, want) {
		t.Errorf("address %q", o.Address)
	}
	if got := AreaWords(o.Commissioner.String()); got != "Buckinghamshire (14Y)" {
		t.Errorf("area %q", got)
	}
}

func TestClosedPracticesAreKeptAndSayThatTheyAre(t *testing.T) {
	all, _, err := readAll(strings.NewReader(surgery(map[int]string{colStatus: "C"}) + surgery(map[int]string{colStatus: "D", colPrescribing: "0"})))
	if err != nil || len(all) != 2 || all[0].Status != Closed || all[1].Status != Dormant || all[1].IsGPPractice() {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestALineThatIsNoOrganisationIsLeftOutAndReported(t *testing.T) {
	list := surgery(nil) +
		"\"K82002\",\"TOO SHORT\"\n" +
		surgery(map[int]string{colCode: "K82-003"}) +
		surgery(map[int]string{colName: " "}) +
		"\n" +
		surgery(map[int]string{colStatus: "X"}) +
		surgery(map[int]string{colName: `THE "OLD" SURGERY`, colAddress: "a\x1b[2Jb\xff"})
	all, skipped, err := readAll(strings.NewReader(list))
	if err != nil {
		t.Fatal(err)
	}
	want := []leftOut{
		{2, "2 columns instead of 27"},
		{3, "character 4 of the ODS code is '-': it has letters and digits only"},
		{4, "no name"},
		{6, `status "X" is none of A, C, D and P`},
	}
	if !slices.Equal(skipped, want) {
		t.Errorf("left out %v", skipped)
	}
	if len(all) != 2 || all[1].Name.String() != `THE "OLD" SURGERY` || all[1].Address[0].String() != "a[2Jb�" {
		t.Errorf("took %v", all)
	}
}

func TestAListThatBreaksOffGivesWhatCameBefore(t *testing.T) {
	broken := errors.New("the stick was pulled out")
	all, _, err := readAll(iotest.ErrReader(broken))
	if !errors.Is(err, broken) || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
	if all, skipped, err := readAll(strings.NewReader("")); err != nil || len(all)+len(skipped) != 0 {
		t.Errorf("an empty list: %v, %v, %v", all, skipped, err)
	}
}

func TestACommissionerOfTheAreaHasAName(t *testing.T) {
	for code, want := range map[string]string{
		"14Y": "Buckinghamshire (14Y)", "M1J4Y": "Bedfordshire, Luton and Milton Keynes (M1J4Y)", "16C": "16C", "": "",
	} {
		if got := AreaWords(code); got != want {
			t.Errorf("%q: %q", code, got)
		}
	}
}

// published is the stored copy of the real list, where it lies beside this checkout.
func published(t testing.TB) *os.File {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", "ods", "epraccur.csv"))
	if err != nil {
		t.Skip("no copy of epraccur.csv lies beside this checkout")
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestThePublishedListIsReadWhole(t *testing.T) {
	all, skipped, err := readAll(published(t))
	if err != nil || len(skipped) > 0 {
		t.Fatal(skipped, err)
	}
	status, areas, gps := map[Status]int{}, map[string]int{}, 0
	for _, o := range all {
		status[o.Status]++
		areas[AreaWords(o.Commissioner.String())]++
		if o.IsGPPractice() {
			gps++
		}
	}
	if len(all) != 15971 || status[Active] != 12083 || status[Closed] != 3503 || status[Dormant] != 384 || status[Proposed] != 1 || gps != 8647 {
		t.Errorf("%d rows, %v, %d GP practices", len(all), status, gps)
	}
	if areas["Buckinghamshire (14Y)"] == 0 || areas["Bedfordshire, Luton and Milton Keynes (M1J4Y)"] == 0 {
		t.Errorf("areas %v", areas)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(surgery(nil))
	f.Add("\"\n\"" + surgery(map[int]string{colStatus: ""}))
	f.Fuzz(func(t *testing.T, list string) {
		all, skipped, err := readAll(strings.NewReader(list))
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range all {
			if again, err := ParseCode(o.Code.String()); err != nil || again != o.Code {
				t.Errorf("code %q", o.Code)
			}
			if o.Name.IsEmpty() || !strings.ContainsRune("ACDP", rune(o.Status)) {
				t.Errorf("%+v", o)
			}
		}
		last := 0
		for _, s := range skipped {
			if s.line < last || s.line < 1 || s.reason == "" || strings.ContainsAny(s.reason, "\n\r\x1b") {
				t.Errorf("after line %d: %+v", last, s)
			}
			last = s.line
		}
	})
}

func BenchmarkReadPublishedList(b *testing.B) {
	f := published(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f.Seek(0, 0); err != nil {
			b.Fatal(err)
		}
		if _, _, err := readAll(f); err != nil {
			b.Fatal(err)
		}
	}
}
