package policy

// cell is what the rules say of mail from one kind of address to another. Its zero value is what stands for an unknown kind:
// the status Unknown.
type cell struct {
	status    Status
	rule      RuleID
	condition ConditionID
	headline  string // to be read after the status; names the day of every listing that the status rests on
	reasons   []reasonID
	remedies  []remedyID
	tagged    *cell // takes the cell's place where [secure] is on the subject; nil where the tag may not be offered
}

// table is the policy: fact sheet, section 1. The row is the sender, the column the recipient. [Document] prints it.
var table = [kinds][kinds]cell{
	NHSmail: {
		NHSmail: {Secure, "S1", "", "nhs.net to nhs.net", []reasonID{bothNHSNet}, nil, nil},
		Listed:  {Secure, "N1", "", "{to} · {listed}", []reasonID{theirsInDate, pageStricter, tagNotPublished}, nil, nil},
		ListedEarlier: {Check, "S1", "N1", "{to} is not nhs.net · {listed}", []reasonID{pageNotMetByTo, theirsTooOld},
			[]remedyID{confirmTheirs, useTag, useTagIfApproved, phoneToo, phoneIfUrgent},
			&cell{Check, "N4", "N4", "the reader must sign in · {listed}",
				[]reasonID{tagEncrypts, urgentSignsIn, pageNotMetByTo, theirsTooOld, tagNotPublished},
				[]remedyID{tellReader, phoneToo, phoneIfUrgent, confirmTheirs}, nil}},
		Egress: {Check, "S3", "S3", "Egress holder: only by the right protocol", []reasonID{egressProtocol},
			[]remedyID{followEgressGuide, lookUpNHSNet}, nil},
		Other: {NotSecure, "S1", "", "{to} is neither nhs.net nor listed", []reasonID{pageNotMetByTo, theirsNotListed},
			[]remedyID{lookUpNHSNet, useTag, useTagIfApproved},
			&cell{Check, "N4", "N4", "{to}: the reader must sign in",
				[]reasonID{tagEncrypts, urgentSignsIn, pageNotMetByTo, theirsNotListed},
				[]remedyID{tellReader, phoneToo, phoneIfUrgent, lookUpNHSNet}, nil}},
	},
	Egress: {
		NHSmail:       {Secure, "S2", "", "Egress to nhs.net, through Egress only", []reasonID{egressOnly}, nil, nil},
		Listed:        {Check, "S2", "S2", "Egress to {to} · {listed}", []reasonID{egressSilent}, []remedyID{askNHSNet, askEgress}, nil},
		ListedEarlier: {Check, "S2", "S2", "Egress to {to} · {listed}", []reasonID{egressSilent}, []remedyID{askNHSNet, askEgress}, nil},
		Egress:        {Check, "S2", "S2", "Egress to Egress: the page is silent", []reasonID{egressSilent}, []remedyID{askNHSNet, askEgress}, nil},
		Other:         {Check, "S2", "S2", "Egress to {to}: the page is silent", []reasonID{egressSilent}, []remedyID{askNHSNet, askEgress}, nil},
	},
	Listed: {
		NHSmail: {Secure, "N1", "", "{from} to nhs.net · {listed}", []reasonID{oursInDate, pageStricter}, nil, nil},
		Listed:  {Secure, "N1", "", "both ends {listed}", []reasonID{theirsInDate, oursInDate, pageStricter}, nil, nil},
		ListedEarlier: {Check, "N1", "N1", "their listing is too old · {listed}", []reasonID{theirsTooOld, pageNotMetByBoth},
			[]remedyID{confirmTheirs, askNHSNet}, nil},
		Egress: {Check, "S3", "S3", "to an Egress holder · {listed}", []reasonID{egressProtocol, egressFromNHSNet},
			[]remedyID{askNHSNet, askEgress}, nil},
		Other: {NotSecure, "N1", "", "{to} is neither nhs.net nor listed", []reasonID{theirsNotListed, pageNotMetByBoth},
			[]remedyID{askNHSNet}, nil},
	},
	ListedEarlier: {
		NHSmail: {Check, "N1", "N1", "your listing is too old · {listed}", []reasonID{oursTooOld, pageNotMetByFrom},
			[]remedyID{confirmOurs, useNHSAccount, getNHSmail}, nil},
		Listed: {Check, "N1", "N1", "your listing is too old · {listed}", []reasonID{oursTooOld, pageNotMetByBoth},
			[]remedyID{confirmOurs, useNHSAccount, getNHSmail}, nil},
		ListedEarlier: {Check, "N1", "N1", "both listings too old · {listed}", []reasonID{theirsTooOld, oursTooOld, pageNotMetByBoth},
			[]remedyID{confirmTheirs, confirmOurs, askNHSNet}, nil},
		Egress: {Check, "S3", "S3", "to an Egress holder · {listed}", []reasonID{egressProtocol, egressFromNHSNet},
			[]remedyID{askNHSNet, askEgress}, nil},
		Other: {NotSecure, "N1", "", "{to} is neither nhs.net nor listed", []reasonID{theirsNotListed, pageNotMetByBoth},
			[]remedyID{askNHSNet}, nil},
	},
	Other: {
		NHSmail: {NotSecure, "S1", "", "your mailbox is not NHSmail", []reasonID{pageNotMetByFrom},
			[]remedyID{useNHSAccount, getNHSmail, getEgress}, nil},
		Listed: {NotSecure, "S1", "", "your mailbox is not NHSmail", []reasonID{pageNotMetByBoth},
			[]remedyID{useNHSAccount, getNHSmail, askNHSNet, getEgress}, nil},
		ListedEarlier: {NotSecure, "S1", "", "your mailbox is not NHSmail", []reasonID{pageNotMetByBoth},
			[]remedyID{useNHSAccount, getNHSmail, askNHSNet, getEgress}, nil},
		Egress: {NotSecure, "S1", "", "your mailbox is not NHSmail", []reasonID{pageNotMetByBoth},
			[]remedyID{useNHSAccount, getNHSmail, askNHSNet, getEgress}, nil},
		Other: {NotSecure, "S1", "", "your mailbox is not NHSmail", []reasonID{pageNotMetByBoth},
			[]remedyID{askNHSNet, useNHSAccount, getNHSmail, getEgress}, nil},
	},
}

// tagRemarks is what each kind of sender is told of [secure] beside the cell: only NHSmail can start an encrypted exchange.
var tagRemarks = [kinds][]reasonID{
	Egress:        {tagDoesNothing},
	Listed:        {tagDoesNothing},
	ListedEarlier: {tagDoesNothing},
	Other:         {tagWouldDoNothing},
}

// superseded takes the place of the status, rule and condition of a cell that is secure or check, where the recipient's address
// was given up; the cell's own condition has to be confirmed as well.
var superseded = cell{status: Check, rule: "S5", condition: "S5"}
