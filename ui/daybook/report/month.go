// Package report says what a month of the daybook comes to: how many referrals went where and on which verdict, what was confirmed
// for them, and how long it took until somebody noted that they had arrived.
//
// [Of] counts, and a [Report] writes what was counted: as lines for a terminal, as JSON, and as one HTML page with its charts.
// All of it is pure, without a file, a clock or a network. The package must never name a patient (the daybook knows none),
// never show a figure without how many cases it rests on, and never make a page that runs a script or fetches anything.
package report

import (
	"time"

	"referraldesk/policy"
)

// Month is what was handed over in a calendar month, and what came of it. It is plain data: [Of] counts it from entries, and who
// keeps them in a database may count the same there.
//
// A referral is a reference to a destination. It counts once in each month in which it was handed over, however often it was;
// an answer counts in that month too, whenever it came.
type Month struct {
	First        policy.Day // of the month
	Total        Tally      // of all of them; it has no id
	Destinations []Tally    // by id of the directory, the most referrals first, and of as many by id
	Sites        []Tally    // by ODS code, "" for those of which it is not known; in the same order
	Conditions   []Confirmed
	Waits        []Wait // every span of [Of], the shortest first, also where none took as long
}

// Tally counts referrals that have something in common.
type Tally struct {
	ID        string
	Referrals int
	Again     int // of them were handed over more than once in the month

	// By the worst verdict on which each was handed over in the month. They add up to Referrals.
	Secure, Check, NotSecure int

	// By what was noted of each since it was last handed over in the month. They add up to Referrals.
	Arrived int // the destination has it, or answered
	NotSent int // somebody at the desk said that it was not sent
	Open    int // neither

	Took Took
}

// Took is how long it took from the hand-off until somebody noted a receipt or a reply. That is the latest at which a referral
// arrived, not when it did.
type Took struct {
	Measured int           // how many of those that arrived; the rest were noted by a clock that was wrong
	Median   time.Duration // of an even number, the middle between two; 0 where none was measured
	Longest  time.Duration // 0 where none was measured
}

// Confirmed is a condition that somebody confirmed by name, and for how many referrals.
type Confirmed struct {
	Condition policy.ConditionID
	Referrals int
}

// Wait is how many referrals took at least From and less than To days of 24 hours until a receipt or a reply was noted.
type Wait struct {
	From, To  int // To is 0 where there is no end
	Referrals int
}

// waits are the spans that a wait is counted in: a day, which [chasing] gives an urgent referral, two, a week, two weeks, which
// are the ten working days of the rest.
func waits() []Wait {
	return []Wait{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 7}, {From: 7, To: 14}, {From: 14}}
}
