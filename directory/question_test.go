package directory

import (
	"slices"
	"testing"

	"referraldesk/policy/text"
)

func TestAnAnswerIsPickedFromTheOptionsOfItsKind(t *testing.T) {
	for kind, want := range map[QuestionKind][]text.Text{
		KindChoice:  {text.Line("A"), text.Line("B")},
		KindChoices: {text.Line("A"), text.Line("B")},
		KindYesNo:   {text.Line("Yes"), text.Line("No")},
		KindEye:     {text.Line("Right"), text.Line("Left"), text.Line("Both")},
		KindLine:    nil,
		KindUrgency: nil, // its options are the destination's urgencies
	} {
		q := Question{Kind: kind, Choices: []text.Text{text.Line("A"), text.Line("B")}}
		if got := q.Options(); !slices.Equal(got, want) {
			t.Errorf("%s: %q", kind, got)
		}
	}
}
