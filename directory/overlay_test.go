package directory

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"referraldesk/policy"
)

// laid is the embedded directory with a text laid over it.
func laid(t testing.TB, text string) *Directory {
	t.Helper()
	dir, err := overlaid("directory.toml", []byte(text), today)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func destinationOf(t testing.TB, dir *Directory, id string) Destination {
	t.Helper()
	d, ok := dir.Destination(id)
	if !ok {
		t.Fatalf("no destination %q", id)
	}
	return d
}

func mailbox(t testing.TB, raw string) policy.Address {
	t.Helper()
	a, err := policy.ParseAddress(raw)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func differences(t testing.TB, dir *Directory) []string {
	t.Helper()
	var all []string
	for _, d := range Differences(embedded(t), dir) {
		all = append(all, d.String())
	}
	return all
}

func noteTexts(d Destination) []string {
	var all []string
	for _, n := range d.Notes {
		all = append(all, n.Text.String())
	}
	return all
}

func TestTheEmbeddedDirectoryOverItselfChangesNothing(t *testing.T) {
	dir := laid(t, string(bucks))
	if d := differences(t, dir); d != nil {
		t.Errorf("differs in %q", d)
	}
	for _, d := range dir.Destinations {
		if d.Local.Words() != "" {
			t.Errorf("%s is %q", d.ID, d.Local.Words())
		}
	}
}

func TestADestinationChangesOnlyInWhatIsWritten(t *testing.T) {
	before := destinationOf(t, embedded(t), "smh-wet-amd")
	d := destinationOf(t, laid(t, "[[destination]]\nid = \"smh-wet-amd\"\nphone = \"01632 960001\"\n"), "smh-wet-amd")
	if d.Phone.String() != "01632 960001" || d.Local.Words() != "changed here: phone" {
		t.Errorf("phone %q, %q", d.Phone, d.Local.Words())
	}
	if d.Name != before.Name || d.Address != before.Address || !slices.Equal(d.Notes, before.Notes) || len(d.Questions) != len(before.Questions) ||
		!slices.Equal(d.Aliases, before.Aliases) || !d.Urgent {
		t.Errorf("something else changed: %+v", d)
	}
}

func TestDestinationsAndContactsAreAddedAtTheEndAndSaySo(t *testing.T) {
	dir := laid(t, `
[[destination]]
id = "my-clinic"
name = "My clinic"
address = "my.clinic@nhs.net"
[[contact]]
id = "my-help"
name = "My help"
phone = "01632 960001"
for = "Everything"
`)
	d, c := dir.Destinations[len(dir.Destinations)-1], dir.Contacts[len(dir.Contacts)-1]
	if d.ID != "my-clinic" || d.Local.Words() != "added here" || len(d.Urgencies) == 0 || len(d.Questions) == 0 {
		t.Errorf("%+v", d)
	}
	if c.ID != "my-help" || !c.Local.Added {
		t.Errorf("%+v", c)
	}
}

func TestAnAddressThatChangesStaysKnownAsGivenUp(t *testing.T) {
	dir := laid(t, "[[destination]]\nid = \"smh-wet-amd\"\naddress = \"new.amd@nhs.net\"\nform = { name = \"F\" }\n")
	d := destinationOf(t, dir, "smh-wet-amd")
	if d.Local.Words() != "changed here: address, form" {
		t.Errorf("marked %q", d.Local.Words())
	}
	old := dir.Recipient(mailbox(t, "BHT.bucksamd@nhs.net"))
	if old.Superseded == nil || old.Superseded.By != d.Address || !old.Urgent {
		t.Errorf("the old address: %+v", old)
	}
	if v := judged(t, old); v != policy.Check {
		t.Errorf("the old address is judged %v", v)
	}
	if v := judged(t, d.Recipient()); v != policy.Secure {
		t.Errorf("the new address is judged %v", v)
	}
}

// judged is the verdict of a message from NHSmail.
func judged(t testing.TB, to policy.Recipient) policy.Status {
	t.Helper()
	return policy.Assess(policy.Route{From: policy.NewSender(mailbox(t, "a@nhs.net"), false), To: []policy.Recipient{to}, On: today}).Status
}

func TestTheOldAddressesOfAChangedDestinationStayGivenUp(t *testing.T) {
	dir := laid(t, "[[destination]]\nid = \"mkuh-bus\"\naddress = \"bus@mkuh.nhs.uk\"\nsuperseded = [\"bus.new@mkuh.nhs.uk\", \"BUS.referrals@nhs.net\"]\n")
	for _, old := range []string{"bus.referrals@nhs.net", "bus.referrals@mkuh.nhs.uk", "bus.new@mkuh.nhs.uk"} {
		if r := dir.Recipient(mailbox(t, old)); r.Superseded == nil || r.Superseded.By.String() != "bus@mkuh.nhs.uk" {
			t.Errorf("%s: %+v", old, r)
		}
	}
	if n := len(destinationOf(t, dir, "mkuh-bus").Superseded); n != 3 {
		t.Errorf("%d superseded addresses", n)
	}
}

func TestAWithdrawnDestinationIsGoneAndItsAddressesAreNeverBetterThanACheck(t *testing.T) {
	dir := laid(t, "[[destination]]\nid = \"mkuh-bus\"\nwithdrawn = true\n[[destination]]\nid = \"smh-wet-amd\"\nwithdrawn = true\n")
	if _, ok := dir.Destination("smh-wet-amd"); ok || len(dir.Destinations) != 3 {
		t.Errorf("%d destinations", len(dir.Destinations))
	}
	for _, old := range []string{"bht.bucksamd@nhs.net", "bus.referrals@nhs.net"} {
		if v := judged(t, dir.Recipient(mailbox(t, old))); v != policy.Check {
			t.Errorf("%s is judged %v", old, v)
		}
	}
}

func TestADestinationUnderANewIDKeepsItsAddress(t *testing.T) {
	dir := laid(t, "[[destination]]\nid = \"smh-wet-amd\"\nwithdrawn = true\n[[destination]]\nid = \"amd\"\nname = \"AMD\"\naddress = \"bht.bucksamd@nhs.net\"\n")
	if v := judged(t, destinationOf(t, dir, "amd").Recipient()); v != policy.Secure {
		t.Errorf("judged %v", v)
	}
}

func TestWhatWasSaidOfTheOldAddressIsNotSaidOfTheNewOne(t *testing.T) {
	below := small + "[[destination]]\nid = \"d\"\nname = \"D\"\naddress = \"d@trust.nhs.uk\"\negress = true\nverified = { on = 2026-11-01, by = \"B\" }\n"
	dir := layOver(t, below, "[[destination]]\nid = \"d\"\naddress = \"e@other.nhs.uk\"\n")
	if d := destinationOf(t, dir, "d"); d.Egress || d.Verified != nil {
		t.Errorf("egress %v, verified %v", d.Egress, d.Verified)
	}
	dir = layOver(t, below, "[[destination]]\nid = \"d\"\naddress = \"D@trust.nhs.uk\"\n")
	if d := destinationOf(t, dir, "d"); !d.Egress || d.Verified == nil || len(d.Superseded) > 0 {
		t.Errorf("the same address in other letters: %+v", d)
	}
}

// layOver lays one text over another.
func layOver(t testing.TB, below, above string) *Directory {
	t.Helper()
	dir, err := layTexts("below.toml", []byte(below), "above.toml", []byte(above), today)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestNotesAreAddedAndWithdrawnByTheirText(t *testing.T) {
	const gone = "Refer direct to the macula service: going through the GP only delays."
	d := destinationOf(t, laid(t, `
[[destination]]
id = "smh-wet-amd"
[[destination.note]]
text = "`+gone+`"
withdrawn = true
[[destination.note]]
text = "Ring first."
source = "nice-ng82"
`), "smh-wet-amd")
	if notes := noteTexts(d); slices.Contains(notes, gone) || notes[len(notes)-1] != "Ring first." || len(notes) != 3 {
		t.Errorf("notes %q", notes)
	}
	if d.Local.Words() != "changed here: note" {
		t.Errorf("marked %q", d.Local.Words())
	}
}

func TestQuestionsAreAddedChangedAndWithdrawnForAllOrForOneDestination(t *testing.T) {
	dir := laid(t, `
[[question]]
id = "iop-right"
withdrawn = true
[[question]]
id = "signs"
help = "what you saw"
[[destination]]
id = "smh-wet-amd"
[[destination.question]]
id = "allergies"
withdrawn = true
[[destination.question]]
id = "duration"
help = "in days"
[[destination.question]]
id = "reason"
label = "Why"
[[destination.question]]
id = "driver"
section = "Patient"
label = "Drives"
kind = "yes-no"
need = "optional"
`)
	amd, bus := destinationOf(t, dir, "smh-wet-amd"), destinationOf(t, dir, "mkuh-bus")
	for _, d := range []Destination{amd, bus} {
		if find(d.Questions, "iop-right") >= 0 || d.Questions[find(d.Questions, "signs")].Help.String() != "what you saw" {
			t.Errorf("%s: the shared questions did not change", d.ID)
		}
	}
	if find(amd.Questions, "allergies") >= 0 || find(bus.Questions, "allergies") < 0 || find(bus.Questions, "driver") >= 0 {
		t.Error("a question of one destination is one of another")
	}
	if q := amd.Questions[find(amd.Questions, "duration")]; q.Help.String() != "in days" || q.Need != Required || q.Section.String() != "Macula" {
		t.Errorf("changed to %+v", q)
	}
	if q := amd.Questions[find(amd.Questions, "reason")]; q.Label.String() != "Why" || q.Kind != KindText || q.Need != Required {
		t.Errorf("the shared question is here %+v", q)
	}
	if q := bus.Questions[find(bus.Questions, "reason")]; q.Label.String() == "Why" {
		t.Error("the shared question changed elsewhere too")
	}
	if amd.Local.Words() != "changed here: question" || bus.Local.Words() != "" {
		t.Errorf("marked %q and %q", amd.Local.Words(), bus.Local.Words())
	}
}

func TestUrgenciesAreAddedChangedAndWithdrawnForAllOrForOneDestination(t *testing.T) {
	dir := laid(t, `
[[urgency]]
label = "Other"
withdrawn = true
[[urgency]]
label = "Soon"
frame = "within four weeks"
[[destination]]
id = "smh-eye-casualty"
[[destination.urgency]]
label = "Routine"
frame = "no time frame set"
withdrawn = true
[[destination.urgency]]
label = "Urgent"
frame = "within one week"
phone_first = true
`)
	words := func(id string) string {
		return strings.Join(urgencyWords(destinationOf(t, dir, id).Urgencies), "; ")
	}
	const emergencies = "Emergency — as soon as possible, phoned first (college-urgency); Emergency — within 24 hours, phoned first (college-urgency); "
	if got := words("smh-wet-amd"); got != emergencies+
		"Urgent — within one week (college-urgency-older); Routine — no time frame set; Soon — within four weeks" {
		t.Errorf("elsewhere: %s", got)
	}
	if got := words("smh-eye-casualty"); got != emergencies+
		"Urgent — within one week, phoned first (college-urgency-older); Soon — within four weeks" {
		t.Errorf("at the one: %s", got)
	}
}

func TestAContactIsReachedAnotherWay(t *testing.T) {
	first := embedded(t).Contacts[0]
	dir := laid(t, "[[contact]]\nid = \""+first.ID+"\"\nphone = \"01632 960001\"\n[[contact]]\nid = \""+embedded(t).Contacts[1].ID+"\"\nwithdrawn = true\n")
	c := dir.Contacts[0]
	if c.Reach() != "01632 960001" || c.Name != first.Name || c.Local.Words() != "changed here: address, phone" {
		t.Errorf("%+v, %q", c, c.Local.Words())
	}
	if len(dir.Contacts) != len(embedded(t).Contacts)-1 {
		t.Error("a withdrawn contact is still there")
	}
}

func TestSourcesAreAddedAndChanged(t *testing.T) {
	dir := laid(t, "[[source]]\nid = \"call\"\ntitle = \"A call\"\nread = 2026-11-20\n[[source]]\nid = \"nice-ng82\"\npublished = \"2030\"\n"+
		"[[destination]]\nid = \"bht-hcq\"\n[[destination.note]]\ntext = \"N\"\nsource = \"call\"\n")
	if s, _ := dir.Source("nice-ng82"); s.Published.String() != "2030" || s.Title.IsEmpty() {
		t.Errorf("%+v", s)
	}
	if _, ok := dir.Source("call"); !ok {
		t.Error("the source is not there")
	}
}

func TestEveryFaultOfAnOverlayIsNamedOnItsOwnLine(t *testing.T) {
	const (
		one  = "[[destination]]\nid = \"smh-wet-amd\"\n"
		note = one + "[[destination.note]]\n"
	)
	for name, c := range map[string]struct{ text, want string }{
		"unknown field":            {one + "adress = 1", `3: destination "smh-wet-amd": unknown field "adress"`},
		"bad address":              {one + `address = "a@nhs.net."`, `3: destination "smh-wet-amd": address "a@nhs.net." ends in a dot (character 10)`},
		"address of another":       {one + `address = "buc-tr.buckseyecas@nhs.net"`, `3: destination "smh-wet-amd": the address is already used at bucks.toml:`},
		"address of a later one":   {one + `address = "bht.cataractreferrals@nhs.net"`, `3: destination "smh-wet-amd": the address is already used at bucks.toml:`},
		"id twice":                 {one + one, `4: destination "smh-wet-amd": the id is already used at directory.toml:2`},
		"id twice, added":          {"[[destination]]\nid = \"d\"\nname = \"D\"\naddress = \"d@nhs.net\"\n[[destination]]\nid = \"d\"\nname = \"E\"\naddress = \"e@nhs.net\"", `6: destination "d": the id is already used at directory.toml:2`},
		"id of a contact":          {"[[destination]]\nid = \"exeter-helpdesk\"\nname = \"D\"\naddress = \"d@nhs.net\"", `2: destination "exeter-helpdesk": the id is already used at bucks.toml:`},
		"undefined source":         {note + "text = \"n\"\nsource = \"none\"", `5: destination "smh-wet-amd": note 1: source "none" is not defined`},
		"note without a source":    {note + "text = \"n\"", `3: destination "smh-wet-amd": note 1: no source`},
		"verified tomorrow":        {one + `verified = { on = 2026-11-23, by = "B" }`, `3: destination "smh-wet-amd": verified: on 2026-11-23 lies in the future`},
		"verified by nobody":       {one + `verified = { on = 2026-11-22 }`, `3: destination "smh-wet-amd": verified: no by`},
		"verified never":           {one + `verified = { by = "B" }`, `3: destination "smh-wet-amd": verified: no on`},
		"source read tomorrow":     {"[[source]]\nid = \"ods\"\nread = 2027-01-01", `3: source "ods": read 2027-01-01 lies in the future`},
		"unknown kind":             {"[[question]]\nid = \"q\"\nsection = \"S\"\nlabel = \"L\"\nkind = \"lines\"\nneed = \"optional\"", `5: question "q": kind "lines" is unknown`},
		"nothing to withdraw":      {"[[destination]]\nid = \"none\"\nwithdrawn = true", `3: destination "none": there is nothing to withdraw`},
		"no note to withdraw":      {note + "text = \"never said\"\nwithdrawn = true", `5: destination "smh-wet-amd": note 1: there is nothing to withdraw`},
		"no urgency to withdraw":   {"[[urgency]]\nlabel = \"Urgent\"\nwithdrawn = true", `3: urgency 1: there is nothing to withdraw`},
		"withdrawn and changed":    {one + "withdrawn = true\nphone = \"1\"", `4: destination "smh-wet-amd": unknown field "phone"`},
		"withdrawn without an id":  {"[[destination]]\nwithdrawn = true", `1: destination 1: no id`},
		"withdrawn twice":          {one + "withdrawn = true\n" + one + "withdrawn = true\n", `5: destination "smh-wet-amd": the id is already used at directory.toml:2`},
		"a source withdrawn":       {"[[source]]\nid = \"ods\"\nwithdrawn = true", `3: source "ods": unknown field "withdrawn"`},
		"every urgency withdrawn":  {withdrawnUrgencies("urgency"), `1: urgency 1: no urgency would be left to choose from`},
		"every urgency of one":     {one + withdrawnUrgencies("destination.urgency"), `1: destination "smh-wet-amd": no urgency would be left to choose from`},
		"an emergency not phoned":  {"[[urgency]]\nlabel = \"Emergency\"\nframe = \"within 24 hours\"\nphone_first = false", `4: urgency 1: this urgency is phoned first wherever it stands`},
		"a required one withdrawn": {"[[question]]\nid = \"patient-name\"\nwithdrawn = true", `3: question "patient-name": every referral must say this, so it can't be withdrawn`},
		"the same at one":          {one + "[[destination.question]]\nid = \"consent\"\nwithdrawn = true", `5: destination "smh-wet-amd": question "consent": every referral must say this, so it can't be withdrawn`},
		"the phone call withdrawn": {"[[question]]\nid = \"phoned-when\"\nwithdrawn = true", `3: question "phoned-when": an urgency may ask for this, so it can't be withdrawn`},
		"a required one weakened":  {one + "[[destination.question]]\nid = \"consent\"\nneed = \"optional\"", `5: destination "smh-wet-amd": question "consent": every referral must say this`},
		"a shared kind changed":    {"[[question]]\nid = \"phoned-when\"\nkind = \"text\"", `3: question "phoned-when": every referral asks this as line`},
		"an old address again":     {"[[destination]]\nid = \"mkuh-bus\"\naddress = \"bus.referrals@nhs.net\"", `3: destination "mkuh-bus": address "bus.referrals@nhs.net" was given up`},
		"superseded by itself":     {one + "superseded = [\"bht.bucksamd@nhs.net\"]", `3: destination "smh-wet-amd": superseded "bht.bucksamd@nhs.net": the address is the one that the destination has now`},
		"no TOML":                  {"id = ", "1: expected value, not end of input"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := overlaid("directory.toml", []byte(c.text), today)
			faults, _ := errors.AsType[Faults](err)
			if len(faults) != 1 || !strings.HasPrefix(faults[0].Error(), "directory.toml:"+c.want) || faults[0].Next == "" {
				t.Errorf("got %v\nwant %s", err, c.want)
			}
		})
	}
}

// withdrawnUrgencies takes away all the urgencies that the embedded directory has.
func withdrawnUrgencies(table string) string {
	var b strings.Builder
	for _, u := range []string{"Emergency/as soon as possible", "Emergency/within 24 hours", "Urgent/within one week", "Routine/no time frame set", "Other/"} {
		label, frame, _ := strings.Cut(u, "/")
		b.WriteString("[[" + table + "]]\nlabel = \"" + label + "\"\nframe = \"" + frame + "\"\nwithdrawn = true\n")
	}
	return b.String()
}

func TestAnAddressThatWasGivenUpComesBackWithTheNameOfWhoVerifiedIt(t *testing.T) {
	const back = "[[destination]]\nid = \"mkuh-bus\"\naddress = \"bus.referrals@nhs.net\"\n"
	dir := laid(t, back+"verified = { on = 2026-11-22, by = \"Ann Lee\" }\n")
	if v := judged(t, destinationOf(t, dir, "mkuh-bus").Recipient()); v != policy.Secure {
		t.Errorf("judged %v", v)
	}
	if v := dir.Recipient(mailbox(t, "bus.referrals@mkuh.nhs.uk")); v.Superseded == nil {
		t.Error("the other one is not given up")
	}
	if _, err := overlaid("f", []byte(back+"verified = { on = 2026-11-22, by = \"A\", address = \"other@nhs.net\" }\n"), today); err == nil {
		t.Error("it comes back although another address was verified")
	}
}

func TestAMissingFileIsTheEmbeddedDirectory(t *testing.T) {
	dir, err := Load(filepath.Join(t.TempDir(), FileName), today)
	if err != nil || len(differences(t, dir)) > 0 {
		t.Error(err)
	}
	if _, err := Overlaid(filepath.Join(t.TempDir(), FileName), today); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestABrokenFileNeverStopsTheDesk(t *testing.T) {
	path := filepath.Join(t.TempDir(), FileName)
	for name, content := range map[string]string{
		"a fault":  "[[destination]]\nid = \"smh-wet-amd\"\nphone = \"1\"\nadress = 1\n",
		"no TOML":  "=",
		"no UTF-8": "\xff",
		"too long": strings.Repeat("#", 5<<20),
	} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		dir, err := Load(path, today)
		if err == nil || !strings.HasPrefix(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
		if dir == nil || len(differences(t, dir)) > 0 {
			t.Errorf("%s: not the embedded directory", name)
		}
	}
	if dir, err := Load(t.TempDir(), today); dir == nil || err == nil {
		t.Errorf("a folder: %v", err)
	}
}

func TestDifferencesSayWhatToTakeAwayAndToAdd(t *testing.T) {
	got := differences(t, laid(t, `
[[destination]]
id = "smh-wet-amd"
address = "new.amd@nhs.net"
verified = { on = 2026-11-22, by = "Ann Lee" }
[[destination.note]]
text = "Ring first."
source = "nice-ng82"
[[destination.question]]
id = "allergies"
withdrawn = true
[[contact]]
id = "my-help"
name = "My help"
phone = "01632 960001"
for = "Everything"
`))
	want := []string{
		"- destination smh-wet-amd, address: bht.bucksamd@nhs.net",
		"+ destination smh-wet-amd, address: new.amd@nhs.net",
		"+ destination smh-wet-amd, superseded: bht.bucksamd@nhs.net",
		"+ destination smh-wet-amd, verified: on 2026-11-22 by Ann Lee",
		"+ destination smh-wet-amd, note: Ring first. (nice-ng82)",
		"+ destination smh-wet-amd, question: not here: allergies, History, Allergies, line, recommended",
		"+ contact my-help, name: My help",
		"+ contact my-help, phone: 01632 960001",
		"+ contact my-help, for: Everything",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

func FuzzOverlay(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("[[destination]]\nid = \"mkuh-bus\"\naddress = \"a@nhs.net\"\n[[destination]]\nid = \"smh-wet-amd\"\nwithdrawn = true\n"))
	f.Add([]byte("[[destination]]\nid = \"bht-hcq\"\n[[destination.question]]\nid = \"drug\"\nwithdrawn = true\n[[destination.note]]\ntext = \"t\"\nsource = \"ods\"\n"))
	f.Add([]byte("[[urgency]]\nlabel = \"Other\"\nwithdrawn = true\n[[contact]]\nid = \"exeter\"\nwithdrawn = true\n"))
	before, err := Embedded()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		dir, err := overlaid("directory.toml", data, today)
		if err != nil {
			faults, ok := errors.AsType[Faults](err)
			if !ok || len(faults) == 0 {
				t.Fatalf("no list of faults: %v", err)
			}
			for _, fault := range faults {
				if fault.File != "directory.toml" || fault.Line < 1 || fault.What == "" || fault.Next == "" || strings.ContainsAny(fault.Error(), "\n\r\x1b\a") {
					t.Errorf("not a fault of this file for the screen: %q", fault)
				}
			}
			return
		}
		checkWhole(t, dir)
		for _, d := range before.Destinations {
			held(t, dir, d)
		}
	})
}

// held holds an overlay to what it must never do to a destination of the embedded directory.
func held(t *testing.T, dir *Directory, was Destination) {
	t.Helper()
	now, there := dir.Destination(was.ID)
	if there && now.Address.Same(was.Address) {
		return
	}
	for _, d := range dir.Destinations {
		if d.Address.Same(was.Address) {
			return // it is another one's now
		}
	}
	if judged(t, dir.Recipient(was.Address)) == policy.Secure {
		t.Errorf("%s is secure though %s no longer has it", was.Address, was.ID)
	}
}

func TestAFileWithTooManyDestinationsIsAFaultAndNoWait(t *testing.T) {
	_, err := overlaid("directory.toml", []byte(strings.Repeat("[[destination]]\nid = \"smh-wet-amd\"\n", 1<<15)), today)
	if err == nil || !strings.Contains(err.Error(), "there are 32768 destinations, and 1000 at most are read, remove some") {
		t.Errorf("%.200v", err)
	}
}
