package licences

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// systems are those that the program is built for.
var systems = []string{"linux/amd64", "linux/arm64", "windows/amd64", "windows/arm64", "darwin/amd64", "darwin/arm64"}

// source is the code of a module as far as it is linked in.
type source struct {
	path, version string
	root          string          // the folder of the module
	folders       map[string]bool // those of its packages that are linked in
}

// linked are the modules of the packages that the program is built from on any system.
func linked() (map[string]*source, error) {
	all := map[string]*source{}
	for _, system := range systems {
		goos, goarch, _ := strings.Cut(system, "/")
		list := exec.Command("go", "list", "-deps",
			"-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}\t{{$.Dir}}{{end}}{{end}}", "referraldesk")
		list.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0")
		var said bytes.Buffer
		list.Stderr = &said
		out, err := list.Output()
		if err != nil {
			return nil, fmt.Errorf("%s: %w: %s", system, err, &said)
		}
		for line := range strings.Lines(string(out)) {
			f := strings.Split(strings.TrimSpace(line), "\t")
			if len(f) != 4 {
				continue // of the standard library, or our own
			}
			if all[f[0]] == nil {
				all[f[0]] = &source{f[0], f[1], f[2], map[string]bool{}}
			}
			all[f[0]].folders[f[3]] = true
		}
	}
	return all, nil
}

// noticeName is what files with terms are called.
var noticeName = regexp.MustCompile(`(?i)^(licen[cs]e|copying|copyright|notice|patents)([.-][^.]*)?(\.(txt|md))?$`)

// withoutFile are the modules that come without a file of terms, with the file and the words in it that name them.
var withoutFile = map[string]struct{ file, words string }{
	"github.com/mattn/go-localereader": {"README.md", "## License\n\nMIT\n"},
}

// elsewhere are the files of terms in folders that no package is linked in from: those that a module's own file leaves the choice
// of, and those of the fonts in it.
var elsewhere = map[string][]string{
	"github.com/go-analyze/charts": {"chartdraw/drawing/fonts/OFL.txt"},
	"github.com/golang/freetype":   {"licenses/ftl.txt"},
}

// module reads the notices of a module: of its root, and of each folder on the way to what is linked in.
func (s *source) module() (Module, error) {
	files := map[string]bool{}
	for _, name := range elsewhere[s.path] {
		files[filepath.Join(s.root, filepath.FromSlash(name))] = true
	}
	for folder := range s.folders {
		for {
			entries, err := os.ReadDir(folder)
			if err != nil {
				return Module{}, err
			}
			for _, e := range entries {
				if !e.IsDir() && noticeName.MatchString(e.Name()) {
					files[filepath.Join(folder, e.Name())] = true
				}
			}
			if folder == s.root {
				break
			}
			folder = filepath.Dir(folder)
		}
	}
	if only, ok := withoutFile[s.path]; ok && len(files) == 0 {
		return s.named(only.file, only.words)
	}
	notice, err := texts(s.root, slices.Collect(maps.Keys(files)))
	return Module{s.path, s.version, licenceOf(notice), notice}, err
}

// named is a module whose terms are only named, in the words of a file.
func (s *source) named(file, words string) (Module, error) {
	text, err := readText(filepath.Join(s.root, file))
	if err != nil || !strings.Contains(text, words) {
		return Module{}, fmt.Errorf("%s: %s does not say %q (%v)", s.path, file, words, err)
	}
	notice := fmt.Sprintf("It comes without a file of terms. Its %s says:\n\n%s", file, words)
	return Module{s.path, s.version, "MIT", notice}, nil
}

// goItself is the notice of the Go that is at hand. Some systems keep its files elsewhere: then there is none.
func goItself() (Module, error) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return Module{}, err
	}
	root := strings.TrimSpace(string(out))
	notice, err := texts(root, []string{filepath.Join(root, "LICENSE"), filepath.Join(root, "PATENTS")})
	return Module{Go, "", licenceOf(notice), notice}, err
}

// texts joins files; those below the root, of code that others wrote, are named.
func texts(root string, files []string) (string, error) {
	slices.SortFunc(files, func(a, b string) int {
		return cmp.Or(cmp.Compare(strings.Count(a, string(filepath.Separator)), strings.Count(b, string(filepath.Separator))), cmp.Compare(a, b))
	})
	var all []string
	for _, file := range files {
		text, err := readText(file)
		if err != nil {
			return "", err
		}
		if folder := filepath.Dir(file); folder != root {
			inner, err := filepath.Rel(root, folder)
			if err != nil {
				return "", err
			}
			text = "In " + filepath.ToSlash(inner) + ":\n\n" + text
		}
		all = append(all, text)
	}
	return strings.Join(all, "\n"), nil
}

// readText is a text, in UTF-8 whatever it was written in, with the line ends of this one, and nothing at the end of a line that can't be seen.
func readText(file string) (string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	if !utf8.Valid(data) {
		if data, err = charmap.ISO8859_1.NewDecoder().Bytes(data); err != nil {
			return "", err
		}
	}
	var b strings.Builder
	for line := range strings.Lines(strings.Trim(string(data), "\r\n\f") + "\n") {
		b.WriteString(strings.TrimRight(line, " \t\r\n\f") + "\n")
	}
	return b.String(), nil
}

// terms are the licences that were read for what they ask of whoever passes the program on, with words that only they have.
var terms = []struct {
	id    string
	words *regexp.Regexp
}{
	{"Apache-2.0", regexp.MustCompile(`Apache License\s+Version 2\.0, January 2004`)},
	{"BSD-2-Clause", regexp.MustCompile(`(?s)^.*Redistributions in binary form must`)},
	{"BSD-3-Clause", regexp.MustCompile(`(?i)Neither the names? of`)},
	{"FTL", regexp.MustCompile(`The FreeType Project LICENSE\s`)},
	{"ISC", regexp.MustCompile(`Permission to use, copy, modify, (and/or|and) distribute this\s+software for any\s+purpose with or without fee`)},
	{"MIT", regexp.MustCompile(`Permission is hereby granted, free of charge`)},
	{"OFL-1.1", regexp.MustCompile(`SIL OPEN FONT LICENSE Version 1\.1`)},
}

// licenceOf names the licences in a notice, as an SPDX expression; empty where none of them is known.
func licenceOf(notice string) string {
	var ids []string
	for _, t := range terms {
		if t.words.MatchString(notice) {
			ids = append(ids, t.id)
		}
	}
	if slices.Contains(ids, "BSD-3-Clause") { // which holds all words of the shorter one
		ids = slices.DeleteFunc(ids, func(id string) bool { return id == "BSD-2-Clause" })
	}
	return strings.Join(ids, " AND ")
}
