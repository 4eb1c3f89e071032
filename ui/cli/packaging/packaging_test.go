package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"referraldesk/ui/cli"
	"referraldesk/ui/cli/licences"
)

func TestEveryCommandAndFlagStandsInTheManual(t *testing.T) {
	folder := t.TempDir()
	if err := run([]string{"parts", folder, "2026-11-22"}); err != nil {
		t.Fatal(err)
	}
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		name := strings.ReplaceAll(cmd.CommandPath(), " ", "-") + ".1"
		page, err := os.ReadFile(filepath.Join(folder, "man", name))
		if err != nil {
			t.Error(err)
		}
		for line := range strings.Lines(cmd.LocalFlags().FlagUsages()) {
			_, flag, _ := strings.Cut(line, "--")
			flag, _, _ = strings.Cut(flag, " ")
			if flag, _, _ = strings.Cut(flag, "["); !strings.Contains(string(page), "--"+strings.TrimSpace(flag)) {
				t.Errorf("%s lacks --%s", name, flag)
			}
		}
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() {
				walk(sub)
			}
		}
	}
	walk(cli.Commands())
}

func TestPartsAreTheSameEachTime(t *testing.T) {
	once, again := t.TempDir(), t.TempDir()
	for _, folder := range []string{once, again} {
		if err := run([]string{"parts", folder, "2026-11-22"}); err != nil {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob(filepath.Join(once, "*", "*"))
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range append(files, filepath.Join(once, "licences.txt")) {
		name, err := filepath.Rel(once, file)
		if err != nil {
			t.Fatal(err)
		}
		a, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(filepath.Join(again, name)); err != nil || string(a) != string(b) || len(a) == 0 {
			t.Errorf("%s: %d bytes, and then %d, %v", name, len(a), len(b), err)
		}
	}
}

// aBuild is the build information of a program that links in every module which has a notice.
func aBuild() *debug.BuildInfo {
	info := &debug.BuildInfo{
		GoVersion: "go1.99", Main: debug.Module{Path: "referraldesk", Version: "v1.2.0"},
		Settings: []debug.BuildSetting{{Key: "GOOS", Value: "windows"}, {Key: "vcs.time", Value: "2026-11-22T10:00:00Z"}, {Key: "-ldflags", Value: "x"}},
	}
	for _, m := range licences.Modules() {
		if m.Path != licences.Go {
			info.Deps = append(info.Deps, &debug.Module{Path: m.Path, Version: m.Version, Sum: "h1:x"})
		}
	}
	return info
}

func TestBillOfMaterialsNamesEveryModuleWithItsLicence(t *testing.T) {
	materials, err := bomOf(aBuild())
	if err != nil {
		t.Fatal(err)
	}
	if got := materials.Metadata.Component; got.Version != "v1.2.0" || len(got.Licences) != 0 {
		t.Errorf("the program is %+v; no licence was chosen for it", got)
	}
	if got := materials.Metadata.Timestamp; got != "2026-11-22T10:00:00Z" {
		t.Errorf("its time is %q, and not that of the commit", got)
	}
	listed := map[string]component{}
	for _, c := range materials.Components {
		listed[c.Name] = c
	}
	for _, m := range licences.Modules() {
		if c := listed[m.Path]; len(c.Licences) != 1 || c.Licences[0].Expression != m.Licence || c.Licences[0].Expression == "" {
			t.Errorf("%s: %+v, want %s", m.Path, c, m.Licence)
		}
	}
	if got := listed[licences.Go].PackageURL; got != "pkg:golang/std@go1.99" {
		t.Error(got)
	}
	written, err := json.Marshal(materials)
	if err != nil || strings.Contains(string(written), "ldflags") {
		t.Errorf("%v: %s", err, written)
	}
}

func TestBillOfMaterialsRefusesAModuleWithoutANotice(t *testing.T) {
	info := aBuild()
	info.Deps = append(info.Deps, &debug.Module{Path: "example.com/unread", Version: "v1.0.0"})
	if _, err := bomOf(info); err == nil || !strings.Contains(err.Error(), "example.com/unread is linked in, and has no notice") {
		t.Error(err)
	}
}

func TestPackageAddressesAreInSmallLetters(t *testing.T) {
	m := &debug.Module{Path: "github.com/BurntSushi/toml", Version: "v2.0.0+incompatible"}
	if got := packageURL(m); got != "pkg:golang/github.com/burntsushi/toml@v2.0.0%2Bincompatible" {
		t.Error(got)
	}
}

func TestWrongWordsAreSaid(t *testing.T) {
	for _, args := range [][]string{nil, {"parts", "x"}, {"parts", "x", "today"}, {"other", "x", "y"}, {"sbom", "no such program", "y"}} {
		if err := run(args); err == nil {
			t.Errorf("%q is taken", args)
		}
	}
}
