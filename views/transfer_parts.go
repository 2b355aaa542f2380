package views

import (
	"strconv"

	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// countedLine is a line of a counted model on a form: its place among those of
// the form, and on the transfer from 1.
type countedLine struct {
	stock.TransferLine
	At, Line int
	Name     string
	Lots     []stock.HeldLot
}

func (x countedLine) field(name string) string { return "lines." + strconv.Itoa(x.At) + "." + name }

// counted lists the lines of counted models; those of which something is in
// transit alone when open is set.
func (p TransferPage) countedLines(open bool) (list []countedLine) {
	for i, line := range p.Sheet.Transfer.Lines {
		if !p.counted(line) || open && line.Sum().Open() == 0 {
			continue
		}
		x := countedLine{TransferLine: line, At: len(list), Line: i + 1, Name: p.model(line).Name}
		if i < len(p.Sheet.Stacked) {
			x.Lots = p.Sheet.Stacked[i]
		}
		list = append(list, x)
	}
	return list
}

// lots are the lots to choose from, each with how many there are.
func (x countedLine) lots(l i18n.Lang) (list []Option) {
	for _, lot := range x.Lots {
		list = append(list, Option{Value: lot.ID.String(), Label: lotText(l, lot.Lot, lot.Quantity)})
	}
	return list
}

// lotText names a lot by its batch number or by when it came.
func lotText(l i18n.Lang, lot stock.Lot, n int64) string {
	name := lot.Code
	if name == "" {
		name = l.T("transfer.lot_of", "date", lot.ReceivedAt)
	}
	if !lot.Expiry.IsZero() {
		return l.T("transfer.lot_until", "name", name, "date", lot.Expiry, "n", n)
	}
	return l.T("transfer.lot", "name", name, "n", n)
}

// pickedUnits are the units set aside, to let them go again.
func (p TransferPage) pickedUnits() (list []Option) {
	for _, line := range p.Sheet.Transfer.Lines {
		for _, x := range line.Parcels {
			if !x.Unit.IsZero() {
				list = append(list, Option{Value: x.Code, Label: x.Code + " · " + x.Serial, Hint: p.model(line).Name})
			}
		}
	}
	return list
}

// readyUnits are the units that could be set aside.
func (p TransferPage) readyUnits(l i18n.Lang) (list []Option) {
	for i, units := range p.Sheet.Ready {
		for _, u := range units {
			name := p.model(p.Sheet.Transfer.Lines[i]).Name
			list = append(list, Option{Value: u.Code, Label: u.Code + " · " + u.Serial, Hint: l.T("transfer.ready_since", "model", name, "date", u.ReceivedAt)})
		}
	}
	return list
}

// lostUnits are the units that were written off as missing.
func (p TransferPage) lostUnits() (list []Option) {
	for _, line := range p.Sheet.Transfer.Lines {
		for _, x := range line.Parcels {
			if !x.Unit.IsZero() && x.Lost > 0 {
				list = append(list, Option{Value: x.Code, Label: x.Code + " · " + x.Serial, Hint: p.model(line).Name})
			}
		}
	}
	return list
}

// onTheWay lists the units that are still in transit.
func (p TransferPage) onTheWay(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("transfer.expected"), HideCaption: true, Empty: l.T("transfer.expected_none"),
		Columns: []Column{{Label: l.T("unit.code")}, {Label: l.T("unit.serial")}, {Label: l.T("stock.model")}},
	}
	for _, line := range p.Sheet.Transfer.Lines {
		for _, x := range line.Parcels {
			if !x.Unit.IsZero() && x.Open() > 0 {
				t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: x.Code, Href: "/u/" + x.Code}, {Text: x.Serial}, {Text: p.model(line).Name}}})
			}
		}
	}
	return t
}

// AllArrived fills a form with everything that is in transit, as come in good
// order.
func AllArrived(form Form, t stock.Transfer) Form {
	var codes []string
	at := 0
	for i, line := range t.Lines {
		pieces := int64(0)
		for _, x := range line.Parcels {
			if x.Unit.IsZero() {
				pieces += x.Open()
			} else if x.Open() > 0 {
				codes = append(codes, x.Code)
			}
		}
		if pieces > 0 {
			name := "lines." + strconv.Itoa(at) + "."
			form = form.Set(name+"line", strconv.Itoa(i+1)).Set(name+"good", strconv.FormatInt(pieces, 10))
			at++
		}
	}
	if len(codes) > 0 {
		form = form.Set("codes", codes...)
	}
	return form
}

// partTable is what came with one part of a transfer.
func (p TransferPage) partTable(l i18n.Lang, a stock.Arrival) Table {
	t := Table{
		Caption: l.T("transfer.part_of", "time", a.Occurred), HideCaption: true,
		Columns: []Column{{Label: l.T("transfer.goods")}, {Label: l.T("receipt.amount"), Numeric: true}, {Label: l.T("transfer.became")}},
	}
	for _, e := range a.Entries {
		line := p.Sheet.Transfer.Lines[e.Line-1]
		cell := Cell{Text: p.model(line).Name}
		if e.Code != "" {
			cell = Cell{Text: e.Code + " · " + p.model(line).Name, Href: "/u/" + e.Code}
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{cell, {Text: l.Number(e.Quantity)}, {Content: Badge(outcomeTone(e.Outcome), l.T("state.transfer_"+string(e.Outcome)))}}})
	}
	return t
}

func outcomeTone(o stock.Outcome) Tone {
	switch o {
	case stock.ArrivedGood:
		return Good
	case stock.FoundAgain:
		return Warn
	case stock.ArrivedDamaged:
		return Warn
	case stock.ArrivedNot:
		return Bad
	default:
		return Info
	}
}

// surprises is what came without being on the transfer: where the ledger has it,
// since when, by which document, and what to do.
func (p TransferPage) surprises(l i18n.Lang, a stock.Arrival) Table {
	t := Table{
		Caption: l.T("transfer.unexpected"),
		Columns: []Column{{Label: l.T("transfer.scanned")}, {Label: l.T("transfer.stands")}, {Label: l.T("transfer.todo")}},
	}
	for _, x := range a.Surprises {
		cell, stands := Cell{Text: x.Text}, l.T("transfer.stands_nowhere")
		if x.Code != "" {
			cell = Cell{Text: x.Code, Href: "/u/" + x.Code}
			stands = l.T("transfer.stands_at", "where", l.T("state.node_"+nodeWord(x.Node)), "date", x.Since, "document", orDash(x.Document))
		}
		t.Rows = append(t.Rows, Row{Tone: Warn, Cells: []Cell{cell, {Text: stands}, {Text: l.T("choice.transfer_advice_"+x.Advice, "centre", p.From)}}})
	}
	return t
}

// TransferForms gives each form of the page a name of its own.
func TransferForms(p TransferPage) TransferPage {
	for _, x := range []struct {
		form *Form
		id   string
	}{
		{&p.Refuse, "tolak-"},
		{&p.Pick, "ambil-"},
		{&p.Offer, "pilih-"},
		{&p.Count, "jumlah-"},
		{&p.Unpick, "lepas-"},
		{&p.Ship, "kirim-"},
		{&p.Receive, "terima-"},
		{&p.Back, "kembali-"},
		{&p.Find, "temuan-"},
		{&p.Cancel, "batal-"},
	} {
		x.form.ID = x.id
	}
	return p
}

// counts fills the form of counted models with what is set aside, or with what
// is asked for when nothing is.
func (p TransferPage) counts() Form {
	form := p.Count
	for _, x := range p.countedLines(false) {
		if form.Value(x.field("quantity")) != "" {
			continue
		}
		n := x.Picked
		if n == 0 {
			n = x.Asked
		}
		form = form.Set(x.field("quantity"), strconv.FormatInt(n, 10))
		if !x.Lot.IsZero() {
			form = form.Set(x.field("lot"), x.Lot.String())
		}
	}
	return form
}
