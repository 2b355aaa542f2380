package catalogue

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"lumbung/app/op"
)

// index is the whole of the catalogue in memory. Each entry has a slot; a
// changed entry gets a new one, so that postings only ever grow at their end.
// Readers hold the read lock for the length of a search.
type index struct {
	mu    sync.RWMutex
	docs  []*doc
	slots map[op.ID]uint32
	live  bitmap
	count int

	words  dictionary
	facets facets
	orders orders

	ready, inUse int64 // devices, over all models

	generation atomic.Uint64
	desks      sync.Pool // of *desk
	cards      cardRoom
	shares     shares
}

// doc is an entry in its slot, with what is worked out from it once.
type doc struct {
	record
	packed []byte // text to cut excerpts from
	cards  [2]atomic.Pointer[Card]
}

func newIndex() *index {
	x := &index{slots: map[op.ID]uint32{}, words: newDictionary(), facets: newFacets(), orders: orders{bulk: true}, shares: newShares()}
	x.orders.docs = func(slot uint32) *doc { return x.docs[slot] }
	x.desks.New = func() any { return &desk{} }
	return x
}

// put adds an entry or replaces it. The caller holds the lock, or is alone.
func (x *index) put(e Entry) {
	x.remove(e.ID)
	slot := uint32(len(x.docs))
	title := x.words.read(nil, e.Title)
	x.words.enter(title, slot, true)
	for _, text := range []string{e.Summary, e.Text, e.CentreName, e.Words} {
		x.words.enter(x.words.read(nil, text), slot, false)
	}
	for _, w := range words(e.Code) {
		x.words.enter([]term{x.words.word(w)}, slot, false)
	}
	x.facets.add(slot, x.facets.numbers(&e))
	x.docs = append(x.docs, &doc{record: x.shares.record(&e, x.words.fold(title)), packed: x.words.pack(cmp.Or(e.Text, e.Summary))})
	x.slots[e.ID] = slot
	x.live.set(slot)
	x.count++
	x.stocked(slot, 1)
	x.orders.add(slot)
	x.generation.Add(1)
}

// fold is a title as it sorts.
func (d *dictionary) fold(title []term) string {
	list := make([]string, len(title))
	for i, t := range title {
		list[i] = d.text(t)
	}
	return strings.Join(list, " ")
}

// stocked counts the devices of a model in, or with -1 out.
func (x *index) stocked(slot uint32, sign int64) {
	if d := x.docs[slot]; d.nature.kindOf == OfModel {
		x.ready += sign * d.supply.Ready
		x.inUse += sign * d.supply.InUse
	}
}

// remove takes an entry out. Its slot stays empty.
func (x *index) remove(id op.ID) {
	slot, ok := x.slots[id]
	if !ok {
		return
	}
	x.orders.remove(slot)
	x.facets.unmark(slot)
	x.stocked(slot, -1)
	delete(x.slots, id)
	x.live.clear(slot)
	x.docs[slot] = &doc{} // lets go of the texts
	x.count--
	x.generation.Add(1)
}

// resupply changes how much there is of an entry; its words stay as they are.
func (x *index) resupply(e Entry) bool {
	slot, ok := x.slots[e.ID]
	if !ok {
		return false
	}
	old := x.docs[slot]
	if old.changed != stampOf(e.ChangedAt) || old.part(titleText) != e.Title || old.home.name != e.CentreName {
		return false
	}
	if old.supply == e.Supply && old.recalled == e.Recalled {
		return true
	}
	if !x.facets.change(slot, x.facets.numbers(&e)) {
		return false
	}
	x.orders.remove(slot)
	x.stocked(slot, -1)
	x.docs[slot] = &doc{record: x.shares.record(&e, old.part(foldedText)), packed: old.packed}
	x.stocked(slot, 1)
	x.orders.add(slot)
	x.generation.Add(1)
	return true
}

// settle ends the bulk load. Like is put beside like: the slots are numbered
// anew by province, centre and kind, so that the entries of a centre fill a few
// words of a set, and empty slots are dropped.
func (x *index) settle() {
	order := slices.Collect(x.live.all())
	slices.SortStableFunc(order, func(a, b uint32) int {
		p, q := x.docs[a], x.docs[b]
		return cmp.Or(
			strings.Compare(p.home.province, q.home.province), strings.Compare(p.home.centre, q.home.centre),
			strings.Compare(p.nature.kind, q.nature.kind), strings.Compare(p.nature.iso, q.nature.iso),
		)
	})
	const gone = ^uint32(0)
	to := make([]uint32, len(x.docs)) // by old slot
	for i := range to {
		to[i] = gone
	}
	docs, old := make([]*doc, len(order)), x.facets
	x.facets.restart()
	x.live = nil
	for slot, from := range order {
		to[from] = uint32(slot)
		docs[slot] = x.docs[from]
		x.slots[docs[slot].id] = uint32(slot)
		x.live.set(uint32(slot))
		x.facets.add(uint32(slot), old.cellsOf(from))
	}
	x.docs = docs
	x.together()
	x.facets.settle(len(docs))
	x.words.settle(to, len(docs))
	x.orders.settle(len(docs))
}

// together moves the texts of many entries into one piece of memory, so that the
// garbage collector has few to look at.
func (x *index) together() {
	const many = 1024
	for docs := range slices.Chunk(x.docs, many) {
		var texts strings.Builder
		var packed []byte
		for _, d := range docs {
			texts.WriteString(d.text)
			packed = append(packed, d.packed...)
		}
		all := strings.Clone(texts.String())
		packed = slices.Clone(packed)
		for _, d := range docs {
			n, m := len(d.text), len(d.packed)
			d.text, all = all[:n], all[n:]
			d.packed, packed = packed[:m:m], packed[m:]
		}
	}
}

// holes tells whether so many slots are out of order or empty that a new build
// pays.
func (x *index) holes() bool {
	return len(x.docs) > 1024 && len(x.docs)-x.facets.tail<<6 > max(1024, x.count/2)
}
