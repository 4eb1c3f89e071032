package plain

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"referraldesk/directory/practice"
	"referraldesk/policy/text"
	"referraldesk/ui/daybook"
	"referraldesk/ui/handover"
	"referraldesk/ui/outlook"
	"referraldesk/ui/wording"
)

// handoff is how far a message was taken over. The zero value is not at all.
type handoff struct {
	next  int  // the text to copy next
	noted bool // the hand-off stands in the daybook: only then is it done
}

// handOff takes the message over, text by text. It never says that anything was sent. On errAnew the review begins anew.
func (s *session) handOff() error {
	steps := s.inHand().Steps()
	s.handoff.next = min(s.handoff.next, len(steps)-1)
	s.sayHandOff(steps)
	for {
		words, err := s.ask(prompt{words: s.handOffWords(steps), help: s.handOffHelp()})
		if errors.Is(err, errBack) {
			s.clearNow()
			return errBack
		}
		if err != nil {
			return err
		}
		done, err := s.handOffCommand(steps, words.Text)
		if err != nil && !errors.Is(err, errBack) {
			return err
		}
		if !done {
			s.out.say("NOT TAKEN. Type copy %s, or ? for all that can be typed here.", s.code())
		}
	}
}

// sayHandOff says by whom what was confirmed, and what to look at in Outlook before sending.
func (s *session) sayHandOff(steps []handover.Step) {
	s.out.say("")
	s.out.say("CONFIRMED by %s:", s.confirmed.by)
	for _, said := range s.confirmed.said {
		s.out.say("%s.", strings.TrimSuffix(said, "."))
	}
	s.out.say("%s to take over: copy it here, paste it there, come back for the next.", counted(len(steps), "text"))
	for i, step := range steps {
		s.out.say("%d. %s", i+1, step.Label)
	}
	s.out.say("In Outlook, before you press Send:")
	for _, check := range s.inHand().BeforeSend(s.confirmed.formAttached) {
		s.out.say("%s", check)
	}
}

func (s *session) handOffWords(steps []handover.Step) string {
	if s.handoff.next >= len(steps) {
		return fmt.Sprintf("Type next when done, or copy %s 1 to copy one again.", s.code())
	}
	return fmt.Sprintf("Type copy %s for %d, %s.", s.code(), s.handoff.next+1, steps[s.handoff.next].Label)
}

func (s *session) handOffHelp() []string {
	code := s.code()
	help := []string{
		fmt.Sprintf("copy %s copies the next text; copy %s 3 copies number 3.", code, code),
		"clear takes the patient's text off the clipboard now.",
		"next ends this referral, and asks whether it was sent. desk leads to the desk, and keeps it.",
	}
	if s.mayDraft() {
		return append(help, fmt.Sprintf("draft %s opens the message in your mail program.", code))
	}
	return append(help, "draft works with classic Outlook and Thunderbird only: if you use one of them, say so in "+s.with.PracticePath+
		" (outlook = \"classic\" or \"thunderbird\").")
}

// handOffCommand does what was typed; done says that it was something to do.
func (s *session) handOffCommand(steps []handover.Step, words text.Text) (done bool, err error) {
	switch strings.ToLower(words.String()) {
	case "clear":
		s.clearNow()
		s.sayLater("Nothing of this referral is on the clipboard, as far as it can be known.")
		return true, nil
	case "next":
		return true, s.nextReferral()
	case "desk":
		s.clearNow()
		return true, errDesk
	}
	if which, ok := s.meant(words, "copy"); ok {
		return s.copyStep(steps, which)
	}
	if rest, ok := s.meant(words, "draft"); ok && rest == "" && s.mayDraft() {
		return true, s.draft()
	}
	return false, nil
}

// copyStep copies one of the texts, the next one unless another is named.
func (s *session) copyStep(steps []handover.Step, which string) (done bool, err error) {
	i := s.handoff.next
	if which != "" {
		n, err := strconv.Atoi(which)
		if err != nil {
			return false, nil
		}
		i = n - 1
	}
	if i < 0 || i >= len(steps) {
		return false, nil
	}
	if err := s.stale(); err != nil {
		return true, err
	}
	step := steps[i]
	if !s.copyText(step.Label, step.Text, step.Patient) {
		s.out.say("Its text, to copy by hand:")
		s.out.letter(step.Text)
		return true, nil
	}
	s.handoff.next = i + 1
	if step.HandsOver {
		s.record()
	}
	return true, nil
}

// stale judges again before anything leaves: where anything differs from what was reviewed (evidence that ran out at midnight,
// say), the review begins anew.
func (s *session) stale() error {
	if s.confirmedNow() {
		return nil
	}
	s.out.say("NOT COPIED. Something has changed since the review, the day perhaps: it is asked again.")
	s.clearNow()
	return errAnew
}

// record notes the hand-off in the daybook, once. Only then is it done.
func (s *session) record() {
	if s.handoff.noted {
		return
	}
	if err := s.with.Record(s.inHand().Event(s.with.Now(), s.confirmed.by, s.with.Version)); err != nil {
		s.out.say("NOT NOTED in the daybook: %s. Mend that, then copy the Body once more.", err)
		return
	}
	s.handoff.noted = true
	s.catchUp()
	s.out.say("NOTED in the daybook, without the patient.")
}

// mayDraft says whether the mail program opens a draft for sending: classic Outlook and Thunderbird do.
func (s *session) mayDraft() bool {
	return s.with.Practice.Outlook == practice.OutlookClassic || s.with.Practice.Outlook == practice.Thunderbird
}

// draft opens the message in the mail program, under the same conditions as a copy.
func (s *session) draft() error {
	if err := s.stale(); err != nil {
		return err
	}
	if err := s.with.OpenDraft(s.inHand().Draft()); err != nil {
		s.out.say("NOT OPENED. %s.", err)
		return nil
	}
	s.out.say("OPENED. The draft was given to your mail program: check it there. The file is deleted after %.0f minutes.", outlook.DraftLife.Minutes())
	s.draftOpened()
	s.record()
	return nil
}

// nextReferral ends this referral: everything of it goes, and the clipboard is cleared.
func (s *session) nextReferral() error {
	err := s.discard()
	if err == nil {
		return errDesk
	}
	return err
}

// askWhetherSent ends a hand-off: the program can't know whether the message was sent, so it asks. errBack is that nobody knows yet.
func (s *session) askWhetherSent() error {
	s.out.say("Was it sent from Outlook? The message was taken over, and nobody here can see whether you sent it.")
	s.out.say("Either way it is then cleared: the record is yours to keep.")
	word, err := s.insist(prompt{
		words: fmt.Sprintf("Type sent %s, or not sent %s, or b for not yet.", s.code(), s.code()),
		help:  []string{"The daybook notes the answer, without the patient. Not yet keeps the referral."},
		stays: true,
	}, "sent", "not sent")
	if err != nil {
		return err
	}
	e := s.inHand().Event(s.with.Now(), s.confirmed.by, s.with.Version)
	about := daybook.OfReferral{At: s.with.Now(), Reference: e.Reference, Destination: e.Destination, By: e.ConfirmedBy}
	if word == "not sent" {
		s.note("not sent", daybook.NotSent(about))
		s.cleared()
		return nil
	}
	s.note("sent", daybook.Sent(about))
	from := s.sender
	s.cleared()
	return s.noteUse(from)
}

// note writes an event into the daybook, and says whether it stands there.
func (s *session) note(what string, e daybook.Event) {
	if err := s.with.Record(e); err != nil {
		s.out.say("NOT NOTED in the daybook: %s.", err)
		return
	}
	s.out.say("NOTED in the daybook: %s.", what)
	s.catchUp()
}

// noteUse notes that an account was used by sending. Of a shared mailbox it asks whose personal account was used to open it.
func (s *session) noteUse(from practice.Account) error {
	if from.Kind != practice.AccountNHSmail {
		return nil
	}
	if from.Shared {
		personal, err := s.askWhoUsed(from)
		if err != nil || personal.Address.IsZero() {
			return err
		}
		from = personal
	}
	s.note(from.Address.String()+" was used", daybook.AccountUsed{At: s.with.Now(), Account: from.Address, How: daybook.UsedSending, On: s.today()})
	return nil
}

// askWhoUsed asks which personal account the use of a shared mailbox counts for; zero for none.
func (s *session) askWhoUsed(shared practice.Account) (practice.Account, error) {
	s.out.say("%s is a shared mailbox. Whose personal account was used to open it? That one's clock starts again.", shared.Address)
	personal := []practice.Account{{}}
	m := menu{prompt: prompt{words: "Type a number."}, items: []string{"None of ours"}}
	for _, a := range s.with.Practice.Accounts {
		if !a.Shared && a.Kind == practice.AccountNHSmail {
			personal = append(personal, a)
			m.items = append(m.items, a.Address.String()+", "+wording.Kind(a))
		}
	}
	at, _, err := s.choose(m)
	if err != nil {
		return practice.Account{}, err
	}
	return personal[at], nil
}
