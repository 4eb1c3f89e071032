package plain

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/handover"
	"referraldesk/ui/referral"
	"referraldesk/ui/wording"
)

// reviewed is all that the answers of a review hold for: as soon as any of it is another, they are asked again.
type reviewed struct {
	day      policy.Day
	sender   practice.Account
	verdicts []policy.Verdict
	steps    []handover.Step
}

func (s *session) reviewed() reviewed {
	c := s.inHand()
	return reviewed{s.today(), s.sender, c.Verdicts(), c.Steps()}
}

// confirmed is what a person has confirmed, and of what. The zero value is nothing.
type confirmed struct {
	of           reviewed
	by           text.Text
	said         []string // what was confirmed, to the letter
	formAttached bool
	whole        bool // every question was answered
}

// confirmedNow says that everything is confirmed, of the referral as it stands now.
func (s *session) confirmedNow() bool {
	return s.confirmed.whole && reflect.DeepEqual(s.confirmed.of, s.reviewed())
}

// review shows everything that would leave, asks what only a person can know, and goes on to the hand-off. It sets the question
// to go back to.
func (s *session) review() error {
	for {
		s.sayReview()
		err := s.mayGo()
		if err == nil {
			s.sayLetter("What will be copied, to the letter:")
		}
		if err == nil && !s.confirmedNow() {
			err = s.confirm()
		}
		for err == nil {
			if err = s.handOff(); errors.Is(err, errBack) {
				err = s.reviewAgain()
			}
		}
		if !errors.Is(err, errAnew) {
			return err
		}
	}
}

// reviewAgain is one step back from the hand-off: nil leads there again, errAnew says the whole review, errBack leads to the form.
func (s *session) reviewAgain() error {
	for {
		words, err := s.ask(prompt{
			words: "REVIEW. All is confirmed, as long as nothing changes. Enter alone goes to the hand-off, again says it all again.",
			help:  reviewHelp(),
		})
		switch {
		case err != nil, words.IsEmpty():
			return err
		case strings.EqualFold(words.String(), "again"):
			return errAnew
		case strings.EqualFold(words.String(), "desk"):
			return errDesk
		}
		s.out.say("NOT TAKEN. Type Enter alone, again, or b.")
	}
}

// sayReview says what stands in the way or is worth knowing.
func (s *session) sayReview() {
	c := s.inHand()
	s.out.say("")
	s.out.say("Review of the referral to %s.", c.Referral.Destination.Name)
	s.sayVerdict(c.Verdict())
	s.sayFindings(c.Findings())
	if c.Referral.Destination.Age(s.today()).Review {
		s.sayVerified(c.Referral.Destination)
	}
	s.out.say("Form: %s.", wording.Form(c.Referral.Destination.Form))
	s.sourced("Whoever sends answers personally for the patient's data.", "loc-nhs-mail")
	for _, limit := range s.with.Clipboard.Limits() {
		s.out.say("%s.", wording.UpperFirst(limit))
	}
	if _, v, wanted := c.GP(); wanted {
		s.out.say("The copy for the GP:")
		s.sayVerdict(v)
		s.out.say("%s", c.GPWords())
		if !handover.MayGo(v.Status) {
			s.out.say("NOT COPIED. The GP's copy can't go by this route, and is left out.")
		}
	}
}

// sayLetter says every text that would be copied.
func (s *session) sayLetter(heading string) {
	s.out.say("")
	s.out.say("%s", heading)
	for _, step := range s.inHand().Steps() {
		s.out.say("")
		s.out.say("%s:", step.Label)
		s.out.letter(step.Text)
	}
	s.out.say("")
	s.out.say("This was all of it.")
}

// sayVerdict says a verdict with its recipients and what to do.
func (s *session) sayVerdict(v policy.Verdict) {
	s.out.say("%s: %s.", statusWords(v.Status), v.Headline)
	for _, r := range v.Recipients {
		s.out.say("%s: to %s.", statusWords(r.Status), r.Address)
		if r.Status != policy.Secure && len(r.Reasons) > 0 {
			s.sourced(r.Reasons[0].Text, r.Reasons[0].Source)
		}
	}
	s.sayRemedies(v)
}

// sayFindings says what is worth a second look, and what the message will say was not recorded.
func (s *session) sayFindings(findings []referral.Finding) {
	var blank []string
	for _, f := range findings {
		named := s.form.number(f.Question.ID) + f.Question.Label.String()
		switch {
		case f.Blocks(): // asked for in mayGo
		case f.Kind == referral.NotRecorded:
			blank = append(blank, named)
		default:
			s.sourced("NOTE. "+named+" "+f.Problem+".", f.Question.Source)
		}
	}
	if len(blank) > 0 {
		s.out.say("NOT RECORDED, %d: %s.", len(blank), strings.Join(blank, "; "))
	}
}

// mayGo says what keeps the referral back, each with the number of its question, and asks where to go on; nil where nothing does.
func (s *session) mayGo() error {
	for {
		m := s.blocking()
		switch status := s.inHand().Verdict().Status; {
		case status == policy.NotSecure:
			s.out.say("NOT SECURE. Nothing can be copied by this route: see what to do above.")
		case !handover.MayGo(status):
			s.out.say("NOT JUDGED. Nothing can be copied: choose a sender first, from the desk.")
		case len(m.items) > 0:
			s.out.say("NOT YET. %s to mend first.", counted(len(m.items), "question"))
		default:
			return nil
		}
		at, words, err := s.choose(m)
		switch {
		case err != nil:
			return err
		case at >= 0:
			s.form.at = m.numbers[at] - 1
			return errBack
		case strings.EqualFold(words.String(), "desk"):
			return errDesk
		case strings.EqualFold(words.String(), "show"):
			s.sayLetter("The message as it stands, which is not copied:")
		default:
			s.out.say("NOT TAKEN. Type b, show or desk.")
		}
	}
}

// blocking are the questions that keep the referral back, to choose from.
func (s *session) blocking() menu {
	m := menu{prompt: prompt{words: "Type b for the form, or show for the message so far.", help: reviewHelp()}, free: true}
	for _, f := range s.inHand().Findings() {
		status := "MISSING"
		if f.Kind == referral.Invalid {
			status = "WRONG"
		}
		if at := s.form.place(f.Question.ID); f.Blocks() && at >= 0 {
			m.items = append(m.items, status+". "+f.Question.Label.String()+" "+f.Problem+".")
			m.numbers = append(m.numbers, at+1)
		}
	}
	if len(m.items) > 0 {
		m.words = "Type a number to go to its question, or show for the message so far."
	}
	return m
}

func reviewHelp() []string {
	return []string{
		"Nothing is copied before everything that is missing or wrong is mended, and everything that is asked here is confirmed.",
		"b leads to the form, where every answer stands as it was. desk leads to the desk, and keeps the referral.",
	}
}

// confirm asks who confirms, then one thing after another. b goes one question back.
func (s *session) confirm() error {
	s.confirmed = confirmed{of: s.reviewed()}
	questions := handover.ReviewQuestions(s.confirmed.of.verdicts, false)
	asks := []func() error{s.askWho}
	for _, q := range questions {
		switch q.ID {
		case handover.AskCondition, handover.AskProtocol:
			asks = append(asks, func() error { return s.askToConfirm(q) })
		case handover.AskForm:
			asks = append(asks, func() error { return s.askForForm(q) })
		}
	}
	for i := 0; i < len(asks); i++ {
		s.out.say("")
		s.out.say("To confirm, %d of %d.", i+1, len(asks))
		err := asks[i]()
		switch {
		case errors.Is(err, errBack) && i > 0:
			i -= 2
		case err != nil:
			return err
		}
	}
	s.confirmed.whole = true
	return nil
}

// askWho asks by whose name everything is confirmed: one of the practice's clinicians, or a name that is typed.
func (s *session) askWho() error {
	s.confirmed.said = nil
	s.out.say("Who confirms what follows?")
	m := menu{prompt: prompt{words: "Type the full name.", help: reviewHelp()}, free: true}
	for _, c := range s.with.Practice.Clinicians {
		m.items = append(m.items, c.Name.String())
	}
	if len(m.items) > 0 {
		m.words = "Type a number, or the full name of somebody else."
	}
	for {
		at, words, err := s.choose(m)
		switch {
		case err != nil:
			return err
		case at >= 0:
			words = s.with.Practice.Clinicians[at].Name
		case !isFullName(words) || strings.Contains(strings.ToLower(words.String()), strings.ToLower(s.code())):
			s.out.say("NOT TAKEN. A full name is asked for here, first name and surname.")
			continue
		}
		s.confirmed.by = words
		return nil
	}
}

// isFullName knows a name from a word that does something elsewhere: desk, show, go 3.
func isFullName(words text.Text) bool {
	return len(strings.Fields(words.String())) > 1 && !strings.ContainsAny(words.String(), "0123456789")
}

// askToConfirm asks for one thing that a person must know to be so.
func (s *session) askToConfirm(q directory.Question) error {
	s.confirmed.said = without(s.confirmed.said, q.Label.String())
	s.out.say("%s confirms: %s.", s.confirmed.by, strings.TrimSuffix(q.Label.String(), "."))
	_, err := s.insist(prompt{
		words: fmt.Sprintf("Type yes %s if it is so, or b.", s.code()),
		help:  append(reviewHelp(), "Where it is not so, the message can't be copied: type b."),
	}, "yes")
	if err == nil {
		s.confirmed.said = append(s.confirmed.said, q.Label.String())
	}
	return err
}

// without are the sentences from before one that is asked again.
func without(said []string, again string) []string {
	for i, one := range said {
		if one == again {
			return said[:i]
		}
	}
	return said
}

// askForForm asks what is known of the referral form.
func (s *session) askForForm(q directory.Question) error {
	s.out.say("%s:", q.Label)
	m := menu{prompt: prompt{words: "Type a number.", help: reviewHelp()}}
	for _, o := range q.Options() {
		m.items = append(m.items, o.String())
	}
	at, _, err := s.choose(m)
	if err == nil {
		s.confirmed.formAttached = m.items[at] == handover.FormAttached
		s.confirmed.said = append(s.confirmed.said, q.Label.String()+": "+m.items[at])
	}
	return err
}
