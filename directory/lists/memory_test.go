package lists

import (
	"fmt"
	"runtime/debug"
	"strings"
	"testing"
)

func TestOnlyBesideALongListIsTheMemorySpared(t *testing.T) {
	const usual = 90
	before := debug.SetGCPercent(usual)
	defer debug.SetGCPercent(before)
	for entries, want := range map[int]int{1: usual, longList - 1: usual, longList: sparingPart} {
		t.Run(fmt.Sprint(entries), func(t *testing.T) {
			s := StoreIn(t.TempDir())
			added(t, s, fileOf(t, "list.csv", "name\n"+strings.Repeat("A\n", entries)), Other)
			debug.SetGCPercent(usual)
			if n := loaded(t, s).Len(); n != entries {
				t.Fatalf("%d entries, want %d", n, entries)
			}
			if got := debug.SetGCPercent(usual); got != want {
				t.Errorf("the collector works from %d %% on, want %d %%", got, want)
			}
		})
	}
}
