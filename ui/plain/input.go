package plain

import (
	"bufio"
	"errors"
	"io"
	"time"
)

// Sizes of what is read.
const (
	maxLine = 1 << 16 // bytes of one line: what comes after them is counted, and the line is refused
	maxText = 20_000  // characters of one answer: several times any history
	maxRead = 1 << 20 // bytes of one answer that are kept while it is read, so that no endless one fills the memory
)

// settle is how long a terminal is waited for after a line: lines that come within it came together, and were pasted. Nobody
// types a line so fast, and a paste that takes longer still finds no code in its lines.
const settle = 60 * time.Millisecond

// line is one line of the input without its end.
type line struct {
	words string
	long  int // how many bytes it had, where they were too many to keep; else 0
}

// input reads lines beside the session, so that the clipboard can be cleared in time while somebody thinks.
type input struct {
	lines chan line
	done  chan struct{}
}

func newInput(d Desk) *input {
	in := &input{lines: make(chan line), done: make(chan struct{})}
	go in.read(bufio.NewReader(d.In))
	return in
}

// stop lets the reading end, as soon as what it reads from lets it.
func (in *input) stop() { close(in.done) }

func (in *input) read(from *bufio.Reader) {
	defer close(in.lines)
	for {
		l, err := readLine(from)
		if err != nil {
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
func readLine(from *bufio.Reader) (line, error) {
	var words []byte
	length := 0
	for {
		part, more, err := from.ReadLine()
		if err != nil {
			if length > 0 && errors.Is(err, io.EOF) {
				break
			}
			return line{}, err
		}
		length += len(part)
		if length <= maxLine {
			words = append(words, part...)
		}
		if !more {
			break
		}
	}
	if length > maxLine {
		return line{long: length}, nil
	}
	return line{words: string(words)}, nil
}

// together waits for lines: one, or from a terminal all that come at once. On errInterrupted ctrl+c was pressed instead.
func (s *session) together() ([]line, error) {
	first, err := s.next(nil)
	if err != nil || !s.with.Terminal {
		return []line{first}, err
	}
	all, kept := []line{first}, len(first.words)
	for {
		l, err := s.next(s.with.After(settle))
		switch {
		case errors.Is(err, errSettled), errors.Is(err, errEnd): // an end is met again by whoever reads on
			return all, nil
		case err != nil:
			return all, err
		}
		if kept += len(l.words); kept > maxRead {
			l.words = "" // it is refused for its length; only that it came still counts
		}
		all = append(all, l)
	}
}

// The ways in which no line comes.
var (
	errInterrupted = errors.New("ctrl+c was pressed")
	errSettled     = errors.New("nothing more came at once")
)

// next waits for a line, and sees to the clipboard and the drafts when it is time. A settled that is not nil ends the waiting.
func (s *session) next(settled <-chan time.Time) (line, error) {
	for {
		select {
		case l, ok := <-s.in.lines:
			if !ok {
				return line{}, errEnd
			}
			return l, nil
		case <-settled:
			return line{}, errSettled
		case <-s.alarm():
			s.onTime()
		case <-s.with.Interrupted:
			return line{}, errInterrupted
		case <-s.with.Closed:
			return line{}, errEnd
		}
	}
}
