package cli

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"referraldesk/directory"
	"referraldesk/directory/practice"
)

func readme(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(page), "\r\n", "\n")
}

// typedCommand is a command as a code line of the README has it, perhaps within another program's command line.
var typedCommand = regexp.MustCompile(`referraldesk [^|>\n]*`)

// typedCommands are the commands of the README's code lines, in order.
func typedCommands(page string) []string {
	var all []string
	for line := range strings.Lines(page) {
		if !strings.HasPrefix(line, "    ") {
			continue
		}
		if c := typedCommand.FindString(line); c != "" {
			all = append(all, strings.TrimSpace(c))
		}
	}
	return all
}

// examples are the files that the README shows: the practice's, then its directory.
func examples(t *testing.T, page string) (practiceFile, directoryFile string) {
	t.Helper()
	blocks := regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllStringSubmatch(page, -1)
	if len(blocks) != 2 {
		t.Fatalf("the README has %d examples of a file, want practice.toml and directory.toml", len(blocks))
	}
	return blocks[0][1], blocks[1][1]
}

// gpPractice is a line of the NHS's list of GP practices, of 27 columns, about an invented one.
const gpPractice = "K82999,INVENTED SURGERY,Y60,14Y,1 INVENTED ROAD,AYLESBURY,,,,HP20 1AA,19740401,,A,B,14Y,20130401,,01632 960003,,,,,,,,4," + "\n"

// Whoever types what stands there, one after another in a folder with the files that it names, is never told that it is wrong.
func TestEveryCommandOfTheReadmeIsTaken(t *testing.T) {
	page := readme(t)
	practiceFile, directoryFile := examples(t, page)
	commands := typedCommands(page)
	if len(commands) < 10 {
		t.Fatalf("only %d commands were found in the README", len(commands))
	}
	var script strings.Builder
	script.WriteString("answers smh-wet-amd referral.json\n")
	for _, c := range commands {
		fmt.Fprintf(&script, "taken %s\n", strings.ReplaceAll(strings.ReplaceAll(c, "'", "''"), `"`, "'"))
	}
	fmt.Fprintf(&script, "-- practice.toml --\n%s-- directory.toml --\n%s-- domains.csv --\nOrganisation,Domain\nMilton Keynes,mkuh.nhs.uk\n"+
		"-- epraccur.csv --\n%s", practiceFile, directoryFile, gpPractice)
	path := filepath.Join(t.TempDir(), "readme.txt")
	if err := os.WriteFile(path, []byte(script.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Files: []string{path},
		Setup: ownFolder,
		Cmds:  map[string]func(*testscript.TestScript, bool, []string){"taken": taken, "answers": writeAnswers},
	})
}

// taken fails where a command line is not understood, or names a file that is malformed.
func taken(ts *testscript.TestScript, _ bool, args []string) {
	if status := statusOf(ts, args); status == int(Misused) {
		ts.Fatalf("exit status %d", status)
	}
}

// A command that is only spoken of exists, too.
func TestEveryCommandThatTheReadmeSpeaksOfExists(t *testing.T) {
	w, _, _ := testWorld(t.TempDir(), "")
	for _, spoken := range regexp.MustCompile("`referraldesk ([a-z][a-z -]*)").FindAllStringSubmatch(readme(t), -1) {
		words := strings.Fields(spoken[1])
		if flags := slices.IndexFunc(words, func(w string) bool { return strings.HasPrefix(w, "-") }); flags >= 0 {
			words = words[:flags]
		}
		cmd, rest, err := newRoot(w).Find(words)
		if err != nil || len(rest) > 0 && cmd.HasSubCommands() {
			t.Errorf("the README speaks of %q: %v", spoken[0], err)
		}
	}
}

// goTest is a line that runs some tests or benchmarks of a package.
var goTest = regexp.MustCompile(`(?m)^    go test .*-(bench|run) '?([\w|]+)'? .*?(\./[\w/]+)`)

func TestEveryTestAndBenchmarkThatTheReadmeNamesIsThere(t *testing.T) {
	lines := goTest.FindAllStringSubmatch(readme(t), -1)
	if len(lines) == 0 {
		t.Fatal("the README names none")
	}
	for _, line := range lines {
		files, err := filepath.Glob(filepath.Join("..", "..", line[3], "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		var tests strings.Builder
		for _, path := range files {
			file, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			tests.Write(file)
		}
		kind := map[string]string{"bench": "Benchmark", "run": "Test"}[line[1]]
		for _, name := range strings.Split(line[2], "|") {
			if !regexp.MustCompile(`(?m)^func ` + kind + `\w*` + name).MatchString(tests.String()) {
				t.Errorf("%s has no %s whose name holds %s", line[3], kind, name)
			}
		}
	}
}

func TestExamplesOfTheReadmeAreFilesWithoutAFault(t *testing.T) {
	practiceFile, directoryFile := examples(t, readme(t))
	home := homeOf(t, practiceFile)
	p, err := practice.Read(filepath.Join(home, "practice.toml"))
	if err != nil {
		t.Fatal(err)
	}
	for what, there := range map[string]bool{
		"name": !p.Name.IsEmpty(), "ods_code": !p.ODSCode.IsEmpty(), "address": !p.Address.IsEmpty(), "phone": !p.Phone.IsEmpty(),
		"[[account]]": len(p.Accounts) > 0, "[[clinician]]": len(p.Clinicians) > 0, "bank_holidays": len(p.Chasing.BankHolidays) > 0,
		"[secure_tag]": p.SecureTag != nil,
	} {
		if !there {
			t.Errorf("the example of practice.toml has no %s", what)
		}
	}
	path := filepath.Join(home, directory.FileName)
	if err := os.WriteFile(path, []byte(directoryFile), 0o600); err != nil {
		t.Fatal(err)
	}
	dir, err := directory.Load(path, today)
	if err != nil {
		t.Fatal(err)
	}
	if d, ok := dir.Destination("our-clinic"); !ok || !d.Local.Added {
		t.Error("the example of directory.toml adds no destination")
	}
}

func TestReadmeShowsEveryPicture(t *testing.T) {
	page := readme(t)
	drawn, err := filepath.Glob("../pictures/*.svg")
	if err != nil || len(drawn) == 0 {
		t.Fatalf("no pictures, %v", err)
	}
	for _, path := range drawn {
		if shown := "ui/pictures/" + filepath.Base(path) + `"`; !strings.Contains(page, shown) {
			t.Errorf("the README does not show %s", filepath.Base(path))
		}
	}
	for _, shown := range regexp.MustCompile(`"(ui/pictures/[^"]*)"`).FindAllStringSubmatch(page, -1) {
		if _, err := os.Stat(filepath.Join("..", "..", shown[1])); err != nil {
			t.Error(err)
		}
	}
}

func TestReadmeNamesEveryRoomOfTheHouse(t *testing.T) {
	_, rooms, _ := strings.Cut(readme(t), "## The house\n")
	rooms, _, _ = strings.Cut(rooms, "\n## ")
	out, err := exec.Command("go", "list", "referraldesk/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range strings.Fields(string(out)) {
		room, below := strings.CutPrefix(path, "referraldesk/")
		if below && !strings.Contains(room, "testdata") && !strings.Contains(rooms, "`"+room+"`") {
			t.Errorf("the README does not say what %s is", room)
		}
	}
}

func TestReadmePointsToFilesThatAreThere(t *testing.T) {
	for _, link := range regexp.MustCompile(`\]\(([^)#:]+)\)`).FindAllStringSubmatch(readme(t), -1) {
		if _, err := os.Stat(filepath.Join("..", "..", filepath.FromSlash(link[1]))); err != nil {
			t.Error(err)
		}
	}
}

func TestReadmeGivesAReasonForEveryDependency(t *testing.T) {
	_, table, _ := strings.Cut(readme(t), "<!-- dependencies -->\n")
	table, _, _ = strings.Cut(table, "<!-- /dependencies -->")
	given := map[string]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\| (program|tests) \\| .+ \\|$").FindAllStringSubmatch(table, -1) {
		given[row[1]] = row[2]
	}
	out, err := exec.Command("go", "list", "-m", "-f", "{{if not (or .Indirect .Main)}}{{.Path}}{{end}}", "all").Output()
	if err != nil {
		t.Fatal(err)
	}
	direct := strings.Fields(string(out))
	for _, module := range direct {
		if want := whereUsed(t, module); given[module] != want {
			t.Errorf("%s is used in the %s; the README's table says %q", module, want, given[module])
		}
	}
	for module := range given {
		if !slices.Contains(direct, module) {
			t.Errorf("the README gives a reason for %s, which go.mod does not name as a direct dependency", module)
		}
	}
}

// whereUsed says whether the program imports a module itself on any system, or only its tests do.
func whereUsed(t *testing.T, module string) string {
	t.Helper()
	for _, goos := range systems() {
		for _, i := range imports(t, goos) {
			if (i.to == module || strings.HasPrefix(i.to, module+"/")) && !strings.Contains(i.from, "testdata") {
				return "program"
			}
		}
	}
	return "tests"
}

// Row-level security does not bind the owner of the tables: no desk may come to sign in as the owner because the README was followed.
func TestTheOwnerOfTheGroupsTablesIsNamedForOneCommandAlone(t *testing.T) {
	page, owners := readme(t), 0
	if strings.Contains(page, "export "+daybookVariable) {
		t.Error("every desk that is started in that shell signs in as the owner")
	}
	for line := range strings.Lines(page) {
		if strings.Contains(line, "postgres://owner@") {
			owners++
			if !strings.Contains(line, "?sslmode=verify-full'") {
				t.Errorf("psql would take any server for it: %s", line)
			}
		}
	}
	if owners == 0 {
		t.Error("the README names no owner")
	}
}
