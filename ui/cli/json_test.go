package cli

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// The keys of what other programs read.
var (
	verdictKeys   = []string{"from", "headline", "recipients", "status"}
	recipientKeys = []string{"address", "condition", "headline", "reasons", "remedies", "rule", "status"}
	reasonKeys    = []string{"source", "text"}
	remedyKeys    = []string{"contact", "text"}
	composedKeys  = []string{"body", "cc", "condition", "headline", "missing", "reference", "rule", "status", "subject", "to", "warnings"}
	foundKeys     = []string{"address", "id", "name", "patient_data", "reach"}
)

func TestCheckAnswersInExactlyTheKeysOfTheContract(t *testing.T) {
	for _, c := range []struct {
		route  string
		status int
		word   string
	}{
		{"--from a@nhs.net --to b@nhs.net", 0, "secure"},
		{"--from a@nhs.net --to bus.referrals@mkuh.nhs.uk", 3, "check"},
		{"--from a@nhs.net --to bus.referrals@nhs.net --cc c@nhs.net", 3, "check"},
		{"--from a@nhs.net --to c@example.com --secure-tag", 3, "check"},
		{"--from a@example.com --to b@nhs.net --to bus.referrals@mkuh.nhs.uk", 4, "not-secure"},
	} {
		done := run(t, "", append([]string{"check", "--json"}, strings.Fields(c.route)...)...)
		v := decode(t, done.out).(map[string]any)
		if done.status != c.status || v["status"] != c.word {
			t.Errorf("%s: status %d, %v", c.route, done.status, v["status"])
		}
		keys(t, v, verdictKeys)
		for _, r := range v["recipients"].([]any) {
			keys(t, r, recipientKeys)
			for _, reason := range r.(map[string]any)["reasons"].([]any) {
				keys(t, reason, reasonKeys)
			}
			for _, remedy := range r.(map[string]any)["remedies"].([]any) {
				keys(t, remedy, remedyKeys)
			}
		}
	}
}

func TestComposeAnswersInExactlyTheKeysOfTheContract(t *testing.T) {
	for _, c := range []struct {
		args   string
		but    map[string]any
		status int
	}{
		{"--to smh-wet-amd --from a@nhs.net", nil, 0},
		{"--to smh-wet-amd --from a@nhs.net --for gp", nil, 0},
		{"--to smh-wet-amd --from a@nhs.net --for record", nil, 0},
		{"--to smh-wet-amd --from a@nhs.net", map[string]any{"reason": nil, "pupils": "equal"}, 1},
		{"--to smh-wet-amd --from a@nhs.net --reference Zephyrine", nil, 1},
		{"--to mkuh-bus --from a@nhs.net", nil, 3},
		{"--to mkuh-bus --from a@nhs.net", map[string]any{"reason": nil}, 3},
		{"--to smh-wet-amd --from a@example.com", map[string]any{"reason": nil}, 4},
	} {
		args := strings.Fields(c.args)
		done := run(t, filledJSON(t, args[1], c.but), append([]string{"compose", "--json"}, args...)...)
		a := decode(t, done.out).(map[string]any)
		keys(t, a, composedKeys)
		if done.status != c.status {
			t.Errorf("%s: status %d, want %d", c.args, done.status, c.status)
		}
		if handedOut := done.status == 0; handedOut != (a["body"] != nil) || !handedOut && a["subject"] != nil {
			t.Errorf("%s: status %d, subject %v, body %v", c.args, done.status, a["subject"], a["body"])
		}
		if missing := a["missing"].([]any); c.but != nil && !slices.Contains(missing, any("reason")) {
			t.Errorf("%s: missing %v", c.args, missing)
		}
	}
}

func TestFindAnswersInItsKeys(t *testing.T) {
	for _, entry := range decode(t, run(t, "", "find", "--json", "nhs").out).([]any) {
		keys(t, entry, foundKeys)
	}
}

// decode reads an answer, and holds it to what all of them keep: what is not known is null, never "".
func decode(t *testing.T, answer string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(answer), &v); err != nil {
		t.Fatalf("%v:\n%s", err, answer)
	}
	if where := blank(v, "answer"); where != "" {
		t.Errorf("%s is an empty text:\n%s", where, answer)
	}
	return v
}

// blank gives the place of an empty text in v, "" where there is none.
func blank(v any, at string) string {
	switch v := v.(type) {
	case string:
		if v == "" {
			return at
		}
	case []any:
		for i, one := range v {
			if where := blank(one, fmt.Sprintf("%s[%d]", at, i)); where != "" {
				return where
			}
		}
	case map[string]any:
		for key, one := range v {
			if where := blank(one, at+"."+key); where != "" {
				return where
			}
		}
	}
	return ""
}

func keys(t *testing.T, object any, want []string) {
	t.Helper()
	if got := slices.Sorted(maps.Keys(object.(map[string]any))); !slices.Equal(got, want) {
		t.Errorf("keys %v, want %v", got, want)
	}
}
