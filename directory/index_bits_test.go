package directory

import "testing"

// The desk guards the goroutine in which it searches, and no other.
func TestAPanicOfTheOtherCoreReachesWhoeverSearches(t *testing.T) {
	for half := range 2 {
		t.Run([]string{"this core", "the other core"}[half], func(t *testing.T) {
			walked := [2]bool{}
			defer func() {
				if r := recover(); r != "broken" || !walked[1-half] {
					t.Errorf("recovered %v, the halves walked: %v", r, walked)
				}
			}()
			halves(2, 2, func(h, _, _ int) {
				if h == half {
					panic("broken")
				}
				walked[h] = true
			})
		})
	}
}
