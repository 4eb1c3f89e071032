package daybook

import (
	"cmp"
	"slices"

	"referraldesk/directory/practice"
	"referraldesk/policy"
)

// Rules say how long an answer may take, and on which days nobody works: those of practice.toml.
type Rules practice.Chasing

// Outstanding is a referral that was handed over and that nobody has confirmed since.
type Outstanding struct {
	Entry   Entry // of the hand-off
	HandOff HandedOver
	From    policy.Day // the day from which it is due
}

// Due are the referrals to ask after today, the urgent ones first and of them the longest due. A referral is a reference to a
// destination: what was handed over again counts from the hand-off that is due first. It is settled by a receipt, a reply, or
// somebody's word that it was not sent, later in the file; a hand-off after that is another one. A hand-off of a day that has
// not come was noted by a clock that was wrong, and is due at once.
func Due(entries []Entry, today policy.Day, rules Rules) []Outstanding {
	var due []Outstanding
	for _, open := range outstanding(entries, rules) {
		handOff := entries[open.at].Event.(HandedOver)
		if !open.from.After(today) || policy.DayOf(handOff.At).After(today) {
			due = append(due, Outstanding{entries[open.at], handOff, open.from})
		}
	}
	slices.SortFunc(due, func(a, b Outstanding) int {
		return cmp.Or(patience(a)-patience(b), a.From.Since(b.From), cmp.Compare(a.Entry.Line, b.Entry.Line))
	})
	return due
}

// patience is less for what is urgent.
func patience(o Outstanding) int {
	if o.HandOff.Urgency.Urgent() {
		return 0
	}
	return 1
}

// referralTo is what an answer is about.
type referralTo struct {
	reference   Reference
	destination DestinationID
}

// awaited is a hand-off that nothing has settled: where it stands among the entries, and from when it is due.
type awaited struct {
	at   int
	from policy.Day
}

// outstanding are the hand-offs that nothing has settled.
func outstanding(entries []Entry, rules Rules) map[referralTo]awaited {
	open := make(map[referralTo]awaited)
	for i, entry := range entries {
		if e, ok := entry.Event.(HandedOver); ok {
			this, from := referralTo{e.Reference, e.Destination}, rules.from(e)
			if before, again := open[this]; !again || from.Before(before.from) {
				open[this] = awaited{i, from}
			}
		} else if this, ok := settles(entry.Event); ok {
			delete(open, this)
		}
	}
	return open
}

// settles is the referral that an event is an answer to, or somebody's word that there will be none; false where it is neither.
func settles(e Event) (referralTo, bool) {
	switch e := e.(type) {
	case ReceiptConfirmed:
		return referralTo{e.Reference, e.Destination}, true
	case ReplyReceived:
		return referralTo{e.Reference, e.Destination}, true
	case NotSent:
		return referralTo{e.Reference, e.Destination}, true
	}
	return referralTo{}, false
}

// from is the day from which a hand-off is due.
func (r Rules) from(e HandedOver) policy.Day {
	day := policy.DayOf(e.At)
	if e.Urgency.Urgent() {
		return day.Add(r.UrgentDays)
	}
	return r.afterWorkingDays(day)
}

// LastDue are the last days whose hand-offs are due today: of what is urgent, and of the rest. What was handed over later is not
// due yet, and needs no looking at.
func (r Rules) LastDue(today policy.Day) (urgent, other policy.Day) {
	for other = today; r.afterWorkingDays(other).After(today); {
		other = other.Add(-1)
	}
	return today.Add(-r.UrgentDays), other
}

// afterWorkingDays is the day from which what waits for working days is due, where it was handed over on the day.
func (r Rules) afterWorkingDays(day policy.Day) policy.Day {
	for left := r.WorkingDays; left > 0; {
		if day = day.Add(1); r.isWorkingDay(day) {
			left--
		}
	}
	return day
}

func (r Rules) isWorkingDay(d policy.Day) bool {
	aMonday := policy.NewDay(2001, 1, 1)
	weekday := (d.Since(aMonday)%7 + 7) % 7
	return weekday < 5 && !slices.Contains(r.BankHolidays, d)
}

// LastUse is the latest use of an account by its day, up to the day on, whatever the order in which uses were noted; false where
// there is none. A use of a later day was noted by a clock that was wrong, and counts for nothing before its day.
func LastUse(entries []Entry, account policy.Address, on policy.Day) (AccountUsed, bool) {
	var last AccountUsed
	for _, entry := range entries {
		if e, ok := entry.Event.(AccountUsed); ok && e.Account.Same(account) && !e.On.Before(last.On) && !e.On.After(on) {
			last = e
		}
	}
	return last, !last.On.IsZero()
}

// WarnDays is how long before an account becomes inactive the desk says so.
const WarnDays = 7

// Standing is where an account of the practice stands on a day, by the latest use that the entries have. A long leave that begins
// later counts for nothing yet, so that the clock goes on until then.
func Standing(entries []Entry, account practice.Account, on policy.Day) (policy.Standing, error) {
	last, _ := LastUse(entries, account.Address, on)
	a := policy.Account{
		Address: account.Address, Egress: account.Kind == practice.AccountEgress, Shared: account.Shared, LastUsed: last.On,
	}
	if !account.Disabled.After(on) {
		a.Disabled = account.Disabled
	}
	return a.Standing(on)
}

// Since are the entries of a day and later, by the clock of each.
func Since(entries []Entry, day policy.Day) []Entry {
	var since []Entry
	for _, e := range entries {
		if !policy.DayOf(e.Event.When()).Before(day) {
			since = append(since, e)
		}
	}
	return since
}
