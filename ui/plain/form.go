package plain

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/handover"
	"referraldesk/ui/referral"
	"referraldesk/ui/wording"
)

// form is the referral being written. The zero form is none.
type form struct {
	open      bool
	referral  referral.Referral
	questions []directory.Question        // all of them, each with its number for good
	begun     referral.Answers            // what stood there before anybody typed
	aside     map[string]referral.Answers // by destination, what it asked and the one now does not
	at        int                         // the question to go on with
}

func newForm(r referral.Referral) form {
	return form{
		open: true, referral: r, begun: maps.Clone(r.Answers),
		questions: append(slices.Clone(r.Destination.Questions), handover.SendingQuestions()...),
	}
}

// touched says that somebody has answered something, so that leaving would lose it.
func (f form) touched() bool { return f.open && !handover.Same(f.begun, f.referral.Answers) }

// set takes an answer.
func (f *form) set(id string, answer text.Text) {
	f.referral.Answers = maps.Clone(f.referral.Answers)
	f.referral.Answers[id] = answer
}

func (f form) applies(i int) bool {
	return handover.Applies(f.questions[i], f.referral.Answers, f.referral.Destination)
}

// step is the next question (by is 1) or the one before (-1) that has a place, from i on; -1 or the number of questions where
// there is none.
func (f form) step(i, by int) int {
	for i += by; i >= 0 && i < len(f.questions); i += by {
		if f.applies(i) {
			return i
		}
	}
	return i
}

// place is where a question stands, -1 for one that no form asks.
func (f form) place(id string) int {
	return slices.IndexFunc(f.questions, func(q directory.Question) bool { return q.ID == id })
}

// number is the number of a question in words, with a space behind it, and "" for one that no form asks.
func (f form) number(id string) string {
	if at := f.place(id); at >= 0 {
		return strconv.Itoa(at+1) + " "
	}
	return ""
}

// openReferral begins a referral, or asks what becomes of the one that was begun. What would stop the message later is said
// before anything is typed.
func (s *session) openReferral(d directory.Destination) error {
	if s.form.touched() {
		return s.askAboutBegun(d)
	}
	begin := action{"Write it all the same", func() error { return s.begin(d) }}
	switch v := s.judge(d); {
	case handover.MayGo(v.Status):
		return s.begin(d)
	case s.sender.Address.IsZero():
		s.out.say("%s", s.needsSender(d.Name.String()))
		return s.act([]action{{"Choose the sender", s.thenAnew(s.chooseSender)}, begin}, nil)
	default:
		s.out.say("%s: %s.", statusWords(v.Status), v.Headline)
		s.out.say("A referral can be written, but not copied, as long as this stands.")
		return s.act([]action{{"Choose another sender", s.thenAnew(s.chooseSender)}, begin}, nil)
	}
}

// thenAnew does it, and has what stands above said anew.
func (s *session) thenAnew(do func() error) func() error {
	return func() error {
		if err := do(); err != nil && !errors.Is(err, errBack) {
			return err
		}
		return errAnew
	}
}

// begin starts a referral with what practice.toml knows of the practice.
func (s *session) begin(d directory.Destination) error {
	reference, err := referral.NewReference(s.with.Random)
	if err != nil {
		s.out.say("NOT BEGUN. %s.", err)
		return nil
	}
	if s.with.Practice.Name.IsEmpty() {
		s.out.say("So that nobody types the practice and the clinicians again, write them once into %s.", s.with.PracticePath)
	}
	s.confirmed, s.handoff = confirmed{}, handoff{}
	s.form = newForm(referral.Referral{
		Destination: d, Answers: referral.Start(s.with.Practice, s.sender.Address), Reference: reference, On: s.today(),
	})
	return s.write()
}

// goOn leads back to the referral that was begun.
func (s *session) goOn() error { return s.write() }

// askAboutBegun asks what becomes of the referral that was begun. Only one can be written at a time.
func (s *session) askAboutBegun(d directory.Destination) error {
	was := s.form.referral.Destination
	s.out.say("NOT FINISHED. A referral to %s was begun, and only one can be written at a time.", was.Name)
	actions := []action{{"Keep writing it", s.goOn}}
	if was.ID != d.ID {
		actions = append(actions, action{"Same patient, to " + d.Name.String(), func() error { return s.redirect(d) }})
	}
	actions = append(actions, action{"Discard it, and start the next", func() error {
		if err := s.discard(); err != nil {
			if errors.Is(err, errBack) {
				return nil
			}
			return err
		}
		return s.openReferral(d)
	}})
	return s.act(actions, nil)
}

// redirect takes the referral to another destination for the same patient, and says which answers it does not ask for.
func (s *session) redirect(d directory.Destination) error {
	begun := s.form.begun
	r, aside, left := handover.Redirect(s.form.referral, s.form.aside, d)
	s.form = newForm(r)
	s.form.begun, s.form.aside = begun, aside
	s.confirmed, s.handoff = confirmed{}, handoff{}
	if len(left) > 0 {
		s.out.say("SET ASIDE, because %s does not ask it: %s. It comes back with the destination.", d.Name, handover.Labels(left))
	}
	return s.write()
}

// write asks question after question, then goes to the review. Where the referral is left it is kept, and the desk leads back.
func (s *session) write() error {
	s.out.say("Referral to %s. %s. Reference %s.", s.form.referral.Destination.Name, counted(len(s.form.questions), "question"), s.form.referral.Reference)
	s.out.say("Beside an answer you can type: list, go 12, review, desk. ? explains them.")
	for {
		turn, err := s.question(s.form.at)
		if err == nil && turn >= len(s.form.questions) {
			if err = s.review(); errors.Is(err, errBack) {
				continue // to the question from which it was opened, or the one that was chosen there
			}
		}
		switch {
		case errors.Is(err, errBack):
			if turn = s.form.step(s.form.at, -1); turn < 0 {
				return s.leaveForm(errAnew)
			}
		case errors.Is(err, errDesk):
			return s.leaveForm(errDesk)
		case err != nil:
			return err
		}
		s.form.at = turn
	}
}

// leaveForm leaves the form for somewhere. Nothing is lost.
func (s *session) leaveForm(where error) error {
	if s.form.touched() {
		s.out.say("KEPT. The referral is kept until you quit: the desk leads back to it.")
	}
	return where
}

// isFormCommand says that the words mean something to the form, not to the clinic.
func isFormCommand(words string) bool {
	verb, number, _ := strings.Cut(strings.ToLower(words), " ")
	switch verb {
	case "list", "review", "desk", emptied:
		return number == ""
	case "go":
		_, err := strconv.Atoi(number)
		return err == nil
	}
	return false
}

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
	if q.ID == handover.AskGPCode {
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
