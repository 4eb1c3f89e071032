package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"referraldesk/ui/cli"
	"referraldesk/ui/cli/licences"
)

// writeParts writes into a folder:
//
//	man/referraldesk*.1   a manual page for the program, and one for each command
//	completions/          what bash, zsh, fish and PowerShell need to complete commands and flags
//	licences.txt          what "referraldesk licences" prints
func writeParts(folder string, day time.Time) error {
	root := cli.Commands()
	if err := writeManual(root, filepath.Join(folder, "man"), day); err != nil {
		return err
	}
	if err := writeCompletions(root, filepath.Join(folder, "completions")); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "licences.txt"), []byte(licences.Document(runtime.Version())), 0o644)
}

func writeManual(root *cobra.Command, folder string, day time.Time) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	root.DisableAutoGenTag = true // it names the day of the build and not that of the commit
	return doc.GenManTree(root, &doc.GenManHeader{Section: "1", Date: &day, Source: "Referral Desk", Manual: "Referral Desk"}, folder)
}

func writeCompletions(root *cobra.Command, folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for name, generate := range map[string]func(io.Writer) error{ // called as each shell looks for them
		"referraldesk.bash": func(w io.Writer) error { return root.GenBashCompletionV2(w, true) },
		"_referraldesk":     root.GenZshCompletion,
		"referraldesk.fish": func(w io.Writer) error { return root.GenFishCompletion(w, true) },
		"referraldesk.ps1":  root.GenPowerShellCompletionWithDesc,
	} {
		var script bytes.Buffer
		if err := generate(&script); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), script.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}
