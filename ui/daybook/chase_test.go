package daybook

import (
	"slices"
	"testing"
	"time"

	"referraldesk/directory/practice"
	"referraldesk/policy"
)

// monday is an ordinary Monday at noon; the days of the tests are counted from it.
var monday = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// noted are events as a daybook gives them.
func noted(events ...Event) []Entry {
	var all []Entry
	for i, e := range events {
		all = append(all, Entry{Line: i + 1, Event: e})
	}
	return all
}

func handed(at time.Time, urgency string, reference int) HandedOver {
	e := bare()
	e.At, e.Urgency, e.Reference = at, labelled(urgency), numbered(reference)
	return e
}

func answer(reference int) OfReferral {
	return OfReferral{At: monday, Reference: numbered(reference), Destination: "mkuh-bus"}
}

func dueOn(entries []Entry, today policy.Day, rules Rules) []Reference {
	var all []Reference
	for _, o := range Due(entries, today, rules) {
		all = append(all, o.HandOff.Reference)
	}
	return all
}

func TestReferralIsDueADayLaterWhereUrgentAndTenWorkingDaysLaterElse(t *testing.T) {
	holidays := []policy.Day{policy.NewDay(2026, 12, 25), policy.NewDay(2026, 12, 28), policy.NewDay(2027, 1, 1)}
	for _, test := range []struct {
		on      policy.Day
		urgency string
		due     policy.Day
	}{
		{policy.NewDay(2026, 11, 23), "Emergency", policy.NewDay(2026, 11, 24)},
		{policy.NewDay(2026, 11, 23), "Urgent", policy.NewDay(2026, 11, 24)},
		{policy.NewDay(2026, 11, 27), "Urgent", policy.NewDay(2026, 11, 28)}, // a Saturday: an emergency does not wait for Monday
		{policy.NewDay(2026, 11, 23), "Routine", policy.NewDay(2026, 12, 7)},
		{policy.NewDay(2026, 11, 23), "Other", policy.NewDay(2026, 11, 24)},
		{policy.NewDay(2026, 11, 23), "", policy.NewDay(2026, 12, 7)},
		{policy.NewDay(2026, 11, 28), "Routine", policy.NewDay(2026, 12, 11)}, // handed over on a Saturday
		{policy.NewDay(2026, 11, 29), "Routine", policy.NewDay(2026, 12, 11)}, // and on a Sunday
		{policy.NewDay(2026, 12, 18), "Routine", policy.NewDay(2027, 1, 6)},   // over Christmas
		{policy.NewDay(2026, 12, 25), "Routine", policy.NewDay(2027, 1, 12)},  // on a bank holiday
		{policy.NewDay(2000, 12, 29), "Routine", policy.NewDay(2001, 1, 12)},  // before the Monday that days are counted from
		{policy.NewDay(2027, 2, 26), "Routine", policy.NewDay(2027, 3, 12)},   // over the end of a February
	} {
		rules := usual
		rules.BankHolidays = holidays
		at, err := time.Parse(time.DateOnly, test.on.String())
		if err != nil {
			t.Fatal(err)
		}
		entries := noted(handed(at, test.urgency, 1))
		before, then := Due(entries, test.due.Add(-1), rules), Due(entries, test.due, rules)
		if len(before) != 0 || len(then) != 1 || then[0].From != test.due {
			t.Errorf("%s, %q: on %s %v, on %s %v", test.on, test.urgency, test.due.Add(-1), before, test.due, then)
		}
	}
}

func TestReferralThatWasAnsweredIsNotDue(t *testing.T) {
	later := policy.DayOf(monday).Add(100)
	hand := handed(monday, "Urgent", 1)
	elsewhere := answer(1)
	elsewhere.Destination = "smh-wet-amd"
	for name, test := range map[string]struct {
		events []Event
		due    bool
	}{
		"nothing since":                     {[]Event{hand}, true},
		"sent":                              {[]Event{hand, Sent(answer(1))}, true},
		"received":                          {[]Event{hand, ReceiptConfirmed(answer(1))}, false},
		"replied":                           {[]Event{hand, ReplyReceived(answer(1))}, false},
		"not sent":                          {[]Event{hand, NotSent(answer(1))}, false},
		"another one received":              {[]Event{hand, ReceiptConfirmed(answer(2))}, true},
		"received at another destination":   {[]Event{hand, ReceiptConfirmed(elsewhere)}, true},
		"received, then handed over again":  {[]Event{hand, ReceiptConfirmed(answer(1)), hand}, true},
		"handed over twice, received once":  {[]Event{hand, hand, ReceiptConfirmed(answer(1))}, false},
		"received before it was handed out": {[]Event{ReceiptConfirmed(answer(1)), hand}, true},
	} {
		if due := Due(noted(test.events...), later, usual); (len(due) == 1) != test.due {
			t.Errorf("%s: %v", name, due)
		}
	}
}

func TestHandingOverAgainBuysNoTime(t *testing.T) {
	first, again := handed(monday, "Urgent", 1), handed(monday.AddDate(0, 0, 7), "Urgent", 1)
	calm := handed(monday, "Routine", 1)
	for _, events := range [][]Event{{first, again}, {calm, first}, {first, calm}} {
		due := Due(noted(events...), policy.DayOf(monday).Add(1), usual)
		if len(due) != 1 || due[0].From != policy.DayOf(monday).Add(1) {
			t.Errorf("%v", due)
		}
	}
}

func TestUrgentReferralsComeFirstAndOfThemTheLongestDue(t *testing.T) {
	entries := noted(
		handed(monday.AddDate(0, 0, -40), "Routine", 1), handed(monday.AddDate(0, 0, -2), "Urgent", 2),
		handed(monday.AddDate(0, 0, -5), "Emergency", 3), handed(monday.AddDate(0, 0, -2), "Urgent", 4),
		handed(monday.AddDate(0, 0, -60), "Routine", 5),
	)
	want := []Reference{numbered(3), numbered(2), numbered(4), numbered(5), numbered(1)}
	if got := dueOn(entries, policy.DayOf(monday), usual); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestHandOffOfAClockThatWasWrongIsDueAtOnce(t *testing.T) {
	today := policy.DayOf(monday)
	entries := noted(handed(monday.AddDate(70, 0, 0), "Routine", 1), handed(monday.AddDate(-20, 0, 0), "Routine", 2))
	if got := dueOn(entries, today, usual); len(got) != 2 {
		t.Errorf("due: %v", got)
	}
}

func TestRulesOfThePracticeGoBeforeTheDefaults(t *testing.T) {
	entries := noted(handed(monday, "Urgent", 1), handed(monday, "Routine", 2))
	rules := Rules{UrgentDays: 3, WorkingDays: 5}
	for days, want := range map[int]int{2: 0, 3: 1, 6: 1, 7: 2} {
		if got := dueOn(entries, policy.DayOf(monday).Add(days), rules); len(got) != want {
			t.Errorf("after %d days: %v, want %d", days, got, want)
		}
	}
}

func TestLatestUseOfAnAccountWinsInWhateverOrderItWasNoted(t *testing.T) {
	ours, today := mail("reception.abc12@nhs.net"), policy.DayOf(monday)
	entries := noted(
		AccountUsed{monday, ours, UsedPortal, today.Add(-9)},
		AccountUsed{monday, ours, UsedSending, today.Add(-2)},
		AccountUsed{monday, mail("Reception.ABC12@nhs.net"), UsedO365, today.Add(-5)},
		AccountUsed{monday, mail("other@nhs.net"), UsedPortal, today},
	)
	if last, known := LastUse(entries, ours, today); !known || last.On != today.Add(-2) || last.How != UsedSending {
		t.Errorf("%+v, %v", last, known)
	}
	if last, known := LastUse(entries, mail("third@nhs.net"), today); known {
		t.Errorf("an account that was never used: %+v", last)
	}
}

func TestEventsSinceADay(t *testing.T) {
	entries := noted(handed(monday, "", 1), handed(monday.AddDate(0, 0, -3), "", 2), handed(monday.AddDate(0, 0, 1), "", 3))
	since := Since(entries, policy.DayOf(monday))
	if len(since) != 2 || since[0].Line != 1 || since[1].Line != 3 {
		t.Errorf("%v", since)
	}
}

func TestAnAccountOnLongLeaveIsOffTheClockFromItsDayUntilItIsUsed(t *testing.T) {
	today := policy.DayOf(noon)
	ours := practice.Account{Address: mail("reception.abc12@nhs.net"), Kind: practice.AccountNHSmail, Disabled: today.Add(-10)}
	used := func(day policy.Day) Entry { return Entry{Event: AccountUsed{At: noon, Account: ours.Address, On: day}} }
	before, after := used(today.Add(-40)), used(today.Add(-5))
	for name, test := range map[string]struct {
		entries []Entry
		on      policy.Day
		want    policy.State
	}{
		"never used":       {nil, today, policy.StateExempt},
		"used before it":   {[]Entry{before}, today, policy.StateExempt},
		"used since":       {[]Entry{before, after}, today, policy.StateActive},
		"before it begins": {[]Entry{before}, today.Add(-11), policy.StateActive},
		"on its first day": {[]Entry{before}, today.Add(-10), policy.StateExempt},
		"idle, before it":  {[]Entry{used(today.Add(-60))}, today.Add(-11), policy.StateInactive},
	} {
		if got, err := Standing(test.entries, ours, test.on); err != nil || got.State != test.want {
			t.Errorf("%s: %v, %v", name, got.State, err)
		}
	}
}
