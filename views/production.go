package views

import (
	"fmt"
	"net/url"
	"strconv"
	"time"

	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// OrdersPage is the production orders of a centre (/gudang/produksi).
type OrdersPage struct {
	Choice CentreChoice
	List   stock.OrderList
	Worth  stock.Worth
	Tabs   []Link
	Pager  Pager
	Now    time.Time
}

func orderHref(o stock.Order) string { return "/gudang/produksi/" + o.ID.String() }

// orderTone is the tone of a stage.
func orderTone(s stock.OrderStage) Tone {
	switch s {
	case stock.OrderPlanned:
		return Wait
	case stock.OrderRunning:
		return Info
	case stock.OrderClosed:
		return Good
	default:
		return Neutral
	}
}

func overdue(o stock.Order, now time.Time) bool {
	return o.Stage.Open() && !o.Due.IsZero() && now.After(o.Due.AddDate(0, 0, 1))
}

func (p OrdersPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("production.list"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("production.number")},
			{Label: l.T("stock.model")},
			{Label: l.T("design.version")},
			{Label: l.T("production.good"), Numeric: true},
			{Label: l.T("production.due")},
			{Label: l.T("unit.state")},
		},
	}
	for _, o := range p.List.Orders {
		due := Cell{Text: "–"}
		if !o.Due.IsZero() {
			due.Text = l.ShortDate(o.Due)
		}
		r := Row{Cells: []Cell{
			{Text: o.Number, Href: orderHref(o)},
			{Text: p.List.Models[o.Model].Name},
			{Text: o.Design},
			{Text: l.T("production.of", "good", o.Good, "planned", o.Planned)},
			due,
			{Content: Badge(orderTone(o.Stage), l.T("state.order_"+string(o.Stage)))},
		}}
		if overdue(o, p.Now) {
			r.Tone, r.Cells[4].Text = Warn, l.T("production.late", "date", l.ShortDate(o.Due))
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// worthStats are the three that the books tell apart.
func (p OrdersPage) worthStats(l i18n.Lang) []Stat {
	raw, done := int64(0), int64(0)
	for _, c := range p.Worth.Classes {
		switch c.Class {
		case stock.ClassRaw, stock.ClassPart:
			raw += c.Worth
		case stock.ClassFinished, stock.ClassDevice, stock.ClassKit:
			done += c.Worth
		}
	}
	return []Stat{
		{Label: l.T("worth.raw"), Value: l.Rupiah(raw), Note: l.T("worth.raw_note")},
		{Label: l.T("worth.work"), Value: l.Rupiah(p.Worth.InWork), Note: l.T("worth.orders", "n", p.Worth.Orders)},
		{Label: l.T("worth.done"), Value: l.Rupiah(done), Note: l.T("worth.done_note")},
	}
}

// worthChart draws the worth of each class and of what is in work.
func (p OrdersPage) worthChart(l i18n.Lang) ShareChart {
	c := ShareChart{
		ChartText: ChartText{
			Top: true,
			ID:  "nilai", Headline: l.T("worth.headline", "total", l.Rupiah(p.Worth.Total())), Subtitle: l.T("worth.subtitle"), Note: l.T("worth.note"),
		},
		Of: l.T("model.class"), Series: []string{l.T("worth.series")},
	}
	for _, x := range p.Worth.Classes {
		c.Rows = append(c.Rows, Share{Label: l.T("choice.class_" + string(x.Class)), Values: []int64{x.Worth}})
	}
	c.Rows = append(c.Rows, Share{Label: l.T("worth.work"), Values: []int64{p.Worth.InWork}})
	return c
}

// NewOrderPage is the form of a production order (/gudang/produksi/baru).
type NewOrderPage struct {
	Form    Form
	Model   stock.Model
	Designs []Option
	Models  []Option
}

// OrderPage is one production order (/gudang/produksi/{id}).
type OrderPage struct {
	Sheet      stock.OrderSheet
	CentreName string
	Places     []Option
	Forms      OrderForms
	Now        time.Time
}

// OrderForms are the forms of an order, each with what was typed into it.
type OrderForms struct{ Issue, Return, Yield, Scrap, Test, Undo, Close, Cancel Form }

// Named returns the forms with one of them in the place that its name says.
func (fs OrderForms) Named(name string, f Form) OrderForms {
	f.ID = name + "-"
	switch name {
	case "issue":
		fs.Issue = f
	case "return":
		fs.Return = f
	case "yield":
		fs.Yield = f
	case "scrap":
		fs.Scrap = f
	case "test":
		fs.Test = f
	case "undo":
		fs.Undo = f
	case "close":
		fs.Close = f
	case "cancel":
		fs.Cancel = f
	}
	return fs
}

// shows tells whether a form stands on the page: when it can be sent, and when
// it was refused because the order has changed meanwhile.
func (p OrderPage) shows(may bool, form Form) bool { return may || len(form.Errors) > 0 }

func (p OrderPage) facts(l i18n.Lang) []Definition {
	o := p.Sheet.Order
	facts := []Definition{
		{Term: l.T("stock.model"), Text: p.Sheet.Model.Name, Href: "/alat/" + p.Sheet.Model.Slug},
		{Term: l.T("design.version"), Text: o.Design, Href: "/alat/" + p.Sheet.Model.Slug + "/komponen"},
		{Term: l.T("unit.centre"), Text: p.CentreName, Href: "/gudang/produksi?centre=" + o.Centre},
		{Term: l.T("production.begun"), Text: l.T("unit.since", "state_text", l.T("state.order_"+string(o.Stage)), "date", o.Begun.At, "by", o.Begun.By)},
	}
	if !o.Due.IsZero() {
		facts = append(facts, Definition{Term: l.T("production.due"), Text: l.Date(o.Due)})
	}
	facts = append(facts, fundFacts(l, o.Fund, o.Donor, o.Account, 0)...)
	if o.Spoiled > 0 {
		facts = append(facts, Definition{Term: l.T("production.spoiled"), Text: l.Number(o.Spoiled)})
	}
	if o.Note != "" {
		facts = append(facts, Definition{Term: l.T("receipt.note"), Text: o.Note})
	}
	return facts
}

func (p OrderPage) progress(l i18n.Lang) Target {
	o := p.Sheet.Order
	t := Target{Label: l.T("production.progress"), Value: o.Good, Target: o.Planned, Text: l.T("production.of", "good", o.Good, "planned", o.Planned)}
	t.Tone, t.ToneWord = orderTone(o.Stage), l.T("state.order_"+string(o.Stage))
	if overdue(o, p.Now) {
		t.Tone, t.ToneWord = Warn, l.T("production.late", "date", l.ShortDate(o.Due))
	}
	return t
}

// short tells whether something is missing to make the rest.
func (p OrderPage) short() (n int) {
	for _, x := range p.Sheet.Needs {
		if x.Short() > 0 {
			n++
		}
	}
	return n
}

// needs is what the rest of the order takes, with the way to what is missing.
func (p OrderPage) needs(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("production.needs"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("production.part")},
			{Label: l.T("production.each"), Numeric: true},
			{Label: l.T("production.wanted"), Numeric: true},
			{Label: l.T("production.in_work"), Numeric: true},
			{Label: l.T("production.there"), Numeric: true},
			{Label: l.T("production.short")},
		},
	}
	for _, n := range p.Sheet.Needs {
		there := Cell{Text: l.Number(n.There), Href: cardHref(n.Model.Slug, p.Sheet.Order.Centre)}
		if n.Expired > 0 {
			there.Text = l.T("production.there_expired", "n", n.There, "expired", n.Expired)
		}
		short := Cell{Content: Badge(Good, l.T("production.enough"))}
		row := Row{}
		if n.Short() > 0 {
			row.Tone = Warn
			short = Cell{Text: l.T("production.short_n", "n", n.Short()), Href: "/gudang/terima?model=" + url.QueryEscape(n.Model.Slug)}
			if n.Away > 0 {
				short = Cell{Text: l.T("production.short_away", "n", n.Short(), "away", n.Away), Href: cardHref(n.Model.Slug, p.Sheet.Order.Centre)}
			}
		}
		row.Cells = []Cell{{Text: n.Model.Name, Href: "/alat/" + n.Model.Slug}, {Text: l.Number(n.Each)}, {Text: l.Number(n.Wanted)}, {Text: l.Number(n.Left)}, there, short}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// parts is what of each lot went into work and what became of it.
func (p OrderPage) parts(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("production.work"), HideCaption: true, Empty: l.T("production.work_none"),
		Columns: []Column{
			{Label: l.T("production.part")},
			{Label: l.T("expiry.lot")},
			{Label: l.T("receipt.unit_cost"), Numeric: true},
			{Label: l.T("production.in"), Numeric: true},
			{Label: l.T("production.used"), Numeric: true},
			{Label: l.T("production.back"), Numeric: true},
			{Label: l.T("production.scrapped"), Numeric: true},
			{Label: l.T("production.in_work"), Numeric: true},
		},
	}
	for _, w := range p.Sheet.Order.Parts {
		m := p.Sheet.Parts[w.Model]
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: m.Name, Href: cardHref(m.Slug, p.Sheet.Order.Centre)},
			{Text: workLot(l, p.Sheet.Lots[w.Lot])},
			{Text: l.Rupiah(w.Price)},
			{Text: l.Number(w.In)},
			{Text: orZero(l, w.Used)},
			{Text: orZero(l, w.Back)},
			{Text: orZero(l, w.Scrapped)},
			{Text: l.Number(w.Left())},
		}})
	}
	return t
}

// workLot names a lot by its batch number, else by the day it was received.
func workLot(l i18n.Lang, lot stock.Lot) string {
	if lot.Code != "" {
		return lot.Code
	}
	return l.T("expiry.lot_of", "date", lot.ReceivedAt, "fund", orDash(lot.Fund))
}

func (p OrderPage) cost(l i18n.Lang) []Definition {
	o := p.Sheet.Order
	facts := []Definition{
		{Term: l.T("production.cost_parts"), Text: l.Rupiah(o.Cost.Parts)},
		{Term: l.T("production.cost_labour"), Text: l.Rupiah(o.Cost.Labour)},
		{Term: l.T("production.cost_overhead"), Text: l.Rupiah(o.Cost.Overhead)},
		{Term: l.T("production.cost_total"), Text: l.Rupiah(o.Cost.Total())},
		{Term: l.T("worth.work"), Text: l.Rupiah(o.InWork())},
	}
	if o.Carried > 0 {
		facts = append(facts, Definition{Term: l.T("production.carried"), Text: l.Rupiah(o.Carried)})
	}
	if o.Waste > 0 {
		facts = append(facts, Definition{Term: l.T("production.waste"), Text: l.Rupiah(o.Waste)})
	}
	return facts
}

// testForm is the form of the tests of a batch: what was typed into it when it
// is the one that was refused, else what was found last time.
// undoForm is the form that takes a batch back.
func leftOptions(l i18n.Lang) []Option {
	return []Option{
		{Value: stock.LeftReturned, Label: l.T("choice.left_return"), Hint: l.T("choice.left_return_hint")},
		{Value: stock.LeftUsed, Label: l.T("choice.left_use"), Hint: l.T("choice.left_use_hint")},
	}
}

// rowPart is a row of a form of parts: the model is fixed and its quantity asked.
type rowPart struct {
	Slug, Label, Hint string
}

// issueRows are the parts of the design; those in work stand behind them for the
// other forms.
func (p OrderPage) issueRows(l i18n.Lang) (rows []rowPart) {
	for _, n := range p.Sheet.Needs {
		rows = append(rows, rowPart{n.Model.Slug, n.Model.Name, l.T("production.issue_hint", "there", n.There, "rest", max(0, n.Wanted-n.Left))})
	}
	return rows
}

func (p OrderPage) workRows(l i18n.Lang) (rows []rowPart) {
	seen := map[op.ID]bool{}
	for _, w := range p.Sheet.Order.Parts {
		if m := p.Sheet.Parts[w.Model]; !seen[w.Model] && p.Sheet.Order.LeftOf(w.Model) > 0 {
			seen[w.Model] = true
			rows = append(rows, rowPart{m.Slug, m.Name, l.T("production.work_hint", "n", p.Sheet.Order.LeftOf(w.Model))})
		}
	}
	return rows
}

// QuantityRows fills the quantities of a form that is opened for the first time.
func (p OrderPage) QuantityRows() map[string]string {
	values := map[string]string{}
	for i, n := range p.Sheet.Needs {
		if rest := min(n.Wanted-n.Left, n.There); rest > 0 {
			values[fmt.Sprintf("lines.%d.quantity", i)] = strconv.FormatInt(rest, 10)
		}
	}
	return values
}

func lineField(i int, name string) string { return fmt.Sprintf("lines.%d.%s", i, name) }
