package daybook

import (
	"slices"
	"testing"
	"time"

	"referraldesk/policy"
)

// linesIn are where entries stand, the group's below 0.
func linesIn(entries []Entry) []int {
	var lines []int
	for _, e := range entries {
		lines = append(lines, e.Line)
	}
	return lines
}

// withIDs are events as a daybook gives them, with an id each: that of the first is 1.
func withIDs(events ...Event) []Entry {
	own := noted(events...)
	for i := range own {
		own[i].ID = ID{byte(i + 1)}
	}
	return own
}

func TestTheGroupAddsToTheOwnDaybookAndTakesFromItWhatIsSettledAlone(t *testing.T) {
	own := withIDs(bare(), bare(), bare())
	open, use := Entry{Line: -1, Event: bare()}, Entry{Line: -2, Event: AccountUsed{}}
	ours := Entry{Line: -3, ID: ID{2}, Event: bare()} // the second, as the group has it
	for name, test := range map[string]struct {
		group Group
		want  []int
	}{
		"nothing was said":         {Group{}, []int{1, 2, 3}},
		"nothing is due yet":       {Group{UpTo: ID{3}}, []int{1, 2, 3}},
		"the first is settled":     {Group{Settled: map[ID]bool{{1}: true}, UpTo: ID{3}}, []int{2, 3}},
		"another desk's is due":    {Group{Open: []Entry{open}, Uses: []Entry{use}, UpTo: ID{3}}, []int{1, 2, 3, -1, -2}},
		"one's own is due":         {Group{Open: []Entry{ours}, UpTo: ID{3}}, []int{1, 3, -3}},
		"one was noted since":      {Group{Open: []Entry{open}, UpTo: ID{2}}, []int{1, 2, -1, 3}},
		"another daybook":          {Group{Open: []Entry{open}, UpTo: ID{9}}, []int{-1, 1, 2, 3}},
		"no daybook then":          {Group{Uses: []Entry{use}}, []int{-2, 1, 2, 3}},
		"settled, in no file here": {Group{Settled: map[ID]bool{{9}: true}, UpTo: ID{3}}, []int{1, 2, 3}},
	} {
		if got := linesIn(test.group.With(own)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

// What the group said last is kept while its server is away. The days go on all the same.
func TestAReferralComesDueWhileTheGroupsServerIsAway(t *testing.T) {
	day := func(n int) time.Time { return monday.AddDate(0, 0, n) }
	own := withIDs(handed(day(0), "Urgent", 1), handed(day(0), "Urgent", 2), handed(day(0), "Routine", 3))
	heard := Group{Settled: map[ID]bool{{2}: true}, UpTo: ID{3}} // on that Monday, when another desk had heard of the second
	for after, want := range map[int][]Reference{0: nil, 1: {numbered(1)}, 10: {numbered(1)}, 14: {numbered(1), numbered(3)}} {
		if got := dueOn(heard.With(own), policy.DayOf(day(after)), usual); !slices.Equal(got, want) {
			t.Errorf("after %d days %v is due, want %v", after, got, want)
		}
	}
	own = append(own, Entry{Line: 4, ID: ID{4}, Event: ReceiptConfirmed(answer(1))})
	if got := dueOn(heard.With(own), policy.DayOf(day(10)), usual); len(got) > 0 {
		t.Errorf("%v is due, and somebody has heard of it since", got)
	}
}

// An answer that the group knew of is none to what it says is open.
func TestAnEarlierAnswerSettlesNothingThatTheGroupSaysIsOpen(t *testing.T) {
	own := withIDs(NotSent(answer(1)), handed(monday, "Urgent", 2))
	open := Entry{Line: 7, ID: ID{77}, Event: handed(monday, "Urgent", 1)}
	heard := Group{Open: []Entry{open}, UpTo: ID{2}}
	today := policy.DayOf(monday).Add(1)
	if got := dueOn(heard.With(own), today, usual); !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values([]Reference{numbered(1), numbered(2)}))) {
		t.Errorf("%v is due", got)
	}
	own = append(own, Entry{Line: 3, ID: ID{3}, Event: ReplyReceived(answer(1))})
	if got := dueOn(heard.With(own), today, usual); !slices.Equal(got, []Reference{numbered(2)}) {
		t.Errorf("%v is due, and somebody has heard of the first since", got)
	}
}

func TestAHandOffIsUnansweredUntilALaterLineAnswersIt(t *testing.T) {
	var lines []Line
	for _, e := range noted(handed(monday, "Urgent", 1), handed(monday, "Urgent", 2), ReceiptConfirmed(answer(1)), handed(monday, "Urgent", 1),
		Sent(answer(2)), handed(monday, "Urgent", 2), handed(monday, "Urgent", 3), NotSent(answer(3)), ReplyReceived(answer(4)), handed(monday, "", 4)) {
		lines = append(lines, Line{Number: e.Line, Entry: e})
	}
	var got []int
	for _, l := range Unanswered(lines) {
		got = append(got, l.Number)
	}
	if want := []int{10, 6, 4, 2}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// A hand-off of the last day is due today, and one of the day after is not.
func TestNothingThatIsDueIsLaterThanTheLastDayThatIs(t *testing.T) {
	rules := usual
	rules.BankHolidays = []policy.Day{policy.NewDay(2026, 12, 25), policy.NewDay(2026, 12, 28), policy.NewDay(2027, 1, 1)}
	for i := range 60 {
		today := policy.NewDay(2026, time.November, 20+i)
		urgent, other := rules.LastDue(today)
		for last, label := range map[policy.Day]string{urgent: "Urgent", other: "Routine"} {
			for after := range 2 {
				day := last.Add(after)
				e := bare()
				e.At, _ = time.Parse(time.DateOnly, day.String())
				e.Urgency = labelled(label)
				if due := len(Due(noted(e), today, rules)) == 1; due != (after == 0) {
					t.Errorf("%s: %s of %s is due: %v", today, label, day, due)
				}
			}
		}
	}
}

func TestOnlyLinesAsTheyWereWrittenAreRead(t *testing.T) {
	_, path, lines := filled(t, 5)
	whole, err := Lines(path)
	if err != nil || len(whole) != 5 || whole[4].Number != 5 || whole[4].Raw+"\n" != lines[4] || whole[4].Type() != "handed-over" {
		t.Fatalf("%+v, %v", whole, err)
	}
	spoilt := slices.Clone(lines)
	spoilt[1] = spoilt[1][:30] + "x" + spoilt[1][31:]
	spoilt[4] = spoilt[4][:40]
	write(t, path, spoilt...)
	sound, err := Lines(path)
	if err != nil || len(sound) != 3 || sound[1].Number != 3 || sound[1].Raw != whole[2].Raw {
		t.Errorf("%+v, %v", sound, err)
	}
	if none, err := Lines(path + ".none"); err != nil || len(none) > 0 {
		t.Errorf("%v, %v", none, err)
	}
}
