package catalogue

import (
	"iter"
	"math/bits"
)

// bitmap is a set of slots.
type bitmap []uint64

// wordsFor is how many words a set of n slots has.
func wordsFor(n int) int { return (n + 63) / 64 }

func (b bitmap) has(slot uint32) bool {
	at := int(slot >> 6)
	return at < len(b) && b[at]&(1<<(slot&63)) != 0
}

func (b *bitmap) set(slot uint32) {
	at := int(slot >> 6)
	for len(*b) <= at {
		*b = append(*b, 0)
	}
	(*b)[at] |= 1 << (slot & 63)
}

func (b bitmap) clear(slot uint32) {
	if at := int(slot >> 6); at < len(b) {
		b[at] &^= 1 << (slot & 63)
	}
}

// count is the size of the set.
func (b bitmap) count() (n int) {
	for _, word := range b {
		n += bits.OnesCount64(word)
	}
	return n
}

// common counts what two sets share.
func (b bitmap) common(o bitmap) int { return b.commonIn(o, 0, len(b)) }

// commonIn counts what two sets share in the words from..to-1. Four words a turn
// keep the processor's adders busy.
func (b bitmap) commonIn(o bitmap, from, to int) (n int) {
	to = min(to, len(b), len(o))
	if from >= to {
		return 0
	}
	b, o = b[from:to], o[from:to]
	for len(b) >= 4 && len(o) >= 4 {
		n += bits.OnesCount64(b[0]&o[0]) + bits.OnesCount64(b[1]&o[1]) +
			bits.OnesCount64(b[2]&o[2]) + bits.OnesCount64(b[3]&o[3])
		b, o = b[4:], o[4:]
	}
	for i := range b {
		n += bits.OnesCount64(b[i] & o[i])
	}
	return n
}

// and keeps what o has too.
func (b bitmap) and(o bitmap) {
	for i := range b {
		if i < len(o) {
			b[i] &= o[i]
		} else {
			b[i] = 0
		}
	}
}

// less drops what o has.
func (b bitmap) less(o bitmap) {
	for i := range min(len(b), len(o)) {
		b[i] &^= o[i]
	}
}

// or adds what o has; b is long enough.
func (b bitmap) or(o bitmap) {
	for i := range min(len(b), len(o)) {
		b[i] |= o[i]
	}
}

// all yields the slots of a set in ascending order.
func (b bitmap) all() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for i, word := range b {
			for ; word != 0; word &= word - 1 {
				if !yield(uint32(i<<6 + bits.TrailingZeros64(word))) {
					return
				}
			}
		}
	}
}

// slots is a growing set of slots: a list while it is short, a bitmap once that
// takes less room.
type slots struct {
	list []uint32 // in ascending order
	bits bitmap
	n    int
}

// sparse is how many slots there are to one in the set, at least, while it is
// kept as a list: a slot takes 32 bits in a list.
const sparse = 32

// add puts in a slot that is not below any that is there. Twice is once.
func (s *slots) add(slot uint32) {
	switch {
	case s.bits != nil:
		if !s.bits.has(slot) {
			s.bits.set(slot)
			s.n++
		}
	case s.n == 0 || s.list[s.n-1] != slot:
		s.list = append(s.list, slot)
		s.n++
	}
}

// into adds the set to one that is long enough.
func (s slots) into(b bitmap) {
	b.or(s.bits)
	for _, slot := range s.list {
		b[slot>>6] |= 1 << (slot & 63)
	}
}

// in counts what the set shares with another.
func (s slots) in(o bitmap) int {
	n := s.bits.common(o)
	for _, slot := range s.list {
		if o.has(slot) {
			n++
		}
	}
	return n
}

// meets tells whether the set shares anything with another.
func (s slots) meets(o bitmap) bool {
	for i := range min(len(s.bits), len(o)) {
		if s.bits[i]&o[i] != 0 {
			return true
		}
	}
	for _, slot := range s.list {
		if o.has(slot) {
			return true
		}
	}
	return false
}

// each yields the slots of the set in ascending order.
func (s slots) each(yield func(uint32) bool) {
	for _, slot := range s.list {
		if !yield(slot) {
			return
		}
	}
	s.bits.all()(yield)
}
