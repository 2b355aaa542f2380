package views

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"lumbung/app/innovation"
	"lumbung/app/reference"
	"lumbung/views/i18n"
)

// InnovationEditPage leads to the parts of the form, with what is still missing.
type InnovationEditPage struct {
	Record  innovation.Innovation
	Similar []Link     // records with nearly the same title
	Review  *ReviewRow // why it was returned or refused; nil when it was not
	Due     time.Time  // until when it is expected back; zero is no day
}

// InnovationPartPage is one part of the form.
type InnovationPartPage struct {
	Form   Form
	Photo  Form // adds a photo, on the part of the photos
	Record innovation.Innovation
	Part   innovation.Part
}

// innovationParts are the parts with the addresses of their pages.
var innovationParts = formParts[innovation.Part]{innovation.Parts(), map[innovation.Part]string{
	innovation.PartCore: "inti", innovation.PartPhotos: "foto", innovation.PartAudience: "sasaran", innovation.PartReadiness: "kesiapan",
	innovation.PartEvidence: "bukti", innovation.PartCost: "biaya", innovation.PartSpread: "sebaran", innovation.PartPeople: "orang",
}}

// InnovationPart is the part that an address names; ok is false for none.
func InnovationPart(slug string) (innovation.Part, bool) { return innovationParts.at(slug) }

// InnovationPartHref is the page of a part.
func InnovationPartHref(slug string, part innovation.Part) string { return partHref(slug, part) }

func partHref(slug string, part innovation.Part) string {
	return editHref(slug) + "/" + innovationParts.paths[part]
}

// NextInnovationPart is the page after a part: the next one, or the overview.
func NextInnovationPart(slug string, part innovation.Part) string {
	if next, ok := innovationParts.beside(part, 1); ok {
		return partHref(slug, next)
	}
	return editHref(slug)
}

func editHref(slug string) string { return "/inovasi/" + slug + "/sunting" }

// links lead to the parts beside this one, and to all of them.
func (p InnovationPartPage) links(f Frame) []Link {
	return innovationParts.links(f, p.Part, Link{Href: editHref(p.Record.Slug), Text: f.T("formpart.all")},
		func(part innovation.Part) string { return partHref(p.Record.Slug, part) },
		func(part innovation.Part) string { return partName(f.Lang, part) })
}

// InnovationPartLead says which part of the form it is, and of how many.
func InnovationPartLead(f Frame, part innovation.Part) string {
	at := slices.Index(innovation.Parts(), part)
	return f.T("innovation.part_of", "n", at+1, "all", len(innovation.Parts()), "part", partName(f.Lang, part))
}

// partState is how much of what a part needs is there.
type partState struct {
	Part      innovation.Part
	Have, All int
	Missing   []string // names of inputs
}

// partStates tells it of every part, in order.
func partStates(i innovation.Innovation) []partState {
	missing := i.Missing(innovation.ToPublish)
	list := make([]partState, 0, len(innovationParts.order))
	for _, part := range innovation.Parts() {
		s := partState{Part: part}
		for _, name := range innovation.Needs(innovation.ToPublish) {
			if innovation.PartOf(name) != part {
				continue
			}
			s.All++
			if slices.Contains(missing, name) {
				s.Missing = append(s.Missing, name)
			} else {
				s.Have++
			}
		}
		list = append(list, s)
	}
	return list
}

func (s partState) text(l i18n.Lang) string {
	switch {
	case s.All == 0:
		return l.T("innovation.part_free")
	case s.Have == s.All:
		return l.T("innovation.part_whole")
	}
	return l.T("innovation.part_count", "have", s.Have, "all", s.All)
}

func partName(l i18n.Lang, part innovation.Part) string {
	return l.T("choice.innov_part_" + string(part))
}

// progressText says the picture of the progress in words.
func progressText(l i18n.Lang, i innovation.Innovation) string {
	have, all := i.Complete()
	var parts []string
	for _, s := range partStates(i) {
		if s.All > 0 {
			parts = append(parts, l.T("innovation.progress_part", "part", partName(l, s.Part), "have", s.Have, "all", s.All))
		}
	}
	return l.T("innovation.progress", "have", have, "all", all, "parts", strings.Join(parts, " "))
}

// bar is one column of the picture: where it stands and how high it is filled.
func (s partState) bar(at int) (x, y, height string) {
	const wide, high = 40, 40
	filled := high
	if s.All > 0 {
		filled = high * s.Have / s.All
	}
	return strconv.Itoa(at * wide), strconv.Itoa(high - filled), strconv.Itoa(filled)
}

// InnovationValues are the values of a working copy for its form.
func InnovationValues(i innovation.Innovation) map[string][]string {
	v := partValues{"disabilities": i.Disabilities, "atensi": i.Atensi, "tkt_ticks": i.Readiness.Ticks}
	v["clusters"], v["functions"], v["outcomes"], v["involved"] = texts(i.Clusters), texts(i.Functions), texts(i.Outcomes), texts(i.Keeping.Involved)
	for _, n := range i.Goals {
		v["goals"] = append(v["goals"], strconv.Itoa(n))
	}
	for name, text := range innovationTexts(i.Content) {
		v.set(name, text)
	}
	for name, n := range innovationNumbers(i.Content) {
		v.number(name, n)
	}
	v.innovationRows(i.Content)
	if i.Evidence != nil {
		v.set("evidence", strconv.Itoa(*i.Evidence))
	}
	if i.Keeping.NamesAgreed {
		v.set("names_agreed", "1")
	}
	return v
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return out
}

func innovationTexts(c innovation.Content) map[string]string {
	return map[string]string{
		"title": c.Title, "problem": c.Problem, "kind": string(c.Kind), "summary": c.Summary, "easy": c.Easy,
		"for_whom": c.ForWhom, "iso": c.ISO, "novelty": c.Novelty, "warnings": c.Warnings, "contributors": c.Contributors,
		"lessons": c.Lessons, "tkt_on": i18n.ISODate(c.Readiness.On), "tkt_by": c.Readiness.By, "tkt_until": i18n.ISODate(c.Readiness.Until),
		"evidence_note": c.EvidenceNote, "diffusion": string(c.Diffusion), "applied_on": i18n.ISODate(c.AppliedOn),
		"priced_on": i18n.ISODate(c.Making.PricedOn), "tools": c.Making.Tools, "skills": c.Making.Skills, "fund": string(c.Making.Fund),
		"prerequisites": c.Passing.Prerequisites, "mentor": c.Passing.Mentor, "sustainability": c.Passing.Sustainability,
		"unit": c.Keeping.Unit, "responsible": c.Keeping.Responsible, "responsible_role": c.Keeping.Role,
		"title_en": c.English.Title, "summary_en": c.English.Summary, "easy_en": c.English.Easy,
	}
}

func innovationNumbers(c innovation.Content) map[string]int64 {
	m := c.Making
	return map[string]int64{
		"tkt": int64(c.Readiness.TKT), "documentation": int64(c.Documentation), "unit_cost": c.UnitCost, "materials": m.Materials, "labour": m.Labour,
		"overhead": m.Overhead, "hours": int64(m.Hours), "days": int64(m.Days), "capacity": int64(m.Capacity), "tkdn": int64(m.TKDN),
	}
}

func (v partValues) innovationRows(c innovation.Content) {
	for at, p := range c.Photos {
		row := rowField("photos", at, "")
		v.set(row+"hash", p.Hash)
		v.set(row+"alt", p.Alt)
	}
	for at, p := range c.Proof {
		row := rowField("proof", at, "")
		v.set(row+"kind", string(p.Kind))
		v.set(row+"method", p.Method)
		v.number(row+"n", int64(p.N))
		v.date(row+"from", p.From)
		v.date(row+"to", p.To)
		v.set(row+"result", p.Result)
	}
	for at, m := range c.Mentions {
		row := rowField("mentions", at, "")
		v.set(row+"kind", string(m.Kind))
		v.set(row+"name", m.Name)
		v.number(row+"year", int64(m.Year))
		v.set(row+"link", m.Link)
	}
}

// worded turns a list of words into the options of a choice, whose words stand in
// a family.
func worded[T ~string](l i18n.Lang, family string, list []T) []Option {
	return options(l, family, texts(list)...)
}

func atensiChoices(l i18n.Lang) []Option {
	var list []Option
	for _, t := range reference.Components() {
		list = append(list, Option{Value: t.Code, Label: termName(l, t)})
	}
	return list
}

func tickChoices(l i18n.Lang, level int) []Option {
	var list []Option
	for _, code := range innovation.Indicators(level) {
		list = append(list, Option{Value: code, Label: tickText(l, code)})
	}
	return list
}

// tickText is an indicator of readiness in words.
func tickText(l i18n.Lang, code string) string {
	return l.T("choice.tick_" + strings.ReplaceAll(code, ".", "_"))
}

// onlyLater names what publishing asks for beyond submitting.
func onlyLater(c innovation.Content) []string {
	before := c.Missing(innovation.ToSubmit)
	return slices.DeleteFunc(c.Missing(innovation.ToPublish), func(name string) bool { return slices.Contains(before, name) })
}
