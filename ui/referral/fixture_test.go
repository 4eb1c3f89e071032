package referral

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"referraldesk/directory"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

var update = flag.Bool("update", false, "rewrite the goldens in testdata; look at each of them before accepting it")

// today is the day on which all tests are made.
var today = policy.NewDay(2026, 11, 22)

// embedded reads the directory once: no test changes it.
var embedded = sync.OnceValues(directory.Embedded)

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; got:\n%s", path, got)
	}
}

func destination(tb testing.TB, id string) directory.Destination {
	tb.Helper()
	d, err := embedded()
	if err != nil {
		tb.Fatal(err)
	}
	found, ok := d.Destination(id)
	if !ok {
		tb.Fatalf("no destination %q", id)
	}
	return found
}

func allDestinations(tb testing.TB) []directory.Destination {
	tb.Helper()
	d, err := embedded()
	if err != nil {
		tb.Fatal(err)
	}
	return d.Destinations
}

func question(tb testing.TB, d directory.Destination, id string) directory.Question {
	tb.Helper()
	for _, q := range d.Questions {
		if q.ID == id {
			return q
		}
	}
	tb.Fatalf("%s has no question %q", d.ID, id)
	return directory.Question{}
}

func address(tb testing.TB, raw string) policy.Address {
	tb.Helper()
	a, err := policy.ParseAddress(raw)
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

func reference(tb testing.TB) Reference {
	tb.Helper()
	r, err := TypedReference(text.Line("RD-7K4-M39-QPX"))
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// answers makes Answers of plain strings.
func answers(raw map[string]string) Answers {
	a := Answers{}
	for id, s := range raw {
		a[id] = text.Block(s)
	}
	return a
}

// with is a with one answer changed.
func with(a Answers, id, s string) Answers {
	a = maps.Clone(a)
	a[id] = text.Block(s)
	return a
}

// core are the shared answers of an invented patient, complete.
func core() map[string]string {
	return map[string]string{
		"patient-name":     "Edith Mary O'Brien-Example",
		"patient-dob":      "3.2.1950",
		"nhs-number":       "9990000018",
		"patient-address":  "Flat 2\n14 Invented Lane\nAylesbury",
		"patient-postcode": "hp20 1aa",
		"patient-phone":    "+44 (0)1296 123456",
		"gp-practice":      "The Invented Surgery",
		"gp-ods":           "K82000",
		"urgency":          "Urgent — within one week",
		"reason":           "Sudden change of vision in the right eye.",
		"symptoms":         "Blurred centre for five days.\n\nNo pain.",
		"signs":            "None at the lids. Pupils equal and reacting.",
		"va-right":         "6/18 -1",
		"va-left":          "0.1",
		"va-correction":    "With glasses",
		"refraction-right": "+1.50 / -0.75 x 90",
		"iop-right":        "14",
		"iop-left":         "15 mmHg",
		"ocular-history":   "Squint surgery as a child.",
		"medication":       "Amlodipine 5 mg OD",
		"allergies":        "Penicillin",
		"attachments":      "OCT scan, both eyes",
		"patient-told":     "What was seen, and that the hospital will write.",
		"consent":          "yes",
		"referrer-name":    "Anna Optometrist",
		"referrer-goc":     "01-99999",
		"practice-name":    "Invented Eyecare",
		"practice-ods":     "fa999",
		"practice-address": "1 Market Square\nAylesbury\nHP20 1ZZ",
		"practice-phone":   "01296 000111",
		"reply-address":    "reception.fa999@nhs.net",
	}
}

// own are the answers that only one destination asks for.
func own() map[string]map[string]string {
	urgent := map[string]string{
		"urgency": "Emergency — within 24 hours", "phoned-when": "22/11/2026 at 10:15", "phoned-who": "the nurse in charge",
		"phoned-said": "Send the patient straight away.", "affected-eye": "Right", "onset": "yesterday, suddenly", "pain": "None",
		"redness": "No", "photophobia": "No", "flashes-floaters": "Flashes and floaters", "trauma": "none",
		"contact-lens-wear": "none", "pupils": "equal and reacting",
	}
	return map[string]map[string]string{
		"mkuh-bus":         urgent,
		"smh-eye-casualty": urgent,
		"smh-wet-amd": {
			"affected-eye": "Both", "macular-symptoms": "Distortion\nVisual loss", "duration": "5 days", "near-acuity-right": "N18",
			"near-acuity-left": "N5", "macular-signs": "Fluid", "oct-attached": "Yes", "previous-amd": "none",
		},
		"bucks-cataract": {
			"urgency": "Routine — no time frame set", "referrer-accredited": "Yes", "bucks-gp": "Yes", "affected-eye": "Both",
			"first-eye": "Right", "effects": "Glare\nReading\nNight driving", "effects-detail": "I no longer drive after dark.",
			"surgery-willing": "Yes", "risks-discussed": "Yes", "provider-choice": "Stoke Mandeville", "ocular-comorbidity": "none",
		},
		"bht-hcq": {
			"urgency": "Other", "urgency-frame": "within three months", "drug": "Hydroxychloroquine", "indication": "rheumatoid arthritis",
			"start-date": "01/06/2020", "daily-dose": "400", "weight": "72 kg", "weight-date": "10/11/2026", "egfr": ">90",
			"egfr-date": "2026-10-01", "tamoxifen": "No", "macular-disease": "none", "prescriber": "Dr R Invented",
			"prescriber-department": "Rheumatology", "new-symptoms": "none",
		},
	}
}

// filled is a referral to the destination as a careful optometrist would have left it.
func filled(tb testing.TB, id string) Referral {
	tb.Helper()
	a := answers(core())
	maps.Copy(a, answers(own()[id]))
	return Referral{Destination: destination(tb, id), Answers: a, Reference: reference(tb), On: today}
}
