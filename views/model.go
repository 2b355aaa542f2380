package views

import (
	"strconv"
	"strings"

	"lumbung/app/allocation"
	"lumbung/app/innovation"
	"lumbung/app/reference"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// ModelPage is a device model for everybody (/alat/{slug}), and what a stranger
// sees who scans the label of a unit (/u/{code}).
type ModelPage struct {
	Sheet       stock.ModelSheet
	Code        string            // of the unit that was scanned; empty for a visit to the model
	ISO         string            // class of ISO 9999, see ISOText
	Maker       string            // name of the centre or of the maker outside
	MakerHref   string            // page of the centre
	Innovation  Link              // that the model realises; empty for none that may be shown
	Centres     map[string]string // names by code, for the tallies
	Recalls     []stock.Notice    // in force; of the unit alone when one was scanned
	Wait        allocation.Wait   // while none is ready
	Cover       innovation.Photo  // of the innovation; zero for none
	EasyText    string            // of the innovation
	EasyEnglish string            // the same, where it has been translated
	Easy        bool              // it is asked for
	MayReceive  bool

	Numbers *NumbersPart // what is counted; nil leaves it out
}

func (p ModelPage) availability() Availability { return Availability{p.Sheet.Supply, p.Wait} }

// tabs lead to the easy-to-read text of the innovation; nil where it has none.
func (p ModelPage) tabs(f Frame) []Link {
	if p.EasyText == "" || p.Code != "" {
		return nil
	}
	return f.easyTabs("/alat/"+p.Sheet.Model.Slug, p.Easy)
}

func (p ModelPage) facts(l i18n.Lang) []Definition {
	m := p.Sheet.Model
	var facts []Definition
	if p.ISO != "" {
		facts = append(facts, Definition{Term: l.T("model.iso"), Text: p.ISO})
	}
	if p.Innovation.Href != "" {
		facts = append(facts, Definition{Term: l.T("model.innovation"), Text: p.Innovation.Text, Href: p.Innovation.Href, Own: true})
	}
	if m.Warranty > 0 {
		facts = append(facts, Definition{Term: l.T("model.warranty"), Text: l.T("model.months", "n", m.Warranty)})
	}
	if p.Sheet.Staff {
		facts = append(facts, p.staffFacts(l)...)
	}
	return facts
}

// makers say who can be asked about it.
func (p ModelPage) makers(l i18n.Lang) []Definition {
	if p.Maker == "" {
		return nil
	}
	return []Definition{{Term: l.T("model.maker"), Text: p.Maker, Href: p.MakerHref}}
}

func (p ModelPage) staffFacts(l i18n.Lang) []Definition {
	m := p.Sheet.Model
	facts := []Definition{
		{Term: l.T("model.code"), Text: m.Code},
		{Term: l.T("model.tracking"), Text: l.T("choice.tracking_" + string(m.Tracking))},
		{Term: l.T("model.class"), Text: l.T("choice.class_" + string(m.StockClass()))},
	}
	if m.BMN != "" {
		facts = append(facts, Definition{Term: l.T("model.bmn"), Text: m.BMN})
	}
	if m.Price > 0 {
		facts = append(facts, Definition{Term: l.T("model.price"), Text: l.Rupiah(m.Price)})
	}
	return facts
}

func (p ModelPage) sizes(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("model.sizes"), HideCaption: true,
		Columns: []Column{{Label: l.T("model.size_name")}, {Label: l.T("model.size_value")}},
	}
	for _, s := range p.Sheet.Model.Fit {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Content: ownText(l, s.Name())}, {Content: ownText(l, s.Value())}}})
	}
	return t
}

func (p ModelPage) tallies(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("model.by_centre"), HideCaption: true, Empty: l.T("model.nowhere"),
		Columns: []Column{
			{Label: l.T("stock.centre")},
			{Label: l.T("stock.ready"), Numeric: true},
			{Label: l.T("stock.reserved"), Numeric: true},
			{Label: l.T("stock.held"), Numeric: true},
			{Label: l.T("stock.in_use"), Numeric: true},
			{Label: l.T("model.made"), Numeric: true},
			{Label: l.T("reckon.proof")},
		},
	}
	for _, x := range p.Sheet.Tallies {
		name := p.Centres[x.Centre]
		if name == "" {
			name = x.Centre
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: name, Href: cardHref(p.Sheet.Model.Slug, x.Centre)},
			p.number(l, x, stock.Ready),
			p.number(l, x, stock.Reserved),
			p.number(l, x, stock.Held),
			p.number(l, x, stock.InUse),
			{Text: l.Number(x.Made)},
			{Text: l.T("reckon.why"), Href: proofHref(p.Sheet.Model.Slug, x.Centre)},
		}})
	}
	return t
}

// number links a count to the units behind it, or to the movements of a model
// that is only counted.
func (p ModelPage) number(l i18n.Lang, t stock.Tally, b stock.Bucket) Cell {
	c := Cell{Text: l.Number(t.Of(b))}
	switch {
	case t.Of(b) == 0:
	case p.Sheet.Model.Tracking == stock.Counted:
		c.Href = cardHref(p.Sheet.Model.Slug, t.Centre)
	default:
		c.Href = unitsHref(t.Centre, b, p.Sheet.Model.Slug)
	}
	return c
}

// ModelFormPage is the form of a model, new or changed.
type ModelFormPage struct {
	Form    Form
	New     bool
	Centres []Option
}

func trackingOptions(l i18n.Lang) []Option {
	var list []Option
	for _, t := range []stock.Tracking{stock.Serialised, stock.Counted} {
		list = append(list, Option{Value: string(t), Label: l.T("choice.tracking_" + string(t)), Hint: l.T("choice.tracking_" + string(t) + "_hint")})
	}
	return list
}

// ModelValues are the values of a model for its form.
func ModelValues(m stock.Model) map[string]string {
	values := map[string]string{
		"name": m.Name, "summary": m.Summary, "iso": m.ISO, "tracking": string(m.Tracking), "maker_centre": m.MakerCentre,
		"maker": m.Maker, "warnings": m.Warnings, "bmn": m.BMN, "innovation": m.Innovation.String(), "class": string(m.Class),
	}
	if m.Warranty > 0 {
		values["warranty_months"] = strconv.Itoa(m.Warranty)
	}
	if m.Price > 0 {
		values["price"] = strconv.FormatInt(m.Price, 10)
	}
	lines := make([]string, len(m.Fit))
	for i, s := range m.Fit {
		lines[i] = string(s)
	}
	values["fit"] = strings.Join(lines, "\n")
	return values
}

// ModelLabels are the fields of the form of a model with the keys of their labels.
func ModelLabels() []Option {
	return []Option{
		{Value: "name", Label: "model.name"},
		{Value: "iso", Label: "model.iso"},
		{Value: "maker_centre", Label: "model.maker_centre"},
		{Value: "summary", Label: "model.summary"},
		{Value: "warnings", Label: "model.warnings"},
		{Value: "fit", Label: "model.sizes"},
		{Value: "class", Label: "model.class"},
		{Value: "innovation", Label: "model.innovation"},
		{Value: "maker", Label: "model.maker_outside"},
		{Value: "warranty_months", Label: "model.warranty"},
		{Value: "bmn", Label: "model.bmn"},
		{Value: "price", Label: "model.price"},
	}
}

// ISOText is an ISO 9999 class as people may see it: its name in the language of
// the page, after the code where the code is certain.
func ISOText(l i18n.Lang, book *reference.Book, code string) string {
	e, ok := book.ISO9999(code)
	name := e.NameID
	if l == i18n.EN {
		name = e.NameEN
	}
	if !ok || e.DisplayCode() == "" {
		return name
	}
	return l.T("model.iso_text", "code", e.DisplayCode(), "name", name)
}

// paragraphs are the lines of a text that people typed.
func paragraphs(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
}
