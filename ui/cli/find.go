package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"referraldesk/directory"
	"referraldesk/directory/lists"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

func newFind(w World) *cobra.Command {
	var asJSON bool
	var limit int
	var in string
	cmd := &cobra.Command{
		Use:   "find QUERY",
		Short: "Find destinations and contacts",
		Long: "Finds destinations and contacts by all words of the query, best first, one a line: id, name and address, parted by tabs.\n" +
			"With --in it searches a list instead, an ODS file or a CSV file as lists template gives one, without adding it.\n" +
			"Exit status 1 where nothing is found.",
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return misused("no query: give some words, as in referraldesk find wet amd")
			case limit < 0:
				return misused("--limit: less than nothing: leave it out for all, or give a number such as 5")
			}
			index, err := indexOf(w, in)
			if err != nil {
				return err
			}
			return find(w, index, text.Line(strings.Join(args, " ")), limit, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array")
	cmd.Flags().StringVar(&in, "in", "", "search the list in this file")
	cmd.Flags().IntVar(&limit, "limit", 0, "print at most so many; 0 is all")
	return cmd
}

// found is an entry as JSON.
type found struct {
	ID          string  `json:"id"`
	Name        string  `json:"name"`
	Address     *string `json:"address"`      // null for a contact that is reached in another way
	Reach       string  `json:"reach"`        // the address, telephone number or web address
	PatientData bool    `json:"patient_data"` // whether it is a destination for referrals
}

// indexOf is what is searched: the directory, or the list in a file where one is named.
func indexOf(w World, file string) (*directory.Index, error) {
	if file == "" {
		dir, err := readDirectory(w)
		if err != nil {
			return nil, err
		}
		return directory.NewIndex(dir), nil
	}
	var err error
	listings := directory.NewListings(func(take func(directory.Listing) bool) { _, err = lists.Read(file, take) })
	if err != nil {
		return nil, exit{Misused, err}
	}
	return directory.NewIndex(&directory.Directory{}).With(listings), nil
}

func find(w World, index *directory.Index, query text.Text, limit int, asJSON bool) error {
	entries := []found{}
	var err error
	for _, hit := range index.Find(query.String(), cmp.Or(limit, math.MaxInt)).Hits {
		entries = append(entries, describe(hit))
	}
	if asJSON {
		err = writeJSON(w, entries)
	} else {
		err = w.print(lines(entries))
	}
	if len(entries) == 0 {
		return gravest(err, failed("nothing has all these words: try one word of the service, the hospital or the address"))
	}
	return err
}

func lines(entries []found) string {
	var b strings.Builder
	for _, e := range entries {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", e.ID, e.Name, e.Reach)
	}
	return b.String()
}

func describe(hit directory.Hit) found {
	if c := hit.Contact; c != nil {
		return found{ID: c.ID, Name: c.Name.String(), Address: orNull(c.Address.String()), Reach: c.Reach()}
	}
	if l := hit.Listing; l != nil {
		f := found{ID: l.Code.String(), Name: l.Name.String(), Reach: l.Reach.String()}
		if address, err := policy.ParseAddress(f.Reach); err == nil {
			f.Address = orNull(address.String())
		}
		return f
	}
	d := hit.Destination
	address := d.Address.String()
	return found{ID: d.ID, Name: d.Name.String(), Address: &address, Reach: address, PatientData: true}
}

// writeJSON prints an answer as JSON.
func writeJSON(w World, answer any) error {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(answer); err != nil {
		return failed("the answer can't be written as JSON: %w", err)
	}
	return w.print(b.String())
}
