package handover

import (
	"testing"

	"referraldesk/directory"
	"referraldesk/policy/text"
	"referraldesk/ui/referral"
)

func destination(t *testing.T, id string) directory.Destination {
	t.Helper()
	dir, err := directory.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	d, ok := dir.Destination(id)
	if !ok {
		t.Fatalf("no destination %s", id)
	}
	return d
}

// There and back again nothing of the patient is lost, whatever each destination asks, and nothing is given that it does not ask.
func TestThereAndBackAgainEveryAnswerIsAsItWas(t *testing.T) {
	dir, err := directory.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, from := range dir.Destinations {
		for _, to := range dir.Destinations {
			given := referral.Answers{AskCc: text.Line("colleague@nhs.net")}
			for _, q := range from.Questions {
				given[q.ID] = text.Line("answer to " + q.ID)
				if options := Options(q, from); options != nil {
					given[q.ID] = options[0]
				}
			}
			there, aside, left := Redirect(referral.Referral{Destination: from, Answers: given}, nil, to)
			for _, q := range left {
				if !there.Answers[q.ID].IsEmpty() {
					t.Errorf("%s to %s: %s is set aside and kept", from.ID, to.ID, q.ID)
				}
			}
			back, _, _ := Redirect(there, aside, from)
			if !Same(back.Answers, given) {
				t.Errorf("%s to %s and back: %v became %v", from.ID, to.ID, given, back.Answers)
			}
		}
	}
}

// An answer that was changed at the other destination is not put back to what it was before.
func TestWhatWasChangedMeanwhileStaysChanged(t *testing.T) {
	amd, cataract := destination(t, "smh-wet-amd"), destination(t, "bucks-cataract")
	there, aside, _ := Redirect(referral.Referral{Destination: amd, Answers: referral.Answers{"patient-name": text.Line("Edith Example")}}, nil, cataract)
	there.Answers["patient-name"] = text.Line("Edith Mary Example")
	if back, _, _ := Redirect(there, aside, amd); back.Answers["patient-name"].String() != "Edith Mary Example" {
		t.Errorf("the name is %q", back.Answers["patient-name"])
	}
}
