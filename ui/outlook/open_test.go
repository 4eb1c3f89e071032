package outlook

import (
	"path/filepath"
	"testing"
)

func TestAMailtoLinkIsTheAddressAlone(t *testing.T) {
	for _, test := range []struct{ address, url, err string }{
		{"bht.bucksamd@nhs.net", "mailto:bht.bucksamd@nhs.net", ""},
		{"Dr.O'Brien+gp@NHS.net", "mailto:Dr.O%27Brien%2Bgp@nhs.net", ""},
		{"a?subject=x&body=y@nhs.net", "mailto:a%3Fsubject%3Dx%26body%3Dy@nhs.net", ""},
		{"a%0abcc@nhs.net", "", "the address has a % before the @"},
		{"a@nhs.net?subject=x", "", "the address has a ?"},
		{"a@nhs.net,b@nhs.net", "", "the address has a ,"},
		{"mailto:a@nhs.net", "", "the address starts with mailto"},
		{"", "", "the address is empty"},
	} {
		url, err := MailtoURL(test.address)
		checkError(t, err, test.err)
		if url != test.url {
			t.Errorf("%s became %s, want %s", test.address, url, test.url)
		}
	}
}

func TestOnlyDraftsAndLinksOfOursAreOpened(t *testing.T) {
	t.Setenv("PATH", tempFolder(t))
	for _, target := range []string{
		"", "draft.eml", "-x.eml", filepath.Join(tempFolder(t), "program.exe"), "https://example.com/x.eml", "file:///x.eml",
		"mailto:a@nhs.net?attach=/etc/passwd", "mailto:a@nhs.net?x.eml", "mailto:", "mailto:a@nhs.net, b@nhs.net",
	} {
		checkError(t, Open(t.Context(), target), "only a draft (.eml, by its full path) or a mailto: link")
	}
}
