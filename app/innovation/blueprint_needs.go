package innovation

// PartBlueprint is not a page of the form: what it lacks is filled in on the
// pages of the design.
const PartBlueprint Part = "blueprint"

// blueprintNeeds are what the gates ask of a design: measures, fitting and tests
// of devices, and of everything whose it is and who may make it.
func blueprintNeeds() []need {
	return []need{
		{"releases", PartBlueprint, ToSubmit, func(c *Content) bool { return c.Kind != Device || len(c.Blueprint.Releases) > 0 }, plainly},
		{"sizes", PartBlueprint, ToPublish, func(c *Content) bool { return c.Kind != Device || c.Blueprint.Sizes.measured() }, researched},
		{"fittings", PartBlueprint, ToPublish, func(c *Content) bool { return c.Kind != Device || len(c.Blueprint.Sizes.Fittings) > 0 }, researched},
		{"tests", PartBlueprint, ToPublish, func(c *Content) bool {
			return c.Kind != Device || len(c.Blueprint.Tests)+len(c.Blueprint.Certificates) > 0
		}, researched},
		{"ip", PartBlueprint, ToSubmit, filledIn(func(c *Content) string { return c.Blueprint.Rights.IP }), researched},
		{"producer", PartBlueprint, ToPublish, filledIn(func(c *Content) string { return c.Blueprint.Rights.Producer }), researched},
		{"licence", PartBlueprint, ToPublish, func(c *Content) bool { return c.Blueprint.Rights.Producer != Anyone || c.Blueprint.Rights.licensed() }, researched},
	}
}

// measured tells whether what every device has is stated. A load is not among
// it: what is worn carries nobody.
func (s Sizes) measured() bool {
	return s.Length > 0 && s.Width > 0 && s.Height > 0 && s.Mass > 0 && s.Power != "" && s.User != ""
}

// licensed tells whether anything may be used under a licence; without one
// nobody may, whatever else is said.
func (r Rights) licensed() bool { return r.Hardware != "" || r.Software != "" || r.Documents != "" }
