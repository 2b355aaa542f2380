package views

import (
	"bytes"
	"context"
	"io"
	"strconv"
	"strings"

	"lumbung/app/catalogue"
	"lumbung/app/innovation"
	"lumbung/views/i18n"
)

// entryPaths are the addresses above the pages of entries, by type.
var entryPaths = map[catalogue.Type]string{
	catalogue.OfInnovation: "/inovasi/", catalogue.OfModel: "/alat/", catalogue.OfOffer: "/produk/",
}

// EntryHref is the page of an entry.
func EntryHref(l i18n.Lang, e catalogue.Entry) string { return localPath(l, entryPaths[e.Type]+e.Slug) }

// PhotoURL is the address of a photo in one of its widths.
func PhotoURL(hash string, width int) string {
	return "/gambar/" + hash + "-" + strconv.Itoa(width) + ".jpg"
}

// photoSet is the srcset of a photo: the widths that there are up to the first
// that is at least so wide as it will ever be shown.
func photoSet(p innovation.Photo, widest int) string {
	var parts []string
	for _, w := range p.Widths {
		parts = append(parts, PhotoURL(p.Hash, w)+" "+strconv.Itoa(w)+"w")
		if w >= widest {
			break
		}
	}
	return strings.Join(parts, ", ")
}

// webpSet is photoSet in the format that is smaller.
func webpSet(p innovation.Photo, widest int) string {
	return strings.ReplaceAll(photoSet(p, widest), ".jpg ", ".webp ")
}

// ThumbSize stands where a width stands in the address of a photo for lists.
const ThumbSize = "kartu"

// ThumbURL is the address of a photo for lists: 4 by 3, WebP, of few bytes.
func ThumbURL(hash string) string { return "/gambar/" + hash + "-" + ThumbSize + ".webp" }

// The size of a photo for lists on a page, in pixels of the page, about.
const thumbWidth, thumbHeight = 320, 240

// thumb is a photo for lists.
func thumb(p innovation.Photo) Picture {
	return Picture{Src: ThumbURL(p.Hash), Alt: p.Alt, Width: thumbWidth, Height: thumbHeight}
}

// widthNear is the narrowest width of a photo that is at least the given one, or
// its widest.
func widthNear(p innovation.Photo, least int) int {
	for _, w := range p.Widths {
		if w >= least {
			return w
		}
	}
	return p.Width
}

func disabilityNames(l i18n.Lang, codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = strings.ToLower(disabilityName(l, code))
	}
	return strings.Join(names, ", ")
}

// supplied tells whether it makes sense to ask how many there are: a method or
// a cloth is not handed out.
func supplied(e catalogue.Entry) bool {
	return e.Kind == catalogue.KindModel || e.Kind == string(innovation.Device) || e.Band() != catalogue.Unmade
}

// supplyWords say how much is ready, in bands.
func supplyWords(l i18n.Lang, e catalogue.Entry) (Tone, string) {
	switch e.Band() {
	case catalogue.Available:
		return Good, l.T("catalogue.band_available", "n", e.Supply.Centres)
	case catalogue.Few:
		return Good, l.T("catalogue.band_few")
	case catalogue.Waiting:
		return Wait, l.T("catalogue.band_waiting")
	default:
		return Neutral, l.T("catalogue.band_unmade")
	}
}

// cardFacts are the short lines under a card.
func cardFacts(l i18n.Lang, e catalogue.Entry) []string {
	var facts []string
	if len(e.Disabilities) > 0 {
		facts = append(facts, l.T("catalogue.for_whom", "list", disabilityNames(l, e.Disabilities)))
	}
	if e.TKT > 0 {
		facts = append(facts, l.T("choice.tkt_"+strconv.Itoa(e.TKT)))
	}
	return append(facts, e.CentreName)
}

// cardSeam parts the two halves of a card while it is made. It is no letter, so
// that no text can hold it.
const cardSeam = "\x00"

// FinishCard makes the card of an entry in both halves.
func FinishCard(l i18n.Lang, e catalogue.Entry) (catalogue.Card, error) {
	var b bytes.Buffer
	if err := CatalogueCard(l, e).Render(context.Background(), &b); err != nil {
		return catalogue.Card{}, err
	}
	head, tail, _ := bytes.Cut(b.Bytes(), []byte(cardSeam))
	summary := new(bytes.Buffer)
	if e.Summary != "" {
		if err := cardText(l, e).Render(context.Background(), summary); err != nil {
			return catalogue.Card{}, err
		}
	}
	return catalogue.Card{Head: head, Text: summary.Bytes(), Tail: tail}, nil
}

// FoundCard is a finished card with where the words of a query stand in the text
// of its entry, in the place of its summary.
type FoundCard struct {
	catalogue.Card
	Lang    i18n.Lang
	Excerpt []catalogue.Span
}

// FoundCards are the finished cards of a page.
type FoundCards []FoundCard

// Render copies the cards.
func (list FoundCards) Render(_ context.Context, w io.Writer) error {
	var room []byte
	for _, c := range list {
		text := c.Text
		if len(c.Excerpt) > 0 {
			room = excerpt(room[:0], c.Lang, c.Excerpt)
			text = room
		}
		for _, part := range [...][]byte{c.Head, text, c.Tail} {
			if _, err := w.Write(part); err != nil {
				return err
			}
		}
	}
	return nil
}

// excerpt appends the markup of an excerpt. What people have written is escaped;
// the marks are ours.
func excerpt(b []byte, l i18n.Lang, spans []catalogue.Span) []byte {
	open := "<p>"
	if l != i18n.ID {
		open = `<p lang="id">`
	}
	b = append(b, open...)
	for _, s := range spans {
		if s.Hit {
			b = append(escape(append(b, "<mark>"...), s.Text), "</mark>"...)
		} else {
			b = escape(b, s.Text)
		}
	}
	return append(b, "</p>"...)
}

// entities are what stands for the letters that could be markup.
var entities = [256]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&#34;", '\'': "&#39;"}

// escape appends a text so that nothing in it is markup, as html.EscapeString
// has it but without a copy.
func escape(b []byte, text string) []byte {
	from := 0
	for i := range len(text) {
		if entity := entities[text[i]]; entity != "" {
			b = append(append(b, text[from:i]...), entity...)
			from = i + 1
		}
	}
	return append(b, text[from:]...)
}
