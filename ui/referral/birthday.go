package referral

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// leaksBirthday looks for the day in runs of numbers: as three numbers, or as one however it is cut, with the year in two
// digits or four and the month as a word too.
func leaksBirthday(dob, s string) bool {
	born, err := readDate(dob)
	if err != nil {
		return leaksDigits(dob, s)
	}
	d, m, y := born.UK()[:2], born.UK()[3:5], born.UK()[6:]
	orders := [][3]string{{d, m, y}, {y, m, d}, {m, d, y}, {d, m, y[2:]}, {y[2:], m, d}, {m, d, y[2:]}}
	digits := only(s, isDigit)
	if len(digits) < 3 {
		return false // the shortest is 1 May 50
	}
	for _, order := range orders[:3] {
		if strings.Contains(digits, strings.Join(order[:], "")) {
			return true
		}
	}
	numbers := numbersOf(s)
	for i := range numbers {
		for _, order := range orders {
			if startsWithDate(numbers[i:], order) {
				return true
			}
		}
	}
	return false
}

// startsWithDate says whether numbers begins with the parts of a date, in order and with or without their leading zeros, or
// with numbers that are those parts run together.
func startsWithDate(numbers []string, date [3]string) bool {
	if len(numbers) >= 3 && sameNumber(numbers[0], date[0]) && sameNumber(numbers[1], date[1]) && sameNumber(numbers[2], date[2]) {
		return true
	}
	rest := strings.Join(date[:], "")
	for _, number := range numbers {
		var ok bool
		if rest, ok = strings.CutPrefix(rest, number); !ok || number == "" {
			return false
		}
		if rest == "" {
			return true
		}
	}
	return false
}

func sameNumber(a, b string) bool {
	return a != "" && len(a) <= len(b) && strings.TrimLeft(a, "0") == strings.TrimLeft(b, "0")
}

// runs are what the numbers of a date are found in: runs of digits, and runs of letters for the months and what joins them.
var runs = regexp.MustCompile(`\d+|\pL+`)

// numbersOf gives the numbers in s, months written as words among them, with "" where other words part them.
func numbersOf(s string) []string {
	var numbers []string
	for _, run := range runs.FindAllString(strings.ToLower(s), -1) {
		switch run {
		case "st", "nd", "rd", "th", "of", "the": // 12th of March
		default:
			if !isDigit(rune(run[0])) {
				run = monthNumber(run)
			}
			numbers = append(numbers, run)
		}
	}
	return numbers
}

// monthNumber is the number of an English month, spelt out or cut to three letters or more, and "" of any other word.
func monthNumber(word string) string {
	for m := time.January; m <= time.December; m++ {
		if len(word) >= 3 && strings.HasPrefix(strings.ToLower(m.String()), word) {
			return fmt.Sprintf("%02d", m)
		}
	}
	return ""
}
