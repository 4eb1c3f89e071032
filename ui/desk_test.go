package ui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// fillRequired answers what a wet AMD referral can't go without, for an invented patient.
func (u *user) fillRequired() {
	u.t.Helper()
	for _, q := range u.m.form.referral.Destination.Questions {
		if q.Need != "required" || !u.m.form.referral.Answers[q.ID].IsEmpty() {
			continue
		}
		answer, ok := map[string]string{
			"patient-name": "Jane Testpatient", "patient-dob": "01/02/1950", "patient-address": "2 Invented Road, Aylesbury",
			"patient-postcode": "HP20 1AA", "patient-phone": "01632 960002", "urgency": "Urgent — within one week",
			"reason": "Suspected wet AMD", "va-right": "6/12", "va-left": "6/9", "consent": "Yes",
		}[q.ID]
		if !ok {
			answer = u.anyAnswer(q.ID)
		}
		u.fill(q.ID, answer)
	}
}

// anyAnswer is the first option of a question, or words.
func (u *user) anyAnswer(id string) string {
	u.goTo(id)
	if f := u.m.form.set.fields[u.m.form.set.at]; f.options != nil {
		return f.options[0].String()
	}
	return "Since Monday"
}

// confirms answers the review's questions.
func (u *user) confirms() {
	u.t.Helper()
	for i := range u.m.review.set.fields {
		f := u.m.review.set.fields[i]
		if f.hidden {
			continue
		}
		var cmd tea.Cmd
		u.m.review.set, cmd = u.m.review.set.moveTo(i)
		u.do(cmd)
		if f.options != nil {
			u.press("right")
		} else {
			u.types("Priya Example")
		}
	}
}

// opens finds a destination and opens the form for it.
func (u *user) opens(query string) {
	u.types(query)
	u.press("enter", "enter")
}

// reviews fills in what is required, and answers all that the review asks.
func (u *user) reviews() {
	u.t.Helper()
	u.fillRequired()
	u.press("f9")
	u.confirms()
}

func TestReceptionistTakesAWetAMDReferralFromSearchToClipboard(t *testing.T) {
	u := newUser(t, 80, 24)
	u.types("amd")
	u.sees("SMH wet AMD referrals", "✓ SECURE", "bht.bucksamd@nhs.net")
	u.press("enter", "enter")
	u.fillRequired()
	u.press("f9")
	u.sees("✓ SECURE")
	u.confirms()
	want := []string{"bht.bucksamd@nhs.net", "SMH wet AMD referrals", "Jane Testpatient", "SMH wet AMD referrals"}
	for i, words := range want {
		u.press("ctrl+y")
		if !strings.Contains(u.clipboard.holds, words) {
			t.Fatalf("copy %d put this on the clipboard, want it to hold %q:\n%s", i+1, words, u.clipboard.holds)
		}
		u.sees("copied: ")
	}
	if strings.Contains(u.clipboard.holds, "Testpatient") {
		t.Errorf("the record note names the patient:\n%s", u.clipboard.holds)
	}
	if len(u.recorded) != 1 || string(u.recorded[0].Destination) != "smh-wet-amd" {
		t.Errorf("the daybook got %+v, want one hand-off to smh-wet-amd", u.recorded)
	}
}

func TestWhatTheReviewShowsIsWhatIsCopied(t *testing.T) {
	u := newUser(t, 120, 40)
	u.opens("amd")
	u.fillRequired()
	u.press("f9")
	var shown string
	for range 20 {
		shown += u.screen()
		u.press("pgdown")
	}
	u.confirms()
	u.press("ctrl+y", "ctrl+y", "ctrl+y")
	for _, line := range strings.Split(u.clipboard.holds, "\n") {
		if width(line) < 100 && !strings.Contains(shown, line) {
			t.Errorf("copied, but never shown: %q", line)
		}
	}
}

func TestNotSecureIsSaidBeforeTheFormOpens(t *testing.T) {
	u := newUser(t, 80, 24, from("shop@optician.example", practice.AccountOther))
	u.opens("amd")
	u.sees("NOT SECURE", "your mailbox is not NHSmail", "What to do")
	if u.m.screen != onDesk {
		t.Error("the form opened before the verdict was answered")
	}
}

func TestNotSecureIsNeverCopied(t *testing.T) {
	u := newUser(t, 80, 24, from("shop@optician.example", practice.AccountOther))
	u.types("amd")
	u.press("enter", "right", "right", "enter")
	u.reviews()
	u.press("ctrl+y")
	u.sees("not secure, so nothing can be copied")
	if u.clipboard.holds != "" {
		t.Errorf("the clipboard holds %q", u.clipboard.holds)
	}
}

func TestCheckIsCopiedOnlyOnceItsConditionIsConfirmed(t *testing.T) {
	u := newUser(t, 80, 24)
	u.opens("milton keynes")
	u.fillRequired()
	u.press("f9")
	u.sees("CHECK FIRST")
	u.press("ctrl+y")
	u.sees("please answer first")
	if u.clipboard.holds != "" {
		t.Fatalf("copied before the condition was confirmed: %q", u.clipboard.holds)
	}
	u.confirms()
	u.press("ctrl+y")
	if u.clipboard.holds != "bus.referrals@mkuh.nhs.uk" {
		t.Errorf("the clipboard holds %q, want the address", u.clipboard.holds)
	}
}

func TestFailedCopyIsSaidAndShowsTheTextForSelectingByHand(t *testing.T) {
	u := handedOver(t, 80, 24)
	u.clipboard.err = errClipboard
	u.press("ctrl+y")
	u.sees("was not copied", "another program holds the clipboard", "Select the text below")
	u.seesNot("copied: Subject")
}

func TestUnreadableClipboardIsNeverCalledCopied(t *testing.T) {
	u := handedOver(t, 80, 24)
	u.clipboard.blind = true
	u.press("ctrl+y")
	u.sees("sent to your terminal — check that it pasted")
	u.seesNot("copied: Subject")
}

// handedOver is a desk on the hand-off of a complete wet AMD referral, its first step copied.
func handedOver(t *testing.T, w, h int, settings ...setting) *user {
	t.Helper()
	u := newUser(t, w, h, settings...)
	u.opens("amd")
	u.reviews()
	u.press("ctrl+y")
	if u.m.screen != onHandoff {
		t.Fatalf("the hand-off did not open:\n%s", u.screen())
	}
	return u
}

func TestPatientTextIsClearedFromTheClipboardInTime(t *testing.T) {
	u := handedOver(t, 80, 24)
	u.press("ctrl+y", "ctrl+y")
	u.sees("cleared in 90 s")
	for range 89 {
		u.second()
	}
	if u.clipboard.holds == "" {
		t.Fatal("cleared too early")
	}
	u.second()
	if u.clipboard.holds != "" {
		t.Errorf("after 90 seconds the clipboard still holds the message")
	}
	if len(u.ticks) != 0 {
		t.Error("a timer still runs with nothing to clear")
	}
}

func TestLeavingTheHandoffClearsTheClipboard(t *testing.T) {
	u := handedOver(t, 80, 24)
	u.press("ctrl+y", "ctrl+y", "esc")
	if u.clipboard.holds != "" {
		t.Errorf("the clipboard still holds the message")
	}
}

func TestEscLosesNothing(t *testing.T) {
	u := newUser(t, 80, 24)
	u.opens("amd")
	u.fill("patient-name", "Jane Testpatient")
	u.press("f9", "esc", "esc")
	u.sees("the referral is kept")
	u.press("enter")
	u.sees("A referral was begun", "Keep writing", "Discard referral")
	u.press("enter")
	if got := u.m.form.set.answer("patient-name"); got != text.Line("Jane Testpatient") {
		t.Errorf("the name is %q", got)
	}
}

func TestAnotherDestinationKeepsSharedAnswersAndNamesTheRest(t *testing.T) {
	u := newUser(t, 80, 24)
	u.opens("amd")
	u.fill("patient-name", "Jane Testpatient")
	u.goTo("macular-symptoms")
	u.press("space")
	u.press("esc", "esc")
	u.types("hcq")
	u.press("enter", "right", "enter")
	u.sees("set aside", "BHT HCQ screening referrals")
	if got := u.m.form.set.answer("patient-name"); got != text.Line("Jane Testpatient") {
		t.Errorf("the name is %q", got)
	}
}

func TestQuittingAsksBeforeAReferralIsLost(t *testing.T) {
	u := newUser(t, 80, 24)
	u.opens("amd")
	u.fill("patient-name", "J")
	u.press("ctrl+q")
	u.sees("Keep writing", "Discard referral and quit")
	u.press("enter")
	if u.quit {
		t.Fatal("Enter alone discarded the referral")
	}
	u.press("ctrl+q", "right", "enter")
	if !u.quit {
		t.Error("the desk did not end")
	}
}

func TestCtrlCSaysHowToCopyAndOnlyTheSecondQuits(t *testing.T) {
	u := newUser(t, 80, 24)
	u.press("ctrl+c")
	u.sees("ctrl+y")
	if u.quit {
		t.Fatal("the first ctrl+c quit")
	}
	u.types("a")
	u.press("ctrl+c")
	if u.quit {
		t.Fatal("a ctrl+c after another key quit")
	}
	u.press("ctrl+c")
	if !u.quit {
		t.Error("the second ctrl+c did not quit")
	}
}

func TestContactsAreFoundButNoReferralGoesToThem(t *testing.T) {
	u := newUser(t, 80, 24)
	u.types("optomadmin")
	u.sees("optomadmin@nhs.net", "Not for patient data")
	u.press("enter")
	u.sees("a referral can't be written to it")
	if u.m.screen != onDesk {
		t.Error("a form opened for a contact")
	}
}

func TestWithoutASenderTheRouteShowsEveryKindOfMailbox(t *testing.T) {
	u := newUser(t, 120, 40, noSender)
	u.types("bus")
	u.sees("no sender set", "CHECK FIRST", "NOT SECURE", "from NHSmail", "from an Egress account", "from any other mailbox")
}

func TestFirstStartKeepsTheSendingAddress(t *testing.T) {
	u := newUser(t, 80, 24, firstStart)
	u.types("reception.abc12@nhs.net\n")
	if len(u.saved) != 1 || u.saved[0].Address.String() != "reception.abc12@nhs.net" || u.saved[0].Kind != practice.AccountNHSmail {
		t.Fatalf("saved %+v", u.saved)
	}
	u.sees("kept in", "from  reception.abc12@nhs.net · NHSmail")
}

func TestFirstStartCanBeSkipped(t *testing.T) {
	u := newUser(t, 80, 24, firstStart)
	u.press("esc")
	u.sees("no sender set")
	if len(u.saved) != 0 {
		t.Errorf("saved %+v", u.saved)
	}
}

func TestMalformedSenderIsExplainedAndKept(t *testing.T) {
	u := newUser(t, 80, 24, firstStart)
	u.types("reception.abc12@nhs.net.\n")
	u.sees("ends in a dot", "reception.abc12@nhs.net.")
	if len(u.saved) != 0 {
		t.Errorf("saved %+v", u.saved)
	}
}

func TestAddressOutsideNHSNetIsNoEgressAccountUnlessSomebodySaysSo(t *testing.T) {
	u := newUser(t, 80, 24, noSender)
	u.press("f2")
	u.types("shop@optician.example\n")
	u.sees("No, an ordinary mailbox", "Yes, through Egress")
	u.press("enter")
	u.types("amd")
	u.sees("NOT SECURE")
}

func TestFastOrPastedWordsAreNeverKeys(t *testing.T) {
	u := newUser(t, 80, 24)
	u.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("end")})
	if got := u.m.list.query(); got != "end" {
		t.Errorf("the search box holds %q, want the three letters", got)
	}
	for _, word := range []string{"esc", "enter", "ctrl+q", "ctrl+y", "f9", "up", "home"} {
		u.m.list.input.SetValue("")
		u.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(word)})
		if got := u.m.list.query(); got != word {
			t.Errorf("the search box holds %q, want %q", got, word)
		}
	}
	if u.quit || u.clipboard.holds != "" {
		t.Error("a word acted as a key")
	}
}

func TestPastedAddressIsFoundAndEnterBelongsToIt(t *testing.T) {
	u := newUser(t, 80, 24)
	u.pastes("bht.hcqscreening@nhs.net")
	u.press("enter", "enter")
	if got := u.m.form.referral.Destination.ID; got != "bht-hcq" {
		t.Errorf("Enter opened %q, want bht-hcq", got)
	}
}

func TestHostileTextNeverReachesTheScreen(t *testing.T) {
	u := newUser(t, 80, 24)
	u.opens("amd")
	u.goTo("patient-name")
	u.pastes("Jane\x1b]52;c;aGk=\x07 \u202eTest\u200b\x00")
	u.goTo("reason")
	u.pastes("one\r\ntwo\x1b[2J\u2028three")
	view := u.m.View()
	for _, bad := range []string{"\x1b]52", "\x07", "\u202e", "\u200b", "\x00", "\x1b[2J"} {
		if strings.Contains(view, bad) {
			t.Errorf("the screen holds %q", bad)
		}
	}
	if got := u.m.form.set.answer("reason").String(); got != "one\ntwo[2J\nthree" {
		t.Errorf("the reason is %q", got)
	}
}

func TestALongTextIsNotCut(t *testing.T) {
	u := newUser(t, 80, 24)
	u.opens("amd")
	u.goTo("reason")
	long := strings.TrimSuffix(strings.Repeat("a line of history\n", 400), "\n")
	u.pastes(long)
	if got := u.m.form.set.answer("reason").String(); got != long {
		t.Errorf("%d characters were pasted, %d are there", len(long), len(got))
	}
}

func TestChangedSenderIsJudgedAgainBeforeAnythingIsCopied(t *testing.T) {
	u := handedOver(t, 80, 24)
	u.clipboard.holds = ""
	u.press("f2")
	u.types("shop@optician.example\n")
	u.press("enter")
	u.press("ctrl+y")
	u.sees("NOT SECURE", "nothing can be copied")
	if u.clipboard.holds != "" {
		t.Errorf("copied for a sender that is not secure: %q", u.clipboard.holds)
	}
}

func TestNextReferralLeavesNothingOfTheLastPatient(t *testing.T) {
	u := handedOver(t, 80, 24)
	u.press("ctrl+y", "ctrl+y", "ctrl+y", "f8", "right", "enter")
	if found := reach(u.m, "Testpatient"); found != "" {
		t.Errorf("the last patient is still reachable at %s", found)
	}
	if u.m.screen != onDesk || u.m.list.query() != "" {
		t.Error("the desk is not where the next referral starts")
	}
}

func TestNoticeWaitsForAKey(t *testing.T) {
	u := newUser(t, 80, 24)
	u.clipboard.err = errClipboard
	u.press("ctrl+y")
	u.now = u.now.Add(time.Hour)
	u.send(nil)
	u.sees("another program holds")
	u.press("down")
	u.seesNot("another program holds")
}

func TestEvidenceRunsOutAtMidnightWhileTheDeskStaysOpen(t *testing.T) {
	u := newUser(t, 120, 40)
	u.now = time.Date(2026, 5, 22, 23, 0, 0, 0, time.UTC)
	u.types("bus")
	if got := u.m.selectedStatus(); got != policy.Secure {
		t.Fatalf("on the last day of its evidence the route is %v", got)
	}
	u.now = u.now.Add(2 * time.Hour)
	u.press("down", "up")
	u.sees("CHECK FIRST")
}

func TestAddressStaysOnTheClipboardWhenTheDeskIsLeft(t *testing.T) {
	u := newUser(t, 80, 24)
	u.types("amd")
	u.press("ctrl+y", "ctrl+q")
	if !u.quit || u.clipboard.holds != "bht.bucksamd@nhs.net" {
		t.Errorf("quit %v, and the clipboard holds %q, want the address", u.quit, u.clipboard.holds)
	}
}

func TestPastedAddressThatWasGivenUpNamesWhatTookItsPlace(t *testing.T) {
	u := newUser(t, 80, 24)
	u.pastes("bus.referrals@nhs.net")
	u.sees("bus.referrals@nhs.net was given up", "bus.referrals@mkuh.nhs.uk")
	u.m.list.input.SetValue("")
	u.pastes("thepractice.cats@nhs.net")
	u.sees("thepractice.cats@nhs.net was given up")
}
