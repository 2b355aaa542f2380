package innovation

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Part is one page of the form: what an edit of it leaves out of the other parts
// stays as it is.
type Part string

// The parts.
const (
	PartCore      Part = "core"
	PartPhotos    Part = "photos"
	PartAudience  Part = "audience"
	PartReadiness Part = "readiness"
	PartEvidence  Part = "evidence"
	PartCost      Part = "cost"
	PartSpread    Part = "spread"
	PartPeople    Part = "people"
)

// Parts lists the parts in the order of the form.
func Parts() []Part {
	return []Part{PartCore, PartPhotos, PartAudience, PartReadiness, PartEvidence, PartCost, PartSpread, PartPeople}
}

// field is one answer of the form: how it reads, where it stands, how an edit
// sets it. Differences, the journal and the view of two editors go over these.
type field struct {
	name string
	part Part
	open bool // the journal may hold its values; of the others it says that they changed
	text func(*Content) string
	json func(*Content) any          // as the record holds it; nil where nothing is said
	take func(to *Content, in *Edit) // nil for what this form does not set
	copy func(to, from *Content)
	join func(to, from *Content) // what to says, after what from says; nil where two answers exclude each other
}

// a makes a field of any type.
func a[T any](name string, part Part, at func(*Content) *T, from func(*Edit) T, text func(T) string) field {
	return field{
		name: name, part: part, text: func(c *Content) string { return text(*at(c)) },
		json: func(c *Content) any {
			if text(*at(c)) == "" {
				return nil
			}
			return *at(c)
		},
		take: func(to *Content, in *Edit) { *at(to) = from(in) },
		copy: func(to, from *Content) { *at(to) = *at(from) },
	}
}

// prose makes a field of free text, of which two versions can stand one after
// the other.
func prose(name string, part Part, at func(*Content) *string, from func(*Edit) string) field {
	f := a(name, part, at, from, func(s string) string { return s })
	f.join = func(to, from *Content) {
		if mine, theirs := *at(to), *at(from); mine != theirs {
			*at(to) = strings.TrimSpace(theirs + "\n\n" + mine)
		}
	}
	return f
}

// choice makes a field of one word of a list.
func choice[T ~string](name string, part Part, at func(*Content) *T, from func(*Edit) T) field {
	return a(name, part, at, from, func(v T) string { return string(v) }).opened()
}

// choices makes a field of several words of a list; they are kept in order.
func choices[T ~string](name string, part Part, at func(*Content) *[]T, from func(*Edit) []T) field {
	sorted := func(in *Edit) []T { return slices.Sorted(slices.Values(from(in))) }
	return a(name, part, at, sorted, func(list []T) string {
		texts := make([]string, len(list))
		for i, v := range list {
			texts[i] = string(v)
		}
		return strings.Join(texts, ",")
	}).opened()
}

// count makes a field of a number; 0 is no answer.
func count[T int | int64](name string, part Part, at func(*Content) *T, from func(*Edit) T) field {
	return a(name, part, at, from, func(n T) string { return number(int64(n)) }).opened()
}

// date makes a field of a day.
func date(name string, part Part, at func(*Content) *time.Time, from func(*Edit) time.Time) field {
	return a(name, part, at, from, day).opened()
}

// opened lets the journal hold the values.
func (f field) opened() field {
	f.open = true
	return f
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

func level(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
