package directory

import (
	"os"
	"slices"
	"strings"
	"testing"

	"referraldesk/policy"
)

var today = policy.NewDay(2026, 11, 22)

// small is the shortest file that has one of everything.
const small = `
[[source]]
id = "page"
title = "A page"
read = 2026-11-01

[[urgency]]
label = "Urgent"
frame = "within one week"

[[question]]
id = "name"
section = "Patient"
label = "Name"
kind = "line"
need = "required"

[[destination]]
id = "clinic"
name = "Clinic"
address = "clinic@nhs.net"

[[contact]]
id = "help"
name = "Help"
phone = "01632 960001"
for = "Everything"
`

// faultsOf reads a text that goes on after small and gives the faults without their lines.
func faultsOf(t *testing.T, more string) []string {
	t.Helper()
	_, err := read("x.toml", []byte(small+more), today)
	if err == nil {
		return nil
	}
	faults, ok := err.(Faults)
	if !ok {
		t.Fatalf("the error is no list of faults: %v", err)
	}
	var all []string
	for _, f := range faults {
		if f.File != "x.toml" || f.Line < 1 || f.Next == "" {
			t.Errorf("a fault without file, line or next step: %#v", f)
		}
		all = append(all, f.What)
	}
	return all
}

func TestEveryKindOfFaultIsNamed(t *testing.T) {
	destination := func(more string) string {
		return "[[destination]]\nid = \"d\"\nname = \"D\"\naddress = \"d@nhs.net\"\n" + more
	}
	question := func(more string) string {
		return destination("[[destination.question]]\nid = \"q\"\nsection = \"S\"\nlabel = \"L\"\n" + more)
	}
	for name, c := range map[string]struct{ more, want string }{
		"unknown field":         {destination("adress = 1"), `destination "d": unknown field "adress"`},
		"unknown table":         {"[[destinations]]", `unknown field "destinations"`},
		"bad address":           {strings.Replace(destination(""), "d@nhs.net", "d@nhs.net.", 1), `destination "d": address "d@nhs.net." ends in a dot (character 10)`},
		"no address":            {strings.Replace(destination(""), `address = "d@nhs.net"`, "", 1), `destination "d": no address`},
		"no name":               {strings.Replace(destination(""), `name = "D"`, `name = " "`, 1), `destination "d": no name`},
		"no id":                 {strings.Replace(destination(""), `id = "d"`, "", 1), `destination "d@nhs.net": no id`},
		"capitals in an id":     {strings.Replace(destination(""), `id = "d"`, `id = "D"`, 1), `destination "D": id "D" holds more than lower-case letters, digits and hyphens`},
		"duplicate id":          {strings.Replace(destination(""), `id = "d"`, `id = "clinic"`, 1), `destination "clinic": the id is already used at x.toml:19`},
		"id of a contact":       {strings.Replace(destination(""), `id = "d"`, `id = "help"`, 1), `contact "help": the id is already used at x.toml:29`},
		"one address for two":   {strings.Replace(destination(""), "d@nhs.net", "Clinic@NHS.net", 1), `destination "d": the address is already used at x.toml:21`},
		"superseded by itself":  {destination(`superseded = ["D@nhs.net"]`), `destination "d": superseded "D@nhs.net": the address is the one that the destination has now`},
		"bad superseded":        {destination(`superseded = ["old"]`), `destination "d": superseded "old": address "old" has no @`},
		"undefined source":      {destination("[[destination.note]]\ntext = \"n\"\nsource = \"none\""), `destination "d": note 1: source "none" is not defined`},
		"note without a source": {destination("[[destination.note]]\ntext = \"n\""), `destination "d": note 1: no source`},
		"verified tomorrow":     {destination(`verified = { on = 2026-11-23, by = "B" }`), `destination "d": verified: on 2026-11-23 lies in the future`},
		"verified by nobody":    {destination(`verified = { on = "2026-11-22" }`), `destination "d": verified: no by`},
		"verified never":        {destination(`verified = { by = "B" }`), `destination "d": verified: no on`},
		"no day":                {destination(`verified = { on = "last week", by = "B" }`), `destination "d": verified: on is not a day of the calendar`},
		"form without a name":   {destination(`form = { version = "1" }`), `destination "d": form: no name`},
		"wrong type":            {destination("trust = 3"), `destination "d": trust is a number`},
		"wrong type in a list":  {destination(`aliases = ["a", 3]`), `destination "d": aliases holds something that is no text`},
		"wrong type of a table": {destination(`form = "F"`), `destination "d": form is a text`},
		"area without source":   {destination(`gp_area = { commissioners = ["14Y"] }`), `destination "d": gp_area: no source`},
		"area of nobody":        {destination(`gp_area = { commissioners = [" "], source = "page" }`), `destination "d": gp_area: no commissioners`},
		"unknown kind":          {question("kind = \"lines\"\nneed = \"required\""), `destination "d": question "q": kind "lines" is unknown`},
		"unknown need":          {question("kind = \"line\"\nneed = \"must\""), `destination "d": question "q": need "must" is unknown`},
		"no need":               {question(`kind = "line"`), `destination "d": question "q": no need`},
		"no choices":            {question("kind = \"choice\"\nneed = \"optional\""), `destination "d": question "q": no choices, which a question of kind "choice" needs`},
		"choices of a line":     {question("kind = \"line\"\nneed = \"optional\"\nchoices = [\"a\"]"), `destination "d": question "q": choices have no use in a question of kind "line"`},
		"unit of a line":        {question("kind = \"line\"\nneed = \"optional\"\nunit = \"mg\""), `destination "d": question "q": a unit has no use where the kind is not number`},
		"kind of a shared one":  {strings.Replace(question("kind = \"date\"\nneed = \"optional\""), `"q"`, `"name"`, 1), `destination "d": question "name": kind "date" differs from that of the shared question with this id`},
		"contact with nothing":  {"[[contact]]\nid = \"c\"\nname = \"C\"\nfor = \"f\"", `contact "c": 0 of address, phone and url are given`},
		"contact with two ways": {"[[contact]]\nid = \"c\"\nname = \"C\"\nfor = \"f\"\nphone = \"1\"\nurl = \"u\"", `contact "c": 2 of address, phone and url are given`},
		"source read tomorrow":  {"[[source]]\nid = \"s\"\ntitle = \"S\"\nread = 2026-11-23", `source "s": read 2026-11-23 lies in the future`},
		"withdrawn, sourceless": {"[[withdrawn]]\naddress = \"w@nhs.net\"\nname = \"W\"\nnow = \"N\"", `withdrawn "w@nhs.net": no source`},
		"no TOML":               {"id = ", "expected value, not end of input"},
		"not UTF-8":             {"# \xff", "the file is not UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := faultsOf(t, c.more); !slices.Equal(got, []string{c.want}) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAllFaultsAreNamedInOneRunWithTheirLines(t *testing.T) {
	data, err := os.ReadFile("testdata/faults.toml")
	if err != nil {
		t.Fatal(err)
	}
	_, err = read("faults.toml", data, today)
	if err == nil {
		t.Fatal("no fault found")
	}
	golden(t, "faults.golden", err.Error()+"\n")
}

func TestAFaultyAddressIsWordedAsInTheDesign(t *testing.T) {
	data := strings.Replace(string(bucks), "bht.bucksamd@nhs.net\"", "bht.bucksamd@nhs.net.\"", 1)
	line := strings.Count(data[:strings.Index(data, "bht.bucksamd@nhs.net.")], "\n") + 1
	_, err := read("bucks.toml", []byte(data), today)
	want := Fault{
		File: "bucks.toml", Line: line,
		What: `destination "smh-wet-amd": address "bht.bucksamd@nhs.net." ends in a dot (character 21)`,
		Next: "write the bare address, as name@nhs.net",
	}
	if faults, _ := err.(Faults); !slices.Equal(faults, Faults{want}) {
		t.Errorf("got %v", err)
	}
}

func TestAByteOrderMarkAndWindowsLineEndsAreNoFault(t *testing.T) {
	if _, err := read("x.toml", []byte("\ufeff"+strings.ReplaceAll(small, "\n", "\r\n")), today); err != nil {
		t.Error(err)
	}
}

func TestControlCharactersInAFileNeverReachTheScreen(t *testing.T) {
	dir, err := read("x.toml", []byte(strings.Replace(small, `"Clinic"`, `"Cli\u001b]52;c;x\u0007\u202enic"`, 1)), today)
	if err != nil {
		t.Fatal(err)
	}
	if name := dir.Destinations[0].Name.String(); name != "Cli]52;c;xnic" {
		t.Errorf("the name is %q", name)
	}
	_, err = read("x.toml", []byte(strings.Replace(small, `"clinic@nhs.net"`, `"\u001b[2J@nhs.net"`, 1)), today)
	if err == nil || strings.ContainsRune(err.Error(), '\x1b') {
		t.Errorf("the fault is %q", err)
	}
}

func TestAnEmbeddedDirectoryOpensOnAMachineWhoseClockIsWrong(t *testing.T) {
	if _, err := Embedded(); err != nil {
		t.Error(err)
	}
	if _, err := read("bucks.toml", bucks, policy.NewDay(2020, 1, 1)); err == nil {
		t.Error("days after today are no fault")
	}
}

func TestADestinationsOwnQuestionsTakeTheirPlaces(t *testing.T) {
	const q = "\nlabel = \"L\"\nkind = \"line\"\nneed = \"optional\"\n"
	shared := "[[question]]\nid = \"eye\"\nsection = \"Eyes\"" + q + "[[question]]\nid = \"last\"\nsection = \"Sending\"" + q
	own := "[[destination.question]]\nid = \"own-1\"\nsection = \"Own\"" + q +
		"[[destination.question]]\nid = \"eye\"\nsection = \"Eyes\"\nhelp = \"replaced\"" + q +
		"[[destination.question]]\nid = \"more\"\nsection = \"Other\"" + q +
		"[[destination.question]]\nid = \"own-2\"\nsection = \"Own\"" + q +
		"[[destination.question]]\nid = \"eye-2\"\nsection = \"Eyes\"" + q +
		"[[destination.question]]\nid = \"very-last\"\nsection = \"Sending\"" + q
	dir, err := read("x.toml", []byte(small+shared+"[[destination]]\nid = \"d\"\nname = \"D\"\naddress = \"d@nhs.net\"\n"+own), today)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, q := range dir.Destinations[1].Questions {
		ids = append(ids, q.ID+q.Help.String())
	}
	want := []string{"name", "eyereplaced", "eye-2", "own-1", "own-2", "more", "last", "very-last"}
	if !slices.Equal(ids, want) {
		t.Errorf("got %q", ids)
	}
	if n := len(dir.Destinations[0].Questions); n != 3 {
		t.Errorf("another destination has %d questions instead of the 3 shared ones", n)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(small))
	faults, err := os.ReadFile("testdata/faults.toml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(faults)
	f.Fuzz(func(t *testing.T, data []byte) {
		dir, err := read("x.toml", data, today)
		if err == nil {
			checkWhole(t, dir)
			return
		}
		faults, ok := err.(Faults)
		if !ok || len(faults) == 0 {
			t.Fatalf("no list of faults: %v", err)
		}
		for _, f := range faults {
			if f.Line < 1 || f.Line > strings.Count(string(data), "\n")+1 {
				t.Errorf("line %d is not in the file", f.Line)
			}
			if f.What == "" || f.Next == "" || strings.ContainsAny(f.Error(), "\n\r\x1b\a") {
				t.Errorf("not a fault for the screen: %q", f)
			}
		}
	})
}

// checkWhole holds a directory without a fault to what everything behind it relies on.
func checkWhole(t *testing.T, dir *Directory) {
	t.Helper()
	cited := func(id policy.SourceID) {
		if _, ok := dir.Source(id); !ok && id != "" {
			t.Errorf("source %q is not defined", id)
		}
	}
	for _, d := range dir.Destinations {
		if d.ID == "" || d.Name.IsEmpty() || d.Address.IsZero() {
			t.Errorf("a destination without id, name or address: %+v", d)
		}
		for _, n := range d.Notes {
			if n.Source == "" {
				t.Error("a note without a source")
			}
			cited(n.Source)
		}
		for _, q := range d.Questions {
			if !slices.Contains(kinds(), string(q.Kind)) || !slices.Contains(needs(), string(q.Need)) {
				t.Errorf("a question of kind %q, need %q", q.Kind, q.Need)
			}
			cited(q.Source)
		}
	}
	for _, c := range dir.Contacts {
		if c.Reach() == "" {
			t.Errorf("contact %q can't be reached", c.ID)
		}
	}
}
