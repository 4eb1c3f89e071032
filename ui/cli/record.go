package cli

import (
	"fmt"

	"referraldesk/ui/daybook"
)

// record notes in the daybook what a command has done. It is done already, so where it can't be noted that is said, and no more.
func record(w World, e daybook.Event) {
	path, err := daybookFile(w)
	if err != nil {
		w.tell(err)
		return
	}
	book, err := daybook.Open(path)
	if err == nil {
		err = book.Append(e)
	}
	if err != nil {
		w.tell(fmt.Errorf("done, but not noted in the daybook: %w", err))
	}
}
