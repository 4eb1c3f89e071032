package lists

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"referraldesk/directory"
	"referraldesk/policy/text"
)

func entriesOf(t testing.TB, list string) ([]directory.Listing, Counts, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(path, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	var all []directory.Listing
	counts, err := Read(path, func(e directory.Listing) bool {
		all = append(all, e)
		return true
	})
	return all, counts, err
}

const (
	header  = "name,email,organisation,address,town,postcode,phone,ods_code\n"
	surgery = `"K82001","THE SURGERY","Y60","QU9","1 HIGH STREET","","AYLESBURY","","","HP20 1AA","19740401","","A","B","14Y","20200401","","01632 960001","","","","0","","14Y","","4",""` + "\n"
)

func TestARowOfAPlainListBecomesAnEntry(t *testing.T) {
	all, counts, err := entriesOf(t, header+`Dr Ann Lee,Ann.Lee1@nhs.net,The Surgery,"1 High St, Flat 2",Aylesbury,HP20 1AA,01632 960001,k82001`+"\n")
	if err != nil || counts.Taken != 1 || counts.LeftOut != 0 {
		t.Fatal(counts, err)
	}
	want := directory.Listing{
		Name: text.Line("Dr Ann Lee"), Detail: text.Line("The Surgery, 1 High St, Flat 2, Aylesbury"), Reach: text.Line("Ann.Lee1@nhs.net"),
		Postcode: text.Line("HP20 1AA"), Code: text.Line("K82001"),
	}
	if all[0] != want {
		t.Errorf("got %+v", all[0])
	}
}

func TestTheColumnsOfAPlainListStandInAnyOrderAndMayBeMissing(t *testing.T) {
	all, counts, err := entriesOf(t, "\ufeffODS code,Fax,Organisation,E-mail\r\nK82001,1,The Surgery,\r\n,,Optician,o@example.org\r\n")
	if err != nil || len(all) != 2 || !slices.Equal(counts.Ignored, []string{"Fax"}) {
		t.Fatal(all, counts, err)
	}
	if all[0].Name.String() != "The Surgery" || all[0].Code.String() != "K82001" || all[1].Reach.String() != "o@example.org" {
		t.Errorf("%+v", all)
	}
}

func TestTheTelephoneNumberStandsWhereThereIsNoAddress(t *testing.T) {
	all, _, err := entriesOf(t, header+"A,,,,,,01632 960001,\nB,,,,,,,\n")
	if err != nil || all[0].Reach.String() != "01632 960001" || !all[1].Reach.IsEmpty() {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestARowOfAnODSListBecomesAnEntryWithItsArea(t *testing.T) {
	all, counts, err := entriesOf(t, surgery+strings.NewReplacer(`"A","B"`, `"C","B"`, "K82001", "K82002").Replace(surgery)+
		strings.NewReplacer(`"A","B"`, `"D","B"`, `"4",""`, `"0",""`, "14Y", "M1J4Y").Replace(surgery))
	if err != nil || counts.Taken != 3 || counts.Closed != 2 || counts.Preferred != 2 {
		t.Fatal(counts, err)
	}
	want := directory.Listing{
		Name: text.Line("THE SURGERY"), Detail: text.Line("1 HIGH STREET, AYLESBURY"), Reach: text.Line("01632 960001"),
		Postcode: text.Line("HP20 1AA"), Code: text.Line("K82001"), Area: text.Line("14Y"), Preferred: true,
	}
	if all[0] != want {
		t.Errorf("got %+v", all[0])
	}
	if !all[1].Closed || !all[1].Preferred || !all[2].Closed || all[2].Preferred {
		t.Errorf("closed practices: %+v", all[1:])
	}
}

func TestALineThatCantBeReadIsLeftOutWithItsReason(t *testing.T) {
	all, counts, err := entriesOf(t, header+"A,no address,,,,,,\n,,,,,HP20 1AA,,\nB,,,,,,,K-1\n\nC,a@nhs.net,,,,,,,,x\nD\n")
	if err != nil || len(all) != 1 || counts.LeftOut != 4 {
		t.Fatal(all, counts, err)
	}
	want := []LeftOut{
		{2, "the e-mail address has white space in it (character 3)"},
		{3, "no name"},
		{4, "character 2 of the ODS code is '-': it has letters and digits only"},
		{6, "10 columns instead of 8: put quotes around a text with a comma"},
	}
	if !slices.Equal(counts.Left, want) {
		t.Errorf("left out %+v", counts.Left)
	}
}

func TestAnOldEncodingIsReadAsItWasWritten(t *testing.T) {
	utf16 := []byte("\xff\xfe")
	for _, c := range "name\r\nCafé\r\n" {
		utf16 = append(utf16, byte(c), byte(c>>8))
	}
	for encoding, list := range map[string]string{
		"UTF-8": "name\nCafé\n", "with a mark": "\ufeffname\nCafé\n", "Windows-1252": "name\nCaf\xe9\n", "UTF-16": string(utf16),
	} {
		if all, _, err := entriesOf(t, list); err != nil || len(all) != 1 || all[0].Name.String() != "Café" {
			t.Errorf("%s: %+v, %v", encoding, all, err)
		}
	}
}

func TestAFileThatIsNoListIsRefusedWithTheNextStep(t *testing.T) {
	for list, want := range map[string]string{
		"":                            "is neither a list",
		"a,b,c\n1,2,3\n":              "lists template prints such a header",
		"name,name\n":                 `has two columns "name"`,
		header:                        "has a header and no entry",
		header + ",,,,x,,,\n":         "has no entry that can be taken (line 2: no name)",
		"PK\x03\x04":                  "save it as CSV UTF-8",
		"name\n\x00\x00":              "is neither a list",
		header + "\"A" + longText():   "has a row of more than 64 kB at line 2",
		strings.Repeat(",", 26):       "is neither a list",
		strings.Repeat("x,", 26) + "": "has no entry that can be taken (line 1: an ODS code has",
	} {
		_, _, err := entriesOf(t, list)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v", list, err)
		}
	}
	if _, err := Read(t.TempDir(), nil); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Error(err)
	}
}

func longText() string { return strings.Repeat("a,b\n", 1<<15) }

func TestManyLinesThatAreLeftOutAreCountedAndNotAllNamed(t *testing.T) {
	_, counts, err := entriesOf(t, header+"A,,,,,,,\n"+strings.Repeat(",,,,x,,,\n", 3000))
	if err != nil || counts.LeftOut != 3000 || len(counts.Left) != maxLeft {
		t.Errorf("%d left out, %d named, %v", counts.LeftOut, len(counts.Left), err)
	}
}

func TestTheTemplateIsTaken(t *testing.T) {
	if all, _, err := entriesOf(t, Template()+"A,,,,,,,\r\n"); err != nil || len(all) != 1 {
		t.Error(all, err)
	}
}

func TestControlCharactersOfAListNeverReachTheScreen(t *testing.T) {
	all, counts, err := entriesOf(t, "name,e\x1b[2Jx,address,ods_code\nA\x1b]52;c;x\a,x,\"b\nc\u202e\",\nB,,,K\x1b-1\n")
	if err != nil || all[0].Name.String() != "A]52;c;x" || all[0].Detail.String() != "b c" {
		t.Errorf("%+v, %v", all, err)
	}
	if strings.ContainsAny(counts.Ignored[0]+counts.Left[0].Reason, "\x1b\a") {
		t.Errorf("%+v", counts)
	}
}

// published is the stored copy of the real list, where it lies beside this checkout.
func published(t testing.TB) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "data", "ods", "epraccur.csv")
	if _, err := os.Stat(path); err != nil {
		t.Skip("no copy of epraccur.csv lies beside this checkout")
	}
	return path
}

func TestThePublishedListIsTakenWhole(t *testing.T) {
	counts, err := Read(published(t), func(directory.Listing) bool { return true })
	if err != nil || counts.Taken != 15971 || counts.Closed != 3503+384 || counts.Preferred != 8647 || counts.LeftOut != 0 {
		t.Errorf("%+v, %v", counts, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(header + "Dr Ann Lee,a@nhs.net,O,\"A, B\",T,HP20 1AA,1,K82001\n,,,,,,,\n\"open,"))
	f.Add([]byte(surgery + "\"K82002\",\"X\n" + surgery))
	f.Add([]byte("\xff\xfen\x00a\x00m\x00e\x00\n\x00A\x00"))
	f.Add([]byte("\ufeffODS-code;name\n"))
	f.Add([]byte("name,email\nCaf\xe9,a@b\n"))
	f.Fuzz(func(t *testing.T, list []byte) {
		all, counts, err := entriesOf(t, string(list))
		if len(all) != counts.Taken || err == nil && counts.Taken == 0 {
			t.Errorf("%d entries, %+v, %v", len(all), counts, err)
		}
		for _, e := range all {
			if e.Name.IsEmpty() || strings.ContainsAny(e.Name.String()+e.Detail.String()+e.Reach.String(), "\x00\n\r\x1b") {
				t.Errorf("%+v", e)
			}
		}
		last := 0
		for _, l := range counts.Left {
			if l.Line <= last || l.Reason == "" || strings.ContainsAny(l.Reason, "\n\r\x1b") {
				t.Errorf("after line %d: %+v", last, l)
			}
			last = l.Line
		}
	})
}

func BenchmarkReadPublishedList(b *testing.B) {
	path := published(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(path, func(directory.Listing) bool { return true }); err != nil {
			b.Fatal(err)
		}
	}
}
