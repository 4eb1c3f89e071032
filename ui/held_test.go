package ui

import (
	"strings"
	"testing"

	"referraldesk/ui/handover"
)

// What keeps a referral back, and what stands before the eyes of whoever sends it.

func TestEveryScreenOfAReferralNamesThePatientAndTheService(t *testing.T) {
	u := newUser(t, 80, 24)
	u.opens("amd")
	u.fillRequired()
	const whose = "Jane Testpatient → SMH wet AMD referrals"
	u.sees(whose)
	u.press("f9")
	u.sees(whose)
	u.confirms()
	u.press("ctrl+y")
	u.sees(whose, "Into Outlook")
}

func TestLastLookInOutlookNamesTheSenderTheRecipientsAndTheForm(t *testing.T) {
	u := written(t, "amd")
	u.fill("cc", "colleague@nhs.net")
	u.fill("attachments", "OCT scan")
	u.press("f9")
	u.confirms()
	u.press("ctrl+y")
	u.sees("before you press Send", "From is reception.abc12@nhs.net.", "To is bht.bucksamd@nhs.net, Cc is colleague@nhs.net, and nobody else.",
		"The form is attached.", "Attached: OCT scan")
}

func TestNothingIsCopiedWhileAnAnswerIsMissing(t *testing.T) {
	u := newUser(t, 80, 24)
	u.opens("amd")
	u.fillRequired()
	u.goTo("reason")
	for range len("Suspected wet AMD") {
		u.press("backspace")
	}
	u.press("f9")
	u.confirms()
	u.press("ctrl+y")
	u.sees("Reason for referral: is required and still blank")
	if u.clipboard.holds != "" {
		t.Errorf("the clipboard holds %q", u.clipboard.holds)
	}
}

func TestNothingIsCopiedBeforeTheFormQuestionIsAnswered(t *testing.T) {
	u := newUser(t, 80, 24)
	u.opens("amd")
	u.reviews()
	for i, f := range u.m.review.set.fields {
		if f.question.ID == handover.AskForm {
			u.m.review.set, _ = u.m.review.set.moveTo(i)
			u.press("backspace")
		}
	}
	u.press("ctrl+y")
	u.sees("please answer first: The referral form")
	if u.clipboard.holds != "" {
		t.Errorf("the clipboard holds %q", u.clipboard.holds)
	}
}

func TestEmergencyIsNotCopiedBeforeThePhoneCallIsWrittenDown(t *testing.T) {
	u := newUser(t, 80, 24)
	u.opens("amd")
	u.fill("urgency", "Emergency — within 24 hours")
	u.fillRequired()
	u.press("f9")
	u.confirms()
	u.press("ctrl+y")
	u.sees("Phone call, when", "an e-mail must not be the only act")
	if u.clipboard.holds != "" {
		t.Fatalf("the clipboard holds %q", u.clipboard.holds)
	}
	u.press("esc")
	for id, answer := range map[string]string{"phoned-when": "22/11/2026, 10:15", "phoned-who": "The nurse in charge", "phoned-said": "Come today"} {
		u.fill(id, answer)
	}
	u.press("f9")
	u.confirms()
	u.press("ctrl+y")
	if u.clipboard.holds != "bht.bucksamd@nhs.net" {
		t.Errorf("once the call is written down, the clipboard holds %q", u.clipboard.holds)
	}
}

func TestUnpublishedHoursAndPhoneAreSaidToBeUnpublished(t *testing.T) {
	u := newUser(t, 120, 40)
	for _, d := range u.m.with.Directory.Destinations {
		rows := strings.Join(u.m.prose(60).destinationRows(d, nil), "\n")
		for _, words := range []string{"Phone: not published — check locally", "Hours: not published — check locally"} {
			if !strings.Contains(rows, words) {
				t.Errorf("%s: the pane does not say %q", d.ID, words)
			}
		}
	}
}
