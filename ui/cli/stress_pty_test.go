//go:build unix

package cli

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/creack/pty"

	"referraldesk/policy/text"
)

// The real program is built once for what follows, and run on a pseudo-terminal.
func TestRealProgramUnderStress(t *testing.T) {
	program := build(t, t.TempDir(), "referraldesk")
	for name, test := range map[string]func(*testing.T, string){
		"a paste presses no key":                      pastePressesNoKey,
		"a megabyte is refused, and says so":          megabyteIsRefused,
		"3000 resizes leave a desk that fits":         resizesLeaveADesk,
		"one cell is enough to stay alive in":         oneCellIsEnough,
		"NO_COLOR paints no colour":                   noColour,
		"--theme none paints no colour":               themeNone,
		"--theme light needs no answer":               themeLight,
		"a locale without UTF-8 has lines in ASCII":   linesInASCII,
		"hostile files move nothing on the terminal":  hostileFiles,
		"a hostile folder moves nothing either":       hostileFolder,
		"nothing unfinished is on the disk at ctrl+q": nothingOnTheDisk,
	} {
		t.Run(name, func(t *testing.T) { test(t, program) })
	}
}

// nhsmail is a practice that sends from nhs.net.
const nhsmail = "[[account]]\naddress = \"reception.abc12@nhs.net\"\nkind = \"nhsmail\"\n"

// deskAt opens the desk of a practice that sends from nhs.net.
func deskAt(t *testing.T, program string, w, h uint16, env ...string) *terminal {
	t.Helper()
	return start(t, program, w, h, append(env, "REFERRALDESK_HOME="+homeOf(t, nhsmail))...)
}

// pastes brackets a text as a terminal does.
func (term *terminal) pastes(s string) {
	term.t.Helper()
	term.send("\x1b[200~" + s + "\x1b[201~")
}

func pastePressesNoKey(t *testing.T, program string) {
	desk := deskAt(t, program, 80, 24)
	desk.expect("1 of ")
	desk.pastes("amd\r\n\x11\x11\x03\x03\x19\t\x1b[C\x1b[21~")
	desk.send("!") // a letter after a paste is a letter, and shows that it is over
	desk.expect("> amd", "~!")
	desk.send("\x1bOQ") // f2: the desk is still there
	desk.expect("Which mailbox")
	desk.pastes("\r\r\t\r")
	desk.send("!")
	desk.expect("!")
	desk.send("\x1b")
	desk.expect("> amd")
	desk.send("\x11")
	if status := desk.ended(); status != 0 {
		t.Errorf("status %d", status)
	}
}

func megabyteIsRefused(t *testing.T, program string) {
	desk := deskAt(t, program, 80, 24)
	desk.expect("1 of ")
	desk.pastes(strings.Repeat("x\x19 \r\x11", 1<<20/5))
	desk.expect("not pasted: it has more than the 20000 characters")
	desk.send("amd")
	desk.expect("> amd", "✓ SECURE")
}

func resizesLeaveADesk(t *testing.T, program string) {
	desk := deskAt(t, program, 80, 24)
	desk.expect("1 of ")
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for range 3000 {
		desk.resize(1+random.IntN(500), 1+random.IntN(200))
	}
	desk.send("amd")
	desk.resize(100, 30)
	desk.expect("> amd", "✓ SECURE", strings.Repeat("─", 41)+"┬"+strings.Repeat("─", 58))
}

func oneCellIsEnough(t *testing.T, program string) {
	desk := deskAt(t, program, 1, 1)
	desk.output()
	desk.resize(80, 24)
	desk.expect("1 of ")
	desk.resize(1, 1)
	desk.send("amd")
	desk.resize(500, 200)
	desk.expect("Referral Desk", "1 of ")
}

func (term *terminal) resize(w, h int) {
	term.t.Helper()
	if err := pty.Setsize(term.file, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)}); err != nil {
		term.t.Fatal(err)
	}
}

// colour is an SGR sequence with a colour in it.
var colour = regexp.MustCompile(`\x1b\[(\d+;)*(3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]`)

func noColour(t *testing.T, program string) {
	desk := deskAt(t, program, 80, 24, "NO_COLOR=1")
	desk.expect("▌", "1 of ")
	if found := colour.Find(desk.raw); found != nil {
		t.Errorf("painted %q", found)
	}
}

func themeNone(t *testing.T, program string) {
	desk := startOn(t, dark, exec.Command(program, "--theme", "none"), 80, 24, "REFERRALDESK_HOME="+homeOf(t, nhsmail))
	desk.expect("▌", "1 of ")
	if found := colour.Find(desk.raw); found != nil {
		t.Errorf("painted %q", found)
	}
}

func themeLight(t *testing.T, program string) {
	desk := startOn(t, dark, exec.Command(program, "--theme", "light"), 80, 24, "REFERRALDESK_HOME="+homeOf(t, nhsmail))
	desk.expect("1 of ")
	if dark, light := "116;185;255", "0;80;157"; strings.Contains(string(desk.raw), dark) || !strings.Contains(string(desk.raw), light) {
		t.Error("the colours are not those of the light theme, on a terminal that says that it is dark")
	}
}

func linesInASCII(t *testing.T, program string) {
	desk := deskAt(t, program, 100, 30, "LC_ALL=C")
	desk.expect("1 of ")
	desk.send("amd")
	desk.expect("+ SECURE")
	if rule := strings.Repeat("-", 41) + "+" + strings.Repeat("-", 58); !strings.Contains(string(desk.raw), rule) {
		t.Errorf("no line of ASCII between the panes")
	}
	if i := strings.IndexFunc(string(desk.raw), func(r rune) bool { return r > 0x7e }); i >= 0 {
		t.Errorf("written: %q", desk.raw[i:min(i+20, len(desk.raw))])
	}
}

// hostile is what no file may bring to a terminal: a write to the clipboard, a title, colours, and characters that hide, move the
// cursor, or turn the order of letters round. It begins and ends with letters that must arrive.
const hostile = "Zq\x1b]52;c;aGk=\a\x1b]0;title\x1b\\\x1b[5;31m\x1b[2J\x1bP1$r\x1b\\\u202e\u2066\u200b\ufeff\u00ad\u0085\u009b5m\u2028\v\f\r\n\bqZ"

// inTOML is hostile within quotes, with TOML's escapes.
func inTOML() string {
	var b strings.Builder
	for _, r := range hostile {
		if r < ' ' || r > 0x7e || r == '"' || r == '\\' {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// hostileHome has every file that the program reads, full of what is hostile.
func hostileHome(t *testing.T, program string) string {
	t.Helper()
	bad := inTOML()
	home := filepath.Join(t.TempDir(), "a\x1b[5mb\u202e")
	if err := os.Mkdir(home, 0o700); err != nil {
		t.Skipf("this system has no such names: %v", err)
	}
	files := map[string]string{
		"practice.toml": "name = \"" + bad + "\"\naddress = \"" + bad + "\"\nphone = \"" + bad + "\"\n" + nhsmail +
			"[[clinician]]\nname = \"" + bad + "\"\ngoc = \"" + bad + "\"\n[secure_tag]\napproved_by = \"" + bad + "\"\non = 2026-01-31\n",
		"directory.toml": "[[source]]\nid = \"zqs\"\ntitle = \"" + bad + "\"\nurl = \"" + bad + "\"\npublished = \"" + bad + "\"\nread = 2026-11-22\n" +
			"[[destination]]\nid = \"zq\"\nname = \"" + bad + "\"\naliases = [\"" + bad + "\"]\ntrust = \"" + bad +
			"\"\naddress = \"zq@nhs.net\"\nphone = \"" + bad + "\"\nhours = \"" + bad + "\"\n" +
			"[[destination.note]]\ntext = \"" + bad + "\"\nsource = \"zqs\"\n" +
			"[[contact]]\nid = \"zqc\"\nname = \"" + bad + "\"\nphone = \"" + bad + "\"\nfor = \"" + bad + "\"\n",
		"domains.json":  "{\"" + hostile,
		"daybook.jsonl": "{\"" + hostile + "\n",
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(home, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list := filepath.Join(home, "list.csv")
	row := strings.NewReplacer("\n", "", "\r", "", "\v", "", "\f", "", `"`, "").Replace(hostile)
	if err := os.WriteFile(list, []byte("name,email,address\n\""+row+"\",zq@nhs.net,\""+row+"\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	add := exec.Command(program, "lists", "add", list)
	add.Env = append(os.Environ(), "REFERRALDESK_HOME="+home)
	if out, err := add.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return home
}

func hostileFiles(t *testing.T, program string) {
	desk := start(t, program, 120, 40, "REFERRALDESK_HOME="+hostileHome(t, program))
	desk.expect("1 of ")
	desk.send("Zq")
	desk.expect("> Zq", "qZ")
	for _, k := range []struct{ keys, shows string }{
		{"\x1bOP", "Keys on this screen"}, {"\x1b", "> Zq"}, {"\x1b[B", "2 of "}, {"\x1b[A", "1 of "},
		{"\x1bOQ", "Which mailbox"}, {"\x1b", "> Zq"}, {"\x1bOR", "The practice's accounts"}, {"\x1b", "> Zq"}, {"\x1b[15~", "nothing heard since"}, {"\x1b", "> Zq"},
		{"\r", "Write the referral"}, {"\r", "Full name"}, {hostile, "qZ"},
	} {
		desk.send(k.keys)
		desk.expect(k.shows)
	}
	desk.pastes(hostile)
	desk.send("over")
	desk.expect("over")
	desk.send("\x1b[20~") // f9: the review
	desk.expect("Confirmed by")
	desk.wroteNothingStray()
	if !strings.Contains(string(desk.raw), "qZ") {
		t.Error("nothing of the files was shown")
	}
}

// hostileFolder is one whose name the desk shows: at the first start, and in what it says of practice.toml after that.
func hostileFolder(t *testing.T, program string) {
	home := filepath.Join(t.TempDir(), "folder\x1b[5m\u202e\u200b")
	if err := os.Mkdir(home, 0o700); err != nil {
		t.Skipf("this system has no such names: %v", err)
	}
	desk := start(t, program, 120, 40, "REFERRALDESK_HOME="+home)
	desk.expect("Which address", "folder")
	desk.send("reception.abc12@nhs.net\r")
	desk.expect("kept in", "folder")
	desk.send("\x1bOP")
	desk.expect("then fill in [secure_tag]")
	desk.send("\x1b")
	desk.expect("1 of ")
	desk.wroteNothingStray()
}

// wroteNothingStray ends the program and looks at every byte that it wrote.
func (term *terminal) wroteNothingStray() {
	term.t.Helper()
	if err := term.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		term.t.Fatal(err)
	}
	term.ended()
	term.wait("the last of the output", func(string) bool { return term.closed })
	if stray := strayIn(string(term.raw)); stray != "" {
		term.t.Errorf("the terminal got %q", stray)
	}
}

// drawing is what Bubble Tea and Lip Gloss write beside letters: colours and weights that the desk uses, places of the cursor,
// clearing, the modes that the desk sets, and the questions that it asks.
var drawing = regexp.MustCompile(`^(\x1b\[((0|1|4|7|[34]8;2;\d+;\d+;\d+|[34]8;5;\d+)?(;(0|1|4|7|[34]8;2;\d+;\d+;\d+|[34]8;5;\d+))*)m` +
	`|\x1b\[\d*(;\d*)?[HABCDJK]|\x1b\[\?(25|1049|2004|1002|1003|1006)[hl]|\x1b\[6n|\x1b\]1[01];\?(\a|\x1b\\)|\r|\n)`)

// strayIn is the first thing in what was written that is neither drawing nor a character that shows.
func strayIn(raw string) string {
	for raw != "" {
		if found := drawing.FindString(raw); found != "" {
			raw = raw[len(found):]
			continue
		}
		r, size := utf8.DecodeRuneInString(raw)
		if s := string(r); r == utf8.RuneError || text.Block(s).String() != s {
			return raw[:min(40, len(raw))]
		}
		raw = raw[size:]
	}
	return ""
}

func nothingOnTheDisk(t *testing.T, program string) {
	home := homeOf(t, nhsmail)
	desk := start(t, program, 80, 24, "REFERRALDESK_HOME="+home, "HOME="+home)
	desk.expect("1 of ")
	desk.send("amd\r")
	desk.expect("Write the referral")
	desk.send("\r")
	desk.expect("Full name")
	desk.send(secret)
	desk.expect("Vantongeren →")
	desk.send("\x11")
	desk.expect("A referral is not finished", "Keep writing")
	desk.send("\t\r")
	if status := desk.ended(); status != 0 {
		t.Errorf("status %d", status)
	}
	err := filepath.WalkDir(home, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		held, err := os.ReadFile(path)
		if strings.Contains(string(held), "Vantongeren") {
			t.Errorf("%s holds the patient", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestStrayCharactersAndSequencesAreFound(t *testing.T) {
	for _, s := range []string{"\x1b]52;c;aGk=\a", "\x1b[5;31m", "\x1b]0;title\a", "\x1bPq\x1b\\", "\u202e", "\u200b", "\u009b", "\a", "\b", "\xff", "\x1b[31m"} {
		if strayIn("\x1b[1;38;2;1;2;3mÉ眼\x1b[0m\r\n"+s+"x") == "" {
			t.Errorf("%q is not", s)
		}
	}
	if stray := strayIn("\x1b[?1049h\x1b[H\x1b[1;38;2;95;215;135m✓ SECURE\x1b[0m\x1b[K\r\n"); stray != "" {
		t.Errorf("%q is taken for stray", stray)
	}
}
