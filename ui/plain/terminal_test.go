package plain

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

// upToReview leads from the desk to the first question of the review.
func upToReview(t *testing.T) []string {
	t.Helper()
	lines := sessionFile(t, "secure.txt")
	for i, l := range lines {
		if l == "yes smh-wet-amd" {
			return lines[:i-1]
		}
	}
	t.Fatal("the session is another one")
	return nil
}

// one are lines that are typed one after another.
func one(lines []string) []string { return slices.Clone(lines) }

const code = "K4H" // of the reference that the tests draw

// On a terminal every confirmation and every copy wants the code of the referral, which no file and no paste can know.
func TestOnATerminalTheCodeOfTheReferralConfirmsAndCopies(t *testing.T) {
	b := newBench(t, nil)
	b.atTerminal(append(one(upToReview(t)), "1", "yes smh-wet-amd", "yes", "YES k4h", "2", "copy", "1", "copy K4H", "copy K4H 3", "next", "not sent K4H", "q")...)
	if end := Run(b.desk); end != Done {
		t.Errorf("end %d:\n%s", end, b.out.String())
	}
	if len(b.board.copies) != 2 || !strings.Contains(b.board.copies[1], "Vantongeren") || len(b.events) != 2 {
		t.Errorf("copies %q, events %v", b.board.copies, b.events)
	}
	b.says(t, "Type yes "+code+" if it is so, or b.", "Type copy "+code+" for 1, To.", "NOT TAKEN. Type it as it stands: yes "+code+".")
	b.saysNot(t, "copy smh-wet-amd")
}

// Whatever is pasted at any question of a whole session, be it the rest of that very session, nothing is confirmed, copied or
// discarded by it: what comes at once is no line that somebody typed.
func TestNoPasteConfirmsCopiesDiscardsOrQuits(t *testing.T) {
	filled := upToReview(t)
	paste := strings.Join([]string{"yes " + code, "yes " + code, "2", "copy " + code, "copy " + code + " 3", "next", "sent " + code, "discard " + code, "q", "."}, "\n")
	reached := append(one(filled), "1", "yes "+code, "2")
	for n := range len(reached) + 1 {
		b := newBench(t, nil)
		b.atTerminal(append(one(reached[:n]), paste)...)
		if end := Run(b.desk); end == Done && n > len("amd") {
			t.Fatalf("pasted behind %d lines, the session ended as done:\n%s", n, b.out.String())
		}
		if len(b.board.copies) > 0 || len(b.events) > 0 {
			t.Fatalf("pasted behind %d lines: copies %q, events %v", n, b.board.copies, b.events)
		}
	}
}

func TestSeveralLinesAtOnceAnswerNoQuestionThatTakesOne(t *testing.T) {
	b := newBench(t, nil)
	b.atTerminal("amd", "1", "1", "Quorinda\nVantongeren", "Quorinda Vantongeren", "go 1", "q", "discard "+code)
	Run(b.desk)
	b.says(t, "NOT TAKEN. 2 lines came at once, and one is asked for", "Now:\nQuorinda Vantongeren\n")
}

func TestAPastedTextKeepsItsFullStopsAndItsCommands(t *testing.T) {
	b := newBench(t, nil)
	b.atTerminal("amd", "1", "1", "go 14", "b\nq\n.\nreview\nend", ".", "go 14", "q", "discard "+code)
	Run(b.desk)
	b.says(t, "Now:\nb\nq\n.\nreview\nend\n")
}

func TestALineThatTheTerminalCutIsNotTaken(t *testing.T) {
	b := newBench(t, nil)
	b.atTerminal("amd", "1", "1", strings.Repeat("x", 4095), "go 14", strings.Repeat("y", 4095)+"\nend", ".", "q")
	b.desk.LongestLine = 4095
	Run(b.desk)
	if said := strings.ReplaceAll(b.out.String(), "\n", " "); strings.Count(said, "NOT TAKEN. The line was cut: this terminal lets 4095 bytes of a line through.") != 2 {
		t.Errorf("said:\n%s", b.out.String())
	}
	b.saysNot(t, "xxx", "yyy", "Now:")
}

func TestAnArrowKeyIsNoAnswer(t *testing.T) {
	b := newBench(t, nil)
	b.atTerminal("amd", "1", "1", "\x1b[A", "q")
	if end := Run(b.desk); end != Done {
		t.Errorf("end %d: something was taken", end)
	}
	b.says(t, "NOT TAKEN. A key was pressed that writes no letter")
}

// On a terminal a wrong answer is asked for again; in a file, where the next line answers the next question, the review does.
func TestAWrongAnswerIsAskedForAgainOnATerminalAlone(t *testing.T) {
	b := newBench(t, nil)
	b.atTerminal("amd", "1", "1", "go 2", "31/02/1950", "3.2.1950", "go 2", "q", "discard "+code)
	Run(b.desk)
	b.says(t, "WRONG. 2 Date of birth is not a day of the calendar", "Now:\n31/02/1950\n", "Now:\n3.2.1950\n")
	b, _ = played(t, "amd", "1", "1", "go 2", "31/02/1950", "9990000018", "review", "q")
	b.says(t, "2. WRONG. Date of birth is not a day of the calendar")
	b.saysNot(t, "3. WRONG")
}

// gate lets a test act while the session waits: what reads from it gives a line each time it is told to.
func gated(t *testing.T) (b *bench, say func(string), end chan End) {
	t.Helper()
	r, w := io.Pipe()
	b = newBench(t, r)
	end = make(chan End, 1)
	return b, func(s string) {
		if _, err := io.WriteString(w, s+"\n"); err != nil {
			t.Error(err)
		}
	}, end
}

// While somebody thinks, the patient's text is taken off the clipboard in its time, and that is said with the next question.
func TestThePatientsTextIsClearedWhileSomebodyThinks(t *testing.T) {
	b, say, end := gated(t)
	b.clock.asked = make(chan time.Duration, 100)
	go func() { end <- Run(b.desk) }()
	for _, l := range append(upToReview(t), "1", "yes smh-wet-amd", "2", "copy smh-wet-amd 3") {
		say(l)
	}
	b.clock.waitedFor(90 * time.Second)
	b.clock.move(90 * time.Second)
	<-b.board.tried
	say("next")
	say("sent smh-wet-amd")
	say("q")
	if got := <-end; got != Done || b.board.holds != "" || b.board.cleared != 1 {
		t.Errorf("end %d, cleared %d times, the clipboard holds %q", got, b.board.cleared, b.board.holds)
	}
	b.says(t, "CLEARED. The patient's text is off the clipboard.")
}

func TestAClipboardThatCantBeClearedIsTriedAgain(t *testing.T) {
	b, say, end := gated(t)
	b.clock.asked = make(chan time.Duration, 100)
	free := b.clock.Now().Add(92 * time.Second)
	b.board.stuck = func() error {
		if now := b.clock.Now(); now.Before(free) && now.After(free.Add(-10*time.Second)) {
			return errors.New("held by another program")
		}
		return nil
	}
	go func() { end <- Run(b.desk) }()
	for _, l := range append(upToReview(t), "1", "yes smh-wet-amd", "2", "copy smh-wet-amd 3") {
		say(l)
	}
	b.clock.waitedFor(90 * time.Second)
	b.clock.move(90 * time.Second)
	b.clock.waitedFor(tryAgain)
	b.clock.move(tryAgain)
	<-b.board.tried
	<-b.board.tried
	say("q")
	say("sent smh-wet-amd")
	<-end
	b.says(t, "NOT CLEARED. The patient's text may still be on the clipboard: held by another", "CLEARED.")
}

func TestCtrlCCopiesNothingAndOnlyASecondOneEnds(t *testing.T) {
	interrupted := make(chan struct{})
	b, say, end := gated(t)
	b.desk.Interrupted = interrupted
	go func() { end <- Run(b.desk) }()
	interrupted <- struct{}{}
	say("amd")
	say("1")
	say("1")
	say("Quorinda Vantongeren")
	b.out.await("2 of 47.", 1)
	interrupted <- struct{}{}
	interrupted <- struct{}{}
	if got := <-end; got != Unfinished {
		t.Errorf("end %d", got)
	}
	b.says(t, "Ctrl+C copies nothing here", "NOT FINISHED. The referral is gone")
}

func TestAClosedWindowEndsAtOnce(t *testing.T) {
	closed := make(chan struct{})
	b, say, end := gated(t)
	b.desk.Closed = closed
	go func() { end <- Run(b.desk) }()
	say("amd")
	close(closed)
	if got := <-end; got != Done {
		t.Errorf("end %d", got)
	}
}
