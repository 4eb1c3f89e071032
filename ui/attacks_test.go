package ui

import (
	"errors"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory/practice"
	"referraldesk/policy/text"
	"referraldesk/ui/daybook"
)

// The attacks below were found by somebody who tried to break the desk.

func TestVerdictThatChangesAfterTheReviewIsReviewedAgain(t *testing.T) {
	u := newUser(t, 80, 24)
	u.now = time.Date(2026, 5, 22, 23, 50, 0, 0, time.UTC)
	u.opens("bus")
	u.reviews()
	u.now = u.now.Add(20 * time.Minute)
	u.press("ctrl+y")
	u.sees("look at it again", "CHECK FIRST")
	if u.clipboard.holds != "" {
		t.Errorf("copied on yesterday's verdict: %q", u.clipboard.holds)
	}
}

func TestConfirmationsHoldOnlyForWhatWasReviewed(t *testing.T) {
	u := newUser(t, 80, 24)
	u.opens("bus")
	u.reviews()
	u.press("esc", "f9")
	if u.m.review.ready() != nil {
		t.Fatal("the same review is asked twice")
	}
	u.press("esc")
	u.fill("patient-name", " Other")
	u.press("f9", "ctrl+y")
	u.sees("please answer first")
}

func TestDeclaredKindGoesWithTheReferral(t *testing.T) {
	u := newUser(t, 80, 24, from("shop@optician.example", practice.AccountOther))
	u.m.sender = account("shop@optician.example", practice.AccountEgress)
	u.press("f8")
	if u.m.sender.Kind != practice.AccountOther {
		t.Errorf("the next referral is sent from an account of kind %q", u.m.sender.Kind)
	}
}

func TestFailedClearingStaysOnTheScreenAndIsTriedAgain(t *testing.T) {
	u := handedOver(t, 80, 24)
	u.press("ctrl+y", "ctrl+y")
	u.clipboard.clearErr = errClipboard
	u.press("f6")
	u.sees("may still be on the clipboard")
	u.press("up")
	u.sees("may still be on the clipboard")
	u.clipboard.clearErr = nil
	for range 6 {
		u.second()
	}
	u.seesNot("may still be on the clipboard")
	if u.clipboard.holds != "" {
		t.Error("the clearing was not tried again")
	}
}

func TestHandoffIsNotDoneBeforeTheDaybookHasIt(t *testing.T) {
	fail := true
	u := handedOver(t, 80, 24, func(d *Desk) {
		record := d.Record
		d.Record = func(e daybook.Event) error {
			if fail {
				return errors.New("the disk is full: free some room")
			}
			return record(e)
		}
	})
	u.press("ctrl+y", "ctrl+y", "ctrl+y", "up")
	u.sees("Not noted in the daybook")
	if u.m.handoff.done() {
		t.Error("the hand-off counts as done")
	}
	fail = false
	u.m.handoff.at = 2
	u.press("ctrl+y")
	u.sees("Noted in the daybook")
	u.press("up", "ctrl+y")
	if len(u.recorded) != 1 {
		t.Errorf("noted %d times", len(u.recorded))
	}
}

func TestTextOnItsWayWhenTheHandoffIsLeftIsClearedWhenItComes(t *testing.T) {
	u := handedOver(t, 80, 24)
	u.press("ctrl+y")
	m, cmd := u.m.Update(tea.KeyMsg{Type: tea.KeyCtrlY})
	u.m = m.(Model)
	u.press("esc")
	u.do(cmd)
	if u.clipboard.holds != "" {
		t.Errorf("the clipboard holds %q", u.clipboard.holds)
	}
	if len(u.recorded) != 0 {
		t.Error("a hand-off was noted that nobody saw")
	}
}

func TestNothingIsCopiedInAWindowTooSmallToSeeIt(t *testing.T) {
	u := handedOver(t, 80, 24)
	u.clipboard.holds = ""
	u.resize(30, 10)
	u.press("ctrl+y")
	if u.clipboard.holds != "" {
		t.Errorf("the clipboard holds %q", u.clipboard.holds)
	}
}

func TestPastedLettersAnswerNoQuestionOfTheReview(t *testing.T) {
	u := newUser(t, 80, 24)
	u.opens("bus")
	u.fillRequired()
	u.press("f9")
	u.types("Dear colleague,\nplease see this patient \n yes yes\n \n \n")
	if u.m.review.ready() == nil {
		t.Error("a paste that came as key presses confirmed everything")
	}
}

func TestAnswersSetAsideComeBackWithTheirDestination(t *testing.T) {
	u := newUser(t, 80, 24)
	u.opens("amd")
	u.fill("patient-name", "Jane Testpatient")
	u.fill("duration", "3 days")
	for _, query := range []string{"hcq", "amd"} {
		u.press("esc", "esc")
		u.types(query)
		u.press("enter", "right", "enter")
	}
	if got := u.m.form.set.answer("duration"); got != text.Line("3 days") {
		t.Errorf("the duration is %q", got)
	}
}

func TestReplyAddressFollowsTheSender(t *testing.T) {
	u := newUser(t, 80, 24)
	u.opens("amd")
	u.press("f2")
	u.types("locum@nhs.net\n")
	if got := u.m.form.set.answer("reply-address"); got != text.Line("locum@nhs.net") {
		t.Errorf("the reply goes to %q", got)
	}
}

func TestLocumConfirmsUnderTheirOwnName(t *testing.T) {
	u := newUser(t, 80, 24)
	u.opens("amd")
	u.reviews()
	u.press("right")
	if u.m.review.ready() == nil {
		t.Fatal("“somebody else” is no name")
	}
	u.press("tab")
	u.types("Lee Locum")
	if got := u.m.review.confirmedBy(); got != text.Line("Lee Locum") || u.m.review.ready() != nil {
		t.Errorf("confirmed by %q, %v", got, u.m.review.ready())
	}
}

func TestMailProgramIsGivenTheAddressAlone(t *testing.T) {
	u := newUser(t, 80, 24)
	u.types("amd")
	u.press("f10")
	if len(u.mailed) != 1 || u.mailed[0].String() != "bht.bucksamd@nhs.net" {
		t.Errorf("the mail program got %v", u.mailed)
	}
}
