package policy

import "slices"

// The sources that the rules and the remedies rest on; the directory's sources spell them out. notPublished stands where no
// source says it, and the sentence then says so itself.
const (
	locNHSMail    SourceID = "loc-nhs-mail"
	nhseNHSMail   SourceID = "nhse-nhs-mail"
	secureEmail   SourceID = "nhsd-secure-email"
	dcb1596       SourceID = "dcb1596-guidance"
	listOfMay2025 SourceID = "dcb1596-list-2025-05"
	bucksUrgent   SourceID = "loc-bucks-urgent-2019"
	notPublished  SourceID = ""
)

// Rule is one rule or fact that verdicts rest on, in this program's words.
type Rule struct {
	ID     RuleID
	Text   string
	Source SourceID // "" where no source says it; the text then says so
}

// Condition is what a person must confirm before a route that is [Check] may be used.
type Condition struct {
	ID       ConditionID
	Text     string   // what has to hold
	Question string   // the sentence that is confirmed by name; in a [RecipientVerdict] it names the address or the domain
	Source   SourceID // the source of the rule behind it
}

var rules = []Rule{
	{"S1", "Mail is secure only where both addresses end in @nhs.net.", locNHSMail},
	{"S2", "A performer with an Egress account can send securely to NHS mail addresses from another mailbox.", locNHSMail},
	{"S3", "An Egress holder receives securely only from a sender who knows Egress and uses the correct protocol.", locNHSMail},
	{"S4", "Whoever sends answers personally for the patient's data.", locNHSMail},
	{"S5", "Before sending, know the local protocol, and use the correct form where one is indicated.", locNHSMail},
	{"N1", "Patient data to an address outside nhs.net must be encrypted, unless its domain is on the DCB1596 list.", nhseNHSMail},
	{"N2", "DCB1596 accreditation lasts one year and must be renewed.", dcb1596},
	{"N3", "On 22/05/2025 mkuh.nhs.uk and nhs.net were on the list, and buckshealthcare.nhs.uk was not. The list has no wildcards. " +
		"What it says today is not known.", listOfMay2025},
	{"N4", "[secure] in the subject makes NHSmail encrypt the message. Only where local policy approves it, and only from " +
		"NHSmail: from any other account it does nothing.", secureEmail},
	{"N5", "Not published: whether the case of [secure] matters, and what it does toward an accredited domain.", notPublished},
	{"L1", "In 2019 BUS and SMH eye casualty said that they would not process referrals from outside @nhs.net.", bucksUrgent},
	{"L2", "An encrypted message costs the reader a sign-in, so an urgent one needs a phone call too. This is the program's own " +
		"inference.", notPublished},
}

var conditions = []Condition{
	{"S2", "The recipient accepts mail through Egress, of which the page speaks toward nhs.net only.",
		"I have confirmed with the recipient today that they accept referrals through Egress, and I send through Egress only", locNHSMail},
	{"S3", "The sender knows Egress and uses the correct protocol.",
		"I have confirmed with the recipient today which Egress protocol to use, and I use it", locNHSMail},
	{"S5", "The address that was given up still takes referrals.",
		"I have confirmed with the service today that {address} still takes referrals", locNHSMail},
	{"N1", "The domain is still on the DCB1596 list.",
		"I have confirmed with {whom} today that {old} still accredited", nhseNHSMail},
	{"N4", "Local policy approves of [secure], and the reader can sign in to read the message.",
		"I have confirmed that [secure] stands first in the subject, that local policy approves it, " +
			"and that the recipient can sign in to read the message", secureEmail},
}

// Rules lists every rule and fact, in the order of the fact sheet.
func Rules() []Rule { return slices.Clone(rules) }

// FindRule is the rule with the id.
func FindRule(id RuleID) (Rule, bool) {
	i := slices.IndexFunc(rules, func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return Rule{}, false
	}
	return rules[i], true
}

// Conditions lists every condition that a verdict can name, in the order of the fact sheet, their questions in general words.
func Conditions() []Condition {
	all := slices.Clone(conditions)
	for i := range all {
		all[i] = all[i].inGeneral()
	}
	return all
}

// FindCondition is the condition with the id, its question in general words.
func FindCondition(id ConditionID) (Condition, bool) {
	i := slices.IndexFunc(conditions, func(c Condition) bool { return c.ID == id })
	if i < 0 {
		return Condition{}, false
	}
	return conditions[i].inGeneral(), true
}

func (c Condition) inGeneral() Condition {
	c.Question = generally(NHSmail, ListedEarlier).say(c.Question)
	return c
}

// question is the sentence that a person confirms for the condition on one route, "" where there is no condition.
func question(id ConditionID, w *wording) string {
	for _, c := range conditions {
		if c.ID == id {
			return w.say(c.Question)
		}
	}
	return ""
}
