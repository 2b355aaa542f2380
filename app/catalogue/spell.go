package catalogue

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
)

// speller finds the words that a misspelt one can have meant. It looks alone at
// words of about the same length with the same first letter or the same last, and
// at their letters before it compares them: one letter more, less or changed
// alters the set of letters by two at most.
type speller struct{ first, last map[shape][]spelling }

// shape is the length of a word and its first or its last letter.
type shape struct{ length, letter byte }

// spelling is a word with a bit for each letter in it.
type spelling struct {
	letters uint32
	term    term
}

func lettersOf(word string) (set uint32) {
	for _, b := range []byte(word) {
		set |= 1 << (b & 31)
	}
	return set
}

func (s *speller) add(word string, t term) {
	n := len(word)
	if n < 3 || n > maxTypo || strings.ContainsAny(word, "0123456789") {
		return
	}
	if s.first == nil {
		s.first, s.last = map[shape][]spelling{}, map[shape][]spelling{}
	}
	one := spelling{lettersOf(word), t}
	first, last := shape{byte(n), word[0]}, shape{byte(n), word[n-1]}
	s.first[first] = append(s.first[first], one)
	s.last[last] = append(s.last[last], one)
}

// maxTaken is how many words stand in for a misspelt one.
const maxTaken = 3

// nearest are the words of live entries that a misspelt one can have meant: of
// those at the least distance the most frequent. Its first letter is right, or
// its last.
func (d *dictionary) nearest(word string, live bitmap) []term {
	limit := 1
	switch {
	case len(word) < 4 || len(word) > maxTypo:
		return nil
	case len(word) >= 8:
		limit = 2
	}
	letters := lettersOf(word)
	var near []term
	look := func(list []spelling) {
		for _, c := range list {
			if bits.OnesCount32(c.letters^letters) > 2*limit {
				continue
			}
			far := distance(word, d.text(c.term), limit)
			if far > limit || !d.all.of(c.term).meets(live) || slices.Contains(near, c.term) {
				continue
			}
			if far < limit {
				near, limit = near[:0], far
			}
			near = append(near, c.term)
		}
	}
	for n := len(word) - limit; n <= min(len(word)+limit, maxTypo); n++ {
		look(d.spell.first[shape{byte(n), word[0]}])
		look(d.spell.last[shape{byte(n), word[len(word)-1]}])
	}
	return d.mostFrequent(near, maxTaken, func(t term) int { return d.all.of(t).in(live) })
}

// mostFrequent are the first few of a list by number, and by text where that is
// the same.
func (d *dictionary) mostFrequent(list []term, most int, number func(term) int) []term {
	type counted struct {
		t term
		n int
	}
	all := make([]counted, len(list))
	for i, t := range list {
		all[i] = counted{t, number(t)}
	}
	slices.SortFunc(all, func(a, b counted) int {
		return cmp.Or(cmp.Compare(b.n, a.n), strings.Compare(d.text(a.t), d.text(b.t)))
	})
	out := list[:0]
	for _, c := range all[:min(most, len(all))] {
		out = append(out, c.t)
	}
	return out
}
