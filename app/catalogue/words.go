package catalogue

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// term is a word, a meaning or the beginning of words, with where it occurs.
// Terms are never dropped while the index lives, so that they can be compared by
// their address.
type term struct {
	text   string
	root   *term // its stem; itself where it has none
	two    *term // its first two letters and its first three; nil for shorter words
	three  *term
	opens  int  // words in the longest phrase with a meaning that begins with it
	spoken bool // it stands in a text, and is not only the stem of what does
	all    slots
	title  *slots
}

// note says that the term occurs in an entry.
func (t *term) note(slot uint32, inTitle bool) {
	t.all.add(slot)
	if inTitle {
		if t.title == nil {
			t.title = &slots{}
		}
		t.title.add(slot)
	}
}

// dictionary is every word that the index has met.
type dictionary struct {
	lang   *lexicon
	terms  map[string]*term // words; meanings begin with =
	starts map[string]*term // beginnings of two and of three letters
	sorted []*term          // words in order, for longer beginnings
	titled []*term          // those of titles in order, for what is being typed
	spell  speller
	bulk   bool // sorting waits for settle

	pieces  []piece // what stands between two blanks of a text
	numbers map[string]uint32
}

// piece is a part of a text as it is written, between blanks or beside signs, with
// the words in it: mostly one, none in a sign.
type piece struct {
	text string
	word *term
	more *[]*term // after the first word
}

func (p *piece) each(yield func(*term) bool) {
	if p.word == nil || !yield(p.word) || p.more == nil {
		return
	}
	for _, t := range *p.more {
		if !yield(t) {
			return
		}
	}
}

func newDictionary() dictionary {
	return dictionary{lang: newLexicon(), terms: map[string]*term{}, starts: map[string]*term{}, numbers: map[string]uint32{}, spell: newSpeller(), bulk: true}
}

// word is the term of a word, which is new to the dictionary or not.
func (d *dictionary) word(text string) *term {
	if t := d.terms[text]; t != nil {
		return t
	}
	t := &term{text: strings.Clone(text)}
	t.root = t
	d.terms[t.text] = t
	if stem := d.lang.stem(t.text); stem != t.text {
		t.root = d.word(stem)
	}
	t.opens = d.lang.opens[t.text]
	if len(text) >= 2 {
		t.two = d.start(t.text[:2])
	}
	if len(text) >= 3 {
		t.three = d.start(t.text[:3])
	}
	d.sorted = d.keep(d.sorted, t)
	d.spell.add(t)
	return t
}

func (d *dictionary) start(text string) *term {
	t := d.starts[text]
	if t == nil {
		t = &term{text: text}
		d.starts[text] = t
	}
	return t
}

func (d *dictionary) meaning(name string) *term {
	t := d.terms[name]
	if t == nil {
		t = &term{text: name}
		t.root = t
		d.terms[name] = t
	}
	return t
}

// keep puts a term in its place.
func (d *dictionary) keep(list []*term, t *term) []*term {
	if d.bulk {
		return append(list, t)
	}
	at, _ := slices.BinarySearchFunc(list, t.text, byText)
	return slices.Insert(list, at, t)
}

func byText(t *term, text string) int { return strings.Compare(t.text, text) }

// settle sorts what was left for later.
func (d *dictionary) settle() {
	d.bulk = false
	for _, list := range [][]*term{d.sorted, d.titled} {
		slices.SortFunc(list, func(a, b *term) int { return strings.Compare(a.text, b.text) })
	}
}

// piece is the number of a part of a text.
func (d *dictionary) piece(text string) uint32 {
	n, ok := d.numbers[text]
	if !ok {
		n = uint32(len(d.pieces))
		p := piece{text: strings.Clone(text)}
		var list []*term
		for _, w := range words(text) {
			list = append(list, d.word(w))
		}
		if len(list) > 0 {
			p.word = list[0]
		}
		if len(list) > 1 {
			more := slices.Clone(list[1:])
			p.more = &more
		}
		d.pieces = append(d.pieces, p)
		d.numbers[p.text] = n
	}
	return n
}

// read appends the words of a text to list.
func (d *dictionary) read(list []*term, text string) []*term {
	for part := range strings.FieldsSeq(text) {
		if _, word, _ := bare(part); word != "" {
			list = slices.AppendSeq(list, d.pieces[d.piece(word)].each)
		}
	}
	return list
}

// maxKept is how much of a text is kept to cut excerpts from, in bytes.
const maxKept = 2_400

// pack is the beginning of a text as the numbers of its pieces, which takes a
// third of the room. A number is even where a blank stands before its piece.
func (d *dictionary) pack(text string) []byte {
	var out []byte
	room := maxKept
	for part := range strings.FieldsSeq(text) {
		if room -= len(part) + 1; room < 0 {
			break
		}
		glued := uint64(0)
		head, word, tail := bare(part)
		for _, text := range []string{head, word, tail} {
			if text != "" {
				out = binary.AppendUvarint(out, uint64(d.piece(text))<<1|glued)
				glued = 1
			}
		}
	}
	return bytes.Clone(out)
}

// bare parts what stands between two blanks from the signs around its words.
func bare(text string) (head, word, tail string) {
	from, to := 0, len(text)
	for from < to {
		r, n := utf8.DecodeRuneInString(text[from:])
		if inWord(r) {
			break
		}
		from += n
	}
	for to > from {
		r, n := utf8.DecodeLastRuneInString(text[:to])
		if inWord(r) {
			break
		}
		to -= n
	}
	return text[:from], text[from:to], text[to:]
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z'
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N)
}

// enter notes the words of a text, their stems and beginnings, and the meanings
// of its phrases.
func (d *dictionary) enter(list []*term, slot uint32, inTitle bool) {
	for i, t := range list {
		t.spoken = true
		for _, w := range []*term{t, t.root} {
			fresh := inTitle && w.title == nil
			w.note(slot, inTitle)
			if fresh {
				d.titled = d.keep(d.titled, w)
			}
			if w.two != nil {
				w.two.note(slot, inTitle)
			}
			if w.three != nil {
				w.three.note(slot, inTitle)
			}
		}
		for n := 1; n <= t.root.opens && i+n <= len(list); n++ {
			if name, ok := d.lang.concepts[phrase(list[i:i+n])]; ok {
				d.meaning(name).note(slot, inTitle)
			}
		}
	}
}

// phrase is how the lexicon knows a row of words.
func phrase(list []*term) string {
	if len(list) == 1 {
		return list[0].root.text
	}
	stems := make([]string, len(list))
	for i, t := range list {
		stems[i] = t.root.text
	}
	return strings.Join(stems, " ")
}

// begins yields the terms that stand for the beginning of a word of at least two
// letters: one for short beginnings, else all such words, of which there are few;
// at most maxBegins.
func (d *dictionary) begins(word string, yield func(*term)) {
	const maxBegins = 256
	switch {
	case len(word) < 2:
	case len(word) < 4:
		if t := d.starts[word]; t != nil {
			yield(t)
		}
	default:
		at, _ := slices.BinarySearchFunc(d.sorted, word, byText)
		for _, t := range d.sorted[at:min(at+maxBegins, len(d.sorted))] {
			if !strings.HasPrefix(t.text, word) {
				return
			}
			yield(t)
		}
	}
}

// renumber gives the slots of every term the numbers that to has for them;
// those that it has none for, it drops. There are then as many as n.
func (d *dictionary) renumber(to []uint32, n int) {
	var room []uint32 // shared by many short lists
	again := func(s *slots) {
		list := make([]uint32, 0, s.n)
		for slot := range s.each {
			if to[slot] < uint32(n) {
				list = append(list, to[slot])
			}
		}
		*s = slots{n: len(list)}
		if len(list)*sparse > n {
			s.bits = make(bitmap, wordsFor(n))
			for _, slot := range list {
				s.bits[slot>>6] |= 1 << (slot & 63)
			}
			return
		}
		slices.Sort(list)
		if len(list) > cap(room)-len(room) {
			room = make([]uint32, 0, max(1<<16, len(list)))
		}
		from := len(room)
		room = append(room, list...)
		s.list = room[from:len(room):len(room)]
	}
	for _, terms := range []map[string]*term{d.terms, d.starts} {
		for _, t := range terms {
			again(&t.all)
			if t.title != nil {
				again(t.title)
			}
		}
	}
}
