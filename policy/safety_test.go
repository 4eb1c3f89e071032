package policy

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// requiredHazards are those without which the hazard log is not whole. It may hold more.
var requiredHazards = []string{
	"H01 Wrong recipient", "H02 Stale or superseded address", "H03 Wrong GP area", "H04 Emergency by e-mail alone", "H05 Mailbox unwatched",
	"H06 Urgency lost or ambiguous", "H07 Wrong eye", "H08 Wrong patient", "H09 Missing field", "H10 Form not attached",
	"H11 Patient data in subject or file name", "H12 False SECURE", "H13 Old evidence, or accreditation ended early",
	"H14 `[secure]` delays reading", "H15 GP copy re-referred", "H16 Edited after copying", "H17 Text cut on paste",
	"H18 Previous patient left in form or clipboard", "H19 No receipt", "H20 No reply chased",
}

func TestEveryHazardNamesControlsWithTestsThatRun(t *testing.T) {
	log := hazardsIn(readPage(t, "SAFETY.md"))
	for _, title := range requiredHazards {
		if _, ok := log[title]; !ok {
			t.Errorf("SAFETY.md has no hazard %q", title)
		}
	}
	for title, parts := range log {
		for _, part := range []string{"Cause", "Effect", "Remains"} {
			if len(parts[part]) != 1 {
				t.Errorf("%s: %d parts are called %s, want one", title, len(parts[part]), part)
			}
		}
		if len(parts["Control"]) == 0 {
			t.Errorf("%s has no control", title)
		}
		for _, control := range parts["Control"] {
			if !provable.MatchString(control) {
				t.Errorf("%s: no test proves: %s", title, control)
			}
		}
	}
}

func TestEveryTestThatTheSafetyPagesNameExistsAndRuns(t *testing.T) {
	read := testFiles{}
	for _, name := range []string{"SAFETY.md", "DATAFLOW.md"} {
		for _, named := range slices.Compact(slices.Sorted(slices.Values(provable.FindAllString(readPage(t, name), -1)))) {
			if err := read.runs(strings.Trim(named, "`")); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestATestThatIsMissingOrSkippedProvesNothing(t *testing.T) {
	const src = `package p
func TestRuns(t *testing.T) { if short { t.Skip("no tool") }; check(t) }
func TestSkipped(t *testing.T) { t.Skip("later"); check(t) }
func TestOther(tb testing.TB) {}
func (s suite) TestMethod(t *testing.T) {}`
	file, err := parser.ParseFile(token.NewFileSet(), "p_test.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"TestRuns": "", "TestSkipped": "skipped", "TestOther": "no test", "TestMethod": "no test", "TestMissing": "no test",
	} {
		if got := fmt.Sprint(runsIn([]*ast.File{file}, name)); (want == "") != (got == "<nil>") || !strings.Contains(got, want) {
			t.Errorf("%s: %s", name, got)
		}
	}
	for _, missing := range []string{"policy.TestNobodyWroteThis", "nowhere.TestNobodyWroteThis", "ui/cli/testdata/script/nobody_wrote_this.txt"} {
		if (testFiles{}).runs(missing) == nil {
			t.Errorf("%s is said to run", missing)
		}
	}
}

func readPage(t *testing.T, name string) string {
	t.Helper()
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

// hazardsIn gives the parts of each hazard by its title. A part begins with "- Cause: " or the like and may go on for several lines.
func hazardsIn(page string) map[string]map[string][]string {
	log := map[string]map[string][]string{}
	_, body, _ := strings.Cut(page, "\n## Hazard log\n")
	body, _, _ = strings.Cut(body, "\n## ")
	for _, section := range strings.Split(body, "\n### ")[1:] {
		title, rest, _ := strings.Cut(section, "\n")
		parts := map[string][]string{}
		for _, item := range strings.Split(rest, "\n- ")[1:] {
			name, words, _ := strings.Cut(strings.Join(strings.Fields(item), " "), ": ")
			if words != "" {
				parts[name] = append(parts[name], words)
			}
		}
		log[title] = parts
	}
	return log
}

// sessions is the folder of the sessions that the command-line tests run.
const sessions = "ui/cli/testdata/script"

// provable is what a control may name: a test or a fuzz target of a package, or a session.
var provable = regexp.MustCompile("`(?:[a-z/]+\\.(?:Test|Fuzz)\\w+|" + sessions + "/\\w+\\.txt)`")

// testFiles are the test files that were read, by folder.
type testFiles map[string][]*ast.File

// runs says why something that is named as a proof proves nothing, nil where it does.
func (read testFiles) runs(named string) error {
	if path.Dir(named) == sessions {
		return sessionRuns(named)
	}
	folder, test, _ := strings.Cut(named, ".")
	if read[folder] == nil {
		files, err := parseTests(folder)
		if err != nil {
			return err
		}
		read[folder] = files
	}
	if err := runsIn(read[folder], test); err != nil {
		return fmt.Errorf("%s: %w", named, err)
	}
	return nil
}

// parseTests reads the test files of a package, of whatever operating system.
func parseTests(folder string) ([]*ast.File, error) {
	paths, err := filepath.Glob(filepath.Join("..", filepath.FromSlash(folder), "*_test.go"))
	if err != nil {
		return nil, err
	}
	var files []*ast.File
	for _, p := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), p, nil, 0)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

// runsIn looks for a test among the files of a package.
func runsIn(files []*ast.File, test string) error {
	for _, file := range files {
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv != nil || f.Name.Name != test || f.Body == nil || !takesT(f) {
				continue
			}
			if slices.ContainsFunc(f.Body.List, isSkip) {
				return errors.New("it is skipped")
			}
			return nil
		}
	}
	return errors.New("there is no test of that name")
}

// takesT says whether a function has the one argument of a test or a fuzz target.
func takesT(f *ast.FuncDecl) bool {
	if f.Type.Params.NumFields() != 1 {
		return false
	}
	pointer, ok := f.Type.Params.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	kind, ok := pointer.X.(*ast.SelectorExpr)
	return ok && (kind.Sel.Name == "T" || kind.Sel.Name == "F")
}

// isSkip says whether a statement skips whatever follows it, always. One inside an if is not such.
func isSkip(s ast.Stmt) bool {
	e, ok := s.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := e.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	method, ok := call.Fun.(*ast.SelectorExpr)
	return ok && strings.HasPrefix(method.Sel.Name, "Skip")
}

// sessionRuns says why a session is not run, nil where it is: a skip that depends on the machine stands behind its condition.
func sessionRuns(named string) error {
	text, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(named)))
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "skip") || strings.HasPrefix(line, "stop") {
			return fmt.Errorf("%s: it is skipped", named)
		}
	}
	return nil
}
