package ui

import (
	"strings"
	"testing"

	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/outlook"
)

// written is a complete referral in the form, to the destination that the query finds.
func written(t *testing.T, query string, settings ...setting) *user {
	t.Helper()
	u := newUser(t, 120, 40, settings...)
	u.opens(query)
	u.fillRequired()
	return u
}

func tagApproved(d *Desk) {
	d.Practice.SecureTag = &practice.SecureTag{ApprovedBy: text.Line("A Guardian"), On: policy.NewDay(2026, 1, 5)}
}

func uses(o practice.Outlook) setting { return func(d *Desk) { d.Practice.Outlook = o } }

func TestWorstOfToAndCcDecides(t *testing.T) {
	u := written(t, "amd")
	u.fill("cc", "colleague@nhs.net somebody@optician.example")
	u.press("f9")
	u.sees("NOT SECURE", "somebody@optician.example")
	u.confirms()
	u.press("ctrl+y")
	if u.clipboard.holds != "" {
		t.Errorf("copied with a recipient that is not secure: %q", u.clipboard.holds)
	}
}

func TestSupersededAddressOnCcIsNeverSecureAndNamesItsSuccessor(t *testing.T) {
	u := written(t, "amd")
	u.fill("cc", "bus.referrals@nhs.net")
	u.press("f9")
	u.sees("CHECK FIRST", "bus.referrals@mkuh.nhs.uk")
}

func TestMalformedCcKeepsTheReferralBackAndIsExplained(t *testing.T) {
	u := written(t, "amd")
	u.fill("cc", "colleague@nhs.net.")
	u.press("tab")
	u.sees("ends in a dot")
	u.press("f9")
	u.confirms()
	u.press("ctrl+y")
	if u.clipboard.holds != "" {
		t.Errorf("copied with a malformed recipient: %q", u.clipboard.holds)
	}
}

func TestCcIsCopiedAfterTo(t *testing.T) {
	u := written(t, "amd")
	u.fill("cc", "colleague@nhs.net, Colleague@nhs.net")
	u.press("f9")
	u.confirms()
	u.press("ctrl+y", "ctrl+y")
	if !strings.HasPrefix(u.clipboard.holds, "colleague@nhs.net") {
		t.Errorf("the second step copied %q, want Cc", u.clipboard.holds)
	}
}

func TestGPCopyIsAMessageOfItsOwnWithItsOwnVerdict(t *testing.T) {
	u := written(t, "amd")
	u.goTo("copies")
	u.press("space")
	u.fill("gp-address", "surgery@gp.example")
	u.press("f9")
	u.sees("The copy for the GP", "NOT SECURE", "It can't be copied by this route")
	for _, s := range u.m.steps() {
		if strings.HasPrefix(s.label, "GP copy") {
			t.Errorf("the hand-off offers %q on a route that is not secure", s.label)
		}
	}
	if u.m.verdict().Status != policy.Secure {
		t.Errorf("the GP's address changed the verdict on the referral itself")
	}
}

func TestGPCopyOpensAsInformationOnly(t *testing.T) {
	u := written(t, "amd")
	u.goTo("copies")
	u.press("space")
	u.fill("gp-address", "surgery@nhs.net")
	u.press("f9")
	u.confirms()
	u.press("ctrl+y", "ctrl+y", "ctrl+y", "ctrl+y")
	if u.clipboard.holds != "surgery@nhs.net" {
		t.Fatalf("after the body came %q, want the GP's address", u.clipboard.holds)
	}
	u.press("ctrl+y", "ctrl+y")
	if !strings.Contains(strings.ToLower(u.clipboard.holds), "information only") {
		t.Errorf("the GP's copy does not open as one: %q", u.clipboard.holds)
	}
	if len(u.recorded) != 1 {
		t.Errorf("the daybook got %d hand-offs, want one", len(u.recorded))
	}
}

func TestGPCopyWithoutAnAddressPointsToThePeopleTab(t *testing.T) {
	u := written(t, "amd")
	u.goTo("copies")
	u.press("space")
	u.press("f9")
	u.sees("People tab")
}

func TestPatientsSheetIsForPaperAndHasNoAddress(t *testing.T) {
	u := written(t, "amd")
	u.goTo("copies")
	u.press("right", "right", "space")
	var sheet *step
	for _, s := range u.m.steps() {
		if s.label == "Patient's sheet" {
			sheet = &s
		}
	}
	if sheet == nil {
		t.Fatal("no sheet is offered")
	}
}

func TestSecureTagIsOfferedWithOneKeyWhereItIsApprovedAndDoesSomething(t *testing.T) {
	u := written(t, "milton keynes", tagApproved)
	u.sees("f7")
	u.press("f7", "f9")
	u.sees("CHECK FIRST", "sign in", "Subject: [secure] MKUH")
	u.confirms()
	u.press("ctrl+y", "ctrl+y")
	if !strings.HasPrefix(u.clipboard.holds, "[secure] MKUH") {
		t.Errorf("the subject is %q", u.clipboard.holds)
	}
	if len(u.m.handoff.check) == 0 || !strings.Contains(strings.Join(u.m.handoff.check, " "), "[secure]") {
		t.Error("the last look does not ask for [secure]")
	}
}

func TestSecureTagIsNotOfferedWithoutApprovalNorTowardNHSNet(t *testing.T) {
	u := written(t, "milton keynes")
	u.press("f7")
	u.sees("only where local policy approves")
	u = written(t, "amd", tagApproved)
	u.press("f7")
	u.sees("would do nothing")
	u.press("f9")
	u.seesNot("[secure] SMH")
	u = written2(t, "milton keynes", tagApproved, from("shop@optician.example", practice.AccountOther))
	u.press("f7")
	u.sees("would do nothing")
}

// written2 is a referral from a sender who is told beforehand that it can't be copied.
func written2(t *testing.T, query string, settings ...setting) *user {
	t.Helper()
	u := newUser(t, 120, 40, settings...)
	u.types(query)
	u.press("enter", "right", "right", "enter")
	return u
}

func TestSecureTagPutOnAfterCopyingAsksAgain(t *testing.T) {
	u := written(t, "milton keynes", tagApproved)
	u.press("f9")
	u.confirms()
	u.press("ctrl+y", "ctrl+y", "ctrl+y", "f7")
	if u.m.screen != onReview || u.clipboard.holds != "" {
		t.Errorf("the route changed, but the desk is on screen %d and the clipboard holds %q", u.m.screen, u.clipboard.holds)
	}
}

func TestSenderTypedForOneReferralIsGoneWithIt(t *testing.T) {
	u := newUser(t, 80, 24)
	u.press("f2")
	u.types("locum@nhs.net\n")
	u.sees("from  locum@nhs.net")
	u.press("f8")
	u.sees("from  reception.abc12@nhs.net")
}

func TestDoseIsShownWithItsArithmeticAndNeverJudged(t *testing.T) {
	u := newUser(t, 80, 24)
	u.opens("hcq")
	u.fill("daily-dose", "400")
	u.fill("weight", "64")
	u.sees("400 mg ÷ 64 kg = 6.25 mg/kg/day")
}

func TestUrgencyShowsTheSourceOfTheChoice(t *testing.T) {
	u := newUser(t, 120, 40)
	u.opens("casualty")
	u.fill("urgency", "Urgent — within one week")
	u.sees("older urgency list")
}

func TestClassicOutlookOpensADraftUnderTheSameConditionsAsACopy(t *testing.T) {
	u := written(t, "amd", uses(practice.OutlookClassic))
	u.press("f9")
	u.confirms()
	u.press("ctrl+y", "f10")
	u.sees("check it there")
	if len(u.drafts) != 1 || u.drafts[0].To[0] != "bht.bucksamd@nhs.net" || len(u.recorded) != 1 {
		t.Fatalf("drafts %d, recorded %d", len(u.drafts), len(u.recorded))
	}
	u.now = u.now.Add(outlook.DraftLife)
	u.second()
	if u.swept != 1 {
		t.Error("the draft was not deleted in time")
	}
}

func TestOutlookOnTheWebIsToldWhyThereIsNoDraft(t *testing.T) {
	u := written(t, "amd", uses(practice.OutlookWeb))
	u.press("f9")
	u.confirms()
	u.press("ctrl+y", "f10")
	u.sees("only classic Outlook and Thunderbird")
	if len(u.drafts) != 0 {
		t.Error("a draft was opened")
	}
}
