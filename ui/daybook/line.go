package daybook

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
)

// format is the form of a line that this program writes, and the newest that it reads. What it does not know is never written
// behind.
const format = 1

// A line is one JSON object with its keys in a fixed order and no white space between them:
//
//	{"format":1,"line":2,"id":"…","type":"sent","time":"…",…,"prev":"…","hash":"…"}
//
// "line" counts the lines of the file from 1. "hash" is the SHA-256, in hexadecimal, of the bytes of the line before `,"hash"`;
// "prev" is the hash of the line before, null in the first. So a line that changes no longer fits its own hash, and one whose
// hash was made anew no longer fits the next line.
const (
	startOfLine = `{"format":`
	startOfPrev = `,"prev":`
	startOfHash = `,"hash":"`
	endOfLine   = `"}`

	hashLength = 2 * sha256.Size
	tailLength = len(startOfHash) + hashLength + len(endOfLine)
)

// link is what ties a line to the one before.
type link struct {
	number int    // of the line, from 1; 0 for the beginning of the book
	hash   string // "" for the beginning
}

// encode writes an event as the line after another one, without a line end, and gives what ties the next line to it.
func encode(after link, id ID, e Event) ([]byte, link, error) {
	here := link{number: after.number + 1}
	out := append([]byte(startOfLine), strconv.Itoa(format)...)
	out = append(out, `,"line":`...)
	out = strconv.AppendInt(out, int64(here.number), 10)
	out, err := appendEvent(append(out, ','), id, e)
	if err != nil {
		return nil, link{}, err
	}
	out = append(out, startOfPrev...)
	if out, err = appendValue(out, unknownOr(after.hash)); err != nil {
		return nil, link{}, err
	}
	here.hash = hashOf(out)
	return append(append(append(out, startOfHash...), here.hash...), endOfLine...), here, nil
}

// appendEvent writes the id, the type and the fields of an event, in order, without braces.
func appendEvent(out []byte, id ID, e Event) ([]byte, error) {
	kind, fields := e.wire()
	out = append(out, `"id":"`+id.String()+`","type":"`+kind+`"`...)
	for _, f := range fields {
		value, _ := f.get()
		var err error
		if out, err = appendValue(append(out, f.lead...), value); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// appendValue writes a value as JSON, with & and < as they are: nobody serves it as a web page.
func appendValue(out []byte, value any) ([]byte, error) {
	var b bytes.Buffer
	to := json.NewEncoder(&b)
	to.SetEscapeHTML(false)
	if err := to.Encode(value); err != nil {
		return nil, err
	}
	return append(out, bytes.TrimSuffix(b.Bytes(), []byte{'\n'})...), nil
}

func hashOf(line []byte) string {
	sum := sha256.Sum256(line)
	return hex.EncodeToString(sum[:])
}

// scanner reads lines. It holds what would else be made anew for each.
type scanner struct {
	kinds map[string]kind
	bytes []byte
	hex   [hashLength]byte
}

func newScanner() *scanner {
	s := &scanner{kinds: map[string]kind{}}
	for _, k := range kinds() {
		s.kinds[k.name] = k
	}
	return s
}

// formatOf is the format that a line says it has, 0 where it says none.
func formatOf(line string) int {
	rest, _ := strings.CutPrefix(line, startOfLine)
	digits, _, _ := strings.Cut(rest, ",")
	n, err := strconv.Atoi(digits)
	if err != nil || len(rest) == len(line) {
		return 0
	}
	return n
}

// sound takes apart a line of this format that fits its own hash: what ties the next line to it, the hash of the line before,
// and the rest, from the id to the last field.
func (s *scanner) sound(line string) (here link, prev, event string, ok bool) {
	if len(line) < tailLength {
		return link{}, "", "", false
	}
	hashed, tail := line[:len(line)-tailLength], line[len(line)-tailLength:]
	here.hash = tail[len(startOfHash) : len(startOfHash)+hashLength]
	if tail != startOfHash+here.hash+endOfLine || !s.fits(hashed, here.hash) {
		return link{}, "", "", false
	}
	rest, ours := strings.CutPrefix(hashed, startOfLine+`1,"line":`)
	digits, event, parted := strings.Cut(rest, ",")
	number, err := strconv.Atoi(digits)
	at := strings.LastIndex(event, startOfPrev)
	if !ours || !parted || err != nil || number < 1 || at < 0 {
		return link{}, "", "", false
	}
	here.number = number
	if p := event[at+len(startOfPrev):]; p != "null" {
		prev = strings.Trim(p, `"`)
	}
	return here, prev, event[:at], true
}

func (s *scanner) fits(hashed, hash string) bool {
	s.bytes = append(s.bytes[:0], hashed...)
	sum := sha256.Sum256(s.bytes)
	hex.Encode(s.hex[:], sum[:])
	return string(s.hex[:]) == hash
}

// event reads what stands in a line from the id to the last field.
func (s *scanner) event(raw string) (ID, Event, bool) {
	raw, hasID := strings.CutPrefix(raw, `"id":"`)
	written, raw, _ := strings.Cut(raw, `"`)
	id, valid := parseID(written)
	raw, hasKind := strings.CutPrefix(raw, `,"type":"`)
	name, raw, _ := strings.Cut(raw, `"`)
	k, known := s.kinds[name]
	if !hasID || !valid || !hasKind || !known {
		return ID{}, nil, false
	}
	sound := true
	for _, f := range k.fields {
		var value string
		if value, raw, sound = next(raw, f.lead); !sound {
			break
		}
		if sound = value == "null" && !f.must || value != "null" && f.set(value); !sound {
			break
		}
	}
	e := k.taken() // also of a line that is not: the place must be empty for the next one
	return id, e, sound && raw == ""
}

// next takes the value after lead from raw, as it stands there, and gives what follows it.
func next(raw, lead string) (value, rest string, ok bool) {
	raw, ok = strings.CutPrefix(raw, lead)
	if !ok || raw == "" {
		return "", "", false
	}
	end := -1
	switch raw[0] {
	case '"':
		end = endOfString(raw)
	case '[':
		end = strings.IndexByte(raw, ']') + 1 // no id in a list has one
	default:
		if end = strings.IndexByte(raw, ','); end < 0 {
			end = len(raw)
		}
	}
	if end <= 0 {
		return "", "", false
	}
	return raw[:end], raw[end:], true
}

// endOfString is the index just after the string that raw starts with, -1 where it has no end.
func endOfString(raw string) int {
	for i := 1; i < len(raw); i++ {
		switch raw[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return -1
}

// unquote reads a JSON string.
func unquote(raw string) (string, bool) {
	if len(raw) < 2 || raw[0] != '"' || raw[len(raw)-1] != '"' {
		return "", false
	}
	if inner := raw[1 : len(raw)-1]; isPlain(inner) {
		return inner, true
	}
	var s string
	err := json.Unmarshal([]byte(raw), &s)
	return s, err == nil
}

// isPlain says that a JSON string holds nothing but itself: printable ASCII without an escape or a quote.
func isPlain(inner string) bool {
	for i := range len(inner) {
		if c := inner[i]; c < ' ' || c > '~' || c == '\\' || c == '"' {
			return false
		}
	}
	return true
}
