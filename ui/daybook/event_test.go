package daybook

import (
	"bytes"
	"encoding/binary"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"referraldesk/directory"
	"referraldesk/directory/ods"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
	"referraldesk/ui/referral"
)

func TestEveryEventIsOneLineOfJSONAndReadsBackAsItWas(t *testing.T) {
	b, path := newBook(t)
	want := append(oneOfEach(), bare(), AccountUsed{At: noon, Account: mail("a@nhs.net"), On: policy.DayOf(noon)},
		Sent{At: noon, Reference: "RD-7K4-M39-QPX", Destination: "mkuh-bus"})
	appended(t, b, want...)
	log := reading(t, path)
	if len(log.Faults) > 0 || len(log.Entries) != len(want) || log.Vouched != len(want) {
		t.Fatalf("%d entries of %d, %d vouched for, faults %v", len(log.Entries), len(want), log.Vouched, log.Faults)
	}
	for i, e := range log.Entries {
		if !reflect.DeepEqual(e.Event, want[i]) || e.Line != i+1 {
			t.Errorf("line %d: got %+v, want %+v", e.Line, e.Event, want[i])
		}
	}
	golden(t, "daybook.jsonl", strings.Join(linesOf(t, path), ""))
}

func TestADayIsTheDesksOwnAlsoInSummer(t *testing.T) {
	b, path := newBook(t)
	summer := bare()
	summer.At = time.Date(2026, 7, 2, 0, 30, 0, 0, time.FixedZone("BST", 3600)) // still 1 July in UTC
	appended(t, b, summer)
	if day := policy.DayOf(reading(t, path).Entries[0].Event.When()); day != policy.NewDay(2026, 7, 2) {
		t.Errorf("handed over on %s", day)
	}
}

// closed are types that only a parser, a clock, the directory or a counter can fill.
var closed = []reflect.Type{
	reflect.TypeFor[time.Time](), reflect.TypeFor[policy.Address](), reflect.TypeFor[policy.Status](), reflect.TypeFor[policy.Day](),
	reflect.TypeFor[ods.Code](), reflect.TypeFor[Clinician](), reflect.TypeFor[Urgency](), reflect.TypeFor[int](),
}

// personal is what no event may hold.
var personal = []string{
	"Jane Testpatient", "JANE TESTPATIENT", "Testpatient", "Testpatient\n", "Jane Testpatient, born 01/02/1950", "Zoë", ".\x1b[2J",
	"9990000018", "999 000 0018", "999-000-0018", "9990000018 Jane",
	"01/02/1950", "1950-02-01", "19500201", "RD-9990000018", "SMITH-1950", "id-9990000018", "id-1950-02-01",
}

func TestNoEventHasAFieldThatTakesFreeText(t *testing.T) {
	b, path := newBook(t)
	for _, sample := range oneOfEach() {
		for i := range reflect.TypeOf(sample).NumField() {
			field := reflect.TypeOf(sample).Field(i)
			if slices.Contains(closed, field.Type) {
				isStruct := field.Type.Kind() == reflect.Struct
				if isStruct && slices.ContainsFunc(reflect.VisibleFields(field.Type), reflect.StructField.IsExported) {
					t.Errorf("%T.%s can be filled from outside", sample, field.Name)
				}
				continue
			}
			for _, words := range personal {
				e := reflect.New(reflect.TypeOf(sample)).Elem()
				e.Set(reflect.ValueOf(sample))
				if !fill(e.Field(i), words) {
					t.Errorf("%T.%s is a %s: give it a type that holds no free text", sample, field.Name, field.Type)
					break
				}
				err := b.Append(e.Interface().(Event))
				if err == nil || strings.Contains(err.Error(), words) {
					t.Errorf("%T.%s: %q was noted, or quoted: %v", sample, field.Name, words, err)
				}
			}
		}
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a refused event made the file")
	}
}

// fill puts words into a field whose type is a word of its own, or a list of such; false where it is any other type.
func fill(v reflect.Value, words string) bool {
	if v.Kind() == reflect.Slice {
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		v = v.Index(0)
	}
	if v.Kind() != reflect.String || v.Type() == reflect.TypeFor[string]() {
		return false
	}
	v.SetString(words)
	return true
}

func TestEveryTypeOfEventIsHeldToThat(t *testing.T) {
	parsed, err := parser.ParseFile(token.NewFileSet(), "event.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var declared []string
	for _, d := range parsed.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name == "wire" {
			declared = append(declared, f.Recv.List[0].Type.(*ast.Ident).Name)
		}
	}
	var tested, readable []string
	for _, e := range oneOfEach() {
		tested = append(tested, reflect.TypeOf(e).Name())
	}
	for _, k := range kinds() {
		readable = append(readable, reflect.TypeOf(k.taken()).Name())
	}
	if !slices.Equal(declared, tested) || !slices.Equal(declared, readable) {
		t.Errorf("declared %v, tested %v, readable %v", declared, tested, readable)
	}
}

func TestEventWithoutWhatMustBeKnownIsRefused(t *testing.T) {
	b, _ := newBook(t)
	for _, sample := range oneOfEach() {
		empty := reflect.Zero(reflect.TypeOf(sample)).Interface().(Event)
		if err := b.Append(empty); err == nil || !strings.Contains(err.Error(), "the time of a ") {
			t.Errorf("%T without anything: %v", sample, err)
		}
	}
	for field, without := range map[string]func(*HandedOver){
		"time":        func(e *HandedOver) { e.At = time.Time{} },
		"reference":   func(e *HandedOver) { e.Reference = "" },
		"destination": func(e *HandedOver) { e.Destination = "" },
		"sender":      func(e *HandedOver) { e.Sender = policy.Address{} },
		"status":      func(e *HandedOver) { e.Status = policy.Unknown },
		"conditions":  func(e *HandedOver) { e.Condition = "" }, // and yet others were confirmed
	} {
		e := full()
		without(&e)
		if err := b.Append(e); err == nil || !strings.Contains(err.Error(), "the "+field+" of a handed-over event is missing") {
			t.Errorf("%s: %v", field, err)
		}
	}
	unsigned := AddressVerified{At: noon, Destination: "mkuh-bus", Address: mail("bus.referrals@mkuh.nhs.uk"), On: policy.DayOf(noon)}
	if err := b.Append(unsigned); err == nil || !strings.Contains(err.Error(), "the by of") {
		t.Errorf("verified by nobody: %v", err)
	}
}

func TestUseOfAnAccountThatHasNotComeIsRefused(t *testing.T) {
	b, _ := newBook(t)
	tomorrow := AccountUsed{At: noon, Account: mail("a@nhs.net"), On: policy.DayOf(noon).Add(1)}
	if err := b.Append(tomorrow); err == nil || !strings.Contains(err.Error(), "the on of a") {
		t.Errorf("%v", err)
	}
}

func TestEveryRuleConditionAndReferenceOfTheProgramCanBeNoted(t *testing.T) {
	for _, r := range policy.Rules() {
		if !isRule(string(r.ID)) {
			t.Errorf("rule %s", r.ID)
		}
	}
	for _, c := range policy.Conditions() {
		if !isRule(string(c.ID)) {
			t.Errorf("condition %s", c.ID)
		}
	}
	random := rand.NewChaCha8([32]byte{2})
	for range 1000 {
		r, err := referral.NewReference(random)
		if err != nil || !isReference(r.String()) {
			t.Fatalf("reference %s, %v", r, err)
		}
	}
	dir, err := directory.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dir.Destinations {
		if !isDestinationID(d.ID) {
			t.Errorf("destination %s", d.ID)
		}
	}
}

func TestWhatTheDirectoryCallsUrgentOrWantsPhonedFirstCannotWait(t *testing.T) {
	for label, want := range map[string]bool{
		"Emergency": true, "Urgent": true, "urgent (two weeks)": true, "URGENT: today": true, "Emergency—same day": true,
		"Other": true, "Routine": false, "Non-urgent": false, "Not urgent": false, "": false,
	} {
		if got := labelled(label).Urgent(); got != want {
			t.Errorf("%q: %v", label, got)
		}
	}
	if phoned := UrgencyOf(directory.Urgency{Label: text.Line("Red flag"), PhoneFirst: true}); !phoned.Urgent() {
		t.Error("what is phoned first can wait")
	}
}

func TestNameThatIsNotAClinicianOfThePracticeIsNotTaken(t *testing.T) {
	us := practice.Practice{Clinicians: []practice.Clinician{{Name: text.Line("Ann Lee")}, {}}}
	for _, name := range []string{"Jane Testpatient", "ann lee", ""} {
		if _, known := KnownClinician(text.Line(name), us); known {
			t.Errorf("%q is known", name)
		}
	}
}

func TestIDIsAUUIDOfVersionSevenFromTheClockAndRandom(t *testing.T) {
	// the example of RFC 9562, appendix A.6
	at := time.UnixMilli(0x017F22E279B0)
	random := binary.BigEndian.AppendUint16(nil, 0x0CC3)
	random = binary.BigEndian.AppendUint64(random, 0x18C4DC0C0C07398F)
	id, err := NewID(at, bytes.NewReader(random))
	if got := id.String(); err != nil || got != "017f22e2-79b0-7cc3-98c4-dc0c0c07398f" {
		t.Errorf("%s, %v", got, err)
	}
	if back, ok := parseID(id.String()); !ok || back != id {
		t.Errorf("read back %s, %v", back, ok)
	}
	if _, err := NewID(at, bytes.NewReader(nil)); err == nil {
		t.Error("an id without random numbers")
	}
	for _, other := range []string{
		"", "017f22e2-79b0-4cc3-98c4-dc0c0c07398f", "017f22e279b07cc398c4dc0c0c07398f", "017f22e2-79b0-7cc3-18c4-dc0c0c07398f",
		"017f22e2_79b0-7cc3-98c4-dc0c0c07398f", "g17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
	} {
		if _, ok := parseID(other); ok {
			t.Errorf("%q is an id", other)
		}
	}
}
