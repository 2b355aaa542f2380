package innovation

import (
	"slices"

	"lumbung/app/fault"
)

// Gate is a step that asks for more than the one before.
type Gate int

// The gates. A draft needs title, problem and kind, which its input demands.
const (
	ToSubmit Gate = iota + 1
	ToPublish
)

// The sets of needs that there have been; rule is the one in force. What was
// published under an earlier one is not held to what was asked for later.
const (
	researched = iota + 1 // the list of the research on registries
	plainly               // and a text that is easy to read, and a version of every design
	rule       = plainly
)

// need is one thing a gate asks for; its name is that of the input to fill.
type need struct {
	name string
	part Part
	gate Gate
	met  func(*Content) bool
	rule int // that brought it
}

// filledIn is met by an answer that is not empty.
func filledIn(at func(*Content) string) func(*Content) bool {
	return func(c *Content) bool { return at(c) != "" }
}

// made tells whether the innovation is a thing that is made piece by piece.
func (c *Content) made() bool { return c.Kind == Device || c.Kind == Product }

// needs lists what the gates ask for in the order of the form. When a gate asks
// for something is that of the list of fields in the research on registries,
// section 1.4; the national competition loses three in ten proposals to what was
// left out.
func needs() []need {
	return slices.Concat(coreNeeds(), audienceNeeds(), readinessNeeds(), evidenceNeeds(), costNeeds(), spreadNeeds(), blueprintNeeds())
}

func coreNeeds() []need {
	return []need{
		{"title", PartCore, ToSubmit, filledIn(func(c *Content) string { return c.Title }), 0},
		{"kind", PartCore, ToSubmit, filledIn(func(c *Content) string { return string(c.Kind) }), 0},
		{"problem", PartCore, ToSubmit, filledIn(func(c *Content) string { return c.Problem }), 0},
		{"summary", PartCore, ToSubmit, filledIn(func(c *Content) string { return c.Summary }), 0},
		{"novelty", PartCore, ToSubmit, filledIn(func(c *Content) string { return c.Novelty }), researched},
		{"photo", PartPhotos, ToSubmit, func(c *Content) bool { return len(c.Photos) > 0 }, 0},
		{"alt", PartPhotos, ToPublish, everyPhotoTold, 0},
	}
}

func audienceNeeds() []need {
	return []need{
		{"clusters", PartAudience, ToSubmit, func(c *Content) bool { return len(c.Clusters) > 0 }, researched},
		{"easy", PartAudience, ToSubmit, filledIn(func(c *Content) string { return c.Easy }), plainly},
		{"iso", PartAudience, ToPublish, func(c *Content) bool { return c.Kind != Device || c.ISO != "" }, researched},
		{"atensi", PartAudience, ToSubmit, func(c *Content) bool { return len(c.Atensi) > 0 }, researched},
		{"outcomes", PartAudience, ToSubmit, func(c *Content) bool { return len(c.Outcomes)+len(c.Goals) > 0 }, researched},
	}
}

func readinessNeeds() []need {
	return []need{
		{"tkt", PartReadiness, ToSubmit, func(c *Content) bool { return c.Readiness.TKT > 0 }, 0},
		{"tkt_ticks", PartReadiness, ToSubmit, func(c *Content) bool { return c.Readiness.Ticked() }, researched},
		{"tkt_on", PartReadiness, ToSubmit, func(c *Content) bool { return !c.Readiness.On.IsZero() }, researched},
		{"tkt_by", PartReadiness, ToSubmit, filledIn(func(c *Content) string { return c.Readiness.By }), researched},
		{"diffusion", PartReadiness, ToSubmit, filledIn(func(c *Content) string { return string(c.Diffusion) }), researched},
		{"applied_on", PartReadiness, ToSubmit, func(c *Content) bool { return c.Diffusion == Created || !c.AppliedOn.IsZero() }, researched},
	}
}

func evidenceNeeds() []need {
	return []need{
		{"evidence", PartEvidence, ToPublish, func(c *Content) bool { return c.Evidence != nil }, 0},
		{"proof", PartEvidence, ToPublish, func(c *Content) bool { return len(c.Proof) > 0 }, researched},
		{"lessons", PartEvidence, ToPublish, filledIn(func(c *Content) string { return c.Lessons }), researched},
		{"warnings", PartEvidence, ToPublish, func(c *Content) bool { return c.Kind != Device || c.Warnings != "" }, 0},
	}
}

func costNeeds() []need {
	return []need{
		{"unit_cost", PartCost, ToSubmit, func(c *Content) bool { return !c.made() || c.UnitCost > 0 }, researched},
		{"priced_on", PartCost, ToSubmit, func(c *Content) bool { return c.UnitCost == 0 || !c.Making.PricedOn.IsZero() }, researched},
		{"days", PartCost, ToPublish, func(c *Content) bool { return !c.made() || c.Making.Days > 0 }, researched},
		{"tools", PartCost, ToPublish, func(c *Content) bool { return !c.made() || c.Making.Tools != "" }, researched},
	}
}

func spreadNeeds() []need {
	return []need{
		{"prerequisites", PartSpread, ToPublish, filledIn(func(c *Content) string { return c.Passing.Prerequisites }), researched},
		{"mentor", PartSpread, ToPublish, filledIn(func(c *Content) string { return c.Passing.Mentor }), researched},
		{"sustainability", PartSpread, ToSubmit, filledIn(func(c *Content) string { return c.Passing.Sustainability }), researched},
		{"responsible", PartPeople, ToSubmit, filledIn(func(c *Content) string { return c.Keeping.Responsible }), researched},
		{"contributors", PartPeople, ToSubmit, filledIn(func(c *Content) string { return c.Contributors }), researched},
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

// PartOf is the part of the form in which what a gate asks for is filled in.
func PartOf(name string) Part {
	for _, n := range needs() {
		if n.name == name {
			return n.part
		}
	}
	return PartCore
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
func (c *Content) Missing(gate Gate) []string { return c.missing(gate, rule) }

func (c *Content) missing(gate Gate, upTo int) []string {
	var names []string
	for _, n := range needs() {
		if n.gate <= gate && n.rule <= upTo && !n.met(c) {
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
