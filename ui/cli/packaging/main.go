// Packaging writes what a package holds beside the program. It is run when packages are made and is never in one of them:
//
//	go run ./ui/cli/packaging parts FOLDER YYYY-MM-DD   manual pages, completions and notices; the day stands in the manual
//	go run ./ui/cli/packaging sbom PROGRAM FILE         what a built program consists of, as CycloneDX
//
// The same commit must always give the same bytes: it reads no clock, and must never name a machine, a person or a place.
package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "packaging:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 3 {
		return fmt.Errorf("give three words: parts FOLDER YYYY-MM-DD, or sbom PROGRAM FILE")
	}
	switch args[0] {
	case "parts":
		day, err := time.Parse(time.DateOnly, args[2])
		if err != nil {
			return fmt.Errorf("%q is no day: write it as 2026-11-22", args[2])
		}
		return writeParts(args[1], day)
	case "sbom":
		return writeSBOM(args[1], args[2])
	}
	return fmt.Errorf("%q is neither parts nor sbom", args[0])
}
