package lists

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"referraldesk/directory"
)

func fileOf(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func added(t testing.TB, s Store, path string, kind Kind) Added {
	t.Helper()
	a, err := s.Add(path, kind)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func found(l *directory.Listings, query string) []string {
	var names []string
	for _, hit := range directory.NewIndex(&directory.Directory{}).With(l).Search(query) {
		names = append(names, hit.Name().String())
	}
	return names
}

func loaded(t testing.TB, s Store, kinds ...Kind) *directory.Listings {
	t.Helper()
	l, err := s.Load(nil, kinds...)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestAListIsKeptWholeAndOnlyForItsOwner(t *testing.T) {
	data := t.TempDir()
	s := StoreIn(data)
	a := added(t, s, fileOf(t, "My GPs (2026).csv", surgery), "")
	if a.Name != "my-gps--2026" || a.Kind != GP || a.Taken != 1 || a.Replaced {
		t.Errorf("%+v", a)
	}
	path := filepath.Join(data, "lists", "gp-my-gps--2026.csv")
	if kept, err := os.ReadFile(path); err != nil || string(kept) != surgery {
		t.Errorf("%q, %v", kept, err)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if got := found(loaded(t, s), "surgery"); !slices.Equal(got, []string{"THE SURGERY"}) {
		t.Errorf("found %q", got)
	}
}

func TestTheKindOfAListIsGivenOrSeen(t *testing.T) {
	s := StoreIn(t.TempDir())
	if a := added(t, s, fileOf(t, "a.csv", header+"A,,,,,,,\n"), ""); a.Kind != Other {
		t.Errorf("%+v", a.List)
	}
	if a := added(t, s, fileOf(t, "b.csv", header+"B,,,,,,,\n"), Optician); a.Kind != Optician {
		t.Errorf("%+v", a.List)
	}
	if got := found(loaded(t, s, Optician), ""); !slices.Equal(got, []string{"B"}) {
		t.Errorf("found %q", got)
	}
	if got := found(loaded(t, s), ""); !slices.Equal(got, []string{"A", "B"}) {
		t.Errorf("found %q", got)
	}
}

func TestAListTakesThePlaceOfTheOneOfItsName(t *testing.T) {
	s := StoreIn(t.TempDir())
	added(t, s, fileOf(t, "a.csv", header+"Old,,,,,,,\n"), GP)
	if a := added(t, s, fileOf(t, "A.CSV", header+"New,,,,,,,\n"), Other); !a.Replaced {
		t.Errorf("%+v", a)
	}
	all, err := s.Lists()
	if want := []List{{"a", Other}}; err != nil || !slices.Equal(all, want) {
		t.Errorf("%v, %v", all, err)
	}
	if got := found(loaded(t, s), ""); !slices.Equal(got, []string{"New"}) {
		t.Errorf("found %q", got)
	}
}

func TestAFileThatIsRefusedLeavesTheEarlierList(t *testing.T) {
	s := StoreIn(t.TempDir())
	added(t, s, fileOf(t, "a.csv", header+"Old,,,,,,,\n"), Other)
	if _, err := s.Add(fileOf(t, "a.csv", "no list"), Other); err == nil {
		t.Error("no error")
	}
	if got := found(loaded(t, s), ""); !slices.Equal(got, []string{"Old"}) {
		t.Errorf("found %q", got)
	}
}

func TestAListIsRemovedByItsName(t *testing.T) {
	s := StoreIn(t.TempDir())
	if err := s.Remove("a"); err == nil || err.Error() != `no list is called "a": none was added` {
		t.Error(err)
	}
	added(t, s, fileOf(t, "a.csv", header+"A,,,,,,,\n"), Other)
	if err := s.Remove("../a"); err == nil || !strings.HasSuffix(err.Error(), "use one of a") {
		t.Error(err)
	}
	if err := s.Remove("a"); err != nil {
		t.Error(err)
	}
	if all, err := s.Lists(); err != nil || len(all) > 0 {
		t.Errorf("%v, %v", all, err)
	}
}

func TestAStoreThatIsNotThereIsEmpty(t *testing.T) {
	s := StoreIn(filepath.Join(t.TempDir(), "none"))
	if l := loaded(t, s); l.Len() != 0 {
		t.Errorf("%d entries", l.Len())
	}
}

func TestAListThatWasDamagedSinceIsNamedAndTheOthersStand(t *testing.T) {
	data := t.TempDir()
	s := StoreIn(data)
	added(t, s, fileOf(t, "a.csv", header+"A,,,,,,,\n"), Other)
	added(t, s, fileOf(t, "b.csv", header+"B,,,,,,,\n"), Other)
	broken := filepath.Join(data, "lists", "other-a.csv")
	if err := os.WriteFile(broken, []byte("PK\x03\x04"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := s.Load(nil)
	if err == nil || !strings.HasPrefix(err.Error(), broken) {
		t.Error(err)
	}
	if got := found(l, ""); !slices.Equal(got, []string{"B"}) {
		t.Errorf("found %q", got)
	}
}

func TestLoadingSaysHowManyAreIn(t *testing.T) {
	s := StoreIn(t.TempDir())
	added(t, s, fileOf(t, "a.csv", "name\n"+strings.Repeat("A\n", 2*everyNames+1)), Other)
	var said []int
	l, err := s.Load(func(n int) { said = append(said, n) })
	if err != nil || l.Len() != 2*everyNames+1 || !slices.Equal(said, []int{everyNames, 2 * everyNames}) {
		t.Errorf("%d entries, said %v, %v", l.Len(), said, err)
	}
}

func TestEveryFileNameMakesANameThatIsSafe(t *testing.T) {
	for base, want := range map[string]string{
		"epraccur": "epraccur", "con": "con", "..": "", "A b/é": "a-b", strings.Repeat("x", 99): strings.Repeat("x", longName), "\x1b[2J": "2j",
	} {
		if got := nameOf(base); got != want {
			t.Errorf("%q: %q", base, got)
		}
	}
	if a := added(t, StoreIn(t.TempDir()), fileOf(t, "é.csv", header+"A,,,,,,,\n"), Other); a.Name != "list" {
		t.Errorf("%+v", a.List)
	}
}

func TestAPracticeIsFoundByItsCodeInWhicheverListHasIt(t *testing.T) {
	s := StoreIn(t.TempDir())
	added(t, s, fileOf(t, "one.csv", "name,ods_code\nFIRST SURGERY,K82002\n"), GP)
	added(t, s, fileOf(t, "two.csv", surgery), GP)
	if l, ok, err := s.Practice("k82001"); !ok || err != nil || l.Name.String() != "THE SURGERY" {
		t.Errorf("%+v, %v, %v", l, ok, err)
	}
	for _, code := range []string{"", "K82009"} {
		if l, ok, err := s.Practice(code); ok || err != nil || l != (directory.Listing{}) {
			t.Errorf("%q: %+v, %v, %v", code, l, ok, err)
		}
	}
}

func TestAListThatCantBeReadHidesNoPracticeOfAnotherOne(t *testing.T) {
	data := t.TempDir()
	s := StoreIn(data)
	added(t, s, fileOf(t, "broken.csv", surgery), GP)
	added(t, s, fileOf(t, "whole.csv", surgery), GP)
	if err := os.WriteFile(filepath.Join(data, "lists", "gp-broken.csv"), []byte("PK\x03\x04"), 0o600); err != nil {
		t.Fatal(err)
	}
	if l, ok, err := s.Practice("K82001"); !ok || err != nil || l.Name.String() != "THE SURGERY" {
		t.Errorf("%+v, %v, %v", l, ok, err)
	}
	if _, ok, err := s.Practice("K82009"); ok || err == nil || !strings.Contains(err.Error(), "gp-broken.csv") {
		t.Errorf("%v, %v", ok, err)
	}
}

func TestAPlainListOfGPPracticesHasGPPractices(t *testing.T) {
	const own = "name,ods_code\nMY SURGERY,K82001\n"
	for kind, want := range map[Kind]bool{GP: true, Optician: false, Other: false} {
		s := StoreIn(t.TempDir())
		added(t, s, fileOf(t, "own.csv", own), kind)
		if l, ok, err := s.Practice("K82001"); !ok || err != nil || l.Preferred != want {
			t.Errorf("as %s: %+v, %v", kind, l, err)
		}
	}
}
