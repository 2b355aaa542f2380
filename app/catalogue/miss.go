package catalogue

import (
	"context"
	"strings"
	"unicode"
)

// maxMisses is how many searches without a result may wait to be told of; more
// are forgotten.
const maxMisses = 256

// OnMiss has heard called, one call at a time and off the path of any request,
// with the words of each search that nothing answers, whatever the filters. Only
// words are passed on: what has a digit, such as a number of a person or a
// telephone, is dropped, and so is what is too long for a word. Call it before
// Start.
func (c *Catalogue) OnMiss(heard func(words string)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.heard = append(c.heard, heard)
}

// tellMisses passes on what was searched for in vain until ctx ends.
func (c *Catalogue) tellMisses(ctx context.Context) {
	for {
		select {
		case words := <-c.misses:
			c.mu.Lock()
			heard := c.heard
			c.mu.Unlock()
			for _, hear := range heard {
				hear(words)
			}
		case <-ctx.Done():
			return
		}
	}
}

// miss notes a search without a result, if there is room.
func (c *Catalogue) miss(words string) {
	select {
	case c.misses <- words:
	default: // a flood of them says no more than the first few
	}
}

// missed are the words of a query that finds nothing even without filters.
func (x *index) missed(m match) string {
	if m.all || m.hits.common(m.hits) > 0 {
		return ""
	}
	var list []string
	for _, c := range m.clauses {
		for w := range strings.FieldsSeq(c.typed) {
			if len(w) <= 30 && !strings.ContainsFunc(w, unicode.IsDigit) {
				list = append(list, w)
			}
		}
	}
	return strings.Join(list, " ")
}
