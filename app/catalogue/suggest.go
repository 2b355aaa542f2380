package catalogue

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"lumbung/app/fault"
)

// The most that is suggested of each.
const (
	suggestedWords  = 5
	suggestedTitles = 3
)

// Suggest goes on with what is being typed: queries that end the last word so
// that titles hold all of it, the most frequent first, and then titles. It fails
// with Invalid for what is too long and Unready until the catalogue is built.
func (c *Catalogue) Suggest(_ context.Context, q string) ([]string, error) {
	if utf8.RuneCountInString(q) > MaxQuery {
		return nil, fault.InField("q", "field.max_letters", fault.Args{"param": MaxQuery})
	}
	x, err := c.index()
	if err != nil {
		return nil, err
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.suggest(q), nil
}

func (x *index) suggest(q string) []string {
	list := words(q)
	if len(list) == 0 {
		return nil
	}
	k := x.sit()
	defer x.leave(k)
	var out []string
	if last := list[len(list)-1]; !strings.HasSuffix(q, " ") && len(last) >= 2 {
		begun := strings.Join(list[:len(list)-1], " ")
		for _, t := range x.endings(k, begun, last) {
			out = append(out, strings.TrimSpace(begun+" "+x.words.text(t)))
		}
	}
	m := x.match(k, q)
	titled := x.titled(k, m)
	w := walker{x: x, k: k, tiers: []found{{titled, titled.count()}}, order: newest, need: 2 * suggestedTitles}
	titles := 0
	for _, slot := range w.take() {
		if title := x.docs[slot].part(titleText); titles < suggestedTitles && !slices.Contains(out, strings.ToLower(title)) && !slices.Contains(out, title) {
			out, titles = append(out, title), titles+1
		}
	}
	return out
}

// endings are words of titles that begin with what has been typed of the last
// word, and stand in titles beside the words before it.
func (x *index) endings(k *desk, begun, last string) []term {
	const most = 512 // words that are looked at
	beside := x.live
	if m := x.match(k, begun); !m.all {
		beside = x.titled(k, m)
	}
	d, looked := &x.words, 0
	var list []term
	for number := range d.names.from(d.titled, last) {
		if looked++; looked > most {
			break
		}
		if t := term(number); d.facts[t].spoken && d.text(t) != last && d.title.of(t).meets(beside) {
			list = append(list, t)
		}
	}
	return d.mostFrequent(list, suggestedWords, func(t term) int { return d.title.of(t).in(beside) })
}
