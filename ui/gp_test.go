package ui

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"referraldesk/directory"
	"referraldesk/policy/text"
	"referraldesk/ui/handover"
)

// listing is a GP practice of a list.
func listing(code, name, area string) directory.Listing {
	return directory.Listing{
		Code: text.Line(code), Name: text.Line(name), Detail: text.Line("1 HIGH STREET, AYLESBURY"), Postcode: text.Line("HP20 1AA"),
		Area: text.Line(area), Reach: text.Line("01632 960001"), Preferred: true,
	}
}

// someLists are names for the desk: two practices of this area, one of them in Milton Keynes, one that is closed, one that has an
// e-mail address, and an optician's.
func someLists() []directory.Listing {
	closed, mailed, optician := listing("K82003", "OLD SURGERY", "14Y"), listing("K82004", "POSTAL SURGERY", "14Y"), listing("TP999", "HIGH STREET OPTICIANS", "")
	closed.Closed, optician.Preferred = true, false
	mailed.Reach = text.Line("postal.surgery@nhs.net")
	return []directory.Listing{listing("K82001", "VALE SURGERY", "14Y"), listing("K82002", "LAKES SURGERY", "M1J4Y"), closed, mailed, optician}
}

// withLists gives the desk lists to read.
func withLists(all ...directory.Listing) setting {
	return func(d *Desk) {
		d.Lists = func(progress func(int)) (*directory.Listings, error) {
			progress(len(all))
			return directory.NewListings(slices.Values(all)), nil
		}
	}
}

func TestTheDeskSaysHowManyNamesItKnowsAndFindsThem(t *testing.T) {
	u := newUser(t, 120, 40, withLists(someLists()...))
	u.sees("5 names from lists", "MKUH booked urgent service")
	u.types("lakes")
	u.sees("LAKES SURGERY", "K82002", "Bedfordshire, Luton and Milton Keynes (M1J4Y)", "People tab", "Telephone: 01632 960001")
}

func TestTheDestinationUnderTheCursorStaysWhenTheListsComeIn(t *testing.T) {
	u := newUser(t, 120, 40)
	u.types("e")
	u.press("down", "down")
	before, _ := u.m.list.selected()
	many := make([]directory.Listing, 300)
	for i := range many {
		many[i] = listing(fmt.Sprintf("E%05d", i), "E SURGERY", "14Y")
	}
	u.send(listsMsg{listings: directory.NewListings(slices.Values(many))})
	if after, _ := u.m.list.selected(); before.ID() != after.ID() {
		t.Errorf("%s was under the cursor, then %s", before.ID(), after.ID())
	}
}

func TestNoReferralIsWrittenToANameFromAList(t *testing.T) {
	u := newUser(t, 120, 40, withLists(someLists()...))
	u.types("vale")
	u.press("enter")
	u.sees("a referral is written to one of the destinations")
	if u.m.form.asked || u.m.overlay != noOverlay {
		t.Error("a form or a dialog opened")
	}
}

func TestTheRouteToAnAddressFromAListIsJudged(t *testing.T) {
	u := newUser(t, 120, 40, withLists(someLists()...))
	u.types("postal")
	u.sees("✓ SECURE", "postal.surgery@nhs.net", "This address is from a list that was added here")
	u.press("ctrl+y")
	if u.clipboard.holds != "postal.surgery@nhs.net" {
		t.Errorf("copied %q", u.clipboard.holds)
	}
}

func TestANameWithoutAnAddressPointsToThePeopleTab(t *testing.T) {
	bare := listing("K82009", "BARE SURGERY", "14Y")
	bare.Reach = text.Text{}
	u := newUser(t, 120, 40, withLists(bare))
	u.types("bare")
	u.press("ctrl+y")
	u.sees("look in the People tab")
	if u.clipboard.holds != "" {
		t.Errorf("copied %q", u.clipboard.holds)
	}
}

func TestThePlaceInALongListIsShownAndItsEndIsNear(t *testing.T) {
	many := make([]directory.Listing, 20_000)
	for i := range many {
		many[i] = listing(fmt.Sprintf("E%05d", i), "WYCHWOOD", "14Y")
	}
	u := newUser(t, 120, 40, withLists(many...))
	u.types("wychwood")
	u.sees("1 of 20,000")
	for range 3 {
		u.press("end")
	}
	u.sees("1,000 of 20,000")
	u.press("home", "down")
	u.sees("2 of 20,000")
}

func TestAListThatCantBeReadIsNamedAndTheDeskWorksOn(t *testing.T) {
	u := newUser(t, 120, 40, func(d *Desk) {
		d.Lists = func(func(int)) (*directory.Listings, error) {
			return directory.NewListings(slices.Values(someLists()[:1])), errors.New("gp-epraccur.csv can't be read: add the list again")
		}
	})
	u.sees("gp-epraccur.csv can't be read: add the list again")
	u.types("vale")
	u.sees("VALE SURGERY")
}

func TestTheGPPracticeIsPickedFromTheLists(t *testing.T) {
	u := newUser(t, 120, 40, withLists(someLists()...))
	u.opens("amd")
	u.fill("gp-practice", "vale")
	u.press("ctrl+f")
	u.sees("The patient's GP practice", "VALE SURGERY")
	u.press("enter")
	u.sees("taken: VALE SURGERY, Buckinghamshire (14Y)")
	a := u.m.form.referral.Answers
	if a["gp-practice"].String() != "VALE SURGERY, 1 HIGH STREET, AYLESBURY, HP20 1AA" || a["gp-ods"].String() != "K82001" {
		t.Errorf("practice %q, code %q", a["gp-practice"], a["gp-ods"])
	}
}

func TestLeavingTheListsOfPracticesLosesNothing(t *testing.T) {
	u := newUser(t, 120, 40, withLists(someLists()...))
	u.opens("amd")
	u.fill("gp-practice", "Dr Example, Wendover")
	u.press("ctrl+f", "enter")
	u.sees("esc goes back, and the practice can be typed")
	u.press("esc")
	if got := u.m.form.referral.Answers["gp-practice"].String(); got != "Dr Example, Wendover" {
		t.Errorf("the practice is now %q", got)
	}
}

func TestAPracticeOutsideTheAreaOfTheDestinationIsSaidInFormAndReview(t *testing.T) {
	u := newUser(t, 120, 40, withLists(someLists()...))
	u.opens("cataract")
	u.goTo("gp-practice")
	u.press("ctrl+f")
	u.types("lakes")
	u.press("enter")
	u.sees("! K82002 is in Bedfordshire, Luton and Milton Keynes", "takes Buckinghamshire (14Y): see its notes")
	u.press("f9")
	u.sees("this clinic takes Buckinghamshire", "mid and south Bucks schemes")
}

func TestACodeTypedByHandIsLookedUpToo(t *testing.T) {
	u := newUser(t, 120, 40, withLists(someLists()...))
	u.opens("amd")
	u.fill("gp-practice", "Vale Surgery")
	u.fill("gp-ods", "k82002")
	u.sees("belongs to LAKES SURGERY on the list")
}

func TestListsThatComeInWhileTheFormIsOpenAreUsed(t *testing.T) {
	u := newUser(t, 120, 40)
	u.opens("cataract")
	u.goTo("gp-practice")
	u.press("ctrl+f")
	u.sees("no list of GP practices was added here", "referraldesk lists add")
	u.fill("gp-ods", "K82002")
	u.send(listsMsg{listings: directory.NewListings(slices.Values(someLists()))})
	u.sees("belongs to LAKES SURGERY")
}

func TestTheAddressForTheCopyFollowsThePracticeUnlessSomebodyTypedOne(t *testing.T) {
	u := newUser(t, 120, 40, withLists(someLists()...))
	u.opens("amd")
	take := func(name string) {
		u.goTo("gp-practice")
		u.press("ctrl+f")
		for range 60 {
			u.press("backspace")
		}
		u.types(name)
		u.press("enter")
	}
	address := func() string { return u.m.form.referral.Answers[handover.AskGPAddress].String() }
	if take("postal"); address() != "postal.surgery@nhs.net" {
		t.Errorf("after a practice with an address: %q", address())
	}
	if take("vale"); address() != "" {
		t.Errorf("after one without: %q", address())
	}
	u.goTo("copies")
	u.press("right", "space")
	u.fill(handover.AskGPAddress, "practice.manager@nhs.net")
	if take("postal"); address() != "practice.manager@nhs.net" {
		t.Errorf("after somebody typed another one: %q", address())
	}
}

func TestAnAddressThatCameWithAPracticeGoesWhenAnotherPracticeIsTyped(t *testing.T) {
	codeless := listing("", "CODELESS SURGERY", "")
	codeless.Reach = text.Line("codeless@nhs.net")
	for name, picked := range map[string]string{"with a code": "postal", "without one": "codeless"} {
		t.Run(name, func(t *testing.T) {
			u := newUser(t, 120, 40, withLists(append(someLists(), codeless)...))
			u.opens("amd")
			u.fillRequired()
			u.goTo("gp-practice")
			u.press("ctrl+f")
			u.types(picked)
			u.press("enter")
			u.goTo("copies")
			u.press("space")
			if u.m.form.referral.Answers[handover.AskGPAddress].IsEmpty() {
				t.Fatal("the address did not come with the practice")
			}
			u.goTo("gp-practice")
			u.press("end")
			for range 60 {
				u.press("backspace")
			}
			u.types("Totally Other Practice")
			if got := u.m.form.referral.Answers[handover.AskGPAddress]; !got.IsEmpty() {
				t.Errorf("the copy would still go to %s", got)
			}
			u.press("f9")
			u.sees("is required for the GP's copy")
		})
	}
}

func TestReviewSaysForWhichPracticeTheCopyIs(t *testing.T) {
	u := written(t, "amd")
	u.fill("gp-practice", "Vale Surgery")
	u.goTo("copies")
	u.press("space")
	u.fill(handover.AskGPAddress, "vale@nhs.net")
	u.press("f9")
	u.sees("It is for Vale Surgery: make sure that the address is theirs.")
	u.confirms()
	u.press("ctrl+y")
	u.sees("The GP's copy is a message of its own, to vale@nhs.net and nobody else.")
}
