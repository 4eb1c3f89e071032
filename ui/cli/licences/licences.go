// Package licences holds the notices of everything of others that is linked into the program, for whoever passes it on.
//
// They lie in notices.txt, which its test makes from the modules themselves: go test ./ui/cli/licences -update. The test holds
// that file to what the program is linked from on every system. The package must never word, shorten or guess a notice.
package licences

import (
	_ "embed"
	"fmt"
	"strings"
)

// Go is the path of the Go standard library and runtime, which are no module.
const Go = "std"

// None is what stands for the licence of Referral Desk itself.
const None = "No licence has been chosen yet for Referral Desk itself: nothing here gives leave to copy, change or pass it on."

// Module is what others wrote, with the terms under which it is linked in.
type Module struct {
	Path    string
	Version string // as in go.mod; empty for Go, whose version is that of the build
	Licence string // an SPDX expression: "MIT", "Apache-2.0 AND BSD-3-Clause"
	Notice  string // its texts as its authors give them, ending in a line's end
}

//go:embed notices.txt
var notices string

// mark begins the line that names a module in notices.txt; no notice has a line that begins so.
const mark = "==== "

// Modules are all that is linked into the program on any system, ordered by path.
func Modules() []Module { return parse(notices) }

// parse reads modules as [format] writes them.
func parse(file string) []Module {
	var all []Module
	for section := range strings.SplitSeq("\n"+file, "\n"+mark) {
		head, notice, _ := strings.Cut(section, "\n\n")
		if fields := strings.SplitN(head, " ", 3); len(fields) == 3 {
			all = append(all, Module{fields[0], fields[1], fields[2], notice})
		}
	}
	return all
}

// format is modules as a file: for each a line "==== PATH VERSION LICENCE", and its notice under it.
func format(all []Module) string {
	sections := make([]string, len(all))
	for i, m := range all {
		sections[i] = fmt.Sprintf("%s%s %s %s\n\n%s", mark, m.Path, m.Version, m.Licence, m.Notice)
	}
	return strings.Join(sections, "\n")
}

// Document is what a person reads: that Referral Desk has no licence, what is linked in, and every notice. goVersion is the
// version of Go that the program was built with.
func Document(goVersion string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nIts program holds the work of others. What it is, and under which terms:\n\n", None)
	all := Modules()
	for i, m := range all {
		if m.Path == Go {
			all[i].Path, all[i].Version = "Go standard library and runtime", goVersion
		}
		fmt.Fprintf(&b, "  %s %s: %s\n", all[i].Path, all[i].Version, m.Licence)
	}
	for _, m := range all {
		fmt.Fprintf(&b, "\n%s%s %s\n\n%s", mark, m.Path, m.Version, m.Notice)
	}
	return b.String()
}
