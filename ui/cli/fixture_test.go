package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"referraldesk/directory"
)

// ran is what a command did.
type ran struct {
	status   int
	out, err string
}

// run runs a command in the test's own process, with a folder of its own and no terminal.
func run(tb testing.TB, stdin string, args ...string) ran {
	tb.Helper()
	return runIn(tb, tb.TempDir(), stdin, args...)
}

// runIn runs a command with the program's folder at home.
func runIn(tb testing.TB, home, stdin string, args ...string) ran {
	tb.Helper()
	w, out, err := testWorld(home, stdin)
	status := Main(args, w)
	return ran{status, out.String(), err.String()}
}

func testWorld(home, stdin string) (w World, out, err *bytes.Buffer) {
	out, err = new(bytes.Buffer), new(bytes.Buffer)
	return World{
		In: strings.NewReader(stdin), Out: out, Err: err, Now: noonOf(today), Random: sameRandom(),
		Getenv: func(name string) string {
			if name == "REFERRALDESK_HOME" {
				return home
			}
			return ""
		},
	}, out, err
}

// ids are the destinations that the program comes with.
func ids(tb testing.TB) []string {
	tb.Helper()
	dir, err := directory.Embedded()
	if err != nil {
		tb.Fatal(err)
	}
	var all []string
	for _, d := range dir.Destinations {
		all = append(all, d.ID)
	}
	return all
}

// homeOf is a folder of the program's own with a practice.toml.
func homeOf(tb testing.TB, practice string) string {
	tb.Helper()
	home := tb.TempDir()
	if err := os.WriteFile(filepath.Join(home, "practice.toml"), []byte(practice), 0o600); err != nil {
		tb.Fatal(err)
	}
	return home
}

// answersTo answers every question of a destination about an invented patient, as the schema that the program prints asks.
func answersTo(id string) (map[string]any, error) {
	w, out, _ := testWorld(os.TempDir(), "")
	if status := Main([]string{"questions", id}, w); status != 0 {
		return nil, fmt.Errorf("questions %s: status %d", id, status)
	}
	var asked struct {
		Properties map[string]struct {
			Type   []string
			Format string
			Enum   []any
			Items  struct{ Enum []any }
		}
	}
	if err := json.Unmarshal(out.Bytes(), &asked); err != nil {
		return nil, err
	}
	filled := map[string]any{}
	for id, p := range asked.Properties {
		switch known := invented()[id]; {
		case known != "":
			filled[id] = known
		case len(p.Enum) > 0:
			filled[id] = p.Enum[0]
		case p.Type[0] == "array":
			filled[id] = p.Items.Enum[:2]
		case p.Type[0] == "number":
			filled[id] = 72.5
		case p.Format == "date":
			filled[id] = "2020-06-01"
		default:
			filled[id] = "Written under " + id
		}
	}
	return filled, nil
}

// invented are the answers that must have a form which no schema tells.
func invented() map[string]string {
	return map[string]string{
		"patient-name":     "Quorinda Zephyrine Vantongeren",
		"patient-dob":      "1937-08-29",
		"nhs-number":       "9990000026",
		"patient-address":  "47 Thistledown Crescent\nWobberley",
		"patient-postcode": "XW7 4ZJ",
		"patient-phone":    "01632 960987",
		"gp-ods":           "K82000",
		"va-right":         "6/9",
		"va-left":          "0.20",
		"practice-ods":     "FA999",
		"practice-phone":   "01632 960123",
		"reply-address":    "reception.fa999@nhs.net",
	}
}

// valueOf is an answer as a session writes it: JSON where it is JSON, null where it is empty, else a text.
func valueOf(answer string) any {
	if answer == "" {
		return nil
	}
	var value any
	if json.Unmarshal([]byte(answer), &value) == nil {
		return value
	}
	return answer
}

// filledJSON is a whole referral as JSON, but for what is given.
func filledJSON(tb testing.TB, id string, but map[string]any) string {
	tb.Helper()
	filled, err := answersTo(id)
	if err != nil {
		tb.Fatal(err)
	}
	for question, answer := range but {
		filled[question] = answer
	}
	data, err := json.Marshal(filled)
	if err != nil {
		tb.Fatal(err)
	}
	return string(data)
}
