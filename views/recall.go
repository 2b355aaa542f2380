package views

import (
	"net/url"

	"lumbung/app/allocation"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// RecallsPage lists the recalls in one state (/gudang/penarikan).
type RecallsPage struct {
	List     stock.RecallList
	Tabs     []Link
	Pager    Pager
	MayCases bool // the actor may read who holds recalled devices
}

func recallHref(number string) string { return "/gudang/penarikan/" + url.PathEscape(number) }
func caseHref(id string) string       { return "/gudang/penarikan/kontak/" + id }

func (p RecallsPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("recall.list"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("recall.number")},
			{Label: l.T("stock.model")},
			{Label: l.T("recall.names")},
			{Label: l.T("recall.risk")},
			{Label: l.T("recall.since")},
			{Label: l.T("recall.units"), Numeric: true},
			{Label: l.T("recall.with_people"), Numeric: true},
		},
	}
	for _, x := range p.List.Rows {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: x.Number, Href: recallHref(x.Number)},
			{Text: x.ModelName},
			{Text: scopeText(l, x.Scope)},
			{Content: Badge(riskTone(x.Risk), l.T("choice.risk_"+string(x.Risk)))},
			{Text: l.Date(x.Opened)},
			{Text: l.Number(x.Progress.Units)},
			{Text: l.Number(x.Progress.InUse)},
		}})
	}
	return t
}

// scopeText says which pieces a recall is about.
func scopeText(l i18n.Lang, s stock.Scope) string {
	switch s.Kind {
	case stock.RecallDesign:
		return l.T("recall.names_design", "design", s.Design)
	case stock.RecallLot:
		return l.T("recall.names_lot", "lot", s.Lot)
	case stock.RecallSerial:
		if s.From == s.To {
			return l.T("recall.names_one", "serial", s.From)
		}
		return l.T("recall.names_serial", "from", s.From, "to", s.To)
	default:
		return l.T("recall.names_model")
	}
}

func riskTone(r stock.Risk) Tone {
	if r == stock.RiskLow {
		return Warn
	}
	return Bad
}

func recallStateTone(s stock.RecallState) Tone {
	switch s {
	case stock.RecallOpen:
		return Bad
	case stock.RecallClosed:
		return Good
	default:
		return Neutral
	}
}

// RecallFormPage opens a recall: what it names and what to do; then, once the
// preview is known, whether it is meant (/gudang/penarikan/baru).
type RecallFormPage struct {
	Form    Form
	Models  []Option
	Preview *stock.RecallPreview // nil while the form is filled in
	Centres map[string]string    // names by code
}

func scopeOptions(l i18n.Lang) (list []Option) {
	for _, s := range stock.RecallScopes() {
		key := "choice.recall_" + string(s)
		list = append(list, Option{Value: string(s), Label: l.T(key), Hint: l.T(key + "_hint")})
	}
	return list
}

func riskOptions(l i18n.Lang) (list []Option) {
	for _, r := range stock.Risks() {
		key := "choice.risk_" + string(r)
		list = append(list, Option{Value: string(r), Label: l.T(key), Hint: l.T(key+"_hint", "n", r.Days())})
	}
	return list
}

func (p RecallFormPage) stats(l i18n.Lang) []Stat {
	x := p.Preview
	units := l.Number(x.Units)
	if x.More {
		units = l.T("recall.more_than", "n", x.Units)
	}
	stats := []Stat{{Label: l.T("recall.units"), Value: units, Note: scopeText(l, x.Names)}}
	if !x.Counted {
		stats = append(stats,
			Stat{Label: l.T("recall.with_people"), Value: l.Number(x.People), Note: l.T("recall.each_contacted")},
			Stat{Label: l.T("recall.on_hand"), Value: l.Number(x.Total.OnHand()), Note: l.T("recall.held_at_once")},
		)
	}
	return stats
}

func (p RecallFormPage) places(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("recall.by_centre"), HideCaption: true, Empty: l.T("recall.names_nothing"),
		Columns: []Column{
			{Label: l.T("stock.centre")},
			{Label: l.T("recall.on_hand"), Numeric: true},
			{Label: l.T("recall.with_people"), Numeric: true},
			{Label: l.T("recall.away"), Numeric: true},
		},
	}
	for _, x := range p.Preview.Places {
		t.Rows = append(t.Rows, Row{Cells: Cells(nameOr(p.Centres, x.Centre), l.Number(x.OnHand()), l.Number(x.InUse), l.Number(x.Away))})
	}
	return t
}

// nameOr is the name of a code, or the code where the name is not known.
func nameOr(names map[string]string, code string) string {
	if name := names[code]; name != "" {
		return name
	}
	return code
}

// RecallPage is one recall (/gudang/penarikan/{number}).
type RecallPage struct {
	Sheet    stock.RecallSheet
	Counts   allocation.CaseCounts
	Work     *stock.Work       // going on; nil when every unit is on the list
	Centres  map[string]string // names by code
	MayCases bool
	MayFree  bool
	Free     Form
	Lift     Form
	Close    Form
	Mark     Form
}

func (p RecallPage) facts(l i18n.Lang) []Definition {
	r := p.Sheet.RecallLine.Recall
	facts := []Definition{
		{Term: l.T("stock.model"), Text: p.Sheet.ModelName, Href: "/alat/" + p.Sheet.ModelSlug},
		{Term: l.T("recall.names"), Text: scopeText(l, r.Scope)},
		{Term: l.T("recall.risk"), Content: Badge(riskTone(r.Risk), l.T("choice.risk_"+string(r.Risk)))},
		{Term: l.T("recall.reason"), Text: r.Reason},
		{Term: l.T("recall.instruction"), Text: r.Instruction},
		{Term: l.T("recall.contact"), Text: r.Contact},
		{Term: l.T("recall.decided"), Text: l.T("recall.decided_line", "by", r.DecidedBy, "date", r.DecidedOn)},
		{Term: l.T("recall.since"), Text: l.T("recall.opened_line", "time", l.DateTime(r.Opened), "by", r.By.Name)},
		{Term: l.T("recall.due"), Text: l.Date(r.Due())},
	}
	if r.Document != "" {
		facts = append(facts, Definition{Term: l.T("recall.document"), Text: r.Document})
	}
	if !r.Ended.IsZero() {
		facts = append(facts, Definition{Term: l.T("recall.ended"), Text: l.T("recall.opened_line", "time", l.DateTime(r.Ended), "by", r.EndedBy)})
	}
	if r.EndReason != "" {
		facts = append(facts, Definition{Term: l.T("recall.end_reason"), Text: r.EndReason})
	}
	return facts
}

// sums adds up the list of the recall by centre, in the order of the chart:
// held, with people, away, gone, put right.
func (p RecallPage) sums() (codes []string, sums map[string][]int64) {
	sums = map[string][]int64{}
	for _, t := range p.Sheet.Tallies {
		if sums[t.Centre] == nil {
			codes, sums[t.Centre] = append(codes, t.Centre), make([]int64, 5)
		}
		sums[t.Centre][placeSeries(t.Place)] += t.Units
	}
	return codes, sums
}

func placeSeries(place string) int {
	switch place {
	case string(stock.InUse):
		return 1
	case string(stock.Away):
		return 2
	case string(stock.Gone):
		return 3
	case stock.PlaceFree:
		return 4
	default:
		return 0
	}
}

func (p RecallPage) unitChart(l i18n.Lang) ShareChart {
	x := p.Sheet.Progress
	c := ShareChart{
		ChartText: ChartText{Top: true, ID: "unit-ditarik", Headline: l.T("recall.chart_units", "free", x.Free+x.Gone, "all", x.Units), Subtitle: l.T("recall.chart_units_of")},
		Of:        l.T("stock.centre"),
		Series:    []string{l.T("recall.on_hand"), l.T("recall.with_people"), l.T("recall.away"), l.T("recall.gone"), l.T("recall.free")},
	}
	codes, sums := p.sums()
	for _, code := range codes {
		c.Rows = append(c.Rows, Share{Label: nameOr(p.Centres, code), Href: p.unitsHref(code, ""), Values: sums[code]})
	}
	return c
}

func (p RecallPage) caseChart(l i18n.Lang) ShareChart {
	all := p.Counts.All
	c := ShareChart{
		ChartText: ChartText{Top: true, ID: "orang-dihubungi", Headline: l.T("recall.chart_cases", "done", all.Total()-all.Open(), "all", all.Total()), Subtitle: l.T("recall.chart_cases_of")},
		Of:        l.T("stock.centre"),
		Series:    []string{l.T("recall.settled"), l.T("state.contact_tried"), l.T("recall.reached"), l.T("recall.unsettled"), l.T("state.contact_untouched")},
	}
	for _, x := range p.Counts.Centres {
		row := Share{Label: x.Name, Values: make([]int64, 5)}
		if p.MayCases {
			row.Href = recallHref(p.Sheet.Number) + "/kontak?" + url.Values{"centre": {x.Centre}}.Encode()
		}
		for stage, n := range x.Stages {
			row.Values[stageSeries(stage)] += n
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// stageSeries is the place of a stage in the chart: what is settled has the
// colour of what is well.
func stageSeries(k allocation.ContactKind) int {
	switch k {
	case allocation.Untouched:
		return 4
	case allocation.Tried:
		return 1
	case allocation.Reached, allocation.Appointment:
		return 2
	case allocation.Refused, allocation.NotFound:
		return 3
	default:
		return 0
	}
}

func (p RecallPage) unitsHref(centre, place string) string {
	values := url.Values{}
	if centre != "" {
		values.Set("centre", centre)
	}
	if place != "" {
		values.Set("place", place)
	}
	href := recallHref(p.Sheet.Number) + "/unit"
	if len(values) > 0 {
		href += "?" + values.Encode()
	}
	return href
}

// placeWord names the place of a list: a warehouse, or where units are that lie
// in none.
func placeWord(l i18n.Lang, place string) string {
	if series := placeSeries(place); series > 0 {
		return l.T([]string{"", "recall.with_people", "recall.away", "recall.gone", "recall.free"}[series])
	}
	return place
}

func (p RecallPage) places(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("recall.by_place"), HideCaption: true, Empty: l.T("recall.none_yet"),
		Columns: []Column{{Label: l.T("stock.centre")}, {Label: l.T("recall.place")}, {Label: l.T("recall.units"), Numeric: true}},
	}
	for _, x := range p.Sheet.Tallies {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: nameOr(p.Centres, x.Centre)},
			{Text: placeWord(l, x.Place)},
			{Text: l.Number(x.Units), Href: p.unitsHref(x.Centre, x.Place)},
		}})
	}
	return t
}

func (p RecallPage) lots(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("recall.by_lot"), HideCaption: true, Empty: l.T("recall.names_nothing"),
		Columns: []Column{{Label: l.T("receipt.lot")}, {Label: l.T("stock.centre")}, {Label: l.T("recall.place")}, {Label: l.T("receipt.amount"), Numeric: true}},
	}
	for _, x := range p.Sheet.Lots {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: orDash(x.Lot.Code)},
			{Text: nameOr(p.Centres, x.Centre)},
			{Text: x.Node.Ref},
			{Text: l.Number(x.Quantity), Href: cardHref(p.Sheet.ModelSlug, x.Centre)},
		}})
	}
	return t
}

// RecalledPage lists the units of a recall (/gudang/penarikan/{number}/unit).
type RecalledPage struct {
	List    stock.RecalledList
	Centres map[string]string
	Tags    []FilterTag
	Pager   Pager
}

func (p RecalledPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("recall.list_units"), HideCaption: true, Empty: l.T("recall.none_yet"),
		Columns: []Column{
			{Label: l.T("unit.code")},
			{Label: l.T("unit.serial")},
			{Label: l.T("stock.centre")},
			{Label: l.T("recall.place")},
			{Label: l.T("recall.since")},
			{Label: l.T("recall.freed_why")},
		},
	}
	for _, x := range p.List.Rows {
		why := "–"
		if x.Exempt() {
			why = l.T("recall.freed_line", "reason", x.Reason, "by", x.Free.By, "date", x.Free.At)
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: x.Code, Href: "/u/" + x.Code},
			{Text: x.Serial},
			{Text: nameOr(p.Centres, x.Centre)},
			{Text: placeWord(l, x.Place)},
			{Text: l.Date(x.Since)},
			{Text: why},
		}})
	}
	return t
}

// noticeText is the instruction in the language of the page, and whether it
// stands there in another.
func noticeText(l i18n.Lang, n stock.Notice) (text string, foreign bool) {
	if l == i18n.EN && n.InstructionEN != "" {
		return n.InstructionEN, false
	}
	return n.Instruction, l != i18n.ID
}
