package referral

import (
	"strings"

	"referraldesk/directory"
)

// ChosenUrgency is the urgency that the clinician chose, and whether one was chosen that the destination offers.
func ChosenUrgency(d directory.Destination, a Answers) (u directory.Urgency, chosen bool) {
	answer := a.line(idUrgency)
	for _, u := range d.Urgencies {
		if strings.HasPrefix(answer, u.Label.String()) && u.Words().String() == answer {
			return u, true
		}
	}
	return directory.Urgency{}, false
}

// NeedOf is how much the referral needs an answer to q, given the others. Beyond what the directory says, a time frame is
// required where the chosen urgency has none of its own, and the phone call where it says so: an e-mail must not be the only
// act in an emergency (source college-urgency).
func NeedOf(q directory.Question, a Answers, d directory.Destination) directory.Need {
	u, chosen := ChosenUrgency(d, a)
	switch {
	case !chosen:
	case q.ID == idUrgencyFrame && u.Frame.IsEmpty(), isPhoneCall(q) && u.PhoneFirst:
		return directory.Required
	}
	return q.Need
}

// Applies says whether q has a place in the form and in the message, given the other answers. A time frame of its own has one
// only beside an urgency that brings none, so that a message never carries two; the phone call where the urgency or the
// destination asks for it, or where somebody phoned all the same.
func Applies(q directory.Question, a Answers, d directory.Destination) bool {
	switch {
	case q.ID == idUrgencyFrame:
		u, chosen := ChosenUrgency(d, a)
		return chosen && u.Frame.IsEmpty()
	case isPhoneCall(q):
		u, _ := ChosenUrgency(d, a)
		return u.PhoneFirst || q.Need != directory.Optional || !a[q.ID].IsEmpty()
	}
	return true
}

func isPhoneCall(q directory.Question) bool {
	return q.ID == idPhonedWhen || q.ID == idPhonedWho || q.ID == idPhonedSaid
}
