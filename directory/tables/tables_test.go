package tables

import (
	"strings"
	"testing"

	"referraldesk/policy"
)

func parse(t *testing.T, data string) (*Table, *Ledger) {
	t.Helper()
	var ledger Ledger
	table := Parse("f.toml", []byte(data), &ledger)
	if table == nil {
		t.Fatal(ledger.Err())
	}
	return table, &ledger
}

func TestEachFieldKnowsItsLineHoweverItIsWritten(t *testing.T) {
	const data = `a = 1 # line 1
[b]
c = 2
d.e = 3
[[f]]
g = 4
[[f]]
g = 5
[[f.h]]
i = 6
[[f.h]]
i = 7
[f.j]
k = [
  8,
  { l = 9 },
]
m = { n = 10,
  o = 11 }
"p.q" = 12
`
	lines := indexLines([]byte(data)).at
	for path, want := range map[string]int{
		"a": 1, "b": 2, "b.c": 3, "b.d.e": 4, "f[0]": 5, "f[0].g": 6, "f[1]": 7, "f[1].g": 8, "f[1].h[0]": 9, "f[1].h[0].i": 10,
		"f[1].h[1].i": 12, "f[1].j": 13, "f[1].j.k": 14, "f[1].j.k[0]": 15, "f[1].j.k[1].l": 16, "f[1].j.m.n": 18, "f[1].j.m.o": 19,
	} {
		if lines[path] != want {
			t.Errorf("%s is on line %d, not %d", path, want, lines[path])
		}
	}
}

func TestAFieldThatIsNotWrittenIsOnTheLineOfItsTable(t *testing.T) {
	root, _ := parse(t, "\n\n[[a]]\nb = 1\n[[a]]\n")
	if _, line := root.Tables("a", "")[1].Place("missing"); line != 5 {
		t.Errorf("line %d", line)
	}
	if _, line := root.Place("missing"); line != 1 {
		t.Errorf("line %d", line)
	}
}

func TestValuesComeOutCleanAndTyped(t *testing.T) {
	root, ledger := parse(t, `
text = " a\u001bb\nc\u202e "
list = ["x", " ", "y"]
yes = true
number = 7
word = "two"
day = 2026-11-22
quoted = "2026-11-22"
address = "a@nhs.net"
table = { id = "t" }
`)
	if got := root.Line("text").String(); got != "ab c" {
		t.Errorf("text: %q", got)
	}
	if got := root.Lines("list"); len(got) != 2 || got[1].String() != "y" {
		t.Errorf("list: %q", got)
	}
	if !root.Bool("yes") || root.Bool("no") {
		t.Error("yes or no")
	}
	if got := root.Int("number", 1, 9, 5); got != 7 {
		t.Errorf("number: %d", got)
	}
	if got := root.Int("none", 1, 9, 5); got != 5 {
		t.Errorf("fallback: %d", got)
	}
	if got := root.OneOf("word", "one", "two"); got != "two" {
		t.Errorf("word: %q", got)
	}
	day := policy.NewDay(2026, 11, 22)
	if root.Day("day", day) != day || root.Day("quoted", day) != day || !root.Day("none", day).IsZero() {
		t.Error("day")
	}
	if got := root.Address("address").String(); got != "a@nhs.net" {
		t.Errorf("address: %q", got)
	}
	if got := root.Table("table").ID(); got != "t" || root.Table("none") != nil {
		t.Errorf("table: %q", got)
	}
	if root.Unknown(); ledger.Err() != nil {
		t.Error(ledger.Err())
	}
}

func TestAValueOfTheWrongTypeIsOneFault(t *testing.T) {
	for asked, ask := range map[string]func(*Table){
		"line":     func(t *Table) { t.Line("x") },
		"required": func(t *Table) { t.Required("x") },
		"lines":    func(t *Table) { t.Lines("x") },
		"bool":     func(t *Table) { t.Bool("x") },
		"int":      func(t *Table) { t.Int("x", 1, 2, 1) },
		"one of":   func(t *Table) { t.OneOf("x", "a") },
		"day":      func(t *Table) { t.Day("x", policy.Day{}) },
		"address":  func(t *Table) { t.RequiredAddress("x") },
		"table":    func(t *Table) { t.Table("x") },
		"tables":   func(t *Table) { t.Tables("x", "bare") },
	} {
		for _, wrong := range []string{"1.5", "2026-11-22T10:00:00Z"} {
			root, ledger := parse(t, "x = "+wrong)
			ask(root)
			if faults, _ := ledger.Err().(Faults); len(faults) != 1 || faults[0].Line != 1 || faults[0].Next == "" {
				t.Errorf("%s of %s: %v", asked, wrong, ledger.Err())
			}
		}
	}
}

func TestAFileThatIsNoTOMLSaysWhere(t *testing.T) {
	for data, want := range map[string]string{
		"a = 1\nb = \n":         "f.toml:2: ",
		"a = 1\na = 2":          "f.toml:2: ",
		"a = \"\xff\"":          "f.toml:1: the file is not UTF-8, save it again as UTF-8",
		"a = 1\n\n\xfe\xff":     "f.toml:3: the file is not UTF-8, save it again as UTF-8",
		"\x00":                  "f.toml:1: ",
		"[[a]]\n[a]":            "f.toml:2: ",
		"a = 2026-02-30":        "f.toml:1: ",
		"a = \"" + "never ends": "f.toml:1: ",
	} {
		var ledger Ledger
		if Parse("f.toml", []byte(data), &ledger) != nil || ledger.Err() == nil || !strings.HasPrefix(ledger.Err().Error(), want) {
			t.Errorf("%q: %v", data, ledger.Err())
		}
	}
}

// Each of these would take minutes or gigabytes if paths were built as deep as a file likes.
func TestAFileMadeToHurtIsReadLikeAnyOther(t *testing.T) {
	for name, data := range map[string]string{
		"a dotted key":      strings.Repeat("a.", MaxBytes/4) + "a = 1",
		"a dotted header":   "[" + strings.Repeat("a.", MaxBytes/4) + "a]",
		"nested arrays":     "a = " + strings.Repeat("[", 9000) + strings.Repeat("]", 9000),
		"nested tables":     "a = " + strings.Repeat("{a=", 9000) + "1" + strings.Repeat("}", 9000),
		"too long":          strings.Repeat("#", MaxBytes+1),
		"too many brackets": "a = " + strings.Repeat("[", MaxBytes/2),
	} {
		t.Run(name, func(t *testing.T) {
			var ledger Ledger
			if root := Parse("f.toml", []byte(data), &ledger); root != nil {
				root.Unknown()
			}
			if ledger.Err() == nil {
				t.Error("no fault")
			}
		})
	}
}

func TestFaultsStandInTheOrderOfTheFilesAndTheirLines(t *testing.T) {
	var ledger Ledger
	for _, f := range []Fault{{File: "b", Line: 2, What: "x"}, {File: "a", Line: 9, What: "x"}, {File: "b", Line: 1, What: "x", Next: "y"}} {
		ledger.Add(f)
	}
	if got := ledger.Err().Error(); got != "b:1: x, y\nb:2: x\na:9: x" {
		t.Errorf("got %q", got)
	}
}

func TestEachFaultSaysWhatIsWrongAndWhatToDo(t *testing.T) {
	for _, c := range []struct {
		data string
		ask  func(*Table)
		want string
	}{
		{"x = true", func(t *Table) { t.Line("x") }, `x is true or false, write it as "text"`},
		{"x = [1]", func(t *Table) { t.Line("x") }, `x is a list, write it as "text"`},
		{"x = 12:00:00", func(t *Table) { t.Line("x") }, `x is a date or time, write it as "text"`},
		{"x.y = 1", func(t *Table) { t.Bool("x") }, "x is a table, write true or false"},
		{"x = '90'", func(t *Table) { t.Int("x", 1, 9, 1) }, "x is a text, write a number from 1 to 9"},
		{"x = 1.5", func(t *Table) { t.Int("x", 1, 9, 1) }, "x is a number with a decimal point, write a number from 1 to 9"},
		{"x = 0", func(t *Table) { t.Int("x", 1, 9, 1) }, "x is 0, write a number from 1 to 9"},
		{"", func(t *Table) { t.Required("x") }, "no x, give it one"},
		{"x = [1]", func(t *Table) { t.Lines("x") }, `x holds something that is no text, write it as ["text", "text"]`},
		{"x = 'c'", func(t *Table) { t.OneOf("x", "a", "b") }, `x "c" is unknown, write one of: a, b`},
		{"id = 'A b'", func(t *Table) { t.ID() }, `id "A b" holds more than lower-case letters, digits and hyphens, rename it`},
		{"", func(t *Table) { t.RequiredDay("x", policy.Day{}) }, "no x, give the day, as YYYY-MM-DD"},
		{"x = '31/12/2026'", func(t *Table) { t.Day("x", policy.Day{}) }, "x is not a day of the calendar, write it as YYYY-MM-DD"},
		{"", func(t *Table) { t.RequiredAddress("x") }, "no x, give it one, as name@nhs.net"},
		{"x = 'a'", func(t *Table) { t.Address("x") }, `x "a" has no @, write the bare address, as name@nhs.net`},
		{"x = ['a']", func(t *Table) { t.Tables("x", "") }, "x holds something that is no table, write it as [[x]]"},
		{"[[x]]\ny = 1", func(t *Table) { x := t.Tables("x", "")[0]; x.Line("z"); x.Unknown() }, `x 1: unknown field "y", remove it, or use one of: z`},
	} {
		root, ledger := parse(t, c.data)
		c.ask(root)
		if faults, _ := ledger.Err().(Faults); len(faults) != 1 || !strings.HasSuffix(faults[0].Error(), ": "+c.want) {
			t.Errorf("%q: %v, want %q", c.data, ledger.Err(), c.want)
		}
	}
}

func TestAnEndlessValueIsCutInItsFault(t *testing.T) {
	root, ledger := parse(t, "x = '"+strings.Repeat("é", 5000)+"'")
	root.Address("x")
	if got := len([]rune(ledger.Err().Error())); got > 300 {
		t.Errorf("the fault is %d letters long", got)
	}
}
