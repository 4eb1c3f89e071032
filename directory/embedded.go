package directory

import (
	_ "embed"

	"referraldesk/policy"
)

// embeddedName is how faults name the embedded directory.
const embeddedName = "bucks.toml"

//go:embed bucks.toml
var bucks []byte

// Embedded is the directory that comes with the program. Its days are not held against a clock: a machine whose clock is
// wrong must still open the desk. An error would be a fault of the build, and a test keeps it from happening.
func Embedded() (*Directory, error) {
	return read(embeddedName, bucks, policy.Day{})
}
