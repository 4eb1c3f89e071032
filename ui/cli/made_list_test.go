//go:build unix

package cli

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
)

// madeList writes n invented practices as a headless list of 27 columns in the shape of epraccur.csv: names, address lines and
// telephone numbers as long, as many different words, one in four closed, half of them GP practices. It is the same list every
// time.
func madeList(to io.Writer, n int) error {
	w := bufio.NewWriter(to)
	m := newListMaker()
	for i := range n {
		fmt.Fprintln(w, m.row(i))
	}
	return w.Flush()
}

// listMaker makes practices. Of its words the first ones are the most frequent, as in a real list.
type listMaker struct {
	r                                                     *rand.Rand
	towns                                                 []town
	surnames, places, kinds, services, buildings, streets []string
	town                                                  town // of the practice that is being made
}

// town is where a practice lies.
type town struct{ name, county, postcode, commissioner string }

func towns() []town {
	return []town{
		{"LONDON", "", "SE", "72Q"}, {"BIRMINGHAM", "WEST MIDLANDS", "B", "15E"},
		{"MANCHESTER", "LANCASHIRE", "M", "14L"}, {"LIVERPOOL", "MERSEYSIDE", "L", "99A"},
		{"LEEDS", "WEST YORKSHIRE", "LS", "15F"}, {"SHEFFIELD", "SOUTH YORKSHIRE", "S", "03N"},
		{"BRISTOL", "AVON", "BS", "15C"}, {"NOTTINGHAM", "NOTTINGHAMSHIRE", "NG", "52R"},
		{"MILTON KEYNES", "BUCKINGHAMSHIRE", "MK", "M1J4Y"}, {"AYLESBURY", "BUCKINGHAMSHIRE", "HP", "14Y"},
		{"HIGH WYCOMBE", "BUCKINGHAMSHIRE", "HP", "14Y"}, {"SLOUGH", "BERKSHIRE", "SL", "D4U1Y"},
		{"NEWCASTLE UPON TYNE", "TYNE AND WEAR", "NE", "13T"}, {"STOCKTON-ON-TEES", "CLEVELAND", "TS", "16C"},
		{"CANTERBURY", "KENT", "CT", "91Q"}, {"COLCHESTER", "ESSEX", "CO", "06T"},
		{"BRIGHTON", "EAST SUSSEX", "BN", "09D"}, {"GUILDFORD", "SURREY", "GU", "92A"},
		{"EXETER", "DEVON", "EX", "15N"}, {"TRURO", "CORNWALL", "TR", "11N"},
		{"STOKE-ON-TRENT", "STAFFORDSHIRE", "ST", "05W"}, {"LINCOLN", "LINCOLNSHIRE", "LN", "71E"},
		{"NORWICH", "NORFOLK", "NR", "26A"}, {"CARDIFF", "SOUTH GLAMORGAN", "CF", "7A4"},
	}
}

func newListMaker() *listMaker {
	m := &listMaker{r: rand.New(rand.NewPCG(27, 5)), towns: towns()}
	m.surnames = m.coined(9_000, "AL AR BAN BER BRAD CAR CLAY COL CRA DAL DEN EL FAR GRAN HAR HEN JEN KEN LAM LAW MAR MOR NOR PAT RAM RICH ROB SAN SHAR STAN THOM WAL WAT WIN",
		"A BER DER EN ER I IN LE O TON", "BY DON FORD GH HAM LEY MAN RED RELL SON STER TON VES WELL WORTH")
	m.places = m.coined(20_000, "ASH BAR BECK BRIM BROOK CATER CHURCH CLAR DUN EAST FAIR FEN GREEN HAW HOL KING LANG LIN MEA MILL NEW OAK PEN QUEEN RED ROSE SOUTH STAN STONE THORN WEST WIND WOOD",
		"A EN ER ING LE S", "BOROUGH BOURNE BURY COMBE DALE DEAN DON FIELD FORD GATE HAM HURST LEIGH MERE MOUTH STEAD STOKE THORPE TON VIEW WICK")
	m.kinds = strings.Split("SURGERY,MEDICAL CENTRE,SURGERY,MEDICAL PRACTICE,HEALTH CENTRE,PRACTICE,GROUP PRACTICE,CLINIC,FAMILY PRACTICE,PRIMARY CARE CENTRE", ",")
	m.services = strings.Split("DERMATOLOGY,OOH,ENT,DIABETES,EXTENDED ACCESS,URGENT CARE,OPHTHALMOLOGY,COMMUNITY EYE,CATARACT,GLAUCOMA,CARDIOLOGY,SMOKING CESSATION,SEXUAL HEALTH", ",")
	m.streets = strings.Fields("ROAD STREET LANE AVENUE WAY HILL DRIVE GROVE CLOSE RD")
	m.buildings = strings.Split("HEALTH CENTRE,MEDICAL CENTRE,SURGERY,HOUSE,PRIMARY CARE CTR,HOSPITAL,COMMUNITY HOSPITAL,CLINIC,COURT,MED CTR,WALK-IN CTR,EYE CLINIC", ",")
	return m
}

// coined coins n different words of two parts or more.
func (m *listMaker) coined(n int, starts, middles, ends string) (words []string) {
	first, second, last := strings.Fields(starts), strings.Fields(middles), strings.Fields(ends)
	known := map[string]bool{}
	for len(words) < n {
		w := m.of(first)
		if m.r.IntN(4) == 0 {
			w += m.of(first)
		}
		if m.r.IntN(2) == 0 {
			w += m.of(second)
		}
		if w += m.of(last); !known[w] {
			known[w] = true
			words = append(words, w)
		}
	}
	return words
}

// of takes one of the words, all as often.
func (m *listMaker) of(words []string) string { return words[m.r.IntN(len(words))] }

// oftenOf takes one of the words, the first ones the most often.
func (m *listMaker) oftenOf(words []string) string {
	f := m.r.Float64()
	return words[int(float64(len(words))*f*f)]
}

// name is of the kinds that the real list has.
func (m *listMaker) name() string {
	switch k := m.r.IntN(20); {
	case k < 5:
		return "THE " + m.oftenOf(m.places) + " " + m.oftenOf(m.kinds)
	case k < 10:
		return m.oftenOf(m.places) + " " + m.oftenOf(m.kinds)
	case k < 13:
		return fmt.Sprintf("DR %c%c %s & PARTNERS", 'A'+m.r.IntN(24), 'A'+m.r.IntN(24), m.oftenOf(m.surnames))
	case k < 15:
		return "DR " + m.oftenOf(m.surnames) + "'S PRACTICE"
	case k < 17:
		return m.of([]string{"NORTH", "SOUTH", "EAST", "WEST", "CENTRAL"}) + " " + m.town.name + " " + m.oftenOf(m.services) + " " + m.of([]string{"HUB", "SERVICE", "TEAM"})
	case k < 18:
		return m.town.name + " " + m.oftenOf(m.kinds)
	case k < 19:
		return m.oftenOf(m.places) + " PCN - " + m.oftenOf(m.services)
	}
	return m.oftenOf(m.places) + " " + m.of([]string{"ROAD", "STREET", "PARK", "LANE", "HILL", "GREEN"}) + " " + m.oftenOf(m.kinds)
}

func (m *listMaker) street() string {
	street := m.oftenOf(m.places) + " " + m.oftenOf(m.streets)
	if m.r.IntN(3) == 0 {
		return fmt.Sprintf("%d %s", 1+m.r.IntN(300), street)
	}
	return street
}

// row is the i-th practice.
func (m *listMaker) row(i int) string {
	const letters = "ABDEFGHJLNPQRSTUWXYZ" // of the end of a postcode
	m.town = m.towns[m.r.IntN(len(m.towns))]
	var cells [27]string
	cells[0] = fmt.Sprintf("%c%05d", 'A'+m.r.IntN(26), i%100_000)
	cells[1], cells[2], cells[3] = m.name(), "Y60", "QU9"
	cells[4], cells[6], cells[7] = m.street(), m.town.name, m.town.county
	if m.r.IntN(2) == 0 {
		cells[4], cells[5] = m.oftenOf(m.places)+" "+m.oftenOf(m.buildings), cells[4]
	}
	cells[9] = fmt.Sprintf("%s%d %d%c%c", m.town.postcode, 1+m.r.IntN(28), m.r.IntN(10), letters[m.r.IntN(len(letters))], letters[m.r.IntN(len(letters))])
	cells[10], cells[12], cells[13] = "19740401", m.of([]string{"A", "A", "A", "C"}), "B"
	cells[14], cells[15], cells[22] = m.town.commissioner, "20200401", m.town.commissioner
	cells[17] = fmt.Sprintf("01632 %06d", m.r.IntN(1_000_000)) // a code that no town has
	cells[21], cells[25] = "0", m.of([]string{"4", "4", "0", "9"})
	return `"` + strings.Join(cells[:], `","`) + `"`
}
