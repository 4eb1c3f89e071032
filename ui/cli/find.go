package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"referraldesk/directory"
	"referraldesk/policy/text"
)

func newFind(w World) *cobra.Command {
	var asJSON bool
	var limit int
	cmd := &cobra.Command{
		Use:   "find QUERY",
		Short: "Find destinations and contacts",
		Long: "Finds destinations and contacts by all words of the query, best first, one a line: id, name and address, parted by tabs.\n" +
			"Exit status 1 where nothing is found.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if limit < 0 {
				return exit{Misused, errors.New("--limit must not be negative: leave it out for all, or give a number such as 5")}
			}
			return find(w, text.Line(strings.Join(args, " ")), limit, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array")
	cmd.Flags().IntVar(&limit, "limit", 0, "print at most so many; 0 is all")
	return cmd
}

// found is an entry as JSON.
type found struct {
	ID          string  `json:"id"`
	Name        string  `json:"name"`
	Address     *string `json:"address"`
	Reach       string  `json:"reach"`
	PatientData bool    `json:"patient_data"` // whether it is a destination for referrals
}

func find(w World, query text.Text, limit int, asJSON bool) error {
	dir, err := directory.Embedded()
	if err != nil {
		return exit{Failed, err}
	}
	entries := []found{}
	for _, hit := range directory.NewIndex(dir).Search(query.String()) {
		if limit > 0 && len(entries) == limit {
			break
		}
		entries = append(entries, describe(hit))
	}
	if asJSON {
		if err := writeJSON(w, entries); err != nil {
			return err
		}
	} else {
		for _, e := range entries {
			fmt.Fprintf(w.Out, "%s\t%s\t%s\n", e.ID, e.Name, e.Reach)
		}
	}
	if len(entries) == 0 {
		return exit{Failed, errors.New("nothing has all these words: try one word of the service, the hospital or the address")}
	}
	return nil
}

func describe(hit directory.Hit) found {
	if c := hit.Contact; c != nil {
		f := found{ID: c.ID, Name: c.Name.String(), Reach: c.Reach()}
		if !c.Address.IsZero() {
			f.Address = &f.Reach
		}
		return f
	}
	d := hit.Destination
	f := found{ID: d.ID, Name: d.Name.String(), Reach: d.Address.String(), PatientData: true}
	f.Address = &f.Reach
	return f
}

func writeJSON(w World, v any) error {
	enc := json.NewEncoder(w.Out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return exit{Failed, fmt.Errorf("the answer could not be written: %w", err)}
	}
	return nil
}
