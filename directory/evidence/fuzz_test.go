package evidence

import (
	"os"
	"strings"
	"testing"

	"referraldesk/policy"
)

// FuzzParseList holds that no file, whatever is in it, gives a domain that the address parser would not take as it stands, or
// one domain twice, or a row left out without a reason.
func FuzzParseList(f *testing.F) {
	published, err := os.ReadFile("testdata/list.csv")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(published)
	f.Add(bookOf(f, nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := parseList(data)
		if err != nil && (len(list.Domains) > 0 || !strings.Contains(err.Error(), ": ")) {
			t.Errorf("error %q, and %d domains", err, len(list.Domains))
		}
		if err == nil && len(list.Domains) == 0 {
			t.Error("no domain, and no error")
		}
		words, _ := decode(data)
		isCSV := !strings.HasPrefix(string(data), "PK")
		seen := make(map[string]bool)
		for _, domain := range list.Domains {
			address, err := policy.ParseAddress("x@" + domain)
			if err != nil || address.Domain() != domain || seen[domain] {
				t.Errorf("domain %q: error %v, already there: %t", domain, err, seen[domain])
			}
			seen[domain] = true
			if isCSV && !strings.Contains(strings.ToLower(string(words)), domain) {
				t.Errorf("domain %q does not stand in the file", domain)
			}
		}
		for _, left := range list.Left {
			if left.Row < 1 || left.Reason == "" {
				t.Errorf("left out: %+v", left)
			}
		}
	})
}
