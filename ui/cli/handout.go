package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/daybook"
	"referraldesk/ui/outlook"
	"referraldesk/ui/referral"
)

// composed is the answer of compose as JSON. What is not known is null; subject and body are null where nothing is handed out.
type composed struct {
	To        []string            `json:"to"`
	Cc        []string            `json:"cc"`
	Subject   *string             `json:"subject"`
	Body      *string             `json:"body"`
	Reference *string             `json:"reference"`
	Status    *string             `json:"status"`
	Rule      *policy.RuleID      `json:"rule"`
	Condition *policy.ConditionID `json:"condition"`
	Headline  *string             `json:"headline"`
	Warnings  []string            `json:"warnings"`
	Missing   []string            `json:"missing"`
}

// out hands the message out, or says why not. Everything that is wrong is said; the exit status is the gravest one's.
func (h *handing) out(w World) error {
	held := gravest(append(slices.Clone(h.blocked), h.mayGo())...)
	if h.asJSON {
		var delivered error
		if held == nil {
			delivered = h.deliver(w)
		}
		return gravest(held, delivered, writeJSON(w, h.answer(held == nil)))
	}
	if held != nil {
		return held
	}
	w.note("%s: %s", statusWords(h.verdict.Status), h.verdict.Headline)
	for _, warning := range h.warnings {
		w.note("%s", warning)
	}
	delivered := h.deliver(w)
	elsewhere := delivered == nil && (h.copy || h.eml != "")
	return gravest(delivered, w.print(messageWords(h.message, !elsewhere)))
}

// answer is what compose answers in JSON, with the message or without.
func (h *handing) answer(handedOut bool) composed {
	a := composed{
		To: words(h.message.To), Cc: words(h.message.Cc), Headline: orNull(h.verdict.Headline),
		Warnings: append([]string{}, h.warnings...), Missing: append([]string{}, h.missing...),
	}
	if v := h.verdict; v.Status != policy.Unknown {
		a.Status = orNull(v.Status.String())
		at := slices.IndexFunc(v.Recipients, func(r policy.RecipientVerdict) bool { return r.Status == v.Status })
		a.Rule, a.Condition = orNull(v.Recipients[at].Rule), orNull(v.Recipients[at].Condition)
	}
	if !slices.Contains(h.missing, "reference") {
		a.Reference = orNull(h.referral.Reference.String())
	}
	if handedOut {
		a.Subject, a.Body = orNull(h.message.Subject.String()), orNull(h.message.Body.String())
	}
	return a
}

func orNull[T ~string](s T) *T {
	if s == "" {
		return nil
	}
	return &s
}

func words(addresses []policy.Address) []string {
	all := []string{}
	for _, a := range addresses {
		all = append(all, a.String())
	}
	return all
}

// messageWords are the message as it would be typed into a mail program, with its body or without.
func messageWords(m referral.Message, withBody bool) string {
	var b strings.Builder
	for _, line := range []struct {
		name string
		to   []policy.Address
	}{{"To", m.To}, {"Cc", m.Cc}} {
		if len(line.to) > 0 {
			fmt.Fprintf(&b, "%s: %s\n", line.name, strings.Join(words(line.to), "; "))
		}
	}
	if !m.Subject.IsEmpty() {
		fmt.Fprintf(&b, "Subject: %s\n", m.Subject)
	}
	if withBody {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintln(&b, m.Body)
	}
	return b.String()
}

// deliver takes the message to where the flags say. Each way is tried, whatever became of the other.
func (h *handing) deliver(w World) error {
	var written, copied error
	if h.eml != "" {
		written = h.write(w)
	}
	if h.copy {
		copied = copyBody(w, h.message.Body.String())
	}
	left := h.eml != "" && written == nil || h.copy && copied == nil
	if left && referral.Audience(h.audience) == referral.Clinic {
		record(w, h.event(w))
	}
	return gravest(written, copied)
}

// event is what the daybook keeps of the hand-off: nothing of the patient.
func (h *handing) event(w World) daybook.HandedOver {
	r := h.referral
	e := daybook.HandedOver{
		At: w.Now(), Reference: daybook.Reference(r.Reference.String()), Destination: daybook.DestinationID(r.Destination.ID),
		Sender: h.from.Address(), Status: h.verdict.Status, Version: daybook.Version(version()),
	}
	if len(h.verdict.Recipients) > 0 {
		e.Rule, e.Condition = h.verdict.Recipients[0].Rule, h.verdict.Recipients[0].Condition
	}
	if u, chosen := referral.ChosenUrgency(r.Destination, r.Answers); chosen {
		e.Urgency = daybook.UrgencyOf(u)
	}
	e.ConfirmedBy, _ = daybook.KnownClinician(text.Line(string(h.by)), h.practice)
	e.Site, _ = ods.ParseCode(h.practice.ODSCode.String())
	return e
}

// write writes the message as a draft. Its name is held to what every file name is held to.
func (h *handing) write(w World) error {
	if referral.LeaksPatient(h.referral.Answers, text.Line(filepath.Base(string(h.eml)))) {
		return failed("--eml: the file's name gives the patient away: choose one without name, date of birth or NHS number")
	}
	draft := outlook.Draft{
		From: h.from.Address().String(), To: words(h.message.To), Cc: words(h.message.Cc),
		Subject: h.message.Subject.String(), Body: h.message.Body.String(),
	}
	if err := outlook.WriteEML(string(h.eml), draft, h.force); err != nil {
		return failed("--eml: %w", err)
	}
	w.note("the draft is written: delete it once it is sent, since it holds the patient's details")
	return nil
}

// copyBody puts the body on the clipboard. This program ends now and can't count down to clear it, so it says that it stays;
// what could not be confirmed is taken away again, since part of it may have arrived.
func copyBody(w World, body string) error {
	road, err := outlook.System(w.Getenv, w.Screen)
	if err != nil {
		return failed("the body was not copied: %w", err)
	}
	w.note("%s", strings.Join(outlook.Limits{InHistory: road.Limits().InHistory}.Sentences(), "\n"))
	ctx := context.Background()
	held, err := outlook.Copy(ctx, road, body)
	if err != nil {
		_, clearing := held.Clear(ctx)
		return failed("the body was not copied: %w", errors.Join(err, clearing))
	}
	w.note("the body: %s; it stays on the clipboard until something else is copied", held.Outcome())
	return nil
}
