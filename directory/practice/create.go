package practice

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"referraldesk/directory/plainfile"
)

// Only the person whose desk it is reads what the practice writes down.
const (
	folderMode = 0o700
	fileMode   = 0o600
)

//go:embed practice.toml
var template string

// Create writes a new practice.toml with one account and every other key explained and commented out. It makes the folder
// where there is none. It never writes over a file nor through a link: where anything stands at the path, the error is
// fs.ErrExist and nothing changes. The file is there whole or not at all.
func Create(path string, account Account) error {
	content := filled(account)
	if _, err := parse(path, []byte(content)); err != nil {
		return fmt.Errorf("an account that could not be read again is not written: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), folderMode); err != nil {
		return unwritable(path, err)
	}
	draft, err := os.CreateTemp(filepath.Dir(path), ".practice-*.toml") // made with mode 0600
	if err != nil {
		return unwritable(path, err)
	}
	defer os.Remove(draft.Name())
	if err := fill(draft, content); err != nil {
		return unwritable(path, err)
	}
	err = os.Link(draft.Name(), path)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		err = createExclusive(path, content) // a file system without hard links
	}
	if err != nil {
		return unwritable(path, err)
	}
	return nil
}

// createExclusive is the second best way: nothing is written over, but a power cut could leave half a file.
func createExclusive(path, content string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	if err := fill(f, content); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// fill writes the file to the disk and closes it.
func fill(f *os.File, content string) error {
	_, err := f.WriteString(content)
	return errors.Join(err, f.Sync(), f.Close())
}

func unwritable(path string, err error) error {
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s was left as it is: %w: change it yourself, or move it away", path, fs.ErrExist)
	}
	return fmt.Errorf("%s can't be written: %w: make sure that its folder may be written to", path, plainfile.Cause(err))
}

// filled is the template with the account in it. An address holds neither quotes nor backslashes, so it needs no escaping.
func filled(account Account) string {
	return strings.NewReplacer(
		"{address}", account.Address.String(),
		"{kind}", string(account.Kind),
		"{shared}", fmt.Sprint(account.Shared),
		"{disabled}", disabledLine(account),
	).Replace(template)
}

// disabledLine is the key of a long leave, on a line of its own behind another; "" where there is none.
func disabledLine(account Account) string {
	if account.Disabled.IsZero() {
		return ""
	}
	return "\ndisabled = " + account.Disabled.String()
}
