package catalogue

import (
	"encoding/binary"
	"slices"
	"strings"
)

// Span is a part of a text; Hit tells that the query found it.
type Span struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit"`
}

// marker knows the words of a query in a text.
type marker struct {
	phrases [][]term  // rows of roots
	tints   [256]bool // of all those roots
	begins  string    // of the word that is still being typed
	two     term      // its first two letters; 0 where no word begins so
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
				mk.add(&x.words, stems)
			}
			if token[0] != '=' {
				mk.add(&x.words, []string{token})
			}
		}
		for _, t := range m.finds[i].taken {
			mk.add(&x.words, []string{x.words.text(t)})
		}
		if c.partial && len(c.typed) >= 2 {
			mk.begins, mk.two = c.typed, x.words.term(startMark+c.typed[:2])
		}
	}
	return mk
}

// add takes a row of words, if a text can hold all of them.
func (mk *marker) add(d *dictionary, words []string) {
	row := make([]term, len(words))
	for i, w := range words {
		t := d.term(w)
		if t == 0 {
			return
		}
		row[i] = d.facts[t].root
	}
	mk.phrases = append(mk.phrases, row)
	for _, root := range row {
		mk.tints[tintOf(root)] = true
	}
}

// ending is how many of the last roots of a row the query means; 0 for none.
func (mk *marker) ending(row []term) int {
	last := row[len(row)-1]
	for _, p := range mk.phrases {
		if n := len(p); p[n-1] == last && n <= len(row) && slices.Equal(p, row[len(row)-n:]) {
			return n
		}
	}
	return 0
}

// cut is a piece of a text that may come into an excerpt.
type cut struct {
	piece uint32 // its number
	word  uint32 // how many words stand before it
	hit   bool
	glued bool // no blank stands before it
}

// The size of an excerpt, in pieces: words with what belongs to them.
const (
	before  = 10
	longest = 24
)

// excerpts cuts out of the text of every entry the part where the query is first
// found, with what it finds there marked; an entry where it finds nothing in the
// text has none. They share one text and one list of spans.
func (x *index) excerpts(k *desk, hits []Hit, mk *marker) {
	if mk == nil {
		return
	}
	k.text, k.ends = k.text[:0], k.ends[:0]
	upTo := make([]int, len(hits)) // where the spans of each end
	for i, h := range hits {
		x.excerpt(k, h.d, mk)
		upTo[i] = len(k.ends)
	}
	text, spans, from, first := string(k.text), make([]Span, len(k.ends)), 0, 0
	for i, e := range k.ends {
		spans[i] = Span{text[from:e.at], e.hit}
		from = e.at
	}
	for i, to := range upTo {
		if to > first {
			hits[i].excerpt = spans[first:to:to]
		}
		first = to
	}
}

// excerpt puts the excerpt of one entry on the desk.
func (x *index) excerpt(k *desk, d *doc, mk *marker) {
	k.row, k.cut = k.row[:0], k.cut[:0]
	first, text := -1, d.packed
	for len(text) > 0 && (first < 0 || len(k.cut) < first+longest) {
		number, n := binary.Uvarint(text)
		text = text[n:]
		piece := uint32(number >> 1)
		k.cut = append(k.cut, cut{piece: piece, word: uint32(len(k.row)), glued: number&1 == 1})
		switch mark := x.words.tints[piece]; {
		case mark.root == wordless:
		case mk.passes(mark):
			k.row = append(k.row, 0) // no root of the query
		default:
			if at := x.words.look(k, mk, piece); first < 0 {
				first = at
			}
		}
	}
	if first < 0 {
		return
	}
	from := x.words.from(k.cut, first)
	to := min(from+longest, len(k.cut))
	x.words.spans(k, k.cut[from:to], from > 0, to < len(k.cut) || len(text) > 0)
}

// passes tells that a query does not mean the word of a piece.
func (mk *marker) passes(mark tint) bool {
	return mark.root != wordy && !mk.tints[mark.root] && mark.two != tintOf(mk.two)
}

// look reads the words of the last piece and marks what the query finds in them.
// It tells which piece that begins with, -1 for nothing.
func (d *dictionary) look(k *desk, mk *marker, piece uint32) int {
	first := -1
	for t := range d.wordsOf(piece) {
		k.row = append(k.row, d.facts[t].root)
		n := mk.ending(k.row)
		if n == 0 && mk.two != 0 && d.facts[t].two == mk.two && strings.HasPrefix(d.text(t), mk.begins) {
			n = 1
		}
		if n > 0 {
			if at := k.mark(uint32(len(k.row) - n)); first < 0 {
				first = at
			}
		}
	}
	return first
}

// mark marks the pieces from the one with the given word on, and tells where it is.
func (k *desk) mark(word uint32) int {
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
func (d *dictionary) from(pieces []cut, first int) int {
	if first <= before {
		return 0
	}
	for at := first; at > first-before; at-- {
		if end := d.pieces.text(pieces[at-1].piece); !pieces[at].glued && strings.ContainsAny(end[:1], ".!?") {
			return at
		}
	}
	at := first - before
	for at < first && pieces[at].glued {
		at++
	}
	return at
}

// spans joins pieces; what is left out before and after is shown by dots.
func (d *dictionary) spans(k *desk, pieces []cut, more, yet bool) {
	k.whole = len(k.ends)
	if more {
		k.add("… ", false)
	}
	for i, p := range pieces {
		if i > 0 && !p.glued {
			k.add(" ", pieces[i-1].hit && p.hit)
		}
		k.add(d.pieces.text(p.piece), p.hit)
	}
	if yet {
		k.add(" …", false)
	}
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
	if n := len(k.ends) - 1; n >= k.whole && k.ends[n].hit == hit {
		k.ends[n].at = len(k.text)
	} else {
		k.ends = append(k.ends, end{len(k.text), hit})
	}
}
