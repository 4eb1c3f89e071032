package rows

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

func rowsOf(t testing.TB, list string) ([]string, error) {
	t.Helper()
	var all []string
	err := Each(strings.NewReader(list), func(line int, cells []string) error {
		all = append(all, fmt.Sprintf("%d %s", line, strings.Join(cells, "|")))
		return nil
	})
	return all, err
}

func TestEachRowComesWithTheLineOnWhichItStarts(t *testing.T) {
	got, err := rowsOf(t, "a,b\r\n\n, ,\n\"c\nd\",e\nf \"g\" h\n")
	if want := []string{"1 a|b", "4 c\nd|e", `6 f "g" h`}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestAQuoteThatNeverClosesCantFillTheMemory(t *testing.T) {
	got, err := rowsOf(t, "a,b\n\""+strings.Repeat("c,d\n", 1<<20))
	if err == nil || err.Error() != "has a row of more than 64 kB at line 2: close the quote that stands open there" || len(got) != 1 {
		t.Errorf("%d rows, %v", len(got), err)
	}
}

func TestRowsThatRanIntoEachOtherAreNotTakenForOne(t *testing.T) {
	if err := RunTogether([]string{"a", "b"}); err != nil {
		t.Error(err)
	}
	if err := RunTogether([]string{"a", "b\nc\nd"}); err == nil || err.Error() != "a quote that is not closed makes one row of 3 lines" {
		t.Error(err)
	}
}

func TestWhoeverTakesTheRowsEndsTheReading(t *testing.T) {
	enough := errors.New("enough")
	n := 0
	err := Each(strings.NewReader("a\nb\nc\n"), func(int, []string) error {
		if n++; n == 2 {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) || n != 2 {
		t.Errorf("%d rows, %v", n, err)
	}
}

func TestAListThatBreaksOffSaysWhy(t *testing.T) {
	broken := errors.New("the stick was pulled out")
	if err := Each(iotest.ErrReader(broken), func(int, []string) error { return nil }); !errors.Is(err, broken) {
		t.Error(err)
	}
}
