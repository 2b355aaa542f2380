package catalogue

// Result is a page of entries.
type Result struct {
	Hits       []Hit
	Total      int
	Next, Prev string

	Kinds, Disabilities, ISO, Stages, Centres, Provinces []Count
	Ready, Open                                          Count

	Corrections []Correction
	Meant       string // the query as it was understood, where words of it were misspelt
	Generation  uint64 // of the catalogue that was searched

	missed string // words that nothing holds, see OnMiss
}

// search answers a query. The caller holds the read lock.
func (x *index) search(q Query) (Result, error) {
	k := x.sit()
	defer x.leave(k)
	var r Result
	m := x.match(k, q.Q)
	filters := q.filters()
	hits, tally := x.narrow(k, m, filters)
	r.Total, r.Corrections, r.Meant, r.Generation = hits.n, m.corrections(&x.words), m.meant(&x.words), x.generation.Load()
	for g, list := range map[group]*[]Count{
		byKind: &r.Kinds, byDisability: &r.Disabilities, byISO: &r.ISO, byStage: &r.Stages, byCentre: &r.Centres, byProvince: &r.Provinces,
	} {
		*list = x.facets.counts(tally, g, filters[g])
	}
	r.Ready, r.Open = x.facets.countYes(tally, byReady, q.Ready), x.facets.countYes(tally, byOpen, q.Open)
	if r.Total == 0 && q.Cursor == "" {
		r.missed = missed(q.Q, m)
	}
	return r, x.page(k, q, m, hits, &r)
}

// found is a set with its size.
type found struct {
	bitmap
	n int
}

// narrow applies the filters: what is left, and by its number what each value of
// a filter would give with the other filters as they are. Where there are no
// words and no filters the standing counts serve, so that the front page costs
// the same at any size.
func (x *index) narrow(k *desk, m match, filters [groups][]string) (found, []int) {
	tally := k.counts(len(x.facets.values))
	var sets [groups]bitmap // what each filter lets through; nil lets all
	some := false
	for g, values := range filters {
		if len(values) > 0 {
			sets[g], some = k.none(), true
			x.facets.union(group(g), values, sets[g])
		}
	}
	if m.all && !some {
		x.facets.standing(tally)
		return found{x.live, x.count}, tally
	}
	hits := through(k, m.hits, sets, groups)
	x.facets.tally(hits, func(g group) bool { return g < groups && sets[g] == nil }, tally)
	for g := range groups {
		if sets[g] != nil {
			x.facets.tally(through(k, m.hits, sets, g), func(o group) bool { return o == g }, tally)
		}
	}
	return found{hits, hits.count()}, tally
}

// through is what of a set every filter lets through but that of one group.
func through(k *desk, set bitmap, sets [groups]bitmap, but group) bitmap {
	out := k.copy(set)
	for g := range groups {
		if g != but && sets[g] != nil {
			out.and(sets[g])
		}
	}
	return out
}

// total is how many entries a query gives.
func (x *index) total(q Query) int {
	k := x.sit()
	defer x.leave(k)
	return x.totalOf(k, x.match(k, q.Q), q.filters())
}

func (x *index) totalOf(k *desk, m match, filters [groups][]string) int {
	hits := k.copy(m.hits)
	for g, values := range filters {
		if len(values) > 0 {
			set := k.none()
			x.facets.union(group(g), values, set)
			hits.and(set)
		}
	}
	return hits.count()
}

// Way is a way out of an empty result: the query without one of its parts, which
// would give n entries.
type Way struct {
	Part string // name of the filter; "q" for all words, "word" for one of them
	Word string // of "word": the one that is left out
	Q    string // of "word": the words that are left
	N    int
}

// ways out of an empty result that lead to something: first without one of
// several words, then without one filter, then without words.
func (x *index) ways(q Query) (out []Way) {
	add := func(w Way, less Query) {
		if w.N = x.total(less); w.N > 0 {
			out = append(out, w)
		}
	}
	clauses := x.words.lang.clauses(q.Q)
	for i, c := range clauses {
		if len(clauses) > 1 {
			less := q
			less.Q = typed(clauses, i)
			add(Way{Part: "word", Word: c.typed, Q: less.Q}, less)
		}
	}
	for g, values := range q.filters() {
		if len(values) > 0 {
			add(Way{Part: groupNames[g]}, q.less(group(g)))
		}
	}
	if q.Q != "" {
		less := q
		less.Q = ""
		add(Way{Part: "q"}, less)
	}
	return out
}

// typed are the parts of a query without one of them.
func typed(clauses []clause, but int) string {
	var text string
	for i, c := range clauses {
		if i != but {
			text += " " + c.typed
		}
	}
	return text[min(1, len(text)):]
}
