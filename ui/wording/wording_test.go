package wording

import (
	"testing"

	"referraldesk/directory"
	"referraldesk/policy/text"
)

func TestANextStepNamesWhomToReachOnce(t *testing.T) {
	for _, c := range []struct{ sentence, contact, want string }{
		{"Ask for it.", "a@nhs.net", "Ask for it (a@nhs.net)."},
		{"Write to a@nhs.net.", "a@nhs.net", "Write to a@nhs.net."},
		{"Nothing to do.", "", "Nothing to do."},
		{"", "a@nhs.net", ""},
	} {
		if got := WithContact(c.sentence, c.contact); got != c.want {
			t.Errorf("%q with %q: %q", c.sentence, c.contact, got)
		}
	}
}

func TestWhatIsNotPublishedIsSaidToBe(t *testing.T) {
	if Form(nil) != directory.NotPublished || OrNotPublished(text.Text{}) != directory.NotPublished {
		t.Error("a hole is filled")
	}
	if got := Form(&directory.Form{Name: text.Line("BUS form"), Version: text.Line("2018")}); got != "BUS form, 2018" {
		t.Errorf("a form: %q", got)
	}
}
