package catalogue

import "slices"

// postings say of each term which slots have it. Those that were there when the
// bulk load ended lie one after the other, in numbers that the garbage collector
// need not look at; one that grows afterwards stands by itself.
type postings struct {
	at    []posting // by term
	room  []uint32  // of short lists
	dense []bitmap
	grown []slots
}

// posting is where the slots of one term lie, and how many they are.
type posting struct {
	n, from uint32
	in      lodging
}

// lodging is where a posting lies.
type lodging uint8

const (
	inRoom lodging = iota
	inDense
	inGrown
)

// size is how many slots have a term.
func (p *postings) size(t term) int {
	if int(t) >= len(p.at) {
		return 0
	}
	return int(p.at[t].n)
}

// of is the set of slots that have a term. It is to be read only.
func (p *postings) of(t term) slots {
	if int(t) >= len(p.at) {
		return slots{}
	}
	switch x := p.at[t]; x.in {
	case inDense:
		return slots{bits: p.dense[x.from], n: int(x.n)}
	case inGrown:
		return p.grown[x.from]
	default:
		return slots{list: p.room[x.from : x.from+x.n : x.from+x.n], n: int(x.n)}
	}
}

// add says that a slot has a term; no slot above it has been named before.
func (p *postings) add(t term, slot uint32) {
	for int(t) >= len(p.at) {
		p.at = append(p.at, posting{})
	}
	x := &p.at[t]
	if x.in != inGrown {
		set := p.of(t)
		set.list, set.bits = slices.Clone(set.list), slices.Clone(set.bits)
		p.grown = append(p.grown, set)
		*x = posting{from: uint32(len(p.grown) - 1), in: inGrown}
	}
	set := &p.grown[x.from]
	set.add(slot)
	x.n = uint32(set.n)
}

// settle gives every slot the number that to has for it, and drops those that it
// has none below n for.
func (p *postings) settle(to []uint32, n int) {
	old := *p
	short := 0
	for _, x := range old.at {
		if int(x.n)*sparse <= n {
			short += int(x.n)
		}
	}
	*p = postings{at: make([]posting, len(old.at)), room: make([]uint32, 0, short)}
	var list []uint32
	for t := range old.at {
		set := old.of(term(t))
		list = list[:0]
		for slot := range set.each {
			if to[slot] < uint32(n) {
				list = append(list, to[slot])
			}
		}
		if old.at[t].in == inGrown {
			old.grown[old.at[t].from] = slots{} // its memory is free from here on
		}
		slices.Sort(list)
		p.at[t] = p.lay(list, n)
	}
}

// lay puts a list of slots, of which there are n, where it takes the least room.
func (p *postings) lay(list []uint32, n int) posting {
	if len(list)*sparse > n {
		set := make(bitmap, wordsFor(n))
		for _, slot := range list {
			set[slot>>6] |= 1 << (slot & 63)
		}
		p.dense = append(p.dense, set)
		return posting{n: uint32(len(list)), from: uint32(len(p.dense) - 1), in: inDense}
	}
	from := len(p.room)
	p.room = append(p.room, list...)
	return posting{n: uint32(len(list)), from: uint32(from)}
}
