package handlers

import (
	"encoding"
	"encoding/base64"
	"encoding/json"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"lumbung/app/fault"
	"lumbung/views/i18n"
)

// assignment fills an input struct from a tree of values and gathers what does
// not fit, so that all of it can be said at once.
type assignment struct{ wrong []fault.Field }

// assign fills the struct that in points to. It fails with Invalid.
func assign(in any, tree map[string]any) error {
	var a assignment
	a.object(reflect.ValueOf(in).Elem(), tree, "")
	if len(a.wrong) > 0 {
		return fault.InFields(a.wrong...)
	}
	return nil
}

func (a *assignment) fail(path, key string) {
	a.wrong = append(a.wrong, fault.Field{Name: path, Key: key})
}

func (a *assignment) object(v reflect.Value, tree map[string]any, path string) {
	fields := fieldsOf(v.Type())
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		index, ok := fields[name]
		if !ok {
			a.fail(join(path, name), "field.unknown")
			continue
		}
		if field := v.FieldByIndex(index); isPassword(name) && field.Kind() == reflect.String {
			a.password(field, tree[name], join(path, name))
		} else {
			a.value(field, tree[name], join(path, name))
		}
	}
}

// isPassword tells by its name whether a field holds a password: the one in use
// is called current where a new one stands beside it.
func isPassword(name string) bool { return name == "current" || strings.HasPrefix(name, "password") }

// password sets a text exactly as it was typed: a space may belong to it.
func (a *assignment) password(v reflect.Value, x any, path string) {
	text, ok := textOf(single(x))
	if !ok || !utf8.ValidString(text) {
		a.fail(path, "field.text")
		return
	}
	v.SetString(text)
}

// plans keeps what fieldsOf found: the types of the program do not change.
var plans sync.Map // reflect.Type to map[string][]int

// fieldsOf maps the json names of a struct to its fields, those of embedded
// structs included. The map must not be changed.
func fieldsOf(t reflect.Type) map[string][]int {
	if plan, ok := plans.Load(t); ok {
		return plan.(map[string][]int) //nolint:errcheck,forcetypeassert // nothing else is kept there
	}
	fields := map[string][]int{}
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.IsExported() && !f.Anonymous && name != "" && name != "-" {
			fields[name] = f.Index
		}
	}
	plans.Store(t, fields)
	return fields
}

func hasField(t reflect.Type, name string) bool {
	_, ok := fieldsOf(t)[name]
	return ok
}

var (
	timeType = reflect.TypeFor[time.Time]()
	fileType = reflect.TypeFor[[]byte]()
)

func (a *assignment) value(v reflect.Value, x any, path string) {
	if x == nil {
		return // null is the same as absent
	}
	switch {
	case v.Type() == fileType:
		a.file(v, x, path)
	case v.Kind() == reflect.Slice:
		a.list(v, x, path)
	case v.Kind() == reflect.Pointer:
		if x = single(x); x != typed("") {
			v.Set(reflect.New(v.Type().Elem()))
			a.value(v.Elem(), x, path)
		}
	case v.Kind() == reflect.Struct && v.Type() != timeType:
		tree, ok := x.(map[string]any)
		if !ok {
			a.fail(path, "field.type_object")
			return
		}
		a.object(v, tree, path)
	default:
		if key := setScalar(v, single(x)); key != "" {
			a.fail(path, key)
		}
	}
}

// single takes the one value of a form field out of its list.
func single(x any) any {
	if list, ok := x.([]any); ok && len(list) == 1 {
		if text, ok := list[0].(typed); ok {
			return text
		}
	}
	return x
}

// list fills a slice from a JSON array, from a field sent several times, from
// the lines of one text, or from items.0, items.1 ….
func (a *assignment) list(v reflect.Value, x any, path string) {
	items, ok := x.([]any)
	if tree, nested := x.(map[string]any); nested {
		items, ok = inOrder(tree)
	}
	if !ok {
		a.fail(path, "field.type_list")
		return
	}
	items = lines(items)
	v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	for i, item := range items {
		a.value(v.Index(i), item, join(path, strconv.Itoa(i)))
	}
}

func inOrder(tree map[string]any) ([]any, bool) {
	places := make(map[int]any, len(tree))
	for name, x := range tree {
		place, err := strconv.Atoi(name)
		if err != nil || place < 0 {
			return nil, false
		}
		places[place] = x
	}
	items := make([]any, 0, len(tree))
	for _, place := range slices.Sorted(maps.Keys(places)) {
		items = append(items, places[place])
	}
	return items, true
}

// lines splits typed texts at the ends of lines, for lists that a scanner or a
// spreadsheet writes into one field, and leaves out the empty ones.
func lines(items []any) []any {
	out := make([]any, 0, len(items))
	for _, item := range items {
		text, ok := item.(typed)
		if !ok {
			out = append(out, item)
			continue
		}
		for line := range strings.Lines(string(text)) {
			if line = strings.TrimSpace(line); line != "" {
				out = append(out, typed(line))
			}
		}
	}
	return out
}

func (a *assignment) file(v reflect.Value, x any, path string) {
	if list, ok := x.([]any); ok && len(list) == 1 {
		x = list[0]
	}
	switch x := x.(type) {
	case upload:
		v.SetBytes(x)
	case typed: // an empty file input of a form without files
		if x != "" {
			a.fail(path, "field.type_file")
		}
	case string:
		data, err := base64.StdEncoding.DecodeString(x)
		if err != nil {
			a.fail(path, "field.type_file")
			return
		}
		v.SetBytes(data)
	default:
		a.fail(path, "field.type_file")
	}
}

// setScalar sets a text, number, yes or no, date, or what reads itself from
// text. It returns the key of what is wrong with x.
func setScalar(v reflect.Value, x any) (wrong string) {
	if v.Type() == timeType {
		return setTime(v, x)
	}
	if reader, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		text, ok := textOf(x)
		if !ok || reader.UnmarshalText([]byte(clean(text))) != nil {
			return "field.type_id"
		}
		return ""
	}
	switch v.Kind() {
	case reflect.String:
		return setText(v, x)
	case reflect.Bool:
		return setBool(v, x)
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Int16, reflect.Int8:
		return setInt(v, x)
	case reflect.Float64, reflect.Float32:
		return setDecimal(v, x)
	default:
		return "field.type_object"
	}
}

func textOf(x any) (string, bool) {
	switch x := x.(type) {
	case string:
		return x, true
	case typed:
		return string(x), true
	default:
		return "", false
	}
}

// clean trims a text and gives each letter its one spelling: é is one rune, the
// end of a line is \n.
func clean(text string) string {
	return strings.TrimSpace(norm.NFC.String(strings.ReplaceAll(text, "\r\n", "\n")))
}

func setText(v reflect.Value, x any) string {
	text, ok := textOf(x)
	if !ok {
		return "field.type_text"
	}
	// JSON decoding puts U+FFFD in the place of what is no UTF-8; nobody types it.
	if !utf8.ValidString(text) || strings.ContainsRune(text, utf8.RuneError) {
		return "field.text"
	}
	v.SetString(clean(text))
	return ""
}

func setBool(v reflect.Value, x any) string {
	switch x {
	case true, typed("1"), typed("on"), typed("true"), typed("ya"):
		v.SetBool(true)
	case false, typed(""), typed("0"), typed("false"), typed("tidak"):
		v.SetBool(false)
	default:
		return "field.type_bool"
	}
	return ""
}

// grouped is a whole number as people write it: Rp1.250.000, 1250000 or -3.
var grouped = regexp.MustCompile(`^-?(?:Rp ?)?(\d+|\d{1,3}(\.\d{3})+)$`)

func setInt(v reflect.Value, x any) string {
	var digits string
	switch x := x.(type) {
	case json.Number:
		digits = x.String()
	case typed:
		text := clean(string(x))
		if text == "" {
			return ""
		}
		if !grouped.MatchString(text) {
			return "field.type_int"
		}
		digits = strings.NewReplacer(".", "", "Rp", "", " ", "").Replace(text)
	default:
		return "field.type_int"
	}
	n, err := strconv.ParseInt(digits, 10, v.Type().Bits())
	if err != nil {
		return "field.type_int"
	}
	v.SetInt(n)
	return ""
}

func setDecimal(v reflect.Value, x any) string {
	var text string
	switch x := x.(type) {
	case json.Number:
		text = x.String()
	case typed:
		text = strings.Replace(clean(string(x)), ",", ".", 1)
		if text == "" {
			return ""
		}
	default:
		return "field.type_number"
	}
	n, err := strconv.ParseFloat(text, v.Type().Bits())
	if err != nil || n != n || n-n != 0 {
		return "field.type_number"
	}
	v.SetFloat(n)
	return ""
}

// setTime reads RFC 3339; a day or an hour without a zone is one in WIB.
func setTime(v reflect.Value, x any) string {
	text, ok := textOf(x)
	if !ok {
		return "field.type_date"
	}
	if text = strings.TrimSpace(text); text == "" {
		return ""
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, text, i18n.WIB); err == nil {
			v.Set(reflect.ValueOf(t.UTC()))
			return ""
		}
	}
	return "field.type_date"
}
