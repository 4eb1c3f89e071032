package directory

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"referraldesk/policy"
	"referraldesk/policy/text"
)

func ids(hits []Hit) []string {
	var all []string
	for _, h := range hits {
		all = append(all, h.ID())
	}
	return all
}

// lit shows the matched runes of a name in brackets.
func lit(h Hit) string {
	var b strings.Builder
	for i, r := range []rune(h.Name().String()) {
		if slices.Contains(h.Matched, i) {
			fmt.Fprintf(&b, "[%c]", r)
		} else {
			b.WriteRune(r)
		}
	}
	return strings.ReplaceAll(b.String(), "][", "")
}

// named makes a directory of destinations with these names and nothing else to find them by.
func named(names ...string) *Directory {
	dir := &Directory{}
	for i, name := range names {
		address, err := policy.ParseAddress(fmt.Sprintf("%d@0.uk", i))
		if err != nil {
			panic(err)
		}
		dir.Destinations = append(dir.Destinations, Destination{ID: name, Name: text.Line(name), Address: address})
	}
	return dir
}

func TestEachDestinationIsFoundFirstByTheWordsThatPeopleType(t *testing.T) {
	index := NewIndex(embedded(t))
	for id, queries := range map[string][]string{
		"mkuh-bus":         {"BUS", "urgent", "booked", "Milton Keynes", "MK", "mkuh", "keynes milton", "bus.referrals@mkuh.nhs.uk"},
		"smh-eye-casualty": {"casualty", "eye cas", "A&E", "emergency", "Stoke", "Stoke Mandeville", "smh eye", "buc-tr.buckseyecas@nhs.net"},
		"smh-wet-amd": {
			"AMD", "wet AMD", "age-related macular degeneration", "macula", "macular", "nAMD", "Amsler", "distortion",
			"amd wet", "stoke amd", "degeneration macular", "bht.bucksamd@nhs.net",
		},
		"bucks-cataract": {"cataract", "lens", "IOL", "cata", "catarcat", "catract", "cattaract", "cadaract", "bht.cataractreferrals@nhs.net"},
		"bht-hcq": {
			"HCQ", "hydroxychloroquine", "Plaquenil", "chloroquine", "retinopathy screening",
			"hydroxichloroquine", "hcq bht", "bht.hcqscreening@nhs.net",
		},
	} {
		for _, query := range queries {
			for _, typed := range []string{query, strings.ToUpper(query), " " + strings.ReplaceAll(query, " ", "  ") + " "} {
				if hits := index.Search(typed); len(hits) == 0 || hits[0].ID() != id {
					t.Errorf("%q finds %q first, not %s", typed, ids(hits), id)
				}
			}
		}
	}
}

func TestContactsAreFoundByWhatTheyAreFor(t *testing.T) {
	index := NewIndex(embedded(t))
	for query, id := range map[string]string{
		"deleted account": "optomadmin", "optomadmin": "optomadmin", "optomadmni": "optomadmin",
		"ods code": "exeter-helpdesk", "exeter": "exeter-helpdesk", "exeter.helpdesk@nhs.net": "exeter-helpdesk",
		"still active": "nhsbsa-paos-support", "alan tinger": "alan-tinger", "more than 10 practices": "alan-tinger",
		"lost access": "nhs-digital-access", "security questions": "nhsmail-password-reset", "faqs": "nhsmail-guides",
		"never had an account": "nhsmail-first-application", "https://forms.office.com/r/SzaDjwpZxM": "nhsmail-first-application",
	} {
		if hits := index.Search(query); len(hits) == 0 || hits[0].ID() != id {
			t.Errorf("%q finds %q, not %s first", query, ids(hits), id)
		}
	}
	for _, query := range []string{"0333 200 1133", "03332001133"} {
		if got := ids(index.Search(query)); !slices.Equal(got, []string{"nhs-digital-additional", "nhs-digital-access"}) {
			t.Errorf("%q finds %q", query, got)
		}
	}
}

func TestAnEmptyQueryGivesDestinationsAndThenContactsInTheOrderOfTheFile(t *testing.T) {
	dir := embedded(t)
	var want []string
	for _, d := range dir.Destinations {
		want = append(want, d.ID)
	}
	for _, c := range dir.Contacts {
		want = append(want, c.ID)
	}
	for _, query := range []string{"", "   ", "\u200b\n"} {
		hits := NewIndex(dir).Search(query)
		if got := ids(hits); !slices.Equal(got, want) {
			t.Errorf("%q gives %q", query, got)
		}
		if hits[0].Tier != TierAll || hits[0].Matched != nil {
			t.Errorf("%q: the first is %+v", query, hits[0])
		}
	}
}

func TestAPastedAddressFindsItsOwnerFirstWhateverStandsAroundIt(t *testing.T) {
	index := NewIndex(embedded(t))
	for _, query := range []string{
		"bht.bucksamd@nhs.net", "BHT.BucksAMD@NHS.net", " bht.bucksamd@nhs.net\r\n", "<bht.bucksamd@nhs.net>;", "\"bht.bucksamd@nhs.net\",",
	} {
		if hits := index.Search(query); len(hits) == 0 || hits[0].ID() != "smh-wet-amd" {
			t.Errorf("%q finds %q", query, ids(hits))
		}
	}
}

func TestASupersededAddressFindsWhatReplacedIt(t *testing.T) {
	index := NewIndex(embedded(t))
	for _, query := range []string{"bus.referrals@nhs.net", "bus.referrals@"} {
		if hits := index.Search(query); len(hits) == 0 || hits[0].ID() != "mkuh-bus" {
			t.Errorf("%q finds %q", query, ids(hits))
		}
	}
}

func TestWhoHasAPastedAddressNowGoesBeforeWhoHadIt(t *testing.T) {
	dir := named("had it", "has it")
	dir.Destinations[0].Superseded = []Superseded{{Address: dir.Destinations[1].Address}}
	if got := ids(NewIndex(dir).Search("1@0.uk")); !slices.Equal(got, []string{"has it", "had it"}) {
		t.Errorf("got %q", got)
	}
}

func TestRankingPutsWhatAPersonCanPointAtFirst(t *testing.T) {
	for _, c := range []struct {
		query string
		names []string
		want  []string
	}{
		{"eye", []string{"East Yorkshire Endoscopy", "Moorfields Eye Hospital"}, []string{"Moorfields Eye Hospital", "East Yorkshire Endoscopy"}},
		{"amd", []string{"Ann Marie Dental", "Macular service (AMD)"}, []string{"Macular service (AMD)", "Ann Marie Dental"}},
		{"lens", []string{"Lensing", "Contact lens", "Silensio", "Lens"}, []string{"Lens", "Contact lens", "Lensing", "Silensio"}},
		{"cataract", []string{"Casual Tea and Racing Attic", "Cadaract", "Big cataract", "Xcataract"}, []string{"Big cataract", "Xcataract", "Casual Tea and Racing Attic", "Cadaract"}},
		{"wet amd", []string{"Amd wetter", "Wet amd unit", "AMD wet"}, []string{"AMD wet", "Wet amd unit", "Amd wetter"}},
		{"wet amd", []string{"Wet only", "Amd only"}, nil},
		{"macula", []string{"Dracula Macule", "Macual"}, []string{"Dracula Macule", "Macual"}},
		{"keynes", []string{"Kenyes"}, []string{"Kenyes"}},
		{"mk", []string{"Km"}, nil},
		{"123 main", []string{"124 Main"}, nil},
	} {
		if got := ids(NewIndex(named(c.names...)).Search(c.query)); !slices.Equal(got, c.want) {
			t.Errorf("%q gives %q, want %q", c.query, got, c.want)
		}
	}
}

func TestDestinationsGoBeforeContactsThatMatchAsWell(t *testing.T) {
	dir := named("Prefixes", "Scat mat tor")
	dir.Contacts = []Contact{{ID: "contact", Name: text.Line("Prefix"), Phone: text.Line("1")}}
	if got := ids(NewIndex(dir).Search("prefix")); !slices.Equal(got, []string{"Prefixes", "contact"}) {
		t.Errorf("strong matches: %q", got)
	}
	dir.Contacts[0].Name = text.Line("Smatter")
	if got := ids(NewIndex(dir).Search("smatt")); !slices.Equal(got, []string{"contact", "Scat mat tor"}) {
		t.Errorf("a contact with the word and a destination with its letters: %q", got)
	}
}

func TestWhatAContactIsForIsNotSearchedForScatteredLetters(t *testing.T) {
	dir := &Directory{Contacts: []Contact{{ID: "c", Name: text.Line("Help"), Phone: text.Line("1"), For: text.Line("a new account once yours was deleted")}}}
	if got := NewIndex(dir).Search("anoy"); len(got) > 0 {
		t.Errorf("got %q", ids(got))
	}
	if got := NewIndex(dir).Search("accuont"); len(got) != 1 || got[0].Tier != TierSlip {
		t.Errorf("a slip in it finds %v", got)
	}
}

func TestTheMatchedLettersAreRightInAnyScript(t *testing.T) {
	for _, c := range []struct{ name, query, want string }{
		{"SMH wet AMD referrals", "amd wet", "SMH [wet] [AMD] referrals"},
		{"SMH wet AMD referrals", "ref am", "SMH wet [AM]D [ref]errals"},
		{"Llŷn Ôptegwyr", "llyn", "[Llŷn] Ôptegwyr"},
		{"Llŷn Ôptegwyr", "LLŶN ôpt", "[Llŷn] [Ôpt]egwyr"},
		{"Llŷn Ôptegwyr", "optegywr", "Llŷn [Ôptegwyr]"},
		{"Llŷn Ôptegwyr", "opgwyr", "Llŷn [Ôp]te[gwyr]"},
		{"Zoë's Eye Clinic", "zoe’s", "[Zoë's] Eye Clinic"},
		{"Zoë’s Eye Clinic", "eye zoe's", "[Zoë’s] [Eye] Clinic"},
		{"Zoe\u0308's Eye Clinic", "zoë", "[Zoe\u0308]'s Eye Clinic"},
		{"한국 Eye", "한", "[한]국 Eye"},
		{"Ærø Øjne", "ærø", "[Ærø] Øjne"},
		{"Cataract clinic", "catarcat", "[Cataract] clinic"},
		{"Cataract clinic", "catract", "[Cat]a[ract] clinic"},
		{"Cataract clinic", "cattaract", "[Cataract] clinic"},
		{"Cataract clinic", "cadaract", "[Ca]t[aract] clinic"},
		{"Cataract clinic", "clinicc", "Cataract [clinic]"},
		{"Milton Keynes", "miltonkeynes", "[Milton] [Keynes]"},
	} {
		hits := NewIndex(named(c.name)).Search(c.query)
		if len(hits) != 1 {
			t.Errorf("%q does not find %q", c.query, c.name)
			continue
		}
		if got := lit(hits[0]); got != c.want {
			t.Errorf("%q in %q: %s, want %s", c.query, c.name, got, c.want)
		}
	}
}

func TestAMatchOutsideTheNameLightsNothingInIt(t *testing.T) {
	hits := NewIndex(embedded(t)).Search("macula")
	if len(hits) == 0 || hits[0].ID() != "smh-wet-amd" || len(hits[0].Matched) > 0 {
		t.Errorf("got %+v", hits)
	}
}

func TestALongPasteIsNoMatchAndNoHarm(t *testing.T) {
	index := NewIndex(embedded(t))
	for _, paste := range []string{
		strings.Repeat("a ", 500_000), strings.Repeat("amd ", 200), strings.Repeat("x", 1_000_000), strings.Repeat("e", 40), "\x00amd\x1b[2J" + strings.Repeat("z", 600),
	} {
		if hits := index.Search(paste); len(hits) > 0 {
			t.Errorf("%.20q… finds %q", paste, ids(hits))
		}
	}
	if hits := index.Search("\x00amd\u202e"); len(hits) != 1 {
		t.Errorf("invisible characters around a word find %q", ids(hits))
	}
}

func BenchmarkSearch(b *testing.B) {
	index := NewIndex(embedded(b))
	for _, query := range []string{"cataract", "milton keynes surgery", "smh eye", "sp", "catarcat", "bht.bucksamd@nhs.net"} {
		b.Run(strings.ReplaceAll(query, " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for i := range query {
					index.Search(query[:i+1])
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(query)), "ns/keystroke")
		})
	}
}

// The single letter that most texts hold is the slowest keystroke.
func BenchmarkSlowestKeystroke(b *testing.B) {
	index := NewIndex(embedded(b))
	for b.Loop() {
		index.Search("e")
	}
}
