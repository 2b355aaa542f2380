package views

import (
	"bytes"
	"context"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"lumbung/views/i18n"
)

// Form is a form as it is shown: what was typed, what is wrong with it, and the
// hidden inputs that make it safe to send. Frame.Form starts one.
type Form struct {
	Lang        i18n.Lang
	ID          string // prefix of the fields' ids; needed when a page has two forms
	Action      string
	Method      string // post unless it is get
	CSRF        string
	Idempotency string // the same key in two requests is one command
	Version     string // version of the record when the form was opened
	Values      map[string][]string
	Errors      map[string]string // field to translated text; "" is the whole form
	Keep        string            // key under which the browser keeps what is typed until it is sent
	Multipart   bool              // the form carries files
	Summary     string            // heading over the errors; the usual one when empty
}

// With returns a copy of f with the values and errors of a refused request.
func (f Form) With(values map[string][]string, errors map[string]string) Form {
	f.Values, f.Errors = values, errors
	return f
}

// Set returns a copy of f in which the field name holds values.
func (f Form) Set(name string, values ...string) Form {
	all := maps.Clone(f.Values)
	if all == nil {
		all = map[string][]string{}
	}
	all[name] = values
	f.Values = all
	return f
}

// Value returns the first value of the field, "" if it has none.
func (f Form) Value(name string) string {
	if v := f.Values[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// Has tells whether the field holds value.
func (f Form) Has(name, value string) bool { return slices.Contains(f.Values[name], value) }

// Error returns the translated error of the field, "" if there is none.
func (f Form) Error(name string) string { return f.Errors[name] }

// FieldID returns the id of the field's first input, to link to.
func (f Form) FieldID(name string) string {
	return f.ID + "f-" + strings.NewReplacer(".", "-", "[", "-", "]", "").Replace(name)
}

// typedValue is one value that goes along unseen.
type typedValue struct{ Name, Value string }

// typed lists all values in one order, so that a page is the same each time.
func (f Form) typed() []typedValue {
	var all []typedValue
	for _, name := range slices.Sorted(maps.Keys(f.Values)) {
		for _, v := range f.Values[name] {
			all = append(all, typedValue{name, v})
		}
	}
	return all
}

func (f Form) method() string {
	if f.Method == "get" {
		return "get"
	}
	return "post"
}

func (f Form) enctype() string {
	if f.Multipart {
		return "multipart/form-data"
	}
	return "application/x-www-form-urlencoded"
}

// describedBy lists the ids of the hint and the error of a field.
func (f Form) describedBy(name string, x Field) string {
	var ids []string
	if x.Hint != "" {
		ids = append(ids, f.FieldID(name)+"-hint")
	}
	if f.Error(name) != "" {
		ids = append(ids, f.FieldID(name)+"-error")
	}
	return strings.Join(ids, " ")
}

// Field says how one input is shown. Label is required; the rest may stay zero.
type Field struct {
	Label        string
	Hint         string // shown before the input, read out with it
	Required     bool   // the others are marked as optional
	Autocomplete string // purpose of the input, WCAG 1.3.5: name, tel, street-address …
	InputMode    string // keyboard on a phone: numeric, tel, email, decimal
	MaxLen       int    // 0 is no limit
	Rows         int    // of a text area; 4 when 0
	Min, Max     string // of a number or a date
	Step         string // of a number
	Accept       string // media types of a file
	Multiple     bool   // several files
	Size         string // s, m or l: how long an answer is expected; full width when empty
	Private      bool   // personal data: the browser keeps no copy of it
	Spell        bool   // check the spelling; only for prose
	Prefix       string // e.g. Rp
	Suffix       string // e.g. cm, kg
	Options      []Option
}

// Option is one choice of a select, of radios or of checkboxes.
type Option struct {
	Value, Label, Hint string
}

func (x Field) rows() string {
	if x.Rows == 0 {
		return "4"
	}
	return strconv.Itoa(x.Rows)
}

func (x Field) boxClass() string {
	if x.Size == "" {
		return "field"
	}
	return "field field-" + x.Size
}

// FormShell is the form element around fields: hidden inputs, the summary of
// errors, and the fields themselves as children. The summary lists errors in
// the order in which the fields stand, and links to each.
func FormShell(f Form) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		children := templ.GetChildren(ctx)
		shown := &shownFields{}
		var body bytes.Buffer
		inner := context.WithValue(templ.ClearChildren(ctx), shownKey{}, shown)
		if err := children.Render(inner, &body); err != nil {
			return err
		}
		return formShell(f, f.failures(shown.list), body.String()).Render(templ.ClearChildren(ctx), w)
	})
}

type shownKey struct{}

// shownField is a field that stands on the form, with what people call it.
type shownField struct{ name, label string }

// shownFields collects the fields as they are rendered.
type shownFields struct{ list []shownField }

// note records that the field is on the form.
func note(ctx context.Context, name, label string) {
	if s, ok := ctx.Value(shownKey{}).(*shownFields); ok {
		s.list = append(s.list, shownField{name, label})
	}
}

// failure is one line of the summary; Href is "" when no field shows it.
type failure struct{ Href, Text string }

// failures orders the errors as the fields stand; errors of fields that are not
// on the form come first, since nothing else would show them.
func (f Form) failures(shown []shownField) []failure {
	var list []failure
	for _, name := range slices.Sorted(maps.Keys(f.Errors)) {
		on := slices.ContainsFunc(shown, func(s shownField) bool { return s.name == name })
		if !on && f.Errors[name] != "" {
			list = append(list, failure{Text: f.Errors[name]})
		}
	}
	for _, s := range shown {
		if text := f.Errors[s.name]; text != "" {
			list = append(list, failure{Href: "#" + f.FieldID(s.name), Text: strings.TrimRight(s.label, "?:") + ": " + text})
		}
	}
	return list
}
