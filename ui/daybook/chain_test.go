package daybook

import (
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rehashed is a line with its hash made anew, as one who knows how would.
func rehashed(line string) string {
	hashed := line[:strings.LastIndex(line, startOfHash)]
	return hashed + startOfHash + hashOf([]byte(hashed)) + endOfLine + "\n"
}

func TestWhatWasDoneToALineIsFoundAndTheLineNamed(t *testing.T) {
	_, path, lines := filled(t, 6)
	other := func(line string) string { return strings.Replace(line, "mkuh-bus", "smh-bus", 1) }
	at := func(i int, line string) []string {
		changed := slices.Clone(lines)
		changed[i-1] = line
		return changed
	}
	moved := slices.Concat(lines[:1], lines[2:3], lines[1:2], lines[3:])
	for name, test := range map[string]struct {
		lines []string
		want  []Fault
	}{
		"nothing":                       {lines, nil},
		"changed":                       {at(3, other(lines[2])), []Fault{{Line: 3, Damage: Altered}}},
		"first changed":                 {at(1, other(lines[0])), []Fault{{Line: 1, Damage: Altered}}},
		"last changed":                  {at(6, other(lines[5])), []Fault{{Line: 6, Damage: Altered}}},
		"emptied":                       {at(3, "\n"), []Fault{{Line: 3, Damage: Altered}}},
		"saved with other line ends":    {at(3, strings.Replace(lines[2], "\n", "\r\n", 1)), []Fault{{Line: 3, Damage: Altered}}},
		"hash of it changed":            {at(3, lines[2][:len(lines[2])-4]+"!"+lines[2][len(lines[2])-3:]), []Fault{{Line: 3, Damage: Altered}}},
		"changed with its hash":         {at(3, rehashed(other(lines[2]))), []Fault{{Line: 3, Damage: Rewritten}}},
		"last changed with its hash":    {at(6, rehashed(other(lines[5]))), []Fault{{Line: 6, Damage: Rewritten}}},
		"removed":                       {slices.Delete(slices.Clone(lines), 2, 3), []Fault{{3, Missing, 3, 3}}},
		"first removed":                 {lines[1:], []Fault{{1, Missing, 1, 1}}},
		"several removed":               {slices.Delete(slices.Clone(lines), 1, 4), []Fault{{2, Missing, 2, 4}}},
		"last removed":                  {lines[:5], []Fault{{6, Missing, 6, 6}}},
		"all removed":                   {nil, []Fault{{1, Missing, 1, 6}}},
		"copied in":                     {slices.Insert(slices.Clone(lines), 4, lines[1]), []Fault{{Line: 5, Damage: OutOfPlace}}},
		"made up":                       {slices.Insert(slices.Clone(lines), 4, other(lines[4])), []Fault{{Line: 5, Damage: Altered}}},
		"moved":                         {moved, []Fault{{2, Missing, 2, 2}, {Line: 3, Damage: OutOfPlace}}},
		"one changed and one removed":   {slices.Delete(at(2, other(lines[1])), 3, 4), []Fault{{Line: 2, Damage: Altered}, {4, Missing, 4, 4}}},
		"made up and the last removed":  {append(slices.Clone(lines[:5]), other(lines[4])), []Fault{{Line: 6, Damage: Altered}}},
		"last two removed, cut instead": {append(slices.Clone(lines[:4]), lines[4][:50]), []Fault{{Line: 5, Damage: Torn}, {5, Missing, 5, 6}}},
	} {
		write(t, path, test.lines...)
		if got := reading(t, path).Faults; !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", name, got, test.want)
		}
	}
}

func TestDaybookThatWasDeletedIsMissed(t *testing.T) {
	b, path, _ := filled(t, 3)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	want := []Fault{{1, Missing, 1, 3}}
	if got := reading(t, path).Faults; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	appended(t, b, bare())
	if log := reading(t, path); !slices.Equal(log.Faults, want) || len(log.Entries) != 1 {
		t.Errorf("with another event: %d entries, %v", len(log.Entries), log.Faults)
	}
}

func TestLinesThatWereTakenAwayStayMissedWhenOthersFollow(t *testing.T) {
	b, path, lines := filled(t, 6)
	write(t, path, lines[:4]...)
	appended(t, b, bare(), bare())
	log := reading(t, path)
	if want := []Fault{{5, Missing, 5, 6}}; !slices.Equal(log.Faults, want) || len(log.Entries) != 6 {
		t.Errorf("%d entries, got %v, want %v", len(log.Entries), log.Faults, want)
	}
}

func TestDaybookGoesOnBehindALineThatWasSpoilt(t *testing.T) {
	b, path, lines := filled(t, 4)
	write(t, path, lines[0], lines[1], lines[2], strings.Replace(lines[3], "mkuh", "smh", 1))
	for _, lost := range []bool{false, true} {
		if lost {
			if err := os.Remove(path + endSuffix); err != nil {
				t.Fatal(err)
			}
		}
		appended(t, b, bare())
	}
	log := reading(t, path)
	if want := []Fault{{Line: 4, Damage: Altered}}; !slices.Equal(log.Faults, want) || len(log.Entries) != 5 {
		t.Errorf("%d entries, faults %v", len(log.Entries), log.Faults)
	}
}

func TestWithoutTheFileBesideItNothingIsVouchedForUntilTheNextEvent(t *testing.T) {
	b, path, _ := filled(t, 3)
	noHash := strings.Repeat("0", hashLength)
	for _, spoilt := range []string{"", "3", "3 \n", "x " + noHash + "\n", "-1 " + noHash + "\n"} {
		write(t, path+endSuffix, spoilt)
		if log := reading(t, path); log.Vouched != 0 || len(log.Faults) > 0 || log.Lines != 3 {
			t.Errorf("%q: %d vouched for, faults %v", spoilt, log.Vouched, log.Faults)
		}
	}
	appended(t, b, bare())
	if log := reading(t, path); log.Vouched != 4 || len(log.Faults) > 0 {
		t.Errorf("%d vouched for, faults %v", log.Vouched, log.Faults)
	}
}

// Whatever single byte is changed, put in or taken out, it shows; and no line but that one and its neighbour is blamed.
func TestEveryChangeOfOneByteIsFound(t *testing.T) {
	_, path, lines := filled(t, 5)
	whole := strings.Join(lines, "")
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		i := random.IntN(len(whole))
		with := string(rune(random.IntN(127) + 1))
		changed := whole[:i] + with + whole[i+1:]
		switch random.IntN(3) {
		case 0:
			changed = whole[:i] + with + whole[i:]
		case 1:
			changed = whole[:i] + whole[i+1:]
		}
		if changed == whole {
			continue
		}
		log := read(changed, readEnd(path))
		line := 1 + strings.Count(whole[:i], "\n")
		if len(log.Faults) == 0 || log.Faults[0].Line < line-1 || log.Faults[0].Line > line+1 {
			t.Fatalf("byte %d, on line %d, replaced with or before %s: %v", i, line, strconv.Quote(with), log.Faults)
		}
	}
}

func TestLineOfANewerVersionIsSaidAndTheRestIsRead(t *testing.T) {
	b, path, lines := filled(t, 3)
	newer := strings.Replace(lines[2], `{"format":1`, `{"format":2`, 1)
	write(t, path, lines[0], lines[1], newer)
	if log := reading(t, path); !slices.Equal(log.Faults, []Fault{{Line: 3, Damage: Newer}}) || len(log.Entries) != 2 {
		t.Errorf("%d entries, faults %v", len(log.Entries), log.Faults)
	}
	for _, after := range []string{"", "{\n"} { // also where something else spoilt the line after it
		write(t, path, lines[0], lines[1], newer, after)
		err := b.Append(bare())
		if !errors.Is(err, ErrNewer) || !strings.Contains(err.Error(), "use that version") {
			t.Errorf("%v", err)
		}
		if got := linesOf(t, path); strings.Join(got, "") != lines[0]+lines[1]+newer+after {
			t.Error("what the newer version wrote was changed")
		}
	}
}

func TestFaultsAreSaidInWords(t *testing.T) {
	var said strings.Builder
	for d := Altered; d <= Torn; d++ {
		said.WriteString(Fault{12, d, 12, 14}.String() + "\n")
	}
	said.WriteString(Fault{12, Missing, 12, 12}.String() + "\n")
	golden(t, "faults.txt", said.String())
}
