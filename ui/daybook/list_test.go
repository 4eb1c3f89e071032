package daybook

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"referraldesk/directory"
	"referraldesk/policy/text"
)

func TestListAsJSONAndCSV(t *testing.T) {
	entries := noted(append(oneOfEach(), bare())...)
	var asJSON, asCSV strings.Builder
	if err := WriteJSON(&asJSON, entries); err != nil {
		t.Fatal(err)
	}
	if err := WriteCSV(&asCSV, entries); err != nil {
		t.Fatal(err)
	}
	golden(t, "list.json", asJSON.String())
	golden(t, "list.csv", asCSV.String())
	var rows []map[string]any
	if err := json.Unmarshal([]byte(asJSON.String()), &rows); err != nil || len(rows) != len(entries) {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	if rows[len(rows)-1]["urgency"] != nil || rows[len(rows)-1]["reference"] != "RD-7K4-M39-QPX" {
		t.Errorf("%v", rows[len(rows)-1])
	}
}

func TestEmptyListIsAListInJSONAndItsHeadingsInCSV(t *testing.T) {
	var asJSON, asCSV strings.Builder
	if err := WriteJSON(&asJSON, nil); err != nil || asJSON.String() != "[]\n" {
		t.Errorf("%q, %v", asJSON.String(), err)
	}
	err := WriteCSV(&asCSV, nil)
	if err != nil || !strings.HasPrefix(asCSV.String(), "line,id,type,time,") || strings.Count(asCSV.String(), "\n") != 1 {
		t.Errorf("%q, %v", asCSV.String(), err)
	}
}

func TestNoCellOfTheCSVRunsAsAFormula(t *testing.T) {
	for _, evil := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠1"} {
		if got := harmless(evil); got != "'"+evil {
			t.Errorf("%q became %q", evil, got)
		}
	}
	for _, plain := range []string{"", "Ann Lee", "RD-7K4-M39-QPX", "2026-11-22", "é=", "1"} {
		if got := harmless(plain); got != plain {
			t.Errorf("%q became %q", plain, got)
		}
	}
	e := full()
	e.Sender = mail("=cmd|calc@nhs.net")
	e.ConfirmedBy = Clinician{text.Line(`@"Lee, Ann"`)}
	e.Urgency = UrgencyOf(directory.Urgency{Label: text.Line("-2+3")})
	var out strings.Builder
	if err := WriteCSV(&out, noted(e)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(out.String())).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatalf("%v, %v", rows, err)
	}
	for _, want := range []string{"'=cmd|calc@nhs.net", `'@"Lee, Ann"`, "'-2+3"} {
		if !slices.Contains(rows[1], want) {
			t.Errorf("%q is not in %q", want, rows[1])
		}
	}
}

func TestAnEntryOfAGroupsDaybookIsListedWithItsSite(t *testing.T) {
	entries := noted(bare(), Sent{noon, "RD-7K4-M39-QPX", "mkuh-bus", ann()})
	for i := range entries {
		entries[i].Site = siteCode()
	}
	var asJSON, asCSV strings.Builder
	if err := errors.Join(WriteJSON(&asJSON, entries), WriteCSV(&asCSV, entries)); err != nil {
		t.Fatal(err)
	}
	var rows []struct{ Site *string }
	if err := json.Unmarshal([]byte(asJSON.String()), &rows); err != nil || rows[0].Site != nil || *rows[1].Site != "TP123" {
		t.Errorf("%s, %v", asJSON.String(), err) // a hand-off says its site itself
	}
	if n := strings.Count(asCSV.String(), ",TP123,"); n != 2 {
		t.Errorf("%d rows have the site:\n%s", n, asCSV.String())
	}
}
