package views

import (
	"lumbung/app/stock"
	"lumbung/views/i18n"
	"lumbung/views/sheet"
)

// DonorPage is what everybody may know of a public fund (/dana/{kode}).
type DonorPage struct {
	Page  stock.DonorPage
	Share string // the address of this page, to pass on
}

func toldText(l i18n.Lang, n stock.Told) string {
	if n.Hidden() {
		return l.T("donor.few")
	}
	return l.Number(int64(n))
}

// donorState is one answer to the question where the goods are.
type donorState struct {
	Label string
	N     stock.Told
	Class int
}

func (p DonorPage) states(l i18n.Lang) []donorState {
	x := p.Page
	return []donorState{
		{l.T("donor.in_use"), x.InUse, 0},
		{l.T("donor.reserved"), x.Reserved, 1},
		{l.T("donor.in_stock"), x.InStock, 2},
		{l.T("donor.away"), x.Away, 3},
		{l.T("donor.gone"), x.Gone, 4},
	}
}

func (p DonorPage) headline(l i18n.Lang) string {
	if p.Page.InUse.Hidden() {
		return l.T("donor.headline_few", "received", p.Page.Received)
	}
	return l.T("donor.headline", "received", p.Page.Received, "in_use", int64(p.Page.InUse))
}

// dot is one mark of the picture: a device, or as many as Each.
type dot struct{ X, Y, Class int }

// dots are up to a hundred marks, ten in a row, shared out by state. Where a
// state is not told, no picture is drawn.
func (p DonorPage) dots(l i18n.Lang) (dots []dot, each int64) {
	total := int64(0)
	for _, s := range p.states(l) {
		if s.N.Hidden() {
			return nil, 0
		}
		total += int64(s.N)
	}
	if total <= 0 {
		return nil, 0
	}
	each = (total + 99) / 100
	for _, s := range p.states(l) {
		for range (int64(s.N) + each - 1) / each {
			i := len(dots)
			dots = append(dots, dot{X: 12 + i%20*20, Y: 12 + i/20*20, Class: s.Class})
		}
	}
	return dots, each
}

func (p DonorPage) stateTable(l i18n.Lang) Table {
	t := Table{Caption: l.T("donor.where"), Columns: []Column{{Label: l.T("donor.state")}, {Label: l.T("fund.unit"), Numeric: true}}}
	for _, s := range p.states(l) {
		t.Rows = append(t.Rows, Row{Cells: Cells(s.Label, toldText(l, s.N))})
	}
	return t
}

func (p DonorPage) models(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("fund.by_model"), HideCaption: true, Empty: l.T("fund.nothing"),
		Columns: []Column{{Label: l.T("stock.model")}, {Label: l.T("fund.received"), Numeric: true}, {Label: l.T("donor.in_use"), Numeric: true}},
	}
	for _, m := range p.Page.Models {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: m.Name, Href: localPath(l, "/alat/"+m.Slug)}, {Text: l.Number(m.Received)}, {Text: toldText(l, m.InUse)}}})
	}
	return t
}

func (p DonorPage) provinces(l i18n.Lang) ProvinceMap {
	m := ProvinceMap{
		ChartText: ChartText{Top: true, ID: "provinsi", Headline: l.T("donor.map"), Subtitle: l.T("fund.map_of"), Note: l.T("donor.hidden_note")},
		Unit:      l.T("fund.unit"), Values: map[string]Province{},
	}
	for _, x := range p.Page.Provinces {
		m.Values[x.Province] = Province{Value: max(int64(x.InUse), 0), Hidden: x.InUse.Hidden()}
	}
	return m
}

func (p DonorPage) timeline(l i18n.Lang) (moments []Moment) {
	for i := len(p.Page.Months) - 1; i >= 0; i-- {
		m := p.Page.Months[i]
		at := PeriodName(l, m.Month)
		if m.Received != 0 {
			moments = append(moments, Moment{When: at, ISO: m.Month, Tone: Info, Title: l.T("donor.came_in", "n", m.Received)})
		}
		switch {
		case m.Handed.Hidden():
			moments = append(moments, Moment{When: at, ISO: m.Month, Tone: Good, Title: l.T("donor.handed_few")})
		case m.Handed > 0:
			moments = append(moments, Moment{When: at, ISO: m.Month, Tone: Good, Title: l.T("donor.handed", "n", int64(m.Handed))})
		}
	}
	return moments
}

// DonorColumns are the columns of a donor's page as a file.
func DonorColumns(l i18n.Lang) []sheet.Column {
	return []sheet.Column{{Title: l.T("fund.part")}, {Title: l.T("fund.of"), Width: 32}, {Title: l.T("fund.unit")}, {Title: l.T("donor.hidden")}}
}

// DonorRows are the rows of a donor's page as a file. A number that is not told
// is empty and marked hidden.
func (p DonorPage) DonorRows(l i18n.Lang, provinces map[string]string) (rows [][]any) {
	add := func(part, name string, n stock.Told) {
		if n.Hidden() {
			rows = append(rows, []any{part, name, nil, int64(1)})
			return
		}
		rows = append(rows, []any{part, name, int64(n), int64(0)})
	}
	add(l.T("donor.state"), l.T("fund.received"), stock.Told(p.Page.Received))
	for _, s := range p.states(l) {
		add(l.T("donor.state"), s.Label, s.N)
	}
	for _, m := range p.Page.Models {
		add(l.T("stock.model"), m.Name, m.InUse)
	}
	for _, x := range p.Page.Provinces {
		add(l.T("chart.province"), orText(provinces[x.Province], l.T("fund.no_province")), x.InUse)
	}
	for _, m := range p.Page.Months {
		add(l.T("fund.received"), m.Month, stock.Told(max(m.Received, 0)))
		add(l.T("donor.handed_over"), m.Month, m.Handed)
	}
	return rows
}
