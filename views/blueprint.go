package views

import (
	"strconv"
	"strings"
	"time"

	"lumbung/app/innovation"
	"lumbung/views/i18n"
)

// designParts are the parts of a blueprint, and its files, with the addresses of
// their forms.
var designParts = formParts[string]{append(innovation.BlueprintParts(), "files"), map[string]string{
	"sizes": "ukuran", "releases": "versi", "tests": "uji", "safety": "keselamatan",
	"certificates": "sertifikat", "rights": "hak", "parts": "bahan", "files": "berkas",
}}

// PartPath is the last part of the address of the form of a part of a blueprint.
func PartPath(part string) string { return designParts.paths[part] }

// PartAt is the part of a blueprint whose form has the address; "" is none.
func PartAt(path string) string {
	part, _ := designParts.at(path)
	return part
}

// BlueprintPage is the design of an innovation for those who work on it
// (/inovasi/{slug}/rancangan).
type BlueprintPage struct {
	Record  innovation.Innovation
	MayEdit bool
}

func (p BlueprintPage) view(now time.Time) BlueprintView {
	return BlueprintView{Slug: p.Record.Slug, Blueprint: p.Record.Blueprint, Now: now, Draft: true}
}

// steps are the parts with the way to the form of each.
func (p BlueprintPage) steps(f Frame) []Step {
	list := make([]Step, 0, len(designParts.order))
	for _, part := range designParts.order {
		s := Step{Label: f.T("choice.part_" + part), Done: p.Record.Blueprint.Has(part)}
		if p.MayEdit {
			s.Href = blueprintPath(p.Record.Slug, part)
		}
		list = append(list, s)
	}
	return list
}

func blueprintPath(slug, part string) string {
	return "/inovasi/" + slug + "/rancangan/" + PartPath(part)
}

// blueprintHref leads to the field of a design that mends what a gate misses.
func blueprintHref(slug, need string) string {
	at := map[string][2]string{
		"releases": {"releases", "releases-rows-0-version"},
		"sizes":    {"sizes", "sizes-length_mm"}, "fittings": {"sizes", "sizes-fittings-0-name"}, "tests": {"tests", "tests-rows-0-parameter"},
		"ip": {"rights", "rights-ip"}, "producer": {"rights", "rights-producer"}, "licence": {"rights", "rights-hardware"},
	}[need]
	return blueprintPath(slug, at[0]) + "#f-" + at[1]
}

// BlueprintFormPage is the form of one part, or that of the files.
type BlueprintFormPage struct {
	Record innovation.Innovation
	Part   string
	Form   Form
	Drafts []Link     // designs in the stock that a parts list may begin with
	Files  []FileForm // what is there, each with the form that takes it off
}

// FileForm is a file with the form that takes it off the design.
type FileForm struct {
	File innovation.File
	Form Form
}

// links lead to the parts beside this one, and to all of them.
func (p BlueprintFormPage) links(f Frame) []Link {
	return designParts.links(f, p.Part, Link{Href: "/inovasi/" + p.Record.Slug + "/rancangan", Text: f.T("formpart.all")},
		func(part string) string { return blueprintPath(p.Record.Slug, part) },
		func(part string) string { return f.T("choice.part_" + part) })
}

// moreRows is how many empty rows a form has below what is there.
const moreRows = 3

// PartList is the name of the list in the form of a part; "" where it has none.
func PartList(part string) string {
	switch part {
	case "sizes":
		return "sizes.fittings"
	case "releases", "tests", "certificates", "parts":
		return part + ".rows"
	}
	return ""
}

// BlueprintValues are the values of a part for its form.
func BlueprintValues(b innovation.Blueprint, part string) map[string][]string {
	v := partValues{}
	switch part {
	case "sizes":
		v.sizes(b.Sizes)
	case "safety":
		v.set("safety.statement", b.Safety.Statement)
		v.set("safety.not_for", b.Safety.NotFor)
	case "rights":
		v.rights(b.Rights)
	case "parts":
		v.parts(b.Parts)
	case "releases":
		for i, r := range b.Releases {
			row := rowField("releases.rows", i, "")
			v.set(row+"version", r.Version)
			v.date(row+"date", r.Date)
			v.set(row+"note", r.Note)
		}
	case "tests":
		for i, t := range b.Tests {
			v.test(rowField("tests.rows", i, ""), t)
		}
	case "certificates":
		for i, c := range b.Certificates {
			row := rowField("certificates.rows", i, "")
			v.set(row+"standard", c.Standard)
			v.set(row+"number", c.Number)
			v.set(row+"body", c.Body)
			v.date(row+"until", c.Until)
			v.set(row+"link", c.Link)
		}
	}
	return v
}

func (v partValues) sizes(s innovation.Sizes) {
	v.number("sizes.length_mm", s.Length)
	v.number("sizes.width_mm", s.Width)
	v.number("sizes.height_mm", s.Height)
	v.number("sizes.mass_g", s.Mass)
	v.number("sizes.max_load_kg", s.MaxLoad)
	v.set("sizes.power", s.Power)
	v.set("sizes.user", s.User)
	for i, x := range s.Fittings {
		row := rowField("sizes.fittings", i, "")
		v.set(row+"name", x.Name)
		v.set(row+"from", strconv.FormatInt(x.From, 10))
		v.set(row+"to", strconv.FormatInt(x.To, 10))
		v.set(row+"unit", x.Unit)
		v.set(row+"how", x.How)
	}
}

func (v partValues) test(row string, t innovation.SafetyTest) {
	v.set(row+"parameter", t.Parameter)
	v.set(row+"batch", t.Batch)
	v.set(row+"result", t.Result)
	v.set(row+"value", t.Value)
	v.set(row+"limit", t.Limit)
	v.date(row+"date", t.Date)
	v.set(row+"by", t.By)
}

func (v partValues) rights(r innovation.Rights) {
	for name, value := range map[string]string{
		"hardware": r.Hardware, "software": r.Software, "documents": r.Documents, "ip": r.IP, "ip_kind": r.IPKind, "ip_number": r.IPNumber,
		"ip_holder": r.IPHolder, "producer": r.Producer, "repository": r.Repository, "fork_of": r.ForkOf,
	} {
		v.set("rights."+name, value)
	}
	v.date("rights.ip_date", r.IPDate)
	v.date("rights.after", r.After)
}

func (v partValues) parts(p innovation.PartsList) {
	v.date("parts.prices_on", p.PricesOn)
	for i, c := range p.Rows {
		row := rowField("parts.rows", i, "")
		v.set(row+"name", c.Name)
		v.number(row+"quantity", c.Quantity)
		v.set(row+"unit", c.Unit)
		v.number(row+"price", c.Price)
		v.set(row+"source", c.Source)
		v.set(row+"note", c.Note)
	}
}

// BlueprintLabel names a field of a form of a blueprint for people: a value in a
// row with the number of the row.
func BlueprintLabel(l i18n.Lang, name string) string {
	bits := strings.Split(name, ".")
	label := l.T("choice.spec_" + bits[len(bits)-1])
	if len(bits) == 4 {
		n, err := strconv.Atoi(bits[2])
		if err == nil {
			return l.T("blueprint.in_row", "n", n+1, "label", label)
		}
	}
	return label
}

// licenceOptions are the licences for a use, by identifier with their name.
func licenceOptions(use string) []Option {
	var list []Option
	for _, x := range innovation.LicencesFor(use) {
		list = append(list, Option{Value: x.ID, Label: x.ID + " (" + x.Name + ")"})
	}
	return list
}

// fileAccept is what the file chooser offers; the server looks at the content.
const fileAccept = ".pdf,.png,.jpg,.jpeg,.webp,.svg,.dxf,.dwg,.step,.stp,.stl,.3mf,.fcstd,.scad,.f3d,.skp,.zip,.csv,.xlsx,.ods,.docx,.odt,.txt,.md"

// fileSize is a size for people, in the units of file managers.
func fileSize(l i18n.Lang, n int64) string {
	switch {
	case n < 1000:
		return l.Number(n) + " B"
	case n < 1_000_000:
		return l.Decimal(float64(n)/1000, 1) + " kB"
	default:
		return l.Decimal(float64(n)/1_000_000, 1) + " MB"
	}
}
