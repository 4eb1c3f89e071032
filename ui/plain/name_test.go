package plain

import (
	"testing"

	"referraldesk/policy/text"
)

func TestAWordOfTheProgramIsNobodysName(t *testing.T) {
	for words, want := range map[string]bool{
		"desk": false, "show": false, "go 3": false, "review": false, "copy K4H": false, "": false,
		"Priya Example": true, "Siân ap Rhys-Jones": true,
	} {
		if got := isFullName(text.Line(words)); got != want {
			t.Errorf("%q: %v", words, got)
		}
	}
}
