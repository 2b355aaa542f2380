package storage

import (
	"encoding/binary"
	"strings"
	"time"
)

// Key is an ordered key under construction. Its parts sort as their values do,
// so that a list by (centre, time) is one range of keys. Each method returns a
// new Key; a prefix can be extended twice without harm.
type Key []byte

func (k Key) grow(part ...byte) Key { return append(k[:len(k):len(k)], part...) }

// ID appends the 16 bytes of id.
func (k Key) ID(id ID) Key { return k.grow(id[:]...) }

// Text appends s so that shorter sorts before longer and no text is the
// beginning of another: 0x00 becomes 0x00 0xff, the end is 0x00 0x01.
func (k Key) Text(s string) Key {
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "\x00\xff")
	}
	out := make(Key, 0, len(k)+len(s)+2+16)
	out = append(append(out, k...), s...)
	return append(out, 0, 1)
}

// Int appends n in eight bytes, negative before positive.
func (k Key) Int(n int64) Key {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n)^1<<63)
	return k.grow(b[:]...)
}

// Time appends t to the millisecond, earlier before later.
func (k Key) Time(t time.Time) Key { return k.Int(t.UnixMilli()) }

// Key starts a key of the family.
func (f Family) Key() Key {
	return append(make(Key, 0, 48), f.Tag+"\x00"...)
}
