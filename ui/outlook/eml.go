package outlook

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"mime/quotedprintable"
	"strings"
	"unicode"
	"unicode/utf8"

	"referraldesk/policy"
)

// Lengths of a line without its end: what RFC 5322 (2.1.1) asks for, and what RFC 2047 (2) allows where there are encoded words.
const (
	niceLine    = 78
	encodedLine = 76
)

// Draft is a message that somebody has yet to send. Addresses are bare: name@nhs.net.
type Draft struct {
	From    string // "" lets the mail program choose
	To, Cc  []string
	Subject string
	Body    string
}

// eml is the draft as a message of RFC 5322 in ASCII, its lines ended by CRLF. "X-Unsent: 1" makes classic Outlook and
// Thunderbird open it for sending. It has neither Date nor Message-ID: those belong to the moment of sending.
func (d Draft) eml() ([]byte, error) {
	if len(d.To) == 0 {
		return nil, errors.New("the draft has no recipient: give an address for To")
	}
	var w bytes.Buffer
	for _, line := range []struct {
		name      string
		addresses []string
	}{{"From", nonEmpty(d.From)}, {"To", d.To}, {"Cc", d.Cc}} {
		if err := writeAddresses(&w, line.name, line.addresses); err != nil {
			return nil, err
		}
	}
	if err := writeSubject(&w, d.Subject); err != nil {
		return nil, err
	}
	w.WriteString("X-Unsent: 1\r\n" +
		"MIME-Version: 1.0\r\n" +
		"Content-Type: text/plain; charset=utf-8\r\n" +
		"Content-Transfer-Encoding: quoted-printable\r\n" +
		"\r\n")
	if err := writeBody(&w, d.Body); err != nil {
		return nil, err
	}
	return w.Bytes(), nil
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// writeAddresses writes nothing where there are no addresses: an empty field is no field.
func writeAddresses(w *bytes.Buffer, name string, addresses []string) error {
	var words []string
	for i, raw := range addresses {
		address, err := policy.ParseAddress(raw)
		if err != nil {
			return fmt.Errorf("address %d of %s %w: correct it, then make the draft again", i+1, name, err)
		}
		word := address.String()
		if i < len(addresses)-1 {
			word += ","
		}
		words = append(words, word)
	}
	writeField(w, name, words)
	return nil
}

func writeSubject(w *bytes.Buffer, subject string) error {
	if !utf8.ValidString(subject) {
		return errors.New("the subject is not UTF-8: type it anew")
	}
	if i := strings.IndexFunc(subject, unicode.IsControl); i >= 0 {
		return fmt.Errorf("the subject has a control character or line break at character %d: take it out",
			utf8.RuneCountInString(subject[:i])+1)
	}
	writeField(w, "Subject", subjectWords(subject))
	return nil
}

// subjectWords cuts a subject into pieces between which a line may be folded. It stays readable where it comes out the same
// when its pieces are joined by single spaces, and is encoded where it would not.
func subjectWords(subject string) []string {
	words := strings.Fields(subject)
	plain := strings.Join(words, " ") == subject && !strings.Contains(subject, "=?")
	for _, word := range words {
		plain = plain && isASCII(word) && len("Subject: ")+len(word) <= niceLine
	}
	if plain {
		return words
	}
	return encodedWords(subject)
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// encodedWords writes s as encoded words of RFC 2047. No character is parted between two words, and each fits the line of
// the field's name; readers drop the spaces between them.
func encodedWords(s string) []string {
	const before, after = "=?UTF-8?B?", "?="
	const most = (encodedLine - len("Subject: ") - len(before) - len(after)) / 4 * 3
	var words []string
	for s != "" {
		cut := min(most, len(s))
		for cut < len(s) && !utf8.RuneStart(s[cut]) {
			cut--
		}
		words = append(words, before+base64.StdEncoding.EncodeToString([]byte(s[:cut]))+after)
		s = s[cut:]
	}
	return words
}

// writeField folds between words. A line is longer than it should be only where one word is: an address, of at most 254
// characters, which is far from the 998 that RFC 5322 forbids.
func writeField(w *bytes.Buffer, name string, words []string) {
	if len(words) == 0 {
		return
	}
	line, most := len(name)+1, niceLine
	if strings.HasPrefix(words[0], "=?") {
		most = encodedLine
	}
	w.WriteString(name + ":")
	for i, word := range words {
		if i > 0 && line+1+len(word) > most {
			w.WriteString("\r\n")
			line = 0
		}
		w.WriteString(" " + word)
		line += 1 + len(word)
	}
	w.WriteString("\r\n")
}

func writeBody(w *bytes.Buffer, body string) error {
	if !utf8.ValidString(body) {
		return errors.New("the body is not UTF-8: type or paste it anew")
	}
	q := quotedprintable.NewWriter(w)
	if _, err := q.Write([]byte(windowsLines(body))); err != nil {
		return err
	}
	return q.Close()
}
