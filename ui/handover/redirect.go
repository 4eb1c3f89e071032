package handover

import (
	"maps"
	"strings"

	"referraldesk/directory"
	"referraldesk/ui/referral"
)

// Redirect takes a referral to another destination for the same patient. The answers that it asks for too are kept. The others
// are set aside by the destination that asked for them, beside those that were before, and come back with it; left names them, in
// the order of the form. What was given stays as it was.
func Redirect(r referral.Referral, aside map[string]referral.Answers, to directory.Destination) (
	redirected referral.Referral, asideNow map[string]referral.Answers, left []directory.Question) {
	kept, left := referral.Carry(r.Answers, r.Destination, to)
	for _, q := range SendingQuestions() {
		kept[q.ID] = r.Answers[q.ID]
	}
	asideNow = map[string]referral.Answers{}
	maps.Copy(asideNow, aside)
	for id, answer := range aside[to.ID] {
		if _, answered := kept[id]; !answered {
			kept[id] = answer
		}
	}
	own := referral.Answers{}
	for _, q := range left {
		own[q.ID] = r.Answers[q.ID]
	}
	asideNow[r.Destination.ID] = own
	r.Destination, r.Answers = to, kept
	return r, asideNow, left
}

// Labels are the questions by their labels.
func Labels(questions []directory.Question) string {
	words := make([]string, len(questions))
	for i, q := range questions {
		words[i] = q.Label.String()
	}
	return strings.Join(words, "; ")
}

// Same says whether two sets of answers say the same; one that is blank and one that is missing are alike.
func Same(a, b referral.Answers) bool { return maps.Equal(nonEmpty(a), nonEmpty(b)) }

func nonEmpty(a referral.Answers) referral.Answers {
	b := referral.Answers{}
	for id, answer := range a {
		if !answer.IsEmpty() {
			b[id] = answer
		}
	}
	return b
}
