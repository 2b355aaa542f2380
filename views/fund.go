package views

import (
	"net/url"
	"strconv"
	"strings"

	"lumbung/app/stock"
	"lumbung/views/i18n"
	"lumbung/views/sheet"
)

// FundsPage lists the funds (/gudang/dana).
type FundsPage struct {
	List      stock.FundList
	Pager     Pager
	Downloads []Link
}

// FundRows are the funds as rows of a file.
func (p FundsPage) FundRows(l i18n.Lang) (rows [][]any) {
	for _, x := range p.List.Rows {
		rows = append(rows, fundRow(fundKindName(l, x.Fund.Kind), orText(x.Fund.Name, l.T("fund.none")), x.Total))
	}
	return rows
}

func fundRow(part, name string, t stock.FundTally) []any {
	return []any{part, name, t.Received + t.Found, t.Ready, t.Reserved, t.Held, t.InUse, t.Away, t.Gone, t.Used, t.Reissued}
}

// FundHref is the page of a fund for staff: a registered one by its code, any
// other by its text.
func FundHref(registered bool, code string) string {
	if registered {
		return "/gudang/dana/" + url.PathEscape(code)
	}
	return "/gudang/dana/sebutan?" + url.Values{"fund": {code}}.Encode()
}

func fundColumns(l i18n.Lang, first string) []Column {
	columns := []Column{{Label: first}}
	for _, key := range []string{"fund.received", "stock.ready", "stock.reserved", "stock.held", "stock.in_use", "fund.away", "fund.gone", "fund.used", "fund.reissued"} {
		columns = append(columns, Column{Label: l.T(key), Numeric: true})
	}
	return columns
}

func fundNumbers(l i18n.Lang, t stock.FundTally) (cells []Cell) {
	for _, n := range []int64{t.Received + t.Found, t.Ready, t.Reserved, t.Held, t.InUse, t.Away, t.Gone, t.Used, t.Reissued} {
		cells = append(cells, Cell{Text: orZero(l, n)})
	}
	return cells
}

func (p FundsPage) table(l i18n.Lang) Table {
	t := Table{Caption: l.T("fund.list"), HideCaption: true, Empty: l.T("fund.empty"), Columns: fundColumns(l, l.T("fund.fund"))}
	for _, x := range p.List.Rows {
		name := Cell{Text: orText(x.Fund.Name, l.T("fund.none")), Href: FundHref(x.Registered, x.Fund.Code)}
		t.Rows = append(t.Rows, Row{Cells: append([]Cell{name}, fundNumbers(l, x.Total)...)})
	}
	return t
}

// FundPage is what became of a fund, for staff (/gudang/dana/{kode}).
type FundPage struct {
	Trace     stock.FundTrace
	Centres   map[string]string // names by code
	Provinces map[string]string // names by code
	Share     string            // address of the donor's page; empty for a fund that is not public
	Downloads []Link
}

func (p FundPage) facts(l i18n.Lang) (facts []Definition) {
	f := p.Trace.Fund
	for _, d := range []Definition{
		{Term: l.T("fund.code"), Text: f.Code},
		{Term: l.T("fund.kind"), Text: fundKindName(l, f.Kind)},
		{Term: l.T("fund.year"), Text: yearText(f.Year)},
		{Term: l.T("fund.activity"), Text: f.Activity},
		{Term: l.T("fund.donor"), Text: f.Donor},
		{Term: l.T("fund.texts"), Text: strings.Join(f.Texts, ", ")},
		{Term: l.T("fund.value"), Text: l.Rupiah(p.Trace.Total.Value)},
	} {
		if d.Text != "" {
			facts = append(facts, d)
		}
	}
	return facts
}

func fundKindName(l i18n.Lang, k stock.FundKind) string {
	if k == "" {
		return ""
	}
	return l.T("choice.fund_" + string(k))
}

func yearText(year int) string {
	if year == 0 {
		return ""
	}
	return strconv.Itoa(year)
}

func (p FundPage) stats(l i18n.Lang) []Stat {
	t := p.Trace.Total
	balanced := Stat{Label: l.T("fund.accounted"), Value: l.Number(t.Accounted()), Tone: Good, ToneWord: l.T("reckon.holds")}
	if t.Accounted() != t.Received+t.Found {
		balanced.Tone, balanced.ToneWord = Bad, l.T("reckon.fails")
	}
	return []Stat{
		{Label: l.T("fund.received"), Value: l.Number(t.Received + t.Found), Note: l.Rupiah(t.Value)},
		{Label: l.T("fund.in_stock"), Value: l.Number(t.InStock())},
		{Label: l.T("stock.in_use"), Value: l.Number(t.InUse)},
		{Label: l.T("fund.gone"), Value: l.Number(t.Gone)},
		balanced,
	}
}

func (p FundPage) models(l i18n.Lang) Table {
	t := Table{Caption: l.T("fund.by_model"), HideCaption: true, Empty: l.T("fund.nothing"), Columns: fundColumns(l, l.T("stock.model"))}
	for _, x := range p.Trace.Models {
		m := p.Trace.Names[x.Model]
		name := Cell{Text: m.Name}
		if m.Tracking == stock.Serialised {
			name.Href = "/gudang/dana/unit?" + url.Values{"fund": {p.Trace.Fund.Name}, "model": {m.Slug}}.Encode()
		}
		t.Rows = append(t.Rows, Row{Cells: append([]Cell{name}, fundNumbers(l, x)...)})
	}
	return t
}

func (p FundPage) centres(l i18n.Lang) Table {
	t := Table{Caption: l.T("fund.by_centre"), HideCaption: true, Columns: fundColumns(l, l.T("stock.centre"))}
	for _, x := range p.Trace.Centres {
		name := Cell{Text: orText(p.Centres[x.Centre], x.Centre), Href: "/gudang/laporan?" + url.Values{"centre": {x.Centre}, "fund": {p.Trace.Fund.Name}}.Encode()}
		t.Rows = append(t.Rows, Row{Cells: append([]Cell{name}, fundNumbers(l, x)...)})
	}
	return t
}

func (p FundPage) provinces(l i18n.Lang) ProvinceMap {
	m := ProvinceMap{
		ChartText: ChartText{ID: "provinsi", Headline: l.T("fund.map", "n", p.Trace.Total.InUse), Subtitle: l.T("fund.map_of")},
		Unit:      l.T("fund.unit"), Values: map[string]Province{},
	}
	for _, x := range p.Trace.Provinces {
		m.Values[x.Province] = Province{Value: x.InUse}
	}
	return m
}

func (p FundPage) months(l i18n.Lang) MonthChart {
	c := MonthChart{
		ChartText: ChartText{ID: "bulan", Headline: l.T("fund.months", "n", p.Trace.Total.InUse), Subtitle: l.T("fund.months_of")},
		Unit:      l.T("fund.unit"),
	}
	const most = 12
	for _, m := range p.Trace.Months[max(0, len(p.Trace.Months)-most):] {
		c.Bars = append(c.Bars, Bar{Label: l.ShortMonth(m.Month), Long: l.MonthYear(m.Month), Value: max(m.Handed, 0)})
	}
	return c
}

// FundColumns are the columns of a fund as a file.
func FundColumns(l i18n.Lang) []sheet.Column {
	columns := []sheet.Column{{Title: l.T("fund.part"), Width: 14}, {Title: l.T("fund.of"), Width: 32}}
	for _, c := range fundColumns(l, "")[1:] {
		columns = append(columns, sheet.Column{Title: c.Label})
	}
	return columns
}

// FundRows are the rows of a fund as a file: in all, by model, by centre, by
// province.
func (p FundPage) FundRows(l i18n.Lang) (rows [][]any) {
	add := func(part, name string, t stock.FundTally) {
		rows = append(rows, fundRow(part, name, t))
	}
	add(l.T("inventory.total"), p.Trace.Fund.Name, p.Trace.Total)
	for _, x := range p.Trace.Models {
		add(l.T("stock.model"), p.Trace.Names[x.Model].Name, x)
	}
	for _, x := range p.Trace.Centres {
		add(l.T("stock.centre"), orText(p.Centres[x.Centre], x.Centre), x)
	}
	for _, x := range p.Trace.Provinces {
		add(l.T("chart.province"), orText(p.Provinces[x.Province], l.T("fund.no_province")), x)
	}
	return rows
}

// FundFormPage is the form of a fund, new or changed.
type FundFormPage struct {
	Form Form
	New  bool
}

func fundKindOptions(l i18n.Lang) (options []Option) {
	for _, k := range stock.FundKinds() {
		options = append(options, Option{Value: string(k), Label: fundKindName(l, k)})
	}
	return options
}

// FundValues are the values of a fund for its form.
func FundValues(f stock.Fund) map[string]string {
	values := map[string]string{
		"name": f.Name, "kind": string(f.Kind), "year": yearText(f.Year), "activity": f.Activity, "donor": f.Donor, "texts": strings.Join(f.Texts, "\n"),
	}
	if f.Public {
		values["public"] = "true"
	}
	return values
}

// FundLabels are the fields of the form of a fund with the keys of their labels.
func FundLabels() []Option {
	return []Option{
		{Value: "name", Label: "fund.name"},
		{Value: "kind", Label: "fund.kind"},
		{Value: "year", Label: "fund.year"},
		{Value: "activity", Label: "fund.activity"},
		{Value: "donor", Label: "fund.donor"},
		{Value: "texts", Label: "fund.texts"},
		{Value: "public", Label: "fund.public"},
	}
}

// FundUnitsPage lists the units that a fund paid for (/gudang/dana/unit).
type FundUnitsPage struct {
	List      stock.UnitList
	Pager     Pager
	Downloads []Link
}

// FundUnitColumns are the columns of the units of a fund as a file.
func FundUnitColumns(l i18n.Lang) []sheet.Column {
	return []sheet.Column{
		{Title: l.T("unit.code")},
		{Title: l.T("unit.serial"), Width: 24},
		{Title: l.T("unit.state")},
		{Title: l.T("fund.last_document"), Width: 24},
		{Title: l.T("fund.since"), Width: 18},
		{Title: l.T("fund.issues")},
	}
}

// FundUnitRows are the units of a fund as rows of a file.
func FundUnitRows(l i18n.Lang, list stock.UnitList) (rows [][]any) {
	for _, u := range list.Units {
		rows = append(rows, []any{u.Code, u.Serial, l.T("state.unit_" + string(u.Bucket())), u.Moved.Document, u.Moved.At, u.Issues})
	}
	return rows
}

func (p FundUnitsPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("unit.list"), HideCaption: true, Empty: l.T("unit.none"),
		Columns: []Column{{Label: l.T("unit.code")}, {Label: l.T("unit.serial")}, {Label: l.T("unit.state")}, {Label: l.T("fund.last_document")}, {Label: l.T("fund.since")}, {Label: l.T("fund.issues"), Numeric: true}},
	}
	for _, u := range p.List.Units {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: u.Code, Href: "/u/" + u.Code},
			{Text: u.Serial},
			{Content: bucketBadge(l, u)},
			unitDocument(u),
			{Text: l.Date(u.Moved.At)},
			{Text: orZero(l, u.Issues)},
		}})
	}
	return t
}

// unitDocument is the number of the paper of the last movement of a unit; of one
// that is with a person it is the BAST.
func unitDocument(u stock.Unit) Cell {
	c := Cell{Text: orDash(u.Moved.Document)}
	if u.Node.Kind == stock.AtBeneficiary && u.Moved.Document != "" {
		c.Href = "/serah-terima/" + strings.ReplaceAll(u.Moved.Document, "/", "-")
	}
	return c
}
