package views

import (
	"slices"

	"lumbung/app/innovation"
)

// InnovationFillPage is one form of all that a draft still misses before it can
// be handed in (/inovasi/{slug}/lengkapi).
type InnovationFillPage struct {
	Form      Form
	Record    innovation.Innovation
	Names     []string // of the answers that the form carries, see innovation.Content.ToFill
	MaySubmit bool     // at once; a refusal is appealed on its own page
}

// InnovationFillHref is the page that completes a draft.
func InnovationFillHref(slug string) string { return "/inovasi/" + slug + "/lengkapi" }

// unlisted are what the form carries besides the answers of the record: they go
// to its photos and its design.
var unlisted = []string{"photo", "ip", "releases"}

// FillOnly are the names that the form sends as those of the answers it carries.
func FillOnly(names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return slices.Contains(unlisted, name) })
}

// FillNames are what a form that was sent carries, when the record is as it was.
func FillNames(only []string, rec innovation.Innovation) []string {
	names := slices.Clone(only)
	for _, name := range rec.ToFill() {
		if slices.Contains(unlisted, name) {
			names = append(names, name)
		}
	}
	return names
}

// has tells whether the form carries one of some answers.
func (p InnovationFillPage) has(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return slices.Contains(p.Names, name) })
}

// parts are those of the form in order, and the design after them.
func (p InnovationFillPage) parts() []innovation.Part {
	return append(innovation.Parts(), innovation.PartBlueprint)
}

// of tells whether the form carries anything of a part.
func (p InnovationFillPage) of(part innovation.Part) bool {
	return slices.ContainsFunc(p.Names, func(name string) bool {
		return innovation.PartOf(name) == part && name != "tkt_until" && name != "names_agreed"
	})
}

func (p InnovationFillPage) partTitle(f Frame, part innovation.Part) string {
	if part == innovation.PartBlueprint {
		return f.T("blueprint.title")
	}
	return partName(f.Lang, part)
}
