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
	lang  *lexicon
	docs  []*doc
	slots map[op.ID]uint32
	live  bitmap
	count int

	terms  map[string]*posting
	sorted []string           // the terms in order, for beginnings of words
	values []facet            // every value of a filter that an entry has had
	number map[facet]int      // its place in values
	bits   []bitmap           // by number: the entries that have it
	tally  []int              // by number: how many those are
	names  map[string]string  // of centres, by code
	nums   [orderings][]int64 // by slot: the number that an entry sorts by
	orders [orderings][]uint32
	bulk   bool // sorting waits for settle

	ready, inUse int64 // devices, over all models

	generation atomic.Uint64
}

// posting is where a term occurs: slots in ascending order.
type posting struct{ all, title []uint32 }

// doc is an entry in its slot, with what is worked out from it once.
type doc struct {
	entry     Entry
	folded    string // title, as it sorts
	facets    []int  // numbers of its values
	fragments [2]atomic.Pointer[[]byte]
}

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

// ordering is a way to sort.
type ordering uint8

const (
	newest ordering = iota
	alphabetical
	readiest
	orderings
)

func newIndex() *index {
	return &index{
		lang: newLexicon(), slots: map[op.ID]uint32{}, terms: map[string]*posting{},
		number: map[facet]int{}, names: map[string]string{}, bulk: true,
	}
}

func facetsOf(e *Entry) []facet {
	var list []facet
	for g, value := range [groups]string{
		byKind: e.Kind, byCentre: e.Centre, byProvince: e.Province, byISO: e.Class(), byStage: string(e.Stage()),
		byReady: yes(e.Supply.Ready > 0), byOpen: yes(e.Open),
	} {
		if value != "" {
			list = append(list, facet{group(g), value})
		}
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

// put adds an entry or replaces it. The caller holds the lock, or is alone.
func (x *index) put(e Entry) {
	x.remove(e.ID)
	slot := uint32(len(x.docs))
	title := words(e.Title)
	d := &doc{folded: strings.Join(title, " "), facets: x.numbers(&e)}
	for _, t := range x.lang.tokens(e.Title) {
		p := x.term(t)
		p.title = append(p.title, slot)
	}
	for _, t := range x.lang.tokens(strings.Join([]string{e.Title, e.Code, e.Summary, e.ForWhom, e.CentreName, e.Words}, " . ")) {
		p := x.term(t)
		p.all = append(p.all, slot)
	}
	e.Words = ""
	d.entry = e
	x.docs = append(x.docs, d)
	x.nums[alphabetical] = append(x.nums[alphabetical], 0)
	x.nums[newest] = append(x.nums[newest], -e.PublishedAt.UnixMilli())
	x.nums[readiest] = append(x.nums[readiest], -e.Supply.Ready)
	x.names[e.Centre] = e.CentreName
	x.slots[e.ID] = slot
	x.live.set(slot)
	x.count++
	x.mark(slot, d)
	x.rank(slot)
	x.generation.Add(1)
}

// mark counts an entry among its facets; unmark takes it out again.
func (x *index) mark(slot uint32, d *doc) {
	for _, f := range d.facets {
		x.bits[f].set(slot)
		x.tally[f]++
	}
	if d.entry.Type == OfModel {
		x.ready += d.entry.Supply.Ready
		x.inUse += d.entry.Supply.InUse
	}
}

func (x *index) unmark(slot uint32, d *doc) {
	for _, f := range d.facets {
		x.bits[f].clear(slot)
		x.tally[f]--
	}
	if d.entry.Type == OfModel {
		x.ready -= d.entry.Supply.Ready
		x.inUse -= d.entry.Supply.InUse
	}
}

// numbers are the values of an entry; a new value gets a number.
func (x *index) numbers(e *Entry) []int {
	list := facetsOf(e)
	out := make([]int, len(list))
	for i, f := range list {
		n, ok := x.number[f]
		if !ok {
			n = len(x.values)
			x.number[f] = n
			x.values, x.bits, x.tally = append(x.values, f), append(x.bits, nil), append(x.tally, 0)
		}
		out[i] = n
	}
	return out
}

func (x *index) term(t string) *posting {
	p := x.terms[t]
	if p == nil {
		p = &posting{}
		t = strings.Clone(t)
		x.terms[t] = p
		if x.bulk {
			x.sorted = append(x.sorted, t)
		} else {
			at, _ := slices.BinarySearch(x.sorted, t)
			x.sorted = slices.Insert(x.sorted, at, t)
		}
	}
	return p
}

// remove takes an entry out. Its slot stays empty.
func (x *index) remove(id op.ID) {
	slot, ok := x.slots[id]
	if !ok {
		return
	}
	if !x.bulk {
		x.unrank(slot)
	}
	x.unmark(slot, x.docs[slot])
	delete(x.slots, id)
	x.live.clear(slot)
	x.docs[slot] = &doc{entry: Entry{ID: id}} // lets go of the texts
	x.count--
	x.generation.Add(1)
}

// resupply changes how much there is of an entry; its words stay as they are.
func (x *index) resupply(e Entry) bool {
	slot, ok := x.slots[e.ID]
	if !ok {
		return false
	}
	if now := x.docs[slot].entry; now.ChangedAt != e.ChangedAt || now.Title != e.Title || now.CentreName != e.CentreName {
		return false
	}
	if x.docs[slot].entry.Supply == e.Supply {
		return true
	}
	x.unrank(slot)
	old := x.docs[slot]
	e.Words = ""
	d := &doc{entry: e, folded: old.folded, facets: x.numbers(&e)}
	x.unmark(slot, old)
	x.mark(slot, d)
	x.docs[slot] = d
	x.nums[newest][slot], x.nums[readiest][slot] = -e.PublishedAt.UnixMilli(), -e.Supply.Ready
	x.rank(slot)
	x.generation.Add(1)
	return true
}

// rank puts a slot into its place in every order.
func (x *index) rank(slot uint32) {
	for o := range orderings {
		if x.bulk {
			x.orders[o] = append(x.orders[o], slot)
			continue
		}
		at, _ := slices.BinarySearchFunc(x.orders[o], slot, x.compare(o))
		x.orders[o] = slices.Insert(x.orders[o], at, slot)
	}
}

func (x *index) unrank(slot uint32) {
	for o := range orderings {
		if at, ok := slices.BinarySearchFunc(x.orders[o], slot, x.compare(o)); ok {
			x.orders[o] = slices.Delete(x.orders[o], at, at+1)
		}
	}
}

// settle ends the bulk load: it sorts what put has left for later.
func (x *index) settle() {
	x.bulk = false
	slices.Sort(x.sorted)
	for o := range orderings {
		x.orders[o] = slices.DeleteFunc(x.orders[o], func(slot uint32) bool { return !x.live.has(slot) })
		slices.SortFunc(x.orders[o], x.compare(o))
	}
}

func (x *index) compare(o ordering) func(a, b uint32) int {
	return func(a, b uint32) int { return x.place(o, a).compare(x.place(o, b)) }
}

// place is where an entry stands in an order; two never share one.
type place struct {
	tier byte // 0: every word of the query stands in the title
	num  int64
	text string
	id   op.ID
}

func (p place) compare(o place) int {
	if c := cmp.Or(cmp.Compare(p.tier, o.tier), cmp.Compare(p.num, o.num)); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(p.text, o.text), slices.Compare(p.id[:], o.id[:]))
}

func (x *index) place(o ordering, slot uint32) place {
	d := x.docs[slot]
	p := place{num: x.nums[o][slot], id: d.entry.ID}
	if o == alphabetical {
		p.text = d.folded
	}
	return p
}

// holes tells whether so many slots are empty that a new build pays.
func (x *index) holes() bool { return len(x.docs) > 1024 && len(x.docs) > 2*x.count }
