package evidence

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"referraldesk/policy"
	"referraldesk/policy/text"
)

var today = policy.NewDay(2026, 11, 22)

// listOf is a list as it was read.
func listOf(domains ...string) List { return List{Name: text.Line("list.csv"), Domains: domains} }

// sightings are the evidence for a domain as "day by whom".
func sightings(t *testing.T, s Store, domain string) []string {
	t.Helper()
	set, err := s.Load()
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, e := range set.Accredited().All() {
		if e.Domain == domain {
			found = append(found, strings.TrimSpace(e.Seen.String()+" "+e.ConfirmedBy.String()))
		}
	}
	return found
}

func imported(t *testing.T, s Store, seen policy.Day, domains ...string) {
	t.Helper()
	if err := s.Import(listOf(domains...), seen, today); err != nil {
		t.Fatal(err)
	}
}

func confirmed(t *testing.T, s Store, domain string, on policy.Day) {
	t.Helper()
	if err := s.Confirm(domain, text.Line("Ann Lee"), text.Line("phone call to the trust's IT desk"), on, today); err != nil {
		t.Fatal(err)
	}
}

func TestEvidenceOfTheProgramCountsUntilAListIsImported(t *testing.T) {
	s := StoreIn(filepath.Join(t.TempDir(), "new"))
	if got := sightings(t, s, "mkuh.nhs.uk"); !slices.Equal(got, []string{"2025-05-22"}) {
		t.Errorf("before: %v", got)
	}
	imported(t, s, policy.NewDay(2026, 11, 1), "a.nhs.uk")
	if got := sightings(t, s, "mkuh.nhs.uk"); got != nil {
		t.Errorf("after an import without the domain: %v", got)
	}
	imported(t, s, policy.NewDay(2026, 11, 2), "mkuh.nhs.uk")
	if got := sightings(t, s, "mkuh.nhs.uk"); !slices.Equal(got, []string{"2025-05-22", "2026-11-02"}) {
		t.Errorf("after an import with the domain: %v", got)
	}
	if got := sightings(t, s, "a.nhs.uk"); got != nil {
		t.Errorf("a domain of the import before: %v", got)
	}
}

func TestListOlderThanTheEvidenceOfTheProgramDoesNotEndIt(t *testing.T) {
	s := StoreIn(t.TempDir())
	imported(t, s, policy.NewDay(2025, 1, 1), "a.nhs.uk")
	if got := sightings(t, s, "mkuh.nhs.uk"); !slices.Equal(got, []string{"2025-05-22"}) {
		t.Errorf("%v", got)
	}
}

func TestImportEndsAConfirmationThatItDoesNotList(t *testing.T) {
	for name, c := range map[string]struct {
		on, seen policy.Day
		listed   string
		counts   bool
	}{
		"a later list":               {today.Add(-9), today, "other.nhs.uk", false},
		"a list of the same day":     {today, today, "other.nhs.uk", false},
		"an earlier list":            {today, today.Add(-9), "other.nhs.uk", true},
		"a later list that lists it": {today.Add(-9), today, "trust.nhs.uk", true},
	} {
		s := StoreIn(t.TempDir())
		confirmed(t, s, "trust.nhs.uk", c.on)
		imported(t, s, c.seen, c.listed)
		if got := slices.Contains(sightings(t, s, "trust.nhs.uk"), c.on.String()+" Ann Lee"); got != c.counts {
			t.Errorf("%s: counts %t, want %t", name, got, c.counts)
		}
	}
}

func TestConfirmationCountsAfterAListThatDoesNotHaveTheDomain(t *testing.T) {
	s := StoreIn(t.TempDir())
	imported(t, s, today.Add(-3), "other.nhs.uk")
	confirmed(t, s, "Trust.NHS.uk", today.Add(-3))
	if got := sightings(t, s, "trust.nhs.uk"); !slices.Equal(got, []string{"2026-11-19 Ann Lee"}) {
		t.Errorf("%v", got)
	}
	err := s.Confirm("trust.nhs.uk", text.Line("Ann Lee"), text.Line("an old letter"), today.Add(-4), today)
	if err == nil || !strings.Contains(err.Error(), "not on the list seen on 19/11/2026, which is later than 18/11/2026: ask again") {
		t.Errorf("a confirmation from before the list: %v", err)
	}
}

func TestConfirmingAgainOnTheSameDayKeepsOneConfirmation(t *testing.T) {
	s := StoreIn(t.TempDir())
	for _, on := range []policy.Day{today, today, today.Add(-1)} {
		confirmed(t, s, "trust.nhs.uk", on)
	}
	if got := sightings(t, s, "trust.nhs.uk"); len(got) != 2 {
		t.Errorf("%v, want one for each day", got)
	}
}

func TestEvidenceThatCanNotStandIsRefusedAndNothingChanges(t *testing.T) {
	s := StoreIn(t.TempDir())
	imported(t, s, today, "a.nhs.uk")
	before, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	confirm := func(domain, by, source string, on policy.Day) error {
		return s.Confirm(domain, text.Line(by), text.Line(source), on, today)
	}
	for name, c := range map[string]struct {
		err  error
		says string
	}{
		"import of tomorrow":       {s.Import(listOf("b.nhs.uk"), today.Add(1), today), "23/11/2026 has not come yet: give today"},
		"import of no day":         {s.Import(listOf("b.nhs.uk"), policy.Day{}, today), "the day on which it was seen is missing"},
		"import of nothing":        {s.Import(listOf(), today, today), "has no domains"},
		"import of a wildcard":     {s.Import(listOf("*.nhs.uk"), today, today), "wildcard"},
		"confirmation of tomorrow": {confirm("b.nhs.uk", "Ann", "phone", today.Add(1)), "has not come yet"},
		"confirmation of no day":   {confirm("b.nhs.uk", "Ann", "phone", policy.Day{}), "is missing"},
		"confirmation by nobody":   {confirm("b.nhs.uk", " ", "phone", today), "who confirmed it is missing"},
		"confirmation by hearsay":  {confirm("b.nhs.uk", "Ann", "", today), "where it was confirmed is missing"},
		"too long a name":          {confirm("b.nhs.uk", strings.Repeat("a", maxWords+1), "phone", today), "shorten it"},
		"an address":               {confirm("x@b.nhs.uk", "Ann", "phone", today), "give the exact domain"},
		"a look-alike letter":      {confirm("m\u212auh.nhs.uk", "Ann", "phone", today), "not plain ASCII"},
	} {
		if c.err == nil || !strings.Contains(c.err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", name, c.err, c.says)
		}
	}
	if after, err := os.ReadFile(s.path); err != nil || string(after) != string(before) {
		t.Errorf("the store changed (%v):\n%s", err, after)
	}
}

func TestBrokenStoreIsNamedNeverOverwrittenAndProvesNothing(t *testing.T) {
	const list = `"import":{"file":"l.csv","seen":"2026-11-01","domains":["mkuh.nhs.uk"]}`
	for name, content := range map[string]string{
		"empty":              ``,
		"cut off":            `{"format":1,"import":{"file":"l.c`,
		"two at once":        `{"format":1}{"format":1}`,
		"another program's":  `{"name":"x"}`,
		"no format":          `{` + list + `}`,
		"of a later version": `{"format":2,"imports":[]}`,
		"an unknown field":   `{"format":1,"imported":true}`,
		"a wildcard":         `{"format":1,"import":{"file":"l.csv","seen":"2026-11-01","domains":["*.nhs.uk"]}}`,
		"capitals":           `{"format":1,"import":{"file":"l.csv","seen":"2026-11-01","domains":["A.nhs.uk"]}}`,
		"no day":             `{"format":1,"import":{"file":"l.csv","seen":null,"domains":["a.nhs.uk"]}}`,
		"no such day":        `{"format":1,"import":{"file":"l.csv","seen":"2026-02-30","domains":["a.nhs.uk"]}}`,
		"nobody's word":      `{"format":1,"confirmations":[{"domain":"a.nhs.uk","by":"","source":"x","on":"2026-11-01"}]}`,
	} {
		s := StoreIn(t.TempDir())
		if err := os.WriteFile(s.path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		set, err := s.Load()
		if err == nil || !strings.Contains(err.Error(), storeName) || strings.Count(err.Error(), ": ") < 2 {
			t.Errorf("%s: %v, want the file, the cause and the next step", name, err)
		}
		if got := set.Accredited().All(); len(got) != len(policy.Published().All()) {
			t.Errorf("%s: %d pieces of evidence, want no more than came with the program", name, len(got))
		}
		if err := s.Import(listOf("a.nhs.uk"), today, today); err == nil {
			t.Errorf("%s: an import went over it", name)
		}
		if after, err := os.ReadFile(s.path); err != nil || string(after) != content {
			t.Errorf("%s: the file changed to %q (%v)", name, after, err)
		}
	}
}

func TestStoreIsNeverReadOrWrittenThroughALink(t *testing.T) {
	folder := t.TempDir()
	elsewhere := filepath.Join(folder, "elsewhere.json")
	if err := os.WriteFile(elsewhere, []byte(`{"format":1}`), 0o600); err != nil {
		t.Fatal(err)
	}
	s := StoreIn(folder)
	if err := os.Symlink(elsewhere, s.path); err != nil {
		t.Skip("this system makes no symbolic links:", err)
	}
	_, loading := s.Load()
	for _, err := range []error{loading, s.Import(listOf("a.nhs.uk"), today, today)} {
		if err == nil || !strings.Contains(err.Error(), "is a symbolic link") {
			t.Errorf("%v", err)
		}
	}
	if after, err := os.ReadFile(elsewhere); err != nil || string(after) != `{"format":1}` {
		t.Errorf("what the link leads to is now %q (%v)", after, err)
	}
}

func TestStoreIsForItsOwnerAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps the user's folders for the user by other means")
	}
	folder := filepath.Join(t.TempDir(), "data")
	s := StoreIn(folder)
	imported(t, s, today, "a.nhs.uk")
	if err := os.Chmod(s.path, 0o644); err != nil {
		t.Fatal(err)
	}
	imported(t, s, today, "a.nhs.uk")
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("folder: %v, %v", info.Mode(), err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", e.Name(), info.Mode(), err)
		}
	}
	if len(entries) != 2 {
		t.Errorf("%d files, want the store and its lock", len(entries))
	}
}

func TestFailedImportLeavesTheOldListWhole(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("no folder is closed to root, nor by its mode on Windows")
	}
	s := StoreIn(t.TempDir())
	imported(t, s, today, "a.nhs.uk")
	folder := filepath.Dir(s.path)
	if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(folder, 0o700) })
	err := s.Import(listOf("b.nhs.uk"), today, today)
	if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "make sure that you may write in this folder") {
		t.Errorf("%v", err)
	}
	if got := sightings(t, s, "a.nhs.uk"); len(got) != 1 {
		t.Errorf("%v", got)
	}
}

// asImporter names the folder and the domain that the test binary imports, again and again, when it is started as a child.
const asImporter = "REFERRALDESK_TEST_IMPORT"

func importInChild(job string) error {
	folder, name, _ := strings.Cut(job, "|")
	s := StoreIn(folder)
	for range 20 {
		domains := make([]string, 300)
		for i := range domains {
			domains[i] = fmt.Sprintf("d%d.%s.nhs.uk", i, name)
		}
		if err := s.Import(List{Name: text.Line(name), Domains: domains}, today, today); err != nil {
			return err
		}
		if err := s.Confirm(name+".example.org", text.Line(name), text.Line("phone"), today, today); err != nil {
			return err
		}
	}
	return nil
}

func TestProcessesThatImportAtOnceNeverMixTheirLists(t *testing.T) {
	folder := t.TempDir()
	var all sync.WaitGroup
	for _, name := range []string{"one", "two", "three"} {
		all.Go(func() {
			child := exec.Command(os.Args[0])
			child.Env = append(os.Environ(), asImporter+"="+folder+"|"+name)
			if out, err := child.CombinedOutput(); err != nil {
				t.Errorf("%s: %v\n%s", name, err, out)
			}
		})
	}
	all.Wait()
	set, err := StoreIn(folder).Load()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(set.Import.Domains); n != 300 {
		t.Errorf("%d domains", n)
	}
	for _, d := range set.Import.Domains {
		if !strings.Contains(d, "."+set.Import.File.String()+".") {
			t.Errorf("%s in the list %s", d, set.Import.File)
		}
	}
	if left, err := filepath.Glob(filepath.Join(folder, ".*")); err != nil || left != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestWhateverIsImportedAndConfirmedAnUnlistedDomainRestsOnALaterWordAlone(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 2))
	domains := []string{"mkuh.nhs.uk", "a.nhs.uk", "b.nhs.uk", "c.nhs.uk"}
	for range 100 {
		s := StoreIn(t.TempDir())
		for range 6 {
			day := today.Add(-random.IntN(800))
			if random.IntN(2) == 0 {
				imported(t, s, day, domains[random.IntN(4)], "other.nhs.uk")
			} else {
				_ = s.Confirm(domains[random.IntN(4)], text.Line("Ann"), text.Line("phone"), day, today) // refused where the list ended it
			}
		}
		set, err := s.Load()
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range set.Accredited().All() {
			if set.Import != nil && !slices.Contains(set.Import.Domains, e.Domain) && e.Seen.Before(set.Import.Seen) {
				t.Errorf("%+v counts, though the list of %s does not have it", e, set.Import.Seen)
			}
		}
	}
}

func TestStoreReadsBackWhatItWrote(t *testing.T) {
	s := StoreIn(t.TempDir())
	imported(t, s, today, "a.nhs.uk", "b.nhs.uk")
	confirmed(t, s, "c.nhs.uk", today)
	first, err := s.Load()
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(stored{storeFormat, first})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"format":1,"import":{"file":"list.csv","seen":"2026-11-22","domains":["a.nhs.uk","b.nhs.uk"]},` +
		`"confirmations":[{"domain":"c.nhs.uk","by":"Ann Lee","source":"phone call to the trust's IT desk","on":"2026-11-22"}]}`
	if string(data) != want {
		t.Errorf("got  %s\nwant %s", data, want)
	}
}

func BenchmarkImport(b *testing.B) {
	path := anyFile(b, "list.csv", csvOf(b, officialSize()))
	s := StoreIn(b.TempDir())
	for b.Loop() {
		list, err := ReadList(path)
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Import(list, today, today); err != nil {
			b.Fatal(err)
		}
	}
}
