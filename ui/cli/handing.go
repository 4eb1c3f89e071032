package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/daybook"
	"referraldesk/ui/referral"
)

// handing is a message on its way out, with what keeps it back and what must be known of it.
type handing struct {
	composing
	practice practice.Practice
	from     policy.Sender
	referral referral.Referral
	verdict  policy.Verdict
	message  referral.Message
	missing  []string // ids of the questions that keep it back
	blocked  []error  // why they do, each an exit
	warnings []string
}

// judge judges the route of the message, and puts [secure] on its subject where that was asked for and does something.
func (h *handing) judge(w World, dir *directory.Directory) {
	known, fault := accredited(w)
	w.tell(fault)
	as := func(s sending) policy.Verdict { return s.judge(w, h.practice, known, h.from, h.recipient(dir)) }
	h.verdict = as(h.sending)
	h.referral.SecureTag = h.secureTag && h.verdict.TagHelps()
	if h.secureTag && !h.referral.SecureTag {
		h.warn("[secure] is not known to do anything on this route, and was left off the subject")
	}
	today := h.sending
	today.on = day{}
	if now := as(today); now.Status.Worse(h.verdict.Status) != h.verdict.Status {
		h.warn("this is as of %s; today, %s, it is %s: %s", h.on, w.today(), statusWords(now.Status), now.Headline)
	}
	if h.awaitsGP() && h.verdict.Status == policy.Secure {
		h.verdict = policy.Verdict{Headline: "the GP's address is not known: look in the People tab of the NHSmail inbox, " +
			"then judge the route with --gp ADDRESS"}
	}
}

// recipient is whom the route must lead to: the GP for the GP's copy, else the destination. The sheet for the patient and the
// note for the record speak of the referral, so they go the way that it goes. Where the GP's address is not known it is the
// best that it could be, so that a sender who reaches no GP securely is told so.
func (h *handing) recipient(dir *directory.Directory) policy.Recipient {
	switch {
	case h.awaitsGP():
		return policy.Recipient{Address: anyNHSMailbox()}
	case !h.gp.IsZero():
		return dir.Recipient(h.gp.Address)
	}
	return h.referral.Destination.Recipient()
}

func (h *handing) warn(format string, args ...any) {
	h.warnings = append(h.warnings, fmt.Sprintf(format, args...))
}

// lookUpGP finds the patient's GP practice in the lists that were added. What they know is advice: a list that can't be read is
// a warning.
func (h *handing) lookUpGP(w World) {
	store, err := listStore(w)
	if err == nil {
		h.referral.GP, _, err = store.Practice(h.referral.Answers["gp-ods"].String())
	}
	if err != nil {
		h.warn("the GP practice was not looked up: %v", err)
	}
}

// gather takes what is wrong with the answers, as they were read and as the referral checks them, in the order of the form.
func (h *handing) gather(in given) {
	questions := h.referral.Destination.Questions
	place := func(f referral.Finding) int {
		if at := slices.IndexFunc(questions, func(q directory.Question) bool { return q.ID == f.Question.ID }); at >= 0 {
			return at
		}
		return len(questions) // the reference, which the form does not ask
	}
	findings := slices.Clone(in.invalid)
	for _, f := range h.referral.Check(h.referral.On) {
		if !slices.ContainsFunc(in.invalid, func(known referral.Finding) bool { return known.Question.ID == f.Question.ID }) {
			findings = append(findings, f)
		}
	}
	slices.SortStableFunc(findings, func(a, b referral.Finding) int { return place(a) - place(b) })
	for _, f := range findings {
		if !f.Blocks() {
			h.warn("%s: %s", f.Question.ID, f.Problem)
			continue
		}
		h.missing = append(h.missing, f.Question.ID)
		h.blocked = append(h.blocked, failed("%s: %s", f.Question.ID, f.Problem))
	}
	for _, err := range in.strange {
		h.warn("%v", err)
		h.blocked = append(h.blocked, exit{Failed, err})
	}
}

// mayGo says why the verdict keeps the message back, nil where it does not.
func (h *handing) mayGo() error {
	v := h.verdict
	switch v.Status {
	case policy.Secure:
		return nil
	case policy.Check:
		return h.confirmations()
	case policy.NotSecure:
		return exit{NotSecure, errors.New(strings.Join(append([]string{"not secure: " + v.Headline}, nextSteps(v)...), "\n"))}
	}
	if h.awaitsGP() {
		return nil
	}
	return failed("the route could not be judged: %s", v.Headline)
}

// nextSteps are the remedies of a verdict.
func nextSteps(v policy.Verdict) []string {
	var steps []string
	for _, r := range v.Recipients {
		for _, remedy := range r.Remedies {
			steps = append(steps, "next: "+remedyWords(remedy))
		}
	}
	return steps
}

// confirmations holds --confirm and --by to what the verdict asks.
func (h *handing) confirmations() error {
	for _, r := range h.verdict.Recipients {
		if r.Status == policy.Check && !slices.Contains(h.confirmed, string(r.Condition)) {
			return exit{Attention, fmt.Errorf("check first: %s\nto be confirmed: %s\nnext: once that is so, add --confirm %s --by NAME, "+
				"a clinician of practice.toml", h.verdict.Headline, r.Question, r.Condition)}
		}
	}
	if _, known := daybook.KnownClinician(text.Line(string(h.by)), h.practice); !known {
		return exit{Attention, errors.New("check first: --by must name who confirmed it, as a [[clinician]] of practice.toml is named")}
	}
	return nil
}
