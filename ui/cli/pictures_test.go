//go:build unix

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/hinshun/vt10x"

	"referraldesk/directory"
	"referraldesk/ui/referral"
)

// The size of a picture in cells.
const pictureCols, pictureRows = 100, 30

// keys that are no characters, as a terminal sends them.
const (
	keyF1, keyF2, keyF3, keyF4, keyF5, keyF9 = "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[20~"
	keyCopy, keyEnter, keyTab, keyRight      = "\x19", "\r", "\t", "\x1b[C"
)

// picture is a screen that the README shows, and how to get there. words are what stands there once the screen is whole.
type picture struct {
	name, title string
	home        func(testing.TB) string
	keys        func(*terminal)
	words       []string
}

var pictures = []picture{
	{"desk-secure", "The desk: SMH wet AMD from an nhs.net mailbox is SECURE", nhsmailHome,
		func(d *terminal) { d.send("amd") }, []string{"> amd", "✓ SECURE  nhs.net to nhs.net", "Hours: not published"}},
	{"desk-check", "The desk: the booked urgent service at mkuh.nhs.uk is CHECK FIRST", nhsmailHome,
		func(d *terminal) { d.send("bus") }, []string{"> bus", "! CHECK FIRST  mkuh.nhs.uk is not nhs.net"}},
	{"desk-not-secure", "The desk: from a mailbox outside NHSmail the same service is NOT SECURE", ordinaryHome,
		func(d *terminal) { d.send("amd") }, []string{"> amd", "✗ NOT SECURE  your mailbox is not NHSmail"}},
	{"form", "The form, with the message beside it as it grows", nhsmailHome,
		func(d *terminal) { d.opensWetAMD(); d.send("Jane Testpatient" + keyTab + "01/02/1950" + keyTab) },
		[]string{"Jane Testpatient → SMH wet AMD", "Date of birth: 01/02/1950", "10 digits"}},
	{"review", "The review: every warning, and what will be copied, to the letter", nhsmailHome,
		func(d *terminal) { d.opensWetAMD(); d.fillsIn() }, []string{"What will be copied, to the letter", "Confirmed by"}},
	{"hand-off", "The hand-off: To and Subject are copied, the Body comes next", nhsmailHome,
		func(d *terminal) {
			d.opensWetAMD()
			d.fillsIn()
			d.confirms()
			for _, step := range []string{"To", "Subject"} {
				d.send(keyCopy)
				d.expect("copied: " + step)
			}
		}, []string{"On the clipboard: Subject.", "▌ 3 Body"}},
	{"sender", "F2: who sends", nhsmailHome, func(d *terminal) { d.send(keyF2) }, []string{"Which mailbox do you send from?"}},
	{"accounts", "F3: the practice's accounts and their 30-day clock", historyHome,
		func(d *terminal) { d.send(keyF3) }, []string{"The practice's accounts", "4 days left"}},
	{"advice", "F4: how to get an account, step by step", nhsmailHome,
		func(d *terminal) { d.send(keyF4); d.expect("Who is the account for?"); d.send(keyRight) }, []string{"(•) A GOS contractor"}},
	{"daybook", "F5: what was handed over, and never confirmed", historyHome,
		func(d *terminal) { d.send(keyF5) }, []string{"Handed over, and nothing heard since", "RD-6GY-N9Q-K4H"}},
	{"help", "F1: the keys of the screen, and why one does nothing there", nhsmailHome,
		func(d *terminal) { d.send("amd"); d.expect("> amd"); d.send(keyF1) }, []string{"Keys on this screen", "would do nothing on this route"}},
}

// The practices of the pictures: one with an nhs.net mailbox, and the same with a mailbox of its own.
const (
	pictured = `name = "Example Eye Care"
ods_code = "TP123"
address = "1 High Street, Aylesbury HP20 1AA"
phone = "01632 960001"

[[clinician]]
name = "Priya Example"
goc = "01-23456"

`
	atNHSNet  = pictured + "[[account]]\naddress = \"reception.abc12@nhs.net\"\nkind = \"nhsmail\"\n"
	elsewhere = pictured + "[[account]]\naddress = \"reception@eyecare.example\"\nkind = \"other\"\n"
)

func nhsmailHome(tb testing.TB) string  { return homeOf(tb, atNHSNet) }
func ordinaryHome(tb testing.TB) string { return homeOf(tb, elsewhere) }

// historyHome has a daybook: an account last used 26 days ago, and an urgent referral handed over three days ago.
func historyHome(tb testing.TB) string {
	home := homeOf(tb, atNHSNet)
	answers := filledJSON(tb, "smh-wet-amd", map[string]any{"urgency": "Urgent — within one week"})
	for _, past := range []struct {
		days int
		args []string
	}{
		{26, []string{"accounts", "used", "reception.abc12@nhs.net", "--how", "portal"}},
		{3, []string{"compose", "--to", "smh-wet-amd", "--eml", filepath.Join(home, "draft.eml")}},
	} {
		w, _, said := testWorld(home, answers)
		w.Now = noonOf(today.Add(-past.days))
		if status := Main(past.args, w); status != int(Done) {
			tb.Fatalf("%v: status %d: %s", past.args, status, said)
		}
	}
	return home
}

// TestPicturesShowTheProgramAsItIs starts the program on a terminal for every picture and compares what it paints with the
// picture in the repository. It writes them anew with
//
//	go test ./ui/cli -run Pictures -update
func TestPicturesShowTheProgramAsItIs(t *testing.T) {
	program := ownProgram(t)
	for _, p := range pictures {
		for _, on := range []background{dark, light} {
			desk := startOn(t, on, exec.Command(program), pictureCols, pictureRows, "DISPLAY=:0", "REFERRALDESK_HOME="+p.home(t))
			desk.expect("Referral Desk")
			p.keys(desk)
			p.compare(desk, filepath.Join("..", "pictures", p.name+"-"+on.name+".svg"))
		}
	}
	if there, err := filepath.Glob(filepath.Join("..", "pictures", "*")); err != nil || len(there) != 2*len(pictures) {
		t.Errorf("ui/pictures holds %d files, and %d pictures are drawn, %v: remove what nothing draws any more", len(there), 2*len(pictures), err)
	}
}

// ownProgram is this test binary under the program's name, with a clock that stands still (see TestMain), for tests that copy:
// the clipboard that stands in for a desktop's is that of Linux.
func ownProgram(t *testing.T) string {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the clipboard program stands in for that of a Linux desktop")
	}
	program, err := exec.LookPath("referraldesk")
	if err != nil {
		t.Fatal(err)
	}
	return program
}

// compare holds the screen to the picture at path, or draws that.
func (p picture) compare(desk *terminal, path string) {
	desk.t.Helper()
	var shown, drawn string
	whole := func() bool {
		screen := desk.screen()
		shown, drawn = screen.String(), svg(screen, p.title, desk.on)
		return holdsAll(shown, p.words)
	}
	if !desk.await(whole) {
		desk.t.Fatalf("%s: the screen never showed all of %q:\n%s", path, p.words, shown)
	}
	if *update {
		desk.rests()
		desk.await(whole)
		if err := os.WriteFile(path, []byte(drawn), 0o644); err != nil {
			desk.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		desk.t.Fatal(err)
	}
	if !desk.await(func() bool { return whole() && drawn == string(want) }) {
		desk.t.Fatalf("%s is out of date: go test ./ui/cli -run Pictures -update, and look at it. The screen shows:\n%s", path, shown)
	}
}

// rests waits until the program has written nothing for half a second. A test has the picture to wait for; whoever draws it
// has nothing else.
func (term *terminal) rests() {
	for before := -1; ; time.Sleep(time.Second / 2) {
		term.mu.Lock()
		now := len(term.raw)
		term.mu.Unlock()
		if now == before {
			return
		}
		before = now
	}
}

// screen is what a person sees on the terminal: all that was written so far, as a terminal emulator shows it. It is for a
// condition of [terminal.await].
func (term *terminal) screen() vt10x.View {
	screen := vt10x.New(vt10x.WithSize(pictureCols, pictureRows))
	screen.Write(term.raw)
	return screen
}

func holdsAll(shown string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(shown, w) {
			return false
		}
	}
	return true
}

// opensWetAMD opens the form of the wet AMD service.
func (term *terminal) opensWetAMD() {
	term.t.Helper()
	term.expect("Referral Desk")
	term.send("amd")
	term.expect("bht.bucksamd@nhs.net")
	term.send(keyEnter)
	term.expect("Write the referral")
	term.send(keyEnter)
	term.expect("Full name")
}

// typed are the answers for an invented patient, by question: characters, or as many steps to the right as lead to the option.
var typed = map[string]string{
	"patient-name": "Jane Testpatient", "patient-dob": "01/02/1950", "nhs-number": "9990000018",
	"patient-address": "2 Invented Road, Aylesbury", "patient-postcode": "HP20 1AA", "patient-phone": "01632 960002",
	"gp-practice": "Invented Surgery", "gp-ods": "K82999", "urgency": keyRight + keyRight + keyRight,
	"reason": "Suspected wet AMD", "symptoms": "Straight lines look bent, 4 days", "signs": "Haemorrhage at the macula",
	"va-right": "6/24", "va-left": "6/9", "va-correction": keyRight, "affected-eye": keyRight,
	"duration": "4 days", "ocular-history": "None", "medication": "None", "allergies": "None known",
	"patient-told": "Referred urgently; to ring if it gets worse", "consent": keyRight,
}

// fillsIn answers the questions of the form, and goes on to the review.
func (term *terminal) fillsIn() {
	term.t.Helper()
	dir, err := directory.Embedded()
	if err != nil {
		term.t.Fatal(err)
	}
	d, ok := dir.Destination("smh-wet-amd")
	if !ok {
		term.t.Fatal("the directory has no smh-wet-amd")
	}
	urgent := referral.Answers{"urgency": d.Urgencies[2].Words()} // as in typed
	for _, q := range d.Questions {
		if referral.Applies(q, urgent, d) {
			term.send(typed[q.ID] + keyTab)
		}
	}
	term.send(keyF9)
	term.expect("What will be copied, to the letter", "Confirmed by")
}

// confirms answers the questions of the review: the protocol is known, the form is attached, the practice's one clinician says so.
func (term *terminal) confirms() {
	term.t.Helper()
	term.send(keyRight + keyTab + keyRight + keyTab + keyRight)
	term.expect("(•) Priya Example")
}
