package lists

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"referraldesk/directory"
	"referraldesk/directory/plainfile"
	"referraldesk/policy/text"
)

const (
	folder     = "lists"
	ending     = ".csv"
	longName   = 40   // letters of a list's name
	everyNames = 4096 // entries between two words about how many are in
)

// Store is the folder in which the program keeps the lists that were added: each as the file that it was, named after its kind
// and its name.
type Store struct{ folder string }

// StoreIn is the store in the program's data folder, which need not exist yet.
func StoreIn(data string) Store { return Store{filepath.Join(data, folder)} }

// List is a list that was added.
type List struct {
	Name string // letters, digits, hyphens and underscores
	Kind Kind
}

func (s Store) path(l List) string { return filepath.Join(s.folder, string(l.Kind)+"-"+l.Name+ending) }

// listIn is the list that a file of the store holds.
func listIn(file string) (List, bool) {
	kind, name, parted := strings.Cut(strings.TrimSuffix(file, ending), "-")
	l := List{name, Kind(kind)}
	ours := parted && strings.HasSuffix(file, ending) && slices.Contains(Kinds(), l.Kind) && name != "" && nameOf(name) == name
	return l, ours
}

// nameOf makes the name of a list of the name of a file.
func nameOf(base string) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' || r == '-' {
			return r
		}
		return '-'
	}, strings.ToLower(text.Line(base).String()))
	return strings.Trim(name[:min(len(name), longName)], "-")
}

// Lists are the lists that were added, by name.
func (s Store) Lists() ([]List, error) {
	files, err := os.ReadDir(s.folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s can't be read (%w): make sure that you may read this folder", text.Line(s.folder), plainfile.Cause(err))
	}
	var all []List
	for _, f := range files {
		if l, ours := listIn(f.Name()); ours {
			all = append(all, l)
		}
	}
	slices.SortFunc(all, func(a, b List) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Kind, b.Kind)) })
	return all, nil
}

// Added is what became of a file that was added.
type Added struct {
	List
	Counts
	Replaced bool // whether it took the place of a list of its name
}

// Add keeps a copy of the file at path as a list of the kind, whole or not at all, in the place of an earlier list of its name.
// Where the kind is "", a list with GP practices in it is [GP], and any other one [Other].
func (s Store) Add(path string, kind Kind) (Added, error) {
	counts, err := Read(path, func(directory.Listing) bool { return true })
	if err != nil {
		return Added{Counts: counts}, err
	}
	if kind == "" {
		kind = Other
		if counts.Preferred > 0 {
			kind = GP
		}
	}
	l := List{cmp.Or(nameOf(baseName(path)), "list"), kind}
	added := Added{List: l, Counts: counts}
	unlock, err := plainfile.Lock(s.folder + string(filepath.Separator) + folder)
	if err != nil {
		return added, named(s.folder, err)
	}
	defer unlock()
	before, err := s.Lists()
	if err != nil {
		return added, err
	}
	if err := copyTo(s.path(l), path); err != nil {
		return added, err
	}
	for _, old := range before {
		if old.Name != l.Name {
			continue
		}
		added.Replaced = true
		if old.Kind != l.Kind {
			err = errors.Join(err, s.delete(old))
		}
	}
	return added, err
}

// copyTo puts a copy of a file in the place of another one.
func copyTo(to, from string) error {
	f, err := plainfile.Open(from, maxFile)
	if err != nil {
		return named(from, err)
	}
	defer f.Close()
	err = plainfile.ReplaceBy(to, func(w io.Writer) error {
		_, err := io.Copy(w, io.LimitReader(f, maxFile))
		return err
	})
	if err != nil {
		return named(to, err)
	}
	return nil
}

// ErrUnknown is in the error of a name that no list has.
var ErrUnknown = errors.New("no such list")

// unknown says which names there are.
type unknown struct {
	name  string
	names []string
}

func (u unknown) Error() string {
	if len(u.names) == 0 {
		return fmt.Sprintf("no list is called %q: none was added", text.Line(u.name))
	}
	return fmt.Sprintf("no list is called %q: use one of %s", text.Line(u.name), strings.Join(u.names, ", "))
}

func (unknown) Is(target error) bool { return target == ErrUnknown }

// Remove deletes the list of a name. Where there is none, the error is [ErrUnknown].
func (s Store) Remove(name string) error {
	all, err := s.Lists()
	if err != nil {
		return err
	}
	names := []string{}
	found := false
	for _, l := range all {
		names = append(names, l.Name)
		if l.Name == name {
			found = true
			err = errors.Join(err, s.delete(l))
		}
	}
	if !found {
		return unknown{name, names}
	}
	return err
}

func (s Store) delete(l List) error {
	if err := os.Remove(s.path(l)); err != nil {
		return fmt.Errorf("%s can't be deleted (%w): close what has it open, then try again", text.Line(s.path(l)), plainfile.Cause(err))
	}
	return nil
}

// Count reads a list that was added and says what becomes of its rows.
func (s Store) Count(l List) (Counts, error) {
	return readAs(l.Kind, s.path(l), func(directory.Listing) bool { return true })
}

// Load packs the entries of all lists of the kinds, or of every kind where none is given, for searching: some seconds' work for a
// million. Now and then it tells progress, which may be nil, how many entries are in. A list that can't be read to its end is
// named in the error, and what was read of it stands beside the others. Beside a long list the program's memory is spared from
// then on.
func (s Store) Load(progress func(entries int), kinds ...Kind) (*directory.Listings, error) {
	all, err := s.Lists()
	if err != nil {
		return directory.NewListings(none), err
	}
	loaded := sparing()
	var faults []error
	packed := directory.NewListings(func(yield func(directory.Listing) bool) {
		in := 0
		for _, l := range all {
			if len(kinds) > 0 && !slices.Contains(kinds, l.Kind) {
				continue
			}
			_, err := readAs(l.Kind, s.path(l), func(e directory.Listing) bool {
				if in++; progress != nil && in%everyNames == 0 {
					progress(in)
				}
				return yield(e)
			})
			if err != nil {
				faults = append(faults, err)
			}
		}
	})
	loaded(packed.Len())
	return packed, errors.Join(faults...)
}

func none(func(directory.Listing) bool) {}
