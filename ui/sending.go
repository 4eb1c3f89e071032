package ui

import (
	"referraldesk/policy"
	"referraldesk/ui/handover"
	"referraldesk/ui/referral"
)

// inHand is the referral being written, with all that its hand-over rests on.
func (m Model) inHand() handover.Case {
	return handover.Case{
		Practice: m.with.Practice, Directory: m.with.Directory, Accredited: m.with.Accredited,
		Sender: m.sender, Tag: m.tag, Today: m.with.today(), Referral: m.form.referral,
	}
}

// verdict is the verdict on the referral being written.
func (m Model) verdict() policy.Verdict { return m.inHand().Verdict() }

// findings are those of the referral being written.
func (m Model) findings() []referral.Finding { return m.inHand().Findings() }

// reviewed is what a review of the referral as it stands now is about.
func (m Model) reviewed() reviewed {
	return reviewed{m.with.today(), m.sender, m.inHand().Verdicts(), m.steps()}
}

// composed is the referral as it is sent.
func (m Model) composed() referral.Referral { return m.inHand().Composed() }

// steps are all texts that are taken over.
func (m Model) steps() []step {
	var steps []step
	for _, s := range m.inHand().Steps() {
		steps = append(steps, step{label: s.Label, text: s.Text, patient: s.Patient, handsOver: s.HandsOver})
	}
	return steps
}
