package policy

import (
	"slices"
	"strings"
	"testing"
)

// steps are the texts of the remedies, and contacts whom they name.
func steps(r RecipientVerdict) (all string, contacts []string) {
	for _, remedy := range r.Remedies {
		all += remedy.Text + "\n"
		if remedy.Contact != "" {
			contacts = append(contacts, remedy.Contact)
		}
	}
	return all, contacts
}

func TestTheSecureTagIsOfferedFromNHSmailToOutsideOnly(t *testing.T) {
	for _, approved := range []bool{false, true} {
		eachCell(t, func(t *testing.T, i, j int, r Route) {
			r.SecureApproved = approved
			v := Assess(r)
			want := mailboxes[i].kind == NHSmail && (mailboxes[j].kind == ListedEarlier || mailboxes[j].kind == Other)
			all, _ := steps(v.Recipients[0])
			if got := strings.Contains(all, "[secure]"); got != want || v.TagHelps() != want {
				t.Errorf("offered: %v, TagHelps: %v, want %v", got, v.TagHelps(), want)
			}
			if want && strings.Contains(all, "your practice has approved it") != approved {
				t.Errorf("approved: %v, and yet %q", approved, all)
			}
			if want && strings.Contains(all, "only where local policy approves it") == approved {
				t.Errorf("approved: %v, and yet %q", approved, all)
			}
		})
	}
}

func TestApprovalOfTheTagAloneChangesNoVerdict(t *testing.T) {
	eachCell(t, func(t *testing.T, i, j int, r Route) {
		r.SecureApproved = true
		expect(t, r, factSheet[i][j])
	})
}

func TestFromAnyOtherAccountTheTagIsSaidToDoNothing(t *testing.T) {
	eachCell(t, func(t *testing.T, i, _ int, r Route) {
		for _, tag := range []bool{false, true} {
			r.SecureTag = tag
			want := mailboxes[i].kind == Other || tag && mailboxes[i].kind != NHSmail
			var sources []SourceID
			for _, reason := range Assess(r).Recipients[0].Reasons {
				if strings.Contains(reason.Text, "do nothing") || strings.Contains(reason.Text, "does nothing") {
					sources = append(sources, reason.Source)
				}
			}
			if got := slices.Equal(sources, []SourceID{"nhsd-secure-email"}); got != want {
				t.Errorf("tag %v: said %v, want %v", tag, sources, want)
			}
		}
	})
}

func TestWithTheTagTheReadersSignInIsNamedAndAnUrgentServiceIsPhoned(t *testing.T) {
	for _, address := range []string{"x@mkuh.nhs.uk", "x@gmail.com"} {
		r := Route{From: from(t, "a@nhs.net"), To: to(t, address), SecureTag: true, On: today, Accredited: evidence}
		r.To[0].Urgent = true
		one := Assess(r).Recipients[0]
		all, _ := steps(one)
		if !strings.Contains(one.Headline, "the reader must sign in") || !strings.Contains(one.Question, "the recipient can sign in") {
			t.Errorf("%s: the sign-in is not named: %s, %s", address, one.Headline, one.Question)
		}
		if !strings.Contains(all, "Phone the service as well") || !strings.Contains(all, "own inference") {
			t.Errorf("%s: no call: %s", address, all)
		}
		if !slices.ContainsFunc(one.Reasons, func(r Reason) bool { return strings.Contains(r.Text, "phone too") && r.Source == "" }) {
			t.Errorf("%s: no reason to phone: %v", address, one.Reasons)
		}
		r.To[0].Urgent = false
		if all, _ := steps(Assess(r).Recipients[0]); strings.Contains(all, "Phone the service") || !strings.Contains(all, "If it is urgent, phone") {
			t.Errorf("%s: %s", address, all)
		}
	}
}

func TestAnOrdinarySenderIsToldWhichAccountToGetAndWhomToAsk(t *testing.T) {
	eachCell(t, func(t *testing.T, i, _ int, r Route) {
		if mailboxes[i].kind != Other {
			return
		}
		all, contacts := steps(Assess(r).Recipients[0])
		for _, want := range []string{"nhs.net account", "colleague", "10 or fewer sites", "NAS portal", "Egress account", "linked from the LOC page"} {
			if !strings.Contains(all, want) {
				t.Errorf("%q is missing in %s", want, all)
			}
		}
		if !slices.Contains(contacts, "nhsbsa.paos-support@nhs.net") {
			t.Errorf("whom to ask: %v", contacts)
		}
	})
}

func TestAnOldListingIsToBeConfirmedByCommand(t *testing.T) {
	for _, c := range [][3]string{
		{"a@nhs.net", "x@mkuh.nhs.uk", "referraldesk domains confirm mkuh.nhs.uk"},
		{"x@mkuh.nhs.uk", "b@nhs.net", "referraldesk domains confirm mkuh.nhs.uk"},
		{"eyes@royal.nhs.uk", "x@mkuh.nhs.uk", "referraldesk domains confirm mkuh.nhs.uk"},
	} {
		v := Assess(Route{From: from(t, c[0]), To: to(t, c[1]), On: today, Accredited: evidence})
		if all, _ := steps(v.Recipients[0]); !strings.Contains(all, c[2]) {
			t.Errorf("%s to %s: %s", c[0], c[1], all)
		}
	}
}

func TestTowardAnOldListingTheNextStepsAreConfirmTagAndPhone(t *testing.T) {
	for urgent, call := range map[bool]string{false: "If it is urgent, phone as well", true: "Phone the service as well"} {
		r := Route{From: from(t, "a@nhs.net"), To: to(t, "x@mkuh.nhs.uk"), On: today, Accredited: evidence}
		r.To[0].Urgent = urgent
		remedies := Assess(r).Recipients[0].Remedies
		want := []string{"Ask the recipient whether mkuh.nhs.uk is still accredited", "Or put [secure] first in the subject", call}
		if len(remedies) != len(want) {
			t.Fatalf("%d steps: %v", len(remedies), remedies)
		}
		for i := range want {
			if !strings.HasPrefix(remedies[i].Text, want[i]) {
				t.Errorf("step %d is %q, want %q", i+1, remedies[i].Text, want[i])
			}
		}
	}
}

func TestOutsideNHSNetTheSenderIsToldToAskForAnNHSNetAddress(t *testing.T) {
	v := Assess(Route{From: from(t, "a@nhs.net"), To: to(t, "x@gmail.com"), On: today})
	if all, _ := steps(v.Recipients[0]); !strings.Contains(all, "Ask for an nhs.net address") || !strings.Contains(all, "People tab") {
		t.Error(all)
	}
}

func TestALookAlikeIsNeverOfferedEncryptionButASecondLook(t *testing.T) {
	r := Route{From: from(t, "a@nhs.net"), To: to(t, "x@nsh.net"), On: today, Accredited: Published(), SecureTag: true, SecureApproved: true}
	v := Assess(r)
	if v.Status != NotSecure || v.TagHelps() {
		t.Errorf("[secure] toward nsh.net: %v, offered %v", v.Status, v.TagHelps())
	}
	if first := v.Recipients[0].Remedies[0].Text; first != "Check the spelling: nsh.net is not nhs.net." {
		t.Errorf("the first remedy is %q", first)
	}
}
