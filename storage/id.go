package storage

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"strings"
	"time"
)

// ID names a record: 48 bits of milliseconds since 1970 and 80 random bits, so
// that keys sort by birth and no counter becomes a key that all writers share.
type ID [16]byte

var idText = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// ErrBadID says that a text is not an ID.
var ErrBadID = errors.New("storage: not an id")

// NewID makes an ID born at the given instant.
func NewID(at time.Time) ID {
	var id ID
	_, _ = rand.Read(id[6:]) // never fails, see crypto/rand
	id.stamp(at)
	return id
}

// CountedID makes the n-th ID of a frozen test clock: no randomness in it.
func CountedID(at time.Time, n uint64) ID {
	var id ID
	binary.BigEndian.PutUint64(id[8:], n)
	id.stamp(at)
	return id
}

func (id *ID) stamp(at time.Time) {
	ms := uint64(max(at.UnixMilli(), 0))
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
}

// Next returns the ID that follows id by n. A command takes one ID when it
// begins and counts on from there, so that each attempt gives the same ones.
func (id ID) Next(n uint64) ID {
	low := binary.BigEndian.Uint64(id[8:])
	sum := low + n
	if sum < low {
		binary.BigEndian.PutUint16(id[6:], binary.BigEndian.Uint16(id[6:])+1)
	}
	binary.BigEndian.PutUint64(id[8:], sum)
	return id
}

// IsZero tells whether id names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// Time is the instant of birth, to the millisecond, in UTC.
func (id ID) Time() time.Time {
	var ms int64
	for _, b := range id[:6] {
		ms = ms<<8 | int64(b)
	}
	return time.UnixMilli(ms).UTC()
}

// String is the 26-letter form: lower case, sorts as the ID does.
func (id ID) String() string {
	if id.IsZero() {
		return ""
	}
	return idText.EncodeToString(id[:])
}

// ParseID reads what String wrote, in either case. The empty text is the zero ID.
func ParseID(text string) (ID, error) {
	var id ID
	if text == "" {
		return id, nil
	}
	if len(text) != 26 {
		return id, ErrBadID
	}
	if _, err := idText.Decode(id[:], []byte(strings.ToLower(text))); err != nil {
		return ID{}, ErrBadID
	}
	if id.String() != strings.ToLower(text) {
		return ID{}, ErrBadID // spare bits in the last letter: two texts, one ID
	}
	return id, nil
}

// MarshalText writes the form of String, for JSON.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads the form of String.
func (id *ID) UnmarshalText(text []byte) (err error) {
	*id, err = ParseID(string(text))
	return err
}

// MarshalBinary writes the 16 bytes, for records.
func (id ID) MarshalBinary() ([]byte, error) { return id[:], nil }

// UnmarshalBinary reads the 16 bytes.
func (id *ID) UnmarshalBinary(data []byte) error {
	if len(data) != len(id) {
		return ErrBadID
	}
	copy(id[:], data)
	return nil
}
