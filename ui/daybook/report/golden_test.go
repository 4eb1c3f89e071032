package report

import (
	"encoding/json"
	"testing"
)

func TestTheReportAsLinesAsAPageAndAsJSON(t *testing.T) {
	r := novemberReport()
	golden(t, "november.txt", r.Lines())
	golden(t, "november.html", page(t, r))
	golden(t, "november.json", asJSON(t, r))
}

func page(t *testing.T, r Report) string {
	t.Helper()
	written, err := r.Page()
	if err != nil {
		t.Fatal(err)
	}
	return string(written)
}

func asJSON(t *testing.T, r Report) string {
	t.Helper()
	written, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(written) + "\n"
}
