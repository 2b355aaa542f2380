package catalogue

import "slices"

// page fills in the entries of the page that the cursor points to.
func (x *index) page(k *desk, q Query, m match, hits found, r *Result) error {
	limit := q.Limit
	if limit == 0 {
		limit = pageful
	}
	w := walker{x: x, k: k, tiers: []found{hits}, order: q.Sort.ordering(), need: limit + 1}
	if q.Sort == ByRelevance && !m.all {
		w.tiers = x.tiers(k, m, hits)
	}
	if q.Cursor != "" {
		at, back, err := readCursor(q.Sort, q.Cursor)
		if err != nil {
			return err
		}
		w.from, w.back = &at, back
	}
	slots := w.take()
	more := len(slots) > limit
	slots = slots[:min(limit, len(slots))]
	if w.back {
		slices.Reverse(slots)
	}
	r.Hits = make([]Hit, 0, len(slots))
	for _, slot := range slots {
		r.Hits = append(r.Hits, Hit{d: x.docs[slot], room: &x.cards})
	}
	x.excerpts(k, r.Hits, x.marker(m))
	if len(slots) == 0 {
		return nil
	}
	if more || w.back {
		r.Next = writeCursor(q.Sort, w.place(slots[len(slots)-1]), false)
	}
	if w.from != nil && (!w.back || more) {
		r.Prev = writeCursor(q.Sort, w.place(slots[0]), true)
	}
	return nil
}

// maxWalk is how many places of an order are passed at most, in the mean, to fill
// a page: as many as it takes time to pick it from some hundred entries.
const maxWalk = 8192

// walker takes entries in order, from beyond a place.
type walker struct {
	x     *index
	k     *desk
	tiers []found // those of the first come first
	order ordering
	need  int
	from  *place
	back  bool
}

func (w *walker) place(slot uint32) place {
	p := w.x.orders.place(w.order, slot)
	for n := range w.tiers {
		if w.tiers[n].has(slot) {
			p.tier = byte(n)
			break
		}
	}
	return p
}

// lastTier is the tier of entries with no word of the query in the title, after
// those with every word and those with some.
const lastTier = 2

// tiers parts hits by how much of the query stands in their titles.
func (x *index) tiers(k *desk, m match, hits found) []found {
	whole, partly, rest := k.copy(hits.bitmap), k.none(), k.copy(hits.bitmap)
	whole.and(x.titled(k, m))
	rest.less(whole)
	if len(m.finds) > 1 {
		for _, f := range m.finds {
			for _, t := range f.terms {
				x.words.title.of(t).into(partly)
			}
		}
		partly.and(rest)
		rest.less(partly)
	}
	first, second := whole.count(), partly.count()
	return []found{{whole, first}, {partly, second}, {rest, hits.n - first - second}}
}

// take gathers what is needed from one tier after the other.
func (w *walker) take() (slots []uint32) {
	for n := range w.tiers {
		if w.back {
			n = len(w.tiers) - 1 - n
		}
		slots = w.add(w.tiers[n], byte(n), slots)
	}
	return slots
}

// add goes on with one tier: picked out where it is sparse, walked along the
// standing order where it is so dense that the walk is short.
func (w *walker) add(set found, tier byte, slots []uint32) []uint32 {
	if w.from != nil && w.from.tier != tier && (w.from.tier > tier) != w.back {
		return slots // this tier lies behind
	}
	if len(slots) >= w.need {
		return slots
	}
	if set.n*maxWalk < w.need*len(w.x.docs) {
		return w.pick(set.bitmap, tier, slots)
	}
	return w.along(set.bitmap, tier, slots)
}

func (w *walker) along(set bitmap, tier byte, slots []uint32) []uint32 {
	order := w.x.orders.lists[w.order]
	at, step := 0, 1
	if w.back {
		at, step = len(order)-1, -1
	}
	if w.from != nil && w.from.tier == tier {
		at = w.begin(order)
	}
	for ; at >= 0 && at < len(order) && len(slots) < w.need; at += step {
		if set.has(order[at]) {
			slots = append(slots, order[at])
		}
	}
	return slots
}

// begin is the first index beyond the place of the cursor. The entry that stood
// there may be gone by now.
func (w *walker) begin(order []uint32) int {
	bare := *w.from
	bare.tier = 0
	at, found := slices.BinarySearchFunc(order, bare, func(slot uint32, p place) int {
		return w.x.orders.place(w.order, slot).compare(p)
	})
	switch {
	case w.back:
		return at - 1
	case found:
		return at + 1
	default:
		return at
	}
}

// pick chooses the first entries beyond the cursor out of a few.
func (w *walker) pick(set bitmap, tier byte, slots []uint32) []uint32 {
	type placed struct {
		slot uint32
		at   place
	}
	compare := func(a, b placed) int {
		if w.back {
			a, b = b, a
		}
		return a.at.compare(b.at)
	}
	need := w.need - len(slots)
	var best []placed
	for slot := range set.all() {
		if len(best) == need && w.farther(tier, slot, best[need-1].at) {
			continue
		}
		one := placed{slot, w.place(slot)}
		if w.from != nil && compare(one, placed{at: *w.from}) <= 0 {
			continue
		}
		if len(best) == need && compare(one, best[need-1]) >= 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, one, compare)
		best = slices.Insert(best, at, one)
		best = best[:min(len(best), need)]
	}
	for _, b := range best {
		slots = append(slots, b.slot)
	}
	return slots
}

// farther tells of most entries, without looking at them, that they come after
// the last one that has room.
func (w *walker) farther(tier byte, slot uint32, last place) bool {
	if tier != last.tier {
		return (tier > last.tier) != w.back
	}
	num := w.x.orders.nums[w.order][slot]
	return num != last.num && (num > last.num) != w.back
}
