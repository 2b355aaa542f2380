package catalogue

import (
	"sync/atomic"
)

// Card is what is shown of an entry in a list, in three parts, so that an excerpt
// can stand in the place of its text.
type Card struct{ Head, Text, Tail []byte }

// cardsBytes is how much room finished cards may take. When it is full they are
// all forgotten.
const cardsBytes = 16 << 20

// cardRoom counts what the finished cards take.
type cardRoom struct{ bytes atomic.Int64 }

// Hit is an entry that was found. It does not change any more.
type Hit struct {
	d       *doc
	room    *cardRoom
	excerpt []Span
}

// Entry is what was found.
func (h Hit) Entry() Entry { return h.d.entry() }

// English tells whether there is a summary for the pages in English.
func (h Hit) English() bool { return h.d.part(summaryENText) != "" }

// Excerpt is where in its published text the words of the query stand; nil where
// they stand elsewhere, or there are none.
func (h Hit) Excerpt() []Span { return h.excerpt }

// Card returns what render makes of the entry, made once for each version of the
// entry and place while there is room; places are 0 and 1, for the languages.
func (h Hit) Card(place int, render func(Entry) (Card, error)) (Card, error) {
	kept := &h.d.cards[place]
	if c := kept.Load(); c != nil {
		return *c, nil
	}
	c, err := render(h.d.entry())
	if err == nil && h.room.bytes.Load() < cardsBytes {
		kept.Store(&c)
		h.room.bytes.Add(int64(len(c.Head) + len(c.Text) + len(c.Tail) + 96))
	}
	return c, err
}

// forgetCards makes room for other cards when they take too much.
func (x *index) forgetCards() {
	if x.cards.bytes.Load() < cardsBytes {
		return
	}
	x.cards.bytes.Store(0)
	for _, d := range x.docs {
		d.cards[0].Store(nil)
		d.cards[1].Store(nil)
	}
}
