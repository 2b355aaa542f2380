package views

import (
	"strings"

	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/views/i18n"
)

// ComparePage is what separates two versions.
type ComparePage struct {
	From, To innovation.Old
	Needs    map[op.ID]string // titles of the needs that either answers
}

// names are the answers that differ, in the order of the form.
func (p ComparePage) names() []string { return innovation.Differing(p.From.Content, p.To.Content) }

// versionName is a version with its day.
func versionName(l i18n.Lang, o innovation.Old) string {
	return l.T("version.of", "n", o.Version, "date", o.At)
}

// mostChanged is how many names of answers a line of the history holds.
const mostChanged = 5

// changedWords names what a version has changed.
func changedWords(l i18n.Lang, names []string) string {
	if len(names) == 0 {
		return l.T("version.changed_none")
	}
	var words []string
	for _, name := range names[:min(mostChanged, len(names))] {
		words = append(words, l.T("innovation.field_"+name))
	}
	text := strings.Join(words, ", ")
	if more := len(names) - mostChanged; more > 0 {
		text = l.T("version.changed_more", "names", text, "n", more)
	}
	return text
}

// words are an answer of the form as people read it.
func (p ComparePage) words(l i18n.Lang, name string, c innovation.Content) string {
	if name != "needs" {
		return fieldWords(l, name, c)
	}
	return strings.Join(lineEach(c.Needs, func(id op.ID) string {
		if title := p.Needs[id]; title != "" {
			return title
		}
		return l.T("version.need_gone", "id", id.String())
	}), "\n")
}

// Change is one value, or one row of a list, in which two versions differ, in
// words. From is "" for what was added, To for what was taken away, Label for an
// answer that is one text.
type Change struct {
	Label string `json:"label"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// Changes are the differences under the name of one answer, as people read them.
func (p ComparePage) Changes(l i18n.Lang, name string) []Change {
	if list, ok := p.changes(l, name); ok {
		return list
	}
	return []Change{{From: p.words(l, name, p.From.Content), To: p.words(l, name, p.To.Content)}}
}

// changes are the differences of what has values and rows under one name; ok is
// false for a plain answer.
func (p ComparePage) changes(l i18n.Lang, name string) (list []Change, ok bool) {
	from, ok := designRows(l, name, p.From.Content)
	if !ok {
		return nil, false
	}
	to, _ := designRows(l, name, p.To.Content)
	list = rowChanges(from, to)
	if len(list) == 0 { // the rows are the same ones
		list = []Change{{Label: l.T("version.order"), To: l.T("version.order_text")}}
	}
	return list, true
}

// designRow is a value, or a row of a list, with the name by which it is found
// again in another version.
type designRow struct{ Label, Text string }

// rowChanges finds each row of one version in the other by its label: first what
// stayed or went, in its order, then what came. Of rows with the same label the
// first is held against the first.
func rowChanges(from, to []designRow) (list []Change) {
	there := map[string][]string{}
	for _, r := range to {
		there[r.Label] = append(there[r.Label], r.Text)
	}
	gone := map[string]int{}
	for _, r := range from {
		c := Change{Label: r.Label, From: r.Text}
		if left := there[r.Label]; len(left) > 0 {
			c.To, there[r.Label] = left[0], left[1:]
			gone[r.Label]++
		}
		if c.From != c.To {
			list = append(list, c)
		}
	}
	for _, r := range to {
		if gone[r.Label]--; gone[r.Label] < 0 {
			list = append(list, Change{Label: r.Label, To: r.Text})
		}
	}
	return list
}
