package views

import (
	"net/url"
	"strings"
	"time"

	"lumbung/app/numbering"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// TransfersPage lists the transfers of a centre (/gudang/kiriman).
type TransfersPage struct {
	Choice  CentreChoice
	List    stock.TransferList
	Centres map[string]string // names by code
	Tabs    []Link
	Pager   Pager
}

// NewTransferPage is the form of a transfer (/gudang/kiriman/baru).
type NewTransferPage struct {
	Form   Form
	Places []Option // warehouses of all centres
	Models []Option
}

// TransferPage is one transfer with what can be done next (/gudang/kiriman/{id}).
type TransferPage struct {
	Sheet    stock.TransferSheet
	From, To string // names of the centres
	Places   []Option
	Document string // address of the delivery note; "" before anything is picked

	Approve, Refuse, Pick, Offer, Count, Unpick, Ship, Receive, All, Back, Find, Cancel Form
}

// transferLines is how many models the form of a transfer has room for.
const transferLines = 5

// TransferHref is the address of a transfer.
func TransferHref(id string) string { return "/gudang/kiriman/" + id }

// AskTransferHref is the form of a transfer with what is known of it already.
func AskTransferHref(from, model, request string) string {
	values := url.Values{"from": {from}}
	if model != "" {
		values.Set("model", model)
	}
	if request != "" {
		values.Set("request", request)
	}
	return "/gudang/kiriman/baru?" + values.Encode()
}

func transferTone(s stock.TransferState) Tone {
	switch s {
	case stock.TransferAsked, stock.TransferApproved:
		return Wait
	case stock.TransferShipped:
		return Info
	case stock.TransferClosed:
		return Good
	default:
		return Neutral
	}
}

func (p TransfersPage) table(f Frame) Table {
	l := f.Lang
	t := Table{
		Caption: l.T("transfer.list"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("transfer.number")},
			{Label: l.T("transfer.way")},
			{Label: l.T("transfer.goods")},
			{Label: l.T("transfer.state")},
			{Label: l.T("transfer.since")},
		},
	}
	for _, x := range p.List.Transfers {
		r := Row{Cells: []Cell{
			{Text: x.Number, Href: TransferHref(x.ID.String())},
			{Text: p.way(l, x)},
			{Text: p.goods(l, x)},
			{Content: transferBadge(l, x, f.Now)},
			{Text: l.ShortDate(transferSince(x))},
		}}
		if x.Overdue(f.Now) {
			r.Tone = Bad
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// way says where goods come from or go to, as the centre of the list sees it.
func (p TransfersPage) way(l i18n.Lang, x stock.Transfer) string {
	switch {
	case x.Within():
		return l.T("transfer.way_within", "from", x.From.Name, "to", x.To.Name)
	case x.To.Centre == p.List.Centre:
		return l.T("transfer.way_in", "centre", p.name(x.From.Centre))
	default:
		return l.T("transfer.way_out", "centre", p.name(x.To.Centre))
	}
}

func (p TransfersPage) name(code string) string {
	if name := p.Centres[code]; name != "" {
		return name
	}
	return code
}

// goods names the first models of a transfer.
func (p TransfersPage) goods(l i18n.Lang, x stock.Transfer) string {
	const most = 3
	var texts []string
	for i, line := range x.Lines {
		if i == most {
			texts = append(texts, l.T("transfer.more_models", "n", len(x.Lines)-most))
			break
		}
		texts = append(texts, l.T("transfer.pieces", "n", lineCount(line), "model", p.List.Models[line.Model].Name))
	}
	return strings.Join(texts, ", ")
}

// lineCount is what was shipped of a line, or before that what is asked for.
func lineCount(line stock.TransferLine) int64 {
	if n := line.Sum().Shipped; n > 0 {
		return n
	}
	return line.Asked
}

// transferSince is when the transfer came to where it is.
func transferSince(x stock.Transfer) time.Time {
	switch x.State {
	case stock.TransferAsked:
		return x.Asked.Occurred
	case stock.TransferApproved:
		return x.Approved.Occurred
	case stock.TransferShipped:
		return x.Shipped.Occurred
	default:
		return x.Ended.Occurred
	}
}

// steps are the way of a transfer, each with who took it and when.
func (p TransferPage) steps(l i18n.Lang) []Step {
	t := p.Sheet.Transfer
	reached := map[stock.TransferState]int{stock.TransferAsked: 1, stock.TransferApproved: 2, stock.TransferShipped: 4, stock.TransferClosed: 5}[t.State]
	if reached == 0 { // it ended on the way
		return nil
	}
	if t.State == stock.TransferApproved && t.Picked() > 0 && complete(t) {
		reached = 3
	}
	deeds := []stock.Deed{t.Asked, t.Approved, {}, t.Shipped, t.Ended}
	var steps []Step
	for i, key := range []string{"asked", "approved", "picked", "shipped", "received"} {
		label := l.T("step.transfer_" + key)
		if d := deeds[i]; !d.Recorded.IsZero() {
			label = l.T("transfer.step_by", "step", label, "by", d.By, "time", d.Occurred)
		}
		steps = append(steps, Step{Label: label, Done: i < reached, Current: i == reached})
	}
	return steps
}

// complete tells whether each line has what it asks for.
func complete(t stock.Transfer) bool {
	for _, l := range t.Lines {
		if l.Picked < l.Asked {
			return false
		}
	}
	return true
}

func (p TransferPage) facts(l i18n.Lang) []Definition {
	t := p.Sheet.Transfer
	facts := []Definition{
		{Term: l.T("transfer.from"), Text: l.T("unit.at", "place", t.From.Name, "centre", p.From), Href: "/gudang?centre=" + t.From.Centre},
		{Term: l.T("transfer.to"), Text: l.T("unit.at", "place", t.To.Name, "centre", p.To), Href: "/gudang?centre=" + t.To.Centre},
		{Term: l.T("transfer.reason"), Text: t.Reason},
		{Term: l.T("transfer.asked_by"), Text: l.T("receipt.recorded_by", "name", t.Asked.By, "time", l.DateTime(t.Asked.Recorded))},
	}
	if t.Request != "" {
		facts = append(facts, Definition{Term: l.T("transfer.request"), Text: t.Request, Href: "/permohonan/" + url.PathEscape(numbering.Path(t.Request))})
	}
	if !t.Shipped.Recorded.IsZero() {
		facts = append(facts, Definition{Term: l.T("transfer.shipped_at"), Text: l.T("receipt.recorded_by", "name", t.Shipped.By, "time", l.DateTime(t.Shipped.Occurred))})
	}
	if t.Carrier != "" {
		facts = append(facts, Definition{Term: l.T("transfer.carrier"), Text: t.Carrier})
	}
	if t.Waybill != "" {
		facts = append(facts, Definition{Term: l.T("transfer.waybill"), Text: t.Waybill})
	}
	if t.ReturnNo != "" {
		facts = append(facts, Definition{Term: l.T("transfer.returns"), Text: t.ReturnNo, Href: TransferHref(t.Returns.String())})
	}
	if t.Ended.Note != "" {
		facts = append(facts, Definition{Term: l.T("transfer.why"), Text: l.T("transfer.why_by", "reason", t.Ended.Note, "by", t.Ended.By)})
	}
	return facts
}

func (p TransferPage) model(line stock.TransferLine) stock.Model { return p.Sheet.Models[line.Model] }

// counted tells whether a line is of a model that is only counted.
func (p TransferPage) counted(line stock.TransferLine) bool {
	return p.model(line).Tracking == stock.Counted
}

func (p TransferPage) anyCounted() bool {
	for _, line := range p.Sheet.Transfer.Lines {
		if p.counted(line) {
			return true
		}
	}
	return false
}

func (p TransferPage) anyUnits() bool {
	for _, line := range p.Sheet.Transfer.Lines {
		if !p.counted(line) {
			return true
		}
	}
	return false
}

// table is what is asked for, or what was shipped and what became of it.
func (p TransferPage) table(l i18n.Lang) Table {
	t := Table{Caption: l.T("transfer.goods"), HideCaption: true, Columns: []Column{{Label: l.T("stock.model")}, {Label: l.T("transfer.asked"), Numeric: true}}}
	shipped := p.Sheet.Transfer.Sum().Shipped > 0
	if shipped {
		for _, key := range []string{"transfer.shipped", "transfer.good", "transfer.damaged", "transfer.lost", "transfer.back", "transfer.open"} {
			t.Columns = append(t.Columns, Column{Label: l.T(key), Numeric: true})
		}
	} else {
		t.Columns = append(t.Columns, Column{Label: l.T("transfer.picked"), Numeric: true})
	}
	for _, line := range p.Sheet.Transfer.Lines {
		m, sum := p.model(line), line.Sum()
		row := Row{Cells: []Cell{{Text: m.Name, Href: "/alat/" + m.Slug}, {Text: l.Number(line.Asked)}}}
		numbers := []int64{line.Picked}
		if shipped {
			numbers = []int64{sum.Shipped, sum.Good, sum.Damaged, sum.Lost, sum.Back, sum.Open()}
		}
		for _, n := range numbers {
			row.Cells = append(row.Cells, Cell{Text: l.Number(n)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// chart draws what became of each line.
func (p TransferPage) chart(l i18n.Lang) ShareChart {
	sum := p.Sheet.Transfer.Sum()
	c := ShareChart{
		ChartText: ChartText{ID: "nasib", Headline: l.T("transfer.chart", "open", sum.Open(), "shipped", sum.Shipped), Subtitle: l.T("transfer.chart_of")},
		Of:        l.T("stock.model"),
		Series:    []string{l.T("transfer.good"), l.T("transfer.damaged"), l.T("transfer.lost"), l.T("transfer.back"), l.T("transfer.open")},
	}
	for _, line := range p.Sheet.Transfer.Lines {
		if s := line.Sum(); s.Shipped > 0 {
			c.Rows = append(c.Rows, Share{Label: p.model(line).Name, Values: []int64{s.Good, s.Damaged, s.Lost, s.Back, s.Open()}})
		}
	}
	return c
}
