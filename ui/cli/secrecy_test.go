package cli

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"referraldesk/directory"
)

// ofPatient are the words by which the invented patient would be known.
var ofPatient = []string{"Quorinda", "Zephyrine", "Vantongeren", "1937", "29/08", "9990000026", "999 000 0026", "Thistledown", "Wobberley", "4ZJ", "960987"}

// silent fails where anything of the patient stands in what was said.
func silent(t *testing.T, said, after string) {
	t.Helper()
	for _, word := range ofPatient {
		if strings.Contains(strings.ToLower(said), strings.ToLower(word)) {
			t.Errorf("%q is said after %s:\n%s", word, after, said)
		}
	}
}

// Whatever is wrong with one answer, it is named by its question and never quoted.
func TestNoErrorHoldsAnythingOfThePatientWhicheverAnswerIsWrong(t *testing.T) {
	dir, err := directory.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	everything := strings.Join(ofPatient, " ")
	for _, d := range dir.Destinations {
		filled, err := answersTo(d.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range d.Questions {
			for name, wrong := range map[string]any{
				"a text": everything, "an object": map[string]any{everything: []any{everything}}, "a number": 9990000026,
			} {
				answers := maps.Clone(filled)
				answers[q.ID] = wrong
				input, err := json.Marshal(answers)
				if err != nil {
					t.Fatal(err)
				}
				done := run(t, string(input), "compose", "--to", d.ID, "--from", "a@nhs.net")
				silent(t, done.err, name+" under "+q.ID)
				if name == "an object" && (done.status != 1 && done.status != 3 || !strings.Contains(done.err, q.ID+": ")) {
					t.Errorf("an object under %s: status %d: %s", q.ID, done.status, done.err)
				}
			}
		}
	}
}

func TestNoErrorHoldsAnythingOfThePatientWhateverTheInputIs(t *testing.T) {
	name, err := json.Marshal(strings.Join(ofPatient, " "))
	if err != nil {
		t.Fatal(err)
	}
	for what, input := range map[string]string{
		"a letter":           strings.Join(ofPatient, "\n"),
		"a text":             string(name),
		"a list":             "[" + string(name) + "]",
		"a strange key":      "{" + string(name) + ":" + string(name) + "}",
		"a key twice":        "{" + string(name) + ":1," + string(name) + ":2}",
		"a cut object":       `{"patient-name":` + string(name),
		"a second object":    `{"patient-name":` + string(name) + `}{}`,
		"a nested object":    `{"patient-name":{"first":` + string(name) + `}}`,
		"something in Latin": "{\"patient-name\":\"Quorinda \xe9\"}",
	} {
		for _, more := range [][]string{nil, {"--json"}, {"--for", "gp"}, {"--from", "a@example.com"}} {
			done := run(t, input, append([]string{"compose", "--to", "smh-wet-amd", "--from", "a@nhs.net"}, more...)...)
			silent(t, done.err+done.out, what)
			if done.status == 0 {
				t.Errorf("%s was handed out", what)
			}
		}
	}
}

func TestNoErrorHoldsAnythingOfThePatientWhereverOnTheCommandLineItStands(t *testing.T) {
	answers := filledJSON(t, "smh-wet-amd", nil)
	folder := filepath.Join(t.TempDir(), "Vantongeren")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	name := "Quorinda Vantongeren"
	for _, args := range [][]string{
		{name}, {"--in", folder}, {"--in", name + ".json"}, {"--in", filepath.Join(folder, "9990000026")}, {"--reference", name},
		{"--reference", "Vantongeren"}, {"--for", name}, {"--on", name}, {"--by", name}, {"--confirm", name}, {"--json=" + name},
		{"--copy=" + name}, {"--force=" + name}, {"-" + name}, {"--", name}, {"--eml", filepath.Join(folder, name+".eml")},
		{"--eml", folder}, {"--eml", filepath.Join(folder, "none", "draft.eml")}, {"--eml", "Vantongeren/"}, {"--egress=" + name},
	} {
		done := run(t, answers, append([]string{"compose", "--to", "smh-wet-amd", "--from", "a@nhs.net"}, args...)...)
		silent(t, done.err, strings.Join(args, " "))
		if by := args[0] == "--by"; !by && done.status == 0 {
			t.Errorf("%v was taken", args)
		}
	}
}
