package views

import (
	"strconv"
	"strings"
	"time"

	"lumbung/app/network"
	"lumbung/app/reference"
	"lumbung/views/i18n"
)

// CentresPage is the register of the centres.
type CentresPage struct {
	Count  int // of those that stand now
	Map    ProvinceMap
	Groups []CentreGroup
}

// CentreGroup is the centres of one province.
type CentreGroup struct {
	ID, Province string
	Centres      []CentreLine
}

// CentreLine is a centre in the register.
type CentreLine struct {
	Name, Href, Place, Former, Makes string
	SKA                              bool
	Doubt                            string // how sure we are, in words; empty when sure
	Ended                            bool
}

// NewCentresPage groups the centres by province, in the order of the codes of
// the provinces.
func NewCentresPage(f Frame, book *reference.Book, list []network.Centre, now time.Time) CentresPage {
	p := CentresPage{Map: ProvinceMap{
		ChartText: ChartText{ID: "peta-sentra", Subtitle: f.T("centre.map_subtitle"), CSV: "/sentra.csv"},
		Unit:      f.T("centre.unit"), None: f.T("centre.map_none"),
		Values: map[string]Province{},
	}}
	for _, province := range book.Provinces() {
		g := CentreGroup{ID: "prov-" + province.Code, Province: province.Name}
		standing := int64(0)
		for _, x := range list {
			if len(x.Region) < 2 || x.Region[:2] != province.Code {
				continue
			}
			g.Centres = append(g.Centres, centreLine(f, book, x, now))
			if x.Active(now) {
				standing++
			}
		}
		p.Count += int(standing)
		p.Map.Values[province.Code] = Province{Value: standing}
		if len(g.Centres) > 0 {
			p.Map.Values[province.Code] = Province{Value: standing, Href: "#" + g.ID}
			p.Groups = append(p.Groups, g)
		}
	}
	p.Map.Headline = f.T("centre.map_title", "n", p.Count, "provinces", len(p.Groups))
	return p
}

// facts are what else is known: what is made there, and former names.
func (x CentreLine) facts(l i18n.Lang) (list []Definition) {
	if x.Makes != "" {
		list = append(list, Definition{Term: l.T("centre.makes"), Text: x.Makes, Own: true})
	}
	if x.Former != "" {
		list = append(list, Definition{Term: l.T("centre.former"), Text: x.Former})
	}
	return list
}

func centreLine(f Frame, book *reference.Book, x network.Centre, now time.Time) CentreLine {
	return CentreLine{
		Name: x.Name, Href: f.Href("/sentra/" + x.Code), Place: book.RegionName(x.Region), SKA: x.SKA,
		Former: strings.Join(x.Aliases, "; "), Makes: strings.Join(x.Makes, "; "), Doubt: doubt(f.Lang, x.Confidence), Ended: !x.Active(now),
	}
}

// doubt says how sure we are of a centre that nobody has confirmed yet.
func doubt(l i18n.Lang, c reference.Confidence) string {
	switch c {
	case reference.Partial:
		return l.T("centre.partial")
	case reference.Unverified:
		return l.T("centre.unverified")
	default:
		return ""
	}
}

// CentrePage is the profile of a centre.
type CentrePage struct {
	Code, Place, Doubt string
	Facts              []Definition
	Into               Link       // the centre that took it over; empty for none
	Cards              FoundCards // of its innovations and devices
	All                string     // where all of them are, when there are more than the cards
	Ended              bool

	MayEdit, MayAddHouse, MaySeeStock, MaySeeRequests bool
}

// staff tells whether the page leads somebody on to their work.
func (p CentrePage) staff() bool {
	return p.MayEdit || p.MayAddHouse || p.MaySeeStock || p.MaySeeRequests
}

// NewCentrePage gathers what is known of a centre; what is not known is left out.
func NewCentrePage(f Frame, book *reference.Book, x network.Centre, now time.Time) CentrePage {
	p := CentrePage{Code: x.Code, Place: book.RegionName(x.Region), Doubt: doubt(f.Lang, x.Confidence), Ended: !x.Active(now)}
	add := func(key, text string) {
		if text != "" {
			p.Facts = append(p.Facts, Definition{Term: f.T(key), Text: text})
		}
	}
	add("centre.field_type", centreType(f.Lang, x.Type))
	add("centre.field_address", x.Address)
	add("centre.field_aliases", strings.Join(x.Aliases, "; "))
	if x.SKA {
		p.Facts = append(p.Facts, Definition{Term: f.T("centre.field_ska"), Text: f.T("ska.of", "centre", x.Name), Href: f.Href("/ska/" + x.Code)})
	}
	if len(x.Makes) > 0 {
		p.Facts = append(p.Facts, Definition{Term: f.T("centre.field_makes"), Text: strings.Join(x.Makes, "; "), Own: true})
	}
	add("centre.field_areas", strings.Join(areaNames(x.Areas), "; "))
	if !x.ValidFrom.IsZero() {
		add("centre.field_valid_from", f.Lang.Date(x.ValidFrom))
	}
	if !x.ValidTo.IsZero() {
		add("centre.field_valid_to", f.Lang.Date(x.ValidTo))
	}
	add("centre.field_letter_code", x.LetterCode)
	add("centre.field_budget_unit", x.BudgetUnit)
	return p
}

// CentreEditPage is the form of a centre. Next is the number that its next BAST
// would have by what stands in the form, empty when that cannot be told. Only
// those who decide over all centres see rank and validity.
type CentreEditPage struct {
	Form    Form
	Next    string
	Regions []Option // regencies
	Centres []Option // that it can be merged into
	Decides bool
}

// HousesPage lists the warehouses of a centre and adds one.
type HousesPage struct {
	Houses []network.Warehouse
	Form   Form
}

func (p HousesPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("centre.houses"), HideCaption: true,
		Columns: []Column{{Label: l.T("centre.house_name")}, {Label: l.T("centre.house_code")}},
	}
	for _, x := range p.Houses {
		t.Rows = append(t.Rows, Row{Cells: Cells(x.Name, x.Code)})
	}
	return t
}

// CentreField is one field of the form of a centre with its present values.
type CentreField struct {
	Name   string
	Values []string
}

// CentreFields lists the fields of a centre that can be edited, in order.
func CentreFields(x network.Centre) []CentreField {
	ska := ""
	if x.SKA {
		ska = "1"
	}
	return []CentreField{
		{"name", []string{x.Name}},
		{"type", []string{string(x.Type)}},
		{"region", []string{x.Region}},
		{"address", []string{x.Address}},
		{"aliases", x.Aliases},
		{"ska", []string{ska}},
		{"makes", x.Makes},
		{"areas", areaNames(x.Areas)},
		{"head_title", []string{x.Head.Title}},
		{"head_name", []string{x.Head.Name}},
		{"signer_title", []string{x.Signer.Title}},
		{"signer_name", []string{x.Signer.Name}},
		{"letter_code", []string{x.LetterCode}},
		{"budget_unit", []string{x.BudgetUnit}},
		{"bast_template", []string{x.BAST}},
		{"valid_from", []string{DayValue(x.ValidFrom)}},
		{"valid_to", []string{DayValue(x.ValidTo)}},
		{"merged_into", []string{x.MergedInto}},
	}
}

// DayValue is a day as forms and tables for machines write it; "" for none.
func DayValue(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// CentreForm fills the form with what stands now.
func CentreForm(form Form, x network.Centre) Form {
	form.Version = strconv.FormatInt(x.Version, 10)
	form.Keep = "centre-" + x.Code
	for _, field := range CentreFields(x) {
		form = form.Set(field.Name, strings.Join(field.Values, "\n")) // a list has a line for each
	}
	return form
}

// centreTypes are the choices of rank.
func centreTypes(l i18n.Lang) []Option {
	var out []Option
	for _, t := range []reference.CentreType{reference.PlainCentre, reference.IntegratedCentre} {
		out = append(out, Option{Value: string(t), Label: centreType(l, t)})
	}
	return out
}

func centreType(l i18n.Lang, t reference.CentreType) string {
	return l.T("centre.type_" + strings.ReplaceAll(string(t), "-", "_"))
}
