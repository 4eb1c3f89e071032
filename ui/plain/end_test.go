package plain

import (
	"slices"
	"strings"
	"testing"

	"referraldesk/ui/daybook"
)

// The places in testdata/secure.txt, counted in lines, from which on something holds.
func places(t *testing.T, lines []string) (begun, body, sent int) {
	t.Helper()
	begun = slices.Index(lines, "Quorinda Zephyrine Vantongeren") + 1
	copies := 0
	for i, l := range lines {
		if l == "copy smh-wet-amd" {
			if copies++; copies == 3 {
				body = i + 1
			}
		}
		if l == "sent smh-wet-amd" {
			sent = i + 1
		}
	}
	if begun == 0 || body == 0 || sent == 0 {
		t.Fatal("the session is another one")
	}
	return begun, body, sent
}

// Wherever the input ends, also in the middle of a line, nothing more is copied or noted than what was asked for before, the
// patient's text is said to be gone, and the end says how things stand.
func TestWhereverTheInputEndsNothingMoreIsCopiedAndTheEndIsRight(t *testing.T) {
	lines := sessionFile(t, "secure.txt")
	begun, body, sent := places(t, lines)
	whole, _ := played(t, lines...)
	for n := range len(lines) + 1 {
		cuts := []string{strings.Join(append(slices.Clone(lines[:n]), ""), "\n")}
		if n < len(lines) && len(lines[n]) > 1 {
			cuts = append(cuts, cuts[0]+lines[n][:len(lines[n])/2])
		}
		for _, input := range cuts {
			b := newBench(t, strings.NewReader(input))
			end := Run(b.desk)
			want := Done
			switch {
			case n >= sent:
			case n >= body:
				want = Unsaid
			case n >= begun, n == begun-1 && !strings.HasSuffix(input, "\n"):
				want = Unfinished
			}
			if end != want {
				t.Fatalf("the input ends behind %q: end %d, want %d", input[max(0, len(input)-60):], end, want)
			}
			if asked := strings.Count(input, "copy smh-wet-amd\n"); len(b.board.copies) != asked || !slices.Equal(b.board.copies, whole.board.copies[:asked]) {
				t.Fatalf("%d lines asked for %d copies, and %d were made", n, asked, len(b.board.copies))
			}
			if n < body && len(b.events) > 0 {
				t.Fatalf("behind %d lines the daybook has %v", n, b.events)
			}
			if !strings.HasSuffix(b.out.String(), "Goodbye.\n") {
				t.Fatalf("behind %d lines the last words are %q", n, b.out.String()[max(0, len(b.out.String())-60):])
			}
		}
	}
}

func TestTheWholeSessionIsNotedAsTheDeskNotesIt(t *testing.T) {
	b, end := played(t, sessionFile(t, "secure.txt")...)
	if end != Done || len(b.events) != 3 {
		t.Fatalf("end %d, events %v", end, b.events)
	}
	handedOver, ok := b.events[0].(daybook.HandedOver)
	if !ok || handedOver.Reference == "" || handedOver.Destination != "smh-wet-amd" || handedOver.ConfirmedBy.String() != "Anna Optometrist" ||
		handedOver.Directory == "" || handedOver.Urgency.String() != "Urgent" {
		t.Errorf("handed over: %+v", b.events[0])
	}
	if _, ok := b.events[1].(daybook.Sent); !ok {
		t.Errorf("then %T", b.events[1])
	}
	if used, ok := b.events[2].(daybook.AccountUsed); !ok || used.How != daybook.UsedSending {
		t.Errorf("then %+v", b.events[2])
	}
}
