package fault

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"
	"time"
)

// Clash is what two editors have made of one record: nothing was saved, and
// whoever came second can put the two together and send that again.
type Clash struct {
	Version int64     // of the record as it stands; a save that names it writes over it
	Role    string    // of who has saved since; "" where that is not known
	At      time.Time // when they did; zero where that is not known
	Fields  []Apart   // on which the two differ
}

// Apart is one value on which two editors differ, each as the record holds it.
type Apart struct {
	Name          string // of the input, with a point before a part of it: sizes.mass_g
	Yours, Theirs any
	Base          any  // when both began
	Based         bool // Base is known
	Both          bool // each has changed it, so that somebody has to choose; false where Base is not known
}

// Clashing is the cause of a Stale fault that can tell what stands against what.
type Clashing interface {
	error
	Clash() Clash
}

// ClashOf returns what a Stale fault tells of two editors; ok is false when it
// tells nothing.
func ClashOf(err error) (c Clash, ok bool) {
	if CodeOf(err) != Stale {
		return Clash{}, false
	}
	cause, ok := errors.AsType[Clashing](err)
	if !ok {
		return Clash{}, false
	}
	return cause.Clash(), true
}

// Between lists where two values differ by the names of their JSON: fields of a
// field with a point between them, lists as a whole. base is nil where it is not
// known. It leaves out what is called as one of the names of skip.
func Between(base, yours, theirs any, skip ...string) []Apart {
	was, mine, other := flat(base), flat(yours), flat(theirs)
	names := maps.Clone(mine)
	maps.Copy(names, other)
	var list []Apart
	for _, name := range slices.Sorted(maps.Keys(names)) {
		a := Apart{Name: name, Base: was[name], Yours: mine[name], Theirs: other[name], Based: base != nil}
		if slices.Contains(skip, name) || reflect.DeepEqual(a.Yours, a.Theirs) {
			continue
		}
		a.Both = a.Based && !reflect.DeepEqual(a.Yours, a.Base) && !reflect.DeepEqual(a.Theirs, a.Base)
		list = append(list, a)
	}
	return list
}

// flat is a value by the names of its JSON; what is empty is left out.
func flat(v any) map[string]any {
	out := map[string]any{}
	data, err := json.Marshal(v)
	if err != nil {
		return out // plain values only: they can all be written
	}
	read := json.NewDecoder(bytes.NewReader(data))
	read.UseNumber()
	var plain any
	if read.Decode(&plain) == nil {
		flatten("", plain, out)
	}
	return out
}

func flatten(prefix string, v any, out map[string]any) {
	object, ok := v.(map[string]any)
	if !ok {
		if !nothing(v) {
			out[prefix] = v
		}
		return
	}
	if prefix != "" {
		prefix += "."
	}
	for name, value := range object {
		flatten(prefix+name, value, out)
	}
}

// nothing tells whether a value of JSON says nothing, in each way of saying so.
func nothing(v any) bool {
	list, isList := v.([]any)
	return v == nil || v == "" || v == json.Number("0") || v == "0001-01-01T00:00:00Z" || isList && len(list) == 0
}
