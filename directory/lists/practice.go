package lists

import (
	"errors"
	"strings"

	"referraldesk/directory"
)

// Practice is the first entry with the code in the lists that were added, read for it alone: nothing is packed. ok is false where
// there is none. A list that can't be read is in the error, and the others are looked through all the same.
func (s Store) Practice(code string) (practice directory.Listing, ok bool, err error) {
	if code == "" {
		return practice, false, nil
	}
	all, err := s.Lists()
	for _, l := range all {
		_, fault := readAs(l.Kind, s.path(l), func(e directory.Listing) bool {
			if strings.EqualFold(e.Code.String(), code) {
				practice, ok = e, true
			}
			return !ok
		})
		if ok {
			return practice, true, nil
		}
		err = errors.Join(err, fault)
	}
	return practice, false, err
}
