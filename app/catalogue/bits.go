package catalogue

import (
	"iter"
	"math/bits"
	"sort"
)

// bitmap is a set of slots.
type bitmap []uint64

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

// common counts what two sets share.
func (b bitmap) common(o bitmap) (n int) {
	for i := range min(len(b), len(o)) {
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

// allBack yields them in descending order.
func (b bitmap) allBack() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for i := len(b) - 1; i >= 0; i-- {
			for word := b[i]; word != 0; {
				top := 63 - bits.LeadingZeros64(word)
				word &^= 1 << top
				if !yield(uint32(i<<6 + top)) {
					return
				}
			}
		}
	}
}

// add puts the slots of a list into a set that is long enough.
func (b bitmap) add(list []uint32) {
	for _, slot := range list {
		b[slot>>6] |= 1 << (slot & 63)
	}
}

// intersect returns the slots of a that stand in one of the lists too. All are
// sorted; a is the shorter, so the lists are leapt through.
func intersect(a []uint32, lists [][]uint32) []uint32 {
	out := make([]uint32, 0, len(a))
	for _, slot := range a {
		for i := range lists {
			lists[i] = leap(lists[i], slot)
			if len(lists[i]) > 0 && lists[i][0] == slot {
				out = append(out, slot)
				break
			}
		}
	}
	return out
}

// leap drops what stands before slot, in steps that double.
func leap(list []uint32, slot uint32) []uint32 {
	step := 1
	for step < len(list) && list[step] < slot {
		step <<= 1
	}
	from, to := step>>1, min(step+1, len(list))
	return list[from+sort.Search(to-from, func(i int) bool { return list[from+i] >= slot }):]
}

// union merges sorted lists into one; a single list comes back as it is and must
// not be changed.
func union(lists [][]uint32, slots int) []uint32 {
	if len(lists) == 1 {
		return lists[0]
	}
	set, n := make(bitmap, (slots+63)/64), 0
	for _, list := range lists {
		set.add(list)
		n += len(list)
	}
	out := make([]uint32, 0, n)
	for slot := range set.all() {
		out = append(out, slot)
	}
	return out
}
