// Package practice knows who we are: the practice, its clinicians, the accounts that it sends from, and where its files lie.
//
// It reads practice.toml, which belongs to the people of the practice: the program makes the file once, adds or takes out an
// account where somebody asks for that, and leaves every other byte as it stands. It must never hold a patient, a password or a
// judgement of a route (package policy has those rules).
package practice

import (
	"slices"

	"referraldesk/policy"
	"referraldesk/policy/text"
)

// How long patient text may stay on the clipboard, in seconds.
const (
	clipboardDefault = 90
	clipboardLeast   = 10
	clipboardMost    = 600
)

// Practice is what practice.toml says, or [Empty]. Every text may be empty.
type Practice struct {
	Name       text.Text
	ODSCode    text.Text // in upper case
	Address    text.Text
	Phone      text.Text
	Clinicians []Clinician
	Accounts   []Account  // the first one is sent from, unless another is chosen
	SecureTag  *SecureTag // nil where local policy does not approve of [secure]
	Outlook    Outlook

	Chasing Chasing

	ClipboardSeconds int // how long patient text may stay on the clipboard: 10 to 600

	Daybook string // the URL of the group's daybook, without a password: postgres://…; "" for none
}

// Clinician is somebody who refers.
type Clinician struct {
	Name text.Text
	GOC  text.Text // registration number with the General Optical Council
}

// Account is a mailbox that the practice sends from.
type Account struct {
	Address  policy.Address
	Kind     AccountKind
	Shared   bool       // a mailbox of several people
	Disabled policy.Day // the day on which it was disabled for long leave; zero where it was not. A later use ends that
}

// AccountKind is what kind of mailbox an account is.
type AccountKind string

const (
	AccountNHSmail AccountKind = "nhsmail" // exactly the addresses at nhs.net
	AccountEgress  AccountKind = "egress"  // an address elsewhere whose holder has an Egress account
	AccountOther   AccountKind = "other"
)

// SecureTag is the approval of local policy for [secure] in the subject.
type SecureTag struct {
	ApprovedBy text.Text
	On         policy.Day
}

// Chasing says after how long a referral that nobody confirmed is asked after.
type Chasing struct {
	UrgentDays   int          // days of the calendar, for an emergency and for what is urgent
	WorkingDays  int          // for any other
	BankHolidays []policy.Day // no working days, besides Saturdays and Sundays
}

// Outlook is the mail program that a message is handed to.
type Outlook string

const (
	OutlookWeb     Outlook = "web"
	OutlookNew     Outlook = "new"
	OutlookClassic Outlook = "classic"
	Thunderbird    Outlook = "thunderbird"
)

// Empty is a practice of which nothing is known yet, with the defaults.
func Empty() Practice {
	return Practice{Outlook: OutlookWeb, Chasing: usualChasing(), ClipboardSeconds: clipboardDefault}
}

// usualChasing is a day for what is urgent and ten working days for what is not, without bank holidays.
func usualChasing() Chasing { return Chasing{UrgentDays: 1, WorkingDays: 10} }

// UsualAccount is the one that the practice sends from unless another is chosen; zero where it has none.
func (p Practice) UsualAccount() Account {
	if len(p.Accounts) == 0 {
		return Account{}
	}
	return p.Accounts[0]
}

// Account is the practice's account with the address.
func (p Practice) Account(address policy.Address) (Account, bool) {
	i := slices.IndexFunc(p.Accounts, func(a Account) bool { return a.Address.Same(address) })
	if i < 0 {
		return Account{}, false
	}
	return p.Accounts[i], true
}

// Sender is whoever sends from the address: what the practice declares of it, and nothing where it is no account of ours.
func (p Practice) Sender(address policy.Address) policy.Sender {
	account, _ := p.Account(address)
	return policy.NewSender(address, account.Kind == AccountEgress)
}

// Sender is whoever sends from the account.
func (a Account) Sender() policy.Sender { return policy.NewSender(a.Address, a.Kind == AccountEgress) }

// KindOf is the kind that an address must have, or "" where it can be Egress or another and somebody must say which.
func KindOf(address policy.Address) AccountKind {
	if address.Domain() == "nhs.net" {
		return AccountNHSmail
	}
	return ""
}
