package evidence

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/lockedfile"
	"github.com/rogpeppe/go-internal/robustio"

	"referraldesk/policy"
	"referraldesk/policy/text"
)

const (
	storeName   = "domains.json"
	storeFormat = 1
	maxStore    = 8 << 20 // bytes; an import of the largest list that is read fits
)

// Store is the file in which the program keeps the evidence. It belongs to the program; people need not edit it.
type Store struct{ path string }

// StoreIn is the store in the program's data folder, which need not exist yet.
func StoreIn(folder string) Store { return Store{filepath.Join(folder, storeName)} }

// stored is the store's file as JSON.
type stored struct {
	Format int `json:"format"`
	Set
}

// Load reads the evidence; where nothing was ever stored it is the zero [Set]. So it is with an error too: a file that can't
// be read proves nothing, and whoever goes on with what came with the program must say so.
func (s Store) Load() (Set, error) {
	if err := s.refuseLink(); err != nil {
		return Set{}, err
	}
	data, err := readPlainFile(s.path, maxStore)
	if errors.Is(err, fs.ErrNotExist) {
		return Set{}, nil
	}
	if err != nil {
		return Set{}, s.fault(err)
	}
	set, err := decodeStore(data)
	if err != nil {
		return Set{}, s.fault(err)
	}
	return set, nil
}

func decodeStore(data []byte) (Set, error) {
	broken := func(err error) (Set, error) {
		return Set{}, fmt.Errorf("the stored evidence is broken (%w): move the file away, then import the list again", err)
	}
	var version struct{ Format int }
	if err := json.Unmarshal(data, &version); err != nil {
		return broken(err)
	}
	if version.Format > storeFormat {
		return Set{}, errors.New("a newer version of this program wrote it: use that version")
	}
	in := json.NewDecoder(bytes.NewReader(data))
	in.DisallowUnknownFields()
	var file stored
	if err := in.Decode(&file); err != nil {
		return broken(err)
	}
	if file.Format != storeFormat {
		return broken(errors.New("it does not say its format"))
	}
	if err := file.check(); err != nil {
		return broken(err)
	}
	return file.Set, nil
}

// Import puts a list, as it was seen on a day, in the place of all earlier evidence: wholly, or not at all and with an error.
// A later import takes the place of this one, also where its list was seen earlier, so that a wrong day can be mended.
func (s Store) Import(list List, seen, today policy.Day) error {
	i := Import{File: list.Name, Seen: seen, Domains: list.Domains}
	if err := cmp.Or(i.check(), notFuture(seen, today)); err != nil {
		return fmt.Errorf("%s: %w", list.Name, err)
	}
	return s.change(func(before Set) (Set, error) { return before.withImport(i), nil })
}

// Confirm notes that by made sure at source, on a day, that a domain is accredited. It counts for 365 days, or until a list of
// that day or a later one is imported that does not have the domain.
func (s Store) Confirm(domain string, by, source text.Text, on, today policy.Day) error {
	exact, reason := exactDomain(domain)
	if reason != "" {
		return fmt.Errorf("domain %q %s: give the exact domain, such as trust.nhs.uk", domain, reason)
	}
	c := Confirmation{Domain: exact, By: by, Source: source, On: on}
	if err := cmp.Or(c.check(), notFuture(on, today)); err != nil {
		return fmt.Errorf("domain %q: %w", exact, err)
	}
	return s.change(func(before Set) (Set, error) { return before.withConfirmation(c) })
}

// change reads, changes and writes the store while no other process does.
func (s Store) change(alter func(Set) (Set, error)) error {
	if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
		return s.fault(unwritable(err))
	}
	lock, err := lockedfile.OpenFile(s.path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return s.fault(unwritable(err))
	}
	defer lock.Close()
	before, err := s.Load()
	if err != nil {
		return err
	}
	after, err := alter(before)
	if err != nil {
		return err
	}
	data, err := json.MarshalIndent(stored{storeFormat, after}, "", "  ")
	if err != nil {
		return s.fault(err)
	}
	if len(data) > maxStore {
		return s.fault(fmt.Errorf("it would grow larger than %d MB: import the DCB1596 list alone", maxStore>>20))
	}
	if err := s.replace(append(data, '\n')); err != nil {
		return s.fault(unwritable(err))
	}
	return nil
}

// replace puts data in the place of the file at once: a reader finds the old file or the new one, whole, whenever the power
// fails. The new file is always 0600, whatever the old one was.
func (s Store) replace(data []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(s.path), "."+storeName+"-*") // made with mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // once it was renamed, nothing has that name
	_, err = temp.Write(data)
	if err := errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	if err := robustio.Rename(temp.Name(), s.path); err != nil {
		return err
	}
	syncFolder(filepath.Dir(s.path))
	return nil
}

// syncFolder asks that the new name of a file be on the disk now. Not every file system can, and Windows can't: without it, a
// power cut may bring the old file back, whole. So it is no error: the new file is in its place already.
func syncFolder(folder string) {
	if f, err := os.Open(folder); err == nil {
		_ = f.Sync()
		f.Close()
	}
}

// refuseLink refuses a store that is a symbolic link: its evidence would be somebody else's.
func (s Store) refuseLink() error {
	if info, err := os.Lstat(s.path); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return s.fault(errors.New("is a symbolic link: put the file itself in its place, or delete the link"))
	}
	return nil
}

func (s Store) fault(err error) error { return fmt.Errorf("%s: %w", text.Line(s.path), err) }

func unwritable(err error) error {
	return fmt.Errorf("can't be written (%w): make sure that you may write in this folder, and that the disk is not full", cause(err))
}
