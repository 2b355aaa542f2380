package views

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"lumbung/views/i18n"
)

// formParts are the parts of a form that is too long for one page, in the order
// in which they are filled in. Each has a page of its own and saves by itself.
type formParts[P comparable] struct {
	order []P
	paths map[P]string // the last part of the address of its page
}

// at is the part whose page has the path; ok is false for none.
func (x formParts[P]) at(path string) (part P, ok bool) {
	for _, part := range x.order {
		if x.paths[part] == path {
			return part, true
		}
	}
	return part, false
}

// beside is the part some places on; ok is false past an end.
func (x formParts[P]) beside(part P, step int) (other P, ok bool) {
	at := slices.Index(x.order, part) + step
	if at < 0 || at >= len(x.order) {
		return other, false
	}
	return x.order[at], true
}

// links lead from the page of a part to those beside it, and between them to all.
func (x formParts[P]) links(f Frame, part P, all Link, href, name func(P) string) (list []Link) {
	if p, ok := x.beside(part, -1); ok {
		list = append(list, Link{Href: href(p), Text: f.T("formpart.back", "part", name(p))})
	}
	list = append(list, all)
	if p, ok := x.beside(part, 1); ok {
		list = append(list, Link{Href: href(p), Text: f.T("formpart.next", "part", name(p))})
	}
	return list
}

// rowField is the name of a field in a row of a list; that of "" begins them all.
func rowField(list string, at int, name string) string {
	return list + "." + strconv.Itoa(at) + "." + name
}

// formRows is how many rows of a list a form shows: those in which something
// stands and spare ones below, up to most.
func formRows(form Form, list string, spare, most int) int {
	rows := 0
	for name, values := range form.Values {
		rest, ok := strings.CutPrefix(name, list+".")
		digits, _, _ := strings.Cut(rest, ".")
		if at, err := strconv.Atoi(digits); err == nil && ok && stated(values) {
			rows = max(rows, at+1)
		}
	}
	return min(rows+spare, most)
}

// rowFilled tells whether something stands in a row; its name is what begins the
// names of its fields.
func rowFilled(form Form, row string) bool {
	for name, values := range form.Values {
		if strings.HasPrefix(name, row) && stated(values) {
			return true
		}
	}
	return false
}

func stated(values []string) bool {
	return slices.ContainsFunc(values, func(v string) bool { return v != "" })
}

// partValues gathers the values of a form; what is not stated stays out.
type partValues map[string][]string

func (v partValues) set(name, value string) {
	if value != "" {
		v[name] = []string{value}
	}
}

func (v partValues) number(name string, n int64) { v.set(name, numberValue(n)) }

func (v partValues) date(name string, t time.Time) { v.set(name, i18n.ISODate(t)) }

// numberValue is a number in a form; none is empty.
func numberValue(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}
