package referral

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// hostile are texts that a form, a paste or a practice system might bring.
var hostile = []string{
	"", "plain", "two\r\nlines", "Subject: x\r\nBcc: everybody@example.com", "\x1b]52;c;aGVsbG8=\a", "\x1b[31mred\x1b[0m", "nul\x00here",
	"\u202eevil\u202c", "zero\u200bwidth\ufeff", "\u2066iso\u2069", "sep\u2028\u2029", "\x85\x9b31m", "\xff\xfe broken", "é — ü 目 🙂\ufe0f",
	"\U000e0041tag", "01/01/0001", "9990000018", "6/9", "Urgent — within one week", "Both", "O'Brien", "\u2800", "\ud7ff\ue000",
}

// checkClean holds a message to what the clipboard and a mail header can bear.
func checkClean(t *testing.T, m Message) {
	t.Helper()
	for name, s := range map[string]string{"subject": m.Subject.String(), "body": m.Body.String()} {
		if !utf8.ValidString(s) {
			t.Errorf("the %s is not UTF-8", name)
		}
		for _, r := range s {
			if r == '\n' && name == "body" {
				continue
			}
			if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp, unicode.Variation_Selector) {
				t.Fatalf("the %s holds %U", name, r)
			}
		}
	}
}

func FuzzAnyTextMakesACleanMessage(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	all := allDestinations(f)
	f.Fuzz(func(t *testing.T, raw string) {
		asJSON, err := json.Marshal(raw)
		if err != nil {
			t.Fatal(err)
		}
		var read text.Text
		if err := json.Unmarshal(asJSON, &read); err != nil {
			t.Fatal(err)
		}
		for i, typed := range []text.Text{text.Block(raw), read} {
			d := all[(len(raw)+i)%len(all)]
			r := Referral{Destination: d, Answers: Answers{}, On: today, SecureTag: len(raw)%2 == 0}
			for _, q := range d.Questions {
				r.Answers[q.ID] = typed
				if err := CheckAnswer(q, typed, today); err != nil && len(raw) > 40 && strings.Contains(err.Error(), raw) {
					t.Errorf("%s: the problem quotes the answer", q.ID)
				}
			}
			if reference, err := TypedReference(typed); err == nil {
				r.Reference = reference
			}
			r.Check(today)
			for _, audience := range Audiences() {
				checkClean(t, Compose(r, audience, policy.Address{}))
			}
		}
	})
}

func FuzzAnAnswerShownIsAcceptedAndShownAgainTheSame(f *testing.F) {
	kinds := []directory.QuestionKind{directory.KindDate, directory.KindNumber, directory.KindAcuity, directory.KindNHSNumber,
		directory.KindPhone, directory.KindPostcode, directory.KindODSCode, directory.KindEmail}
	for _, s := range append(hostile, "3.2.1950", "hp201aa", ".3", "cf@1m", "+44 (0)1296 123456 x1", "> 90 kg", "6/9 +2", "not tested (asleep)") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		for _, kind := range kinds {
			q := directory.Question{ID: "asked", Kind: kind, Unit: text.Line("kg")}
			answer := text.Block(raw)
			if CheckAnswer(q, answer, today) != nil {
				continue
			}
			once := text.Block(shown(q, answer))
			if err := CheckAnswer(q, once, today); err != nil {
				t.Errorf("%s %q is shown as %q and then refused: %v", kind, raw, once, err)
			}
			if twice := text.Block(shown(q, once)); twice != once {
				t.Errorf("%s %q is shown as %q and then as %q", kind, raw, once, twice)
			}
		}
	})
}

func TestAMegabyteOfAnythingMakesACleanMessage(t *testing.T) {
	all := strings.Join(hostile, " ")
	huge := strings.Repeat(all, 1_000_000/len(all)+1)
	r := filled(t, "smh-eye-casualty")
	for _, id := range []string{"ocular-history", "attachments", "patient-name", "practice-ods", "urgency", "va-right"} {
		r.Answers[id] = text.Block(huge)
	}
	r.Check(today)
	for _, audience := range Audiences() {
		checkClean(t, Compose(r, audience, policy.Address{}))
	}
}
