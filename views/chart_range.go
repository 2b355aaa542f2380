package views

import "lumbung/views/i18n"

// RangeChart is one amount of money for each of a few who can be compared: a dot
// each on one scale, with the least, the middle and the greatest told in words.
type RangeChart struct {
	ChartText
	Of               string // head of the first column of the table: Sentra
	Unit             string // what is measured: Biaya per unit
	Min, Median, Max int64  // whole rupiah
	Dots             []RangeDot
}

// RangeDot is one of those compared. An Own one is drawn in another shape.
type RangeDot struct {
	Label, Href string
	Value       int64 // whole rupiah
	Note        string
	Own         bool
}

const rangeRow = 44 // height of a row: text above, line and dot below

// x is where an amount stands: the scale begins at nothing, so that what costs
// twice as much is twice as far.
func (c RangeChart) x(value int64) int {
	const left, width = 8, chartWidth - 16
	if c.Max <= 0 {
		return left
	}
	return left + int(value*width/c.Max)
}

func (c RangeChart) height() int { return len(c.Dots)*rangeRow + 4 }

func (c RangeChart) table(l i18n.Lang) Table {
	t := Table{Caption: c.Subtitle, Columns: []Column{{Label: c.Of}, {Label: c.Unit, Numeric: true}, {Label: l.T("replication.made")}}}
	for _, d := range c.Dots {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: d.Label, Href: d.Href}, {Text: l.Rupiah(d.Value)}, {Text: d.Note}}})
	}
	return t
}
