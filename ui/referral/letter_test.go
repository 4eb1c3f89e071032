package referral

import (
	"strings"
	"testing"

	"referraldesk/policy"
)

// Replies reach fewer than half of the referring optometrists, and a letter that was cut lacks its last line.
func TestEveryReferralEndsWithTheRequestForACopyOfTheReply(t *testing.T) {
	for _, d := range allDestinations(t) {
		r := filled(t, d.ID)
		body := strings.TrimSpace(Compose(r, Clinic, policy.Address{}).Body.String())
		last := body[strings.LastIndex(body, "\n")+1:]
		if !strings.HasPrefix(last, "Please copy your reply to the referrer") || !strings.Contains(last, r.Answers["reply-address"].String()) {
			t.Errorf("%s ends in %q", d.ID, last)
		}
	}
}
