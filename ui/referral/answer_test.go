package referral

import (
	"strings"
	"testing"

	"referraldesk/directory"
	"referraldesk/policy/text"
)

// A case is an answer, and what becomes of it: how the message writes it, or what the problem says.
type answerCase struct{ answer, shown, problem string }

func checkCases(t *testing.T, q directory.Question, cases []answerCase) {
	t.Helper()
	for _, c := range cases {
		err := CheckAnswer(q, text.Block(c.answer), today)
		switch {
		case c.problem == "" && err != nil:
			t.Errorf("%q is refused: %v", c.answer, err)
		case c.problem != "" && err == nil:
			t.Errorf("%q is accepted", c.answer)
		case c.problem != "" && !strings.Contains(err.Error(), c.problem):
			t.Errorf("%q: the problem %q does not say %q", c.answer, err, c.problem)
		}
		if got := shown(q, text.Block(c.answer)); c.problem == "" && got != c.shown {
			t.Errorf("%q is shown as %q, want %q", c.answer, got, c.shown)
		}
	}
}

func of(kind directory.QuestionKind) directory.Question {
	return directory.Question{ID: "asked", Kind: kind}
}

func TestAnNHSNumberPassesModulus11AndIsShownInThreeGroups(t *testing.T) {
	checkCases(t, of(directory.KindNHSNumber), []answerCase{
		{"9990000018", "999 000 0018", ""},
		{"9990000026", "999 000 0026", ""},
		{"9990000034", "999 000 0034", ""},
		{"9990000042", "999 000 0042", ""},
		{"999 000 0018", "999 000 0018", ""},
		{"999-000-0018", "999 000 0018", ""},
		{" 999 000 0018 ", "999 000 0018", ""},
		{"999\u00a0000\u00a00018", "999 000 0018", ""},
		{"9990000107", "999 000 0107", ""},
		{"9990000190", "999 000 0190", ""}, // computed 11, which stands for 0
		{"", "", ""},
		{"9990000000", "", "last digit"},
		{"9990000019", "", "last digit"},
		{"9990000081", "", "last digit"},
		{"9990000080", "", "last digit"}, // computed 10, which is never issued
		{"9999999999", "", "all its digits"},
		{"0000000000", "", "all its digits"},
		{"999000001", "", "10 digits"},
		{"99900000180", "", "10 digits"},
		{"99 900 00018", "", "3, 3 and 4"},
		{"999 0000 018", "", "3, 3 and 4"},
		{"999.000.0018", "", "3, 3 and 4"},
		{"٩٩٩٠٠٠٠٠١٨", "", "10 digits"},
		{"not known", "", "leave it blank"},
	})
}

func TestNineDigitsHaveAtMostOneCheckDigit(t *testing.T) {
	q := of(directory.KindNHSNumber)
	for n := range 1000 {
		accepted := 0
		for check := range 10 {
			if CheckAnswer(q, text.Line("999000"+pad(n)+string(rune('0'+check))), today) == nil {
				accepted++
			}
		}
		if accepted > 1 {
			t.Errorf("999000%s: %d check digits", pad(n), accepted)
		}
	}
}

func pad(n int) string {
	return string([]byte{byte('0' + n/100), byte('0' + n/10%10), byte('0' + n%10)})
}

func TestADateIsTakenAsItIsTypedInTheUKAndShownInOneForm(t *testing.T) {
	checkCases(t, directory.Question{ID: "patient-dob", Kind: directory.KindDate}, []answerCase{
		{"03/02/1950", "03/02/1950", ""},
		{"3/2/1950", "03/02/1950", ""},
		{"03.02.1950", "03/02/1950", ""},
		{"03-02-1950", "03/02/1950", ""},
		{"3 2 1950", "03/02/1950", ""},
		{"1950-02-03", "03/02/1950", ""},
		{"29/02/2024", "29/02/2024", ""},
		{"22/11/2026", "22/11/2026", ""},
		{"23/11/1896", "23/11/1896", ""},
		{"22/11/1896", "", "130 years old"},
		{"01/01/0002", "", "130 years old"},
		{"01/01/0001", "", "calendar"},
		{"23/11/2026", "", "future"},
		{"29/02/2025", "", "calendar"},
		{"31/04/1950", "", "calendar"},
		{"02/13/1950", "", "calendar"},
		{"0/1/1950", "", "calendar"},
		{"3/2/50", "", "four"},
		{"3/2/195", "", "DD/MM/YYYY"},
		{"1950", "", "DD/MM/YYYY"},
		{"3 Feb 1950", "", "DD/MM/YYYY"},
		{"yesterday", "", "DD/MM/YYYY"},
		{"3/2/1950/1", "", "DD/MM/YYYY"},
		{"03021950", "", "DD/MM/YYYY"},
	})
}

func TestAPostcodeHasTheFormOfOne(t *testing.T) {
	checkCases(t, of(directory.KindPostcode), []answerCase{
		{"hp20 1aa", "HP20 1AA", ""},
		{"HP201AA", "HP20 1AA", ""},
		{"  hp20  1aa ", "HP20 1AA", ""},
		{"M1 1AE", "M1 1AE", ""},
		{"B33 8TH", "B33 8TH", ""},
		{"CR2 6XH", "CR2 6XH", ""},
		{"W1A 0AX", "W1A 0AX", ""},
		{"EC1A 1BB", "EC1A 1BB", ""},
		{"GIR 0AA", "GIR 0AA", ""},
		{"ZZ99 3VZ", "ZZ99 3VZ", ""},
		{"HP20", "", "HP20 1AA"},
		{"HP2O 1A", "", "HP20 1AA"},
		{"1HP 2AA", "", "HP20 1AA"},
		{"HP20 AA1", "", "HP20 1AA"},
		{"HPX20 1AA", "", "HP20 1AA"},
		{"HP20-1AA", "", "HP20 1AA"},
		{"90210", "", "HP20 1AA"},
	})
}

func TestATelephoneNumberIsOneThatTheClinicCanRing(t *testing.T) {
	checkCases(t, of(directory.KindPhone), []answerCase{
		{"01296 123456", "01296 123456", ""},
		{"(01296) 123456", "(01296) 123456", ""},
		{"07700 900 123", "07700 900 123", ""},
		{"01296-123-456", "01296-123-456", ""},
		{"+44 1296 123456", "+44 1296 123456", ""},
		{"+44 (0)1296 123456", "+44 (0)1296 123456", ""},
		{"0044 1296 123456", "0044 1296 123456", ""},
		{"016977 1234", "016977 1234", ""},
		{"01296 123456 ext 12", "01296 123456 ext 12", ""},
		{"01296 123456 ext. 12", "01296 123456 ext. 12", ""},
		{"01296 123456 extension 12", "01296 123456 extension 12", ""},
		{"01296 123456x12", "01296 123456x12", ""},
		{"+353 1 234 5678", "+353 1 234 5678", ""},
		{"123456", "", "area code"},
		{"1296 123456", "", "area code"},
		{"01296 12345", "01296 12345", ""},
		{"01296 1234", "", "10 or 11"},
		{"01296 1234567", "", "10 or 11"},
		{"00 1296 123456", "", "10 or 11"},
		{"01296 12E456", "", "digits and spaces"},
		{"ask the daughter", "", "digits and spaces"},
		{"none", "", "digits and spaces"},
		{"+", "", "digits and spaces"},
	})
}

func TestAPatientWithoutATelephoneCanBeReferred(t *testing.T) {
	checkCases(t, directory.Question{ID: "patient-phone", Kind: directory.KindPhone}, []answerCase{{"none", "None", ""}})
}

func TestAVisualAcuityIsTakenAsItIsWrittenInTheUK(t *testing.T) {
	checkCases(t, of(directory.KindAcuity), []answerCase{
		{"6/6", "6/6", ""},
		{"6/9+2", "6/9+2", ""},
		{"6/9 +2", "6/9+2", ""},
		{"6/12-1", "6/12-1", ""},
		{"6/12 −1", "6/12-1", ""},
		{"6/6-", "6/6-", ""},
		{"6/7.5", "6/7.5", ""},
		{"6 / 60", "6/60", ""},
		{"3/60", "3/60", ""},
		{"1/60", "1/60", ""},
		{"0.5/60", "0.5/60", ""},
		{"6/4", "6/4", ""},
		{"0.10", "0.10 LogMAR", ""},
		{"-0.10", "-0.10 LogMAR", ""},
		{"–0.1", "-0.1 LogMAR", ""},
		{"+0.10", "0.10 LogMAR", ""},
		{".3", "0.3 LogMAR", ""},
		{"0.3", "0.3 LogMAR", ""},
		{"1.00", "1.00 LogMAR", ""},
		{"0.10 logmar", "0.10 LogMAR", ""},
		{"CF", "CF", ""},
		{"cf at 1m", "CF at 1 m", ""},
		{"CF @ 50 cm", "CF at 50 cm", ""},
		{"hm", "HM", ""},
		{"PL", "PL", ""},
		{"NPL", "NPL", ""},
		{"not tested", "not tested", ""},
		{"Not tested: Could not cooperate", "not tested: Could not cooperate", ""},
		{"20/20", "", "in metres"},
		{"6", "", "Snellen"},
		{"1", "", "Snellen"},
		{"6/", "", "Snellen"},
		{"6/0", "", "Snellen"},
		{"6/999", "", "Snellen"},
		{"9/6", "", "Snellen"},
		{"6/9+12", "", "Snellen"},
		{"2.5", "", "Snellen"},
		{"-1.00", "", "Snellen"},
		{"0.100", "", "Snellen"},
		{"good", "", "Snellen"},
		{"not testedly", "", "Snellen"},
	})
}

func TestANumberHasDigitsAndCarriesItsUnit(t *testing.T) {
	kg := directory.Question{ID: "weight", Kind: directory.KindNumber, Unit: text.Line("kg")}
	checkCases(t, kg, []answerCase{
		{"72", "72 kg", ""},
		{"72.5", "72.5 kg", ""},
		{"72kg", "72 kg", ""},
		{"72 KG", "72 kg", ""},
		{">90", ">90 kg", ""},
		{"< 15", "<15 kg", ""},
		{"7,5", "", "a point"},
		{"1,000", "", "a point"},
		{"-3", "", "number of kg"},
		{"11 st 4", "", "number of kg"},
		{"7.", "", "number of kg"},
		{"72 mg", "", "number of kg"},
		{"kg", "", "number of kg"},
		{"1e3", "", "number of kg"},
		{"1234567", "", "number of kg"},
	})
	checkCases(t, of(directory.KindNumber), []answerCase{{"14", "14", ""}, {"many", "", "write digits"}})
}

func TestAChoiceIsOneOfThoseOffered(t *testing.T) {
	choice := directory.Question{Kind: directory.KindChoice, Choices: []text.Text{text.Line("Unaided"), text.Line("With glasses")}}
	checkCases(t, choice, []answerCase{
		{"with glasses", "With glasses", ""}, {"squinting", "", "Unaided, With glasses"}, {"Unaided\nWith glasses", "", "choices"},
	})
	choices := choice
	choices.Kind = directory.KindChoices
	checkCases(t, choices, []answerCase{
		{"With glasses\nUnaided\n", "Unaided, With glasses", ""}, {"Unaided\n\nUnaided", "Unaided", ""}, {"Unaided\nsquinting", "", "one a line"},
	})
	checkCases(t, of(directory.KindYesNo), []answerCase{{"yes", "Yes", ""}, {"No", "No", ""}, {"perhaps", "", "Yes, No"}})
}

func TestAnEyeIsAlwaysSpeltOut(t *testing.T) {
	checkCases(t, of(directory.KindEye), []answerCase{
		{"right", "Right", ""}, {"Left", "Left", ""}, {"Both", "Both (Right and Left)", ""}, {"RE", "", "Right, Left, Both"},
	})
}

func TestAReplyAddressIsOneBareAddress(t *testing.T) {
	checkCases(t, of(directory.KindEmail), []answerCase{
		{"reception.fa999@nhs.net", "reception.fa999@nhs.net", ""}, {"reception@nhs.net.", "", "ends in a dot"}, {"reception", "", "no @"},
	})
}

func TestAnODSCodeHasTheFormOfOne(t *testing.T) {
	checkCases(t, of(directory.KindODSCode), []answerCase{
		{"K82000", "K82000", ""}, {"k82000", "K82000", ""}, {"The Invented Surgery", "", "ODS code"},
	})
}

func TestNoProblemQuotesTheAnswer(t *testing.T) {
	secret := "Quxley99"
	for _, d := range allDestinations(t) {
		for _, q := range d.Questions {
			err := CheckAnswer(q, text.Line(secret), today)
			if err != nil && strings.Contains(err.Error(), secret) {
				t.Errorf("%s: %v", q.ID, err)
			}
			if err == nil && q.Kind != directory.KindLine && q.Kind != directory.KindText && q.Kind != directory.KindUrgency && q.Kind != directory.KindODSCode {
				t.Errorf("%s takes anything", q.ID)
			}
		}
	}
}
