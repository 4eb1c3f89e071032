package policy

import "strings"

// likeness is a domain with what its look-alikes are found by. It serves warnings only: no verdict's status rests on it.
type likeness struct {
	domain string
	name   string // the domain up to its last dot: "nhs."
	part   string // the domain as the end of another: ".nhs.net"
	shape  string // see shapeOf
	pairs  string // see pairsOf
	paired bool   // the pairs are not the shape
	bytes  uint64 // which bytes the shape has, one bit for each (a few share one): a quick no
}

func likenessOf(domain string) likeness {
	shape := shapeOf(domain)
	name := domain[:strings.LastIndexByte(domain, '.')+1]
	l := likeness{domain: domain, name: name, part: "." + domain, shape: shape, pairs: pairsOf(shape)}
	l.paired = l.pairs != l.shape
	for i := range len(shape) {
		l.bytes |= 1 << (shape[i] % 64)
	}
	return l
}

// nhsNet is the one domain of NHSmail.
const nhsNet = "nhs.net"

// resembles gives the known domain that a person could take the domain for: nhs.net before the listed ones, and "" where
// there is none, or where it is a known domain itself.
func (a Accredited) resembles(domain string) string {
	if domain == nhsNet || a.knows(domain) {
		return ""
	}
	d := likenessOf(domain)
	if nhs := likenessOf(nhsNet); d.isLike(&nhs) {
		return nhsNet
	}
	for i := range a.known {
		if d.isLike(&a.known[i]) {
			return a.known[i].domain
		}
	}
	return ""
}

// isLike says whether a domain could be taken for a known one, of which it is not:
//   - the whole, or a part of it: mail.nhs.net, nhs.net.evil.com, evilnhs.net; nhs.uk for mkuh.nhs.uk
//   - the same name with another end: nhs.nett, nhs.uk.net
//   - the same to the eye: nhs-net.com, nhsnet.uk, mkuh.nh5.uk, rnkuh.nhs.uk
//   - one slip of a finger away: nsh.net, nhs.ne, nhhs.net
//
// It is asked of every listed domain, so each line begins with what rules most of them out.
func (d *likeness) isLike(known *likeness) bool {
	return d.domain[0] == known.domain[0] && strings.HasPrefix(d.domain, known.name) ||
		known.bytes&^d.bytes == 0 && strings.Contains(d.shape, known.shape) ||
		d.bytes&^known.bytes == 0 && strings.HasSuffix(known.domain, d.part) ||
		max(len(d.domain), len(known.domain))-min(len(d.domain), len(known.domain)) <= 1 && isOneSlip(d.domain, known.domain) ||
		(d.paired || known.paired) && strings.Contains(d.pairs, known.pairs)
}

// shapeOf is what the eye makes of a domain: without dots and hyphens, and every byte that looks like a letter as that letter.
func shapeOf(domain string) string {
	shape := make([]byte, 0, maxAddress)
	for i := range len(domain) {
		switch c := domain[i]; c {
		case '.', '-':
		case '0':
			shape = append(shape, 'o')
		case '1', 'i':
			shape = append(shape, 'l')
		case '3':
			shape = append(shape, 'e')
		case '4':
			shape = append(shape, 'a')
		case '5':
			shape = append(shape, 's')
		case '7':
			shape = append(shape, 't')
		case '8':
			shape = append(shape, 'b')
		default:
			shape = append(shape, c)
		}
	}
	return string(shape)
}

// pairsOf is a shape in which two letters that look like one are that one. It is kept beside the shape, and not in its place,
// since it can hide a domain that starts in the middle of a pair: rnhs.net.
func pairsOf(shape string) string {
	return strings.ReplaceAll(strings.ReplaceAll(shape, "rn", "m"), "vv", "w")
}

// isOneSlip says whether one letter more, one less, another one, or two neighbours swapped make one string of the other.
func isOneSlip(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a)-len(b) > 1 {
		return false
	}
	head := 0
	for head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	a, b = a[head:len(a)-tail], b[head:len(b)-tail]
	return len(a) == 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}
