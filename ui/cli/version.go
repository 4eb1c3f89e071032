package cli

import (
	"fmt"
	"runtime/debug"

	"referraldesk/directory"
)

// notStamped is what stands where a build does not say what it was made from, as outside a Git checkout.
const notStamped = "not recorded in this build"

// version is the program's own, as the Go toolchain stamped it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	return info.Main.Version
}

// printAbout prints what a person quotes who asks for help.
func printAbout(w World) error {
	dir, err := directory.Embedded()
	if err != nil {
		return exit{Failed, err}
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	return w.print(about(info, dir))
}

// about says which program this is, what it was made from, and how old its directory is.
func about(info *debug.BuildInfo, dir *directory.Directory) string {
	stamped := map[string]string{}
	for _, s := range info.Settings {
		stamped[s.Key] = s.Value
	}
	commit := notStamped
	if revision := stamped["vcs.revision"]; revision != "" {
		commit = fmt.Sprintf("%s of %s", revision, stamped["vcs.time"])
	}
	if stamped["vcs.modified"] == "true" {
		commit += ", and changes that were never committed"
	}
	version := info.Main.Version
	if version == "" || version == "(devel)" {
		version = notStamped
	}
	return fmt.Sprintf("referraldesk  %s\ncommit        %s\ndirectory     %s, as its sources stood on %s\nbuilt         with %s for %s/%s\n",
		version, commit, dir.Version, dir.LastRead(), info.GoVersion, stamped["GOOS"], stamped["GOARCH"])
}
