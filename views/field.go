package views

import (
	"strconv"

	"github.com/a-h/templ"
)

// fieldAttributes are what every input, text area and select has in common.
func fieldAttributes(f Form, name string, x Field) templ.Attributes {
	a := templ.Attributes{}
	set := func(key, value string) {
		if value != "" {
			a[key] = value
		}
	}
	set("aria-describedby", f.describedBy(name, x))
	set("autocomplete", x.Autocomplete)
	set("inputmode", x.InputMode)
	set("min", x.Min)
	set("max", x.Max)
	set("step", x.Step)
	set("accept", x.Accept)
	if x.MaxLen > 0 {
		a["maxlength"] = strconv.Itoa(x.MaxLen)
	}
	if f.Error(name) != "" {
		a["aria-invalid"] = "true"
	}
	a["required"] = x.Required
	a["multiple"] = x.Multiple
	a["data-private"] = x.Private
	if x.Spell {
		a["spellcheck"] = "true"
	}
	return a
}

// numeric turns a field into one for whole numbers.
func (x Field) numeric() Field {
	if x.InputMode == "" {
		x.InputMode = "numeric"
	}
	if x.Size == "" {
		x.Size = "s"
	}
	x.Min, x.Max, x.Step = "", "", "" // attributes of number inputs only; the use case checks the range
	return x
}

// again adds to the hint of a file field that the file must be chosen once
// more, since no browser keeps it over a refused form.
func (x Field) again(f Form) Field {
	if len(f.Errors) == 0 {
		return x
	}
	if x.Hint != "" {
		x.Hint += " "
	}
	x.Hint += f.Lang.T("form.file_kept")
	return x
}

// choiceAt is one option with its place among the others.
type choiceAt struct {
	Option
	Index   int
	Private bool
}

// id is the id of the option's input. The first has the id of the field, so that
// the summary of errors can link to it.
func (o choiceAt) id(f Form, name string) string {
	if o.Index == 0 {
		return f.FieldID(name)
	}
	return f.FieldID(name) + "-" + strconv.Itoa(o.Index+1)
}
