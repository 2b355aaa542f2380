package views

import (
	"lumbung/app/stock"
	"lumbung/views/i18n"
	"lumbung/views/sheet"
)

// MovementsPage lists movements of a centre (/gudang/mutasi).
type MovementsPage struct {
	List       stock.MovementList
	CentreName string
	Tags       []FilterTag
	Filter     Form
	Periods    []Option
	Pager      Pager
	Downloads  []Link
}

func (p MovementsPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("movement.list"), HideCaption: true, Empty: l.T("movement.none"),
		Columns: []Column{
			{Label: l.T("card.time")},
			{Label: l.T("card.document")},
			{Label: l.T("stock.model")},
			{Label: l.T("card.what")},
			{Label: l.T("receipt.amount"), Numeric: true},
			{Label: l.T("inventory.rupiah"), Numeric: true},
			{Label: l.T("card.by")},
		},
	}
	for _, x := range p.List.Rows {
		m := x.Movement
		r := Row{Cells: []Cell{
			{Text: cardTime(l, m), Href: movementHref(m)},
			documentCell(m),
			{Text: p.modelsOf(l, m)},
			{Text: movementWord(l, m)},
			{Text: l.Number(x.Amount.Quantity)},
			{Text: l.Rupiah(x.Amount.Value)},
			{Text: m.By.Name},
		}}
		if !m.ReversedBy.IsZero() {
			r.Tone = Warn
			r.Cells[3].Text = l.T("movement.taken_back", "what", r.Cells[3].Text)
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// modelsOf names what moved: the first model, and how many others.
func (p MovementsPage) modelsOf(l i18n.Lang, m stock.Movement) string {
	seen := map[string]bool{}
	first := ""
	for _, x := range m.Lines {
		name := p.List.Models[x.Model].Name
		if first == "" {
			first = name
		}
		seen[name] = true
	}
	if len(seen) > 1 {
		return l.T("movement.and_more", "name", first, "n", len(seen)-1)
	}
	return first
}

// MovementColumns are the columns of a list of movements as a file.
func MovementColumns(l i18n.Lang) []sheet.Column {
	return []sheet.Column{
		{Title: l.T("card.time"), Width: 18},
		{Title: l.T("card.recorded"), Width: 18},
		{Title: l.T("card.document"), Width: 24},
		{Title: l.T("stock.model"), Width: 32},
		{Title: l.T("card.what"), Width: 48},
		{Title: l.T("receipt.amount")},
		{Title: l.T("inventory.rupiah"), Width: 18},
		{Title: l.T("card.by"), Width: 24},
	}
}

// MovementValues is one movement as a row of a file.
func (p MovementsPage) MovementValues(l i18n.Lang, x stock.MovementRow) []any {
	m := x.Movement
	return []any{m.Occurred, m.Recorded, m.Document, p.modelsOf(l, m), movementWord(l, m), x.Amount.Quantity, x.Amount.Value, m.By.Name}
}

// MovementPage is one movement (/gudang/mutasi/{id}).
type MovementPage struct {
	Sheet      stock.MovementSheet
	CentreName string
	Undo       Form
}

func (p MovementPage) facts(l i18n.Lang) []Definition {
	m := p.Sheet.Movement
	facts := []Definition{
		{Term: l.T("card.what"), Text: movementWord(l, m)},
		{Term: l.T("card.document"), Text: orDash(m.Document), Href: documentHref(m)},
		{Term: l.T("receipt.amount"), Text: l.Number(m.Quantity())},
		{Term: l.T("movement.occurred"), Text: l.DateTime(m.Occurred)},
		{Term: l.T("receipt.recorded"), Text: l.T("receipt.recorded_by", "name", m.By.Name, "time", l.DateTime(m.Recorded))},
		{Term: l.T("stock.centre"), Text: p.CentreName},
	}
	if m.Note != "" {
		facts = append(facts, Definition{Term: l.T("receipt.note"), Text: m.Note})
	}
	if !m.Reverses.IsZero() {
		facts = append(facts, Definition{Term: l.T("movement.reverses"), Text: l.T("movement.open"), Href: "/gudang/mutasi/" + m.Reverses.String()})
	}
	return facts
}

func (p MovementPage) lines(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("movement.lines"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("stock.model")},
			{Label: l.T("card.lot")},
			{Label: l.T("movement.from")},
			{Label: l.T("movement.to")},
			{Label: l.T("receipt.amount"), Numeric: true},
			{Label: l.T("inventory.rupiah"), Numeric: true},
		},
	}
	for _, x := range p.Sheet.Movement.Lines {
		m, lot := p.Sheet.Models[x.Model], p.Sheet.Lots[x.Lot]
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: m.Name, Href: "/alat/" + m.Slug},
			{Text: lotName(l, lot)},
			{Text: nodeName(l, x.From)},
			{Text: nodeName(l, x.To)},
			{Text: l.Number(x.Quantity)},
			{Text: l.Rupiah(x.Quantity * lot.UnitCost)},
		}})
	}
	return t
}

// nodeName is where goods are, in words: a real place with its code; a person is
// never named.
func nodeName(l i18n.Lang, n stock.Node) string {
	name := l.T("state.node_" + nodeWord(n))
	if n.Real() {
		name += " " + n.Ref
	}
	return name
}

func (p MovementPage) units(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("unit.list"), HideCaption: true,
		Columns: []Column{{Label: l.T("unit.code")}, {Label: l.T("unit.serial")}, {Label: l.T("movement.now")}},
	}
	for _, x := range p.Sheet.Movement.Lines {
		for _, id := range x.Units {
			if u, shown := p.Sheet.Units[id]; shown {
				t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: u.Code, Href: "/u/" + u.Code}, {Text: u.Serial}, {Content: bucketBadge(l, u)}}})
			}
		}
	}
	return t
}
