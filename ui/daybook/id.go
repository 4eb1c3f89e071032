package daybook

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"time"
)

// ID is the id of an event: a UUID of version 7 (RFC 9562, section 5.7), unlike any other of any machine. Sorted they are in the
// order of the clocks that made them, which need not be that of the file.
type ID [16]byte

// NewID makes an id from the clock and 74 bits of random.
func NewID(now time.Time, random io.Reader) (ID, error) {
	var id ID
	if _, err := io.ReadFull(random, id[6:]); err != nil {
		return ID{}, fmt.Errorf("no random numbers to make an id from: %w", err)
	}
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(now.UnixMilli()))
	copy(id[:6], ms[2:])
	id[6] = id[6]&0x0f | 7<<4    // the version
	id[8] = id[8]&0x3f | 0b10<<6 // the variant
	return id, nil
}

// The lengths of the groups of hexadecimal digits that a UUID is written in, in bytes.
var idGroups = [...]int{4, 2, 2, 2, 6}

// String is the id as it is written: 019ac0f2-7a00-7b3c-9d1e-0123456789ab.
func (id ID) String() string {
	out, rest := make([]byte, 0, 36), id[:]
	for i, n := range idGroups {
		if i > 0 {
			out = append(out, '-')
		}
		out, rest = hex.AppendEncode(out, rest[:n]), rest[n:]
	}
	return string(out)
}

// parseID reads an id as [ID.String] writes it.
func parseID(s string) (ID, bool) {
	var id ID
	if len(s) != 36 {
		return id, false
	}
	digits := make([]byte, 0, 32)
	for i, n := range idGroups {
		if i > 0 {
			if s[0] != '-' {
				return id, false
			}
			s = s[1:]
		}
		digits, s = append(digits, s[:2*n]...), s[2*n:]
	}
	_, err := hex.Decode(id[:], digits)
	return id, err == nil && id[6]>>4 == 7 && id[8]>>6 == 0b10
}
