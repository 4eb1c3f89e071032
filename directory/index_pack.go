package directory

import (
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"

	"referraldesk/policy/text"
)

// packed are bytes that are only ever added to. They lie in blocks, so that it grows without being copied.
type packed struct {
	full []string
	last []byte
}

// blockSize is small beside a long list and large beside its entries.
const blockSize = 1 << 18

// add adds bytes at the end.
func (p *packed) add(s []byte) {
	for len(s) > 0 {
		n := min(len(s), blockSize-len(p.last))
		p.last = append(p.last, s[:n]...)
		s = s[n:]
		if len(p.last) == blockSize {
			p.full = append(p.full, string(p.last))
			p.last = p.last[:0]
		}
	}
}

// close ends the adding.
func (p *packed) close() {
	p.full = append(p.full, string(p.last))
	p.last = nil
}

// len is how many bytes there are, before close.
func (p *packed) len() int { return len(p.full)*blockSize + len(p.last) }

// between gives the bytes from one place to before another, after close. It copies only where a block ends between them.
func (p *packed) between(from, to uint32) string {
	first, last := from/blockSize, to/blockSize
	if first == last {
		return p.full[first][from%blockSize : to%blockSize]
	}
	s := p.full[first][from%blockSize:]
	for first++; first < last; first++ {
		s += p.full[first]
	}
	if to%blockSize == 0 {
		return s
	}
	return s + p.full[last][:to%blockSize]
}

// The texts of an entry, in the order in which they are packed.
const (
	codeText = iota
	nameText
	detailText
	reachText
	postcodeText
	areaText
	texts
)

func (l *Listing) texts() [texts]*text.Text {
	return [texts]*text.Text{&l.Code, &l.Name, &l.Detail, &l.Reach, &l.Postcode, &l.Area}
}

// packedEntry is an entry as it is kept: of each text the numbers of its words, which every entry with the same words shares, and how
// they were written. A text that none of the ways to write gives back is kept whole behind its words.
type packedEntry string

// writings are the ways to write the words of a text.
var writings = [...]func(folded string) string{strings.ToUpper, func(folded string) string { return folded }, capitalised}

// asItIs is the number after the last of them, for a text that is kept whole.
const asItIs = len(writings)

// capitalised has a capital letter at the start of each word, as names and addresses have them.
func capitalised(folded string) string {
	after := ' '
	return strings.Map(func(r rune) rune {
		before := after
		after = r
		if before == ' ' {
			return unicode.ToUpper(r)
		}
		return r
	}, folded)
}

// writingOf tells how words were written.
func writingOf(folded, shown string) int {
	for i, write := range writings {
		if len(folded) == len(shown) && write(folded) == shown {
			return i
		}
	}
	return asItIs
}

// appendText adds a text to a record.
func appendText(record []byte, words []uint32, folded, shown string) []byte {
	writing := writingOf(folded, shown)
	record = binary.AppendUvarint(record, uint64(len(words)*(asItIs+1)+writing))
	for _, w := range words {
		record = binary.AppendUvarint(record, uint64(w))
	}
	if writing == asItIs {
		record = binary.AppendUvarint(record, uint64(len(shown)))
		record = append(record, shown...)
	}
	return record
}

// packedText is a text of a record.
type packedText struct {
	words   []uint32
	writing int
	whole   string // where none of the writings gives it back
}

// next takes the next text off a record; room is for its words.
func (r *packedEntry) next(room []uint32) packedText {
	head := int(r.number())
	t := packedText{words: room[:0], writing: head % (asItIs + 1)}
	for range head / (asItIs + 1) {
		t.words = append(t.words, r.number())
	}
	if t.writing == asItIs {
		n := r.number()
		t.whole = string((*r)[:n])
		*r = (*r)[n:]
	}
	return t
}

// number takes a number off a record.
func (r *packedEntry) number() (n uint32) {
	for i := 0; ; i++ {
		b := (*r)[i]
		n |= uint32(b&0x7f) << (7 * i)
		if b < utf8.RuneSelf {
			*r = (*r)[i+1:]
			return n
		}
	}
}

// packedTexts are one of the texts of every entry.
type packedTexts struct {
	columns []*column // the words of a text are in these in turn
	glue    string    // what stands between them
}

// folded is a text folded.
func (p *packedTexts) folded(t packedText) string {
	if t.writing == asItIs {
		return fold(t.whole)
	}
	return p.joined(t)
}

// shown is a text as it was given.
func (p *packedTexts) shown(t packedText) string {
	if t.writing == asItIs {
		return t.whole
	}
	return writings[t.writing](p.joined(t))
}

func (p *packedTexts) joined(t packedText) string {
	const likely = 8 // bytes of a word, and what follows it
	var b strings.Builder
	b.Grow(likely * len(t.words))
	for i, word := range t.words {
		if i > 0 {
			b.WriteString(p.glue)
		}
		b.WriteString(p.columns[i%len(p.columns)].word(int(word)))
	}
	return b.String()
}
