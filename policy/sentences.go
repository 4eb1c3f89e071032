package policy

// The sentences that the cells of the table are made of. They are read in a pane of 50 columns, so they are short; {to} and
// its like are filled for each route, see [wording.word].

// when says on which routes a sentence of a cell is said.
type when uint8

const (
	always         when = iota
	whenTagged          // [secure] is on the subject
	whenUrgent          // the recipient is an urgent service
	unlessUrgent        // it is not known to be one
	whenApproved        // local policy approves of [secure]
	unlessApproved      // it is not known to
)

// holds says whether a sentence is said on the route to a recipient.
func (w when) holds(r *Route, to Recipient) bool {
	approved := r.SecureTag || r.SecureApproved
	return [...]bool{true, r.SecureTag, to.Urgent, !to.Urgent, approved, !approved}[w]
}

// reasonID is a reason that a cell can give; reasonTable spells it out.
type reasonID uint8

const (
	bothNHSNet reasonID = iota
	pageStricter
	pageNotMetByTo
	pageNotMetByFrom
	pageNotMetByBoth
	theirsInDate
	oursInDate
	theirsTooOld
	oursTooOld
	theirsNotListed
	egressOnly
	egressSilent
	egressProtocol
	egressFromNHSNet
	tagEncrypts
	tagNotPublished
	tagDoesNothing
	tagWouldDoNothing
	urgentSignsIn
)

var reasonTable = [...]struct {
	rule RuleID // the rule that says it
	text string
	when when
}{
	bothNHSNet:        {"S1", "Both ends are @nhs.net.", always},
	pageStricter:      {"S1", "The LOC page is stricter: to it mail is secure only from nhs.net to nhs.net.", always},
	pageNotMetByTo:    {"S1", "The LOC page's rule is not met: {to} is not nhs.net.", always},
	pageNotMetByFrom:  {"S1", "The LOC page's rule is not met: {from} is not nhs.net.", always},
	pageNotMetByBoth:  {"S1", "The LOC page's rule is not met: neither end is nhs.net.", always},
	theirsInDate:      {"N1", "{to} was {to-listed}: mail to the DCB1596 list needs no added encryption.", always},
	oursInDate:        {"N1", "Your end is on the DCB1596 list: {from} was {from-listed}, for one year.", always},
	theirsTooOld:      {"N2", "The evidence for NHS England's rule is too old: {to} was {to-listed}, for one year.", always},
	oursTooOld:        {"N2", "The evidence for NHS England's rule is too old: {from} was {from-listed}, for one year.", always},
	theirsNotListed:   {"N1", "Nothing shows {to} on the DCB1596 list, so patient data to it must be encrypted.", always},
	egressOnly:        {"S2", "An Egress account sends securely to nhs.net: send it in Egress, not from the mailbox itself.", always},
	egressSilent:      {"S2", "The LOC page speaks of Egress to nhs.net only: about {to} it is silent.", always},
	egressProtocol:    {"S3", "An Egress holder reads it securely only if you know Egress and use the correct protocol.", always},
	egressFromNHSNet:  {"S3", "The LOC page says that of nhs.net senders only, and {from} is not nhs.net.", always},
	tagEncrypts:       {"N4", "[secure] makes NHSmail encrypt the message: the reader must sign in to read it.", always},
	tagNotPublished:   {"N5", "What [secure] does toward an accredited domain is not published.", whenTagged},
	tagDoesNothing:    {"N4", "[secure] does nothing here: only an NHSmail user can start an encrypted exchange.", whenTagged},
	tagWouldDoNothing: {"N4", "[secure] would do nothing: only an NHSmail user can start an encrypted exchange.", always},
	urgentSignsIn:     {"L2", "An urgent service must sign in before it can read this: phone too (the program's own inference).", whenUrgent},
}

// remedyID is a next step that a cell can name; remedyTable spells it out.
type remedyID uint8

const (
	useNHSAccount remedyID = iota
	getNHSmail
	getEgress
	askNHSNet
	lookUpNHSNet
	confirmTheirs
	confirmOurs
	useTag
	useTagIfApproved
	tellReader
	phoneToo
	phoneIfUrgent
	askEgress
	followEgressGuide
)

// locPage is where the page's forms and guides are linked; their own addresses are not in the copy that was read.
const locPage = "loc-online.co.uk/buckinghamshire-loc/professionals/nhs-mail"

var remedyTable = [...]struct {
	text    string
	contact string
	source  SourceID
	when    when
}{
	useNHSAccount: {"Send it from the practice's nhs.net account, or ask a colleague who has one to send it.", "", locNHSMail, always},
	getNHSmail: {"Get NHSmail (NHS.net Connect): with 10 or fewer sites, apply on the NAS portal; for help, write.",
		"nhsbsa.paos-support@nhs.net", locNHSMail, always},
	getEgress:     {"Or get an Egress account, with any number of sites: the form is linked from the LOC page.", locPage, locNHSMail, always},
	askNHSNet:     {"Ask the recipient for an nhs.net address.", "", locNHSMail, always},
	lookUpNHSNet:  {"Ask for an nhs.net address, or look in the People tab of your NHSmail inbox.", "", locNHSMail, always},
	confirmTheirs: {"Ask the recipient whether {to} is still accredited, then: referraldesk domains confirm {to} --by NAME --source TEXT", "", dcb1596, always},
	confirmOurs: {"Ask whoever runs your mailbox whether {from} is still accredited, then: referraldesk domains confirm {from} --by NAME --source TEXT",
		"", dcb1596, always},
	useTag: {"Or put [secure] first in the subject: your practice has approved it. The reader must sign in.",
		"", secureEmail, whenApproved},
	useTagIfApproved: {"Or put [secure] first in the subject, only where local policy approves it. The reader must sign in.",
		"", secureEmail, unlessApproved},
	tellReader: {"Tell the reader that they must sign in to read the message.", "", secureEmail, always},
	phoneToo: {"Phone the service as well: an encrypted message waits for a sign-in (the program's own inference).",
		"", notPublished, whenUrgent},
	phoneIfUrgent: {"If it is urgent, phone as well: an encrypted message waits for a sign-in (the program's own inference).",
		"", notPublished, unlessUrgent},
	askEgress:         {"Ask the recipient whether they accept referrals through Egress.", "", locNHSMail, always},
	followEgressGuide: {"Follow the Egress guide for NHS mail users, linked from the LOC page.", locPage, locNHSMail, always},
}
