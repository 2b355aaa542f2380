package views

import (
	"net/url"
	"strings"

	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// StockPage is what a centre has (/gudang).
type StockPage struct {
	Short      []stock.RuleLine   // minimums of the centre that are not met
	Recalls    []stock.RecallLine // that are open, at whatever centre
	Sheet      stock.Holdings
	CentreName string
	Filter     Form // chooses the centre
	Centres    []Option
	Pager      Pager
	MayModel   bool        // add a model
	Tools      []ToolGroup // what else is done in a warehouse
}

func (p StockPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("stock.caption", "centre", p.CentreName), HideCaption: true,
		Columns: []Column{
			{Label: l.T("stock.model")},
			{Label: l.T("stock.ready"), Numeric: true},
			{Label: l.T("stock.reserved"), Numeric: true},
			{Label: l.T("stock.held"), Numeric: true},
			{Label: l.T("stock.in_use"), Numeric: true},
			{Label: l.T("stock.total"), Numeric: true},
		},
	}
	for _, x := range p.Sheet.Rows {
		r := Row{Cells: []Cell{{Text: x.Model.Name, Href: cardHref(x.Model.Slug, p.Sheet.Centre)}}}
		for _, b := range []stock.Bucket{stock.Ready, stock.Reserved, stock.Held, stock.InUse} {
			r.Cells = append(r.Cells, p.number(l, x, b))
		}
		r.Cells = append(r.Cells, Cell{Text: l.Number(x.Tally.Total()), Href: proofHref(x.Model.Slug, p.Sheet.Centre)})
		t.Rows = append(t.Rows, r)
	}
	return t
}

// number links a count to what stands behind it: the units, or the movements of
// a model that is only counted.
func (p StockPage) number(l i18n.Lang, x stock.Stocked, b stock.Bucket) Cell {
	c := Cell{Text: l.Number(x.Tally.Of(b))}
	switch {
	case x.Tally.Of(b) == 0:
	case x.Model.Tracking == stock.Counted:
		c.Href = cardHref(x.Model.Slug, p.Sheet.Centre)
	default:
		c.Href = unitsHref(p.Sheet.Centre, b, x.Model.Slug)
	}
	return c
}

func unitsHref(centre string, b stock.Bucket, model string) string {
	return "/gudang/unit?" + url.Values{"centre": {centre}, "bucket": {string(b)}, "model": {model}}.Encode()
}

// UnitsPage is a list of units (/gudang/unit).
type UnitsPage struct {
	List       stock.UnitList
	CentreName string
	Tags       []FilterTag
	Pager      Pager
	Model      string // slug of the one model listed; its numbers can then be proven
}

// UnitTags are the filters in force on a list of units, each a link to the list
// without it.
func UnitTags(l i18n.Lang, centre string, b stock.Bucket, model string) []FilterTag {
	var tags []FilterTag
	if b != "" {
		href := "/gudang/unit?" + url.Values{"centre": {centre}}.Encode() // a model at a centre needs a bucket
		tags = append(tags, FilterTag{Text: l.T("state.unit_" + string(b)), Href: href})
	}
	if model != "" {
		values := url.Values{"centre": {centre}}
		if b != "" {
			values.Set("bucket", string(b))
		}
		tags = append(tags, FilterTag{Text: model, Href: "/gudang/unit?" + values.Encode()})
	}
	return tags
}

func (p UnitsPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("unit.list"), HideCaption: true, Empty: l.T("unit.none"),
		Columns: []Column{
			{Label: l.T("unit.code")},
			{Label: l.T("unit.serial")},
			{Label: l.T("stock.model")},
			{Label: l.T("unit.state")},
			{Label: l.T("unit.condition")},
			{Label: l.T("unit.received")},
		},
	}
	for _, u := range p.List.Units {
		m := p.List.Models[u.Model]
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: u.Code, Href: "/u/" + u.Code},
			{Text: u.Serial},
			{Text: m.Name, Href: "/alat/" + m.Slug},
			{Content: bucketBadge(l, u)},
			{Text: l.T("state.unit_" + string(u.Condition))},
			{Text: l.Date(u.ReceivedAt)},
		}})
	}
	return t
}

// bucketTone is the tone of a bucket: what can be handed out is good.
func bucketTone(b stock.Bucket) Tone {
	switch b {
	case stock.Ready:
		return Good
	case stock.Reserved, stock.Away:
		return Wait
	case stock.Held:
		return Warn
	case stock.InUse:
		return Info
	default:
		return Neutral
	}
}

// ReceivePage is the form of goods that come in (/gudang/terima).
type ReceivePage struct {
	Form       Form
	Models     []Option
	Warehouses []Option // of the own centre; the field is left out when there is but one
}

func sourceOptions(l i18n.Lang) []Option {
	var list []Option
	for _, s := range stock.Sources() {
		list = append(list, Option{Value: string(s), Label: l.T("choice.source_" + string(s)), Hint: l.T("choice.source_" + string(s) + "_hint")})
	}
	return list
}

// ReceiptsPage is a list of receipts (/gudang/penerimaan).
type ReceiptsPage struct {
	List  stock.ReceiptList
	Pager Pager
}

func (p ReceiptsPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("receipt.list"), HideCaption: true, Empty: l.T("receipt.none"),
		Columns: []Column{
			{Label: l.T("receipt.number")},
			{Label: l.T("receipt.date")},
			{Label: l.T("stock.model")},
			{Label: l.T("receipt.source")},
			{Label: l.T("receipt.fund")},
			{Label: l.T("receipt.amount"), Numeric: true},
		},
	}
	for _, r := range p.List.Receipts {
		row := Row{Cells: []Cell{
			{Text: r.Number, Href: "/gudang/penerimaan/" + r.ID.String()},
			{Text: l.Date(r.Occurred)},
			{Text: p.List.Models[r.Model].Name},
			{Text: l.T("choice.source_" + string(r.Source))},
			{Text: orDash(r.Fund)},
			{Text: l.Number(r.Quantity)},
		}}
		if !r.ReversedBy.IsZero() {
			row.Tone = Warn
			row.Cells[3].Content = Badge(Warn, l.T("receipt.reversed_word"))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// ReceiptPage is one receipt with its units (/gudang/penerimaan/{id}).
type ReceiptPage struct {
	Sheet      stock.ReceiptSheet
	CentreName string
	Undo       Form
}

func (p ReceiptPage) facts(l i18n.Lang) []Definition {
	r := p.Sheet.Receipt
	facts := []Definition{
		{Term: l.T("stock.model"), Text: p.Sheet.Model.Name, Href: "/alat/" + p.Sheet.Model.Slug},
		{Term: l.T("receipt.amount"), Text: l.Number(r.Quantity)},
		{Term: l.T("receipt.date"), Text: l.DateTime(r.Occurred)},
		{Term: l.T("receipt.warehouse"), Text: p.CentreName, Href: cardHref(p.Sheet.Model.Slug, r.Centre)},
		{Term: l.T("receipt.source"), Text: l.T("choice.source_" + string(r.Source))},
	}
	facts = append(facts, fundFacts(l, r.Fund, r.Donor, r.Account, r.UnitCost)...)
	facts = append(facts, Definition{Term: l.T("receipt.recorded"), Text: l.T("receipt.recorded_by", "name", r.By.Name, "time", l.DateTime(r.Recorded))})
	if r.Note != "" {
		facts = append(facts, Definition{Term: l.T("receipt.note"), Text: r.Note})
	}
	return facts
}

// fundFacts say where the money came from; what is not known is left out.
func fundFacts(l i18n.Lang, fund, donor, account string, cost int64) (facts []Definition) {
	for _, f := range []Definition{
		{Term: l.T("receipt.fund"), Text: fund},
		{Term: l.T("receipt.donor"), Text: donor},
		{Term: l.T("receipt.account_code"), Text: account},
	} {
		if f.Text != "" {
			facts = append(facts, f)
		}
	}
	if cost > 0 {
		facts = append(facts, Definition{Term: l.T("receipt.unit_cost"), Text: l.Rupiah(cost)})
	}
	return facts
}

func (p ReceiptPage) units(l i18n.Lang) Table { return unitsTable(l, p.Sheet.Units) }

// unitsTable lists units by their code, with what can be had of them.
func unitsTable(l i18n.Lang, units []stock.Unit) Table {
	t := Table{
		Caption: l.T("unit.list"), HideCaption: true,
		Columns: []Column{{Label: l.T("unit.code")}, {Label: l.T("unit.serial")}, {Label: l.T("unit.state")}},
	}
	for _, u := range units {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: u.Code, Href: "/u/" + u.Code}, {Text: u.Serial}, {Content: bucketBadge(l, u)}}})
	}
	return t
}

func orZero(l i18n.Lang, n int64) string {
	if n == 0 {
		return "–"
	}
	return l.Number(n)
}

// movementWord says what a movement was: where goods came from or went to.
func movementWord(l i18n.Lang, m stock.Movement) string {
	text := l.T("event.movement_" + wordKey(string(m.Kind)))
	if len(m.Lines) > 0 {
		text = l.T("event.movement_from_to", "event", text,
			"from", l.T("state.node_"+nodeWord(m.Lines[0].From)), "to", l.T("state.node_"+nodeWord(m.Lines[0].To)))
	}
	if m.Reason != "" {
		text = l.T("event.with_reason", "event", text, "reason", reasonWord(l, m.Reason))
	}
	return text
}

// nodeWord is the kind of a node in keys of words; a person or a donor is never
// named by it.
func nodeWord(n stock.Node) string { return wordKey(string(n.Kind)) }

// wordKey is the name of a kind in keys of words.
func wordKey(kind string) string { return strings.ReplaceAll(kind, "-", "_") }

// reasonWord is a reason in words: of those to choose from, or as it was typed.
func reasonWord(l i18n.Lang, reason string) string {
	if key := "choice.reason_" + reason; l.Has(key) {
		return l.T(key)
	}
	return reason
}

// anyError tells whether one of the fields is wrong; the empty name is the form.
func (f Form) anyError(names []string) bool {
	for _, name := range names {
		if f.Errors[name] != "" {
			return true
		}
	}
	return false
}

// ToolGroup is a group of the work in a warehouse.
type ToolGroup struct {
	Title string
	Links []Link
}
