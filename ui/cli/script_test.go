package cli

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "rewrite what the scripts in testdata compare with; look at each change before accepting it")

// TestCommands runs the sessions in testdata/script. Beside what testscript knows, a session can use
//
//	exits STATUS COMMAND...                 the command ends with this status
//	answers ID FILE [QUESTION=ANSWER]...    write answers to all questions of a destination, but for those that are given
//	workbook FILE DAY CELL...               write an .xlsx list with the domains in the cells, last saved on the day
//
// A session starts in an empty folder with nothing but its own files, which is also the program's own folder.
func TestCommands(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: each command is a process of its own, which the race detector makes slow")
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", UpdateScripts: *update, RequireUniqueNames: true,
		Setup: ownFolder,
		Cmds:  map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "answers": writeAnswers, "workbook": workbook},
	})
}

// ownFolder starts a session in a folder of its own, which is also the program's.
func ownFolder(env *testscript.Env) error {
	root, err := filepath.Abs("../..")
	env.Setenv("ROOT", root)
	env.Setenv("HOME", env.WorkDir)
	env.Setenv("REFERRALDESK_HOME", env.WorkDir)
	return err
}

// exits holds a command to its exit status.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	if got := statusOf(ts, args[1:]); got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// statusOf runs a command and gives its exit status.
func statusOf(ts *testscript.TestScript, args []string) int {
	err := ts.Exec(args[0], args[1:]...)
	if err == nil {
		return 0
	}
	ended, ok := errors.AsType[*exec.ExitError](err)
	if !ok {
		ts.Fatalf("%v", err)
	}
	return ended.ExitCode()
}

// writeAnswers answers every question of a destination.
func writeAnswers(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: answers ID FILE [QUESTION=ANSWER]...")
	}
	filled, err := answersTo(args[0])
	ts.Check(err)
	for _, change := range args[2:] {
		id, answer, _ := strings.Cut(change, "=")
		filled[id] = valueOf(answer)
	}
	data, err := json.MarshalIndent(filled, "", "  ")
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), data, 0o600))
}

// workbook writes a list as Excel would.
func workbook(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 3 {
		ts.Fatalf("usage: workbook FILE DAY CELL...")
	}
	book := excelize.NewFile()
	defer book.Close()
	for i, cell := range slices.Insert(slices.Clone(args[2:]), 0, "Domain") {
		ts.Check(book.SetCellStr("Sheet1", fmt.Sprintf("A%d", i+1), cell))
	}
	ts.Check(book.SetDocProps(&excelize.DocProperties{Modified: args[1] + "T09:00:00Z"}))
	ts.Check(book.SaveAs(ts.MkAbs(args[0])))
}
