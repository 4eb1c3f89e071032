package evidence

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"referraldesk/directory/plainfile"
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
	if err := plainfile.RefuseLink(s.path); err != nil { // its evidence would be somebody else's
		return Set{}, s.fault(err)
	}
	data, err := plainfile.Read(s.path, maxStore)
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
	unlock, err := plainfile.Lock(s.path)
	if err != nil {
		return s.fault(err)
	}
	defer unlock()
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
	if err := plainfile.Replace(s.path, append(data, '\n')); err != nil {
		return s.fault(err)
	}
	return nil
}

func (s Store) fault(err error) error { return fmt.Errorf("%s: %w", text.Line(s.path), err) }
