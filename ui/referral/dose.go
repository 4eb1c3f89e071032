package referral

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// The questions that a dose by weight is computed from, in the units that the directory gives them: mg a day and kg.
const (
	idDailyDose = "daily-dose"
	idWeight    = "weight"
)

// DoseSource is the source of the figure of 5 mg/kg/day that [DoseLine] names.
const DoseSource policy.SourceID = "rcophth-hcq-2020"

// DoseLine computes the dose by body weight in mg/kg/day and shows how: "400 mg ÷ 72 kg = 5.56 mg/kg/day", with the published
// figure beside it. It never says whether that is too much: that is for the clinic. The line is empty where one of the two
// answers is no plain number above zero.
func DoseLine(a Answers) text.Text {
	dose, okDose := a.amount(idDailyDose, "mg")
	weight, okWeight := a.amount(idWeight, "kg")
	if !okDose || !okWeight {
		return text.Text{}
	}
	exact := dose / weight
	perKilo, rounded := math.Round(exact*100)/100, ""
	if math.Abs(exact-perKilo) > 1e-9 {
		rounded = " (rounded)"
	}
	return text.Line(fmt.Sprintf("%s mg ÷ %s kg = %.2f mg/kg/day%s. RCOphth (December 2020) names more than 5 mg/kg/day "+
		"of hydroxychloroquine as one of the grounds for monitoring after 1 year.", plain(dose), plain(weight), perKilo, rounded))
}

// amount is an answer that is a plain number above zero, with or without its unit, and whether it is one; ">90" is none.
func (a Answers) amount(id, unit string) (float64, bool) {
	written, err := readNumber(a.line(id), unit)
	if err != nil {
		return 0, false
	}
	n, err := strconv.ParseFloat(strings.TrimSuffix(written, " "+unit), 64)
	return n, err == nil && n > 0
}

func plain(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// asksDose says whether a dose by weight belongs to the referral.
func asksDose(d directory.Destination) bool {
	asked := 0
	for _, q := range d.Questions {
		if IsOfDose(q) {
			asked++
		}
	}
	return asked == 2
}

// IsOfDose says whether [DoseLine] computes from the answer to q.
func IsOfDose(q directory.Question) bool { return q.ID == idDailyDose || q.ID == idWeight }
