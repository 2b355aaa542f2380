package catalogue

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"lumbung/app/op"
)

// ordering is a way to sort.
type ordering uint8

const (
	newest ordering = iota
	alphabetical
	readiest
	lastChanged
	orderings
)

// orders are the live slots in every order.
type orders struct {
	docs  func(slot uint32) *doc
	nums  [orderings][]int64 // by slot: the number that an entry sorts by
	lists [orderings][]uint32
	bulk  bool // sorting waits for settle
}

// place is where an entry stands in an order; two never share one.
type place struct {
	tier byte // see lastTier
	num  int64
	text string
	id   op.ID
}

func (p place) compare(o place) int {
	if c := cmp.Or(cmp.Compare(p.tier, o.tier), cmp.Compare(p.num, o.num)); c != 0 {
		return c
	}
	if c := strings.Compare(p.text, o.text); c != 0 {
		return c
	}
	return bytes.Compare(p.id[:], o.id[:])
}

func (r *orders) place(o ordering, slot uint32) place {
	d := r.docs(slot)
	p := place{num: r.nums[o][slot], id: d.id}
	if o == alphabetical {
		p.text = d.part(foldedText)
	}
	return p
}

func (r *orders) compare(o ordering) func(a, b uint32) int {
	return func(a, b uint32) int {
		if c := cmp.Compare(r.nums[o][a], r.nums[o][b]); c != 0 {
			return c
		}
		return r.place(o, a).compare(r.place(o, b))
	}
}

// number notes what an entry sorts by.
func (r *orders) number(slot uint32) {
	d := r.docs(slot)
	for o, num := range [orderings]int64{newest: -int64(d.published), readiest: -d.supply.Ready, lastChanged: -int64(d.changed)} {
		for len(r.nums[o]) <= int(slot) {
			r.nums[o] = append(r.nums[o], 0)
		}
		r.nums[o][slot] = num
	}
}

// add puts a slot into its place in every order.
func (r *orders) add(slot uint32) {
	if r.bulk {
		return
	}
	r.number(slot)
	for o := range orderings {
		at, _ := slices.BinarySearchFunc(r.lists[o], slot, r.compare(o))
		r.lists[o] = slices.Insert(r.lists[o], at, slot)
	}
}

func (r *orders) remove(slot uint32) {
	if r.bulk {
		return
	}
	for o := range orderings {
		if at, ok := slices.BinarySearchFunc(r.lists[o], slot, r.compare(o)); ok {
			r.lists[o] = slices.Delete(r.lists[o], at, at+1)
		}
	}
}

// settle sorts n slots, all of them live.
func (r *orders) settle(n int) {
	r.bulk = false
	r.nums = [orderings][]int64{}
	for slot := range uint32(n) {
		r.number(slot)
	}
	for o := range orderings {
		r.lists[o] = make([]uint32, n)
		for slot := range uint32(n) {
			r.lists[o][slot] = slot
		}
		slices.SortFunc(r.lists[o], r.compare(o))
	}
}
