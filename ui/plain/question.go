package plain

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/handover"
	"referraldesk/ui/referral"
	"referraldesk/ui/wording"
)

const (
	fullStop = "." // ends an answer of several lines
	emptied  = "-" // empties an answer
)

// question asks one question and takes the answer. It gives the question to go on with.
func (s *session) question(i int) (turn int, err error) {
	q := s.form.questions[i]
	s.sayQuestion(i)
	answer, err := s.answer(q)
	query, isFind := findsGP(q, answer.String())
	switch {
	case errors.Is(err, errAgain):
		return i, nil
	case err != nil:
		return i, err
	case !answer.literal && isFind:
		return s.findGP(i, query)
	case !answer.literal && isFormCommand(answer.String()):
		return s.formCommand(i, answer.String())
	case answer.IsEmpty():
		return s.form.step(i, 1), nil
	}
	return s.take(i, answer.Text)
}

// take keeps an answer, whatever its form: a wrong one stands in the review until it is mended. On a terminal it is asked again at
// once; in a file the next line answers the next question.
func (s *session) take(i int, answer text.Text) (turn int, err error) {
	q := s.form.questions[i]
	s.form.set(q.ID, answer)
	if problem := s.wrong(q); problem != "" {
		s.out.say("WRONG. %s%s %s.", s.form.number(q.ID), q.Label, problem)
		if s.with.Terminal {
			return i, nil
		}
		s.out.say("It stands as typed until it is mended: b leads back to it, and so does the review.")
		return s.form.step(i, 1), nil
	}
	if handover.Options(q, s.form.referral.Destination) != nil {
		s.out.say("TAKEN. %s.", strings.ReplaceAll(answer.String(), "\n", "; "))
	}
	if handover.IsOnGP(q) {
		s.knowGP()
	}
	if dose := referral.DoseLine(s.form.referral.Answers); !dose.IsEmpty() && referral.IsOfDose(q) {
		s.sourced("COMPUTED. "+dose.String(), referral.DoseSource)
	}
	return s.form.step(i, 1), nil
}

// wrong says what is wrong with the answer to a question, to be read after its label; "" where nothing is.
func (s *session) wrong(q directory.Question) string {
	a := s.form.referral.Answers
	if err := handover.CheckAnswer(q, a[q.ID], s.today()); err != nil {
		return err.Error()
	}
	if _, chosen := referral.ChosenUrgency(s.form.referral.Destination, a); q.Kind == directory.KindUrgency && !chosen {
		return "is none of the choices: type the number of one"
	}
	return ""
}

// formCommand does what a command of the form asks.
func (s *session) formCommand(i int, words string) (turn int, err error) {
	verb, number, _ := strings.Cut(strings.ToLower(words), " ")
	switch verb {
	case emptied:
		s.form.set(s.form.questions[i].ID, text.Text{})
		s.out.say("EMPTIED.")
		return s.form.step(i, 1), nil
	case "review":
		return len(s.form.questions), nil
	case "desk":
		return i, errDesk
	case "list":
		return s.list(i)
	}
	n, _ := strconv.Atoi(number)
	if n < 1 || n > len(s.form.questions) || !s.form.applies(n-1) {
		s.out.say("NOT TAKEN. There is no question %d to answer here.", n)
		return i, nil
	}
	return n - 1, nil
}

// list says all questions with their numbers and answers, and goes to the one that is chosen.
func (s *session) list(i int) (turn int, err error) {
	m := menu{prompt: prompt{words: "Type the number of a question to go to it."}}
	var places []int
	for at := s.form.step(-1, 1); at < len(s.form.questions); at = s.form.step(at, 1) {
		q := s.form.questions[at]
		m.items = append(m.items, q.Label.String()+": "+s.standing(q))
		m.numbers = append(m.numbers, at+1)
		places = append(places, at)
	}
	at, _, err := s.choose(m)
	if errors.Is(err, errBack) {
		return i, nil
	}
	if err != nil {
		return i, err
	}
	return places[at], nil
}

// standing is what is answered to a question, in one line.
func (s *session) standing(q directory.Question) string {
	answer := s.form.referral.Answers[q.ID]
	switch {
	case !answer.IsEmpty():
		return strings.Join(strings.Fields(answer.String()), " ")
	case s.need(q) == directory.Required:
		return "REQUIRED, still blank"
	}
	return "blank"
}

func (s *session) need(q directory.Question) directory.Need {
	return referral.NeedOf(q, s.form.referral.Answers, s.form.referral.Destination)
}

// sayQuestion says a question: number, label, whether it must be answered, what it means, and what stands there.
func (s *session) sayQuestion(i int) {
	q := s.form.questions[i]
	if before := s.form.step(i, -1); before < 0 || s.form.questions[before].Section != q.Section {
		s.out.say("")
		s.out.say("%s:", q.Section)
	}
	label := q.Label.String()
	if !q.Unit.IsEmpty() {
		label += " (" + q.Unit.String() + ")"
	}
	s.out.say("%d of %d. %s. %s.", i+1, len(s.form.questions), label, wording.UpperFirst(string(s.need(q))))
	if !q.Help.IsEmpty() {
		s.sourced(wording.UpperFirst(q.Help.String())+".", q.Source)
	}
	if handover.IsOnGP(q) && s.known().all != nil {
		s.out.say("Type find and words, such as find high street, to take it from the lists.")
	}
	if answer := s.form.referral.Answers[q.ID]; !answer.IsEmpty() {
		s.out.say("Now:")
		s.out.letter(answer.String())
	}
}

// sayOptions says what can be picked, and of an urgency whose word it is.
func (s *session) sayOptions(q directory.Question) {
	d := s.form.referral.Destination
	for i, o := range handover.Options(q, d) {
		source := policy.SourceID("")
		if q.Kind == directory.KindUrgency {
			source = d.Urgencies[i].Source
		}
		s.sourced(fmt.Sprintf("%d. %s", i+1, o), source)
	}
}
