package catalogue

import (
	"slices"
	"strings"
)

// group is a kind of filter; facet is one value of it.
type group uint8

const (
	byKind group = iota
	byDisability
	byCentre
	byProvince
	byISO
	byStage
	byReady
	byOpen
	groups
)

type facet struct {
	group group
	value string
}

// facetsOf are the values of an entry: one of each group, which may be "", but
// as many disabilities as there are.
func facetsOf(e *Entry) []facet {
	list := []facet{
		{byKind, e.Kind},
		{byCentre, e.Centre},
		{byProvince, e.Province},
		{byISO, e.Class()},
		{byStage, string(e.Stage())},
		{byReady, yes(e.Supply.Ready > 0)},
		{byOpen, yes(e.Open)},
	}
	for _, d := range e.Disabilities {
		list = append(list, facet{byDisability, d})
	}
	return list
}

// yes is the one value of a filter that only asks for something.
func yes(is bool) string {
	if is {
		return "1"
	}
	return ""
}

// facets says of each value of a filter which entries have it.
type facets struct {
	number map[facet]uint16
	values []bucket          // by number; 0 stands for ""
	of     [groups][]uint16  // the numbers of each group
	names  map[string]string // of centres, by code
	starts []uint32          // by slot: where its numbers begin in cells
	cells  []uint16          // the numbers of the values of each slot
	tail   int               // the first word of slots since the last settle
}

// bucket is one value of a filter with the slots that have it. Before the tail
// they all lie within a few runs of words, as settle puts like beside like.
type bucket struct {
	facet
	slots bitmap
	n     int
	runs  []run // which do not overlap
	span  int   // words in all of them
}

// run is some words of a set, from is the first and to the one after the last.
type run struct{ from, to int }

// cover adds a word to the runs of a value.
func (v *bucket) cover(word int) {
	if !slices.ContainsFunc(v.runs, func(r run) bool { return r.from <= word && word < r.to }) {
		v.runs = append(v.runs, run{word, word + 1})
		v.span++
	}
}

// common counts what a value shares with a set; tail is the first word where the
// slots are in no order.
func (v *bucket) common(set bitmap, tail int) int {
	n := set.commonIn(v.slots, tail, len(v.slots))
	for _, r := range v.runs {
		n += set.commonIn(v.slots, r.from, r.to)
	}
	return n
}

func newFacets() facets {
	return facets{number: map[facet]uint16{}, names: map[string]string{}, values: []bucket{{facet: facet{group: groups}}}}
}

// numbers are the values of an entry; a new value gets a number.
func (f *facets) numbers(e *Entry) []uint16 {
	f.names[e.Centre] = e.CentreName
	list := facetsOf(e)
	out := make([]uint16, len(list))
	for i, one := range list {
		if one.value == "" {
			continue
		}
		n, ok := f.number[one]
		if !ok {
			n = uint16(len(f.values))
			f.number[one] = n
			f.values = append(f.values, bucket{facet: one})
			f.of[one.group] = append(f.of[one.group], n)
		}
		out[i] = n
	}
	return out
}

// cellsOf are the numbers of the values of a slot.
func (f *facets) cellsOf(slot uint32) []uint16 {
	if int(slot)+1 < len(f.starts) {
		return f.cells[f.starts[slot]:f.starts[slot+1]]
	}
	return f.cells[f.starts[slot]:]
}

// add counts a new slot among its values.
func (f *facets) add(slot uint32, numbers []uint16) {
	f.starts = append(f.starts, uint32(len(f.cells)))
	f.cells = append(f.cells, numbers...)
	f.mark(slot)
}

func (f *facets) mark(slot uint32) {
	word := int(slot >> 6)
	for _, n := range f.cellsOf(slot) {
		if n == 0 {
			continue
		}
		v := &f.values[n]
		v.slots.set(slot)
		v.n++
		if word < f.tail {
			v.cover(word)
		}
	}
}

func (f *facets) unmark(slot uint32) {
	for _, n := range f.cellsOf(slot) {
		if n != 0 {
			f.values[n].slots.clear(slot)
			f.values[n].n--
		}
	}
}

// change gives a slot other values, as many as before; it tells whether they are.
func (f *facets) change(slot uint32, numbers []uint16) bool {
	cells := f.cellsOf(slot)
	if len(cells) != len(numbers) {
		return false
	}
	f.unmark(slot)
	copy(cells, numbers)
	f.mark(slot)
	return true
}

// tally adds to counts, by number, how many slots of a set have each value of
// some groups: slot by slot where they are few, else value by value.
func (f *facets) tally(set bitmap, some func(group) bool, counts []int) {
	const perSlot = 24 // what one slot costs, in words of a set
	work := 0
	for g, list := range f.of {
		if some(group(g)) {
			for _, n := range list {
				work += f.values[n].span + max(len(f.values[n].slots)-f.tail, 0)
			}
		}
	}
	if set.count()*perSlot < work {
		for slot := range set.all() {
			for _, n := range f.cellsOf(slot) {
				if some(f.values[n].group) {
					counts[n]++
				}
			}
		}
		return
	}
	for g, list := range f.of {
		if some(group(g)) {
			for _, n := range list {
				counts[n] = f.values[n].common(set, f.tail)
			}
		}
	}
}

// standing are the counts over everything.
func (f *facets) standing(counts []int) {
	for n := range f.values {
		counts[n] = f.values[n].n
	}
}

// union adds every slot that has one of the values to a set.
func (f *facets) union(g group, values []string, set bitmap) {
	for _, v := range values {
		if n, ok := f.number[facet{g, v}]; ok {
			set.or(f.values[n].slots)
		}
	}
}

// settle finds out where the slots of each value lie, when n slots are in order.
// What lies closer together than it takes to begin anew is one run.
func (f *facets) settle(n int) {
	const near = 4 // words
	f.tail = n >> 6
	for i := range f.values {
		v := &f.values[i]
		v.runs, v.span = nil, 0
		for at, word := range v.slots[:min(len(v.slots), f.tail)] {
			last := len(v.runs) - 1
			switch {
			case word == 0:
			case last >= 0 && at-v.runs[last].to < near:
				v.runs[last].to = at + 1
			default:
				v.runs = append(v.runs, run{at, at + 1})
			}
		}
		for _, r := range v.runs {
			v.span += r.to - r.from
		}
	}
}

// Count is one value of a filter with the number of entries it would give.
type Count struct {
	Value string
	N     int
	On    bool   // the query narrows by it
	Label string // of a centre: its name
}

// counts lists the values of a group that give something, the most first.
func (f *facets) counts(tally []int, g group, on []string) []Count {
	var room [64]uint16
	numbers := room[:0]
	for _, n := range f.of[g] {
		if tally[n] > 0 {
			numbers = append(numbers, n)
		}
	}
	slices.SortFunc(numbers, func(a, b uint16) int {
		if tally[a] != tally[b] {
			return tally[b] - tally[a]
		}
		return strings.Compare(f.values[a].value, f.values[b].value)
	})
	list := make([]Count, len(numbers), len(numbers)+len(on))
	for i, n := range numbers {
		v := f.values[n].value
		list[i] = Count{Value: v, N: tally[n], On: slices.Contains(on, v), Label: f.label(g, v)}
	}
	for _, v := range on {
		if !slices.ContainsFunc(list, func(c Count) bool { return c.Value == v }) {
			list = append(list, Count{Value: v, On: true, Label: f.label(g, v)})
		}
	}
	return list
}

// countYes is the count of a filter that has one value.
func (f *facets) countYes(tally []int, g group, on bool) Count {
	c := Count{Value: yes(true), On: on}
	if n, ok := f.number[facet{g, c.Value}]; ok {
		c.N = tally[n]
	}
	return c
}

// label is the name of a centre; other values are named by the screen.
func (f *facets) label(g group, v string) string {
	if g == byCentre {
		return f.names[v]
	}
	return ""
}

// restart forgets the slots, but not the values.
func (f *facets) restart() {
	f.starts, f.cells, f.tail = nil, nil, 0
	f.values = slices.Clone(f.values)
	for i := range f.values {
		f.values[i].slots, f.values[i].n, f.values[i].runs, f.values[i].span = nil, 0, nil, 0
	}
}
