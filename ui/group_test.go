package ui

import (
	"errors"
	"testing"

	"referraldesk/directory/ods"
	"referraldesk/ui/daybook"
)

func TestAGroupsServerThatIsAwayIsSaidAndTheReferralGoesOn(t *testing.T) {
	pushed, away := 0, errors.New("the group's daybook on db.example.org/group: no server answers there: try again later")
	u := newUser(t, 80, 24, func(d *Desk) {
		d.Push = func() error { pushed++; return away }
	})
	u.sees("no server answers there: try")
	u.opens("amd")
	u.reviews()
	before := pushed
	away = errors.New("the group's daybook on db.example.org/group: its disk is full: have whoever runs it make room")
	for presses := 0; len(u.recorded) == 0 && presses < 5; presses++ {
		u.press("ctrl+y")
	}
	if len(u.recorded) != 1 || pushed == before {
		t.Errorf("%d hand-offs were noted, and sent %d times", len(u.recorded), pushed-before)
	}
	u.sees("its disk is full")
	u.press("f8", "right", "enter")
	if _, ok := u.events[len(u.events)-1].(daybook.AccountUsed); !ok || len(u.events) != 3 {
		t.Errorf("the daybook got %d events, the last %T", len(u.events), u.events[len(u.events)-1])
	}
}

// A server may be away for days. Whoever opens a list that rests on its word is told again, and nobody else.
func TestAFaultOfTheGroupsServerIsSaidOnceUntilItChanges(t *testing.T) {
	away, full := errors.New("no server answers there"), errors.New("its disk is full")
	now := away
	u := newUser(t, 80, 24, func(d *Desk) {
		d.Push = func() error { return now }
	})
	u.sees("no server answers there")
	u.press("down")
	u.send(pushedMsg{away})
	u.seesNot("no server answers there")
	u.send(pushedMsg{full})
	u.sees("its disk is full")
	u.press("down")
	u.send(pushedMsg{full})
	u.seesNot("its disk is full")
	u.send(pushedMsg{})
	u.send(pushedMsg{full})
	u.sees("its disk is full")
	u.press("esc")
	now = full
	u.press("f3")
	u.sees("its disk is full")
	u.press("esc")
	u.seesNot("its disk is full")
	u.press("f5")
	u.sees("its disk is full")
}

func TestWhatIsDueSaysThatTheGroupCouldNotBeAsked(t *testing.T) {
	u := newUser(t, 80, 24, func(d *Desk) {
		d.Push = func() error { return errors.New("no server answers there") }
	})
	u.press("f5")
	u.sees("Nothing is due", "This is what is known on this machine: the group's daybook can't be asked.")
}

func TestTheCursorStaysOnItsReferralWhenTheGroupsDaybookAnswers(t *testing.T) {
	var group []daybook.Entry
	u := newUser(t, 80, 24, func(d *Desk) {
		own := d.Daybook
		d.Daybook = func() (daybook.Log, error) {
			log, err := own()
			log.Entries = append(group, log.Entries...)
			return log, err
		}
	})
	u.handedOverOn(u.now.AddDate(0, 0, -3), "RD-7K4-M39-QPX")
	u.press("f5")
	early := u.events[0].(daybook.HandedOver)
	early.At, early.Reference = u.now.AddDate(0, 0, -9), "RD-CDF-GHJ-KMN"
	for i, code := range []string{"FA999", "TP123"} { // the second is ours
		noted := daybook.Entry{Line: i + 1, Event: early}
		noted.Site, _ = ods.ParseCode(code)
		group = append(group, noted)
		early.Reference = "RD-WXY-346-79C"
	}
	u.send(pushedMsg{})
	u.sees("RD-CDF-GHJ-KMN · SMH wet AMD referrals · from site FA999", "RD-WXY-346-79C · SMH wet AMD referrals", "RD-7K4-M39-QPX")
	u.seesNot("from site TP123")
	u.press("enter")
	if got, want := u.m.dialog.title, "RD-7K4-M39-QPX"; got != want {
		t.Errorf("Enter settles %s, want %s", got, want)
	}
}
