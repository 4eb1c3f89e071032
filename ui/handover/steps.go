package handover

import (
	"strings"

	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/ui/outlook"
	"referraldesk/ui/referral"
)

// Step is one text to be taken over into Outlook or the patient's record.
type Step struct {
	Label     string
	Text      string
	Patient   bool // it holds patient data: it is cleared from the clipboard again
	HandsOver bool // with it the referral counts as handed over, and is noted in the daybook
}

// Composed is the referral as it is sent: of the day, and with [secure] where that is wanted and does something.
func (c Case) Composed() referral.Referral {
	r := c.Referral
	r.On = c.Today
	r.SecureTag = c.Tag && c.Verdict().TagHelps()
	return r
}

// Letter is the message to the destination.
func (c Case) Letter() referral.Message {
	message := referral.Compose(c.Composed(), referral.Clinic, policy.Address{})
	message.Cc = c.cc()
	return message
}

// gpCopy is the message to the GP; ok is false where none is wanted or its route is not secure.
func (c Case) gpCopy() (message referral.Message, ok bool) {
	address, v, wanted := c.GP()
	r := c.Composed()
	r.SecureTag = c.Tag && v.TagHelps()
	return referral.Compose(r, referral.GP, address), wanted && MayGo(v.Status)
}

// Steps are all texts that are taken over, in the order in which they are pasted; the note for the record comes last.
func (c Case) Steps() []Step {
	letter := c.Letter()
	steps := []Step{{Label: "To", Text: addresses(letter.To)}}
	if len(letter.Cc) > 0 {
		steps = append(steps, Step{Label: "Cc", Text: addresses(letter.Cc)})
	}
	steps = append(steps,
		Step{Label: "Subject", Text: letter.Subject.String()},
		Step{Label: "Body", Text: letter.Body.String(), Patient: true, HandsOver: true})
	if copy, ok := c.gpCopy(); ok {
		steps = append(steps,
			Step{Label: "GP copy: To", Text: addresses(copy.To)},
			Step{Label: "GP copy: Subject", Text: copy.Subject.String()},
			Step{Label: "GP copy: Body", Text: copy.Body.String(), Patient: true})
	}
	if Wants(c.Referral.Answers, CopyForPatient) {
		sheet := referral.Compose(c.Composed(), referral.Patient, policy.Address{})
		steps = append(steps, Step{Label: "Patient's sheet", Text: sheet.Body.String(), Patient: true})
	}
	note := referral.Compose(c.Composed(), referral.Record, policy.Address{})
	return append(steps, Step{Label: "Record note", Text: note.Body.String()})
}

// Draft is the message to the destination as a mail program opens it.
func (c Case) Draft() outlook.Draft {
	letter := c.Letter()
	d := outlook.Draft{From: c.Sender.Address.String(), Subject: letter.Subject.String(), Body: letter.Body.String()}
	for _, a := range letter.To {
		d.To = append(d.To, a.String())
	}
	for _, a := range letter.Cc {
		d.Cc = append(d.Cc, a.String())
	}
	return d
}

// BeforeSend is what only a person can see in Outlook. formAttached is what the review was told of the form.
func (c Case) BeforeSend(formAttached bool) []string {
	letter := c.Letter()
	from := "From is " + c.Sender.Address.String() + "."
	if c.Sender.Kind == practice.AccountEgress {
		from = "You are in the Egress portal, as " + c.Sender.Address.String() + "."
	}
	to := "To is " + addresses(letter.To)
	if len(letter.Cc) > 0 {
		to += ", Cc is " + addresses(letter.Cc)
	}
	check := []string{from, to + ", and nobody else."}
	if copy, ok := c.gpCopy(); ok {
		check = append(check, "The GP's copy is a message of its own, to "+addresses(copy.To)+" and nobody else.")
	}
	if c.Composed().SecureTag {
		check = append(check, "The subject starts with [secure].")
	}
	if formAttached {
		check = append(check, "The form is attached.")
	}
	if a := c.Referral.Answers["attachments"]; !a.IsEmpty() {
		check = append(check, "Attached: "+a.String())
	}
	return append(check, "Once sent, paste the record note into the patient's own record.")
}

func addresses(all []policy.Address) string {
	var words []string
	for _, a := range all {
		words = append(words, a.String())
	}
	return strings.Join(words, "; ")
}
