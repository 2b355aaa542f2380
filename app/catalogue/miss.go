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
// with the words of each search that nothing answers, whatever the filters. A
// search that names somebody, by an address of mail or a long number such as that
// of a telephone or an identity card, is not passed on at all: what stands beside
// it can be the name. Of others, what has a digit or is too long for a word is
// left out. Call it before Start.
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
func missed(query string, m match) string {
	if !m.empty() || personal(query) {
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

// leastNumber is how many digits a number of a person has at least: that of a
// telephone at home, without the area.
const leastNumber = 6

// personal tells whether a text holds an address of mail or a long number, however its digits are grouped.
func personal(text string) bool {
	digits := 0
	for _, r := range text {
		switch {
		case r == '@' || r == '＠':
			return true
		case unicode.IsDigit(r):
			if digits++; digits >= leastNumber {
				return true
			}
		case unicode.IsLetter(r):
			digits = 0
		}
	}
	return false
}
