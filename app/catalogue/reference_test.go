package catalogue

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lumbung/app/stock"
)

// plain is the catalogue as one would write it without a thought for speed. The
// engine must answer as it does.
type plain struct {
	lang    *lexicon
	entries []Entry
}

func (p plain) tokens(e Entry, all bool) map[string]bool {
	texts := []string{e.Title}
	if all {
		texts = append(texts, e.Summary, e.Text, e.CentreName, e.Words, e.Code)
	}
	out := map[string]bool{}
	for _, text := range texts {
		for _, t := range p.lang.tokens(text) {
			out[t] = true
		}
	}
	return out
}

// vocabulary counts the entries that each word occurs in.
func (p plain) vocabulary() map[string]int {
	n := map[string]int{}
	for _, e := range p.entries {
		for t := range p.tokens(e, true) {
			n[t]++
		}
	}
	return n
}

// meanings are the tokens that a part of a query stands for.
func (p plain) meanings(c clause, vocabulary map[string]int) (tokens, taken []string) {
	for _, t := range c.tokens {
		if vocabulary[t] > 0 {
			tokens = append(tokens, t)
		}
	}
	if (c.partial || len(tokens) == 0) && len(c.typed) >= 2 {
		for t := range vocabulary {
			if strings.HasPrefix(t, c.typed) {
				tokens = append(tokens, t)
			}
		}
	}
	if len(tokens) == 0 && !p.lang.known(c) {
		taken = p.nearest(c.typed, vocabulary)
	}
	return append(tokens, taken...), taken
}

func (p plain) nearest(word string, vocabulary map[string]int) (near []string) {
	limit := 1
	switch {
	case len(word) < 4 || len(word) > maxTypo:
		return nil
	case len(word) >= 8:
		limit = 2
	}
	for _, t := range slices.Sorted(maps.Keys(vocabulary)) {
		if len(t) < 3 || len(t) > maxTypo || strings.ContainsAny(t, "0123456789=") || t[0] != word[0] && t[len(t)-1] != word[len(word)-1] {
			continue
		}
		switch d := textbook(word, t); {
		case d < limit:
			near, limit = []string{t}, d
		case d == limit:
			near = append(near, t)
		}
	}
	slices.SortStableFunc(near, func(a, b string) int { return cmp.Compare(vocabulary[b], vocabulary[a]) })
	return near[:min(len(near), maxTaken)]
}

// answer is what the page of a query tells.
type answer struct {
	Titles []string
	Counts map[string]int
	Taken  []string
	Total  int
}

func (p plain) search(q Query) answer {
	vocabulary := p.vocabulary()
	clauses := p.lang.clauses(q.Q)
	a := answer{Counts: map[string]int{}}
	wanted := make([][]string, len(clauses))
	for i, c := range clauses {
		tokens, taken := p.meanings(c, vocabulary)
		wanted[i], a.Taken = tokens, append(a.Taken, taken...)
	}
	holds := func(e Entry) bool {
		tokens := p.tokens(e, true)
		for _, w := range wanted {
			if !slices.ContainsFunc(w, func(t string) bool { return tokens[t] }) {
				return false
			}
		}
		return true
	}
	inTitle := func(e Entry) (missing int) { // 0 none, 1 some, 2 all
		tokens := p.tokens(e, false)
		for _, w := range wanted {
			missing += btoi(!slices.ContainsFunc(w, func(t string) bool { return tokens[t] }))
		}
		return btoi(missing > 0) + btoi(missing == len(wanted) && missing > 0)
	}
	var hits []Entry
	found := false
	for _, e := range p.entries {
		if !holds(e) {
			continue
		}
		found = true
		fails := p.fails(e, q)
		for _, f := range facetsOf(&e) {
			if f.value != "" && (len(fails) == 0 || len(fails) == 1 && fails[0] == f.group) {
				a.Counts[fmt.Sprint(groupNames[f.group], "=", f.value)]++
			}
		}
		if len(fails) == 0 {
			hits = append(hits, e)
		}
	}
	slices.SortFunc(hits, func(one, other Entry) int {
		tier := 0
		if q.Sort == ByRelevance && len(clauses) > 0 {
			tier = cmp.Compare(inTitle(one), inTitle(other))
		}
		by := other.PublishedAt.Compare(one.PublishedAt)
		switch q.Sort {
		case ByTitle:
			by = strings.Compare(strings.Join(words(one.Title), " "), strings.Join(words(other.Title), " "))
		case ByReady:
			by = cmp.Compare(other.Supply.Ready, one.Supply.Ready)
		}
		return cmp.Or(tier, by, slices.Compare(one.ID[:], other.ID[:]))
	})
	if !found {
		a.Taken = nil
	}
	a.Total = len(hits)
	for _, e := range hits {
		a.Titles = append(a.Titles, e.Slug)
	}
	return a
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// fails are the filters that an entry does not pass.
func (p plain) fails(e Entry, q Query) (out []group) {
	for g, values := range q.filters() {
		if len(values) > 0 && !slices.ContainsFunc(facetsOf(&e), func(f facet) bool {
			return f.group == group(g) && f.value != "" && slices.Contains(values, f.value)
		}) {
			out = append(out, group(g))
		}
	}
	return out
}

// answered is the same from the engine.
func answered(r *rapid.T, x *index, q Query) answer {
	a := answer{Counts: map[string]int{}}
	q.Limit = 100
	for {
		res, err := x.search(q)
		if err != nil {
			r.Fatal(err)
		}
		for _, h := range res.Hits {
			a.Titles = append(a.Titles, h.Entry().Slug)
		}
		if q.Cursor == "" {
			a.Total = res.Total
			for _, c := range res.Corrections {
				a.Taken = append(a.Taken, c.Taken...)
			}
			for g, list := range [groups][]Count{
				res.Kinds, res.Disabilities, res.Centres, res.Provinces, res.ISO, res.Stages, {res.Ready}, {res.Open},
			} {
				for _, c := range list {
					if c.N > 0 {
						a.Counts[fmt.Sprint(groupNames[g], "=", c.Value)] = c.N
					}
				}
			}
		}
		if res.Next == "" {
			return a
		}
		q.Cursor = res.Next
	}
}

var vocabularyOfTests = strings.Fields(`kursi roda wheelchair tongkat tongkta kopi batik lampu pengering mengeringkan kering tunanetra
	netra buta kendali kendaraan kend prostesis protese alat bantu dengar 2021 sr-1 "roda," Élektrik listrik kelapa kelas untuk anak children binatu`)

func anyEntry(r *rapid.T, n int) Entry {
	text := func(name string, most int) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabularyOfTests), 0, most).Draw(r, name), " ")
	}
	e := entry(n, "x"+fmt.Sprint(n%3)+" "+text("title", 3), ready(rapid.Int64Range(0, 2).Draw(r, "ready")))
	e.Text, e.Words, e.Code = text("text", 6), text("words", 1), fmt.Sprint("SKA-2021-", n)
	e.Kind = rapid.SampledFrom(Kinds()).Draw(r, "kind")
	at := rapid.IntRange(0, 2).Draw(r, "centre")
	e.Centre, e.Province = []string{"soeharso", "meohai", "kartini"}[at], []string{"33", "74", "33"}[at]
	e.CentreName = "Sentra " + e.Centre
	e.TKT, e.Open = rapid.IntRange(0, 9).Draw(r, "tkt"), rapid.Bool().Draw(r, "open")
	e.ISO = rapid.SampledFrom([]string{"", "12 23 06", "22 06"}).Draw(r, "iso")
	e.Disabilities = rapid.SampledFrom([][]string{nil, {"fisik"}, {"netra", "rungu"}}).Draw(r, "disabilities")
	e.PublishedAt = day.Add(time.Duration(rapid.IntRange(0, 4).Draw(r, "age")) * time.Hour)
	return e
}

func anyQuery(r *rapid.T) Query {
	some := func(name string, from ...string) []string {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(from), 0, 2, rapid.ID[string]).Draw(r, name)
	}
	q := Query{
		Q:    strings.Join(rapid.SliceOfN(rapid.SampledFrom(append([]string{"kend", "ke", "kur", "k", "tungkat", "prostessis", "listri", "zzzz", "x1", "whee", "bina", "tulis", "the"}, vocabularyOfTests...)), 0, 3).Draw(r, "q"), " "),
		Sort: rapid.SampledFrom(Sorts()).Draw(r, "sort"), Ready: rapid.Bool().Draw(r, "only ready"), Open: rapid.Bool().Draw(r, "only open"),
	}
	if rapid.Bool().Draw(r, "filtered") {
		q.Kind, q.Centre = some("kinds", "model", "digital", "service"), some("centres", "soeharso", "meohai")
		q.ISO, q.Stages, q.Disabilities = some("iso", "12", "22"), some("stages", "usable", "research"), some("whom", "netra", "fisik")
		q.Province = some("provinces", "33")
	}
	return q
}

// TestTheEngineAnswersLikeAPlainLook fills the engine in bulk and one by one,
// changes and drops entries, and compares what it answers with the plain
// catalogue, and with an engine that is built afresh.
func TestTheEngineAnswersLikeAPlainLook(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(0, 80).Draw(r, "entries")
		bulk := rapid.IntRange(0, n).Draw(r, "in bulk")
		x, all := newIndex(), map[int]Entry{}
		for i := range n {
			if i == bulk {
				x.settle()
			}
			all[i] = anyEntry(r, i)
			x.put(all[i])
		}
		if bulk == n {
			x.settle()
		}
		for range rapid.IntRange(0, 8).Draw(r, "changes") {
			i := rapid.IntRange(0, 80).Draw(r, "which")
			switch e, ok := all[i]; {
			case !ok || rapid.Bool().Draw(r, "rewritten"):
				all[i] = anyEntry(r, i)
				x.put(all[i])
			case rapid.Bool().Draw(r, "dropped"):
				delete(all, i)
				x.remove(e.ID)
			default:
				e.Supply = stock.Supply{Ready: rapid.Int64Range(0, 2).Draw(r, "now ready")}
				all[i] = e
				if !x.resupply(e) {
					r.Fatal("a change of supply is refused")
				}
			}
		}
		p := plain{lang: x.words.lang, entries: slices.Collect(maps.Values(all))}
		fresh := indexOf(p.entries...)
		for range 4 {
			q := anyQuery(r)
			want := p.search(q)
			for name, engine := range map[string]*index{"followed": x, "built afresh": fresh} {
				if got := answered(r, engine, q); fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
					r.Fatalf("%s, %+v over %d entries:\n got %+v\nwant %+v", name, q, len(p.entries), got, want)
				}
			}
		}
	})
}

func TestSetsOfSlotsAreThoseOfMathematics(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		set := rapid.Custom(func(r *rapid.T) []uint32 {
			list := rapid.SliceOfDistinct(rapid.Uint32Range(0, 300), rapid.ID[uint32]).Draw(r, "set")
			slices.Sort(list)
			return list
		})
		list, other := set.Draw(r, "list"), set.Draw(r, "other")
		var s slots
		o := make(bitmap, wordsFor(301))
		for _, slot := range other {
			o.set(slot)
		}
		dense := rapid.Bool().Draw(r, "dense")
		if dense {
			s.bits = bitmap{}
		}
		for _, slot := range list {
			s.add(slot)
			s.add(slot)
		}
		both := 0
		for _, slot := range list {
			if slices.Contains(other, slot) {
				both++
			}
		}
		if got := slices.Collect(s.each); !slices.Equal(got, list) || s.n != len(list) {
			r.Fatalf("a set of %v holds %v, counts %d", list, got, s.n)
		}
		if s.in(o) != both || s.meets(o) != (both > 0) {
			r.Fatalf("%v and %v share %d, %v", list, other, s.in(o), s.meets(o))
		}
		b := make(bitmap, wordsFor(301))
		s.into(b)
		if b.count() != len(list) || b.common(o) != both || b.commonIn(o, 1, 4)+b.commonIn(o, 0, 1)+b.commonIn(o, 4, 99) != both {
			r.Fatalf("as a bitmap %v counts %d", list, b.count())
		}
		both2 := slices.Clone(b)
		both2.and(o)
		b.less(o)
		if both2.count() != both || b.count() != len(list)-both {
			r.Fatal("and, less")
		}
	})
}
