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

// KeepGP is what the lists know of the practice that stands in the answers now, and the address for its copy. before is what they
// knew, or what was taken from them, which may be without a code. An address that came with a practice goes as soon as another one
// stands there: a copy to the practice before would be patient data in the wrong hands. One that somebody typed stays.
func KeepGP(lists *directory.Index, before directory.Listing, given referral.Answers) (now directory.Listing, address text.Text) {
	switch code := given[AskGPCode]; {
	case !strings.EqualFold(code.String(), before.Code.String()):
		now = FindGP(lists, code)
	case !code.IsEmpty() || given.NameGP(before):
		now = before
	}
	address = given[AskGPAddress]
	if came := addressOf(before); came == address && !came.IsEmpty() && (now != before || !given.NameGP(before)) {
		address = text.Text{}
	}
	return now, address
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
