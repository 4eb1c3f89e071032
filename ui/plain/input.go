package plain

import (
	"bufio"
	"errors"
	"strings"
	"time"
)

// Sizes of what is read.
const (
	maxRead = 4 << 20 // bytes of one answer: where more come without an end, nothing is read any longer
	maxText = 20_000  // characters of one answer from a terminal: several times any history
)

// settle is how long a terminal is waited for after a line: lines that come within it came together, and were pasted. Nobody
// types a line so fast, and a paste that takes longer still finds no code in its lines.
const settle = 60 * time.Millisecond

// The ways in which no line comes.
var (
	errEnd         = errors.New("the input ended")
	errInterrupted = errors.New("ctrl+c was pressed")
	errSettled     = errors.New("nothing more came at once")
	errTooMuch     = errors.New("more came than is ever read")
)

// input reads lines beside the session, so that the clipboard can be cleared in time while somebody thinks.
type input struct {
	lines chan string // without their ends; closed where there are no more
	done  chan struct{}
	why   error // why there are no more; for whoever found lines closed
}

func newInput(d Desk) *input {
	in := &input{lines: make(chan string), done: make(chan struct{})}
	go in.read(bufio.NewReader(d.In))
	return in
}

// stop lets the reading end, as soon as what it reads from lets it.
func (in *input) stop() { close(in.done) }

func (in *input) read(from *bufio.Reader) {
	defer close(in.lines)
	for {
		var l string
		if l, in.why = readLine(from); in.why != nil {
			return
		}
		select {
		case in.lines <- l:
		case <-in.done:
			return
		}
	}
}

// readLine reads up to the end of a line, or of the input where something stands there.
func readLine(from *bufio.Reader) (string, error) {
	var words []byte
	for {
		part, more, err := from.ReadLine()
		words = append(words, part...)
		switch {
		case err != nil && len(words) == 0:
			return "", errEnd // whatever the reason, there is nothing more to read
		case len(words) > maxRead:
			return "", errTooMuch
		case err != nil, !more:
			return string(words), nil
		}
	}
}

// together waits for lines: one, or from a terminal all that come at once. On errInterrupted ctrl+c was pressed instead.
func (s *session) together() ([]string, error) {
	first, err := s.next(nil)
	if err != nil || !s.with.Terminal {
		return []string{first}, err
	}
	all := []string{first}
	for size := len(first); size <= maxRead; {
		l, err := s.next(s.with.After(settle))
		switch {
		case errors.Is(err, errSettled), errors.Is(err, errEnd): // an end is met again by whoever reads on
			return all, nil
		case err != nil:
			return nil, err
		}
		all, size = append(all, l), size+len(l)+1
	}
	return nil, s.tooMuch()
}

// next waits for a line, and sees to the clipboard and the drafts when it is time. A settled that is not nil ends the waiting. What
// nobody could see asked is not waited for.
func (s *session) next(settled <-chan time.Time) (string, error) {
	for s.out.err == nil {
		select {
		case l, ok := <-s.in.lines:
			switch {
			case ok:
				return l, nil
			case errors.Is(s.in.why, errTooMuch):
				return "", s.tooMuch()
			}
			return "", errEnd
		case <-settled:
			return "", errSettled
		case <-s.alarm():
			s.onTime()
		case err := <-s.pushed:
			s.afterPush(err)
		case <-s.with.Interrupted:
			return "", errInterrupted
		case <-s.with.Closed:
			return "", errEnd
		}
	}
	return "", errEnd
}

// tooMuch ends the session: behind a text without an end, no line can be told from an answer.
func (s *session) tooMuch() error {
	s.out.say("STOPPED. More than %d MB came as one answer: is a line with a single full stop missing?", maxRead>>20)
	return errEnd
}

// cut says that a line is as long as the terminal lets a line be: it may have been longer.
func (s *session) cut(l string) bool {
	return s.with.Terminal && s.with.LongestLine > 0 && len(l) >= s.with.LongestLine
}

// hasKeys says that a key was pressed that writes no letter, such as an arrow: a terminal that nobody paints on sends it as text.
func (s *session) hasKeys(l string) bool { return s.with.Terminal && strings.ContainsRune(l, '\x1b') }
