package outlook

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// referral is a draft as the desk makes them.
func referral() Draft {
	return Draft{
		From:    "reception.abc12@nhs.net",
		To:      []string{"bht.bucksamd@nhs.net"},
		Cc:      []string{"o'brien+gp@nhs.net"},
		Subject: "Wet AMD referral, urgent — within 1 working day, ODS ABC12, ref K7QX-9MPR",
		Body:    "Patient\n" + secret + "\nVisual acuity Right 6/12 = 0.3 LogMAR\n.\nFrom the optometrist\n",
	}
}

// awkward are drafts that are hard to write down.
func awkward() map[string]Draft {
	with := func(change func(*Draft)) Draft {
		d := referral()
		change(&d)
		return d
	}
	subject := func(s string) Draft { return with(func(d *Draft) { d.Subject = s }) }
	body := func(s string) Draft { return with(func(d *Draft) { d.Body = s }) }
	long := strings.Repeat("a", 60) + "@" + strings.Repeat("b.", 90) + "nhs.uk"
	return map[string]Draft{
		"a referral":               referral(),
		"no sender, no copy":       with(func(d *Draft) { d.From, d.Cc = "", nil }),
		"no subject":               subject(""),
		"a blank subject":          subject(" "),
		"a tagged subject":         subject("[secure] Wet AMD referral"),
		"a long plain subject":     subject(strings.Repeat("referral to the macula service ", 40) + "x"),
		"a subject of one word":    subject(strings.Repeat("x", 3000)),
		"a word that just fits":    subject(strings.Repeat("x", 69) + " " + strings.Repeat("y", 69)),
		"a subject with accents":   subject(strings.Repeat("naïve – 👁 ", 60)),
		"a subject like encoding":  subject("=?UTF-8?Q?not_this?="),
		"wide blanks in a subject": subject("two  blanks, one at the end "),
		"many recipients":          with(func(d *Draft) { d.To = slices.Repeat([]string{"bht.bucksamd@nhs.net"}, 50) }),
		"long addresses":           with(func(d *Draft) { d.To = []string{long, long} }),
		"no body":                  body(""),
		"a body without an end":    body("no line end"),
		"one long line":            body(strings.Repeat("Réfraction ", 10_000)),
		"lines of Windows and Mac": body("one\r\ntwo\rthree\n\n\r\n"),
		"blanks at line ends":      body("one \ntwo\t\n \n=3D\n"),
		"1 MB":                     body(strings.Repeat("Réfraction −2,25\n", 1<<20/19)),
	}
}

func TestADraftReadsBackAsItWasWritten(t *testing.T) {
	for name, d := range awkward() {
		t.Run(name, func(t *testing.T) {
			message, err := d.eml()
			if err != nil {
				t.Fatal(err)
			}
			checkForm(t, message)
			checkReads(t, d, message)
		})
	}
}

// checkForm holds a message to the form of RFC 5322: ASCII, CRLF, lines that are not too long, and the fields of a draft.
func checkForm(t *testing.T, message []byte) {
	t.Helper()
	if bytes.ContainsFunc(message, func(r rune) bool { return r >= 0x7f }) || bytes.ContainsAny(message, "\x00\x1b\a") {
		t.Error("it is not plain ASCII")
	}
	if bare := bytes.ReplaceAll(message, []byte("\r\n"), nil); bytes.ContainsAny(bare, "\r\n") {
		t.Error("a line ends in CR or LF alone")
	}
	head, body, _ := bytes.Cut(message, []byte("\r\n\r\n"))
	for line := range strings.SplitSeq(string(body), "\r\n") {
		if len(line) > 76 {
			t.Errorf("a line of the body has %d characters", len(line))
		}
	}
	for line := range strings.SplitSeq(string(head), "\r\n") {
		switch _, words, _ := strings.Cut(line, " "); {
		case len(line) > 998, len(line) > 78 && strings.Contains(words, " "):
			t.Errorf("a line of the head has %d characters and could be folded: %s", len(line), line)
		case strings.Contains(line, "=?UTF-8?B?") && len(line) > 76:
			t.Errorf("an encoded line has %d characters", len(line))
		case strings.TrimSpace(line) == "":
			t.Error("a line of the head is blank")
		}
		for word := range strings.FieldsSeq(line) {
			if encoded, ok := strings.CutPrefix(word, "=?UTF-8?B?"); ok {
				text, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(encoded, "?="))
				if err != nil || !utf8.Valid(text) {
					t.Errorf("an encoded word does not hold whole characters: %s", word)
				}
			}
		}
	}
}

// checkReads has net/mail and mime read the message, and compares.
func checkReads(t *testing.T, d Draft, message []byte) {
	t.Helper()
	read, err := mail.ReadMessage(bytes.NewReader(message))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]string{"From": nonEmpty(d.From), "To": d.To, "Cc": d.Cc} {
		var got []string
		if list, err := read.Header.AddressList(name); err == nil {
			for _, address := range list {
				got = append(got, address.Address)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s reads as %q, want %q", name, got, want)
		}
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject"))
	if err != nil || subject != d.Subject {
		t.Errorf("the subject reads as %q (%v), want %q", subject, err, d.Subject)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(read.Body))
	if err != nil || string(body) != windowsLines(d.Body) {
		t.Errorf("the body reads as %.200q (%v), want %.200q", body, err, windowsLines(d.Body))
	}
	if read.Header.Get("X-Unsent") != "1" {
		t.Error("it is not marked as unsent")
	}
	allowed := []string{"From", "To", "Cc", "Subject", "X-Unsent", "Mime-Version", "Content-Type", "Content-Transfer-Encoding"}
	for name, values := range read.Header {
		if !slices.Contains(allowed, name) || len(values) != 1 {
			t.Errorf("the field %s is there %d times", name, len(values))
		}
	}
}

func TestADraftThatCouldSmuggleAFieldIsRefused(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*Draft)
		err    string
	}{
		{"a line break in the subject", func(d *Draft) { d.Subject = "x\r\nBcc: thief@example.com" }, "line break at character 2"},
		{"a line feed in the subject", func(d *Draft) { d.Subject = "é\nx" }, "line break at character 2"},
		{"a tab in the subject", func(d *Draft) { d.Subject = "a\tb" }, "control character"},
		{"NUL in the subject", func(d *Draft) { d.Subject = "a\x00" }, "control character"},
		{"an escape in the subject", func(d *Draft) { d.Subject = "\x1b]52;c;eA==\a" }, "control character"},
		{"a C1 control in the subject", func(d *Draft) { d.Subject = "a\u0085b" }, "control character"},
		{"a subject that is not UTF-8", func(d *Draft) { d.Subject = "a\xff" }, "the subject is not UTF-8"},
		{"a body that is not UTF-8", func(d *Draft) { d.Body = "a\xff" }, "the body is not UTF-8"},
		{"a line break in To", func(d *Draft) { d.To[0] += "\r\nBcc: thief@example.com" }, "address 1 of To has white space in it"},
		{"two addresses in one", func(d *Draft) { d.Cc = []string{"a@nhs.net,b@nhs.net"} }, "address 1 of Cc has a ,"},
		{"a name before the address", func(d *Draft) { d.From = "Dr <a@nhs.net>" }, "address 1 of From has white space in it"},
		{"an empty recipient", func(d *Draft) { d.To = append(d.To, "") }, "address 2 of To is empty"},
		{"nobody", func(d *Draft) { d.To = nil }, "no recipient"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := referral()
			test.change(&d)
			message, err := d.eml()
			checkError(t, err, test.err)
			if message != nil {
				t.Error("there is a message all the same")
			}
		})
	}
}

// strictReader reads a message as Python does with its default policy, every defect an error, and tells what it read.
const strictReader = `
import email, email.policy, json, sys
message = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default.clone(raise_on_defect=True))
defects = [str(d) for d in message.defects] + [str(d) for h in message.values() for d in h.defects]
addresses = lambda name: [a.addr_spec for h in message.get_all(name, []) for a in h.addresses]
sys.stdout.buffer.write(json.dumps({
    "defects": defects, "from": addresses("From"), "to": addresses("To"), "cc": addresses("Cc"),
    "subject": str(message.get("Subject", "")), "body": message.get_content(),
}, ensure_ascii=False).encode())
`

func TestPythonsStrictParserFindsNoDefect(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed")
	}
	for name, d := range awkward() {
		t.Run(name, func(t *testing.T) {
			message, err := d.eml()
			if err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(python, "-c", strictReader)
			cmd.Stdin = bytes.NewReader(message)
			var complaints bytes.Buffer
			cmd.Stderr = &complaints
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("%v\n%s", err, complaints.String())
			}
			var got struct {
				Defects, From, To, Cc []string
				Subject, Body         string
			}
			if err := json.Unmarshal(out, &got); err != nil {
				t.Fatal(err)
			}
			if len(got.Defects) > 0 || got.Subject != d.Subject ||
				!slices.Equal(got.From, nonEmpty(d.From)) || !slices.Equal(got.To, d.To) || !slices.Equal(got.Cc, d.Cc) {
				t.Errorf("it reads %q from %q to %q and %q, defects %q", got.Subject, got.From, got.To, got.Cc, got.Defects)
			}
			if unixLines(got.Body) != unixLines(d.Body) {
				t.Errorf("the body reads as %.200q", got.Body)
			}
		})
	}
}

func FuzzDraft(f *testing.F) {
	for _, d := range awkward() {
		if len(d.Body) < 10_000 {
			f.Add(d.To[0], d.Subject, d.Body)
		}
	}
	f.Add("a@nhs.net\r\nBcc: b@nhs.net", "x\r\n\r\nbody", "\x00")
	f.Fuzz(func(t *testing.T, to, subject, body string) {
		d := Draft{To: []string{to}, Subject: subject, Body: body}
		message, err := d.eml()
		if err != nil {
			if strings.ContainsFunc(err.Error(), unicode.IsControl) || !utf8.ValidString(err.Error()) {
				t.Errorf("the error brings along what it was given: %q", err)
			}
			return
		}
		checkForm(t, message)
		checkReads(t, d, message)
	})
}

func BenchmarkDraft(b *testing.B) {
	for _, size := range []int{2 << 10, 1 << 20} {
		d := referral()
		d.Body = strings.Repeat("Réfraction −2,25\n", size/19)
		b.Run(fmt.Sprintf("%dkB", size>>10), func(b *testing.B) {
			b.SetBytes(int64(len(d.Body)))
			for b.Loop() {
				if _, err := d.eml(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
