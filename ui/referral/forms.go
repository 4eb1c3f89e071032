package referral

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// nhsNumberForm is ten digits in one, or in groups of 3, 3 and 4.
var nhsNumberForm = regexp.MustCompile(`^(\d{3})[ -]?(\d{3})[ -]?(\d{4})$`)

// readNHSNumber checks the number by Modulus 11 and gives it as it is shown, 999 000 0018 (source nhs-dd-nhs-number). Ten equal
// digits pass the sum and are refused all the same: nobody has such a number.
func readNHSNumber(s string) (string, error) {
	groups := nhsNumberForm.FindStringSubmatch(s)
	if groups == nil {
		return "", errors.New("is no NHS number: write its 10 digits, in groups of 3, 3 and 4 or in one, or leave it blank")
	}
	digits := groups[1] + groups[2] + groups[3]
	if strings.Count(digits, digits[:1]) == len(digits) {
		return "", errors.New("is no NHS number: all its digits are the same; check it, or leave it blank")
	}
	sum := 0
	for i, weight := 0, 10; i < 9; i, weight = i+1, weight-1 {
		sum += int(digits[i]-'0') * weight
	}
	// A computed check digit of 11 stands for 0; one of 10 is never issued and equals no digit.
	if check := (11 - sum%11) % 11; check != int(digits[9]-'0') {
		return "", errors.New("is no NHS number: its last digit does not fit the others; check it, or leave it blank")
	}
	return strings.Join(groups[1:], " "), nil
}

// postcodeForm is the form of every UK postcode, the one for no fixed abode (ZZ99 3VZ) and GIR 0AA included.
var postcodeForm = regexp.MustCompile(`^([A-Z]{1,2}\d[A-Z\d]?|GIR) ?(\d[A-Z]{2})$`)

func readPostcode(s string) (string, error) {
	parts := postcodeForm.FindStringSubmatch(strings.ToUpper(s))
	if parts == nil {
		return "", errors.New("is no UK postcode: write it like HP20 1AA; ZZ99 3VZ stands for no fixed abode")
	}
	return parts[1] + " " + parts[2], nil
}

// The forms of a telephone number: what may follow it, and what may stand in it.
var (
	extensionForm = regexp.MustCompile(`(?i)[ ,]*(?:ext(?:ension|n)?\.?|x|#) ?\d{1,6}$`)
	phoneForm     = regexp.MustCompile(`^\+?[\d ()./-]+$`)
	ukPhoneForm   = regexp.MustCompile(`^0[1-9]\d{8,9}$`)
	abroadForm    = regexp.MustCompile(`^\+[1-9]\d{7,14}$`)
)

// readPhone takes a UK number in any usual grouping, with +44 and an extension too, or one from abroad that starts with +. It
// gives the number as it was grouped. Where nonePasses, "none" is an answer too: a patient without a telephone can be referred.
func readPhone(s string, nonePasses bool) (string, error) {
	if nonePasses && strings.EqualFold(s, "none") {
		return "None", nil
	}
	number := extensionForm.ReplaceAllString(s, "")
	if !phoneForm.MatchString(number) {
		return "", errors.New("is no telephone number: write digits and spaces, such as 01296 123456 or 01296 123456 ext 12")
	}
	digits := strings.Map(func(r rune) rune {
		if r == '+' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, number)
	for _, uk := range []string{"+44", "0044"} {
		if rest, ok := strings.CutPrefix(digits, uk); ok {
			digits = "0" + strings.TrimPrefix(rest, "0")
		}
	}
	switch {
	case ukPhoneForm.MatchString(digits), abroadForm.MatchString(digits):
		return s, nil
	case !strings.HasPrefix(digits, "0"):
		return "", errors.New("has no area code: a UK number starts with 0 or +44, one from abroad with +")
	}
	return "", errors.New("has too many or too few digits: a UK number has 10 or 11 with its first 0")
}

// numberForm takes what a laboratory writes too: eGFR >90.
var numberForm = regexp.MustCompile(`^([<>]?) ?(\d{1,6}(?:\.\d{1,3})?)$`)

// readNumber takes a number with or without its unit and gives it with it.
func readNumber(s, unit string) (string, error) {
	number := s
	if n := len(s) - len(unit); unit != "" && n > 0 && strings.EqualFold(s[n:], unit) {
		number = strings.TrimSpace(s[:n])
	}
	parts := numberForm.FindStringSubmatch(number)
	switch {
	case parts != nil:
		return strings.TrimSpace(parts[1] + parts[2] + " " + unit), nil
	case strings.Contains(number, ","):
		return "", errors.New("has a comma: write a point for the decimals and nothing for the thousands, such as 72.5")
	case unit != "":
		return "", fmt.Errorf("is not a number of %s: write digits, such as 72 or 72.5", unit)
	}
	return "", errors.New("is not a number: write digits, such as 72 or 72.5")
}
