package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/spf13/cobra"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/referral"
)

func newQuestions(w World) *cobra.Command {
	return &cobra.Command{
		Use:   "questions ID",
		Short: "Print what a destination asks, as a JSON Schema for compose --in",
		Long: "Prints the questions of a destination as a JSON Schema: what compose reads is checked against it. Whatever is not known is\n" +
			"null or left out; what practice.toml says of the practice and its one clinician may be left out too.",
		Args: takes("ID"),
		RunE: func(_ *cobra.Command, args []string) error {
			dir, err := readDirectory(w)
			if err != nil {
				return err
			}
			d, err := destination(dir, args[0])
			if err != nil {
				return err
			}
			return writeJSON(w, schemaOf(d))
		},
	}
}

// destination finds a destination by its id.
func destination(dir *directory.Directory, id string) (directory.Destination, error) {
	d, ok := dir.Destination(id)
	if ok {
		return d, nil
	}
	var ids []string
	for _, d := range dir.Destinations {
		ids = append(ids, d.ID)
	}
	why := "no destination has the id " + quoted(id)
	switch {
	case id == "":
		why = "no destination is given"
	case slices.ContainsFunc(dir.Contacts, func(c directory.Contact) bool { return c.ID == id }):
		why = id + " is a contact, and never for patient data"
	}
	return d, misused("%s: use one of %s", why, strings.Join(ids, ", "))
}

// schema is the part of JSON Schema that questions need.
type schema struct {
	Schema      string     `json:"$schema,omitempty"`
	Title       string     `json:"title,omitempty"`
	Description string     `json:"description,omitempty"`
	Type        any        `json:"type,omitempty"`
	Format      string     `json:"format,omitempty"`
	Enum        []any      `json:"enum,omitempty"`
	Items       *schema    `json:"items,omitempty"`
	Unique      bool       `json:"uniqueItems,omitempty"`
	Properties  properties `json:"properties,omitempty"`
	Required    []string   `json:"required,omitempty"`
	Additional  *bool      `json:"additionalProperties,omitempty"`
}

// properties are the questions in the order of the form, for whoever reads the schema or draws a form from it.
type properties []property

type property struct {
	id string
	schema
}

func (p properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, one := range p {
		described, err := json.Marshal(one.schema)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%c%q:%s", "{,"[min(i, 1)], one.id, described) // an id holds nothing to be escaped
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// schemaOf describes the answers to d's questions. Each may be null, which is what is not known; required are those that the
// directory requires and practice.toml never answers.
func schemaOf(d directory.Destination) schema {
	closed, ours := false, fromPractice()
	s := schema{
		Schema: "https://json-schema.org/draft/2020-12/schema",
		Title:  "Referral to " + d.Name.String(), Type: "object", Additional: &closed,
	}
	for _, q := range d.Questions {
		s.Properties = append(s.Properties, property{q.ID, describeQuestion(q, d)})
		if _, known := ours[q.ID]; q.Need == directory.Required && !known {
			s.Required = append(s.Required, q.ID)
		}
	}
	return s
}

// fromPractice are the questions that a practice.toml with everything in it answers.
func fromPractice() referral.Answers {
	known := text.Line("known")
	return referral.Start(practice.Practice{
		Name: known, ODSCode: known, Address: known, Phone: known, Clinicians: []practice.Clinician{{Name: known, GOC: known}},
	}, anyNHSMailbox())
}

// anyNHSMailbox stands for whichever mailbox at nhs.net.
func anyNHSMailbox() policy.Address {
	a, err := policy.ParseAddress("any@nhs.net")
	if err != nil {
		panic("cli: " + err.Error()) // a slip in this function
	}
	return a
}

// describeQuestion describes the answer to one question.
func describeQuestion(q directory.Question, d directory.Destination) schema {
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

// compile makes the schema ready to check against.
func compile(s schema) (*jsonschema.Schema, error) {
	raw, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("the questions can't be written as a schema: %w", err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("the questions can't be read as a schema: %w", err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	const name = "referral.json"
	if err := c.AddResource(name, doc); err != nil {
		return nil, fmt.Errorf("the questions can't be read as a schema: %w", err)
	}
	return c.Compile(name)
}
