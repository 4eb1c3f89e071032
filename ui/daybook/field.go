package daybook

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"referraldesk/directory/ods"
	"referraldesk/policy"
	"referraldesk/policy/text"
)

// field is one value of an event: how it is written, and how it is read. The list of an event's fields is all there is to say
// about its form, in the file, in JSON and in CSV.
type field struct {
	key  string
	must bool
	lead string // what stands before the value in a line

	// get gives the value as a string, a bool, an int or a list of strings, nil where it is not known, and whether it has
	// the shape that it must have.
	get func() (value any, sound bool)
	// set takes the value, never null, as it stands in a line of JSON; it says whether it has its shape.
	set func(raw string) bool
}

const (
	must = true
	may  = false
)

func newField(key string, needed bool, get func() (any, bool), set func(raw string) bool) field {
	return field{key, needed, `,"` + key + `":`, get, set}
}

// kind is a type of event, and a place to read one of it into.
type kind struct {
	name   string
	fields []field
	taken  func() Event // what was read, leaving the place empty
}

func newKind[T Event](fields func(*T) []field) kind {
	place := new(T)
	name, _ := (*place).wire()
	return kind{name, fields(place), func() Event {
		var empty, e T
		e, *place = *place, empty
		return e
	}}
}

// check holds every field of an event to its shape. Its errors name the field and never quote it.
func check(e Event) error {
	kind, fields := e.wire()
	for _, f := range fields {
		if v, sound := f.get(); !sound || v == nil && f.must {
			name := strings.ReplaceAll(f.key, "_", " ")
			return fmt.Errorf("the %s of a %s event is missing or no %s: the event was not noted", name, kind, name)
		}
	}
	return nil
}

// unknownOr is nil where a value is not known.
func unknownOr(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func always() bool { return true }

// stamp is a moment, to the second, with the offset of the clock that it was read from: the day is the desk's own. The year has
// four digits, or no JSON could hold it.
func stamp(key string, p *time.Time) field {
	fits := func() bool { return p.Year() >= 1 && p.Year() <= 9999 }
	get := func() (any, bool) {
		if p.IsZero() {
			return nil, true
		}
		return p.Format(time.RFC3339), fits()
	}
	return newField(key, must, get, func(raw string) bool {
		s, ok := unquote(raw)
		if !ok {
			return false
		}
		t, err := time.Parse(time.RFC3339, s)
		*p = t
		return err == nil && !t.IsZero() && fits()
	})
}

func day(key string, p *policy.Day, sound func() bool) field {
	get := func() (any, bool) { return unknownOr(p.String()), sound() }
	return newField(key, must, get, func(raw string) bool {
		s, ok := unquote(raw)
		if !ok {
			return false
		}
		d, err := policy.ParseDay(s)
		*p = d
		return err == nil && !d.IsZero() && sound()
	})
}

func word[T ~string](key string, needed bool, p *T, fits func(string) bool) field {
	get := func() (any, bool) { return unknownOr(string(*p)), *p == "" || fits(string(*p)) }
	return newField(key, needed, get, func(raw string) bool {
		s, ok := unquote(raw)
		*p = T(s)
		return ok && fits(s)
	})
}

func address(key string, p *policy.Address) field {
	get := func() (any, bool) { return unknownOr(p.String()), true }
	return newField(key, must, get, func(raw string) bool {
		s, ok := unquote(raw)
		if !ok {
			return false
		}
		a, err := policy.ParseAddress(s)
		*p = a
		return err == nil
	})
}

func status(key string, p *policy.Status) field {
	get := func() (any, bool) { return p.String(), *p != policy.Unknown && *p <= policy.NotSecure }
	return newField(key, must, get, func(raw string) bool {
		id, ok := unquote(raw)
		for _, s := range []policy.Status{policy.Secure, policy.Check, policy.NotSecure} {
			if ok && s.String() == id {
				*p = s
				return true
			}
		}
		return false
	})
}

func clinician(key string, needed bool, p *Clinician) field {
	get := func() (any, bool) { return unknownOr(p.String()), true }
	return newField(key, needed, get, func(raw string) bool {
		s, ok := unquote(raw)
		p.name = text.Line(s)
		return ok && !p.name.IsEmpty()
	})
}

func urgency(key string, p *Urgency) field {
	get := func() (any, bool) { return unknownOr(p.String()), true }
	return newField(key, may, get, func(raw string) bool {
		s, ok := unquote(raw)
		p.label = text.Line(s)
		return ok && !p.label.IsEmpty()
	})
}

// urgent goes with an urgency that is known.
func urgent(key string, p *Urgency) field {
	get := func() (any, bool) {
		if p.label.IsEmpty() {
			return nil, true
		}
		return p.urgent, true
	}
	return newField(key, may, get, func(raw string) bool {
		p.urgent = raw == "true"
		return !p.label.IsEmpty() && (raw == "true" || raw == "false")
	})
}

func site(key string, p *ods.Code) field {
	get := func() (any, bool) { return unknownOr(p.String()), true }
	return newField(key, may, get, func(raw string) bool {
		s, ok := unquote(raw)
		if !ok {
			return false
		}
		code, err := ods.ParseCode(s)
		*p = code
		return err == nil
	})
}

// mostCounted is too small to be an NHS number.
const mostCounted = 999_999_999

func count(key string, p *int) field {
	fits := func(n int) bool { return n > 0 && n <= mostCounted }
	get := func() (any, bool) { return *p, fits(*p) }
	return newField(key, must, get, func(raw string) bool {
		n, err := strconv.Atoi(raw)
		*p = n
		return err == nil && fits(n) && strconv.Itoa(n) == raw // JSON knows no 01 and no +1
	})
}

// conditions is a list, the deciding one first. It is empty, and not unknown, where nothing had to be confirmed.
func conditions(key string, first *policy.ConditionID, also *[]policy.ConditionID) field {
	get := func() (any, bool) {
		ids, sound := []string{}, *first != "" || len(*also) == 0
		for _, id := range (HandedOver{Condition: *first, Also: *also}).Conditions() {
			ids, sound = append(ids, string(id)), sound && isRule(string(id))
		}
		return ids, sound
	}
	return newField(key, must, get, func(raw string) bool {
		list, opened := strings.CutPrefix(raw, "[")
		list, closed := strings.CutSuffix(list, "]")
		if !opened || !closed {
			return false
		}
		more := list != ""
		for i := 0; more; i++ {
			var one string
			one, list, more = strings.Cut(list, ",")
			id, ok := unquote(one)
			if !ok || !isRule(id) {
				return false
			}
			if i == 0 {
				*first = policy.ConditionID(id)
			} else {
				*also = append(*also, policy.ConditionID(id))
			}
		}
		return true
	})
}
