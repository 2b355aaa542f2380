package views

import (
	"encoding/hex"
	"net/url"

	"lumbung/app/allocation"
	"lumbung/app/numbering"
	"lumbung/views/i18n"
)

// HandoversPage is the register of a centre's hand-overs (/serah-terima).
type HandoversPage struct {
	Choice   CentreChoice
	Register allocation.Register
	Pager    Pager
}

// DeliverPage is the form of a hand-over.
type DeliverPage struct {
	Table allocation.Table
	Form  Form
}

// HandoverPage is one hand-over for the staff of its centre, masked.
type HandoverPage struct {
	Record allocation.Delivered
	Print  string // address of the PDF; empty for those who may not print it
	Verify string // public address, as in the QR code
	Code   string // SVG of the QR code
}

// ProofPage is what everybody may know of a hand-over.
type ProofPage struct {
	Proof allocation.Proof
}

func handoverHref(number string) string {
	return "/serah-terima/" + url.PathEscape(numbering.Path(number))
}

// fingerprint writes a hash in groups of eight, so that it can be compared with
// the paper by eye and by ear.
func fingerprint(hash []byte) string {
	text := hex.EncodeToString(hash)
	out := ""
	for len(text) > 8 {
		out, text = out+text[:8]+" ", text[8:]
	}
	return out + text
}

func (p HandoversPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("handover.list"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("handover.number")},
			{Label: l.T("handover.date")},
			{Label: l.T("person.name")},
			{Label: l.T("handover.items"), Numeric: true},
			{Label: l.T("handover.value"), Numeric: true},
		},
	}
	for _, x := range p.Register.Rows {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: x.Number, Href: handoverHref(x.Number)},
			{Text: l.ShortDate(x.At)},
			{Text: x.Who},
			{Text: l.Number(int64(len(x.Lines)))},
			{Text: l.Rupiah(x.Total)},
		}})
	}
	return t
}

// itemOptions are the devices that can go with this hand-over.
func (p DeliverPage) itemOptions(l i18n.Lang) []Option {
	var options []Option
	for _, x := range p.Table.Chosen {
		options = append(options, Option{
			Value: x.ID.String(), Label: l.T("handover.item", "model", x.ModelName, "code", x.UnitCode),
			Hint: l.T("handover.item_hint", "serial", x.Serial, "number", x.RequestNo),
		})
	}
	return options
}

// partOptions are the parts that belong to the devices, to tick what goes along.
func (p DeliverPage) partOptions(l i18n.Lang) []Option {
	var options []Option
	for _, a := range p.Table.Along {
		hint := l.T("kit.required")
		if a.Optional {
			hint = l.T("kit.optional")
		}
		if a.There >= a.Quantity {
			hint = l.T("handover.part_there", "need", hint, "n", a.There)
		} else {
			hint = l.T("handover.part_in_box", "need", hint)
		}
		options = append(options, Option{
			Value: allocation.PartKey(a), Label: l.T("handover.part", "n", a.Quantity, "model", a.Part.Name, "code", a.Unit.Code), Hint: hint,
		})
	}
	return options
}

// accessories are the parts that went along.
func (p HandoverPage) accessories(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("handover.parts"),
		Columns: []Column{
			{Label: l.T("production.part")}, {Label: l.T("allocation.unit")}, {Label: l.T("receipt.amount"), Numeric: true}, {Label: l.T("handover.part_from")}, {Label: l.T("handover.value"), Numeric: true},
		},
	}
	for _, x := range p.Record.Parts {
		from := l.T("handover.part_box")
		if x.FromStock {
			from = l.T("state.node_warehouse")
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: x.ModelName}, {Text: x.UnitCode, Href: "/u/" + x.UnitCode}, {Text: l.Number(x.Quantity)}, {Text: from}, {Text: l.Rupiah(x.Quantity * x.Price)},
		}})
	}
	return t
}

func (p HandoverPage) facts(l i18n.Lang) []Definition {
	r := p.Record
	who := Definition{Term: l.T("person.one"), Text: r.Who}
	if r.ShowPerson {
		who.Href = personHref(r.PersonRef)
	}
	facts := []Definition{
		{Term: l.T("handover.date"), Text: l.DateTime(r.At)},
		{Term: l.T("handover.place"), Text: r.Place},
		who,
		{Term: l.T("handover.receiver"), Text: word(l, "choice", "handover_receiver_"+r.Receiver)},
		{Term: l.T("handover.by"), Text: r.By},
		{Term: l.T("handover.value"), Text: l.Rupiah(r.Total)},
	}
	for _, basis := range r.Basis {
		facts = append(facts, Definition{Term: l.T("handover.basis"), Text: basis})
	}
	return append(facts, Definition{Term: l.T("handover.hash"), Text: fingerprint(r.Hash)})
}

func (p HandoverPage) items(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("handover.items"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("request.model")},
			{Label: l.T("allocation.unit")},
			{Label: l.T("unit.serial")},
			{Label: l.T("handover.fund")},
			{Label: l.T("handover.value"), Numeric: true},
		},
	}
	for _, x := range p.Record.Lines {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: x.ModelName}, {Text: x.UnitCode, Href: "/u/" + x.UnitCode}, {Text: x.Serial}, {Text: orDash(x.Fund)}, {Text: l.Rupiah(x.Value)},
		}})
	}
	return t
}

func (p ProofPage) facts(l i18n.Lang) []Definition {
	return []Definition{
		{Term: l.T("handover.number"), Text: p.Proof.Number},
		{Term: l.T("handover.date"), Text: l.Date(p.Proof.At)},
		{Term: l.T("person.centre"), Text: p.Proof.Centre},
		{Term: l.T("handover.items"), Text: l.Number(int64(p.Proof.Items))},
		{Term: l.T("handover.hash"), Text: fingerprint(p.Proof.Hash)},
	}
}
