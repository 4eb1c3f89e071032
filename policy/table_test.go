package policy

import (
	"strings"
	"testing"

	"referraldesk/policy/text"
)

// What follows is copied from section 1 of the fact sheet by hand, and reads nothing of the table that it checks.

var today = NewDay(2026, 11, 22)

// evidence knows one domain in date and one listed too long ago, as of today.
var evidence = Accredited{}.With(
	Evidence{Domain: "royal.nhs.uk", Seen: NewDay(2026, 6, 1), Source: text.Line("the list of June")},
	Evidence{Domain: "mkuh.nhs.uk", Seen: NewDay(2025, 5, 22), Source: text.Line("the list of May")},
)

// mailboxes has one address of each kind, as of today.
var mailboxes = []struct {
	kind    Kind
	address string
	egress  bool
}{
	{NHSmail, "reception.abc12@nhs.net", false},
	{Listed, "eyes@royal.nhs.uk", false},
	{ListedEarlier, "bus.referrals@mkuh.nhs.uk", false},
	{Egress, "o.brien@highstreet-optics.co.uk", true},
	{Other, "practice@gmail.com", false},
}

type decision struct {
	status    Status
	rule      RuleID
	condition ConditionID
}

// factSheet has the sender at the left and the recipient at the top, in the order of mailboxes.
var factSheet = [5][5]decision{
	{{Secure, "S1", ""}, {Secure, "N1", ""}, {Check, "S1", "N1"}, {Check, "S3", "S3"}, {NotSecure, "S1", ""}},
	{{Secure, "N1", ""}, {Secure, "N1", ""}, {Check, "N1", "N1"}, {Check, "S3", "S3"}, {NotSecure, "N1", ""}},
	{{Check, "N1", "N1"}, {Check, "N1", "N1"}, {Check, "N1", "N1"}, {Check, "S3", "S3"}, {NotSecure, "N1", ""}},
	{{Secure, "S2", ""}, {Check, "S2", "S2"}, {Check, "S2", "S2"}, {Check, "S2", "S2"}, {Check, "S2", "S2"}},
	{{NotSecure, "S1", ""}, {NotSecure, "S1", ""}, {NotSecure, "S1", ""}, {NotSecure, "S1", ""}, {NotSecure, "S1", ""}},
}

// withTag is the same where [secure] is approved and on the subject.
func withTag() [5][5]decision {
	tagged := factSheet
	tagged[0][2] = decision{Check, "N4", "N4"}
	tagged[0][4] = decision{Check, "N4", "N4"}
	return tagged
}

func address(t testing.TB, raw string) Address {
	t.Helper()
	a, err := ParseAddress(raw)
	if err != nil {
		t.Fatalf("%q %v", raw, err)
	}
	return a
}

func from(t testing.TB, raw string) Sender { return NewSender(address(t, raw), false) }

func to(t testing.TB, all ...string) []Recipient {
	recipients := make([]Recipient, len(all))
	for i, raw := range all {
		recipients[i].Address = address(t, raw)
	}
	return recipients
}

// eachCell runs f for the 25 routes between the mailboxes.
func eachCell(t *testing.T, f func(t *testing.T, i, j int, r Route)) {
	for i, from := range mailboxes {
		for j, to := range mailboxes {
			t.Run(from.kind.String()+" to "+to.kind.String(), func(t *testing.T) {
				f(t, i, j, Route{
					From:       NewSender(address(t, from.address), from.egress),
					To:         []Recipient{{Address: address(t, to.address), Egress: to.egress}},
					On:         today,
					Accredited: evidence,
				})
			})
		}
	}
}

func expect(t *testing.T, r Route, want decision) Verdict {
	t.Helper()
	v := Assess(r)
	one := v.Recipients[0]
	if got := (decision{one.Status, one.Rule, one.Condition}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if v.Status != want.status || v.Headline != one.Headline {
		t.Errorf("the route is %v (%s), its only recipient %v (%s)", v.Status, v.Headline, one.Status, one.Headline)
	}
	if (one.Question != "") != (want.status == Check) {
		t.Errorf("%v asks %q", one.Status, one.Question)
	}
	return v
}

func TestEveryRouteIsJudgedAsTheFactSheetSays(t *testing.T) {
	eachCell(t, func(t *testing.T, i, j int, r Route) { expect(t, r, factSheet[i][j]) })
}

func TestTheSecureTagChangesTheRouteFromNHSmailOutwardsOnly(t *testing.T) {
	eachCell(t, func(t *testing.T, i, j int, r Route) {
		r.SecureTag = true
		expect(t, r, withTag()[i][j])
	})
}

func TestASupersededAddressIsNeverBetterThanCheckAndNamesItsSuccessor(t *testing.T) {
	for name, table := range map[string][5][5]decision{"": factSheet, "with tag ": withTag()} {
		eachCell(t, func(t *testing.T, i, j int, r Route) {
			r.SecureTag = name != ""
			base := Assess(r).Recipients[0]
			r.To[0].Superseded = &Superseded{By: address(t, "new@nhs.net"), Name: text.Line("the new clinic"), Source: "loc-mk-area"}
			want := table[i][j]
			if want.status != NotSecure {
				want = decision{Check, "S5", "S5"}
			}
			one := expect(t, r, want).Recipients[0]
			if !strings.Contains(said(one), "it is now new@nhs.net, the new clinic.") || one.Remedies[0].Contact != "new@nhs.net" {
				t.Errorf("%sthe successor is not named: %q", name, said(one))
			}
			if one.Status == Check && !strings.Contains(one.Question, one.Address.String()+" still takes referrals") {
				t.Errorf("%sasks %q", name, one.Question)
			}
			if !strings.HasSuffix(one.Question, base.Question) {
				t.Errorf("%sasks %q and loses %q", name, one.Question, base.Question)
			}
		})
	}
}

func TestAKindOfSenderIsJudgedAsAnAddressOfThatKind(t *testing.T) {
	eachCell(t, func(t *testing.T, i, j int, r Route) {
		r.From = AnySender(mailboxes[i].kind)
		v := expect(t, r, factSheet[i][j])
		if !v.From.IsZero() {
			t.Errorf("a kind of sender has the address %s", v.From)
		}
	})
}

func TestEveryVerdictThatRestsOnTheListNamesTheDayInItsHeadline(t *testing.T) {
	days := map[Kind]string{Listed: "01/06/2026", ListedEarlier: "22/05/2025"}
	for _, tag := range []bool{false, true} {
		for _, given := range []*Superseded{nil, {}} {
			eachCell(t, func(t *testing.T, i, j int, r Route) {
				r.SecureTag, r.To[0].Superseded = tag, given
				one := Assess(r).Recipients[0]
				basis := 0
				for _, k := range []Kind{mailboxes[i].kind, mailboxes[j].kind} {
					day, rests := days[k], days[k] != "" && one.Status != NotSecure
					if rests {
						basis++
					}
					if rests && !(strings.Contains(one.Headline, "listed on ") && strings.Contains(one.Headline, day)) {
						t.Errorf("%q does not say listed on %s", one.Headline, day)
					}
				}
				if len(one.Basis) != basis {
					t.Errorf("rests on %v, want %d sightings", one.Basis, basis)
				}
			})
		}
	}
}

// said is everything that a verdict tells a person.
func said(r RecipientVerdict) string {
	all := []string{r.Headline, r.Question}
	for _, reason := range r.Reasons {
		all = append(all, reason.Text)
	}
	for _, remedy := range r.Remedies {
		all = append(all, remedy.Text, remedy.Contact)
	}
	return strings.Join(all, "\n")
}

// told has, for each cell, the headline and whose word each reason is, in the order in which they are given.
var told = [5][5][2]string{
	{
		{"nhs.net to nhs.net", "page"},
		{"royal.nhs.uk · listed on 01/06/2026", "england page"},
		{"mkuh.nhs.uk is not nhs.net · listed on 22/05/2025", "page dcb1596"},
		{"Egress holder: only by the right protocol", "page"},
		{"gmail.com is neither nhs.net nor listed", "page england"},
	}, {
		{"royal.nhs.uk to nhs.net · listed on 01/06/2026", "england page"},
		{"both ends listed on 01/06/2026", "england england page"},
		{"their listing is too old · listed on 01/06/2026 and on 22/05/2025", "dcb1596 page"},
		{"to an Egress holder · listed on 01/06/2026", "page page"},
		{"gmail.com is neither nhs.net nor listed", "england page"},
	}, {
		{"your listing is too old · listed on 22/05/2025", "dcb1596 page"},
		{"your listing is too old · listed on 22/05/2025 and on 01/06/2026", "dcb1596 page"},
		{"both listings too old · listed on 22/05/2025", "dcb1596 dcb1596 page"},
		{"to an Egress holder · listed on 22/05/2025", "page page"},
		{"gmail.com is neither nhs.net nor listed", "england page"},
	}, {
		{"Egress to nhs.net, through Egress only", "page"},
		{"Egress to royal.nhs.uk · listed on 01/06/2026", "page"},
		{"Egress to mkuh.nhs.uk · listed on 22/05/2025", "page"},
		{"Egress to Egress: the page is silent", "page"},
		{"Egress to gmail.com: the page is silent", "page"},
	}, {
		{"your mailbox is not NHSmail", "page nhsmail"},
		{"your mailbox is not NHSmail", "page nhsmail"},
		{"your mailbox is not NHSmail", "page nhsmail"},
		{"your mailbox is not NHSmail", "page nhsmail"},
		{"your mailbox is not NHSmail", "page nhsmail"},
	},
}

// toldWithTag has the same where [secure] is on the subject to an urgent service, for the two cells that it changes.
var toldWithTag = map[Kind][2]string{
	ListedEarlier: {"the reader must sign in · listed on 22/05/2025", "nhsmail - page dcb1596 -"},
	Other:         {"gmail.com: the reader must sign in", "nhsmail - page england"},
}

func TestEveryRouteSaysWhyAndOnWhoseWord(t *testing.T) {
	eachCell(t, func(t *testing.T, i, j int, r Route) {
		expectTold(t, r, told[i][j])
		if want, changed := toldWithTag[mailboxes[j].kind]; changed && i == 0 {
			r.SecureTag, r.To[0].Urgent = true, true
			expectTold(t, r, want)
		}
	})
}

func expectTold(t *testing.T, r Route, want [2]string) {
	t.Helper()
	short := map[SourceID]string{"loc-nhs-mail": "page", "nhse-nhs-mail": "england", "dcb1596-guidance": "dcb1596", "nhsd-secure-email": "nhsmail", "": "-"}
	one := Assess(r).Recipients[0]
	var words []string
	for _, reason := range one.Reasons {
		words = append(words, short[reason.Source])
	}
	if got := [2]string{one.Headline, strings.Join(words, " ")}; got != want {
		t.Errorf("told %q, want %q", got, want)
	}
}

func TestWhereTheListMakesARouteSecureThePageIsSaidToBeStricter(t *testing.T) {
	eachCell(t, func(t *testing.T, _, _ int, r Route) {
		one := Assess(r).Recipients[0]
		if one.Status == Secure && one.Rule == "N1" && !strings.Contains(said(one), "The LOC page is stricter") {
			t.Errorf("%q", said(one))
		}
	})
}
