package quiet

import "testing"

func TestAccessibleIsAskedForByAnythingButNothingAndFalse(t *testing.T) {
	for set, want := range map[string]bool{
		"1": true, "true": true, "yes": true, "2": true, "": false, "0": false, "false": false, "False": false, "FALSE": false,
	} {
		if got := Accessible(set); got != want {
			t.Errorf("ACCESSIBLE=%q: %v", set, got)
		}
	}
}
