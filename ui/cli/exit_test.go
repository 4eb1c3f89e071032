package cli

import (
	"errors"
	"strings"
	"testing"
)

func TestOfSeveralExitsTheGravestCountsAndAllAreSaid(t *testing.T) {
	byGravity := []error{
		exit{Failed, errors.New("failed")}, exit{Attention, errors.New("attention")},
		exit{NotSecure, errors.New("not secure")}, exit{Misused, errors.New("misused")},
	}
	for i, graver := range byGravity {
		for _, lighter := range byGravity[:i+1] {
			for _, both := range [][]error{{graver, nil, lighter}, {lighter, graver, nil}} {
				err := gravest(both...)
				if exitOf(err).status != exitOf(graver).status {
					t.Errorf("%v and %v: status %d", lighter, graver, exitOf(err).status)
				}
				if said := err.Error(); !strings.Contains(said, lighter.Error()) || !strings.Contains(said, graver.Error()) {
					t.Errorf("%v and %v: %q is said", lighter, graver, said)
				}
			}
		}
	}
	if err := gravest(nil, nil); err != nil {
		t.Errorf("nothing became %v", err)
	}
	if err := gravest(exit{status: Attention}); exitOf(err).status != Attention || exitOf(err).err != nil {
		t.Errorf("an exit whose answer says it all became %v", err)
	}
}
