package cli

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"referraldesk/directory"
	"referraldesk/directory/plainfile"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/referral"
)

// Sizes of what is read. A referral has a few thousand bytes, and no question a hundred choices.
const (
	maxInput = 4 << 20 // bytes: room for a history of a thousand pages
	maxList  = 100     // choices in one answer
)

// given are the answers as they were read, and what is wrong with those that were left out of them.
type given struct {
	answers referral.Answers
	invalid []referral.Finding // in no order; no answer of theirs is in answers
	strange []error            // keys that are no questions of the destination
}

// readAnswers reads the answers to d's questions as JSON, from the file at path or, for "-", from standard input, and holds
// them to the schema. An error is of the input as a whole. Nothing here quotes an answer, a key that is no question, or the
// name of the file: any of them may be the patient's.
func readAnswers(w World, path string, dir *directory.Directory, d directory.Destination) (given, error) {
	data, err := readInput(w, path)
	if err != nil {
		return given{}, err
	}
	values, keys, err := readObject(data)
	if err != nil {
		return given{}, misused("the referral %w", err)
	}
	compiled, err := compile(schemaOf(d))
	if err != nil {
		return given{}, exit{Failed, err}
	}
	g := given{answers: referral.Answers{}}
	wrong, _ := errors.AsType[*jsonschema.ValidationError](compiled.Validate(values))
	faults := faultsOf(wrong)
	for i, key := range keys {
		at := slices.IndexFunc(d.Questions, func(q directory.Question) bool { return q.ID == key })
		switch fault := faults[key]; {
		case at < 0:
			g.strange = append(g.strange, notAsked(dir, d, key, i+1))
		case fault != "":
			g.invalid = append(g.invalid, referral.Finding{Question: d.Questions[at], Kind: referral.Invalid, Problem: fault})
		default:
			g.take(d.Questions[at], values[key])
		}
	}
	return g, nil
}

// take keeps an answer that the schema allows; what is blank is not known.
func (g *given) take(q directory.Question, value any) {
	answer := asText(value)
	if q.Kind == directory.KindDate {
		if day, err := policy.ParseDay(answer.String()); err == nil {
			answer = text.Line(day.UK()) // as it is typed in the form
		}
	}
	if !answer.IsEmpty() {
		g.answers[q.ID] = answer
	}
}

// asText is a JSON value as an answer; null is a blank one.
func asText(value any) text.Text {
	switch value := value.(type) {
	case string:
		return text.Block(value)
	case json.Number:
		return text.Line(value.String())
	case []any:
		var lines []string
		for _, one := range value {
			lines = append(lines, asText(one).String())
		}
		return text.Block(strings.Join(lines, "\n"))
	}
	return text.Text{}
}

// notAsked words a key that is no question of the destination. Only one that is a question elsewhere can be told from a
// patient's detail, so any other is named by its place.
func notAsked(dir *directory.Directory, d directory.Destination, key string, place int) error {
	for _, other := range dir.Destinations {
		if slices.ContainsFunc(other.Questions, func(q directory.Question) bool { return q.ID == key }) {
			return fmt.Errorf("%s: is a question of %s and not of %s: leave it out", key, other.ID, d.ID)
		}
	}
	return fmt.Errorf("key %d of the referral is no question of %s: see referraldesk questions %[2]s", place, d.ID)
}

// faultsOf words what the schema finds wrong, by question. The library's own words quote the answer. That something is missing
// is for [referral.Referral.Check] to say, which knows what practice.toml answers.
func faultsOf(wrong *jsonschema.ValidationError) map[string]string {
	faults := map[string]string{}
	var collect func(*jsonschema.ValidationError)
	collect = func(e *jsonschema.ValidationError) {
		for _, cause := range e.Causes {
			collect(cause)
		}
		if len(e.Causes) == 0 && len(e.InstanceLocation) > 0 {
			faults[e.InstanceLocation[0]] = faultWords(e)
		}
	}
	if wrong != nil {
		collect(wrong)
	}
	return faults
}

func faultWords(e *jsonschema.ValidationError) string {
	switch k := e.ErrorKind.(type) {
	case *kind.Enum:
		return "is none of the choices: write one of them exactly"
	case *kind.Format:
		return "is no day of the calendar: write it as YYYY-MM-DD"
	case *kind.UniqueItems:
		return "has a choice twice: give each once"
	case *kind.Type:
		return "is of the wrong type: make it " + typeWords(k.Want)
	}
	return "does not fit the question"
}

// typeWords are the types that a question takes, in the order in which one would think of them.
func typeWords(types []string) string {
	var words []string
	for _, t := range [...]struct{ name, words string }{
		{"array", "a list of texts"}, {"string", "a text in quotes"}, {"number", "a number"}, {"null", "null"},
	} {
		if slices.Contains(types, t.name) {
			words = append(words, t.words)
		}
	}
	return strings.Join(words, " or ")
}

// readInput reads the whole input, which must be a plain file or standard input: to a pipe that has a name nobody may ever write.
func readInput(w World, path string) ([]byte, error) {
	if path != "-" {
		data, err := plainfile.Read(path, maxInput)
		if err != nil {
			return nil, misused("--in: the file %w", err)
		}
		return data, nil
	}
	if w.Terminal {
		w.note("type or paste the referral as JSON, then end with ctrl+d (on Windows ctrl+z and enter)")
	}
	data, err := io.ReadAll(io.LimitReader(w.In, maxInput+1))
	switch {
	case err != nil:
		return nil, failed("standard input can't be read (%w): try again", plainfile.Cause(err))
	case len(data) > maxInput:
		return nil, misused("the referral is larger than %d MB: shorten it", maxInput>>20)
	}
	return data, nil
}

// readObject reads exactly one JSON object whose keys are all different, and gives them in their order too. The error says what
// is wrong and where, to be read after "the referral", and quotes nothing.
func readObject(data []byte) (values map[string]any, keys []string, err error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) // a byte order mark, as Windows writes it
	switch {
	case !utf8.Valid(data):
		return nil, nil, errors.New("is not UTF-8: save it as UTF-8")
	case len(bytes.TrimSpace(data)) == 0:
		return nil, nil, errors.New("is empty: give one object, as referraldesk questions ID describes it")
	}
	if err := json.Unmarshal(data, new(json.RawMessage)); err != nil {
		return nil, nil, errors.New("is not JSON" + lineOf(data, err) + ": give one object, as referraldesk questions ID describes it")
	}
	in := json.NewDecoder(bytes.NewReader(data))
	in.UseNumber() // a dose as it is written
	if opening, err := in.Token(); err != nil || opening != json.Delim('{') {
		return nil, nil, errors.New("is no object: write it as {\"patient-name\": …}, as referraldesk questions ID describes it")
	}
	values = map[string]any{}
	for in.More() {
		var value any
		token, err := in.Token()
		if err := cmp.Or(err, in.Decode(&value)); err != nil {
			return nil, nil, fmt.Errorf("is not JSON after key %d: give one object", len(keys))
		}
		key := token.(string)
		if _, twice := values[key]; twice {
			return nil, nil, fmt.Errorf("has key %d a second time: keep one of the two", len(keys)+1)
		}
		values[key] = flat(value)
		keys = append(keys, key)
	}
	return values, keys, nil
}

// flat is a value as the schema may see it: no question takes more than a list of texts, and whatever is deeper or longer
// becomes an empty object, which the schema refuses by name without looking through it.
func flat(value any) any {
	list, ok := value.([]any)
	if !ok {
		return value
	}
	isText := func(one any) bool { _, ok := one.(string); return ok }
	if len(list) > maxList || slices.ContainsFunc(list, func(one any) bool { return !isText(one) }) {
		return map[string]any{}
	}
	return list
}

// lineOf says on which line JSON ends to be JSON.
func lineOf(data []byte, err error) string {
	if at, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Sprintf(" (line %d)", bytes.Count(data[:min(int(at.Offset), len(data))], []byte("\n"))+1)
	}
	return ""
}
