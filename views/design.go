package views

import (
	"fmt"
	"strconv"

	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// DesignPage is what a model is made of and complete with (/alat/{slug}/komponen).
type DesignPage struct {
	Sheet  stock.DesignSheet
	Parts  []Option // counted models, to choose parts from
	Design Form
	List   Form
}

// partRows is how many rows a form of parts has: what is there and some more.
func partRows(there int) int { return max(6, there+3) }

// PartValues are the values of rows of parts for a form.
func PartValues(form Form, parts []stock.Part, models map[op.ID]stock.Model) Form {
	for i, p := range parts {
		form = form.Set(lineField(i, "model"), models[p.Model].Code).Set(lineField(i, "quantity"), strconv.FormatInt(p.Quantity, 10))
	}
	return form
}

// ListValues are the values of the list of parts of a model for its form.
func ListValues(form Form, sheet stock.DesignSheet) Form {
	for i, a := range sheet.List.Parts {
		form = form.Set(lineField(i, "model"), sheet.Parts[a.Model].Code).Set(lineField(i, "quantity"), strconv.FormatInt(a.Quantity, 10))
		if a.Optional {
			form = form.Set(lineField(i, "optional"), "1")
		}
	}
	form.Version = strconv.FormatInt(sheet.List.Version, 10)
	return form
}

// DesignValues are the values of a version of a design for its form.
func DesignValues(form Form, d stock.Design, models map[op.ID]stock.Model) Form {
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	form = form.Set("design", d.Version).Set("note", d.Note).Set("minutes", number(d.Minutes)).Set("hour_rate", number(d.HourRate))
	form = form.Set("overhead", number(d.Overhead)).Set("stamp", number(d.Stamp)).Set("date", i18n.ISODate(d.Date))
	return PartValues(form, d.Parts, models)
}

func (p DesignPage) list(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("kit.list"), HideCaption: true, Empty: l.T("kit.list_none"),
		Columns: []Column{{Label: l.T("production.part")}, {Label: l.T("receipt.amount"), Numeric: true}, {Label: l.T("kit.need")}},
	}
	for _, a := range p.Sheet.List.Parts {
		m := p.Sheet.Parts[a.Model]
		need := l.T("kit.required")
		if a.Optional {
			need = l.T("kit.optional")
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: m.Name, Href: "/alat/" + m.Slug}, {Text: l.Number(a.Quantity)}, {Text: need}}})
	}
	return t
}

func (p DesignPage) parts(l i18n.Lang, d stock.Design) Table {
	t := Table{
		Caption: l.T("design.parts_of", "version", d.Version), HideCaption: true,
		Columns: []Column{{Label: l.T("production.part")}, {Label: l.T("production.each"), Numeric: true}},
	}
	for _, x := range d.Parts {
		m := p.Sheet.Parts[x.Model]
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: m.Name, Href: "/alat/" + m.Slug}, {Text: l.Number(x.Quantity)}}})
	}
	return t
}

func (p DesignPage) facts(l i18n.Lang, d stock.Design) []Definition {
	c := p.Sheet.Costs[d.Version]
	facts := []Definition{
		{Term: l.T("design.date"), Text: l.Date(d.Date)},
		{Term: l.T("design.added"), Text: l.T("receipt.recorded_by", "name", d.Added.By, "time", l.DateTime(d.Added.At))},
		{Term: l.T("design.labour"), Text: l.T("design.labour_of", "n", d.Minutes, "rate", l.Rupiah(d.HourRate))},
		{Term: l.T("design.estimate"), Text: l.T("production.cost_of", "total", l.Rupiah(c.Total()), "parts", l.Rupiah(c.Parts), "labour", l.Rupiah(c.Labour), "overhead", l.Rupiah(c.Overhead))},
	}
	if d.Note != "" {
		facts = append(facts, Definition{Term: l.T("receipt.note"), Text: d.Note})
	}
	return facts
}

// costChart is what one piece is likely to cost after each version.
func (p DesignPage) costChart(l i18n.Lang) ShareChart {
	c := ShareChart{
		ChartText: ChartText{ID: "biaya-versi", Headline: l.T("design.chart"), Subtitle: l.T("design.chart_sub"), Note: l.T("design.chart_note")},
		Of:        l.T("design.version"),
		Series:    []string{l.T("production.cost_parts"), l.T("production.cost_labour"), l.T("production.cost_overhead")},
	}
	for _, d := range p.Sheet.Designs {
		x := p.Sheet.Costs[d.Version]
		c.Rows = append(c.Rows, Share{Label: d.Version, Values: []int64{x.Parts, x.Labour, x.Overhead}})
	}
	return c
}

// classNames are the stock classes as options are made of them.
func classNames() (names []string) {
	for _, c := range stock.Classes() {
		names = append(names, string(c))
	}
	return names
}

// rowLabel numbers a row of a form of parts.
func rowLabel(l i18n.Lang, i int) string { return l.T("part.row", "n", i+1) }

func datalistID(form Form) string { return fmt.Sprintf("%sbahan", form.ID) }
