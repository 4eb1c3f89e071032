package tables

import (
	"testing"
)

func TestATableOverAnotherLendsWhatItDoesNotWriteWithItsLine(t *testing.T) {
	var ledger Ledger
	below := Parse("below.toml", []byte("\n[[a]]\nid = \"x\"\nname = \"N\"\nphone = \"1\"\nold = true\n[[a.b]]\nc = 1\n"), &ledger).Tables("a", "")[0]
	root := Parse("above.toml", []byte("[[a]]\nid = \"x\"\nphone = 2\n"), &ledger)
	above := root.Tables("a", "")[0]
	laid := above.Over(below, "old")
	if laid.ID() != "x" || laid.Line("name").String() != "N" || laid.Has("old") || above.Has("name") {
		t.Errorf("laid %v, above %v", laid.cells, above.cells)
	}
	for key, want := range map[string]struct {
		file string
		line int
	}{"id": {"above.toml", 2}, "phone": {"above.toml", 3}, "name": {"below.toml", 4}, "": {"above.toml", 1}, "none": {"above.toml", 1}} {
		if file, line := laid.Place(key); file != want.file || line != want.line {
			t.Errorf("%q stands at %s:%d", key, file, line)
		}
		if got := laid.SameFile(key, root); got != (want.file == "above.toml") {
			t.Errorf("%q: same file %v", key, got)
		}
	}
	if file, line := laid.Tables("b", "")[0].Place("c"); file != "below.toml" || line != 8 {
		t.Errorf("what stands under a lent table is at %s:%d", file, line)
	}
	if laid.Line("phone"); ledger.Err() == nil || ledger.Err().Error() != `above.toml:3: a "x": phone is a number, write it as "text"` {
		t.Error(ledger.Err())
	}
}

func TestAFaultThatIsFoundTwiceIsNamedOnce(t *testing.T) {
	root, ledger := parse(t, "x = 1\ny = 'a'")
	for range 2 {
		root.Line("x")
		root.Address("y")
	}
	if faults, _ := ledger.Err().(Faults); len(faults) != 2 {
		t.Error(ledger.Err())
	}
}

func TestASpanIsExactlyTheValue(t *testing.T) {
	const data = "[a]\nb = { on = 2026-11-22, by = \"A # \\\"é\" } # c\nd.e = '''x\ny'''\nn = 1\n"
	root, _ := parse(t, "\ufeff"+data)
	a := root.Table("a")
	for _, c := range []struct {
		table     *Table
		key, want string
	}{{a.Table("b"), "on", "2026-11-22"}, {a.Table("b"), "by", `"A # \"é"`}, {a.Table("d"), "e", "'''x\ny'''"}} {
		if from, to, ok := c.table.Span(c.key); !ok || data[from:to] != c.want {
			t.Errorf("%s is %q", c.key, data[from:to])
		}
	}
	for _, key := range []string{"n", "b", "none"} {
		if _, _, ok := a.Span(key); ok {
			t.Errorf("%s has a span", key)
		}
	}
}
