package cli

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"golang.org/x/term"

	"referraldesk/directory"
	"referraldesk/directory/evidence"
	"referraldesk/directory/practice"
	"referraldesk/directory/tables"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// World is everything outside the program that a command may touch.
type World struct {
	In       io.Reader
	Out, Err io.Writer
	Terminal bool      // standard input and output are a terminal
	Screen   io.Writer // the terminal that somebody looks at, also where standard output goes elsewhere; nil for none
	Getenv   func(string) string
	Now      func() time.Time
	Random   io.Reader
}

// System is the real world.
func System() World {
	isTerminal := func(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }
	w := World{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Terminal: isTerminal(os.Stdin) && isTerminal(os.Stdout),
		Getenv:   os.Getenv, Now: time.Now, Random: rand.Reader,
	}
	switch {
	case isTerminal(os.Stdout):
		w.Screen = os.Stdout
	case isTerminal(os.Stderr):
		w.Screen = os.Stderr
	}
	return w
}

func (w World) today() policy.Day { return policy.DayOf(w.Now()) }

// places are where the practice's files and the program's own lie.
func (w World) places() (practice.Places, error) { return practice.FindPlaces(runtime.GOOS, w.Getenv) }

// print puts the answer on standard output. A disk that is full, or a pipe that nobody reads, is a failure and no answer.
func (w World) print(answer string) error {
	if _, err := io.WriteString(w.Out, answer); err != nil {
		return failed("the answer could not be written (%w): see where standard output goes", err)
	}
	return nil
}

// tell says each error on standard error, a sentence a line, and none of them twice. This is the door for whatever of the
// command line or of a file's name stands in them: what would move a terminal is taken out here.
func (w World) tell(errs ...error) {
	said := map[string]bool{}
	for _, err := range errs {
		if err == nil {
			continue
		}
		for line := range strings.Lines(text.Block(err.Error()).String()) {
			if line = strings.TrimSpace(line); line != "" && !said[line] {
				fmt.Fprintln(w.Err, "referraldesk:", line)
			}
			said[line] = true
		}
	}
}

// note says a sentence on standard error.
func (w World) note(format string, args ...any) { w.tell(fmt.Errorf(format, args...)) }

// quoted shows what was given, cleaned, between quotes.
func quoted(raw string) string { return strconv.Quote(text.Line(raw).String()) }

// readPractice reads practice.toml; where there is none, the practice is empty.
func readPractice(w World) (practice.Practice, error) {
	places, err := w.places()
	if err != nil {
		return practice.Empty(), exit{Failed, err}
	}
	p, err := practice.Read(places.PracticeFile())
	_, broken := errors.AsType[tables.Faults](err)
	switch {
	case err == nil, errors.Is(err, fs.ErrNotExist):
		return p, nil
	case broken:
		return p, exit{Misused, err}
	}
	return p, exit{Failed, err}
}

// readDirectory reads the directory, with the practice's own directory.toml over it. One that is broken is said, and the embedded
// directory stands.
func readDirectory(w World) (*directory.Directory, error) {
	places, err := w.places()
	if err != nil {
		dir, err := directory.Embedded()
		if err != nil {
			return nil, exit{Failed, err}
		}
		return dir, nil
	}
	dir, err := directory.Load(filepath.Join(places.Config, directory.FileName), w.today())
	if dir == nil {
		return nil, exit{Failed, err}
	}
	w.tell(err)
	return dir, nil
}

// practiceOrNone is practice.toml for a command that can do without it.
func practiceOrNone(w World) practice.Practice {
	p, err := readPractice(w)
	if err != nil {
		return practice.Empty()
	}
	return p
}

// accredited is the evidence at hand: what comes with the program, and what the practice imported or confirmed. With an error
// it is what comes with the program alone.
func accredited(w World) (policy.Accredited, error) {
	places, err := w.places()
	if err != nil {
		return policy.Published(), err
	}
	set, err := evidence.StoreIn(places.Data).Load()
	if err != nil {
		err = fmt.Errorf("only the evidence that comes with the program counts: %w", err)
	}
	return set.Accredited(), err
}
