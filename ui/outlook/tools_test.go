//go:build !windows

package outlook

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// fakeRoad is the road that System finds where these fakes are all there is.
func fakeRoad(t *testing.T, folder string, display string) tools {
	t.Helper()
	c, err := System(environment("PATH="+folder, display), nil)
	checkError(t, err, "")
	return *c.(*tools)
}

func TestEachProgramIsGivenTheTextThroughStandardInputAlone(t *testing.T) {
	for _, test := range []struct {
		name, display string
		tools         []string
		probe, write  string
		read          string
	}{
		{"wl-copy", "WAYLAND_DISPLAY=wayland-0", []string{"wl-copy", "wl-paste"},
			"wl-copy --help", "wl-copy --type text/plain", "wl-paste --no-newline --type text/plain"},
		{"xclip", "DISPLAY=:0", []string{"xsel", "xclip"},
			"", "xclip -selection clipboard -in", "xclip -selection clipboard -out"},
		{"xsel", "DISPLAY=:0", []string{"xsel"},
			"", "xsel --clipboard --logfile /dev/null --input", "xsel --clipboard --logfile /dev/null --output"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("REFERRALDESK_TEST_SECRET", "not for the tools")
			folder := fakes(t, "works", test.tools...)
			clipboard := fakeRoad(t, folder, test.display)
			if clipboard.Name() != test.name {
				t.Fatalf("the road is %s", clipboard.Name())
			}
			held, err := Copy(t.Context(), clipboard, secret)
			checkError(t, err, "")
			if got := noted(t, folder, "clipboard"); got != secret {
				t.Errorf("the clipboard holds %q", got)
			}
			cleared, err := held.Clear(t.Context())
			checkError(t, err, "")
			if !cleared || noted(t, folder, "clipboard") != "" {
				t.Error("the text is still there")
			}
			want := []string{test.write, test.read /* compared; then for clearing: */, test.read, test.write, test.read}
			if test.probe != "" {
				want = slices.Insert(want, 0, test.probe)
			}
			if got := calls(t, folder); !slices.Equal(got, want) {
				t.Errorf("called %q, want %q", got, want)
			}
			if env := noted(t, folder, "environment"); strings.Contains(env, "not for the tools") || !strings.Contains(env, test.display) {
				t.Errorf("the tools were told\n%s", env)
			}
		})
	}
}

func TestToolsThatGoWrongAreErrorsThatKeepTheTextToThemselves(t *testing.T) {
	for _, test := range []struct{ mode, err string }{
		{"fails", "xclip failed (exit status 3)"},
		{"lies", "holds something else"},
		{"no display", "can't reach the desktop's display"},
	} {
		t.Run(test.mode, func(t *testing.T) {
			clipboard := fakeRoad(t, fakes(t, test.mode, "xclip"), "DISPLAY=:0")
			held, err := copyText(t.Context(), clipboard, secret, hurried())
			checkError(t, err, test.err)
			if held.Verified() {
				t.Error("it was called copied")
			}
		})
	}
}

func TestAClipboardWithoutTextIsNotOursToClear(t *testing.T) {
	folder := fakes(t, "works", "xclip")
	clipboard := fakeRoad(t, folder, "DISPLAY=:0")
	held, err := Copy(t.Context(), clipboard, secret)
	checkError(t, err, "")
	if err := os.Remove(filepath.Join(folder, "clipboard")); err != nil {
		t.Fatal(err)
	}
	if cleared, err := held.Clear(t.Context()); cleared || err != nil {
		t.Errorf("cleared: %v, %v", cleared, err)
	}
}

func TestAToolThatHangsIsEndedWithAllThatItStarted(t *testing.T) {
	folder := fakes(t, "hangs", "xclip")
	clipboard := fakeRoad(t, folder, "DISPLAY=:0")
	if clipboard.timeout != 3*time.Second {
		t.Errorf("it may take %v", clipboard.timeout)
	}
	clipboard.timeout = 500 * time.Millisecond
	for what, do := range map[string]func() error{
		"writing 1 MB": func() error {
			_, err := Copy(t.Context(), clipboard, strings.Repeat("a", 1<<20))
			return err
		},
		"reading": func() error { _, err := clipboard.Read(t.Context()); return err },
	} {
		err := do()
		checkError(t, err, "xclip did not answer within 500ms")
		if !unlocked(t, folder, true) || noted(t, folder, "outlived") != "" {
			t.Errorf("%s: what hung went on", what)
		}
	}
}

func TestAToolThatStaysInTheBackgroundIsNotWaitedFor(t *testing.T) {
	folder := fakes(t, "serves", "xclip")
	clipboard := fakeRoad(t, folder, "DISPLAY=:0")
	clipboard.timeout = time.Minute
	checkError(t, clipboard.Write(t.Context(), secret), "")
	if unlocked(t, folder, false) {
		t.Error("what serves the clipboard did not survive")
	}
}

func TestSensitiveIsAskedForWhereWlCopyOffersIt(t *testing.T) {
	folder := fakes(t, "\t--sensitive\tmark it", "wl-copy", "wl-paste")
	clipboard := fakeRoad(t, folder, "WAYLAND_DISPLAY=wayland-0")
	_, err := Copy(t.Context(), clipboard, secret)
	checkError(t, err, "")
	if got := calls(t, folder)[1]; got != "wl-copy --type text/plain --sensitive" {
		t.Errorf("called %q", got)
	}
	if clipboard.Limits().InHistory {
		t.Error("the screen would speak of a history")
	}
	c, err := System(environment("PATH="+folder, "WAYLAND_DISPLAY=wayland-0", "WSL_DISTRO_NAME=Debian"), nil)
	checkError(t, err, "")
	if !c.Limits().InHistory {
		t.Error("Windows' own history is passed over in silence")
	}
}

func TestWhatIsHeldCanBeCompared(t *testing.T) {
	c, err := System(environment("PATH="+fakes(t, "works", "xclip"), "DISPLAY=:0"), nil)
	checkError(t, err, "")
	first, err := Copy(t.Context(), c, "first")
	checkError(t, err, "")
	second, err := Copy(t.Context(), c, "second")
	checkError(t, err, "")
	if again := first; again != first || first == second {
		t.Error("the comparison is wrong")
	}
}

func TestMoreThanAnyReferralIsReadOnlyInPart(t *testing.T) {
	var b bounded
	for range 3 {
		if n, err := b.Write(make([]byte, maxText/2)); n != maxText/2 || err != nil {
			t.Fatalf("wrote %d, %v", n, err)
		}
	}
	if len(b.kept) != maxText+1 {
		t.Errorf("kept %d bytes", len(b.kept))
	}
}
