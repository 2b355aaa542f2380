package views

import (
	"cmp"
	"slices"
	"strconv"

	"lumbung/app/innovation"
	"lumbung/views/i18n"
)

// TestChart shows which batch passed which test: a row for each test that was
// made, a column for each batch.
type TestChart struct {
	ChartText
	Tests []innovation.SafetyTest
}

// The grid of a TestChart, in units of its picture.
const (
	testLabel   = 150 // left of the cells
	testColumn  = 41
	testRow     = 34
	testHead    = 26
	testBatches = 6 // the last ones; the table below has all
)

// testCell is one result with its place.
type testCell struct {
	X, Y   int
	Passed bool
	Title  string
}

// batches are the last batches that were tested, the oldest first.
func (c TestChart) batches() []string {
	var list []string
	for _, t := range c.byDay() {
		list = slices.DeleteFunc(list, func(b string) bool { return b == t.Batch })
		list = append(list, t.Batch)
	}
	return list[max(0, len(list)-testBatches):]
}

// byDay are the tests in the order they were made; those without a day first.
func (c TestChart) byDay() []innovation.SafetyTest {
	list := slices.Clone(c.Tests)
	slices.SortStableFunc(list, func(a, b innovation.SafetyTest) int { return a.Date.Compare(b.Date) })
	return list
}

// parameters are the tests that were made, in the order of the standard.
func (c TestChart) parameters() []string {
	return slices.DeleteFunc(innovation.TestParameters(), func(p string) bool {
		return !slices.ContainsFunc(c.Tests, func(t innovation.SafetyTest) bool { return t.Parameter == p })
	})
}

// cells are the results; of two on one test of one batch the later counts.
func (c TestChart) cells(l i18n.Lang) []testCell {
	batches, parameters := c.batches(), c.parameters()
	last := map[[2]int]testCell{}
	for _, t := range c.byDay() {
		x, y := slices.Index(batches, t.Batch), slices.Index(parameters, t.Parameter)
		if x < 0 || y < 0 {
			continue
		}
		last[[2]int{y, x}] = testCell{
			X: testLabel + x*testColumn, Y: testHead + y*testRow, Passed: t.Passed(),
			Title: l.T("choice.test_"+t.Parameter) + ", " + t.Batch + ": " + l.T("choice.result_"+t.Result),
		}
	}
	list := make([]testCell, 0, len(last))
	for _, cell := range last {
		list = append(list, cell)
	}
	slices.SortFunc(list, func(a, b testCell) int { return cmp.Or(cmp.Compare(a.Y, b.Y), cmp.Compare(a.X, b.X)) })
	return list
}

// failing counts the tests whose last result is a failure.
func (c TestChart) failing() (n int) {
	last := map[string]bool{}
	for _, t := range c.byDay() {
		last[t.Parameter] = t.Passed()
	}
	for _, passed := range last {
		if !passed {
			n++
		}
	}
	return n
}

func (c TestChart) height() int { return testHead + len(c.parameters())*testRow }

// shortBatch is the end of a batch's number, which tells it from its neighbours.
func shortBatch(batch string) string {
	const most = 4
	if r := []rune(batch); len(r) > most {
		return "…" + string(r[len(r)-most+1:])
	}
	return batch
}

func (c TestChart) table(l i18n.Lang) Table {
	t := Table{Caption: l.T("choice.part_tests"), HideCaption: true, Columns: []Column{
		{Label: l.T("choice.spec_parameter")},
		{Label: l.T("choice.spec_batch")},
		{Label: l.T("choice.spec_result")},
		{Label: l.T("choice.spec_value")},
		{Label: l.T("choice.spec_limit")},
		{Label: l.T("choice.spec_date")},
		{Label: l.T("choice.spec_by")},
	}}
	list := c.byDay()
	slices.Reverse(list)
	for _, x := range list {
		day := ""
		if !x.Date.IsZero() {
			day = l.Date(x.Date)
		}
		t.Rows = append(t.Rows, Row{Cells: Cells(l.T("choice.test_"+x.Parameter), x.Batch, l.T("choice.result_"+x.Result), x.Value, x.Limit, day, x.By)})
	}
	return t
}

// tests is the picture of the results of a design.
func (v BlueprintView) tests(l i18n.Lang) TestChart {
	c := TestChart{Tests: v.Blueprint.Tests, ChartText: ChartText{ID: "uji", Subtitle: l.T("blueprint.tests_sub"), Note: l.T("blueprint.tests_note")}}
	c.Headline = l.T("blueprint.tests_pass", "n", len(c.parameters()))
	if n := c.failing(); n > 0 {
		c.Headline = l.T("blueprint.tests_fail", "n", n, "all", len(c.parameters()))
	}
	return c
}

// DoorChart sets a device beside an ordinary door of a house: will it go
// through?
type DoorChart struct {
	ChartText
	Width, Height int64 // of the device, mm
}

// An ordinary inner door of a house in Indonesia, mm.
const (
	doorWidth  = 800
	doorHeight = 2000
	doorScale  = 10 // mm for a unit of the picture
	doorFloor  = 210
	doorEdge   = 20  // where the door stands
	doorBeside = 200 // where the device stands
)

// fits tells whether the device is narrower than the door.
func (c DoorChart) fits() bool { return c.Width < doorWidth }

// drawable tells whether the picture holds it, and whether anybody wonders: what
// is narrower than a person passes every door.
func (c DoorChart) drawable() bool {
	const person = 400
	return c.Width >= person && c.Height > 0 && c.Width <= 1900 && c.Height <= 2000
}

func (c DoorChart) x(mm int64) string { return strconv.FormatInt(mm/doorScale, 10) }

func (c DoorChart) table(l i18n.Lang) Table {
	return Table{
		Caption: c.Headline, HideCaption: true,
		Columns: []Column{{Label: l.T("blueprint.door_what")}, {Label: l.T("choice.spec_width_mm"), Numeric: true}, {Label: l.T("choice.spec_height_mm"), Numeric: true}},
		Rows: []Row{
			{Cells: Cells(l.T("blueprint.door"), centimetres(l, doorWidth)+" cm", centimetres(l, doorHeight)+" cm")},
			{Cells: Cells(l.T("blueprint.device"), centimetres(l, c.Width)+" cm", centimetres(l, c.Height)+" cm")},
		},
	}
}

// door is the picture of the measures of a design.
func (v BlueprintView) door(l i18n.Lang) DoorChart {
	s := v.Blueprint.Sizes
	c := DoorChart{Width: s.Width, Height: s.Height, ChartText: ChartText{ID: "pintu", Subtitle: l.T("blueprint.door_sub"), Note: l.T("blueprint.door_note")}}
	c.Headline = l.T("blueprint.door_wide", "width", centimetres(l, s.Width))
	if c.fits() {
		c.Headline = l.T("blueprint.door_fits", "width", centimetres(l, s.Width))
	}
	return c
}
