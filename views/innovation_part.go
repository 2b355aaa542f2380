package views

import (
	"maps"
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

// partSlugs are the parts in the addresses of their pages.
var partSlugs = map[innovation.Part]string{
	innovation.PartCore: "inti", innovation.PartPhotos: "foto", innovation.PartAudience: "sasaran", innovation.PartReadiness: "kesiapan",
	innovation.PartEvidence: "bukti", innovation.PartCost: "biaya", innovation.PartSpread: "sebaran", innovation.PartPeople: "orang",
}

// InnovationPart is the part that an address names; ok is false for none.
func InnovationPart(slug string) (innovation.Part, bool) {
	for part, name := range partSlugs {
		if name == slug {
			return part, true
		}
	}
	return "", false
}

// InnovationPartHref is the page of a part.
func InnovationPartHref(slug string, part innovation.Part) string { return partHref(slug, part) }

func partHref(slug string, part innovation.Part) string {
	return "/inovasi/" + slug + "/sunting/" + partSlugs[part]
}

// NextInnovationPart is the page after a part: the next one, or the overview.
func NextInnovationPart(slug string, part innovation.Part) string {
	parts := innovation.Parts()
	if at := slices.Index(parts, part) + 1; at < len(parts) {
		return partHref(slug, parts[at])
	}
	return "/inovasi/" + slug + "/sunting"
}

// neighbour is the part some places on, with its page; ok is false past an end.
func (p InnovationPartPage) neighbour(step int) (href string, ok bool) {
	parts := innovation.Parts()
	at := slices.Index(parts, p.Part) + step
	if at < 0 || at >= len(parts) {
		return "", false
	}
	return partHref(p.Record.Slug, parts[at]), true
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
	list := make([]partState, 0, len(partSlugs))
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
	v := map[string][]string{"disabilities": i.Disabilities, "atensi": i.Atensi, "tkt_ticks": i.Readiness.Ticks}
	v["clusters"], v["functions"], v["outcomes"], v["involved"] = texts(i.Clusters), texts(i.Functions), texts(i.Outcomes), texts(i.Keeping.Involved)
	for _, n := range i.Goals {
		v["goals"] = append(v["goals"], strconv.Itoa(n))
	}
	all := innovationTexts(i.Content)
	maps.Copy(all, innovationNumbers(i.Content))
	maps.Copy(all, innovationRows(i.Content))
	for name, value := range all {
		v[name] = []string{value}
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

// innovationNumbers leaves out what is not stated.
func innovationNumbers(c innovation.Content) map[string]string {
	m, v := c.Making, map[string]string{}
	for name, n := range map[string]int64{
		"tkt": int64(c.Readiness.TKT), "documentation": int64(c.Documentation), "unit_cost": c.UnitCost, "materials": m.Materials, "labour": m.Labour,
		"overhead": m.Overhead, "hours": int64(m.Hours), "days": int64(m.Days), "capacity": int64(m.Capacity), "tkdn": int64(m.TKDN),
	} {
		if n > 0 {
			v[name] = strconv.FormatInt(n, 10)
		}
	}
	if c.Evidence != nil {
		v["evidence"] = strconv.Itoa(*c.Evidence)
	}
	if c.Keeping.NamesAgreed {
		v["names_agreed"] = "1"
	}
	return v
}

func innovationRows(c innovation.Content) map[string]string {
	v := map[string]string{}
	for at, p := range c.Photos {
		v[rowField("photos", at, "hash")], v[rowField("photos", at, "alt")] = p.Hash, p.Alt
	}
	for at, p := range c.Proof {
		v[rowField("proof", at, "kind")], v[rowField("proof", at, "method")], v[rowField("proof", at, "result")] = string(p.Kind), p.Method, p.Result
		v[rowField("proof", at, "from")], v[rowField("proof", at, "to")] = i18n.ISODate(p.From), i18n.ISODate(p.To)
		if p.N > 0 {
			v[rowField("proof", at, "n")] = strconv.Itoa(p.N)
		}
	}
	for at, m := range c.Mentions {
		v[rowField("mentions", at, "kind")], v[rowField("mentions", at, "name")], v[rowField("mentions", at, "link")] = string(m.Kind), m.Name, m.Link
		if m.Year > 0 {
			v[rowField("mentions", at, "year")] = strconv.Itoa(m.Year)
		}
	}
	return v
}

func rowField(list string, at int, part string) string {
	return list + "." + strconv.Itoa(at) + "." + part
}

// rows are the places of a list on the form: those that are there or were typed,
// and two empty ones, up to most.
func (p InnovationPartPage) rows(list string, there, most int) []int {
	n := there
	for name := range p.Form.Values {
		if rest, ok := strings.CutPrefix(name, list+"."); ok {
			digits, _, _ := strings.Cut(rest, ".")
			if at, err := strconv.Atoi(digits); err == nil && at >= n && at < most {
				n = at + 1
			}
		}
	}
	out := make([]int, 0, n+2)
	for at := range min(max(n, there+2), most) {
		out = append(out, at)
	}
	return out
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
