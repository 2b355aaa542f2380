package views

import (
	"net/url"
	"time"

	"lumbung/app/stock"
	"lumbung/views/i18n"
	"lumbung/views/paper"
	"lumbung/views/sheet"
)

// InventoryPage is an inventory report (/gudang/laporan).
type InventoryPage struct {
	Report    stock.Inventory
	Centres   map[string]string // names by code
	Filter    Form
	Choices   []Option // centres
	Periods   []Option
	Value     bool // rupiah instead of pieces
	Downloads []Link
}

// GroupingOptions are what a report can have a row for.
func GroupingOptions(l i18n.Lang) (options []Option) {
	for _, g := range stock.Groupings() {
		options = append(options, Option{Value: string(g), Label: l.T("choice.grouping_" + string(g))})
	}
	return options
}

func measureOptions(l i18n.Lang) []Option {
	return []Option{{Value: "quantity", Label: l.T("choice.measure_quantity")}, {Value: "value", Label: l.T("choice.measure_value")}}
}

// InventoryName is what a row is of, in words.
func InventoryName(l i18n.Lang, rep stock.Inventory, row stock.InventoryRow, centres map[string]string) string {
	switch rep.By {
	case stock.ByFund:
		return orText(row.Fund, l.T("fund.none"))
	case stock.ByAccount:
		return orText(row.Account, l.T("inventory.no_account"))
	case stock.ByCentre:
		return orText(centres[row.Centre], row.Centre)
	case stock.InDetail:
		name := rep.Models[row.Model].Name + " · " + orText(row.Fund, l.T("fund.none")) + " · " + orText(row.Account, l.T("inventory.no_account"))
		if rep.Centre == "" {
			name += " · " + orText(centres[row.Centre], row.Centre)
		}
		return name
	}
	return rep.Models[row.Model].Name
}

func orText(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// columns are the changes that any row has, in the order of the report.
func (p InventoryPage) columns() (list []stock.Change) {
	all := append(append(stock.Additions(), stock.Reductions()...), stock.Correction)
	for _, c := range all {
		for _, row := range p.Report.Rows {
			if row.Of(c) != (stock.Amount{}) {
				list = append(list, c)
				break
			}
		}
	}
	return list
}

func changeName(l i18n.Lang, c stock.Change) string { return l.T("choice.change_" + string(c)) }

func (p InventoryPage) number(l i18n.Lang, a stock.Amount) string {
	if p.Value {
		return l.Rupiah(a.Value)
	}
	return l.Number(a.Quantity)
}

func (p InventoryPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("inventory.caption", "period", periodText(l, p.Report.Period)), HideCaption: true, Empty: l.T("inventory.none"),
		Columns: []Column{{Label: l.T("choice.grouping_" + string(p.Report.By))}, {Label: l.T("card.opening"), Numeric: true}},
	}
	columns := p.columns()
	for _, c := range columns {
		t.Columns = append(t.Columns, Column{Label: changeName(l, c), Numeric: true})
	}
	t.Columns = append(t.Columns, Column{Label: l.T("card.closing"), Numeric: true})
	for _, row := range p.Report.Rows {
		name := Cell{Text: InventoryName(l, p.Report, row, p.Centres), Href: p.nameHref(row)}
		t.Rows = append(t.Rows, p.row(l, name, row, columns))
	}
	if len(t.Rows) > 0 {
		t.Rows = append(t.Rows, p.row(l, Cell{Text: l.T("inventory.total")}, p.Report.Total, columns))
	}
	return t
}

func (p InventoryPage) row(l i18n.Lang, name Cell, row stock.InventoryRow, columns []stock.Change) Row {
	r := Row{Cells: []Cell{name, {Text: p.number(l, row.Opening)}}}
	for _, c := range columns {
		cell := Cell{Text: p.number(l, row.Of(c))}
		if row.Of(c) != (stock.Amount{}) {
			cell.Href = p.changeHref(row, c)
		}
		r.Cells = append(r.Cells, cell)
	}
	return Row{Cells: append(r.Cells, Cell{Text: p.number(l, row.Closing), Href: p.nameHref(row)})}
}

// query is the period and the row, as a question about what is behind it.
func (p InventoryPage) query(row stock.InventoryRow) url.Values {
	q := url.Values{"from": {i18n.ISODate(p.Report.Period.From)}, "to": {i18n.ISODate(p.Report.Period.To)}}
	if m := p.Report.Models[row.Model]; m.Slug != "" {
		q.Set("model", m.Slug)
	}
	if row.Fund != "" {
		q.Set("fund", row.Fund)
	}
	if row.Account != "" {
		q.Set("account", row.Account)
	}
	return q
}

// nameHref leads from a row to the card or report behind it.
func (p InventoryPage) nameHref(row stock.InventoryRow) string {
	q := p.query(row)
	switch centre := orText(row.Centre, p.Report.Centre); {
	case centre != "" && q.Get("model") != "":
		q.Set("centre", centre)
		slug := q.Get("model")
		for _, name := range []string{"model", "fund", "account"} {
			q.Del(name)
		}
		return "/gudang/kartu/" + url.PathEscape(slug) + "?" + q.Encode()
	case centre != "":
		q.Set("centre", centre)
		q.Set("by", string(stock.ByModel))
	default:
		q.Set("centre", stock.AllCentres)
		q.Set("by", string(stock.ByCentre))
	}
	return "/gudang/laporan?" + q.Encode()
}

// changeHref leads to the movements that a number is made of; over all centres
// first to the centres.
func (p InventoryPage) changeHref(row stock.InventoryRow, c stock.Change) string {
	centre := orText(row.Centre, p.Report.Centre)
	if centre == "" {
		return p.nameHref(row)
	}
	q := p.query(row)
	q.Set("centre", centre)
	q.Set("change", string(c))
	return "/gudang/mutasi?" + q.Encode()
}

func (p InventoryPage) stats(l i18n.Lang) []Stat {
	t := p.Report.Total
	stats := []Stat{
		{Label: l.T("card.opening"), Value: l.Number(t.Opening.Quantity), Note: l.Rupiah(t.Opening.Value)},
		{Label: l.T("card.in"), Value: l.Number(t.In().Quantity), Note: l.Rupiah(t.In().Value)},
		{Label: l.T("card.out"), Value: l.Number(t.Out().Quantity), Note: l.Rupiah(t.Out().Value)},
		{Label: changeName(l, stock.Correction), Value: l.Number(t.Of(stock.Correction).Quantity), Note: l.Rupiah(t.Of(stock.Correction).Value)},
		{Label: l.T("card.closing"), Value: l.Number(t.Closing.Quantity), Note: l.Rupiah(t.Closing.Value)},
	}
	return stats
}

// chart shows what a report closes with, by value.
func (p InventoryPage) chart(l i18n.Lang) ShareChart {
	c := ShareChart{
		ChartText: ChartText{
			Top: true,
			ID:  "persediaan", Headline: l.T("inventory.chart", "value", l.Rupiah(p.Report.Total.Closing.Value)),
			Subtitle: l.T("inventory.chart_of", "by", l.T("choice.grouping_"+string(p.Report.By)), "date", p.Report.Period.To),
		},
		Of: l.T("choice.grouping_" + string(p.Report.By)), Series: []string{l.T("choice.measure_value")},
	}
	const most = 12
	rest := int64(0)
	for i, row := range p.Report.Rows {
		if i >= most {
			rest += row.Closing.Value
			continue
		}
		c.Rows = append(c.Rows, Share{Label: InventoryName(l, p.Report, row, p.Centres), Values: []int64{max(row.Closing.Value, 0)}})
	}
	if rest > 0 {
		c.Rows = append(c.Rows, Share{Label: l.T("inventory.others"), Values: []int64{rest}})
	}
	return c
}

// InventoryColumns are the columns of an inventory report as a file.
func InventoryColumns(l i18n.Lang) []sheet.Column {
	columns := []sheet.Column{
		{Title: l.T("stock.centre"), Width: 24},
		{Title: l.T("model.code")},
		{Title: l.T("stock.model"), Width: 32},
		{Title: l.T("receipt.fund"), Width: 20},
		{Title: l.T("receipt.account_code")},
	}
	pair := func(name string) {
		columns = append(columns, sheet.Column{Title: name + " " + l.T("inventory.pieces")}, sheet.Column{Title: name + " " + l.T("inventory.rupiah"), Width: 18})
	}
	pair(l.T("card.opening"))
	for _, c := range inventoryChanges() {
		pair(changeName(l, c))
	}
	pair(l.T("card.closing"))
	return columns
}

func inventoryChanges() []stock.Change {
	return append(append(stock.Additions(), stock.Reductions()...), stock.Correction)
}

// InventoryValues is one row of an inventory report as a file.
func InventoryValues(rep stock.Inventory, row stock.InventoryRow, centres map[string]string) []any {
	m := rep.Models[row.Model]
	values := []any{orText(centres[row.Centre], row.Centre), m.Code, m.Name, row.Fund, row.Account, row.Opening.Quantity, row.Opening.Value}
	for _, c := range inventoryChanges() {
		values = append(values, row.Of(c).Quantity, row.Of(c).Value)
	}
	return append(values, row.Closing.Quantity, row.Closing.Value)
}

// InventoryPaper is an inventory report on paper.
func InventoryPaper(p InventoryPage, head paper.Letterhead, now time.Time) paper.Report {
	l := i18n.ID
	r := paper.Report{
		Letterhead: head, Title: l.T("inventory.title"), Wide: true, Date: now.In(i18n.WIB),
		Facts: []paper.Fact{
			{Label: l.T("card.period"), Value: periodText(l, p.Report.Period)},
			{Label: l.T("inventory.by"), Value: l.T("choice.grouping_" + string(p.Report.By))},
		},
		Columns: []paper.ReportColumn{{Title: l.T("choice.grouping_" + string(p.Report.By)), Share: 46, Align: "L"}},
		Notes:   []string{l.T("inventory.note")},
		Signers: []paper.Signer{
			{Role: l.T("paper.made_by"), Title: l.T("role.warehouse")}, {Role: l.T("paper.seen_by"), Title: l.T("paper.user")},
		},
	}
	for _, name := range []string{l.T("card.opening"), l.T("card.in"), l.T("card.out"), changeName(l, stock.Correction), l.T("card.closing")} {
		r.Columns = append(r.Columns,
			paper.ReportColumn{Title: name, Share: 15, Align: "R"}, paper.ReportColumn{Title: l.T("inventory.value_of", "what", name), Share: 26, Align: "R"})
	}
	row := func(name string, x stock.InventoryRow, strong bool) {
		cells := []string{name}
		for _, a := range []stock.Amount{x.Opening, x.In(), x.Out(), x.Of(stock.Correction), x.Closing} {
			cells = append(cells, l.Number(a.Quantity), l.Rupiah(a.Value))
		}
		r.Rows = append(r.Rows, paper.ReportRow{Cells: cells, Strong: strong})
	}
	for _, x := range p.Report.Rows {
		row(InventoryName(l, p.Report, x, p.Centres), x, false)
	}
	row(l.T("inventory.total"), p.Report.Total, true)
	return r
}
