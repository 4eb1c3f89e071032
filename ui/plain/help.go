package plain

// help says what "?" says at a question.
func (s *session) help(p prompt) {
	for _, sentence := range p.help {
		s.out.say("%s", sentence)
	}
	if !p.stays {
		s.out.say("b or back: one step back, nothing is lost.")
		s.out.say("q or quit: end the program; where a referral would be lost, it asks first.")
	}
	s.out.say("To answer with such a word itself, write = before it: =b.")
	s.out.say("SECURE: a published rule says so. CHECK FIRST: only once a person has confirmed what it asks. NOT SECURE: no patient data by this route.")
}
