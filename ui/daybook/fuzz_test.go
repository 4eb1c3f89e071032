package daybook

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// What the quick reader takes for an event is JSON, holds nothing that could not have been noted, and is written as an event that
// reads back the same.
func FuzzEvent(f *testing.F) {
	for _, e := range append(oneOfEach(), bare()) {
		raw, err := appendEvent(nil, ID{6: 7 << 4, 8: 0b10 << 6}, e)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(raw))
	}
	s := newScanner()
	f.Fuzz(func(t *testing.T, raw string) {
		id, e, ok := s.event(raw)
		if !ok {
			return
		}
		if !json.Valid([]byte("{" + raw + "}")) {
			t.Fatalf("not JSON: %q", raw)
		}
		if err := check(e); err != nil {
			t.Fatalf("%q: %v", raw, err)
		}
		again, err := appendEvent(nil, id, e)
		if err != nil {
			t.Fatal(err)
		}
		backID, back, ok := s.event(string(again))
		if !ok || backID != id || reflect.TypeOf(back) != reflect.TypeOf(e) {
			t.Fatalf("%q read back as %+v, want %+v", again, back, e)
		}
		if third, err := appendEvent(nil, id, back); err != nil || string(third) != string(again) {
			t.Fatalf("%q became %q, %v", again, third, err)
		}
	})
}

// No file, whatever is in it, stops the reader, or lets it say that all is well where a line was not counted.
func FuzzFile(f *testing.F) {
	var whole []byte
	last := link{}
	for _, e := range oneOfEach() {
		line, next, err := encode(last, ID{6: 7 << 4, 8: 0b10 << 6}, e)
		if err != nil {
			f.Fatal(err)
		}
		whole, last = append(append(whole, line...), '\n'), next
	}
	f.Add(string(whole))
	f.Add("\n\x00\n{\"format\":9,\n")
	f.Fuzz(func(t *testing.T, data string) {
		log := read(data, link{})
		if len(log.Faults) == 0 && (len(log.Entries) != log.Lines || log.Lines != strings.Count(data, "\n")) {
			t.Fatalf("%d entries of %d lines, and no fault", len(log.Entries), log.Lines)
		}
		offset, _, err := lastLine(strings.NewReader(data), int64(len(data)))
		if err == nil && offset != int64(wholeLines(data)) {
			t.Fatalf("the next line goes to %d, want %d", offset, wholeLines(data))
		}
	})
}
