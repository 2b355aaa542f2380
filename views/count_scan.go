package views

import (
	"fmt"

	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// results are the answers to the scans that were just sent, the last one first.
func (p CountingPage) results(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("count.results"), HideCaption: true,
		Columns: []Column{{Label: l.T("count.code")}, {Label: l.T("count.result")}, {Label: l.T("count.detail")}},
	}
	for i := len(p.Results) - 1; i >= 0; i-- {
		x := p.Results[i]
		row := Row{Cells: []Cell{
			{Text: x.Code},
			{Content: Badge(scanTone(x.Word), l.T("choice.count_scan_"+string(x.Word)))},
			{Text: scanDetail(l, x)},
		}}
		if x.Unit != "" {
			row.Cells[0].Href = "/u/" + x.Unit
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func scanTone(w stock.ScanWord) Tone {
	switch w {
	case stock.ScanFound:
		return Good
	case stock.ScanPlace:
		return Info
	case stock.ScanExtra, stock.ScanTwice:
		return Warn
	default:
		return Bad
	}
}

// scanDetail says what a person needs to judge a scan: of an unexpected unit
// where the book has it, who put it there, since when and by which document.
func scanDetail(l i18n.Lang, x stock.Scanned) string {
	switch x.Word {
	case stock.ScanExtra:
		return l.T("count.book_has_it", "place", NodeText(l, x.Book), "by", orDash(x.Since.By), "since", x.Since.At, "document", orDash(x.Since.Document)) +
			" " + l.T("choice.count_will_"+string(x.Will))
	case stock.ScanTwice:
		return l.T("count.seen_before", "place", orDash(x.Place))
	case stock.ScanPlace:
		return l.T("count.next_place", "place", x.Place)
	case stock.ScanFound:
		return x.Serial
	default:
		return l.T("choice.count_scan_" + string(x.Word) + "_hint")
	}
}

// NodeText is a node as people say it: the code of a real place, the kind of any
// other.
func NodeText(l i18n.Lang, n stock.Node) string {
	if n.Real() {
		return n.Ref
	}
	return l.T("state.node_" + nodeWord(n))
}

// tally says in a word how the scans went.
func (p CountingPage) tally(l i18n.Lang) string {
	n := map[stock.ScanWord]int{}
	for _, x := range p.Results {
		n[x.Word]++
	}
	return l.T("count.tally", "found", n[stock.ScanFound], "extra", n[stock.ScanExtra], "twice", n[stock.ScanTwice], "unknown", n[stock.ScanUnknown])
}

func (p CountingPage) places() (list []Option) {
	for _, x := range p.At.Places {
		list = append(list, Option{Value: x.Code, Label: x.Name})
	}
	return list
}

// conditions can be noted while counting; leaving them open says nothing.
func countConditions(l i18n.Lang) (list []Option) {
	for _, c := range stock.Conditions() {
		list = append(list, Option{Value: string(c), Label: l.T("state.unit_" + string(c))})
	}
	return list
}

// lot is one number to type: a lot of a counted model at the place.
type lotField struct {
	Name, Model, Lot, Label, Hint string
}

// lots are the numbers to type. What the book has is not shown: whoever counts
// should see the shelf, not the book.
func (p CountingPage) lots(l i18n.Lang) (list []lotField) {
	for _, x := range p.At.Lines {
		for _, lot := range x.Lots {
			f := lotField{Name: fmt.Sprintf("pieces.%d.", len(list)), Model: x.ModelCode, Lot: lot.Lot.String(), Label: x.ModelName}
			if lot.Code != "" {
				f.Label = l.T("count.model_lot", "model", x.ModelName, "lot", lot.Code)
			}
			if !lot.Expiry.IsZero() {
				f.Hint = l.T("count.expires", "date", l.Date(lot.Expiry))
			}
			if !lot.At.IsZero() {
				f.Hint = l.T("count.told_before", "n", lot.Counted, "by", lot.By, "time", l.DateTime(lot.At)) + " " + f.Hint
			}
			list = append(list, f)
		}
	}
	return list
}

// units are the serialised models of the place, with how many were seen: not how
// many the book has.
func (p CountingPage) units(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("count.seen_here"), HideCaption: true, Empty: l.T("count.no_units_here"),
		Columns: []Column{{Label: l.T("stock.model")}, {Label: l.T("count.counted"), Numeric: true}, {Label: l.T("count.state")}},
	}
	for _, x := range p.At.Lines {
		if x.Tracking != stock.Serialised {
			continue
		}
		word := l.T("state.count_line_open")
		if x.Recount {
			word = l.T("state.count_line_recount")
		} else if x.Done() {
			word = l.T("count.closed_at", "time", l.DateTime(x.Closed), "by", x.ClosedBy)
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: x.ModelName, Href: countLineHref(p.At.Count, x)}, {Text: l.Number(x.Seen())}, {Text: word}}})
	}
	return t
}
