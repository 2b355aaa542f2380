package views

import (
	"fmt"
	"strconv"

	"lumbung/app/stock"
	"lumbung/views/i18n"
)

func (p OrderPage) batchFacts(l i18n.Lang, b stock.Batch) []Definition {
	facts := []Definition{
		{Term: l.T("receipt.amount"), Text: l.Number(b.Quantity)},
		{Term: l.T("receipt.date"), Text: l.DateTime(b.Occurred)},
		{Term: l.T("production.cost_total"), Text: l.T("production.cost_of", "total", l.Rupiah(b.Cost.Total()), "parts", l.Rupiah(b.Cost.Parts), "labour", l.Rupiah(b.Cost.Labour), "overhead", l.Rupiah(b.Cost.Overhead))},
		{Term: l.T("receipt.recorded"), Text: l.T("receipt.recorded_by", "name", b.By.Name, "time", l.DateTime(b.Recorded))},
	}
	for _, x := range b.Lots {
		facts = append(facts, Definition{Term: l.T("receipt.unit_cost"), Text: l.T("production.pieces_at", "n", x.Quantity, "price", l.Rupiah(x.UnitCost))})
	}
	if !b.Tested.At.IsZero() {
		facts = append(facts, Definition{Term: l.T("production.tested"), Text: markText(l, l.T("state.batch_"+string(b.Verdict)), b.Tested)})
	}
	return facts
}

func batchTone(b stock.Batch) Tone {
	if !b.UndoneBy.IsZero() {
		return Neutral
	}
	switch b.Verdict {
	case stock.BatchPassed:
		return Good
	case stock.BatchFailed:
		return Bad
	default:
		return Wait
	}
}

func batchWord(l i18n.Lang, b stock.Batch) string {
	if !b.UndoneBy.IsZero() {
		return l.T("receipt.reversed_word")
	}
	if b.Verdict == "" {
		return l.T("production.not_tested")
	}
	return l.T("state.batch_" + string(b.Verdict))
}

func (p OrderPage) units(l i18n.Lang, b stock.Batch) Table {
	t := Table{
		Caption: l.T("production.units_of", "number", b.Number), HideCaption: true,
		Columns: []Column{{Label: l.T("unit.code")}, {Label: l.T("unit.serial")}, {Label: l.T("receipt.unit_cost"), Numeric: true}, {Label: l.T("unit.state")}},
	}
	for _, u := range p.Sheet.Units[b.ID] {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: u.Code, Href: "/u/" + u.Code}, {Text: u.Serial}, {Text: l.Rupiah(u.UnitCost)}, {Content: bucketBadge(l, u)}}})
	}
	return t
}

func (p OrderPage) tests(l i18n.Lang, b stock.Batch) Table {
	t := Table{
		Caption: l.T("production.tests_of", "number", b.Number), HideCaption: true,
		Columns: []Column{{Label: l.T("production.parameter")}, {Label: l.T("production.result")}, {Label: l.T("receipt.note")}},
	}
	for _, x := range b.Tests {
		tone := Good
		if x.Result == stock.TestFail {
			tone = Bad
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: l.T("choice.test_" + x.Parameter)}, {Content: Badge(tone, l.T("choice.result_"+x.Result))}, {Text: orDash(x.Note)},
		}})
	}
	return t
}

func (p OrderPage) testForm(b stock.Batch) Form {
	f := p.Forms.Test
	if f.Value("batch") != b.ID.String() {
		f.Errors, f.Values = nil, nil
		for i, name := range stock.TestParameters() {
			for _, x := range b.Tests {
				if x.Parameter == name {
					f = f.Set(fmt.Sprintf("tests.%d.result", i), x.Result).Set(fmt.Sprintf("tests.%d.note", i), x.Note)
				}
			}
		}
	}
	f.ID = "test-" + b.ID.String() + "-"
	for i, name := range stock.TestParameters() {
		f = f.Set(fmt.Sprintf("tests.%d.parameter", i), name)
	}
	f = f.Set("batch", b.ID.String())
	f.Version = strconv.FormatInt(b.Version, 10)
	return f
}

func (p OrderPage) undoForm(b stock.Batch) Form {
	f := p.Forms.Undo
	if f.Value("batch") != b.ID.String() {
		f.Errors, f.Values = nil, nil
	}
	f.ID = "undo-" + b.ID.String() + "-"
	return f.Set("batch", b.ID.String())
}

func resultOptions(l i18n.Lang) []Option {
	return []Option{
		{Value: stock.TestPass, Label: l.T("choice.result_pass")},
		{Value: stock.TestFail, Label: l.T("choice.result_fail")},
		{Value: "", Label: l.T("choice.result_none")},
	}
}
