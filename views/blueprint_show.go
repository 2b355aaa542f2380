package views

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"lumbung/app/innovation"
	"lumbung/views/i18n"
	"lumbung/views/sheet"
)

// BlueprintView is what is shown of a design: of a published one as everybody
// may see it, of a working copy all.
type BlueprintView struct {
	Slug      string
	Blueprint innovation.Blueprint
	Now       time.Time
	OKH       bool // there is a manifest to fetch
	Draft     bool // it is the working copy
}

// NewBlueprintView is the design of a sheet as its page shows it.
func NewBlueprintView(f Frame, s innovation.Sheet) BlueprintView {
	return BlueprintView{Slug: s.Slug, Blueprint: s.Blueprint, Now: f.Now, OKH: s.Kind == innovation.Device && !s.PublishedAt.IsZero() && s.Blueprint.Open(f.Now)}
}

// sized tells whether there is anything to say of measures and safety.
func (v BlueprintView) sized() bool {
	b := &v.Blueprint
	return b.Has("sizes") || b.Has("tests") || b.Has("safety") || b.Has("certificates")
}

// made tells whether there is anything to say of how it is made.
func (v BlueprintView) made() bool {
	b := &v.Blueprint
	return b.Has("releases") || b.Has("rights") || b.Has("parts") || len(b.Files) > 0
}

// open tells whether anybody may build it from what stands on the page.
func (v BlueprintView) open() bool { return v.made() && v.Blueprint.Open(v.Now) }

// sizes are the measures in words.
func (v BlueprintView) sizes(l i18n.Lang) (list []Definition) {
	s := v.Blueprint.Sizes
	add := func(key, text string) {
		if text != "" {
			list = append(list, Definition{Term: l.T(key), Text: text})
		}
	}
	if s.Length > 0 && s.Width > 0 && s.Height > 0 {
		add("blueprint.outer", l.T("blueprint.outer_of", "length", centimetres(l, s.Length), "width", centimetres(l, s.Width), "height", centimetres(l, s.Height)))
	}
	if s.Mass > 0 {
		add("choice.spec_mass_g", massText(l, s.Mass))
	}
	if s.MaxLoad > 0 {
		add("choice.spec_max_load_kg", l.Number(s.MaxLoad)+" kg")
	}
	add("choice.spec_power", s.Power)
	add("choice.spec_user", s.User)
	return list
}

// massText is a mass in kilograms; what is lighter than one is told in grams.
func massText(l i18n.Lang, grams int64) string {
	if grams < 1000 {
		return l.Number(grams) + " g"
	}
	return l.Decimal(float64(grams)/1000, 1) + " kg"
}

func centimetres(l i18n.Lang, mm int64) string {
	if mm%10 == 0 {
		return l.Number(mm / 10)
	}
	return l.Decimal(float64(mm)/10, 1)
}

// fittings are the measures that are set to the person.
func (v BlueprintView) fittings(l i18n.Lang) Table {
	t := Table{Caption: l.T("blueprint.fittings"), HideCaption: true, Columns: []Column{
		{Label: l.T("choice.spec_name")}, {Label: l.T("blueprint.range"), Numeric: true}, {Label: l.T("choice.spec_how")},
	}}
	for _, x := range v.Blueprint.Sizes.Fittings {
		span := l.Number(x.From)
		if x.To != x.From {
			span += "–" + l.Number(x.To)
		}
		if x.Unit != "size" {
			span += " " + l.T("choice.fitunit_"+x.Unit)
		}
		t.Rows = append(t.Rows, Row{Cells: Cells(x.Name, span, x.How)})
	}
	return t
}

// certificates say which hold and which have run out.
func (v BlueprintView) certificates(l i18n.Lang) Table {
	t := Table{Caption: l.T("choice.part_certificates"), HideCaption: true, Columns: []Column{
		{Label: l.T("choice.spec_standard")}, {Label: l.T("choice.spec_number")}, {Label: l.T("choice.spec_body")}, {Label: l.T("choice.spec_until")},
	}}
	for _, c := range v.Blueprint.Certificates {
		until := Cell{Text: l.T("blueprint.no_end")}
		if !c.Until.IsZero() {
			until.Text = l.Date(c.Until)
		}
		if c.Expired(v.Now) {
			until = Cell{Content: Badge(Bad, l.T("blueprint.expired", "date", c.Until))}
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: c.Standard, Href: c.Link}, {Text: c.Number}, {Text: c.Body}, until}})
	}
	return t
}

// rights are licences and protection in words.
func (v BlueprintView) rights(l i18n.Lang) (list []Definition) {
	r := v.Blueprint.Rights
	add := func(key, text, href string) {
		if text != "" {
			list = append(list, Definition{Term: l.T(key), Text: text, Href: href})
		}
	}
	if r.Producer != "" {
		add("choice.spec_producer", l.T("choice.producer_"+r.Producer), "")
	}
	for _, x := range [][2]string{{"choice.spec_hardware", r.Hardware}, {"choice.spec_software", r.Software}, {"choice.spec_documents", r.Documents}} {
		if x[1] != "" {
			add(x[0], x[1], "https://spdx.org/licenses/"+x[1]+".html")
		}
	}
	if r.IP != "" {
		add("choice.spec_ip", v.protection(l), "")
	}
	add("choice.spec_repository", r.Repository, r.Repository)
	add("choice.spec_fork_of", r.ForkOf, r.ForkOf)
	return list
}

// protection is the state of the intellectual property with what is known of it.
func (v BlueprintView) protection(l i18n.Lang) string {
	r := v.Blueprint.Rights
	bits := []string{l.T("choice.ip_" + r.IP)}
	if r.IPKind != "" {
		bits = append(bits, l.T("choice.ipkind_"+r.IPKind))
	}
	for _, text := range []string{r.IPNumber, r.IPHolder} {
		if text != "" {
			bits = append(bits, text)
		}
	}
	if !r.IPDate.IsZero() {
		bits = append(bits, l.Date(r.IPDate))
	}
	return strings.Join(bits, " · ")
}

// releases are the versions as a history, the newest first.
func (v BlueprintView) releases(l i18n.Lang) []Moment {
	var list []Moment
	for _, r := range v.Blueprint.Releases {
		m := Moment{Title: l.T("blueprint.version_of", "version", r.Version), Text: r.Note, Tone: Info}
		if !r.Date.IsZero() {
			m.When, m.ISO = l.Date(r.Date), i18n.ISODate(r.Date)
		}
		list = append(list, m)
	}
	return list
}

// shownParts is how many lines of a parts list a page shows; the whole is in the
// file.
const shownParts = 20

func (v BlueprintView) parts(l i18n.Lang) Table {
	t := Table{Caption: l.T("choice.part_parts"), HideCaption: true, Columns: []Column{
		{Label: l.T("blueprint.component")}, {Label: l.T("choice.spec_quantity"), Numeric: true}, {Label: l.T("blueprint.cost"), Numeric: true}, {Label: l.T("choice.spec_source")},
	}}
	for _, c := range v.Blueprint.Parts.Rows[:min(shownParts, len(v.Blueprint.Parts.Rows))] {
		cost := l.T("blueprint.no_price")
		if c.Price > 0 {
			cost = l.Rupiah(c.Cost())
		}
		t.Rows = append(t.Rows, Row{Cells: Cells(c.Name, strings.TrimSpace(l.Number(c.Quantity)+" "+c.Unit), cost, c.Source)})
	}
	return t
}

// partsText says what the parts cost together, and what is not priced.
func (v BlueprintView) partsText(l i18n.Lang) string {
	total, unpriced := v.Blueprint.Parts.Total()
	text := l.T("blueprint.parts_total", "n", len(v.Blueprint.Parts.Rows), "total", l.Rupiah(total))
	if !v.Blueprint.Parts.PricesOn.IsZero() {
		text += " " + l.T("blueprint.prices_of", "date", v.Blueprint.Parts.PricesOn)
	}
	if unpriced > 0 {
		text += " " + l.T("blueprint.unpriced", "n", unpriced)
	}
	return text
}

// mostCosts are the parts that cost most, for the picture of where the money
// goes.
func (v BlueprintView) mostCosts(l i18n.Lang) ShareChart {
	rows := slices.DeleteFunc(slices.Clone(v.Blueprint.Parts.Rows), func(c innovation.Component) bool { return c.Price == 0 })
	slices.SortStableFunc(rows, func(a, b innovation.Component) int { return cmp.Compare(b.Cost(), a.Cost()) })
	c := ShareChart{
		ChartText: ChartText{ID: "biaya-bahan", Headline: l.T("blueprint.costs"), Subtitle: l.T("blueprint.costs_sub")},
		Of:        l.T("blueprint.component"), Series: []string{l.T("blueprint.cost")},
	}
	for _, x := range rows[:min(5, len(rows))] {
		c.Rows = append(c.Rows, Share{Label: x.Name, Values: []int64{x.Cost()}})
	}
	return c
}

// fileHref is where a file of the design is fetched.
func (v BlueprintView) fileHref(f innovation.File) string {
	return "/inovasi/" + v.Slug + "/berkas/" + f.Hash
}

func (v BlueprintView) files(l i18n.Lang) Table {
	t := Table{Caption: l.T("choice.part_files"), HideCaption: true, Columns: []Column{
		{Label: l.T("blueprint.file")}, {Label: l.T("choice.spec_kind")}, {Label: l.T("blueprint.size"), Numeric: true}, {Label: l.T("blueprint.checksum")},
	}}
	for _, f := range v.Blueprint.Files {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: cmp.Or(f.Title, f.Name), Href: v.fileHref(f)}, {Text: l.T("choice.filekind_" + f.Kind)}, {Text: fileSize(l, f.Size)}, {Content: checksum(f.Hash)},
		}})
	}
	return t
}

// ComponentColumns are the columns of a parts list as a file.
func ComponentColumns(l i18n.Lang) []sheet.Column {
	return []sheet.Column{
		{Title: l.T("blueprint.component"), Width: 32},
		{Title: l.T("choice.spec_quantity")},
		{Title: l.T("choice.spec_unit")},
		{Title: l.T("choice.spec_price"), Width: 16},
		{Title: l.T("blueprint.cost"), Width: 16},
		{Title: l.T("choice.spec_source"), Width: 24},
		{Title: l.T("choice.spec_remark"), Width: 24},
	}
}

// partsHref is the parts list as a file: of a working copy that of the copy.
func (v BlueprintView) partsHref() string {
	href := "/inovasi/" + v.Slug + "/bahan.csv"
	if v.Draft {
		href += "?salinan=kerja"
	}
	return href
}
