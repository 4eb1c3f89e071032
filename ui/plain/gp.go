package plain

import (
	"errors"
	"strings"
	"time"

	"referraldesk/directory"
	"referraldesk/directory/lists"
	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/ui/handover"
	"referraldesk/ui/wording"
)

// long is how long nobody is told why nothing is said.
const long = time.Second

// most is how many entries of a search are ever offered: nobody hears more of them to the end.
const most = 99

// names are the lists that the practice added. They are read beside the session, which waits for them where it needs them.
type names struct {
	read  chan struct{}       // closed once they are
	index *directory.Index    // of the lists alone
	whole *directory.Index    // of the directory and the lists
	all   *directory.Listings // nil where there are none
	err   error
}

// readNames begins to read the lists, beside what the desk knows already.
func readNames(d Desk, desk *directory.Index) *names {
	n := &names{read: make(chan struct{})}
	go func() {
		defer close(n.read)
		if n.all, n.err = d.Lists(func(int) {}); n.all != nil && n.all.Len() == 0 {
			n.all = nil
		}
		n.index, n.whole = directory.NewIndex(&directory.Directory{}).With(n.all), desk.With(n.all)
	}()
	return n
}

// known are the lists, once they are read; none where there are none, or where the session ends before. A fault in them is said
// once.
func (s *session) known() *names {
	if !s.awaitNames() {
		return &names{index: directory.NewIndex(&directory.Directory{}), whole: s.index}
	}
	if err := s.names.err; err != nil {
		s.names.err = nil
		s.out.say("FAULT. %s.", err)
	}
	return s.names
}

// awaitNames waits until the lists are read, and sees to the clipboard meanwhile. read is false where the window was closed first.
func (s *session) awaitNames() (read bool) {
	told := s.with.After(long)
	for {
		select {
		case <-s.names.read:
			return true
		case <-told:
			s.out.say("One moment: the lists are still being read.")
		case <-s.alarm():
			s.onTime()
		case <-s.with.Closed:
			return false
		}
	}
}

// search finds words in the directory and the lists; no words find the directory alone.
func (s *session) search(query string) directory.Result {
	if query == "" {
		return s.index.Find(query, most)
	}
	return s.known().whole.Find(query, most)
}

// listingWords are an entry of a list, in a line.
func listingWords(l directory.Listing) string {
	var words []string
	if l.Closed {
		words = append(words, "CLOSED")
	}
	for _, w := range []string{l.Name.String(), l.Address(), l.Code.String()} {
		if w != "" {
			words = append(words, w)
		}
	}
	return strings.Join(words, ". ")
}

// listing says what a list knows of an entry. A referral can name it, and never goes there.
func (s *session) listing(l directory.Listing) error {
	s.out.say("NO DESTINATION. A referral can name it as the patient's GP practice, and is written to one of the destinations.")
	s.out.say("%s", listingWords(l))
	if area := ods.AreaWords(l.Area.String()); area != "" {
		s.sourced("Commissioner: "+area+".", "ods")
	}
	a, err := policy.ParseAddress(l.Reach.String())
	if err != nil {
		if !l.Reach.IsEmpty() {
			s.out.say("Telephone: %s.", l.Reach)
		}
		s.out.say("%s.", wording.UpperFirst(lists.NoAddress))
		return s.act([]action{{"Copy " + l.Name.String(), func() error { return s.copyReach(l.Name.String()) }}}, nil)
	}
	c := s.inHand()
	if v := policy.Assess(c.Route(c.From(), s.with.Directory.Recipient(a))); !s.sender.Address.IsZero() {
		s.out.say("%s: %s.", statusWords(v.Status), v.Headline)
		s.sayReasons(v)
	}
	s.out.say("%s is from a list that was added here: ask them whether it is still theirs.", a)
	return s.act([]action{{"Copy " + a.String(), func() error { return s.copyReach(a.String()) }}}, nil)
}

// findsGP says what follows the word find, where a question can be answered from the lists.
func findsGP(q directory.Question, words string) (query string, ok bool) {
	verb, query, ok := strings.Cut(words, " ")
	return query, ok && strings.EqualFold(verb, "find") && handover.IsOnGP(q)
}

// findGP answers the questions about the GP practice from the lists. It gives the question to go on with.
func (s *session) findGP(i int, query string) (turn int, err error) {
	n := s.known()
	if n.all == nil {
		s.out.say("NOT FOUND. No list of GP practices was added here: referraldesk lists add FILE takes one from the NHS, such as epraccur.csv.")
		return i, nil
	}
	found := n.index.Find(query, most)
	if found.Total == 0 {
		s.out.say("NOT FOUND. No practice on the lists has all these words. Try its name, its road or town, its postcode or its code.")
		return i, nil
	}
	s.out.say("FOUND %d.", found.Total)
	m := menu{prompt: prompt{words: "Type the number of the patient's practice."}}
	for _, hit := range found.Hits {
		m.items = append(m.items, listingWords(*hit.Listing))
	}
	at, _, err := s.choose(m)
	if errors.Is(err, errBack) {
		return i, nil
	}
	if err != nil {
		return i, err
	}
	practice := *found.Hits[at].Listing
	for id, answer := range handover.TakeGP(s.form.referral.Answers, s.form.referral.GP, practice) {
		s.form.set(id, answer)
	}
	s.form.referral.GP = practice
	s.out.say("TAKEN. %s.", wording.Listing(practice))
	s.sayGPAdvice()
	return s.form.step(s.form.place(handover.AskGPCode), 1), nil
}

// knowGP looks the practice up that was typed, and says what does not fit the rest of the referral, and that the address for its copy
// is gone where that was another's.
func (s *session) knowGP() {
	r := &s.form.referral
	now, address := handover.KeepGP(s.known().index, r.GP, r.Answers)
	r.GP = now
	if address != r.Answers[handover.AskGPAddress] {
		s.form.set(handover.AskGPAddress, address)
		s.out.say("TAKEN BACK. The address for the GP's copy was that of the practice before: give this one's.")
	}
	s.sayGPAdvice()
}

func (s *session) sayGPAdvice() {
	r := s.form.referral
	switch advice, source := r.GPAdvice(); {
	case advice != "":
		s.sourced("NOTE. "+r.GP.Code.String()+" "+advice+".", source)
	case !r.GP.Code.IsEmpty():
		var source policy.SourceID
		if !r.GP.Area.IsEmpty() {
			source = "ods" // a practice's own list gives no commissioner
		}
		s.sourced(r.GP.Code.String()+" is "+wording.Listing(r.GP)+".", source)
	}
}
