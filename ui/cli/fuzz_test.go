package cli

import (
	"encoding/json"
	"strings"
	"testing"
)

// FuzzAnswers gives any text as every answer that is written freely, and as the whole input: whatever comes out is free of what
// moves a terminal or hides, the subject is one line, and an error never says a word of it.
func FuzzAnswers(f *testing.F) {
	for _, seed := range []string{
		"Distortion for five days", "{}", "[1,", `{"reason":"a","reason":"b"}`, `{"urgency":"Urgent — within one week"}`, "\u202eabc\u2066",
		"a\u200b\u200d\ufeffb", "\x1b[2J\x1b]52;c;aGk=\a", "a\r\nBcc: someone@example.com\r\n\r\nb", "a\x00b", "\xff\xfe", "e\u0301\U0001F441", "\u2028\u0085",
		strings.Repeat("long ", 1<<16), "\ud7ff\U000E0041", "Right", "12.5", "2026-11-22", "null",
	} {
		f.Add(seed)
	}
	filled, err := answersTo("smh-wet-amd")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for id, answer := range filled {
			if written, ok := answer.(string); ok && strings.HasPrefix(written, "Written under ") || id == "patient-name" {
				filled[id] = s
			}
		}
		input, err := json.Marshal(filled)
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range []string{string(input), s} {
			for _, audience := range []string{"clinic", "patient"} {
				checkClean(t, s, run(t, in, "compose", "--json", "--to", "smh-wet-amd", "--from", "a@nhs.net", "--for", audience))
			}
		}
	})
}

func checkClean(t *testing.T, s string, done ran) {
	t.Helper()
	if done.status > 2 {
		t.Errorf("status %d", done.status)
	}
	if i := strings.IndexFunc(done.err, moves); i >= 0 {
		t.Errorf("the error has %q", done.err[i:])
	}
	if len(s) > 20 && strings.Contains(done.err, s[:20]) {
		t.Errorf("the error quotes the answer: %s", done.err)
	}
	if done.out == "" {
		return
	}
	var a composed
	if err := json.Unmarshal([]byte(done.out), &a); err != nil {
		t.Fatal(err)
	}
	if (done.status == 0) != (a.Body != nil) {
		t.Errorf("status %d, body %v", done.status, a.Body)
	}
	if a.Body != nil && strings.ContainsFunc(strings.ReplaceAll(*a.Body, "\t", "\x00"), moves) {
		t.Errorf("the body has what moves or hides: %q", *a.Body)
	}
	if a.Subject != nil && strings.ContainsFunc(strings.ReplaceAll(*a.Subject, "\n", "\x00"), moves) {
		t.Errorf("the subject has what moves, hides or breaks the line: %q", *a.Subject)
	}
}
