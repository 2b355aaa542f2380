package views

import (
	"strconv"

	"lumbung/app/sheet"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// ImportsPage takes a file and lists what was imported (/gudang/impor).
type ImportsPage struct {
	Form      Form
	MayImport bool
	MaxMB     int // the largest file that a page takes
	Imports   []stock.Import
	Pager     Pager
}

func (p ImportsPage) kinds(l i18n.Lang) []Option {
	return []Option{
		{Value: "stock", Label: l.T("import.kind_stock"), Hint: l.T("import.kind_stock_hint")},
		{Value: "places", Label: l.T("import.kind_places"), Hint: l.T("import.kind_places_hint")},
		{Value: "models", Label: l.T("import.kind_models"), Hint: l.T("import.kind_models_hint")},
	}
}

func (p ImportsPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("import.list"), HideCaption: true, Empty: l.T("import.none"),
		Columns: []Column{
			{Label: l.T("receipt.number")},
			{Label: l.T("import.at")},
			{Label: l.T("import.state")},
			{Label: l.T("import.rows"), Numeric: true},
			{Label: l.T("import.by")},
		},
	}
	for _, i := range p.Imports {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: i.Number, Href: "/gudang/impor/" + i.ID.String()},
			{Text: l.DateTime(i.At)},
			{Content: Badge(importTone(i.State), l.T("state.import_"+string(i.State)))},
			{Text: l.Number(i.Rows)},
			{Text: i.By.Name},
		}})
	}
	return t
}

func importTone(s stock.ImportState) Tone {
	switch s {
	case stock.ImportDone:
		return Good
	case stock.ImportUndone:
		return Neutral
	default:
		return Warn
	}
}

// ImportResult is what a file would bring, or what is wrong with it.
type ImportResult struct {
	Kind     string
	Draft    string
	Problems sheet.Problems
	Added    int // places or models
	Same     int
	Stock    stock.Imported
}

// ImportCheckedPage shows a file that was looked at.
type ImportCheckedPage struct {
	Form   Form
	Result ImportResult
}

// listedProblems is how many problems a page shows; the others are in the file.
const listedProblems = 200

func (p ImportCheckedPage) problems(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("import.problems"), HideCaption: true,
		Columns: []Column{{Label: l.T("import.row"), Numeric: true}, {Label: l.T("import.column")}, {Label: l.T("import.message")}},
	}
	for _, x := range p.Result.Problems.List[:min(len(p.Result.Problems.List), listedProblems)] {
		t.Rows = append(t.Rows, Row{Cells: Cells(strconv.Itoa(x.Row), x.Column, l.Say(x.Key, x.Args))})
	}
	return t
}

func (p ImportCheckedPage) facts(l i18n.Lang) []Definition {
	r := p.Result
	if r.Kind != "stock" {
		return []Definition{{Term: l.T("import.fresh"), Text: l.Number(int64(r.Added))}, {Term: l.T("import.same"), Text: l.Number(int64(r.Same))}}
	}
	list := []Definition{
		{Term: l.T("import.rows"), Text: l.Number(r.Stock.Import.Rows)},
		{Term: l.T("import.movements"), Text: l.Number(r.Stock.Import.Movements)},
		{Term: l.T("import.pieces"), Text: l.Number(r.Stock.Pieces)},
		{Term: l.T("import.units"), Text: l.Number(r.Stock.Import.Units)},
	}
	if !r.Stock.Import.First.IsZero() {
		list = append(list, Definition{Term: l.T("import.span"), Text: l.Date(r.Stock.Import.First) + " – " + l.Date(r.Stock.Import.Last)})
	}
	return list
}

// heed is what a careful person should look at before bringing the file in.
func (p ImportCheckedPage) heed(l i18n.Lang) (list []string) {
	r := p.Result.Stock
	if r.Onto > 0 {
		list = append(list, l.T("import.onto", "n", r.Onto))
	}
	if r.FEFO > 0 {
		list = append(list, l.T("import.fefo", "n", r.FEFO))
	}
	if r.Nothing > 0 {
		list = append(list, l.T("import.nothing", "n", r.Nothing))
	}
	if r.Outside > 0 {
		list = append(list, l.T("import.outside", "n", r.Outside))
	}
	return list
}

// ImportPage is one import (/gudang/impor/{id}).
type ImportPage struct {
	Sheet stock.ImportSheet
	Undo  Form
}

func (p ImportPage) facts(l i18n.Lang) []Definition {
	i := p.Sheet.Import
	list := []Definition{
		{Term: l.T("import.state"), Content: Badge(importTone(i.State), l.T("state.import_"+string(i.State)))},
		{Term: l.T("import.at"), Text: l.DateTime(i.At)},
		{Term: l.T("import.by"), Text: i.By.Name},
		{Term: l.T("import.rows"), Text: l.Number(i.Rows)},
		{Term: l.T("import.movements"), Text: l.Number(i.Movements)},
		{Term: l.T("import.units"), Text: l.Number(i.Units)},
	}
	if !i.First.IsZero() {
		list = append(list, Definition{Term: l.T("import.span"), Text: l.Date(i.First) + " – " + l.Date(i.Last)})
	}
	if i.State == stock.ImportUndone {
		list = append(list,
			Definition{Term: l.T("import.undone_at"), Text: l.DateTime(i.UndoneAt)},
			Definition{Term: l.T("receipt.undo_reason"), Text: i.Reason})
	}
	return list
}

// undoText says what undoing does, which is more while the import is posted.
func undoText(l i18n.Lang, i stock.Import) string {
	if i.State == stock.ImportPosting {
		return l.T("import.undo_running") + " " + l.T("import.undo_text")
	}
	return l.T("import.undo_text")
}
