package catalogue

import (
	"cmp"
	"slices"
	"strings"
)

// Count is one value of a filter with the number of entries it would give.
type Count struct {
	Value string
	N     int
	On    bool   // the query narrows by it
	Label string // of a centre: its name
}

// Correction is a word of the query that nothing holds, with the words that were
// looked for instead.
type Correction struct {
	Typed string
	Taken []string
}

// Result is a page of entries.
type Result struct {
	Hits       []Hit
	Total      int
	Next, Prev string

	Kinds, Disabilities, ISO, Stages, Centres, Provinces []Count
	Ready, Open                                          Count

	Corrections []Correction
	Generation  uint64 // of the catalogue that was searched
}

// match is what a query finds: everything that its words find, before filters.
type match struct {
	all         bool     // no words: every live entry
	list        []uint32 // sorted
	titled      bitmap   // of those, the ones with every word in the title
	corrections []Correction
}

// match finds the words of a query.
func (x *index) match(query string) match {
	clauses := x.lang.clauses(query)
	if len(clauses) == 0 {
		return match{all: true}
	}
	var m match
	finds := make([]find, len(clauses))
	for i, c := range clauses {
		finds[i] = x.find(c)
		if len(finds[i].taken) > 0 {
			m.corrections = append(m.corrections, Correction{Typed: c.typed, Taken: finds[i].taken})
		}
	}
	m.list = x.meet(finds, func(f find) [][]uint32 { return f.all })
	m.titled = x.none()
	m.titled.add(x.meet(finds, func(f find) [][]uint32 { return f.title }))
	return m
}

// none is a set that has room for every slot.
func (x *index) none() bitmap { return make(bitmap, (len(x.docs)+63)/64) }

// meet intersects what the clauses find, the smallest first.
func (x *index) meet(finds []find, lists func(find) [][]uint32) []uint32 {
	finds = slices.Clone(finds)
	size := func(f find) (n int) {
		for _, l := range lists(f) {
			n += len(l)
		}
		return n
	}
	slices.SortFunc(finds, func(a, b find) int { return cmp.Compare(size(a), size(b)) })
	switch n := size(finds[0]); {
	case n == 0:
		return nil
	case len(finds) > 1 && n > len(x.docs)/256:
		return x.meetDense(finds, lists)
	}
	hits := union(lists(finds[0]), len(x.docs))
	for _, f := range finds[1:] {
		more := slices.Clone(lists(f))
		if len(more) > 8 {
			more = [][]uint32{union(more, len(x.docs))}
		}
		hits = intersect(hits, more)
	}
	return hits
}

// meetDense does the same on whole words of slots, which is quicker than leaping
// where there is little to leap over.
func (x *index) meetDense(finds []find, lists func(find) [][]uint32) []uint32 {
	hits := x.none()
	for i, f := range finds {
		set := x.none()
		for _, l := range lists(f) {
			set.add(l)
		}
		if i == 0 {
			hits = set
		} else {
			hits.and(set)
		}
	}
	return slices.AppendSeq(make([]uint32, 0, hits.common(hits)), hits.all())
}

// find is the postings of one clause: any of them counts.
type find struct {
	all, title [][]uint32
	taken      []string // words that stand in for a misspelt one
}

func (x *index) find(c clause) (f find) {
	for _, t := range c.tokens {
		f.add(x.terms[t])
	}
	if c.partial || len(f.all) == 0 {
		x.begins(c.typed, &f)
	}
	if len(f.all) == 0 {
		for _, t := range x.nearest(c.typed) {
			f.taken = append(f.taken, t)
			f.add(x.terms[t])
		}
	}
	return f
}

func (f *find) add(p *posting) {
	if p == nil {
		return
	}
	f.all = append(f.all, p.all)
	if len(p.title) > 0 {
		f.title = append(f.title, p.title)
	}
}

// begins adds the terms that a word is the beginning of, at most maxBegins.
func (x *index) begins(word string, f *find) {
	const maxBegins = 64
	if len(word) < 2 {
		return
	}
	at, _ := slices.BinarySearch(x.sorted, word)
	for _, t := range x.sorted[at:min(at+maxBegins, len(x.sorted))] {
		if !strings.HasPrefix(t, word) {
			return
		}
		if t != word {
			f.add(x.terms[t])
		}
	}
}

// nearest are the terms that a misspelt word can have meant: of those at the
// least distance the three most frequent.
func (x *index) nearest(word string) []string {
	limit := 1
	switch {
	case len(word) < 4 || len(word) > maxTypo:
		return nil
	case len(word) >= 8:
		limit = 2
	}
	var near []string
	for _, t := range x.sorted {
		if t[0] == '=' || t[0] != word[0] && t[len(t)-1] != word[len(word)-1] {
			continue
		}
		switch d := distance(word, t, limit); {
		case d < limit:
			near, limit = []string{t}, d
		case d == limit:
			near = append(near, t)
		}
	}
	slices.SortStableFunc(near, func(a, b string) int { return cmp.Compare(len(x.terms[b].all), len(x.terms[a].all)) })
	return near[:min(len(near), 3)]
}

// narrowed is what is left of a match under the filters.
type narrowed struct {
	hits  bitmap
	total int
	tally []int // by number: what each value would give with the other filters
}

// narrow applies the filters. Where no words and no filters are given the
// standing tallies serve, so that the front page costs the same at any size.
func (x *index) narrow(m match, filters [groups][]string) narrowed {
	sets, some := x.unions(filters)
	switch {
	case m.all && !some:
		return narrowed{hits: x.live, total: x.count, tally: x.tally}
	case m.all || len(m.list) > len(x.docs)/16:
		return x.narrowWide(m, sets)
	default:
		return x.narrowList(m, sets)
	}
}

// unions is the set of slots that each filter lets through; nil lets all.
func (x *index) unions(filters [groups][]string) (sets [groups]bitmap, some bool) {
	for g, values := range filters {
		if len(values) == 0 {
			continue
		}
		some = true
		sets[g] = x.none()
		for _, v := range values {
			if n, ok := x.number[facet{group(g), v}]; ok {
				sets[g].or(x.bits[n])
			}
		}
	}
	return sets, some
}

// narrowList looks at each slot of a short match once.
func (x *index) narrowList(m match, sets [groups]bitmap) narrowed {
	n := narrowed{hits: x.none(), tally: make([]int, len(x.values))}
	for _, slot := range m.list {
		if !x.live.has(slot) {
			continue
		}
		failing, fails := group(0), 0
		for g := range groups {
			if sets[g] != nil && !sets[g].has(slot) {
				failing, fails = g, fails+1
			}
		}
		if fails > 1 {
			continue
		}
		for _, f := range x.docs[slot].facets {
			if fails == 0 || x.values[f].group == failing {
				n.tally[f]++
			}
		}
		if fails == 0 {
			n.hits.set(slot)
			n.total++
		}
	}
	return n
}

// narrowWide works on whole words of slots.
func (x *index) narrowWide(m match, sets [groups]bitmap) narrowed {
	base := slices.Clone(x.live)
	if !m.all {
		words := make(bitmap, len(base))
		words.add(m.list)
		base.and(words)
	}
	n := narrowed{tally: make([]int, len(x.values))}
	var without [groups]bitmap // every filter but that of the group
	for g := range groups {
		without[g] = base
		for o := range groups {
			if o != g && sets[o] != nil {
				without[g] = slices.Clone(without[g])
				without[g].and(sets[o])
			}
		}
	}
	n.hits = slices.Clone(without[byKind])
	if sets[byKind] != nil {
		n.hits.and(sets[byKind])
	}
	n.total = n.hits.common(n.hits)
	for f, bits := range x.bits {
		n.tally[f] = without[x.values[f].group].common(bits)
	}
	return n
}

// counts lists the values of a group that give something, the most first.
func (x *index) counts(n narrowed, g group, on []string) []Count {
	var list []Count
	for f, c := range n.tally {
		if v := x.values[f]; v.group == g && c > 0 {
			list = append(list, Count{Value: v.value, N: c, On: slices.Contains(on, v.value), Label: x.label(v)})
		}
	}
	for _, v := range on {
		if !slices.ContainsFunc(list, func(c Count) bool { return c.Value == v }) {
			list = append(list, Count{Value: v, On: true, Label: x.label(facet{g, v})})
		}
	}
	slices.SortFunc(list, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.N, a.N), strings.Compare(a.Value, b.Value))
	})
	return list
}

// label is the name of a centre; other values are named by the screen.
func (x *index) label(f facet) string {
	if f.group == byCentre {
		return x.names[f.value]
	}
	return ""
}

// search answers a query. The caller holds the read lock.
func (x *index) search(q Query) (Result, error) {
	var r Result
	m := x.match(q.Q)
	filters := q.filters()
	n := x.narrow(m, filters)
	r.Total, r.Corrections, r.Generation = n.total, m.corrections, x.generation.Load()
	for g, list := range map[group]*[]Count{
		byKind: &r.Kinds, byDisability: &r.Disabilities, byISO: &r.ISO, byStage: &r.Stages, byCentre: &r.Centres, byProvince: &r.Provinces,
	} {
		*list = x.counts(n, g, filters[g])
	}
	r.Ready, r.Open = x.countYes(n, byReady, q.Ready), x.countYes(n, byOpen, q.Open)
	return r, x.page(q, m, n, &r)
}

// countYes is the count of a filter that has one value.
func (x *index) countYes(n narrowed, g group, on bool) Count {
	c := Count{Value: yes(true), On: on}
	if at, ok := x.number[facet{g, c.Value}]; ok {
		c.N = n.tally[at]
	}
	return c
}

// without answers how many entries a query would give without one filter, for
// the help beside an empty result.
func (x *index) without(q Query) map[string]int {
	tries := map[string]Query{}
	if q.Q != "" {
		less := q
		less.Q = ""
		tries["q"] = less
	}
	for g, values := range q.filters() {
		if len(values) > 0 {
			tries[groupNames[g]] = q.less(group(g))
		}
	}
	out := map[string]int{}
	for name, t := range tries {
		if n := x.narrow(x.match(t.Q), t.filters()).total; n > 0 {
			out[name] = n
		}
	}
	return out
}
