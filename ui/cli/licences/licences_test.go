package licences

import (
	"flag"
	"maps"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
)

var update = flag.Bool("update", false, "make notices.txt from the modules that the program is linked from; look at each change before accepting it")

// TestEveryModuleInTheProgramHasItsNotice holds notices.txt to the modules that are linked in on any system, and each notice to
// the words of its authors. One whose licence is none of those that were read fails: read it, and add it to terms.
func TestEveryModuleInTheProgramHasItsNotice(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("without the go command nothing says what is linked in: ", err)
	}
	sources, err := linked()
	if err != nil {
		t.Fatal(err)
	}
	var want []Module
	for _, path := range slices.Sorted(maps.Keys(sources)) {
		m, err := sources[path].module()
		if err != nil {
			t.Fatal(err)
		}
		if m.Licence == "" {
			t.Errorf("%s %s: its licence is none of those that were read", m.Path, m.Version)
		}
		want = append(want, m)
	}
	if *update {
		write(t, want)
	}
	got := slices.DeleteFunc(Modules(), func(m Module) bool { return m.Path == Go })
	for _, m := range want {
		if !slices.Contains(got, m) {
			t.Errorf("%s %s is linked in, and notices.txt lacks it or has another notice: go test ./ui/cli/licences -update", m.Path, m.Version)
		}
	}
	for _, m := range got {
		if s := sources[m.Path]; s == nil || s.version != m.Version {
			t.Errorf("notices.txt has %s %s, which is not linked in: go test ./ui/cli/licences -update", m.Path, m.Version)
		}
	}
}

func write(t *testing.T, all []Module) {
	t.Helper()
	itself, err := goItself()
	if err != nil {
		t.Fatal(err)
	}
	notices = format(append(all, itself))
	if err := os.WriteFile("notices.txt", []byte(notices), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestGoHasItsNotice(t *testing.T) {
	for _, m := range Modules() {
		if m.Path == Go && m.Licence == "BSD-3-Clause" && strings.Contains(m.Notice, "The Go Authors") {
			return
		}
	}
	t.Error("there is none")
}

func TestWhatIsWrittenIsReadBackTheSame(t *testing.T) {
	want := []Module{
		{"example.com/a", "v1.0.0", "MIT", "One.\n\nTwo.\n"},
		{Go, "", "Apache-2.0 AND BSD-3-Clause", "==\n\nInside a line ==== is no mark.\n"},
	}
	if got := parse(format(want)); !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
}

func TestTheDocumentSaysThatReferralDeskHasNoLicenceAndHoldsEveryNotice(t *testing.T) {
	document := Document("go1.99")
	if !strings.HasPrefix(document, "No licence has been chosen yet for Referral Desk itself") {
		t.Error("it does not begin with what holds for the program itself")
	}
	if !strings.Contains(document, "  Go standard library and runtime go1.99: BSD-3-Clause\n") {
		t.Error("it does not say which Go")
	}
	for _, m := range Modules() {
		if !strings.Contains(document, m.Notice) || m.Path != Go && !strings.Contains(document, "  "+m.Path+" "+m.Version+": "+m.Licence+"\n") {
			t.Errorf("it lacks %s", m.Path)
		}
	}
	for _, r := range document {
		if r != '\n' && !unicode.IsPrint(r) && r != '\t' {
			t.Fatalf("it holds %q, which a terminal may obey", r)
		}
	}
}

func TestLicencesAreToldByTheirWords(t *testing.T) {
	for words, want := range map[string]string{
		"Permission is hereby granted, free of charge, to any person":                               "MIT",
		"Redistributions in binary form must reproduce":                                             "BSD-2-Clause",
		"Redistributions in binary form must reproduce\nNeither the name of Google":                 "BSD-3-Clause",
		"Apache License\n  Version 2.0, January 2004\nPermission is hereby granted, free of charge": "Apache-2.0 AND MIT",
		"The FreeType Project LICENSE\n":                                                            "FTL",
		"SIL OPEN FONT LICENSE Version 1.1 - 26 February 2007":                                      "OFL-1.1",
		"GNU GENERAL PUBLIC LICENSE":                                                                "",
	} {
		if got := licenceOf(words); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}
