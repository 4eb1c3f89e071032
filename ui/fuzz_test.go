package ui

import (
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/ui/referral"
)

// FuzzForm pastes arbitrary text into every typed answer of the form: whatever it holds, the message and the screen stay free of
// control and invisible characters, and the headers on one line.
func FuzzForm(f *testing.F) {
	for _, seed := range []string{"Jane", "a\r\nb", "\x1b]52;c;aGk=\x07", "\u202eevil\u200b", "\x00", strings.Repeat("é", 3000), "\u2028\u2029\u0085"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, pasted string) {
		u := newUser(t, 80, 24)
		u.opens("amd")
		for _, q := range u.m.form.referral.Destination.Questions {
			if q.Kind != directory.KindLine && q.Kind != directory.KindText {
				continue
			}
			u.goTo(q.ID)
			u.pastes(pasted)
		}
		message := referral.Compose(u.m.composed(), referral.Clinic, policy.Address{})
		if s := message.Subject.String(); strings.ContainsFunc(s, unseen) || strings.Contains(s, "\n") {
			t.Errorf("the subject holds what can't be seen: %q", s)
		}
		if b := message.Body.String(); strings.ContainsFunc(strings.ReplaceAll(b, "\n", ""), unseen) {
			t.Errorf("the body holds what can't be seen: %q", b)
		}
		if s := strings.ReplaceAll(ansi.Strip(u.m.View()), "\n", ""); strings.ContainsFunc(s, unseen) {
			t.Errorf("the screen holds what can't be seen: %q", s)
		}
	})
}

func unseen(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp)
}
