package daybook

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"referraldesk/directory"
	"referraldesk/directory/practice"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

func address(t testing.TB, raw string) policy.Address {
	t.Helper()
	a, err := policy.ParseAddress(raw)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// full is an event with every field known.
func full(t testing.TB) HandedOver {
	t.Helper()
	us := practice.Practice{Clinicians: []practice.Clinician{{Name: text.Line("Ann Lee")}}}
	ann, known := KnownClinician(text.Line("Ann Lee"), us)
	if !known {
		t.Fatal("the practice's own clinician is not known")
	}
	return HandedOver{
		At:        time.Date(2026, 11, 22, 10, 30, 0, 0, time.UTC),
		Reference: "RD-7K4-M39-QPX", Destination: "mkuh-bus", Sender: address(t, "reception.abc12@nhs.net"),
		Status: policy.Check, Rule: "S1", Condition: "N1", ConfirmedBy: ann,
		Urgency: UrgencyOf(directory.Urgency{Label: text.Line("Urgent")}), Version: "v0.1.0",
	}
}

func newBook(t testing.TB) (*Book, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "data", FileName)
	b, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return b, path
}

func appended(t testing.TB, b *Book, e HandedOver) {
	t.Helper()
	if err := b.Append(e); err != nil {
		t.Fatal(err)
	}
}

func TestEventIsOneLineOfJSONWithNullForWhatIsNotKnown(t *testing.T) {
	b, path := newBook(t)
	bare := full(t)
	bare.Rule, bare.Condition, bare.ConfirmedBy, bare.Urgency, bare.Version = "", "", Clinician{}, Urgency{}, ""
	appended(t, b, full(t))
	appended(t, b, bare)
	const start = `{"format":1,"type":"handed-over","time":"2026-11-22T10:30:00Z","reference":"RD-7K4-M39-QPX","destination":"mkuh-bus",` +
		`"sender":"reception.abc12@nhs.net","status":"check",`
	want := start + `"rule":"S1","condition":"N1","confirmed_by":"Ann Lee","urgency":"Urgent","version":"v0.1.0"}` + "\n" +
		start + `"rule":null,"condition":null,"confirmed_by":null,"urgency":null,"version":null}` + "\n"
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("got (%v):\n%s\nwant:\n%s", err, got, want)
	}
	log, err := Read(path)
	if err != nil || log.Unreadable != nil || !slices.Equal(log.Events, []HandedOver{full(t), bare}) {
		t.Errorf("read back %+v, %v", log, err)
	}
}

func TestNoFieldOfAnEventTakesFreeText(t *testing.T) {
	closed := []reflect.Type{ // types that only a parser, a clock or the directory can fill
		reflect.TypeFor[time.Time](), reflect.TypeFor[policy.Address](), reflect.TypeFor[policy.Status](),
		reflect.TypeFor[Clinician](), reflect.TypeFor[Urgency](),
	}
	b, path := newBook(t)
	fields := reflect.TypeFor[HandedOver]()
	for i := range fields.NumField() {
		field := fields.Field(i)
		if slices.Contains(closed, field.Type) {
			if field.Type.Kind() == reflect.Struct && slices.ContainsFunc(reflect.VisibleFields(field.Type), reflect.StructField.IsExported) {
				t.Errorf("%s can be filled from outside", field.Name)
			}
			continue
		}
		if field.Type.Kind() != reflect.String || field.Type == reflect.TypeFor[string]() {
			t.Errorf("%s is a %s: give it a type that holds no free text", field.Name, field.Type)
			continue
		}
		for _, words := range []string{"Jane Testpatient", "Testpatient\n", "Jane Testpatient, born 01/02/1950", "9990000018 Jane", "Zoë", ".\x1b[2J"} {
			e := full(t)
			reflect.ValueOf(&e).Elem().Field(i).SetString(words)
			err := b.Append(e)
			if err == nil || strings.Contains(err.Error(), words) {
				t.Errorf("%s: %q was noted, or quoted: %v", field.Name, words, err)
			}
		}
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a refused event made the file")
	}
}

func TestEventWithoutWhatMustBeKnownIsRefused(t *testing.T) {
	b, _ := newBook(t)
	for field, without := range map[string]func(*HandedOver){
		"time":        func(e *HandedOver) { e.At = time.Time{} },
		"reference":   func(e *HandedOver) { e.Reference = "" },
		"destination": func(e *HandedOver) { e.Destination = "" },
		"sender":      func(e *HandedOver) { e.Sender = policy.Address{} },
		"status":      func(e *HandedOver) { e.Status = policy.Unknown },
	} {
		e := full(t)
		without(&e)
		if err := b.Append(e); err == nil || !strings.Contains(err.Error(), "the "+field+" of the hand-off is missing") {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestEveryRuleAndConditionOfThePolicyCanBeNoted(t *testing.T) {
	b, _ := newBook(t)
	for _, r := range policy.Rules() {
		e := full(t)
		e.Rule = r.ID
		appended(t, b, e)
	}
	for _, c := range policy.Conditions() {
		e := full(t)
		e.Condition = c.ID
		appended(t, b, e)
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

func TestLineThatWasCutShortIsSaidAndSpoilsNoOther(t *testing.T) {
	b, path := newBook(t)
	appended(t, b, full(t))
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append(slices.Clone(whole), whole[:len(whole)/2]...), 0o600); err != nil {
		t.Fatal(err)
	}
	if log, err := Read(path); err != nil || len(log.Events) != 1 || !slices.Equal(log.Unreadable, []int{2}) {
		t.Errorf("cut short: %d events, unreadable %v, %v", len(log.Events), log.Unreadable, err)
	}
	appended(t, b, full(t))
	if log, err := Read(path); err != nil || len(log.Events) != 2 || !slices.Equal(log.Unreadable, []int{2}) {
		t.Errorf("with another after it: %d events, unreadable %v, %v", len(log.Events), log.Unreadable, err)
	}
	if after, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(after), string(whole)) {
		t.Errorf("what was written before changed: %v", err)
	}
}

func TestLineOfANewerVersionIsCountedAndKept(t *testing.T) {
	_, path := newBook(t)
	if err := os.WriteFile(path, []byte(`{"format":2,"type":"handed-over"}`+"\n"+`{"format":1,"type":"answered"}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if log, err := Read(path); err != nil || len(log.Events) != 0 || !slices.Equal(log.Unreadable, []int{1, 2}) {
		t.Errorf("%+v, %v", log, err)
	}
}

func TestDaybookThatDoesNotExistYetIsEmpty(t *testing.T) {
	_, path := newBook(t)
	if log, err := Read(path); err != nil || log.Events != nil || log.Unreadable != nil {
		t.Errorf("%+v, %v", log, err)
	}
}

func TestDaybookIsForItsOwnerAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps the user's folders for the user by other means")
	}
	b, path := newBook(t)
	appended(t, b, full(t))
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	appended(t, b, full(t))
	for name, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}

func TestDaybookIsNeverReadOrWrittenThroughALink(t *testing.T) {
	b, path := newBook(t)
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	if err := os.WriteFile(elsewhere, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, path); err != nil {
		t.Skip("this system makes no symbolic links:", err)
	}
	_, opening := Open(path)
	_, reading := Read(path)
	for _, err := range []error{opening, reading, b.Append(full(t))} {
		if err == nil || !strings.Contains(err.Error(), "move away what stands there") {
			t.Errorf("%v", err)
		}
	}
	if after, err := os.ReadFile(elsewhere); err != nil || len(after) > 0 {
		t.Errorf("what the link leads to holds %q, %v", after, err)
	}
}

// asChild names the daybook that the test binary writes to when it is started as a child.
const asChild = "REFERRALDESK_TEST_DAYBOOK"

func TestMain(m *testing.M) {
	if os.Getenv(asChild) == "" {
		os.Exit(m.Run())
	}
	if err := writeMany(os.Getenv(asChild)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func writeMany(path string) error {
	sender, err := policy.ParseAddress("reception.abc12@nhs.net")
	if err != nil {
		return err
	}
	b, err := Open(path)
	if err != nil {
		return err
	}
	for i := range 50 {
		err := b.Append(HandedOver{At: time.Unix(1, 0), Reference: Reference(fmt.Sprintf("RD-%d-%d", os.Getpid(), i)),
			Destination: "mkuh-bus", Sender: sender, Status: policy.Secure})
		if err != nil {
			return err
		}
	}
	return nil
}

func TestSeveralDesksWriteToOneDaybookWithoutLosingALine(t *testing.T) {
	_, path := newBook(t)
	var desks sync.WaitGroup
	for range 4 {
		desks.Go(func() {
			child := exec.Command(os.Args[0])
			child.Env = append(os.Environ(), asChild+"="+path)
			if out, err := child.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
	desks.Wait()
	log, err := Read(path)
	if err != nil || len(log.Unreadable) > 0 {
		t.Errorf("unreadable %v, %v", log.Unreadable, err)
	}
	references := make(map[Reference]bool)
	for _, e := range log.Events {
		references[e.Reference] = true
	}
	if len(references) != 200 {
		t.Errorf("%d hand-offs noted, want 200", len(references))
	}
}

func BenchmarkAppend(b *testing.B) {
	book, _ := newBook(b)
	for e := full(b); b.Loop(); {
		if err := book.Append(e); err != nil {
			b.Fatal(err)
		}
	}
}
