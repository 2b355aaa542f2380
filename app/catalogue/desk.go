package catalogue

import "slices"

// desk is the room that one search works in. Desks are used again, so that a
// search of a large catalogue leaves little behind.
type desk struct {
	words int // of a set that has room for every slot
	sets  []bitmap
	used  int
	tally []int
	terms []term
	row   []term // the roots of the words of a text that is being excerpted
	cut   []cut
	text  []byte // of an excerpt
	ends  []end  // of its spans
	whole int    // how many of them belong to excerpts that are whole
}

// sit takes a desk for one search; leave gives it back with all that lies on it.
func (x *index) sit() *desk {
	k := x.desks.Get().(*desk) //nolint:errcheck,forcetypeassert // the pool holds nothing else
	k.words, k.used, k.terms = wordsFor(len(x.docs)), 0, k.terms[:0]
	return k
}

func (x *index) leave(k *desk) { x.desks.Put(k) }

// none is an empty set with room for every slot.
func (k *desk) none() bitmap {
	if k.used == len(k.sets) {
		k.sets = append(k.sets, nil)
	}
	b := k.sets[k.used]
	if cap(b) < k.words {
		b = make(bitmap, k.words, k.words+k.words/8)
	}
	b = b[:k.words]
	clear(b)
	k.sets[k.used] = b
	k.used++
	return b
}

// copy is a set with the slots of another.
func (k *desk) copy(o bitmap) bitmap {
	b := k.none()
	copy(b, o)
	return b
}

// counts is a count of nothing for n values.
func (k *desk) counts(n int) []int {
	k.tally = slices.Grow(k.tally[:0], n)[:n]
	clear(k.tally)
	return k.tally
}
