package op

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/go-playground/validator/v10"

	"lumbung/app/fault"
)

// Checker is an input with rules that one tag cannot say, such as two fields
// that exclude each other. It is asked after the tags have passed.
type Checker interface {
	Check() []fault.Field
}

// rules validates input structs by their tags (`validate:"required,max=120"`).
// A failing tag becomes the message key "field.<tag>" of the field's JSON name.
type rules struct{ v *validator.Validate }

func newRules() rules {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(f reflect.StructField) string {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		return name
	})
	return rules{v}
}

// check returns an Invalid fault that names each failing field, or nil.
func (r rules) check(in any) error {
	if in == nil {
		return nil
	}
	fields := badText(reflect.ValueOf(in), "")
	var failed validator.ValidationErrors
	if err := r.v.Struct(in); err != nil && !errors.As(err, &failed) {
		return fault.Wrap(err, "validate %T", in)
	}
	for _, f := range failed {
		fields = append(fields, fault.Field{Name: fieldName(f.Namespace()), Key: tagKey(f), Args: fault.Args{"param": f.Param()}})
	}
	if c, ok := in.(Checker); ok && len(fields) == 0 {
		fields = c.Check()
	}
	if len(fields) > 0 {
		return fault.InFields(fields...)
	}
	return nil
}

// tagKey is the message key of a failing tag; the length of a text and the size
// of a number share tags but not words.
func tagKey(f validator.FieldError) string {
	switch tag := f.Tag(); tag {
	case "required_if", "required_with", "required_without", "required_unless":
		return "field.required"
	case "min", "max":
		switch f.Kind() {
		case reflect.String:
			return "field." + tag + "_letters"
		case reflect.Slice, reflect.Map:
			return "field." + tag + "_items"
		default:
			return "field." + tag
		}
	default:
		return "field." + tag
	}
}

// fieldName turns "NewReceipt.serials[3]" into "serials.3". Embedded structs have
// no name of their own in forms and JSON; theirs begin with a capital.
func fieldName(namespace string) string {
	_, path, _ := strings.Cut(namespace, ".")
	var parts []string
	for part := range strings.SplitSeq(strings.NewReplacer("[", ".", "]", "").Replace(path), ".") {
		if part != "" && (part[0] < 'A' || part[0] > 'Z') {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ".")
}

// badText finds texts that are not UTF-8 or hold control characters, wherever
// they stand in an input.
func badText(v reflect.Value, path string) (bad []fault.Field) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return badText(v.Elem(), path)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
				if f.Anonymous {
					name = ""
				}
				bad = append(bad, badText(v.Field(i), join(path, name))...)
			}
		}
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return nil
		}
		for i := range v.Len() {
			bad = append(bad, badText(v.Index(i), join(path, fmt.Sprint(i)))...)
		}
	case reflect.String:
		if s := v.String(); !utf8.ValidString(s) || strings.ContainsFunc(s, forbidden) {
			return []fault.Field{{Name: path, Key: "field.text"}}
		}
	}
	return bad
}

func join(path, name string) string {
	if path == "" || name == "" {
		return path + name
	}
	return path + "." + name
}

// forbidden tells control characters (but tab and line ends) and the marks that
// turn the direction of text around, which can make a name read as another.
func forbidden(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f ||
		r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}
