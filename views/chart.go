package views

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"lumbung/views/i18n"
)

// ChartText is what every chart says besides its picture: what it shows as a
// message, what it counts as a statistician writes it, and where it comes from.
type ChartText struct {
	ID       string // unique on the page
	Headline string // the message: "Serah terima naik 12% sejak triwulan lalu"
	Subtitle string // the measure: "Unit diserahkan per bulan, April 2025 – Maret 2026"
	Note     string // source and time of the data
	CSV      string // address of the numbers; "" is no link
	Top      bool   // it stands right under the heading of the page, in no section
}

// Bar is one value of a series over time.
type Bar struct {
	Label string // short, under the bar: Mar
	Long  string // in full, for the table and the tooltip: Maret 2026
	Value int64
}

// MonthChart is one bar per month, with a target when there is one.
type MonthChart struct {
	ChartText
	Unit   string // what is counted: unit
	Bars   []Bar
	Target int64 // per month; 0 is none
}

// The pictures are drawn for the width of a telephone, so that their text stays
// readable there; wider screens enlarge them.
const (
	chartWidth = 400
	axisWidth  = 30 // left of the months, for the values of the grid lines
	plotHeight = 190
	plotTop    = 18
	barShare   = 72 // per cent of its slot that a bar takes
	gridLines  = 4
)

// placedBar is a bar with its place in the picture.
type placedBar struct {
	Bar
	X, Y, Width, Height int
	Shown               string // value written above the bar, "" where it would crowd
}

func (p placedBar) middle() int { return p.X + p.Width/2 }

// scale gives a round number at or above the largest value, and the step of the
// grid lines, so that lines stand at 0, 5, 10 … and never at 3.7.
func scale(largest int64) (top, step int64) {
	for magnitude := int64(1); ; magnitude *= 10 {
		for _, unit := range []int64{1, 2, 5} {
			if step := unit * magnitude; step*gridLines >= largest {
				return step * gridLines, step
			}
		}
	}
}

func (c MonthChart) top() (top, step int64) {
	largest := c.Target
	for _, b := range c.Bars {
		largest = max(largest, b.Value)
	}
	return scale(largest)
}

// place computes where each bar stands. Only the highest and the last value are
// written; the table has them all.
func (c MonthChart) place(l i18n.Lang) []placedBar {
	if len(c.Bars) == 0 {
		return nil
	}
	top, _ := c.top()
	slot := (chartWidth - axisWidth) / len(c.Bars)
	highest := slices.MaxFunc(c.Bars, func(a, b Bar) int { return int(a.Value - b.Value) })
	placed := make([]placedBar, len(c.Bars))
	for i, b := range c.Bars {
		height := int(b.Value * plotHeight / top)
		p := placedBar{
			Bar: b, X: axisWidth + i*slot + slot*(100-barShare)/200, Width: slot * barShare / 100,
			Y: plotTop + plotHeight - height, Height: height,
		}
		if i == len(c.Bars)-1 || b == highest {
			p.Shown = l.Number(b.Value)
		}
		placed[i] = p
	}
	return placed
}

// yields tells whether the label under bar i gives way on a narrow screen: every
// second one does when there are many, counted from the latest.
func (c MonthChart) yields(i int) bool { return len(c.Bars) > 6 && (len(c.Bars)-1-i)%2 == 1 }

// gridline is a horizontal line with its value.
type gridline struct {
	Y     int
	Label string
}

func (c MonthChart) lines(l i18n.Lang) []gridline {
	top, step := c.top()
	var lines []gridline
	for v := int64(0); v <= top; v += step {
		lines = append(lines, gridline{Y: height(v, top), Label: l.Number(v)})
	}
	return lines
}

func height(value, top int64) int { return plotTop + plotHeight - int(value*plotHeight/top) }

func (c MonthChart) targetY() int {
	top, _ := c.top()
	return height(c.Target, top)
}

func (c MonthChart) table(l i18n.Lang) Table {
	t := Table{
		Caption: c.Subtitle,
		Columns: []Column{{Label: l.T("chart.period")}, {Label: c.Unit, Numeric: true}},
	}
	for _, b := range c.Bars {
		t.Rows = append(t.Rows, Row{Cells: Cells(b.Long, l.Number(b.Value))})
	}
	return t
}

// Share is one row of a chart of horizontal bars. Values has one number for
// each series.
type Share struct {
	Label, Href string
	Own         bool // the label is what somebody typed in Indonesian
	Values      []int64
}

func (s Share) sum() (n int64) {
	for _, v := range s.Values {
		n += v
	}
	return n
}

// ShareChart is horizontal bars, stacked when there is more than one series. At
// most five series can be told apart.
type ShareChart struct {
	ChartText
	Of     string   // head of the first column of the table: Sentra
	Series []string // what each part counts, in the order of Share.Values
	Rows   []Share
}

// segment is one part of a horizontal bar.
type segment struct {
	X, Width, Series int
	Title            string
}

const (
	shareRow = 46 // height of a row: text above, bar below
	shareBar = 16
)

func (c ShareChart) largest() (n int64) {
	for _, r := range c.Rows {
		n = max(n, r.sum())
	}
	return max(n, 1)
}

func (c ShareChart) segments(l i18n.Lang, r Share) []segment {
	var parts []segment
	var before int64
	largest := c.largest()
	for i, v := range r.Values {
		from, to := int(before*chartWidth/largest), int((before+v)*chartWidth/largest)
		before += v
		if v > 0 {
			title := fmt.Sprintf("%s, %s: %s", r.Label, c.seriesName(i), l.Number(v))
			if r.Own { // a title is in one language; the label stands above it
				title = fmt.Sprintf("%s: %s", c.seriesName(i), l.Number(v))
			}
			parts = append(parts, segment{X: from, Width: max(to-from, 1), Series: i, Title: title})
		}
	}
	return parts
}

func (c ShareChart) seriesName(i int) string {
	if i < len(c.Series) {
		return c.Series[i]
	}
	return ""
}

func (c ShareChart) table(l i18n.Lang) Table {
	t := Table{Caption: c.Subtitle, Columns: []Column{{Label: c.Of}}}
	for _, s := range c.Series {
		t.Columns = append(t.Columns, Column{Label: s, Numeric: true})
	}
	for _, r := range c.Rows {
		cells := []Cell{{Text: r.Label, Href: r.Href, Own: r.Own}}
		for _, v := range r.Values {
			cells = append(cells, Cell{Text: l.Number(v)})
		}
		t.Rows = append(t.Rows, Row{Cells: cells})
	}
	return t
}

// Target is how far something has come.
type Target struct {
	Label         string
	Value, Target int64
	Text          string // "52 dari 70%"; the numbers when empty
	Tone          Tone
	ToneWord      string // "di bawah target"
}

func (t Target) text(l i18n.Lang) string {
	if t.Text != "" {
		return t.Text
	}
	return l.T("chart.of", "value", t.Value, "target", t.Target)
}

// reach is the width of the bar and the place of the mark: the whole width is
// the larger of value and target, and a fifth more when short of the target.
func (t Target) reach() (bar, mark int) {
	whole := max(t.Value, t.Target, 1) * 11 / 10
	whole = max(whole, 1)
	return int(t.Value * chartWidth / whole), int(t.Target * chartWidth / whole)
}

// sparkPoints are the points of a small line 120 wide and 30 high.
func sparkPoints(values []int64) (points string, x, y int) {
	if len(values) == 0 {
		return "", 0, 0
	}
	low, high := slices.Min(values), slices.Max(values)
	spread := max(high-low, 1)
	for i, v := range values {
		x = 3
		if len(values) > 1 {
			x = 3 + i*114/(len(values)-1)
		}
		y = 27 - int((v-low)*24/spread)
		points += strconv.Itoa(x) + "," + strconv.Itoa(y) + " "
	}
	return points, x, y
}

// figureOf is the frame around a picture: message, measure, picture, note and
// the numbers as a table.
type figureOf struct {
	ChartText
	Lang  i18n.Lang
	Table Table
	Head  templ.Component // between the subtitle and the picture: a legend
}

func px(n int) string { return strconv.Itoa(n) }

func seriesClass(i int) string { return "s" + strconv.Itoa(i%5+1) }
