package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"github.com/spf13/cobra"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/referral"
)

func newQuestions(w World) *cobra.Command {
	return &cobra.Command{
		Use:   "questions ID",
		Short: "Print what a destination asks, as a JSON Schema for compose --in",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			d, err := destination(args[0])
			if err != nil {
				return err
			}
			return writeJSON(w, schemaOf(d))
		},
	}
}

// destination finds a destination by its id.
func destination(id string) (directory.Destination, error) {
	dir, err := directory.Embedded()
	if err != nil {
		return directory.Destination{}, exit{Failed, err}
	}
	d, ok := dir.Destination(id)
	if !ok {
		var ids []string
		for _, d := range dir.Destinations {
			ids = append(ids, d.ID)
		}
		return d, exit{Misused, fmt.Errorf("no destination has the id %s: use one of %s", quoted(id), strings.Join(ids, ", "))}
	}
	return d, nil
}

// schema is the part of JSON Schema that questions need.
type schema struct {
	Schema      string            `json:"$schema,omitempty"`
	Title       string            `json:"title,omitempty"`
	Description string            `json:"description,omitempty"`
	Type        any               `json:"type,omitempty"`
	Format      string            `json:"format,omitempty"`
	Enum        []any             `json:"enum,omitempty"`
	Items       *schema           `json:"items,omitempty"`
	Unique      bool              `json:"uniqueItems,omitempty"`
	Properties  map[string]schema `json:"properties,omitempty"`
	Required    []string          `json:"required,omitempty"`
	Additional  *bool             `json:"additionalProperties,omitempty"`
}

// schemaOf describes the answers to d's questions. What practice.toml answers is not required here, and null stands for what is
// not known, so the schema requires nothing: [referral.Referral.Check] says what is missing.
func schemaOf(d directory.Destination) schema {
	closed := false
	s := schema{
		Schema: "https://json-schema.org/draft/2020-12/schema",
		Title:  "Referral to " + d.Name.String(), Type: "object", Additional: &closed, Properties: map[string]schema{},
	}
	for _, q := range d.Questions {
		s.Properties[q.ID] = property(q, d)
	}
	return s
}

// property describes the answer to one question.
func property(q directory.Question, d directory.Destination) schema {
	p := schema{Title: q.Label.String(), Description: describeNeed(q), Type: []string{"string", "null"}}
	switch options := optionsOf(q, d); {
	case q.Kind == directory.KindChoices:
		p.Type, p.Unique = []string{"array", "null"}, true
		p.Items = &schema{Type: "string", Enum: options}
	case options != nil:
		p.Enum = append(options, nil)
	case q.Kind == directory.KindNumber:
		p.Type = []string{"number", "string", "null"}
	case q.Kind == directory.KindDate:
		p.Format = "date"
	}
	return p
}

func describeNeed(q directory.Question) string {
	words := string(q.Need)
	if !q.Unit.IsEmpty() {
		words += ", in " + q.Unit.String()
	}
	if !q.Help.IsEmpty() {
		words += ": " + q.Help.String()
	}
	return words
}

// optionsOf are the answers that can be picked, nil where the answer is written.
func optionsOf(q directory.Question, d directory.Destination) []any {
	var options []any
	for _, o := range q.Options() {
		options = append(options, o.String())
	}
	if q.Kind == directory.KindUrgency {
		for _, u := range d.Urgencies {
			options = append(options, u.Words().String())
		}
	}
	return options
}

// maxInput is the largest referral that is read, in bytes: room for a history of a thousand pages.
const maxInput = 4 << 20

// readAnswers reads the answers to d's questions as JSON and holds them to the schema. Its errors name questions, never answers.
func readAnswers(in io.Reader, d directory.Destination) (referral.Answers, error) {
	data, err := io.ReadAll(io.LimitReader(in, maxInput+1))
	if err != nil {
		return nil, exit{Failed, fmt.Errorf("the referral could not be read: %w", err)}
	}
	if len(data) > maxInput {
		return nil, exit{Misused, fmt.Errorf("the referral is larger than %d MB: shorten it", maxInput>>20)}
	}
	// The library's decoder keeps numbers as they are written, which a dose needs.
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return nil, exit{Misused, errors.New("the referral is not JSON: give one object, as `referraldesk questions ID` describes it")}
	}
	compiled, err := compile(schemaOf(d))
	if err != nil {
		return nil, exit{Failed, err}
	}
	var invalid *jsonschema.ValidationError
	switch err := compiled.Validate(value); {
	case errors.As(err, &invalid):
		return nil, exit{Failed, errors.New(strings.Join(faults(invalid), "; "))}
	case err != nil:
		return nil, exit{Failed, errors.New("the referral could not be checked: give one object, as `referraldesk questions ID` describes it")}
	}
	answers := referral.Answers{}
	for id, v := range value.(map[string]any) {
		answers[id] = answer(v)
	}
	return inUKDates(answers, d), nil
}

func compile(s schema) (*jsonschema.Schema, error) {
	raw, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("referral.json", doc); err != nil {
		return nil, err
	}
	return c.Compile("referral.json")
}

// faults words what the library found. Its own words quote the value, which may be a patient's.
func faults(err *jsonschema.ValidationError) []string {
	if len(err.Causes) > 0 {
		var all []string
		for _, cause := range err.Causes {
			all = append(all, faults(cause)...)
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	where := "the referral"
	if len(err.InstanceLocation) > 0 {
		where = err.InstanceLocation[0]
	}
	switch k := err.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		return []string{fmt.Sprintf("%d names are no questions of this destination: see `referraldesk questions ID`", len(k.Properties))}
	case *kind.Enum:
		return []string{where + ": is none of the choices"}
	case *kind.Format:
		return []string{where + ": is no day of the calendar, YYYY-MM-DD"}
	case *kind.Type:
		return []string{where + ": must be " + strings.Join(k.Want, " or ")}
	}
	return []string{where + ": does not fit the question"}
}

// answer is a JSON value as an answer; null is a blank one.
func answer(v any) text.Text {
	switch v := v.(type) {
	case string:
		return text.Block(v)
	case json.Number:
		return text.Line(v.String())
	case []any:
		var lines []string
		for _, one := range v {
			lines = append(lines, answer(one).String())
		}
		return text.Block(strings.Join(lines, "\n"))
	}
	return text.Text{}
}

// inUKDates turns the dates of JSON into those of the form.
func inUKDates(answers referral.Answers, d directory.Destination) referral.Answers {
	for _, q := range d.Questions {
		if q.Kind != directory.KindDate {
			continue
		}
		if day, err := policy.ParseDay(answers[q.ID].String()); err == nil {
			answers[q.ID] = text.Line(day.UK())
		}
	}
	return answers
}
