package referral

import (
	"strings"
	"unicode"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// Finding is something about one question that whoever sends the referral must know.
type Finding struct {
	Question directory.Question
	Kind     FindingKind
	Problem  string // to be read after the question's label; it never quotes an answer
}

// FindingKind says what a finding does to the referral.
type FindingKind uint8

const (
	Missing     FindingKind = iota + 1 // required and blank: the referral can't be handed over
	Invalid                            // answered in a form that can't be right: the referral can't be handed over
	NotRecorded                        // recommended and blank: the message says "not recorded"
	Note                               // worth a second look
)

// String is the id of the kind, as in JSON: missing, invalid, not-recorded or note.
func (k FindingKind) String() string {
	return [...]string{"", "missing", "invalid", "not-recorded", "note"}[k]
}

// Blocks says whether the referral can't be handed over before this is mended.
func (f Finding) Blocks() bool { return f.Kind == Missing || f.Kind == Invalid }

// referenceQuestion stands for the reference in a [Finding]; no form asks for it.
func referenceQuestion() directory.Question {
	return directory.Question{
		ID: "reference", Section: text.Line("Sending"), Label: text.Line("Reference"), Kind: directory.KindLine, Need: directory.Required,
	}
}

// Check says what is missing, what is wrong and what to look at again, in the order of the form, the reference last. No
// question has more than one finding.
func (r Referral) Check(today policy.Day) []Finding {
	var all []Finding
	for _, q := range r.Destination.Questions {
		if !Applies(q, r.Answers, r.Destination) {
			continue
		}
		kind, problem := r.check(q, today)
		if kind == 0 && q.ID == idGPCode {
			if problem, q.Source = r.GPAdvice(); problem != "" {
				kind = Note
			}
		}
		if kind != 0 {
			all = append(all, Finding{q, kind, problem})
		}
	}
	if kind, problem := r.checkReference(); kind != 0 {
		all = append(all, Finding{referenceQuestion(), kind, problem})
	}
	return all
}

// check says what there is to say about one question; the kind is 0 where that is nothing.
func (r Referral) check(q directory.Question, today policy.Day) (FindingKind, string) {
	if r.Answers[q.ID].IsEmpty() {
		return r.checkBlank(q)
	}
	return r.checkFilled(q, today)
}

// checkBlank says what it means that q is blank.
func (r Referral) checkBlank(q directory.Question) (FindingKind, string) {
	switch need := NeedOf(q, r.Answers, r.Destination); {
	case need == directory.Required && isPhoneCall(q):
		return Missing, "is required: an emergency is phoned first, since an e-mail must not be the only act"
	case need == directory.Required && q.ID == idUrgencyFrame:
		return Missing, "is required: the urgency chosen has none, so write it in words, such as within two weeks"
	case need == directory.Required:
		return Missing, "is required and still blank"
	case need == directory.Recommended:
		return NotRecorded, "is blank: the message will say " + notRecorded
	}
	return 0, ""
}

// checkFilled says what there is to say about the answer to q, which is not blank.
func (r Referral) checkFilled(q directory.Question, today policy.Day) (FindingKind, string) {
	answer := r.Answers[q.ID]
	if err := CheckAnswer(q, answer, today); err != nil {
		return Invalid, err.Error()
	}
	switch q.Kind {
	case directory.KindDate:
		return r.checkDate(q, today)
	case directory.KindUrgency:
		if _, chosen := ChosenUrgency(r.Destination, r.Answers); !chosen {
			return Invalid, "is none of the choices: pick one with its time frame"
		}
	case directory.KindYesNo:
		return checkNo(q, answer)
	case directory.KindEmail:
		if a, err := policy.ParseAddress(answer.String()); err == nil && a.Domain() != "nhs.net" {
			return Note, "is not at nhs.net: a reply with the patient's data may not be secure there"
		}
	case directory.KindLine, directory.KindText:
		switch {
		case q.ID == idAttachments && LeaksPatient(r.Answers, answer):
			return Invalid, "gives the patient away: rename the file, without name, date of birth or NHS number"
		case !namesAndPlaces[q.ID] && hasEyeShortForm(answer.String()):
			return Note, "has a short form for an eye: spell out Right and Left"
		}
	}
	return 0, ""
}

// checkDate holds a date, whose form is right, against the others and against today.
func (r Referral) checkDate(q directory.Question, today policy.Day) (FindingKind, string) {
	d, _ := r.Answers.day(q.ID)
	if err := checkAmong(q, d, r.Answers); err != nil {
		return Invalid, err.Error()
	}
	if d.After(today) {
		return Note, "lies in the future: is it meant?"
	}
	return 0, ""
}

// checkNo notes a No where the destination must have an answer: to consent, or to what a scheme takes referrals for. What it
// means is the clinician's to say.
func checkNo(q directory.Question, answer text.Text) (FindingKind, string) {
	if written, _ := read(q, answer); written != "No" || q.Need != directory.Required {
		return 0, ""
	}
	if q.Help.IsEmpty() {
		return Note, "is answered No"
	}
	return Note, "is answered No: " + q.Help.String()
}

// checkReference holds the reference to what every subject is held to.
func (r Referral) checkReference() (FindingKind, string) {
	switch {
	case r.Reference.IsZero():
		return Missing, "is required: without one the referral can't be traced"
	case LeaksPatient(r.Answers, r.Reference.t):
		return Invalid, "gives the patient away: take another, without name, date of birth or NHS number"
	}
	return 0, ""
}

// hasEyeShortForm finds the short forms for an eye, in capitals as they are written; R/E is an R too. They are noted, never
// rewritten: what the clinician wrote is what is sent.
func hasEyeShortForm(s string) bool {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		switch word {
		case "R", "L", "RE", "LE", "OD", "OS", "OU", "BE", "RHE", "LHE", "BEO", "RVA", "LVA", "RT", "LT", "Rt", "Lt":
			return true
		}
	}
	return false
}

// namesAndPlaces are typed answers where such letters mean something else: an initial, flat L, or OD for once daily.
var namesAndPlaces = map[string]bool{
	idPatientName: true, "patient-address": true, idGPPractice: true, idPhonedWho: true, "medication": true, "prescriber": true,
	"provider-choice": true, idReferrerName: true, idReferrerGOC: true, idPracticeName: true, idPracticeAddress: true,
}
