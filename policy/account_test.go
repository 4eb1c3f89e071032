package policy

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// used is an NHSmail account last used on the day.
func used(t testing.TB, on Day) Account {
	return Account{Address: address(t, "reception.abc12@nhs.net"), LastUsed: on}
}

func standing(t testing.TB, a Account, on Day) Standing {
	t.Helper()
	s, err := a.Standing(on)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// left is the number of days left, -1 where there is none.
func left(s Standing) int {
	if s.DaysLeft == nil {
		return -1
	}
	return *s.DaysLeft
}

// clock is the state on a day after the last use, and the days left in it.
var clock = []struct {
	idle  int
	state State
	left  int
}{
	{0, StateActive, 30}, {1, StateActive, 29}, {22, StateActive, 8}, {23, StateActive, 7}, {29, StateActive, 1},
	{30, StateInactive, 30}, {31, StateInactive, 29}, {59, StateInactive, 1},
	{60, StateRestorable, 30}, {61, StateRestorable, 29}, {89, StateRestorable, 1},
	{90, StateGone, -1}, {91, StateGone, -1}, {400, StateGone, -1}, {100_000, StateGone, -1},
}

func TestAnAccountIsInactiveOnDay30DeletedOnDay60AndGoneOnDay90(t *testing.T) {
	for name, lastUse := range map[string]string{
		"ordinary":                "2026-06-01",
		"over a leap day":         "2028-02-10",
		"from a leap day":         "2024-02-29",
		"no leap day":             "2027-02-10",
		"a century without one":   "2100-02-01",
		"a century with one":      "2000-02-01",
		"the clocks go forward":   "2026-03-28",
		"the clocks go back":      "2026-10-24",
		"over the turn of a year": "2026-12-31",
	} {
		for _, c := range clock {
			last := day(t, lastUse)
			s := standing(t, used(t, last), last.Add(c.idle))
			if s.State != c.state || left(s) != c.left {
				t.Errorf("%s: on day %d %v with %d days left, want %v with %d", name, c.idle, s.State, left(s), c.state, c.left)
			}
			if c.left > 0 && s.Changes != last.Add(c.idle+c.left) || c.left < 0 && !s.Changes.IsZero() {
				t.Errorf("%s: on day %d it changes on %s", name, c.idle, s.Changes)
			}
		}
	}
}

func TestTheHourOfTheDayAndTheClockChangeMakeNoDifferenceToTheDaysLeft(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range []time.Time{time.Date(2026, 3, 29, 0, 0, 0, 0, london), time.Date(2026, 10, 25, 0, 0, 0, 0, london)} {
		for _, c := range clock[:len(clock)-1] {
			evening := time.Date(change.Year(), change.Month(), change.Day()-1, 23, 59, 59, 0, london)
			early := time.Date(change.Year(), change.Month(), change.Day()-1+c.idle, 0, 0, 0, 0, london)
			late := time.Date(change.Year(), change.Month(), change.Day()-1+c.idle, 23, 59, 59, 0, london)
			for _, now := range []time.Time{early, late} {
				if s := standing(t, used(t, DayOf(evening)), DayOf(now)); s.State != c.state || left(s) != c.left {
					t.Errorf("used %s, on %s: %v with %d days left", evening, now, s.State, left(s))
				}
			}
		}
	}
}

func TestAUseOrALeaveInTheFutureIsAnErrorThatNamesTheAccount(t *testing.T) {
	for name, c := range map[string]struct {
		account Account
		on      Day
		want    string
	}{
		"a use tomorrow":    {used(t, today.Add(1)), today, "reception.abc12@nhs.net: its last use lies 1 day in the future: correct that day"},
		"a use in two days": {used(t, today.Add(2)), today, "lies 2 days in the future"},
		"a shared mailbox":  {Account{Address: address(t, "a@nhs.net"), Shared: true, LastUsed: today.Add(1)}, today, "a@nhs.net: its last use"},
		"an Egress account": {Account{Address: address(t, "a@example.org"), Egress: true, LastUsed: today.Add(1)}, today, "a@example.org: its last use"},
		"a leave tomorrow":  {Account{Address: address(t, "a@nhs.net"), Disabled: today.Add(1)}, today, "a@nhs.net: the day it was disabled lies 1 day"},
		"no day":            {used(t, today), Day{}, "reception.abc12@nhs.net: the day to judge it on is not known"},
		"no address":        {Account{LastUsed: today}, today, "the account has no address"},
	} {
		s, err := c.account.Standing(c.on)
		if err == nil || s.State != StateUnknown || s.DaysLeft != nil {
			t.Errorf("%s: %v, %v", name, s, err)
		} else if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOnlyAPersonalNHSmailAccountInUseIsCounted(t *testing.T) {
	long := today.Add(-1000)
	for name, c := range map[string]struct {
		account Account
		state   State
		sources []SourceID
		said    string
	}{
		"shared": {Account{Address: address(t, "a@nhs.net"), Shared: true, LastUsed: long}, StateExempt,
			[]SourceID{"lpc-middlesex", "loc-nhs-mail"}, "The LOC page makes no such exception."},
		"Egress": {Account{Address: address(t, "a@example.org"), Egress: true, LastUsed: long}, StateExempt,
			[]SourceID{"loc-nhs-mail", ""}, "The 30-day rule is NHSmail's"},
		"another mailbox": {Account{Address: address(t, "a@example.org"), LastUsed: long}, StateExempt,
			[]SourceID{"loc-nhs-mail"}, "The 30-day rule is NHSmail's"},
		"a sub-domain of nhs.net": {Account{Address: address(t, "a@mail.nhs.net"), LastUsed: long}, StateExempt,
			[]SourceID{"loc-nhs-mail"}, "is not at nhs.net"},
		"a shared mailbox elsewhere": {Account{Address: address(t, "a@example.org"), Shared: true}, StateExempt,
			[]SourceID{"loc-nhs-mail"}, "The 30-day rule is NHSmail's"},
		"an nhs.net address declared Egress": {Account{Address: address(t, "a@NHS.net"), Egress: true, LastUsed: long}, StateGone,
			[]SourceID{"loc-nhs-mail"}, "can't be restored"},
		"on long leave": {Account{Address: address(t, "a@nhs.net"), Disabled: today.Add(-200), LastUsed: today.Add(-210)}, StateExempt,
			[]SourceID{"lpc-middlesex", "mlcsu-lifecycle", ""}, "18 months"},
		"on long leave, no use recorded": {Account{Address: address(t, "a@nhs.net"), Disabled: today}, StateExempt,
			[]SourceID{"lpc-middlesex", "mlcsu-lifecycle", ""}, "18 months"},
		"back from leave": {Account{Address: address(t, "a@nhs.net"), Disabled: today.Add(-200), LastUsed: today.Add(-35)}, StateInactive,
			[]SourceID{"loc-nhs-mail", ""}, "Inactive since"},
		"no use recorded": {used(t, Day{}), StateUnknown, []SourceID{"loc-nhs-mail"}, "No use of this account is recorded"},
	} {
		s := standing(t, c.account, today)
		var sources []SourceID
		var all string
		for _, r := range s.Reasons {
			sources, all = append(sources, r.Source), all+r.Text+"\n"
		}
		if s.State != c.state || !slices.Equal(sources, c.sources) || !strings.Contains(all, c.said) {
			t.Errorf("%s: %v from %q: %s", name, s.State, sources, all)
		}
		if counted := s.State != StateExempt && s.State != StateUnknown && s.State != StateGone; counted != (s.DaysLeft != nil) {
			t.Errorf("%s: %v with %d days left", name, s.State, left(s))
		}
	}
}

func TestALongLeaveIsTrustedFor18MonthsAndNotADayLonger(t *testing.T) {
	for disabled, end := range map[string]string{
		"2025-01-15": "2026-07-15",
		"2025-08-31": "2027-02-28", // no 31 February: its last day
		"2026-08-30": "2028-02-29",
		"2025-12-31": "2027-06-30",
		"2024-02-29": "2025-08-29",
	} {
		a := Account{Address: address(t, "a@nhs.net"), Disabled: day(t, disabled)}
		last, over := standing(t, a, day(t, end).Add(-1)), standing(t, a, day(t, end))
		if last.State != StateExempt || over.State != StateUnknown {
			t.Errorf("disabled on %s: %v until %s, then %v", disabled, last.State, end, over.State)
		}
		if !strings.Contains(over.Reasons[2].Text, day(t, end).UK()) || over.Next.Contact != "nhsbsa.paos-support@nhs.net" {
			t.Errorf("disabled on %s: %+v", disabled, over)
		}
	}
}

func TestEachStateSaysWhatToDoNextAndWhomToAsk(t *testing.T) {
	for _, c := range []struct {
		idle                    int
		headline, next, contact string
	}{
		{0, "active, 30 days left", "Use it by 21/12/2026: simply read its mail in Outlook.", ""},
		{29, "active, 1 day left", "Use it today, 21/12/2026: simply read its mail in Outlook.", ""},
		{30, "inactive, deleted in 30 days", "Log in today. If you can't get in, call.", "0333 200 1133"},
		{59, "inactive, deleted in 1 day", "Log in today. If you can't get in, call.", "0333 200 1133"},
		{60, "deleted, can be restored for 30 days", "Ask for it to be restored, by 19/02/2027: for support the LOC page names this address first.",
			"nhsbsa.paos-support@nhs.net"},
		{89, "deleted, can be restored for 1 day", "Ask for it to be restored, by 19/02/2027: for support the LOC page names this address first.",
			"nhsbsa.paos-support@nhs.net"},
		{90, "gone, apply for a new one", "Ask for a new account.", "optomadmin@nhs.net"},
	} {
		s := standing(t, used(t, today), today.Add(c.idle))
		if s.Headline != c.headline || s.Next != (Remedy{c.next, c.contact, "loc-nhs-mail"}) {
			t.Errorf("day %d: %q, %+v", c.idle, s.Headline, s.Next)
		}
	}
	unknown := standing(t, used(t, Day{}), today)
	if unknown.Headline != "no use recorded yet" || unknown.Next.Contact != "nhsbsa.paos-support@nhs.net" {
		t.Errorf("%+v", unknown)
	}
}

func TestEachStateSaysFromWhichDayToWhichItRuns(t *testing.T) {
	for idle, want := range map[int]string{
		10: "Last use recorded: 22/11/2026. Unused, it becomes inactive on 22/12/2026, after 30 days.",
		40: "Last use recorded: 22/11/2026. Inactive since 22/12/2026; it is deleted on 21/01/2027.",
		70: "Last use recorded: 22/11/2026. Deleted on 21/01/2027; it can be restored until 19/02/2027 and is gone on 20/02/2027.",
		95: "Last use recorded: 22/11/2026. Deleted on 21/01/2027; since 20/02/2027 it can't be restored.",
	} {
		if got := standing(t, used(t, today), today.Add(idle)).Reasons[0]; got != (Reason{want, "loc-nhs-mail"}) {
			t.Errorf("day %d: %+v", idle, got)
		}
	}
}

func TestDueIsWhatSomebodyMustActOn(t *testing.T) {
	for _, c := range []struct {
		idle, within int
		want         bool
	}{
		{0, 7, false}, {22, 7, false}, {23, 7, true}, {29, 7, true}, {29, 0, false}, {29, 1, true}, {0, 30, true}, {0, -1, false},
		{30, 0, true}, {59, 7, true}, {60, 0, true}, {89, 7, true}, {90, 7, false}, {30, -5, true},
	} {
		if got := standing(t, used(t, today), today.Add(c.idle)).Due(c.within); got != c.want {
			t.Errorf("day %d, within %d: %v", c.idle, c.within, got)
		}
	}
	for name, a := range map[string]Account{
		"shared":   {Address: address(t, "a@nhs.net"), Shared: true, LastUsed: today.Add(-40)},
		"Egress":   {Address: address(t, "a@example.org"), Egress: true, LastUsed: today.Add(-40)},
		"leave":    {Address: address(t, "a@nhs.net"), Disabled: today.Add(-40), LastUsed: today.Add(-45)},
		"unknown":  {Address: address(t, "a@nhs.net")},
		"gone now": used(t, today.Add(-90)),
	} {
		if standing(t, a, today).Due(30) {
			t.Errorf("%s is due", name)
		}
	}
	if (Standing{State: StateActive}).Due(7) || (Standing{}).Due(7) {
		t.Error("a standing without days is due")
	}
}

func TestTheStatesAndUsesHaveTheIDsOfTheJSON(t *testing.T) {
	for state, want := range map[State]string{StateUnknown: "unknown", StateActive: "active", StateInactive: "inactive",
		StateRestorable: "restorable", StateGone: "gone", StateExempt: "exempt"} {
		if raw, err := state.MarshalText(); err != nil || string(raw) != want || state.String() != want {
			t.Errorf("%v: %s, %v", state, raw, err)
		}
	}
	var ids []UseID
	for _, u := range Uses() {
		ids = append(ids, u.ID)
		if u.Text == "" || u.Source != "loc-nhs-mail" {
			t.Errorf("%+v", u)
		}
	}
	if !slices.Equal(ids, []UseID{"portal", "o365", "outlook", "sent"}) {
		t.Errorf("%q", ids)
	}
}

func TestTheClockOnlyEverGoesForwardOneDayAtATime(t *testing.T) {
	r := seeded(t)
	first := NewDay(1900, 1, 1)
	for range 2_000 {
		last := first.Add(r.IntN(365 * 300))
		a, before := used(t, last), Standing{}
		for idle := range 95 {
			s := standing(t, a, last.Add(idle))
			if idle > 0 {
				holdsTogether(t, before, s)
			}
			before = s
		}
		if before.State != StateGone {
			t.Fatalf("used on %s, it ends %v", last, before.State)
		}
		again := last.Add(r.IntN(95))
		if s := standing(t, used(t, again), again); s.State != StateActive || *s.DaysLeft != 30 {
			t.Fatalf("used again on %s: %v", again, s)
		}
	}
}

// holdsTogether fails where one day does not follow from the day before it.
func holdsTogether(t *testing.T, before, s Standing) {
	t.Helper()
	switch {
	case s.State < before.State: // the constants stand in the clock's order
		t.Fatalf("%v after %v", s.State, before.State)
	case s.State == before.State && s.DaysLeft != nil && (*s.DaysLeft != *before.DaysLeft-1 || s.Changes != before.Changes):
		t.Fatalf("%v: %d days left until %s after %d until %s", s.State, *s.DaysLeft, s.Changes, *before.DaysLeft, before.Changes)
	case s.State != before.State && *before.DaysLeft != 1:
		t.Fatalf("%v ended with %d days left", before.State, *before.DaysLeft)
	case s.State != before.State && s.State != StateGone && *s.DaysLeft != 30:
		t.Fatalf("%v starts with %d days left", s.State, *s.DaysLeft)
	case before.Due(7) && !s.Due(7) && s.State != StateGone:
		t.Fatalf("%v is not due any more", s.State)
	}
}

// TestEverySentenceOfTheClockIsWhole words every finding and looks for places that were left open and for what is unsourced.
func TestEverySentenceOfTheClockIsWhole(t *testing.T) {
	for f := range findings {
		a := Account{Address: address(t, "a@nhs.net"), LastUsed: today.Add(-20), Disabled: today.Add(-100)}
		s := a.say(finding(f), today)
		if s.Headline == "" || s.Next.Text == "" || len(s.Reasons) == 0 {
			t.Errorf("finding %d says nothing: %+v", f, s)
		}
		for _, r := range append(s.Reasons, Reason{s.Next.Text, s.Next.Source}) {
			if strings.ContainsAny(r.Text+s.Headline, "{}") || !strings.HasSuffix(r.Text, ".") {
				t.Errorf("finding %d: %q, %q", f, s.Headline, r.Text)
			}
			if r.Source == "" && !strings.Contains(r.Text, "not published") {
				t.Errorf("finding %d: whose word is %q?", f, r.Text)
			}
		}
	}
}

func BenchmarkStanding(b *testing.B) {
	a, on := used(b, today), today.Add(40)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := a.Standing(on); err != nil {
			b.Fatal(err)
		}
	}
}
