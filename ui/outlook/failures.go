package outlook

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// cause is what went wrong without the path that it went wrong with: a name that a user chose may tell of a patient.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}

func noAnswer(name string, after time.Duration) error {
	return fmt.Errorf("%s did not answer within %v: close programs that may be holding the clipboard and copy again, or %s",
		name, after, byHand)
}
