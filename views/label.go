package views

import (
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// LabelsPage chooses what to print labels of (/gudang/label).
type LabelsPage struct {
	Choose  Form
	Ahead   Form // prints labels that wait for their units
	Batches []stock.LabelBatch
	Tree    stock.PlaceTree
}

// places are the centre, its warehouses and its shelves to tick.
func (p LabelsPage) places(l i18n.Lang) (list []Option) {
	hint := func(label string) string {
		if label == "" {
			return l.T("label.new_code")
		}
		return label
	}
	if p.Tree.Centre.Code == "" {
		return nil
	}
	list = append(list, Option{Value: string(stock.LabelCentre) + " " + p.Tree.Centre.Code, Label: p.Tree.Centre.Name, Hint: hint(p.Tree.Label)})
	for _, h := range p.Tree.Houses {
		list = append(list, Option{Value: string(stock.LabelWarehouse) + " " + h.Code, Label: h.Name, Hint: hint(h.Label)})
		for _, s := range h.Shelves {
			list = append(list, Option{Value: string(stock.LabelShelf) + " " + s.Code, Label: h.Name + " · " + s.Name, Hint: hint(s.Label)})
		}
	}
	return list
}

// within are the places whose units can be labelled all at once.
func (p LabelsPage) within() (list []Option) {
	for _, h := range p.Tree.Houses {
		list = append(list, Option{Value: h.Code, Label: h.Name})
		for _, s := range h.Shelves {
			list = append(list, Option{Value: s.Code, Label: h.Name + " · " + s.Name})
		}
	}
	return list
}

func formatOptions(l i18n.Lang) []Option {
	return []Option{
		{Value: "a4", Label: l.T("choice.label_a4"), Hint: l.T("choice.label_a4_hint")},
		{Value: "roll", Label: l.T("choice.label_roll"), Hint: l.T("choice.label_roll_hint")},
	}
}

func (p LabelsPage) batches(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("label.batches"), HideCaption: true, Empty: l.T("label.no_batch"),
		Columns: []Column{
			{Label: l.T("label.number")},
			{Label: l.T("label.printed_at")},
			{Label: l.T("label.count"), Numeric: true},
			{Label: l.T("label.on_units"), Numeric: true},
			{Label: l.T("label.roll")},
		},
	}
	for _, b := range p.Batches {
		href := "/gudang/label?batch=" + b.ID.String()
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: b.Number, Href: href},
			{Text: l.Date(b.Printed)},
			{Text: l.Number(int64(b.Count))},
			{Text: l.Number(int64(b.Bound))},
			{Text: l.T("receipt.labels_roll"), Href: href + "&format=roll"},
		}})
	}
	return t
}

// FoundLabelPage is what a stranger reads who has found a label that is on no
// unit: whose it is.
type FoundLabelPage struct {
	Stuck  stock.Stuck
	SignIn string // for staff of the centre
}

// StickPage puts a label on a unit (/u/{code}, for staff of its centre).
type StickPage struct {
	Stuck stock.Stuck
	Form  Form
}

// GTINPage is the trade numbers of a model (/alat/{slug}/gtin).
type GTINPage struct {
	Model stock.Model
	List  []stock.TradeNumber
	Form  Form
}
