package innovation

import "slices"

// Differing names the fields in which two contents differ, in the order of the
// form.
func Differing(a, b Content) []string {
	var names []string
	for _, f := range contentFields() {
		if f.text(&a) != f.text(&b) {
			names = append(names, f.name)
		}
	}
	return names
}

// FieldNames lists the answers of the form in its order, or of one part of it.
func FieldNames(part Part) []string {
	var names []string
	for _, f := range formFields() {
		if part == "" || f.part == part {
			names = append(names, f.name)
		}
	}
	return names
}

// ThreeWay is one answer that two editors see differently: what it was when both
// began, and what each made of it.
type ThreeWay struct {
	Name                string
	Part                Part
	Base, Yours, Theirs string // as fields read: codes of choices, days as 2026-01-31
	Both                bool   // each has changed it, so that somebody has to choose
	Joins               bool   // the two texts can stand one after the other
}

// Fields lists where the form and the record differ, in the order of the form.
func (c *Clash) Fields() []ThreeWay {
	var list []ThreeWay
	for _, f := range formFields() {
		w := ThreeWay{Name: f.name, Part: f.part, Base: f.text(&c.Base), Yours: f.text(&c.Yours), Theirs: f.text(&c.Theirs), Joins: f.join != nil}
		w.Both = w.Yours != w.Base && w.Theirs != w.Base
		if w.Yours != w.Theirs {
			list = append(list, w)
		}
	}
	return list
}

// touched tells whether anything differs of those answers that of says.
func touched(a, b *Content, of func(field) bool) bool {
	return slices.ContainsFunc(formFields(), func(f field) bool { return of(f) && f.text(a) != f.text(b) })
}
