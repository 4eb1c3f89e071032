package plain

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"referraldesk/directory"
	"referraldesk/policy/text"
	"referraldesk/ui/handover"
	"referraldesk/ui/referral"
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
