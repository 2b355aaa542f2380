package catalogue

import (
	"bytes"
	"encoding/binary"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// term is the number of a word, of a meaning or of the beginning of words; 0 is
// none. Numbers are never given twice while the index lives.
type term uint32

// The marks of terms that are no words; no word begins with them.
const (
	meaningMark = "="
	startMark   = "^"
)

// fact is what is known of a term besides its text.
type fact struct {
	root   term  // its stem; itself where it has none
	two    term  // its first two letters; 0 for shorter words and for what is no word
	three  term  // its first three
	opens  uint8 // words in the longest phrase with a meaning that begins with it
	spoken bool  // it stands in a text, and is not only the stem of what does
}

// dictionary is every word that the index has met.
type dictionary struct {
	lang   *lexicon
	names  names  // of terms
	facts  []fact // by term
	all    postings
	title  postings
	titled []uint32 // the words of titles in order, for what is being typed
	spell  speller
	bulk   bool // sorting waits for settle

	pieces  names  // what stands between two blanks of a text, or beside signs
	only    []term // by piece: its one word; where it has several, their place in several
	tints   []tint // by piece
	several []term // of pieces with several words: how many, then those
}

// tint tells of most pieces, in two bytes, that a query does not mean them: an
// excerpt looks through the whole of a text for its few words, and the tints of
// all pieces stay in the cache of the processor.
type tint struct{ root, two byte }

// The tints of the roots of pieces that are not one word.
const (
	wordless = 0
	wordy    = 255
)

// tintOf is the tint of a term; that of none is wordless.
func tintOf(t term) byte {
	if t == 0 {
		return wordless
	}
	return byte(t%254) + 1
}

func newDictionary() dictionary {
	return dictionary{lang: newLexicon(), names: newNames(), facts: []fact{{}}, pieces: newNames(), only: []term{0}, tints: []tint{{}}, bulk: true}
}

// text is the text of a term.
func (d *dictionary) text(t term) string { return d.names.text(uint32(t)) }

// term is the term of a text, 0 for one that the dictionary has not met.
func (d *dictionary) term(text string) term { return term(d.names.find(text)) }

// word is the term of a word, which is new to the dictionary or not.
func (d *dictionary) word(text string) term {
	if t := d.term(text); t != 0 {
		return t
	}
	t := d.enlist(text)
	is := fact{root: t, opens: uint8(d.lang.opens[text])}
	if stem := d.lang.stem(text); stem != text {
		is.root = d.word(stem)
	}
	if len(text) >= 2 {
		is.two = d.mark(startMark + text[:2])
	}
	if len(text) >= 3 {
		is.three = d.mark(startMark + text[:3])
	}
	d.facts[t] = is
	d.spell.add(text, t)
	return t
}

// mark is the term of what is no word.
func (d *dictionary) mark(text string) term {
	if t := d.term(text); t != 0 {
		return t
	}
	t := d.enlist(text)
	d.facts[t].root = t
	return t
}

func (d *dictionary) enlist(text string) term {
	d.facts = append(d.facts, fact{})
	return term(d.names.add(text))
}

// settle sorts what was left for later, see index.settle.
func (d *dictionary) settle(to []uint32, n int) {
	d.bulk = false
	d.names.settle()
	d.pieces.settle()
	d.names.sort(d.titled)
	d.all.settle(to, n)
	d.title.settle(to, n)
	d.facts, d.only = slices.Clone(d.facts), slices.Clone(d.only)
	d.tints, d.several = slices.Clone(d.tints), slices.Clone(d.several)
}

// piece is the number of a part of a text.
func (d *dictionary) piece(text string) uint32 {
	if n := d.pieces.find(text); n != 0 {
		return n
	}
	var only term
	var mark tint
	switch list := words(text); len(list) {
	case 0:
	case 1:
		only = d.word(list[0])
		mark = tint{tintOf(d.facts[only].root), tintOf(d.facts[only].two)}
	default:
		only, mark.root = term(len(d.several)), wordy
		terms := []term{term(len(list))}
		for _, w := range list {
			terms = append(terms, d.word(w))
		}
		d.several = append(d.several, terms...)
	}
	d.only, d.tints = append(d.only, only), append(d.tints, mark)
	return d.pieces.add(text)
}

// wordsOf yields the words of a piece.
func (d *dictionary) wordsOf(piece uint32) iter.Seq[term] {
	return func(yield func(term) bool) {
		switch only := d.only[piece]; d.tints[piece].root {
		case wordless:
		case wordy:
			for _, t := range d.several[only+1:][:d.several[only]] {
				if !yield(t) {
					return
				}
			}
		default:
			yield(only)
		}
	}
}

// read appends the words of a text to list.
func (d *dictionary) read(list []term, text string) []term {
	for part := range strings.FieldsSeq(text) {
		if _, word, _ := bare(part); word != "" {
			list = slices.AppendSeq(list, d.wordsOf(d.piece(word)))
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
func (d *dictionary) enter(list []term, slot uint32, inTitle bool) {
	for i, t := range list {
		d.facts[t].spoken = true
		root := d.facts[t].root
		for _, w := range [...]term{t, root} {
			if inTitle && d.title.size(w) == 0 {
				d.entitle(w)
			}
			d.note(w, slot, inTitle)
			d.note(d.facts[w].two, slot, inTitle)
			d.note(d.facts[w].three, slot, inTitle)
		}
		for n := 1; n <= int(d.facts[root].opens) && i+n <= len(list); n++ {
			if name, ok := d.lang.concepts[d.phrase(list[i:i+n])]; ok {
				d.note(d.mark(name), slot, inTitle)
			}
		}
	}
}

// note says that a term occurs in an entry.
func (d *dictionary) note(t term, slot uint32, inTitle bool) {
	if t == 0 {
		return
	}
	d.all.add(t, slot)
	if inTitle {
		d.title.add(t, slot)
	}
}

// entitle puts a word among those of titles.
func (d *dictionary) entitle(t term) {
	if d.bulk {
		d.titled = append(d.titled, uint32(t))
	} else {
		d.titled = d.names.insert(d.titled, uint32(t))
	}
}

// phrase is how the lexicon knows a row of words.
func (d *dictionary) phrase(list []term) string {
	if len(list) == 1 {
		return d.text(d.facts[list[0]].root)
	}
	stems := make([]string, len(list))
	for i, t := range list {
		stems[i] = d.text(d.facts[t].root)
	}
	return strings.Join(stems, " ")
}

// begins yields the terms that stand for the beginning of a word of at least two
// letters: one for short beginnings, else all such words, of which there are few;
// at most maxBegins.
func (d *dictionary) begins(word string, yield func(term)) {
	const maxBegins = 256
	switch {
	case len(word) < 2:
	case len(word) < 4:
		yield(d.term(startMark + word))
	default:
		n := 0
		for number := range d.names.from(d.names.sorted, word) {
			if n++; n > maxBegins {
				return
			}
			yield(term(number))
		}
	}
}
