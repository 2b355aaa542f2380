package views

import (
	"fmt"
	"strconv"

	"lumbung/app/stock"
	"lumbung/views/i18n"
)

func (p CountLinePage) facts(l i18n.Lang) []Definition {
	x := p.Sheet.Line
	facts := []Definition{
		{Term: l.T("count.book_then"), Text: l.Number(x.Booked)},
		{Term: l.T("count.book_now"), Text: l.Number(p.Sheet.Now)},
		{Term: l.T("count.counted"), Text: countedText(l, x)},
		{Term: l.T("count.difference"), Text: differenceText(l, x.Difference())},
		{Term: l.T("count.state"), Content: Badge(lineTone(x.State()), lineWord(l, x.State()))},
	}
	if x.Done() && !x.Closed.IsZero() {
		facts = append(facts, Definition{Term: l.T("count.closed"), Text: l.T("receipt.recorded_by", "name", x.ClosedBy, "time", l.DateTime(x.Closed))})
	}
	if x.Note != "" {
		facts = append(facts, Definition{Term: l.T("receipt.note"), Text: x.Note})
	}
	return facts
}

func (p CountLinePage) lots(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("count.lots"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("receipt.lot")},
			{Label: l.T("count.book_then"), Numeric: true},
			{Label: l.T("count.expected"), Numeric: true},
			{Label: l.T("count.counted"), Numeric: true},
			{Label: l.T("count.difference"), Numeric: true},
			{Label: l.T("count.earlier")},
		},
	}
	for _, x := range p.Sheet.Line.Lots {
		counted, earlier := "–", ""
		if !x.At.IsZero() {
			counted = l.Number(x.Counted)
		}
		for _, n := range x.Earlier {
			earlier += l.Number(n) + " "
		}
		t.Rows = append(t.Rows, Row{Cells: Cells(orDash(x.Code), l.Number(x.Booked), l.Number(x.Expected), counted, differenceText(l, x.Difference()), orDash(earlier))})
	}
	return t
}

// moves are what was moved while they counted, and whether the count has it.
func (p CountLinePage) moves(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("count.moves"), HideCaption: true, Empty: l.T("count.no_moves"),
		Columns: []Column{
			{Label: l.T("count.moved_at")},
			{Label: l.T("card.document")},
			{Label: l.T("card.what")},
			{Label: l.T("card.in"), Numeric: true},
			{Label: l.T("card.out"), Numeric: true},
			{Label: l.T("count.counted_when")},
		},
	}
	for _, x := range p.Sheet.Moves {
		when := l.T("count.before")
		if x.Seen {
			when = l.T("count.after")
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: l.DateTime(x.Movement.Occurred)},
			{Text: orDash(x.Movement.Document)},
			{Text: movementWord(l, x.Movement)},
			{Text: orZero(l, x.In)},
			{Text: orZero(l, x.Out)},
			{Text: when},
		}})
	}
	return t
}

// cuts are what whoever counted can say of the movements.
func (p CountLinePage) cuts(l i18n.Lang) []Option {
	list := []Option{{Value: stock.BeforeAll, Label: l.T("count.before_all")}}
	for _, x := range p.Sheet.Moves {
		list = append(list, Option{
			Value: x.Movement.ID.String(),
			Label: l.T("count.after_move", "document", orDash(x.Movement.Document), "time", l.DateTime(x.Movement.Occurred)),
		})
	}
	return list
}

func (p CountLinePage) marks(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("count.units"), HideCaption: true, Empty: l.T("count.no_units"),
		Columns: []Column{{Label: l.T("unit.code")}, {Label: l.T("unit.serial")}, {Label: l.T("count.result")}, {Label: l.T("count.detail")}, {Label: l.T("count.counter")}},
	}
	for _, m := range p.Sheet.Marks {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: m.Code, Href: "/u/" + m.Code},
			{Text: m.Serial},
			{Content: Badge(markTone(m), l.T("choice.count_mark_"+string(m.Kind)))},
			{Text: markDetail(l, m)},
			{Text: m.By},
		}})
	}
	for _, u := range p.Sheet.Unseen {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: u.Code, Href: "/u/" + u.Code},
			{Text: u.Serial},
			{Content: Badge(Wait, l.T("count.unseen"))},
			{Text: l.T("count.since_document", "since", u.Moved.At, "document", orDash(u.Moved.Document))},
			{Text: "–"},
		}})
	}
	return t
}

func markTone(m stock.CountMark) Tone {
	switch m.Kind {
	case stock.MarkFound:
		return Good
	case stock.MarkExtra:
		return Warn
	default:
		return Bad
	}
}

func markDetail(l i18n.Lang, m stock.CountMark) string {
	text := ""
	if m.Kind == stock.MarkExtra {
		text = l.T("count.book_has_it", "place", NodeText(l, m.Book), "by", orDash(m.BookMark.By), "since", m.BookMark.At, "document", orDash(m.BookMark.Document))
	}
	if m.Condition != "" {
		text += " " + l.T("count.condition_seen", "state", "unit_"+string(m.Condition))
	}
	if m.Reason != "" {
		text += " " + reasonWord(l, string(m.Reason))
	}
	if m.Outcome != "" {
		text += " " + l.T("choice.count_outcome_"+string(m.Outcome))
	}
	return orDash(text)
}

// explained names the fields of one line on the form of reasons.
func explained(i int, field string) string { return fmt.Sprintf("lines.%d.%s", i, field) }

// lineTitle is a line as the review says it.
func lineTitle(l i18n.Lang, x stock.CountLine) string {
	return l.T("count.model_at", "model", x.ModelName, "place", x.PlaceName)
}

// lineSum is what differs on a line, in a sentence.
func lineSum(l i18n.Lang, x stock.CountLine) string {
	expected := x.Seen() - x.Difference()
	return l.T("count.line_sum", "book", expected, "counted", x.Seen(), "difference", differenceText(l, x.Difference()), "value", orNone(l, x.Value)) + lineParts(l, x)
}

func lineParts(l i18n.Lang, x stock.CountLine) string {
	if x.Tracking != stock.Serialised {
		return ""
	}
	return " " + l.T("count.line_parts", "missing", x.Missing, "extra", x.Extra, "astray", x.Astray)
}

func (p ReviewCountPage) choices(l i18n.Lang) (list []Option) {
	for _, x := range p.Lines.Lines {
		list = append(list, Option{Value: strconv.FormatInt(x.No, 10), Label: lineTitle(l, x)})
	}
	return list
}

func (p ReviewCountPage) pager() Pager {
	pager := Pager{Shown: len(p.Lines.Lines)}
	href := countHref(p.Sheet.Count) + "/telaah"
	if p.Lines.Next > 0 {
		pager.First, pager.Next = href, href+"?after="+strconv.FormatInt(p.Lines.Next, 10)
	}
	return pager
}

func (p CountProofPage) facts(l i18n.Lang) []Definition {
	return []Definition{
		{Term: l.T("count.number"), Text: p.Proof.Number},
		{Term: l.T("stock.centre"), Text: p.Proof.Centre},
		{Term: l.T("count.scope"), Text: p.Proof.Scope},
		{Term: l.T("count.posted_at"), Text: l.Date(p.Proof.Posted)},
		{Term: l.T("count.lines"), Text: l.Number(p.Proof.Lines)},
		{Term: l.T("handover.hash"), Text: fingerprint(p.Proof.Hash)},
	}
}
