//go:build unix

package central_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/ui/daybook"
	"referraldesk/ui/daybook/central"
	"referraldesk/ui/daybook/report"
)

const lead = `the "lead"; o'brien`

// asked opens the daybook of a group as a role.
func asked(t *testing.T, s *server, role, db string) *central.Book {
	t.Helper()
	b, err := central.Open(t.Context(), s.address(t, role, db))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

// found are the references of entries, each with the site that noted it.
func found(t *testing.T, entries []daybook.Entry, err error) map[daybook.Reference]string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	all := map[daybook.Reference]string{}
	for _, e := range entries {
		if h, ok := e.Event.(daybook.HandedOver); ok {
			all[h.Reference] = e.Site.String()
		}
	}
	return all
}

func TestWhatIsDueIsAskedOfEverySiteThatTheRoleMayRead(t *testing.T) {
	s := newServer(t)
	db := s.database(t)
	s.admit(t, db, central.Role{Name: "tp123", Site: site(t, "TP123")}, central.Role{Name: "fa999", Site: site(t, "FA999")},
		central.Role{Name: lead, Site: site(t, "HQ001"), ReadsAll: true}, central.Role{Name: "deputy", Site: site(t, "HQ002"), ReadsAll: true})
	first, second, other, head := newFile(1), newFile(2), newFile(3), newFile(4) // two desks of one site, one of another, and the lead's
	day := func(n int) time.Time { return noon.AddDate(0, 0, n) }                // noon is a Friday

	first.handOff(1, day(-9), "Urgent") // nobody heard
	first.handOff(2, day(-9), "Urgent") // the other desk of the site heard
	second.answer("receipt-confirmed", 2, day(-8))
	first.handOff(3, day(-9), "Urgent") // another site has no say
	other.answer("receipt-confirmed", 3, day(-8))
	first.handOff(4, day(-9), "Urgent") // the lead heard
	head.answer("reply-received", 4, day(-8))
	first.answer("receipt-confirmed", 5, day(-9)) // an answer before the hand-off is none to it
	first.handOff(5, day(-9), "Urgent")
	second.answer("not-sent", 6, day(-9))
	first.handOff(6, day(-8), "Urgent")  // and so it is from another desk
	first.handOff(7, day(-9), "Routine") // ten working days are not over
	first.handOff(8, day(-14), "Routine")
	first.handOff(9, day(0), "Urgent")   // of today
	first.handOff(10, day(3), "Routine") // a day that has not come
	other.handOff(11, day(-2), "Urgent")
	other.answer("sent", 11, day(-1)) // is no answer
	for f, role := range map[*file]string{first: "tp123", second: "tp123", other: "fa999", head: lead} {
		s.push(t, db, role, map[string]string{"tp123": "TP123", "fa999": "FA999", lead: "HQ001"}[role], f)
	}
	today := policy.DayOf(noon)
	due := func(role string) []int {
		entries, err := asked(t, s, role, db).Unsettled(t.Context(), today, usual)
		if err != nil {
			t.Fatal(err)
		}
		var numbers []int
		for _, o := range daybook.Due(entries, today, usual) {
			for n := range 12 {
				if numbered(n) == o.HandOff.Reference {
					numbers = append(numbers, n)
				}
			}
		}
		slices.Sort(numbers)
		return numbers
	}
	for role, want := range map[string][]int{
		lead:     {1, 3, 5, 6, 8, 10, 11},
		"deputy": {1, 3, 5, 6, 8, 10, 11},
		"fa999":  {11},
		"tp123":  {1, 3, 4, 5, 6, 8, 10}, // what the lead heard, the site can't read
	} {
		if got := due(role); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", role, got, want)
		}
	}
	entries, err := asked(t, s, lead, db).Unsettled(t.Context(), today, usual)
	if sites := found(t, entries, err); sites[numbered(1)] != "TP123" || sites[numbered(11)] != "FA999" {
		t.Errorf("the sites are %v", sites)
	}
}

// A site can't make another's referrals arrive in a report. The site itself can, and whoever leads the group.
func TestAReportCountsTheAnswersOfThoseWhoMayGiveThem(t *testing.T) {
	s := newServer(t)
	db := s.database(t)
	s.admit(t, db, central.Role{Name: "tp123", Site: site(t, "TP123")}, central.Role{Name: "fa999", Site: site(t, "FA999")},
		central.Role{Name: lead, Site: site(t, "HQ001"), ReadsAll: true}, central.Role{Name: "deputy", Site: site(t, "HQ002"), ReadsAll: true})
	first, second, other, head := newFile(1), newFile(2), newFile(3), newFile(4)
	for n := range 4 {
		first.handOff(n, noon, "Urgent")
	}
	first.answer("receipt-confirmed", 0, noon.Add(time.Hour))
	second.answer("reply-received", 1, noon.Add(time.Hour)) // another desk of the site
	other.answer("receipt-confirmed", 2, noon.Add(time.Hour))
	head.answer("reply-received", 3, noon.Add(time.Hour))
	s.push(t, db, "tp123", "TP123", first)
	s.push(t, db, "tp123", "TP123", second)
	s.push(t, db, "fa999", "FA999", other)
	s.push(t, db, lead, "HQ001", head)
	for role, want := range map[string]int{lead: 3, "deputy": 3, "tp123": 2} { // what the lead said, the site can't read
		month := policy.DayOf(noon)
		first, next := month.Month()
		for _, of := range []ods.Code{{}, site(t, "TP123")} {
			entries, err := asked(t, s, role, db).Counted(t.Context(), of, first, next)
			if err != nil {
				t.Fatal(err)
			}
			if got := report.Of(slices.Values(entries), month).Total; got.Referrals != 4 || got.Arrived != want {
				t.Errorf("%s: %d of %d arrived, want %d of 4", role, got.Arrived, got.Referrals, want)
			}
		}
	}
}

// What a desk heard of its group last holds until it hears again, and its own referrals come due in the meantime.
func TestADeskAsksAfterItsOwnReferralsUntilAnotherSettlesThem(t *testing.T) {
	s := newServer(t)
	db := s.database(t)
	s.admit(t, db, central.Role{Name: "tp123", Site: site(t, "TP123")}, central.Role{Name: "fa999", Site: site(t, "FA999")})
	first, second, other := newFile(1), newFile(2), newFile(3) // two desks of a site, and one of another
	for n := range 4 {
		first.handOff(n, noon, "Urgent")
	}
	first.answer("receipt-confirmed", 0, noon.Add(time.Hour))
	second.answer("reply-received", 1, noon.Add(time.Hour))
	other.answer("reply-received", 2, noon.Add(time.Hour)) // has no say
	s.push(t, db, "tp123", "TP123", second)
	s.push(t, db, "fa999", "FA999", other)

	at := central.Desk{At: s.address(t, "tp123", db), File: written(t, first.lines), Site: site(t, "TP123"), Rules: usual}
	log, err := daybook.Read(at.File)
	if err != nil {
		t.Fatal(err)
	}
	today := policy.DayOf(noon)
	heard, err := at.Sync(t.Context(), today)
	if err != nil || len(heard.Open) > 0 {
		t.Fatal(heard.Open, err)
	}
	due := func(after int) (numbers []daybook.Reference) {
		for _, o := range daybook.Due(heard.With(log.Entries), today.Add(after), usual) {
			numbers = append(numbers, o.HandOff.Reference)
		}
		return numbers
	}
	if got := due(0); len(got) > 0 {
		t.Errorf("%v is due at once", got)
	}
	if got, want := due(1), []daybook.Reference{numbered(2), numbered(3)}; !slices.Equal(got, want) {
		t.Errorf("a day later %v is due, want %v", got, want)
	}
	if heard, err = at.Sync(t.Context(), today.Add(1)); err != nil || len(heard.Open) != 2 || len(due(1)) != 2 {
		t.Errorf("with the server's word again %v is due: %v", due(1), err)
	}
}

func TestTheLatestUseOfAnAccountCountsWhicheverSiteNotedIt(t *testing.T) {
	s := newServer(t)
	db := s.database(t)
	s.admit(t, db, central.Role{Name: "tp123", Site: site(t, "TP123")}, central.Role{Name: "fa999", Site: site(t, "FA999")},
		central.Role{Name: lead, Site: site(t, "HQ001"), ReadsAll: true})
	tp, fa := newFile(1), newFile(2)
	tp.used("locum@nhs.net", noon.AddDate(0, 0, -40))
	tp.used("other@nhs.net", noon.AddDate(0, 0, -1))
	fa.used("Locum@NHS.net", noon.AddDate(0, 0, -3))
	fa.used("locum@nhs.net", noon.AddDate(0, 0, -20))
	fa.used("locum@nhs.net", noon.AddDate(0, 0, 5)) // a clock was wrong
	s.push(t, db, "tp123", "TP123", tp)
	s.push(t, db, "fa999", "FA999", fa)
	locum, err := policy.ParseAddress("LOCUM@nhs.net")
	if err != nil {
		t.Fatal(err)
	}
	today := policy.DayOf(noon)
	for role, want := range map[string]int{"tp123": 40, "fa999": 3, lead: 3} {
		uses, err := asked(t, s, role, db).Uses(t.Context(), []policy.Address{locum}, today)
		if err != nil {
			t.Fatal(err)
		}
		if last, ok := daybook.LastUse(uses, locum, today); !ok || today.Since(last.On) != want {
			t.Errorf("%s: %v, %+v, want %d days ago", role, ok, last, want)
		}
	}
}

func TestTheListOfASiteIsItsDesksInTheirOrder(t *testing.T) {
	s, db, tp, fa := group(t)
	list := func(role, code string, since policy.Day) (lines []int, sites []string) {
		var of ods.Code
		if code != "" {
			of = site(t, code)
		}
		entries, err := asked(t, s, role, db).List(t.Context(), of, since)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			lines, sites = append(lines, e.Line), append(sites, e.Site.String())
		}
		return lines, slices.Compact(sites)
	}
	if lines, sites := list(lead, "", policy.Day{}); len(lines) != len(tp.lines)+len(fa.lines) || !slices.Equal(sites, []string{"FA999", "TP123"}) {
		t.Error(lines, sites)
	}
	if lines, sites := list(lead, "TP123", policy.Day{}); !slices.IsSorted(lines) || len(lines) != 10 || !slices.Equal(sites, []string{"TP123"}) {
		t.Error(lines, sites)
	}
	if lines, _ := list("tp123", "FA999", policy.Day{}); len(lines) > 0 {
		t.Errorf("a site reads %d lines of another", len(lines))
	}
	if lines, _ := list(lead, "", policy.DayOf(noon).Add(1)); len(lines) > 0 {
		t.Errorf("%d lines of a day that has not come", len(lines))
	}
}

func TestALineThatWasChangedOnTheServerIsSaid(t *testing.T) {
	s, db, _, _ := group(t)
	s.sql(t, owner, db, "update referraldesk.event set raw = replace(raw, 'mkuh-bus', 'smh-bus') where line = 4")
	entries, err := asked(t, s, lead, db).List(t.Context(), ods.Code{}, policy.Day{})
	if !errors.Is(err, central.ErrUnreadable) || len(entries) != 18 {
		t.Errorf("%d lines, %v", len(entries), err)
	}
}
