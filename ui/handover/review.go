package handover

import (
	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// The ids of the questions that a review asks.
const (
	AskCondition = "condition"
	AskProtocol  = "protocol"
	AskForm      = "form"
	AskBy        = "by"
	AskByName    = "by-name"
)

// SomebodyElse is who confirms where it is none of the practice's clinicians, a locum for example.
const SomebodyElse = "Somebody else"

// FormAttached is the answer to [AskForm] that says so.
const FormAttached = "Attached"

// ReviewQuestions are one for each condition of the verdicts, and those of the page (facts S4 and S5). Who can confirm is asked
// by name where the practice has named somebody, and typed else.
func ReviewQuestions(verdicts []policy.Verdict, known bool) []directory.Question {
	ask := func(id, label string, kind directory.QuestionKind, choices ...string) directory.Question {
		q := directory.Question{ID: id, Label: text.Line(label), Kind: kind, Need: directory.Required}
		for _, c := range choices {
			q.Choices = append(q.Choices, text.Line(c))
		}
		return q
	}
	var questions []directory.Question
	for _, v := range verdicts {
		for _, r := range v.Recipients {
			if r.Status == policy.Check {
				questions = append(questions, ask(AskCondition, r.Address.String()+": "+r.Question, directory.KindYesNo))
			}
		}
	}
	questions = append(questions,
		ask(AskProtocol, "I know the local referral protocol", directory.KindYesNo),
		ask(AskForm, "The referral form", directory.KindChoice, FormAttached, "None indicated"),
	)
	if known {
		questions = append(questions, ask(AskBy, "Confirmed by", directory.KindLine))
	}
	return append(questions, ask(AskByName, "Confirmed by (full name)", directory.KindLine))
}
