package evidence

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"referraldesk/policy/text"
)

func TestStoreThatTheDiskCanNotTakeIsNamedWithTheNextStep(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, storeName), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		store Store
		want  string
	}{
		"below a file":          {StoreIn(file), "make sure that you may write in this folder"},
		"a folder in its place": {StoreIn(folder), "is a folder: name the file in it"},
	} {
		err := c.store.Confirm("a.nhs.uk", text.Line("Ann Lee"), text.Line("phone call"), today, today)
		if err == nil || !strings.HasPrefix(err.Error(), c.store.path+": ") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestListThatWouldMakeTheStoreTooLargeIsRefusedAndTheOldOneStands(t *testing.T) {
	s := StoreIn(t.TempDir())
	imported(t, s, today, "a.nhs.uk")
	domains := make([]string, 300_000)
	for i := range domains {
		domains[i] = fmt.Sprintf("a-long-name-of-a-trust-%d.nhs.uk", i)
	}
	err := s.Import(listOf(domains...), today, today)
	if err == nil || !strings.Contains(err.Error(), "it would grow larger than 8 MB: import the DCB1596 list alone") {
		t.Error(err)
	}
	if got := sightings(t, s, "a.nhs.uk"); len(got) != 1 {
		t.Errorf("%q", got)
	}
}

func TestWorkbookWithAPartThatIsBrokenIsRefusedAsDamaged(t *testing.T) {
	const broken = "<Relationships><Relationship"
	modified := strings.ReplaceAll(rootXML, "</Relationships>", `<Relationship Id="rId9" Type="x/core-properties" Target="docProps/core.xml"/></Relationships>`)
	for part, parts := range map[string]map[string]string{
		"_rels/.rels":                {rootLinks: broken},
		"xl/_rels/workbook.xml.rels": {"xl/_rels/workbook.xml.rels": broken},
		"xl/sharedstrings.xml":       {stringsPart: "<sst><si"},
		"xl/worksheets/sheet1.xml":   {sheetPart: sheetOpen + "<row><c"},
		"xl/missing.xml":             {rootLinks: strings.ReplaceAll(rootXML, "workbook.xml", "missing.xml")},
		"docprops/core.xml":          {rootLinks: modified, "docProps/core.xml": "<coreProperties"},
	} {
		refusedAsDamaged(t, bookOf(t, parts), "("+part+": ")
	}
}

func TestWorkbookThatUsesWhatNoPartHasIsRefusedAsDamaged(t *testing.T) {
	var twice bytes.Buffer
	w := zip.NewWriter(&twice)
	for range 2 {
		if _, err := w.Create(rootLinks); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	refusedAsDamaged(t, twice.Bytes(), "a part is there twice")
	packed := bookOf(t, nil)
	unknown := bytes.ReplaceAll(packed, []byte("PK\x01\x02\x14\x00\x14\x00\x08\x00\x08\x00"), []byte("PK\x01\x02\x14\x00\x14\x00\x08\x00\x63\x00"))
	if bytes.Equal(packed, unknown) {
		t.Fatal("no part says how it is packed")
	}
	refusedAsDamaged(t, unknown, "unsupported compression")
}

func refusedAsDamaged(t *testing.T, file []byte, want string) {
	t.Helper()
	_, err := ReadList(anyFile(t, "list.xlsx", file))
	if err == nil || !strings.Contains(err.Error(), "is a damaged or cut-off workbook") || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}
