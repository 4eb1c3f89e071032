package policy

import (
	"slices"
	"strings"
)

// What the LOC page names beside the contacts of the clock.
const (
	odsHelpdesk   = "exeter.helpdesk@nhs.net"
	egressLarge   = "alan.tinger@fodo.com"
	passwordReset = "https://portal.nhs.net/forgotpassword/"
	applyForm     = "https://forms.office.com/r/SzaDjwpZxM"
	guides        = "https://support.nhs.net/article-categories/optometry/"
)

// stepRow is one step with the situations in which it is said.
type stepRow struct {
	Remedy
	when     []given
	lacks    lack
	conflict []Reason
}

// inCase gives each row a situation beside its own.
func inCase(also []given, rows ...stepRow) []stepRow {
	for i := range rows {
		rows[i].when = slices.Concat(also, rows[i].when)
	}
	return rows
}

// The situations that rows share. NHSmail can be had, as far as is known, unless the contractor has more than 10 sites.
var (
	canBeHad = unless(askSites, moreThan10)
	wantsNew = is(askAccount, never, deleted)
)

// stepTable is all the advice there is: fact sheet, section 4, in the order in which the steps are taken. An account to be
// saved comes before a new one, and what keeps an account comes last.
var stepTable = slices.Concat(troubleSteps, largeSteps, whoSteps, contractorSteps, performerSteps, egressSteps, keepSteps)

// troubleSteps are for an account that is there, or was.
var troubleSteps = []stepRow{
	{Remedy: Remedy{"Reset the password: security questions were set up.", passwordReset, locNHSMail},
		when: []given{is(askSecurity, yes)}},
	{Remedy: Remedy{"Try to reset the password: it works only where security questions were set up.", passwordReset, locNHSMail},
		when: []given{is(askSecurity, unsure, open)}},
	{Remedy: Remedy{"To get back into the account, call NHS Digital, or read the NAS FAQs, linked from the LOC page.",
		nhsDigital, locNHSMail},
		when: []given{is(askAccount, lost)},
		conflict: []Reason{
			{"The LOC page says twice that whoever can't get into an existing account calls 0333 200 1133.", locNHSMail},
			{"Under “NHS Mail help” it says that whoever needs support first writes to nhsbsa.paos-support@nhs.net.", locNHSMail}}},
	{Remedy: Remedy{"Ask first whether the account is still active.", accountSupport, locNHSMail},
		when: []given{is(askAccount, unsure)}},
	{Remedy: Remedy{"If it is there and you can't get in, call NHS Digital.", nhsDigital, locNHSMail},
		when: []given{is(askAccount, unsure)}},
	{Remedy: Remedy{"If it was deleted, ask for a new one.", accountDeleted, locNHSMail},
		when: []given{is(askAccount, unsure)}},
	{Remedy: Remedy{"Ask now for it to be restored: that can be done for 30 days. Whom to ask is not published; for support the LOC page " +
		"names this address first.", accountSupport, locNHSMail},
		when: []given{is(askDeleted, recently)}},
	{Remedy: Remedy{"Ask now whether it can still be restored: that can be done for 30 days. Whom to ask is not published; for support the " +
		"LOC page names this address first.", accountSupport, locNHSMail},
		when: []given{is(askDeleted, unsure, open)}},
	{Remedy: Remedy{"If it can't be restored, ask for a new one.", accountDeleted, locNHSMail},
		when: []given{is(askDeleted, recently, unsure, open), canBeHad}},
	{Remedy: Remedy{"It can't be restored any more: you apply anew. Ask for a new account.", accountDeleted, locNHSMail},
		when: []given{is(askDeleted, longAgo), canBeHad}},
	{Remedy: Remedy{"Ask there what is needed. Whether the ODS code and the authentication code are needed again is not published.",
		accountDeleted, locNHSMail},
		when: []given{is(askDeleted, longAgo, unsure), canBeHad}},
	{Remedy: Remedy{"Don't ask the LOC: only the National Administration Service (NAS) administers accounts, and LOCs " +
		"can't help.", "", locNHSMail},
		when: []given{is(askAccount, lost, unsure, deleted)}},
}

// largeSteps are for contractors to whom NHSmail is closed.
var largeSteps = []stepRow{
	{Remedy: Remedy{"With more than 10 practices, Egress is the only way for now. A different one was being worked out: " +
		"to know more, write.", egressLarge, locNHSMail},
		when: []given{is(askSites, moreThan10)}},
}

// whoSteps say who may have NHSmail, and how much of it.
var whoSteps = inCase([]given{wantsNew, unless(askDeleted, recently), canBeHad},
	stepRow{Remedy: Remedy{"NHSmail (NHS.net Connect) is for GOS contractors with 10 or fewer sites, and their optometrists and dispensing " +
		"opticians, in England.", "", locNHSMail}},
	stepRow{Remedy: Remedy{"Each site gets one shared mailbox. How many individual addresses go with it is told in three ways: ask which holds.",
		accountSupport, locNHSMail},
		conflict: []Reason{
			{"The LOC page, at its top: up to three personal accounts per site.", locNHSMail},
			{"The LOC page, further down: a contractor has two individual addresses.", locNHSMail},
			{"Rotherham and Barnsley LOC: ten.", locRotherham}}},
)

// contractorSteps are the registration of a contractor.
var contractorSteps = slices.Concat(
	inCase(applying,
		stepRow{Remedy: Remedy{"Publish the practice's assessment in the NHS Data Security and Protection Toolkit (DSPT): “Standards Met” or " +
			"“Standards Exceeded”.", "", locNHSMail},
			when:  []given{unless(askDSPT, yes)},
			lacks: lack{askDSPT, "a published DSPT assessment"}},
		stepRow{Remedy: Remedy{"Have the practice's Organisation Data Service (ODS) code confirmed.", odsHelpdesk, locNHSMail},
			when:  []given{unless(askODS, yes)},
			lacks: lack{askODS, "the practice's ODS code"}},
		stepRow{Remedy: Remedy{"Get the authentication code from the NHS Business Services Authority (NHSBSA). How is not published; this is the " +
			"address for NHSmail enquiries.", accountSupport, locNHSMail},
			when:  []given{unless(askCode, yes)},
			lacks: lack{askCode, "the authentication code of the NHSBSA"}},
		stepRow{Remedy: Remedy{"With the published DSPT assessment, the ODS code and the authentication code, the contractor applies on the " +
			"portal run by the National Administration Service (NAS), linked from the LOC page.", locPage, locNHSMail}},
		stepRow{Remedy: Remedy{"Under “NHS Mail help” the LOC page gives a form to whoever never applied before. Whether it replaces the portal is " +
			"not published.", applyForm, locNHSMail}},
		stepRow{Remedy: Remedy{"For help with the form, or anything else about NHSmail, write.", accountSupport, locNHSMail}}),
	[]stepRow{
		{Remedy: Remedy{"For one more individual address, call NHS Digital and say why it is needed.", nhsDigital, locNHSMail},
			when: []given{is(askRole, contractor), is(askAccount, never, working), canBeHad}}},
)

// performerSteps are for whoever has an account through a contractor.
var performerSteps = []stepRow{
	{Remedy: Remedy{"Ask a contractor to apply for an individual address for you, as performers do, employed or locum.",
		"", locNHSMail},
		when:     []given{is(askUsedUp, no, unsure, open)},
		lacks:    lack{askUsedUp, "a contractor's application for you"},
		conflict: askOrApply},
	{Remedy: Remedy{"If that contractor's addresses are used up, call NHS Digital and say why one more is needed.",
		nhsDigital, locNHSMail},
		when: []given{is(askUsedUp, unsure, open)}},
	{Remedy: Remedy{"That contractor's addresses are used up: call NHS Digital and say why one more is needed.",
		nhsDigital, locNHSMail},
		when:     []given{is(askUsedUp, yes)},
		lacks:    lack{askUsedUp, "one more individual address for the contractor"},
		conflict: askOrApply},
	{Remedy: Remedy{"The form for whoever never applied before; whether performers may use it themselves is not published.",
		applyForm, locNHSMail},
		when: []given{is(askUsedUp, yes, no, unsure, open)}},
}

// askOrApply is what the page says to a performer who never had an account, in two places.
var askOrApply = []Reason{
	{"The LOC page, under “Registration Route”: performers need to ask a contractor to apply for them.", locNHSMail},
	{"Under “NHS Mail help” it gives a form to whoever never applied before, and does not say that it is for " +
		"contractors alone.", locNHSMail},
}

// egressSteps are the other way: for everyone without an account, and the only one for large contractors.
var egressSteps = inCase([]given{wantsNew},
	stepRow{Remedy: Remedy{"Or apply for an Egress account: the form is linked from the LOC page.", locPage, locNHSMail},
		when: []given{canBeHad}},
	stepRow{Remedy: Remedy{"Apply for an Egress account: the form is linked from the LOC page.", locPage, locNHSMail},
		when: []given{is(askSites, moreThan10)}},
	stepRow{Remedy: Remedy{"Egress alone needs no DSPT: the NHS mail team says that its application neither needs nor asks " +
		"for one.", "", locNHSMail}},
	stepRow{Remedy: Remedy{"With Egress you send securely from a non-NHS address to NHS mail addresses, so to hospitals and GPs.", "",
		locNHSMail}},
	stepRow{Remedy: Remedy{"An nhs.net user can write to an Egress holder securely only by the right protocol. Guides for both sides are linked " +
		"from the LOC page.", locPage, locNHSMail}},
)

// keepSteps are for whoever has NHSmail, or will.
var keepSteps = inCase([]given{canBeHad},
	stepRow{Remedy: Remedy{"A condition of an nhs.net account is the NHS Data Security and Protection Toolkit (DSPT); one person per practice " +
		"completes it. The LOC page links to a DSPT page and to an update of September 2021.", locPage, locNHSMail}},
	stepRow{Remedy: Remedy{"Set up two-factor authentication, strongly advised for everyone: a code or an authenticator app beside name and " +
		"password. How is linked from the LOC page.", locPage, locNHSMail}},
	stepRow{Remedy: Remedy{"Choose a unique password that nobody guesses.", "", locNHSMail}},
	stepRow{Remedy: Remedy{"At least every 30 days, do one of these: " + usesInWords() + ".", "", locNHSMail}},
	stepRow{Remedy: Remedy{"The practical way to do so: read your mail in Outlook regularly.", "", locNHSMail}},
	stepRow{Remedy: Remedy{"Since 01/12/2022 an account unused for 30 days becomes inactive; after 30 more it is deleted; for 30 more it can be " +
		"restored; then it is gone, and you apply anew. Before, it was 90 and 90 days.", "", locNHSMail}},
	stepRow{Remedy: Remedy{"Use a shared mailbox at least every 30 days all the same.", "", locNHSMail},
		conflict: []Reason{{sharedElsewhere, lpcMiddlesex}, {sharedOnPage, locNHSMail}}},
	stepRow{Remedy: Remedy{"Before long leave, ask for the account to be “disabled”; whom to ask is not published — check locally. " +
		disabledKept, "", lpcMiddlesex}},
	stepRow{Remedy: Remedy{disabledToo, "", mlcsuLifecycle}},
	stepRow{Remedy: Remedy{"For another optometrist's or a practice's address, search the People tab of your " +
		"NHSmail inbox.", "", locNHSMail}},
	stepRow{Remedy: Remedy{"Guides for contractors, performers and locums, a user guide and FAQs.", guides, locNHSMail}},
)

// usesInWords is what counts as use, in half a sentence.
func usesInWords() string {
	words := each(uses, func(u Use) string { return u.Text })
	last := len(words) - 1
	return strings.Join(words[:last], "; ") + "; or " + words[last]
}
