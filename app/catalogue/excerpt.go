package catalogue

import (
	"encoding/binary"
	"strings"
)

// Span is a part of a text; Hit tells that the query found it.
type Span struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit"`
}

// marker knows the words of a query in a text.
type marker struct {
	phrases [][]*term // rows of roots
	begins  string    // of the word that is still being typed
}

// marker is what marks what a query finds; nil for a query without words.
func (x *index) marker(m match) *marker {
	if m.all {
		return nil
	}
	mk := &marker{}
	for i, c := range m.clauses {
		for _, token := range c.tokens {
			for _, stems := range x.words.lang.phrases[token] {
				mk.add(x.words.terms, stems)
			}
			if token[0] != '=' {
				mk.add(x.words.terms, []string{token})
			}
		}
		for _, t := range m.finds[i].taken {
			mk.add(x.words.terms, []string{t.text})
		}
		if c.partial && len(c.typed) >= 2 {
			mk.begins = c.typed
		}
	}
	return mk
}

// add takes a row of words, if a text can hold all of them.
func (mk *marker) add(terms map[string]*term, words []string) {
	row := make([]*term, len(words))
	for i, w := range words {
		t := terms[w]
		if t == nil {
			return
		}
		row[i] = t.root
	}
	mk.phrases = append(mk.phrases, row)
}

// ending is how many of the last words of a row the query means; 0 for none.
func (mk *marker) ending(row []*term) int {
	last := row[len(row)-1]
	for _, p := range mk.phrases {
		if n := len(p); p[n-1] == last.root && n <= len(row) && mk.same(p, row[len(row)-n:]) {
			return n
		}
	}
	if mk.begins != "" && last.text[0] == mk.begins[0] && strings.HasPrefix(last.text, mk.begins) {
		return 1
	}
	return 0
}

func (mk *marker) same(roots, row []*term) bool {
	for i, t := range row {
		if t.root != roots[i] {
			return false
		}
	}
	return true
}

// cut is a piece of a text that may come into an excerpt.
type cut struct {
	text  string
	word  int // how many words stand before it
	hit   bool
	glued bool // no blank stands before it
}

// The size of an excerpt, in pieces: words with what belongs to them.
const (
	before  = 10
	longest = 24
)

// excerpt is the part of the text of an entry where the query is first found,
// with what it finds there marked; nil where it finds nothing in the text.
func (x *index) excerpt(k *desk, d *doc, mk *marker) []Span {
	if mk == nil {
		return nil
	}
	k.row, k.cut = k.row[:0], k.cut[:0]
	first, text := -1, d.packed
	for len(text) > 0 && (first < 0 || len(k.cut) < first+longest) {
		number, n := binary.Uvarint(text)
		text = text[n:]
		p := &x.words.pieces[number>>1]
		k.cut = append(k.cut, cut{text: p.text, word: len(k.row), glued: number&1 == 1})
		for w := range p.each {
			k.row = append(k.row, w)
			if n := mk.ending(k.row); n > 0 {
				at := k.mark(len(k.row) - n)
				if first < 0 {
					first = at
				}
			}
		}
	}
	if first < 0 {
		return nil
	}
	from := k.from(first)
	to := min(from+longest, len(k.cut))
	return k.spans(k.cut[from:to], from > 0, to < len(k.cut) || len(text) > 0)
}

// mark marks the pieces from the one with the given word on, and tells where it is.
func (k *desk) mark(word int) int {
	at := len(k.cut) - 1
	for at > 0 && k.cut[at].word > word {
		at--
	}
	for i := at; i < len(k.cut); i++ {
		k.cut[i].hit = true
	}
	return at
}

// from is where an excerpt around a piece begins: at the beginning of the text
// or of a sentence, if one is near.
func (k *desk) from(first int) int {
	if first <= before {
		return 0
	}
	for at := first; at > first-before; at-- {
		if end := k.cut[at-1].text; !k.cut[at].glued && strings.ContainsAny(end[:1], ".!?") {
			return at
		}
	}
	at := first - before
	for at < first && k.cut[at].glued {
		at++
	}
	return at
}

// spans joins pieces; what is left out before and after is shown by dots.
func (k *desk) spans(pieces []cut, more, yet bool) []Span {
	k.text, k.ends = k.text[:0], k.ends[:0]
	if more {
		k.add("… ", false)
	}
	for i, p := range pieces {
		if i > 0 && !p.glued {
			k.add(" ", pieces[i-1].hit && p.hit)
		}
		k.add(p.text, p.hit)
	}
	if yet {
		k.add(" …", false)
	}
	text, out, from := string(k.text), make([]Span, len(k.ends)), 0
	for i, e := range k.ends {
		out[i] = Span{text[from:e.at], e.hit}
		from = e.at
	}
	return out
}

// end is where a span of the text on the desk ends.
type end struct {
	at  int
	hit bool
}

// add writes some text, into the last span where it is of the same sort.
func (k *desk) add(text string, hit bool) {
	if text == "" {
		return
	}
	k.text = append(k.text, text...)
	if n := len(k.ends) - 1; n >= 0 && k.ends[n].hit == hit {
		k.ends[n].at = len(k.text)
	} else {
		k.ends = append(k.ends, end{len(k.text), hit})
	}
}
