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

func TestWhatTheGroupSaysStandsBeforeWhatTheDeskNotedSince(t *testing.T) {
	own := noted(bare(), bare(), bare())
	for i := range own {
		own[i].ID = ID{byte(i + 1)}
	}
	open, use := Entry{Line: -1, Event: bare()}, Entry{Line: -2, Event: AccountUsed{}}
	for name, test := range map[string]struct {
		group Group
		want  []int
	}{
		"nothing was said":               {Group{}, []int{1, 2, 3}},
		"all is settled up to the first": {Group{UpTo: ID{1}}, []int{2, 3}},
		"all is there":                   {Group{Open: []Entry{open}, Uses: []Entry{use}, UpTo: ID{3}}, []int{-1, -2}},
		"one was noted since":            {Group{Open: []Entry{open}, UpTo: ID{2}}, []int{-1, 3}},
		"another daybook":                {Group{Open: []Entry{open}, UpTo: ID{9}}, []int{-1, 1, 2, 3}},
		"no daybook then":                {Group{Uses: []Entry{use}}, []int{-2, 1, 2, 3}},
	} {
		if got := linesIn(test.group.With(own)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
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
