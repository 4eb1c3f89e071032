package referral

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
)

// The forms of a visual acuity as it is written in the UK: Snellen in metres, LogMAR in decimals, and the words for less.
var (
	snellenForm = regexp.MustCompile(`^([1-6]|0\.5) ?/ ?(\d{1,3}(?:\.\d)?) ?([+-]\d?|PART)?$`)
	logMARForm  = regexp.MustCompile(`^(?:LOGMAR ?)?([+-]?)(\d?\.\d{1,2})(?: ?LOGMAR)?$`)
	wordForm    = regexp.MustCompile(`^(CF|HM|PL|NPL|NLP)(?: ?(?:AT|@)? ?(\d+(?:\.\d+)?) ?(M|CM))?$`)
	notTested   = regexp.MustCompile(`^(?i:not tested)($|[ ,;:.(-].*)`)
)

// The ends of what a chart shows: Snellen denominators in metres, and LogMAR.
const (
	minDenominator, maxDenominator = 3, 120
	minLogMAR, maxLogMAR           = -0.4, 2.0
)

// plainSigns maps the signs that a word processor puts in place of those on the keyboard.
var plainSigns = strings.NewReplacer("−", "-", "–", "-", "⁄", "/")

// readAcuity takes one acuity and gives it in one form: 6/9+2, 0.10 LogMAR, CF at 1 m, NPL, not tested. LogMAR is named, since
// a bare 1.0 could be taken for a decimal acuity, which means the opposite.
func readAcuity(s string) (string, error) {
	s = plainSigns.Replace(s)
	if m := notTested.FindStringSubmatch(s); m != nil {
		return "not tested" + m[1], nil
	}
	upper := strings.ToUpper(s)
	if m := snellenForm.FindStringSubmatch(upper); m != nil && within(m[2], minDenominator, maxDenominator) {
		return m[1] + "/" + m[2] + strings.Replace(m[3], "PART", " part", 1), nil
	}
	if m := logMARForm.FindStringSubmatch(upper); m != nil && within(m[1]+m[2], minLogMAR, maxLogMAR) {
		if m[2][0] == '.' {
			m[2] = "0" + m[2]
		}
		return strings.TrimPrefix(m[1], "+") + m[2] + " LogMAR", nil
	}
	if m := wordForm.FindStringSubmatch(upper); m != nil {
		if m[1] == "NLP" {
			m[1] = "NPL"
		}
		if m[2] == "" {
			return m[1], nil
		}
		return m[1] + " at " + m[2] + " " + strings.ToLower(m[3]), nil
	}
	if strings.HasPrefix(upper, "20/") {
		return "", errors.New("is in feet: write it in metres, such as 6/6")
	}
	return "", errors.New("is no visual acuity: write Snellen (6/9 or 6/9+2), LogMAR (0.10), CF, HM, PL, NPL or not tested")
}

func within(number string, low, high float64) bool {
	n, err := strconv.ParseFloat(number, 64)
	return err == nil && n >= low && n <= high
}
