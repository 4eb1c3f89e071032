package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"referraldesk/policy/text"
)

func TestTheAddressOfTheLocalPageIsCheckBecauseItDoesNotMeetThePagesOwnRule(t *testing.T) {
	v := Assess(Route{From: from(t, "a@nhs.net"), To: to(t, "bus.referrals@mkuh.nhs.uk"), On: NewDay(2026, 5, 23), Accredited: Published()})
	if v.Status != Check || v.Headline != "mkuh.nhs.uk is not nhs.net · listed on 22/05/2025" {
		t.Errorf("%v: %s", v.Status, v.Headline)
	}
	one := v.Recipients[0]
	want := []Reason{
		{"The LOC page's rule is not met: mkuh.nhs.uk is not nhs.net.", "loc-nhs-mail"},
		{"The evidence for NHS England's rule is too old: mkuh.nhs.uk was listed on 22/05/2025, for one year.", "dcb1596-guidance"},
	}
	if !slices.Equal(one.Reasons, want) {
		t.Errorf("reasons: %q", one.Reasons)
	}
	if one.Question != "I have confirmed with the recipient today that mkuh.nhs.uk is still accredited" {
		t.Errorf("asks %q", one.Question)
	}
	if !slices.Equal(one.Basis, Published().All()) {
		t.Errorf("rests on %v", one.Basis)
	}
}

func TestTheSameAddressFromAnOrdinaryMailboxIsNotSecure(t *testing.T) {
	v := Assess(Route{From: from(t, "me@gmail.com"), To: to(t, "bus.referrals@mkuh.nhs.uk"), On: today, Accredited: Published()})
	if v.Status != NotSecure || v.Headline != "your mailbox is not NHSmail" {
		t.Errorf("%v: %s", v.Status, v.Headline)
	}
}

func TestEvidenceCountsFromTheDayItWasSeenFor365Days(t *testing.T) {
	seen := NewDay(2025, 5, 22)
	for _, c := range []struct {
		on   Day
		want Status
	}{
		{seen.Add(-1), NotSecure}, // it does not exist yet
		{seen, Secure},
		{NewDay(2026, 5, 22), Secure}, // 365 days on
		{NewDay(2026, 5, 23), Check},
		{NewDay(2036, 1, 1), Check},
	} {
		v := Assess(Route{From: from(t, "a@nhs.net"), To: to(t, "x@mkuh.nhs.uk"), On: c.on, Accredited: Published()})
		if v.Status != c.want {
			t.Errorf("on %s: %v, want %v", c.on, v.Status, c.want)
		}
	}
}

func TestTheLatestSightingThatExistsCounts(t *testing.T) {
	first, again := NewDay(2024, 1, 10), NewDay(2025, 12, 1)
	accredited := Accredited{}.With(Evidence{Domain: "MKUH.nhs.uk", Seen: again}, Evidence{Domain: "mkuh.nhs.uk", Seen: first})
	for on, want := range map[Day]Day{first: first, again.Add(-1): first, again: again, again.Add(400): again} {
		v := Assess(Route{From: from(t, "a@nhs.net"), To: to(t, "x@mkuh.nhs.uk"), On: on, Accredited: accredited})
		if basis := v.Recipients[0].Basis; len(basis) != 1 || basis[0].Seen != want {
			t.Errorf("on %s the verdict rests on %v, want %s", on, basis, want)
		}
	}
}

func TestAConfirmationNamesWhoConfirmed(t *testing.T) {
	accredited := Published().With(Evidence{Domain: "mkuh.nhs.uk", Seen: NewDay(2026, 11, 1), ConfirmedBy: text.Line("Jo Ng")})
	v := Assess(Route{From: from(t, "a@nhs.net"), To: to(t, "x@mkuh.nhs.uk"), On: today, Accredited: accredited})
	if want := "mkuh.nhs.uk · confirmed as listed on 01/11/2026 by Jo Ng"; v.Status != Secure || v.Headline != want {
		t.Errorf("%v %q", v.Status, said(v.Recipients[0]))
	}
}

func TestTheDomainGoesBeforeWhatIsDeclared(t *testing.T) {
	for _, c := range []struct {
		address string
		egress  bool
		want    Kind
	}{
		{"a@nhs.net", true, NHSmail},
		{"a@NHS.NET", true, NHSmail},
		{"x@royal.nhs.uk", true, Egress},
		{"x@royal.nhs.uk", false, Listed},
		{"x@ROYAL.nhs.uk", false, Listed},
		{"x@mkuh.nhs.uk", false, ListedEarlier},
		{"x@eyes.royal.nhs.uk", false, Other},
		{"x@nhs.uk", false, Other},
		{"x@mail.nhs.net", false, Other},
		{"x@secure.nhs.uk", false, Other},
		{"x@gmail.com", true, Egress},
	} {
		r := Route{On: today, Accredited: evidence}
		if got := r.end(address(t, c.address), c.egress).kind; got != c.want {
			t.Errorf("%s (Egress declared: %v) is %v, want %v", c.address, c.egress, got, c.want)
		}
	}
}

func TestWithoutASenderARecipientOrADayNothingIsKnown(t *testing.T) {
	nhs, listed := to(t, "b@nhs.net"), to(t, "x@mkuh.nhs.uk")
	sender := from(t, "a@nhs.net")
	for name, c := range map[string]struct {
		route    Route
		headline string
	}{
		"zero route":             {Route{}, "no recipient is given"},
		"no sender":              {Route{To: nhs, On: today}, "no sender is set"},
		"Egress without address": {Route{From: NewSender(Address{}, true), To: nhs, On: today}, "no sender is set"},
		"unknown kind of sender": {Route{From: AnySender(KindUnknown), To: nhs, On: today}, "no sender is set"},
		"no such kind of sender": {Route{From: AnySender(99), To: nhs, On: today}, "no sender is set"},
		"empty list":             {Route{From: sender, To: []Recipient{}, On: today}, "no recipient is given"},
		"a zero recipient":       {Route{From: sender, To: append(slices.Clone(nhs), Recipient{Egress: true}), On: today}, "no recipient is given"},
		"no day, listed":         {Route{From: sender, To: listed, Accredited: evidence}, "the day of judging is not known"},
		"no day, listed sender":  {Route{From: from(t, "x@mkuh.nhs.uk"), To: nhs, Accredited: evidence}, "the day of judging is not known"},
		"no day, superseded": {Route{From: sender, Accredited: evidence, To: []Recipient{{Address: listed[0].Address,
			Superseded: &Superseded{}}}}, "the day of judging is not known"},
	} {
		if v := Assess(c.route); v.Status != Unknown || v.Headline != c.headline || v.TagHelps() {
			t.Errorf("%s: %v, %q", name, v.Status, v.Headline)
		}
	}
	if v := (Verdict{}); v.Status != Unknown || v.TagHelps() {
		t.Error("the zero verdict is not unknown")
	}
	if v := Assess(Route{From: sender, To: nhs, Accredited: evidence}); v.Status != Secure {
		t.Errorf("no evidence is needed from nhs.net to nhs.net, and yet %v without a day", v.Status)
	}
}

func TestTheWorstRecipientDecides(t *testing.T) {
	r := Route{From: from(t, "a@nhs.net"), On: today, Accredited: evidence}
	for all, want := range map[string]string{
		"b@nhs.net x@royal.nhs.uk":                         "secure royal.nhs.uk · listed on 01/06/2026",
		"x@royal.nhs.uk b@nhs.net":                         "secure royal.nhs.uk · listed on 01/06/2026",
		"b@nhs.net x@mkuh.nhs.uk x@royal.nhs.uk":           "check mkuh.nhs.uk is not nhs.net · listed on 22/05/2025",
		"b@nhs.net x@gmail.com x@mkuh.nhs.uk":              "not-secure gmail.com is neither nhs.net nor listed",
		"x@gmail.com x@gmx.de":                             "not-secure gmail.com is neither nhs.net nor listed",
		"x@mkuh.nhs.uk x@gmx.de b@nhs.net b@gmail.com":     "not-secure gmx.de is neither nhs.net nor listed",
		"x@mkuh.nhs.uk b@nhs.net x@royal.nhs.uk c@nhs.net": "check mkuh.nhs.uk is not nhs.net · listed on 22/05/2025",
	} {
		r.To = to(t, strings.Fields(all)...)
		v := Assess(r)
		if got := v.Status.String() + " " + v.Headline; got != want || len(v.Recipients) != len(r.To) {
			t.Errorf("%s: %s, want %s", all, got, want)
		}
		for i, one := range v.Recipients {
			if one.Address != r.To[i].Address {
				t.Errorf("%s: recipient %d is %s", all, i, one.Address)
			}
		}
	}
}

func TestTheSameAddressTwiceStandsOnceWithTheWorseOfWhatIsDeclared(t *testing.T) {
	once := func(address string, egress bool, old bool) Recipient {
		r := to(t, address)[0]
		r.Egress = egress
		if old {
			r.Superseded = &Superseded{By: to(t, "new@nhs.net")[0].Address}
		}
		return r
	}
	for _, c := range []struct {
		to   []Recipient
		want Status
	}{
		{[]Recipient{once("b@nhs.net", false, false), once("B@NHS.net", false, true)}, Check},
		{[]Recipient{once("b@nhs.net", false, true), once("B@NHS.net", false, false)}, Check},
		{[]Recipient{once("x@gmail.com", true, false), once("x@gmail.com", false, false)}, NotSecure},   // Egress is better here
		{[]Recipient{once("x@royal.nhs.uk", false, false), once("x@royal.nhs.uk", true, false)}, Check}, // and worse here
		{[]Recipient{once("b@nhs.net", false, false), once("b@nhs.net", true, false)}, Secure},
	} {
		v := Assess(Route{From: from(t, "a@nhs.net"), To: c.to, On: today, Accredited: evidence})
		if v.Status != c.want || len(v.Recipients) != 1 || v.Recipients[0].Address != c.to[0].Address {
			t.Errorf("%v: %v, %d recipients", c.to, v.Status, len(v.Recipients))
		}
	}
}

func TestAnAddressThatWasGivenUpWithoutASuccessorSaysSo(t *testing.T) {
	r := Route{From: from(t, "a@nhs.net"), To: to(t, "thepractice.cats@nhs.net"), On: today}
	r.To[0].Superseded = &Superseded{Source: "loc-bucks-area"}
	v := Assess(r)
	if v.Headline != "old address, no longer used" || !strings.Contains(said(v.Recipients[0]), "what replaced it is not published") {
		t.Errorf("%q", said(v.Recipients[0]))
	}
	r.To[0].Superseded = &Superseded{Name: text.Line("Buckinghamshire Healthcare"), Source: "loc-bucks-area"}
	v = Assess(r)
	if v.Headline != "old address, now Buckinghamshire Healthcare" || v.Recipients[0].Reasons[0].Source != "loc-bucks-area" {
		t.Errorf("%q", said(v.Recipients[0]))
	}
}

func TestTheQuestionNamesEveryDomainWhoseListingIsTooOld(t *testing.T) {
	accredited := evidence.With(Evidence{Domain: "old.nhs.uk", Seen: NewDay(2024, 1, 1)})
	for _, c := range [][3]string{
		{"a@nhs.net", "x@mkuh.nhs.uk", "I have confirmed with the recipient today that mkuh.nhs.uk is still accredited"},
		{"x@mkuh.nhs.uk", "b@nhs.net", "I have confirmed with whoever runs my mailbox today that mkuh.nhs.uk is still accredited"},
		{"x@mkuh.nhs.uk", "y@mkuh.nhs.uk",
			"I have confirmed with whoever runs my mailbox and with the recipient today that mkuh.nhs.uk is still accredited"},
		{"x@old.nhs.uk", "y@mkuh.nhs.uk",
			"I have confirmed with whoever runs my mailbox and with the recipient today that old.nhs.uk and mkuh.nhs.uk are still accredited"},
	} {
		v := Assess(Route{From: from(t, c[0]), To: to(t, c[1]), On: today, Accredited: accredited})
		if got := v.Recipients[0].Question; got != c[2] {
			t.Errorf("%s to %s asks %q", c[0], c[1], got)
		}
	}
}

func TestTwoListingsNameBothDays(t *testing.T) {
	r := Route{From: from(t, "eyes@royal.nhs.uk"), On: today, Accredited: evidence}
	for address, want := range map[string]string{
		"x@mkuh.nhs.uk":  "their listing is too old · listed on 01/06/2026 and on 22/05/2025",
		"x@royal.nhs.uk": "both ends listed on 01/06/2026",
	} {
		r.To = to(t, address)
		if v := Assess(r); v.Headline != want {
			t.Errorf("%q, want %q", v.Headline, want)
		}
	}
}

func TestTheVerdictIsNeverWordedLongerThanItsPaneBears(t *testing.T) {
	for i, tag := range []bool{false, true} {
		eachCell(t, func(t *testing.T, _, _ int, r Route) {
			r.SecureTag, r.To[0].Urgent = tag, i == 0
			one := Assess(r).Recipients[0]
			if n := len([]rune(one.Headline)); n > 70 {
				t.Errorf("a headline of %d: %s", n, one.Headline)
			}
			for _, reason := range one.Reasons {
				if n := len([]rune(reason.Text)); n > 120 {
					t.Errorf("a reason of %d: %s", n, reason.Text)
				}
			}
		})
	}
}

func TestEveryReasonHasItsSourceUnlessItSaysThatNoneIsPublished(t *testing.T) {
	for _, tag := range []bool{false, true} {
		eachCell(t, func(t *testing.T, _, _ int, r Route) {
			r.SecureTag, r.To[0].Urgent = tag, true
			one := Assess(r).Recipients[0]
			if len(one.Reasons) == 0 {
				t.Error("no reason")
			}
			for _, reason := range one.Reasons {
				if reason.Source == "" && !strings.Contains(reason.Text, "not published") && !strings.Contains(reason.Text, "own inference") {
					t.Errorf("no source for %q", reason.Text)
				}
			}
			if one.Status != Secure && len(one.Remedies) == 0 {
				t.Error("no next step")
			}
		})
	}
}

func TestEveryRuleAndConditionOfAVerdictIsSpeltOut(t *testing.T) {
	ids := map[RuleID]bool{"S5": true}
	eachCell(t, func(t *testing.T, _, _ int, r Route) {
		for _, tag := range []bool{false, true} {
			r.SecureTag = tag
			one := Assess(r).Recipients[0]
			ids[one.Rule] = true
			if c, found := FindCondition(one.Condition); found != (one.Status == Check) || found && (c.Text == "" || c.Question == "" || c.Source == "") {
				t.Errorf("condition %q: %+v", one.Condition, c)
			}
		}
	})
	for id := range ids {
		if r, found := FindRule(id); !found || r.Text == "" || r.Source == "" {
			t.Errorf("rule %s: %+v", id, r)
		}
	}
	if _, found := FindRule("S9"); found {
		t.Error("there is a rule S9")
	}
	want := "S1 S2 S3 S4 S5 N1 N2 N3 N4 N5 L1 L2"
	var got []string
	for _, r := range Rules() {
		got = append(got, string(r.ID))
	}
	if fmt.Sprint(got) != "["+want+"]" {
		t.Errorf("rules %v, want %s", got, want)
	}
	for _, c := range Conditions() {
		if !strings.HasPrefix(c.Question, "I have confirmed ") || strings.ContainsAny(c.Question, "{}") {
			t.Errorf("condition %s asks %q", c.ID, c.Question)
		}
	}
}
