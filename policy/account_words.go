package policy

import "strconv"

// The sources of section 4 of the fact sheet beside the LOC page.
const (
	locRotherham   SourceID = "loc-rotherham"
	lpcMiddlesex   SourceID = "lpc-middlesex"
	mlcsuLifecycle SourceID = "mlcsu-lifecycle"
)

// Whom the LOC page names for accounts; the directory's contacts say the same of them.
const (
	accountSupport = "nhsbsa.paos-support@nhs.net"
	accountDeleted = "optomadmin@nhs.net"
	nhsDigital     = "0333 200 1133"
)

// The sentences that the clock and the advice share.
const (
	sharedElsewhere = "Other localities say that shared mailboxes stand outside the deletion rule."
	sharedOnPage    = "The LOC page makes no such exception."
	disabledKept    = "Other localities say that an account disabled for long leave is kept for 18 months."
	disabledToo     = "On long leave, Midlands and Lancashire CSU says the same: disabled, and kept for 18 months."
)

// findings words each finding. In the sentences stand {used}, {inactive}, {deleted}, {gone}: the days of the clock; {last}: the
// last day of the state; {by}: that day, or today; {left}: the days left; {disabled}, {kept}: the days of a long leave.
var findings = [...]struct {
	state    State
	headline string
	reasons  []Reason
	next     Remedy
}{
	neverRecorded: {StateUnknown, "no use recorded yet",
		[]Reason{{"No use of this account is recorded here, so its 30 days can't be counted.", locNHSMail}},
		Remedy{"Record when it was last used. If you are not sure that it is still active, write here first.", accountSupport, locNHSMail}},
	isActive: {StateActive, "active, {left} left",
		[]Reason{{"Last use recorded: {used}. Unused, it becomes inactive on {inactive}, after 30 days.", locNHSMail}},
		Remedy{"Use it {by}: simply read its mail in Outlook.", "", locNHSMail}},
	isInactive: {StateInactive, "inactive, deleted in {left}",
		[]Reason{
			{"Last use recorded: {used}. Inactive since {inactive}; it is deleted on {deleted}.", locNHSMail},
			{"Whether use alone wakes an inactive account is not published — check locally.", notPublished}},
		Remedy{"Log in today. If you can't get in, call.", nhsDigital, locNHSMail}},
	isRestorable: {StateRestorable, "deleted, can be restored for {left}",
		[]Reason{
			{"Last use recorded: {used}. Deleted on {deleted}; it can be restored until {last} and is gone on {gone}.", locNHSMail},
			{"Who restores an account is not published: only the NAS administers accounts.", locNHSMail}},
		Remedy{"Ask for it to be restored, by {last}: for support the LOC page names this address first.", accountSupport, locNHSMail}},
	isGone: {StateGone, "gone, apply for a new one",
		[]Reason{{"Last use recorded: {used}. Deleted on {deleted}; since {gone} it can't be restored.", locNHSMail}},
		Remedy{"Ask for a new account.", accountDeleted, locNHSMail}},
	isEgress: {StateExempt, "Egress, outside the 30 days",
		[]Reason{
			{"The 30-day rule is NHSmail's, and this address is not at nhs.net.", locNHSMail},
			{"Whether an unused Egress account ends is not published — check locally.", notPublished}},
		Remedy{"Nothing to do for the 30-day rule.", "", locNHSMail}},
	isElsewhere: {StateExempt, "not NHSmail, outside the 30 days",
		[]Reason{{"The 30-day rule is NHSmail's, and this address is not at nhs.net.", locNHSMail}},
		Remedy{"Nothing to do for the 30-day rule.", "", locNHSMail}},
	isShared: {StateExempt, "shared mailbox, exempt by other localities' word",
		[]Reason{{sharedElsewhere, lpcMiddlesex}, {sharedOnPage, locNHSMail}},
		Remedy{"Use it at least every 30 days all the same, and keep the personal accounts active.", "", locNHSMail}},
	isDisabled: {StateExempt, "disabled for long leave since {disabled}",
		[]Reason{
			{disabledKept, lpcMiddlesex},
			{disabledToo, mlcsuLifecycle},
			{"From which day the 18 months count is not published; from {disabled} they end on {kept}.", notPublished}},
		Remedy{"Ask for it back well before {kept}: how is not published, so write to support first.", accountSupport, locNHSMail}},
	wasDisabled: {StateUnknown, "disabled, and its 18 months are over",
		[]Reason{
			{disabledKept, lpcMiddlesex},
			{disabledToo, mlcsuLifecycle},
			{"Counted from {disabled} they ended on {kept}; what happens then is not published.", notPublished}},
		Remedy{"Ask whether it is still active.", accountSupport, locNHSMail}},
}

// say words a finding on the day.
func (a Account) say(f finding, on Day) Standing {
	words := &findings[f]
	s := Standing{State: words.state}
	if after := runsOutAfter(f); after > 0 {
		s.Changes = a.LastUsed.Add(after)
		left := s.Changes.Since(on)
		s.DaysLeft = &left
	}
	say := func(sentence string) string {
		return fill(sentence, func(place string) string { return a.word(place, &s, on) })
	}
	s.Headline = say(words.headline)
	s.Reasons = each(words.reasons, func(r Reason) Reason { return Reason{say(r.Text), r.Source} })
	s.Next = Remedy{say(words.next.Text), words.next.Contact, words.next.Source}
	return s
}

// runsOutAfter is the day after the last use on which the finding ends, 0 where no clock runs.
func runsOutAfter(f finding) int {
	switch f {
	case isActive:
		return InactiveAfter
	case isInactive:
		return DeletedAfter
	case isRestorable:
		return GoneAfter
	}
	return 0
}

// word is what stands in a place of a finding's sentence.
func (a Account) word(place string, s *Standing, on Day) string {
	switch place {
	case "used":
		return a.LastUsed.UK()
	case "inactive":
		return a.LastUsed.Add(InactiveAfter).UK()
	case "deleted":
		return a.LastUsed.Add(DeletedAfter).UK()
	case "gone":
		return a.LastUsed.Add(GoneAfter).UK()
	case "last":
		return s.Changes.Add(-1).UK()
	case "by":
		if *s.DaysLeft == 1 {
			return "today, " + on.UK()
		}
		return "by " + s.Changes.Add(-1).UK()
	case "left":
		return inDays(*s.DaysLeft)
	case "disabled":
		return a.Disabled.UK()
	case "kept":
		return a.keptUntil().UK()
	}
	panic("policy: no word for {" + place + "}")
}

func inDays(n int) string {
	if n == 1 {
		return "1 day"
	}
	return strconv.Itoa(n) + " days"
}
