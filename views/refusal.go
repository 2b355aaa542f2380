package views

import (
	"maps"
	"slices"
	"strings"
)

// RefusalPage is why a request was refused: a sentence and, where it was about
// some inputs, a line for each.
type RefusalPage struct {
	Text   string
	Fields []string
}

// NewRefusal makes a RefusalPage of translated texts.
func NewRefusal(text string, fields []string) RefusalPage {
	return RefusalPage{Text: text, Fields: fields}
}

// StaleChoice is a form whose record has changed: what differs, and the page of
// the record for those who drop their input.
type StaleChoice struct {
	Form    Form
	Changes []Difference
	Discard string
}

// Resume is a form that was sent after the session was over, to be sent again.
type Resume struct {
	Form    Form
	Typed   []string
	Discard string
}

// NewResume lists what the form holds, as far as people typed it: the version of
// the record is carried and not shown.
func NewResume(form Form, discard string) Resume {
	r := Resume{Form: form, Discard: discard}
	for _, name := range form.names() {
		if text := strings.Join(form.Values[name], ", "); name != "version" && text != "" {
			r.Typed = append(r.Typed, text)
		}
	}
	return r
}

// names lists the fields of a form that have values, in order.
func (f Form) names() []string { return slices.Sorted(maps.Keys(f.Values)) }
