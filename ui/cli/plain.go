package cli

import (
	"errors"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"referraldesk/directory"
	"referraldesk/ui"
	"referraldesk/ui/outlook"
	"referraldesk/ui/plain"
	"referraldesk/ui/plain/quiet"
)

// wantsPlain says that the desk is wanted in lines of text without --plain: by ACCESSIBLE, or because nothing can be painted on the
// terminal.
func wantsPlain(w World) bool {
	return quiet.Accessible(w.Getenv("ACCESSIBLE")) || w.Terminal && w.Getenv("TERM") == "dumb"
}

// openPlain runs the desk in lines of text until it is left, or its input ends. What of ours is still on the clipboard then is
// cleared, however it ended.
func openPlain(w World) error {
	desk, _, err := newDesk(w)
	if err != nil {
		return exit{Failed, err}
	}
	crash, clip := newCrash(), plainClipboard(w)
	interrupted, closed, stop := listen(crash)
	defer stop()
	p := plainDesk(desk, crash)
	p.Clipboard, p.In, p.Out, p.After = clip, w.In, w.Out, time.After
	p.Terminal, p.LongestLine = w.Terminal, longestLine(runtime.GOOS)
	p.Interrupted, p.Closed = interrupted, closed
	end := runPlain(p, crash)
	if cleared := leave(w, clip); crash.is() {
		return exit{Failed, crash.words(cleared)}
	}
	return plainExit(end)
}

// runPlain runs plain mode; a panic in it ends at the crash.
func runPlain(d plain.Desk, crash *crash) plain.End {
	defer crash.catch()
	return plain.Run(d)
}

// plainClipboard is the clipboard, but for the road that is an escape sequence: plain mode writes none.
func plainClipboard(w World) *clipboard {
	if outlook.OverSSH(w.Getenv) {
		return &clipboard{fault: errors.New("over SSH only an escape sequence reaches your clipboard, and here none is written: " +
			"select the text by hand")}
	}
	road, fault := outlook.System(w.Getenv, nil)
	return &clipboard{road: road, fault: fault}
}

// plainDesk is a desk without its screen. What it does beside the session ends at the crash where it panics.
func plainDesk(d ui.Desk, crash *crash) plain.Desk {
	p := plain.Desk{
		Directory: d.Directory, Practice: d.Practice, Accredited: d.Accredited, Faults: d.Faults,
		PracticePath: d.PracticePath, FirstStart: d.FirstStart, SaveAccount: d.SaveAccount, Record: d.Record, Daybook: d.Daybook,
		OpenDraft: d.OpenDraft, OpenMail: d.OpenMail, SweepDrafts: d.SweepDrafts,
		Now: d.Now, Random: d.Random, Version: d.Version,
	}
	p.Lists = func(progress func(int)) (*directory.Listings, error) {
		defer crash.catch()
		return d.Lists(progress)
	}
	if d.Push != nil {
		p.Push = func() error {
			defer crash.catch()
			return d.Push()
		}
	}
	return p
}

// longestLine is how many bytes of a typed line the terminal of an operating system lets through, 0 where it cuts none.
func longestLine(goos string) int {
	switch goos {
	case "linux":
		return 4095 // N_TTY's buffer, less the end of the line
	case "darwin":
		return 1023 // MAX_CANON, less the end of the line
	}
	return 0
}

// listen hears ctrl+c, and whatever asks the program to end, a crash included. That nobody reads any more is heard too: else the
// writing itself would end the program, with the patient's text on the clipboard.
func listen(crash *crash) (interrupted, closed <-chan struct{}, stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGPIPE)
	asked, ended, done := make(chan struct{}, 1), make(chan struct{}), make(chan struct{})
	go func() {
		for {
			select {
			case got := <-signals:
				if got != os.Interrupt {
					close(ended)
					return
				}
				select {
				case asked <- struct{}{}:
				default: // it is heard already
				}
			case <-crash.happened:
				close(ended)
				return
			case <-done:
				return
			}
		}
	}()
	return asked, ended, func() {
		signal.Stop(signals)
		close(done)
	}
}

// plainExit is the exit for how plain mode ended. What there is to say of it was said to whoever was asked.
func plainExit(end plain.End) error {
	switch end {
	case plain.Unfinished:
		return exit{status: Failed}
	case plain.CheckFirst, plain.Unsaid:
		return exit{status: Attention}
	case plain.NotSecure:
		return exit{status: NotSecure}
	case plain.Unseen:
		return failed("what was asked could not be written, so nobody saw it: see where standard output goes")
	}
	return nil
}
