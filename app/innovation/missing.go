package innovation

import "lumbung/app/fault"

// Gate is a step that asks for more than the one before.
type Gate int

// The gates. A draft needs title, problem and kind, which its input demands.
const (
	ToSubmit Gate = iota + 1
	ToPublish
)

// need is one thing a gate asks for; its name is that of the input to fill.
type need struct {
	name string
	gate Gate
	met  func(*Content) bool
}

func needs() []need {
	return []need{
		{"title", ToSubmit, func(c *Content) bool { return c.Title != "" }},
		{"problem", ToSubmit, func(c *Content) bool { return c.Problem != "" }},
		{"kind", ToSubmit, func(c *Content) bool { return c.Kind != "" }},
		{"photo", ToSubmit, func(c *Content) bool { return len(c.Photos) > 0 }},
		{"summary", ToSubmit, func(c *Content) bool { return c.Summary != "" }},
		{"tkt", ToSubmit, func(c *Content) bool { return c.Readiness.TKT > 0 }},
		{"alt", ToPublish, everyPhotoTold},
		{"warnings", ToPublish, func(c *Content) bool { return c.Kind != Device || c.Warnings != "" }},
		{"evidence", ToPublish, func(c *Content) bool { return c.Evidence != nil }},
	}
}

// Needs names the inputs that a gate asks for, in the order of the form.
func Needs(gate Gate) []string {
	var names []string
	for _, n := range needs() {
		if n.gate <= gate {
			names = append(names, n.name)
		}
	}
	return names
}

func everyPhotoTold(c *Content) bool {
	for _, p := range c.Photos {
		if p.Alt == "" {
			return false
		}
	}
	return len(c.Photos) > 0
}

// Missing names the inputs that still have to be filled before the gate, in the
// order of the form; nil when none is.
func (c *Content) Missing(gate Gate) []string {
	var names []string
	for _, n := range needs() {
		if n.gate <= gate && !n.met(c) {
			names = append(names, n.name)
		}
	}
	return names
}

// Complete counts how many of the things that publishing asks for are there.
func (c *Content) Complete() (have, all int) {
	all = len(needs())
	return all - len(c.Missing(ToPublish)), all
}

// pass fails with Invalid, naming each input that the gate misses.
func (c *Content) pass(gate Gate) error {
	var fields []fault.Field
	for _, name := range c.Missing(gate) {
		fields = append(fields, fault.Field{Name: name, Key: "innovation.missing_" + name})
	}
	if len(fields) > 0 {
		return fault.InFields(fields...)
	}
	return nil
}
