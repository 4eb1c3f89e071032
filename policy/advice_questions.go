package policy

import (
	"fmt"
	"slices"
	"strings"
)

// QuestionID and ChoiceID are ids in kebab-case, fit for a flag and for JSON: "account" and "deleted".
type (
	QuestionID string
	ChoiceID   string
)

// Question is one thing to ask before an account can be advised on.
type Question struct {
	ID      QuestionID
	Words   string
	Choices []Choice // two or more; shared by all, not to be changed
}

// Choice is one answer to a question.
type Choice struct {
	ID    ChoiceID
	Words string
}

// asked is a question's place in the order of asking.
type asked uint8

const (
	askRole asked = iota
	askAccount
	askSecurity
	askDeleted
	askSites
	askUsedUp
	askDSPT
	askODS
	askCode

	questions = iota // how many there are
)

// The choices. open is a question without an answer; unsure is an answer.
const (
	open   ChoiceID = ""
	yes    ChoiceID = "yes"
	no     ChoiceID = "no"
	unsure ChoiceID = "unsure"

	contractor ChoiceID = "contractor"
	performer  ChoiceID = "performer"
	locum      ChoiceID = "locum"

	never   ChoiceID = "never"
	working ChoiceID = "working"
	lost    ChoiceID = "lost"
	deleted ChoiceID = "deleted"

	recently ChoiceID = "under-30-days"
	longAgo  ChoiceID = "30-days-or-more"

	upToTen    ChoiceID = "up-to-10"
	moreThan10 ChoiceID = "more-than-10"
)

var yesNo = []Choice{{yes, "Yes"}, {no, "No"}, {unsure, "Not sure"}}

// questionTable has every question, in the order of asking, with what must be known before it applies.
var questionTable = [questions]struct {
	Question
	when []given
}{
	askRole: {Question{"role", "Who is the account for?", []Choice{
		{contractor, "A GOS contractor"},
		{performer, "An employed optometrist or dispensing optician"},
		{locum, "A locum"}}}, nil},
	askAccount: {Question{"account", "Is there an NHSmail account already?", []Choice{
		{never, "No, there never was one"},
		{working, "Yes, and it works"},
		{lost, "Yes, but there is no way in"},
		{unsure, "Not sure whether it is still active"},
		{deleted, "It was deleted"}}}, nil},
	askSecurity: {Question{"security-questions", "Were security questions set up on the account?", yesNo},
		[]given{is(askAccount, lost)}},
	askDeleted: {Question{"deleted", "How long ago was it deleted?", []Choice{
		{recently, "Less than 30 days ago"},
		{longAgo, "30 days ago or more"},
		{unsure, "Not sure"}}},
		[]given{is(askAccount, deleted)}},
	askSites: {Question{"sites", "How many sites has the contractor?", []Choice{
		{upToTen, "10 or fewer"},
		{moreThan10, "More than 10"}}},
		[]given{is(askAccount, never, deleted), unless(askDeleted, open, recently)}},
	askUsedUp: {Question{"addresses-used-up", "Are the contractor's individual addresses used up?", yesNo},
		[]given{is(askRole, performer, locum), is(askAccount, never), is(askSites, upToTen)}},
	askDSPT: {Question{"dspt", "Has the practice published its DSPT assessment, “Standards Met” or “Standards Exceeded”?", yesNo},
		applying},
	askODS:  {Question{"ods-code", "Is the practice's ODS code known?", yesNo}, applying},
	askCode: {Question{"authentication-code", "Is the authentication code of the NHSBSA at hand?", yesNo}, applying},
}

// applying is a contractor who is about to register.
var applying = []given{is(askRole, contractor), is(askAccount, never), is(askSites, upToTen)}

// given is what has to be known of an answer: that the question applies, and that its answer is one of the choices, open among
// them where the answer may be missing; or, with not, that it isn't so.
type given struct {
	about   asked
	choices []ChoiceID
	not     bool
}

func is(about asked, choices ...ChoiceID) given     { return given{about, choices, false} }
func unless(about asked, choices ...ChoiceID) given { return given{about, choices, true} }

// Situation is what is known of whoever wants an account: an answer to each question that was answered. The zero Situation
// knows nothing. It is a value: [Situation.With] makes another. Situations are comparable with ==.
type Situation struct{ answers [questions]ChoiceID }

// With is the situation with the answer to a question; "" takes the answer back. An answer that an earlier one makes
// pointless is kept and counts for nothing, so that changing one's mind loses nothing.
func (s Situation) With(id QuestionID, answer ChoiceID) (Situation, error) {
	q, at := find(id)
	if at < 0 {
		return s, fmt.Errorf("there is no question %q: answer one of %s", id,
			strings.Join(each(AllQuestions(), func(q Question) string { return string(q.ID) }), ", "))
	}
	if answer != open && !slices.ContainsFunc(q.Choices, func(c Choice) bool { return c.ID == answer }) {
		return s, fmt.Errorf("%s: there is no answer %q: give one of %s", id, answer,
			strings.Join(each(q.Choices, func(c Choice) string { return string(c.ID) }), ", "))
	}
	s.answers[at] = answer
	return s, nil
}

// Answer is the answer to a question, "" where there is none or the question does not apply.
func (s Situation) Answer(id QuestionID) ChoiceID {
	if _, at := find(id); at >= 0 && s.asks(asked(at)) {
		return s.answers[at]
	}
	return open
}

// Questions lists the questions that apply, answered or not, in the order of asking. Which ones apply follows from the
// answers to those before.
func (s Situation) Questions() []Question {
	return s.pick(func(asked) bool { return true })
}

// Open lists the questions that apply and have no answer yet, in the order of asking; the first is the one to ask next.
func (s Situation) Open() []Question {
	return s.pick(func(i asked) bool { return s.answers[i] == open })
}

func (s Situation) pick(wanted func(asked) bool) []Question {
	picked := make([]Question, 0, questions)
	for i := range asked(questions) {
		if s.asks(i) && wanted(i) {
			picked = append(picked, questionTable[i].Question)
		}
	}
	return picked
}

// AllQuestions lists every question, in the order of asking.
func AllQuestions() []Question {
	all := make([]Question, questions)
	for i := range all {
		all[i] = questionTable[i].Question
	}
	return all
}

// asks says whether a question applies.
func (s Situation) asks(q asked) bool { return s.holds(questionTable[q].when) }

// holds says whether all of it is given.
func (s Situation) holds(all []given) bool {
	for _, g := range all {
		if (s.asks(g.about) && slices.Contains(g.choices, s.answers[g.about])) == g.not {
			return false
		}
	}
	return true
}

// find is the question with the id and its place, -1 where there is none.
func find(id QuestionID) (Question, int) {
	for i := range questionTable {
		if q := questionTable[i].Question; q.ID == id {
			return q, i
		}
	}
	return Question{}, -1
}
