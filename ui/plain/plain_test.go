package plain

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/daybook"
)

// From any question b leads one step back, down to the desk, and the desk leads on: every answer stands as it was.
func TestGoingBackFromAnywhereLosesNothing(t *testing.T) {
	filled := upToReview(t)
	straight, _ := played(t, append(slices.Clone(filled), "1", "yes smh-wet-amd", "2", "copy smh-wet-amd 3")...)
	for _, back := range [][]string{
		{"b", "review"}, {"b", "b", "b", "review"}, {"desk", "6", "review"}, {"b", "desk", "6", "review"}, {"b", "list", "b", "review"},
		append(slices.Repeat([]string{"b"}, 60), "amd", "1", "1", "1", "review"), {"b", "q", "b", "review"}, {"b", "go 1", "b", "1", "1", "review"},
	} {
		lines := slices.Concat(filled, back, []string{"1", "yes smh-wet-amd", "b", "yes smh-wet-amd", "2", "b", "", "copy smh-wet-amd 3"})
		b, end := played(t, lines...)
		if end != Unsaid || !slices.Equal(b.board.copies, straight.board.copies) {
			t.Errorf("after %v: end %d, copied %q", back, end, b.board.copies)
		}
	}
}

func TestNothingIsLostWithoutTheWordAndTheCode(t *testing.T) {
	begun := []string{"amd", "1", "1", "Quorinda Vantongeren"}
	for _, lines := range [][]string{
		{"q", "yes", "discard", "discard mkuh-bus", "discard smh-wet-amd now", "b"},
		{"desk", "7", "1", "smh-wet-amd", "b"},
		{"desk", "cataract", "1", "1", "3", "discard", "b"},
	} {
		if _, end := played(t, append(slices.Clone(begun), lines...)...); end != Unfinished {
			t.Errorf("%v: end %d", lines, end)
		}
	}
	b, end := played(t, append(slices.Clone(begun), "q", "Discard SMH-wet-amd")...)
	if end != Done {
		t.Errorf("end %d", end)
	}
	b.saysNot(t, "The referral is gone")
}

func TestTheSamePatientGoesToAnotherDestinationAndBack(t *testing.T) {
	b, _ := played(t, "amd", "1", "1", "Quorinda Vantongeren", "go 26", "five days", "desk", "cataract", "1", "1",
		"2", "list", "b", "desk", "amd", "1", "1", "2", "go 26", "q", "discard smh-wet-amd")
	b.says(t, "SET ASIDE, because Bucks direct cataract referrals does not ask it: Duration of symptoms.",
		"1. Full name: Quorinda Vantongeren", "Now:\nfive days\n")
}

func TestWhileNoSenderIsSetEachKindOfMailboxIsShownAndNothingCanBeCopied(t *testing.T) {
	b := newBench(t, strings.NewReader("amd\n1\n1\n2\nQuorinda Vantongeren\nreview\ndesk\n2\nshop@example.com\n2\n6\nreview\n"))
	b.desk.Practice.Accounts = nil
	if end := Run(b.desk); end != Unfinished || len(b.board.copies) > 0 {
		t.Errorf("end %d, copied %q", end, b.board.copies)
	}
	b.says(t, "NO SENDER. From each kind of mailbox to SMH wet AMD referrals", "SECURE from NHSmail.", "SECURE from an Egress account.",
		"NOT SECURE from any other mailbox.", "NOT JUDGED. Nothing can be copied", "TAKEN. Sender: shop@example.com, Egress account.",
		"SECURE: Egress to nhs.net, through Egress only.")
}

func TestAnAddressThatWasGivenUpIsSaidToBe(t *testing.T) {
	b, _ := played(t, "bus.referrals@nhs.net")
	b.says(t, "GIVEN UP. bus.referrals@nhs.net is no longer in use. Now: bus.referrals@mkuh.nhs.uk.")
}

func TestTheFirstStartKeepsTheSendingAddress(t *testing.T) {
	b := newBench(t, strings.NewReader("nobody\nreception.abc12@nhs.net\nq\n"))
	b.desk.Practice, b.desk.FirstStart = practice.Empty(), true
	if end := Run(b.desk); end != Done || len(b.saved) != 1 || b.saved[0].Kind != practice.AccountNHSmail {
		t.Errorf("end %d, saved %v", end, b.saved)
	}
	b.says(t, "NOT TAKEN. The address has no @.", "Sender: reception.abc12@nhs.net, NHSmail.")
	b = newBench(t, strings.NewReader("\nq\n"))
	b.desk.Practice, b.desk.FirstStart = practice.Empty(), true
	if end := Run(b.desk); end != Done || len(b.saved) != 0 {
		t.Errorf("skipped: end %d, saved %v", end, b.saved)
	}
}

func TestTheSecureTagIsOfferedWhereItIsApprovedAndDoesSomething(t *testing.T) {
	input := "bus\n1\n5\n1\nQuorinda Vantongeren\nreview\nshow\n"
	b := newBench(t, strings.NewReader(input))
	b.desk.Practice.SecureTag = &practice.SecureTag{ApprovedBy: text.Line("C. Guardian"), On: policy.NewDay(2026, 1, 31)}
	Run(b.desk)
	b.says(t, "5. Put [secure] first in the subject", "5. Take [secure] off the subject", "\n[secure] MKUH booked urgent service")
	b, _ = played(t, strings.Split(input, "\n")...)
	b.saysNot(t, "Put [secure] first in the subject\n", "\n[secure] MKUH")
}

func TestADraftIsOpenedWhereTheMailProgramTakesOne(t *testing.T) {
	lines := append(upToReview(t), "1", "yes smh-wet-amd", "1", "draft", "draft smh-wet-amd", "next", "not sent smh-wet-amd", "q")
	b := newBench(t, strings.NewReader(strings.Join(lines, "\n")))
	b.desk.Practice.Outlook = practice.OutlookClassic
	if end := Run(b.desk); end != Done || len(b.drafts) != 1 || !strings.Contains(b.drafts[0].Body, "Vantongeren") || len(b.events) != 2 {
		t.Errorf("end %d, drafts %v, events %v", end, b.drafts, b.events)
	}
	b.says(t, "OPENED. The draft was given to your mail program", "The form is attached.")
	if b, _ := played(t, lines...); len(b.drafts) > 0 {
		t.Errorf("Outlook on the web was given %v", b.drafts)
	}
}

// What a day changes is asked again: midnight passes between the review and the copy.
func TestNothingIsCopiedOnAReviewOfYesterday(t *testing.T) {
	b, say, end := gated(t)
	go func() { end <- Run(b.desk) }()
	for _, l := range append(upToReview(t), "1", "yes smh-wet-amd", "2") {
		say(l)
	}
	b.out.await("for 1, To.", 1)
	b.clock.move(13 * time.Hour)
	for _, l := range []string{"copy smh-wet-amd", "copy smh-wet-amd", "b", "q", "discard smh-wet-amd"} {
		say(l)
	}
	if <-end; len(b.board.copies) > 0 {
		t.Errorf("copied %q", b.board.copies)
	}
	b.says(t, "NOT COPIED. Something has changed since the review", "Date of referral: 23/11/2026")
}

func TestAHandOffThatCantBeNotedIsNotDone(t *testing.T) {
	lines := append(upToReview(t), "1", "yes smh-wet-amd", "2", "copy smh-wet-amd 3", "copy smh-wet-amd 3", "q", "sent smh-wet-amd")
	b := newBench(t, strings.NewReader(strings.Join(lines, "\n")))
	tries := 0
	record := b.desk.Record
	b.desk.Record = func(e daybook.Event) error {
		if tries++; tries == 1 {
			return errors.New("the disk is full")
		}
		return record(e)
	}
	if end := Run(b.desk); end != Done || len(b.events) != 3 {
		t.Errorf("end %d, events %v", end, b.events)
	}
	b.says(t, "NOT NOTED in the daybook: the disk is full. Mend that, then copy the Body once more.")
}

func TestATextThatCouldNotBeCopiedIsShownForCopyingByHand(t *testing.T) {
	lines := append(upToReview(t), "1", "yes smh-wet-amd", "2", "copy smh-wet-amd 3")
	b := newBench(t, strings.NewReader(strings.Join(lines, "\n")))
	b.board.stuck = func() error { return errors.New("there is no clipboard here") }
	if end := Run(b.desk); end != Unfinished || len(b.events) > 0 {
		t.Errorf("end %d, events %v", end, b.events)
	}
	b.says(t, "NOT COPIED. Body: there is no clipboard here.\nIts text, to copy by hand:\nReferral to SMH wet AMD referrals")
}

// What was handed over and never heard of is listed when its time has come, and settled by its number and its code.
func TestWhatIsDueIsSettledByItsNumberAndItsCode(t *testing.T) {
	b := newBench(t, strings.NewReader("5\n1\n1\n1 XXX\n1 k4h\nb\nq\n"))
	b.events = []daybook.Event{daybook.HandedOver{At: b.clock.Now().AddDate(0, 0, -30), Reference: "RD-6GY-N9Q-K4H", Destination: "smh-wet-amd",
		Sender: address(t, "reception.fa999@nhs.net"), Status: policy.Secure}}
	Run(b.desk)
	if len(b.events) != 2 {
		t.Fatalf("events %v", b.events)
	}
	if e, ok := b.events[1].(daybook.ReceiptConfirmed); !ok || e.Reference != "RD-6GY-N9Q-K4H" {
		t.Errorf("noted: %+v", b.events[1])
	}
	b.says(t, "DUE. 1 referral to ask after", "1. RD-6GY-N9Q-K4H, to SMH wet AMD referrals.", "NOTED in the daybook: they have it.", "NOTHING is due.")
}

func TestTheUseOfASharedMailboxCountsForAPersonalAccount(t *testing.T) {
	b := newBench(t, strings.NewReader("3\n2\n2\n4\nb\nq\n"))
	b.desk.Practice.Accounts = append(b.desk.Practice.Accounts, practice.Account{Address: address(t, "shared@nhs.net"), Kind: practice.AccountNHSmail, Shared: true})
	Run(b.desk)
	if len(b.events) != 1 {
		t.Fatalf("events %v", b.events)
	}
	if e, ok := b.events[0].(daybook.AccountUsed); !ok || e.Account.String() != "reception.fa999@nhs.net" || e.How != daybook.UsedOutlook {
		t.Errorf("noted: %+v", b.events[0])
	}
	b.says(t, "no use recorded yet", "active, 30 days left")
}

func TestAdviceFollowsTheAnswersAndBackChangesTheLastOne(t *testing.T) {
	b, _ := played(t, "4", "2", "b", "1", "2", "1", "b", "b", "q")
	b.says(t, "Who is the account for?", "What to do:", "COPIED.")
	if strings.Count(b.out.String(), "Who is the account for?") != 3 || strings.Count(b.out.String(), "Copy loc-online") != 2 {
		t.Errorf("said:\n%s", b.out.String())
	}
}

// A GP practice is taken from the lists that were added: its name, its code, and its address for the GP's copy.
func TestTheGPPracticeIsTakenFromTheLists(t *testing.T) {
	b := newBench(t, strings.NewReader(strings.Join([]string{
		"rose", "1", "b", "b", "amd", "1", "1", "Quorinda Vantongeren", "go 7", "find nowhere", "find hill", "1", "list", "b", "go 8", "X99999", "K82001", "q"}, "\n")))
	b.desk.Lists = func(func(int)) (*directory.Listings, error) {
		return directory.NewListings(slices.Values([]directory.Listing{
			{Code: text.Line("K82001"), Name: text.Line("Rose Hill Surgery"), Detail: text.Line("1 Rose Hill, Aylesbury"), Postcode: text.Line("HP20 1AA"), Area: text.Line("14Y"), Preferred: true},
		})), errors.New("one line of the list was left out")
	}
	Run(b.desk)
	b.says(t, "FAULT. one line of the list was left out.", "NO DESTINATION.", "NOT FOUND. No practice on the lists has all these words.",
		"1. Rose Hill Surgery. 1 Rose Hill, Aylesbury, HP20 1AA. K82001", "TAKEN. Rose Hill Surgery, ", "7. GP practice: Rose Hill Surgery, 1 Rose Hill, Aylesbury, HP20 1AA",
		"8. ODS code of the GP practice: K82001", "K82001 is Rose Hill Surgery")
}

func TestWhatKeepsTheGroupsDaybookBackIsSaidLater(t *testing.T) {
	b, say, end := gated(t)
	pushed := make(chan bool)
	b.desk.Push = func() error {
		<-pushed
		return errors.New("the group's daybook is away")
	}
	go func() { end <- Run(b.desk) }()
	pushed <- true
	b.out.await("Type words to find", 1)
	for said := 0; !strings.Contains(b.out.String(), "FAULT. The group's daybook is away."); said++ {
		say("?")
		b.out.await("Type words to find", said+2)
	}
	say("q")
	<-end
}

// A server may be away for days.
func TestWhatKeepsTheGroupsDaybookBackIsSaidOnceUntilItChanges(t *testing.T) {
	var s session
	var said []string
	away, full := errors.New("no server answers there"), errors.New("its disk is full")
	for _, err := range []error{away, away, full, full, nil, full} {
		s.later = nil
		s.afterPush(err)
		said = append(said, strings.Join(s.later, " "))
	}
	if want := []string{"FAULT. No server answers there.", "", "FAULT. Its disk is full.", "", "", "FAULT. Its disk is full."}; !slices.Equal(said, want) {
		t.Errorf("%q were said, want %q", said, want)
	}
}

func TestHelpIsThereAtEveryQuestionAndLeavesItOpen(t *testing.T) {
	lines := append(upToReview(t), "1", "yes smh-wet-amd", "2", "copy smh-wet-amd 3", "next", "sent smh-wet-amd")
	inText := false
	var helped []string
	for _, l := range lines {
		if !inText && l != "." {
			helped = append(helped, "?")
		}
		helped = append(helped, l)
		inText = l != "." && (inText || startsText(l))
	}
	b, _ := played(t, helped...)
	plain, _ := played(t, lines...)
	if !slices.Equal(b.board.copies, plain.board.copies) || len(b.board.copies) != 1 {
		t.Errorf("with help %q was copied, without %q", b.board.copies, plain.board.copies)
	}
}

// startsText knows the first lines of the texts in testdata/secure.txt.
func startsText(l string) bool {
	return slices.Contains([]string{"47 Thistledown Crescent", "Sudden change of vision in the right eye.", "Blurred centre for five days.",
		"None at the lids.", "What was seen, and that the hospital will write."}, l)
}

// FuzzSession types whatever it likes, from a file and at a terminal: it never panics, never copies or notes what no line asked
// for, and never writes what moves a terminal.
func FuzzSession(f *testing.F) {
	f.Add(strings.Join(sessionFile(f, "secure.txt"), "\n"))
	f.Add("bus\n1\n1\ngo 25\nlist\nmore\nb\nreview\nshow\ndesk\n7\nb\n2\nx@example.com\n1\nq\ndiscard mkuh-bus")
	f.Add("4\n1\n1\n1\n1\n1\n1\n5\n3\n1\n?\n=b\nq")
	f.Add(bad + "\n1\n" + bad)
	f.Fuzz(func(t *testing.T, input string) {
		b := newBench(t, strings.NewReader(input))
		Run(b.desk)
		clean(t, b.out.String(), "a session")
		words := strings.ToLower(input)
		if len(b.board.copies) > 0 && !strings.Contains(words, "copy") && !strings.Contains(words, "1") && !strings.Contains(words, "2") {
			t.Errorf("nobody asked for a copy of %q", b.board.copies)
		}
		if len(b.board.copies) > 0 && b.board.patient && !strings.Contains(words, "copy") {
			t.Errorf("nobody asked for a copy of the patient's text")
		}
		atTerminal := newBench(t, nil)
		atTerminal.atTerminal(strings.Split(text.Block(input).String(), "\n")...)
		Run(atTerminal.desk)
		clean(t, atTerminal.out.String(), "a session at a terminal")
		if len(atTerminal.events) > 0 && !strings.Contains(words, "k4h") && !strings.Contains(words, "3") {
			t.Errorf("noted without the code: %v", atTerminal.events)
		}
	})
}
