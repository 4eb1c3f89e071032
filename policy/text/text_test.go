package text

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// unseen are runes that take no room, change the order of what does, or look like a space and are none, one of each sort.
var unseen = []rune{
	0x00, 0x07, 0x1b, 0x7f, 0x9b, 0x9d, // controls, C1 among them
	0xad, 0x34f, 0x61c, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2060, 0x2064, 0xfeff, // zero width
	0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x206a, // bidi
	0x115f, 0x1160, 0x17b4, 0x2800, 0x3164, 0xffa0, 0x16fe4, 0x1d159, // fillers
	0x180b, 0xfe00, 0xfe0f, 0xe0100, 0xe01ef, 0xe0001, 0xe0041, 0xe007f, 0xfff9, // selectors, tags, annotations
	0xe000, 0xf0000, 0x10fffd, 0xfffe, 0xfdd0, 0x1ffff, // what no font has
}

func TestWhatCannotBeSeenIsDropped(t *testing.T) {
	for _, r := range unseen {
		raw := "a" + string(r) + "b"
		if line, block := Line(raw).String(), Block(raw).String(); line != "ab" || block != "ab" {
			t.Errorf("%U: line %q, block %q", r, line, block)
		}
	}
}

func TestCleanTextIsLeftAsItIs(t *testing.T) {
	for _, raw := range []string{"", "BUS clinic", "Ó Briain, été, Straße, 王, עברית, हिन्दी", "20/40 ± 0.50 · 5 mg/kg/day — “quoted” ’ £ ✓ ✗ ⚕", "e\u0301", "😀", "\ufffd"} {
		if Line(raw).String() != raw || Block(raw).String() != raw {
			t.Errorf("%q became %q and %q", raw, Line(raw), Block(raw))
		}
	}
	if raw := "  one\n\n two \n"; Block(raw).String() != raw {
		t.Errorf("%q became %q", raw, Block(raw))
	}
}

func TestCleanTextIsNotCopied(t *testing.T) {
	raw := strings.Repeat("Ó Briain — 王 ", 100) + "."
	if n := testing.AllocsPerRun(20, func() { Line(raw); Block(raw) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestALineHasNoBreakAndABlockHasOneForEach(t *testing.T) {
	for raw, want := range map[string][2]string{
		"a\nb":              {"a b", "a\nb"},
		"a\r\nb":            {"a b", "a\nb"},
		"a\rb":              {"a b", "a\nb"},
		"a\n\rb":            {"a  b", "a\n\nb"},
		"a\u2028b\u2029c":   {"a b c", "a\nb\nc"},
		"a\u0085b\vc\fd":    {"a b c d", "a\nb\nc\nd"},
		"\n a\tb\n":         {"a b", "\n a b\n"},
		"\u200b \u00a0a":    {"a", "  a"},
		"a\u3000b":          {"a b", "a b"},
		"a\xff\xfeb":        {"a\ufffdb", "a\ufffdb"},
		"\x1b]52;c;QQ==\a!": {"]52;c;QQ==!", "]52;c;QQ==!"},
	} {
		if line, block := Line(raw).String(), Block(raw).String(); line != want[0] || block != want[1] {
			t.Errorf("%q: line %q, block %q", raw, line, block)
		}
	}
}

func TestTextWithNothingToReadIsEmpty(t *testing.T) {
	for _, raw := range []string{"", " ", "\n\t", "\u200b\u2060", "\u00a0"} {
		if !Line(raw).IsEmpty() || !Block(raw).IsEmpty() || Line(raw) != (Text{}) {
			t.Errorf("%q is not empty", raw)
		}
	}
	if Line("x").IsEmpty() {
		t.Error("x is empty")
	}
}

func TestAFileIsReadThroughTheSameDoor(t *testing.T) {
	var got struct{ Name Text }
	if err := json.Unmarshal([]byte(`{"Name":" BUS\n\u202eclinic\u0007 "}`), &got); err != nil || got.Name != Line("BUS clinic") {
		t.Errorf("%q: %v", got.Name, err)
	}
	if raw, err := json.Marshal(got); err != nil || string(raw) != `{"Name":"BUS clinic"}` {
		t.Errorf("%s: %v", raw, err)
	}
}

func FuzzText(f *testing.F) {
	f.Add("\u200ba\r\nb") // the other seeds lie in testdata
	f.Fuzz(func(t *testing.T, raw string) {
		line, block := Line(raw), Block(raw)
		for _, s := range []string{line.String(), block.String()} {
			if !utf8.ValidString(s) {
				t.Fatalf("%q became %q, which is not UTF-8", raw, s)
			}
			if i := strings.IndexFunc(s, isUnseen); i >= 0 {
				t.Fatalf("%q became %q, which holds %q", raw, s, s[i:])
			}
		}
		if strings.ContainsAny(line.String(), "\n\r\u0085\u2028\u2029") || strings.TrimSpace(line.String()) != line.String() {
			t.Fatalf("%q became the line %q", raw, line)
		}
		if Line(line.String()) != line || Block(block.String()) != block || Block(line.String()) != line {
			t.Fatalf("%q is cleaned twice", raw)
		}
	})
}

// isUnseen holds what [unseen] has samples of, by the general categories of Unicode.
func isUnseen(r rune) bool {
	return r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp) ||
		r != ' ' && unicode.Is(unicode.Zs, r) || slices.Contains(unseen, r)
}

func BenchmarkLine(b *testing.B) {
	for name, raw := range map[string]string{"clean ASCII": "MKUH booked urgent service (BUS) clinic", "clean accents": "Ó Briain, été — naïve", "to clean": "BUS\u200b\n\u202eclinic"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Line(raw)
			}
		})
	}
}
