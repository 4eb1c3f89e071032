package handover

import (
	"strings"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/referral"
)

// The ids of the questions about the patient's GP practice.
const (
	AskGPPractice = "gp-practice"
	AskGPCode     = "gp-ods"
)

// IsOnGP says that a list of practices can answer the question.
func IsOnGP(q directory.Question) bool { return q.ID == AskGPPractice || q.ID == AskGPCode }

// FindGP is the practice with the code, as the lists know it; zero where they don't, and where there are none.
func FindGP(lists *directory.Index, code text.Text) directory.Listing {
	const enough = 10
	if code.IsEmpty() || lists == nil {
		return directory.Listing{}
	}
	for _, hit := range lists.Find(code.String(), enough).Hits {
		if hit.Listing != nil && strings.EqualFold(code.String(), hit.Listing.Code.String()) {
			return *hit.Listing
		}
	}
	return directory.Listing{}
}

// TakeGP are the answers that name a practice of the lists. The address for the GP's copy is among them, unless somebody typed
// another one there than that of the practice before.
func TakeGP(given referral.Answers, before, practice directory.Listing) referral.Answers {
	answers := referral.GPAnswers(practice)
	if typed := given[AskGPAddress]; typed.IsEmpty() || typed == addressOf(before) {
		answers[AskGPAddress] = addressOf(practice)
	}
	return answers
}

// addressOf is the e-mail address that a list gives, empty where it gives none.
func addressOf(l directory.Listing) text.Text {
	if a, err := policy.ParseAddress(l.Reach.String()); err == nil {
		return text.Line(a.String())
	}
	return text.Text{}
}
