package catalogue

import (
	"cmp"
	"slices"
	"strings"
)

// match is what the words of a query find, before filters.
type match struct {
	all     bool     // no words: every live entry
	hits    bitmap   // live entries
	finds   []find   // of each part of the query
	clauses []clause // those parts
}

// find is what one part of a query finds: any of the terms counts.
type find struct {
	terms []term
	taken []term // words that stand in for a misspelt one
}

// match finds the words of a query.
func (x *index) match(k *desk, query string) match {
	m := match{clauses: x.words.lang.clauses(query)}
	if len(m.clauses) == 0 {
		m.all, m.hits = true, x.live
		return m
	}
	m.finds = make([]find, len(m.clauses))
	for i, c := range m.clauses {
		m.finds[i] = x.find(k, c)
	}
	m.hits = x.meet(k, m.finds, &x.words.all)
	if m.empty() {
		for i := range m.finds {
			m.finds[i].taken = nil // a guess that finds nothing is no help
		}
	}
	return m
}

// empty tells whether the words find nothing.
func (m match) empty() bool { return !m.all && m.hits.common(m.hits) == 0 }

// titled are the entries with every word of the query in the title.
func (x *index) titled(k *desk, m match) bitmap {
	return x.meet(k, m.finds, &x.words.title)
}

// meet is what every part of a query finds among the live entries, the rarest
// first, so that most searches for what is not there end early.
func (x *index) meet(k *desk, finds []find, where *postings) bitmap {
	size := func(f find) (n int) {
		for _, t := range f.terms {
			n += where.size(t)
		}
		return n
	}
	hits := k.copy(x.live)
	ordered := slices.Clone(finds)
	slices.SortFunc(ordered, func(a, b find) int { return cmp.Compare(size(a), size(b)) })
	for _, f := range ordered {
		if len(f.terms) == 1 {
			if bits := where.of(f.terms[0]).bits; bits != nil {
				hits.and(bits)
				continue
			}
		}
		set := k.none()
		for _, t := range f.terms {
			where.of(t).into(set)
		}
		hits.and(set)
	}
	return hits
}

// find looks for a part of a query: its tokens; what begins with it, where it is
// still being typed or else unknown; and, where there is nothing and it is no
// word of the language, what it can have meant.
func (x *index) find(k *desk, c clause) (f find) {
	from := len(k.terms)
	add := func(t term) {
		if t != 0 && x.words.all.of(t).meets(x.live) && !slices.Contains(k.terms[from:min(from+2, len(k.terms))], t) {
			k.terms = append(k.terms, t)
		}
	}
	for _, token := range c.tokens {
		add(x.words.term(token))
	}
	if c.partial || len(k.terms) == from {
		x.words.begins(c.typed, add)
	}
	f.terms = k.terms[from:len(k.terms):len(k.terms)]
	if len(f.terms) == 0 && !x.words.lang.known(c) {
		f.taken = x.words.nearest(c.typed, x.live)
		f.terms = f.taken
	}
	return f
}

// Correction is a word of the query that nothing holds, with the words that were
// looked for instead.
type Correction struct {
	Typed string
	Taken []string
}

func (m match) corrections(d *dictionary) (out []Correction) {
	for i, f := range m.finds {
		if len(f.taken) > 0 {
			c := Correction{Typed: m.clauses[i].typed}
			for _, t := range f.taken {
				c.Taken = append(c.Taken, d.text(t))
			}
			out = append(out, c)
		}
	}
	return out
}

// meant is the query with the likeliest words in the place of misspelt ones; ""
// when there are none.
func (m match) meant(d *dictionary) string {
	parts, changed := make([]string, len(m.clauses)), false
	for i, c := range m.clauses {
		parts[i] = c.typed
		if taken := m.finds[i].taken; len(taken) > 0 {
			parts[i], changed = d.text(taken[0]), true
		}
	}
	if !changed {
		return ""
	}
	return strings.Join(parts, " ")
}
