package ui

import (
	"testing"
	"time"

	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
)

// handedOverOn puts an urgent hand-off of that day into the daybook.
func (u *user) handedOverOn(day time.Time, reference daybook.Reference) {
	u.events = append(u.events, daybook.HandedOver{
		At: day, Reference: reference, Destination: "smh-wet-amd", Sender: u.m.sender.Address, Status: policy.Secure,
		Urgency: daybook.UrgencyOf(u.m.with.Directory.Destinations[0].Urgencies[2]),
	})
	u.do(u.m.with.readDaybook)
}

func TestWhatNeverCameBackIsSaidInTheHeaderAndSettledWithAKey(t *testing.T) {
	u := newUser(t, 80, 24)
	u.handedOverOn(u.now.AddDate(0, 0, -3), "RD-7K4-M39-QPX")
	u.sees("! 1 due: f5")
	u.press("f5")
	u.sees("RD-7K4-M39-QPX", "SMH wet AMD referrals", "handed over on 19/11/2026", "due since 20/11/2026")
	u.press("enter", "enter")
	u.sees("RD-7K4-M39-QPX")
	u.press("enter", "right", "enter")
	u.sees("Nothing is due")
	u.press("esc")
	u.seesNot("due: f5")
	if _, ok := u.events[len(u.events)-1].(daybook.ReceiptConfirmed); !ok {
		t.Errorf("the daybook got %T, want a receipt", u.events[len(u.events)-1])
	}
}

func TestHandoffAsksWhetherItWasSentAndNeverClaimsIt(t *testing.T) {
	u := handedOver(t, 80, 24)
	u.press("ctrl+y", "ctrl+y", "ctrl+y", "f8")
	u.sees("Was it sent from Outlook?", "Not yet: keep it")
	u.press("enter")
	if u.m.screen != onHandoff {
		t.Fatal("Enter alone ended the hand-off")
	}
	u.press("f8", "right", "enter")
	var sent, used bool
	for _, e := range u.events {
		switch e := e.(type) {
		case daybook.Sent:
			sent = true
		case daybook.AccountUsed:
			used = e.Account.Same(u.m.sender.Address) && e.How == daybook.UsedSending
		}
	}
	if !sent || !used {
		t.Errorf("sent noted: %v, use of the account noted: %v", sent, used)
	}
}

func TestAccountsShowTheClockAndTakeAUse(t *testing.T) {
	u := newUser(t, 80, 24)
	u.events = append(u.events, daybook.AccountUsed{At: u.now, Account: u.m.sender.Address, How: daybook.UsedPortal, On: u.m.with.today().Add(-26)})
	u.do(u.m.with.readDaybook)
	u.sees("1 to use: f3")
	u.press("f3")
	u.sees("reception.abc12@nhs.net", "4 days left", "[")
	u.press("enter", "right", "right", "right", "enter")
	u.sees("30 days left")
	u.press("esc")
	u.seesNot("to use: f3")
}

func TestAnAccountOnLongLeaveIsShownAsSuchAndAsksForNoUse(t *testing.T) {
	u := newUser(t, 80, 24, func(d *Desk) {
		d.Practice.Accounts[0].Disabled = policy.NewDay(2026, time.June, 1)
	})
	u.events = append(u.events, daybook.AccountUsed{At: u.now, Account: u.m.sender.Address, On: policy.NewDay(2026, time.May, 30)})
	u.do(u.m.with.readDaybook)
	u.seesNot("to use: f3")
	u.press("f3")
	u.sees("disabled for long leave since 01/06/2026")
}

func TestUseOfASharedMailboxCountsForAPersonalAccount(t *testing.T) {
	u := newUser(t, 80, 24, func(d *Desk) {
		shared := account("reception.abc12@nhs.net", practice.AccountNHSmail)
		shared.Shared = true
		d.Practice.Accounts = []practice.Account{shared, account("priya.example@nhs.net", practice.AccountNHSmail)}
	})
	u.press("f3", "enter")
	u.sees("shared mailbox", "priya.example@nhs.net")
	u.press("right", "enter", "right", "enter")
	last, ok := u.events[len(u.events)-1].(daybook.AccountUsed)
	if !ok || last.Account.String() != "priya.example@nhs.net" {
		t.Errorf("the daybook got %+v", u.events[len(u.events)-1])
	}
}

func TestAdviceNamesTheStepsAndCopiesTheContact(t *testing.T) {
	u := newUser(t, 80, 24)
	u.press("f4", "right")
	u.sees("what to do")
	for range 40 {
		if u.m.advice.contact() != "" {
			break
		}
		u.press("pgdown")
	}
	want := u.m.advice.contact()
	u.press("ctrl+y")
	if want == "" || u.clipboard.holds != want {
		t.Errorf("the clipboard holds %q, want the contact %q", u.clipboard.holds, want)
	}
}

func TestLeavingAfterAHandoffAsksWhetherItWasSent(t *testing.T) {
	u := handedOver(t, 80, 24)
	u.press("ctrl+y", "ctrl+y", "ctrl+q")
	u.sees("Was it sent from Outlook?")
	u.press("right", "right", "enter")
	if !u.quit {
		t.Error("the desk did not end")
	}
	if _, ok := u.events[len(u.events)-1].(daybook.NotSent); !ok {
		t.Errorf("the daybook's last event is %T", u.events[len(u.events)-1])
	}
}

func TestSentFromASharedMailboxAsksWhoseAccountItCountsFor(t *testing.T) {
	u := handedOver(t, 80, 24, func(d *Desk) {
		shared := account("reception.abc12@nhs.net", practice.AccountNHSmail)
		shared.Shared = true
		d.Practice.Accounts = []practice.Account{shared, account("priya.example@nhs.net", practice.AccountNHSmail)}
	})
	u.press("ctrl+y", "ctrl+y", "f8", "right", "enter")
	u.sees("shared mailbox", "priya.example@nhs.net")
	u.press("right", "enter")
	if last, ok := u.events[len(u.events)-1].(daybook.AccountUsed); !ok || last.Account.String() != "priya.example@nhs.net" {
		t.Errorf("the daybook's last event is %+v", u.events[len(u.events)-1])
	}
}

func TestFailedCopyDoesNotForgetThePatientsTextBeforeIt(t *testing.T) {
	u := handedOver(t, 80, 24)
	u.press("ctrl+y", "ctrl+y")
	u.clipboard.err = errClipboard
	u.press("ctrl+y")
	for range 91 {
		u.second()
	}
	if u.clipboard.holds != "" {
		t.Error("the patient's text is still on the clipboard")
	}
}

func TestUnreadableDaybookIsNoAllClear(t *testing.T) {
	u := newUser(t, 80, 24, func(d *Desk) {
		d.Daybook = func() (daybook.Log, error) { return daybook.Log{}, errClipboard }
	})
	u.press("f5")
	u.sees("! daybook: f5", "can't be said")
	u.seesNot("Nothing is due")
}
