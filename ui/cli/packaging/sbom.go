package main

import (
	"bytes"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"strings"

	"referraldesk/ui/cli/licences"
)

// bom is a bill of materials, as far as CycloneDX 1.5 is used: https://cyclonedx.org/docs/1.5/json/
type bom struct {
	Format      string      `json:"bomFormat"`
	SpecVersion string      `json:"specVersion"`
	Version     int         `json:"version"` // of this document
	Metadata    metadata    `json:"metadata"`
	Components  []component `json:"components"`
}

type metadata struct {
	Timestamp string    `json:"timestamp,omitempty"` // of the commit
	Component component `json:"component"`
}

type component struct {
	Type       string     `json:"type"`
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version,omitempty"`
	Licences   []licence  `json:"licenses,omitempty"`
	PackageURL string     `json:"purl,omitempty"`
	Properties []property `json:"properties,omitempty"`
}

type licence struct {
	Expression string `json:"expression"` // of SPDX
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// writeSBOM writes what a built program consists of, as its own build information says.
func writeSBOM(program, file string) error {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return err
	}
	materials, err := bomOf(info)
	if err != nil {
		return fmt.Errorf("%s: %w", program, err)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(materials); err != nil {
		return err
	}
	return os.WriteFile(file, out.Bytes(), 0o644)
}

// bomOf lists the modules of a build and Go itself, each with its licence. One without a notice in the program is an error.
func bomOf(info *debug.BuildInfo) (bom, error) {
	known := map[string]string{}
	for _, m := range licences.Modules() {
		known[m.Path] = m.Licence
	}
	materials := bom{Format: "CycloneDX", SpecVersion: "1.5", Version: 1}
	materials.Metadata.Component = component{
		Type: "application", Ref: info.Main.Path, Name: info.Main.Path, Version: info.Main.Version, Properties: settings(info),
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.time" {
			materials.Metadata.Timestamp = s.Value
		}
	}
	linkedIn := append([]*debug.Module{{Path: licences.Go, Version: info.GoVersion}}, info.Deps...)
	for _, m := range linkedIn {
		if m.Replace != nil {
			m = m.Replace
		}
		expression, ok := known[m.Path]
		if !ok {
			return bom{}, fmt.Errorf("%s is linked in, and has no notice: go test ./ui/cli/licences -update", m.Path)
		}
		c := component{
			Type: "library", Ref: m.Path, Name: m.Path, Version: m.Version,
			Licences: []licence{{expression}}, PackageURL: packageURL(m),
		}
		if m.Sum != "" {
			c.Properties = []property{{"go.sum", m.Sum}}
		}
		materials.Components = append(materials.Components, c)
	}
	return materials, nil
}

// settings are those of a build that say what it was made from, and for which system.
func settings(info *debug.BuildInfo) []property {
	all := []property{{"go.version", info.GoVersion}}
	for _, s := range info.Settings {
		switch s.Key {
		case "GOOS", "GOARCH", "CGO_ENABLED", "-trimpath", "vcs.revision", "vcs.modified":
			all = append(all, property{"go.build." + strings.TrimPrefix(s.Key, "-"), s.Value})
		}
	}
	return all
}

// packageURL is a module's address in the way of https://github.com/package-url/purl-spec: in small letters.
func packageURL(m *debug.Module) string {
	return "pkg:golang/" + strings.ToLower(m.Path) + "@" + strings.ReplaceAll(m.Version, "+", "%2B")
}
