package directory

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"referraldesk/directory/plainfile"
	"referraldesk/directory/tables"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// maxName is how long the name of who verified an address may be, in bytes.
const maxName = 200

// newFile is what stands above the first entry of a directory.toml that the program makes.
const newFile = `# What differs here from the directory that comes with Referral Desk. It is yours: change it as you like.
#
# A [[destination]] or [[contact]] with the id of one that is there changes it, in the lines that it writes; withdrawn = true
# takes it away; one with an id of its own is added. "referraldesk directory show" prints what there is, and
# "referraldesk directory check FILE" names every fault in a file like this.
`

// Verify records in the file at path, which need not be there, that by made sure of a destination's address on a day, and
// gives the destination as it is then. Everything else in the file stays as people wrote it. A file with a fault is never touched
// (the error is its [Faults]), nor is a symbolic link, nor one that is written in a way in which the record finds no safe place.
func Verify(path, id string, by text.Text, on, today policy.Day) (Destination, error) {
	switch {
	case by.IsEmpty():
		return Destination{}, errors.New("who verified the address is missing: give the name")
	case len(by.String()) > maxName:
		return Destination{}, fmt.Errorf("the name has more than %d characters: shorten it", maxName)
	case on.IsZero():
		return Destination{}, errors.New("the day on which the address was verified is missing: give it as YYYY-MM-DD")
	case on.After(today):
		return Destination{}, fmt.Errorf("%s lies in the future: give the day on which the address was verified", on.UK())
	}
	if err := plainfile.RefuseLink(path); err != nil {
		return Destination{}, fmt.Errorf("%s %w", nameOf(path), err)
	}
	unlock, err := plainfile.Lock(path)
	if err != nil {
		return Destination{}, fmt.Errorf("%s %w", nameOf(path), err)
	}
	defer unlock()
	data, err := readOverlay(path)
	if errors.Is(err, fs.ErrNotExist) {
		data = []byte(newFile)
	} else if err != nil {
		return Destination{}, err
	}
	changed, verified, err := withVerification(nameOf(path), data, id, Verified{On: on, By: by}, today)
	if err != nil {
		return Destination{}, err
	}
	if err := plainfile.Replace(path, changed); err != nil {
		return Destination{}, fmt.Errorf("%s %w", nameOf(path), err)
	}
	return verified, nil
}

// withVerification gives the text of a file with a verification recorded in it, and the destination as it then is. What it
// gives was read again, and differs from what the file said before in that one thing.
func withVerification(file string, data []byte, id string, v Verified, today policy.Day) ([]byte, Destination, error) {
	before, err := overlaid(file, data, today)
	if err != nil {
		return nil, Destination{}, err
	}
	d, known := before.Destination(id)
	if !known {
		return nil, d, fmt.Errorf("no destination has the id %q: directory show lists them", text.Line(id).String())
	}
	v.Address = d.Address
	changed := record(file, data, id, v)
	after, err := overlaid(file, changed, today)
	if err == nil && differsOnlyIn(before, after, "destination "+id, "verified") {
		if now, _ := after.Destination(id); now.Verified != nil && now.Verified.On == v.On && now.Verified.By == v.By {
			return changed, now, nil
		}
	}
	return nil, d, fmt.Errorf("%s: destination %q is written in a way that is left to people: write under it verified = %s", file, id, inline(v))
}

func differsOnlyIn(before, after *Directory, of, field string) bool {
	return !slices.ContainsFunc(Differences(before, after), func(d Difference) bool { return d.Of != of || d.Field != field })
}

// record writes a verification into the text of a file without a fault: in the place of an earlier one, below the id of the
// destination, or with a table of its own at the end.
func record(file string, data []byte, id string, v Verified) []byte {
	mark := []byte("\ufeff")
	plain, marked := bytes.CutPrefix(data, mark)
	var edits []edit
	if table := destinationIn(file, plain, id); table == nil {
		edits = append(edits, edit{len(plain), len(plain), ownTable(plain, id, v)})
	} else if old := table.Table("verified"); old == nil {
		edits = append(edits, belowID(plain, table, v))
	} else {
		edits = inPlace(old, v)
	}
	plain = edited(plain, edits)
	if marked {
		return slices.Concat(mark, plain)
	}
	return plain
}

func destinationIn(file string, data []byte, id string) *tables.Table {
	root := tables.Parse(file, data, &tables.Ledger{})
	if root == nil {
		return nil
	}
	all := root.Tables("destination", "")
	if i := slices.IndexFunc(all, func(t *tables.Table) bool { return t.ID() == id }); i >= 0 {
		return all[i]
	}
	return nil
}

// edit puts words in the place of the bytes from one to the one before another.
type edit struct {
	from, to int
	words    string
}

// edited carries the edits out, the last first, so that those before it keep their places.
func edited(data []byte, edits []edit) []byte {
	slices.SortFunc(edits, func(a, b edit) int { return cmp.Compare(b.from, a.from) })
	for _, e := range edits {
		data = slices.Concat(data[:e.from], []byte(e.words), data[e.to:])
	}
	return data
}

// ownTable is a table for the end of a file, in its line ends.
func ownTable(data []byte, id string, v Verified) string {
	end := lineEnd(data)
	table := end + "[[destination]]" + end + `id = "` + id + `"` + end + "verified = " + inline(v) + end
	if len(data) > 0 && data[len(data)-1] != '\n' {
		table = end + table
	}
	return table
}

// belowID adds a line to a table that has an id and no verification.
func belowID(data []byte, table *tables.Table, v Verified) edit {
	_, at, _ := table.Span("id")
	end := lineEnd(data)
	if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
		at += i + 1
		return edit{at, at, "verified = " + inline(v) + end}
	}
	return edit{len(data), len(data), end + "verified = " + inline(v) + end}
}

// inPlace changes the values of an earlier verification and nothing around them.
func inPlace(old *tables.Table, v Verified) []edit {
	var edits []edit
	for key, words := range map[string]string{"on": v.On.String(), "by": quoted(v.By.String()), "address": quoted(v.Address.String())} {
		if from, to, written := old.Span(key); written {
			edits = append(edits, edit{from, to, words})
		}
	}
	return edits
}

func lineEnd(data []byte) string {
	if i := bytes.IndexByte(data, '\n'); i > 0 && data[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// inline is a verification as a table on one line.
func inline(v Verified) string {
	return fmt.Sprintf("{ on = %s, by = %s, address = %s }", v.On, quoted(v.By.String()), quoted(v.Address.String()))
}

// quoted is a clean text as a TOML string.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
