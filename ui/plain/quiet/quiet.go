// Package quiet keeps the terminal from being asked anything where plain mode was asked for.
//
// Bubble Tea asks the terminal for its colours while it is loaded, before the first line of main: two escape sequences on a
// terminal whose reader may speak them, and a wait of up to 5 s for an answer. It asks none where TERM is dumb, so this package
// says that it is. It must be loaded first: Go loads packages in the order of their import paths, each as soon as all that it
// imports is loaded, so this one may import nothing but os, while Bubble Tea waits for strings. A test reads every byte that the
// program writes to a terminal.
package quiet

import "os"

func init() {
	wanted := Accessible(os.Getenv("ACCESSIBLE"))
	for _, arg := range os.Args[1:] {
		wanted = wanted || arg == "--plain"
	}
	if wanted {
		_ = os.Setenv("TERM", "dumb") // where even that fails, the terminal is asked, and plain mode works all the same
	}
}

// Accessible says whether the environment variable ACCESSIBLE asks for plain mode: anything does but nothing, 0 and false.
func Accessible(set string) bool {
	for _, off := range [...]string{"", "0", "false", "False", "FALSE"} {
		if set == off {
			return false
		}
	}
	return true
}
