package cli

import (
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"referraldesk/policy"
)

// TestMain lets the test binary stand in for the programs that a script runs: the command itself, on the day and with the
// random numbers of the tests, and a clipboard program whose clipboard is a file.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"referraldesk": func() { os.Exit(Main(os.Args[1:], scriptWorld())) },
		"xclip":        fakeClipboard,
		"breakable":    breakableDesk,
	})
}

// today is the day of the tests, unless a script sets another.
var today = policy.NewDay(2026, time.November, 22)

// scriptWorld is the real world but for the clock, which stands at noon of $TEST_TODAY, and for the random numbers.
func scriptWorld() World {
	w := System()
	w.Now, w.Random = noonOf(today), sameRandom()
	if day, err := policy.ParseDay(os.Getenv("TEST_TODAY")); err == nil {
		w.Now = noonOf(day)
	}
	return w
}

func noonOf(day policy.Day) func() time.Time {
	noon, err := time.Parse(time.DateOnly, day.String())
	if err != nil {
		panic(err)
	}
	return func() time.Time { return noon.Add(12 * time.Hour) }
}

// sameRandom gives every referral the reference RD-6GY-N9Q-K4H.
func sameRandom() io.Reader { return rand.NewChaCha8([32]byte{}) }

// fakeClipboard is xclip as far as the program uses it. What it does, the file "mode" in the home folder says.
func fakeClipboard() {
	file := func(name string) string { return filepath.Join(os.Getenv("HOME"), name) }
	mode, _ := os.ReadFile(file("mode"))
	switch in := strings.Contains(strings.Join(os.Args, " "), "-in"); {
	case string(mode) == "fails\n":
		io.Copy(os.Stderr, os.Stdin) // a careless program quotes what it was given
		os.Exit(1)
	case in:
		text, err := io.ReadAll(os.Stdin)
		if err == nil {
			err = os.WriteFile(file("clipboard"), text, 0o600)
		}
		if err != nil {
			os.Exit(2)
		}
	case string(mode) == "lies\n":
		os.Stdout.WriteString("what another program copied")
	default:
		text, err := os.ReadFile(file("clipboard"))
		if err != nil {
			os.Stderr.WriteString("Error: target STRING not available\n")
			os.Exit(1)
		}
		os.Stdout.Write(text)
	}
}
