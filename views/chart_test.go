package views

import (
	"strings"
	"testing"

	"lumbung/app/reference"
	"lumbung/views/i18n"
)

func TestScaleIsRoundAndHoldsTheLargestValue(t *testing.T) {
	tests := []struct{ largest, top, step int64 }{
		{0, 4, 1}, {1, 4, 1}, {4, 4, 1}, {5, 8, 2}, {20, 20, 5}, {34, 40, 10}, {81, 200, 50}, {1999, 2000, 500},
	}
	for _, tt := range tests {
		top, step := scale(tt.largest)
		if top != tt.top || step != tt.step {
			t.Errorf("scale(%d) = %d, %d, want %d, %d", tt.largest, top, step, tt.top, tt.step)
		}
	}
}

func TestBarsStandOnTheAxisWithinThePicture(t *testing.T) {
	for _, b := range specimenMonths().place(i18n.ID) {
		if b.Y+b.Height != plotTop+plotHeight || b.Y < plotTop || b.X < 0 || b.X+b.Width > chartWidth {
			t.Errorf("bar of %s at %d,%d size %dx%d leaves the picture", b.Long, b.X, b.Y, b.Width, b.Height)
		}
	}
}

func TestStackedSegmentsAddUpToTheRow(t *testing.T) {
	c := specimenShares()
	parts := c.segments(i18n.ID, c.Rows[0]) // the longest row
	last := parts[len(parts)-1]
	if got := last.X + last.Width; got != chartWidth {
		t.Errorf("the longest row ends at %d, want %d", got, chartWidth)
	}
	if got := len(c.segments(i18n.ID, c.Rows[2])); got != 2 {
		t.Errorf("a row with one zero has %d segments, want 2", got)
	}
}

func TestTilesAreTheProvincesOfTheReference(t *testing.T) {
	book, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	places, codes := map[[2]int]string{}, map[string]bool{}
	for _, tile := range tiles() {
		if got := book.RegionName(tile.Code); got != tile.Name {
			t.Errorf("tile %s is named %q, want %q", tile.Code, tile.Name, got)
		}
		at := [2]int{tile.Col, tile.Row}
		if other, taken := places[at]; taken {
			t.Errorf("%s lies on %s", tile.Name, other)
		}
		places[at], codes[tile.Code] = tile.Name, true
	}
	if len(codes) != 38 {
		t.Errorf("%d provinces, want 38", len(codes))
	}
}

func TestMapHidesSmallNumbersEverywhere(t *testing.T) {
	m := ProvinceMap{
		ChartText: ChartText{ID: "m", Headline: "h", Subtitle: "s"}, Unit: "orang",
		Values: map[string]Province{"93": {Value: 4, Hidden: true}, "11": {Value: 77}},
	}
	page, _ := render(t, ByProvince(i18n.ID, m))
	if strings.Contains(page, "Papua Selatan: 4") || strings.Contains(page, ">4<") {
		t.Errorf("a hidden value shows")
	}
	if got := m.levels(); len(got) != 1 || got[0] != 77 {
		t.Errorf("levels = %v, want the shown value alone", got)
	}
}

func TestMapLegendCoversEveryClassOnce(t *testing.T) {
	m := specimenMap()
	bounds := m.levels()
	if got, want := len(m.legend(i18n.ID)), len(bounds)+1; got != want {
		t.Errorf("legend has %d entries, want %d", got, want)
	}
	for _, p := range m.place(i18n.ID) {
		if p.Class < 0 || p.Class > len(bounds) {
			t.Errorf("%s is of class %d, which the legend lacks", p.Name, p.Class)
		}
	}
}

func TestEveryChartHasItsNumbersAsATable(t *testing.T) {
	_, doc := render(t, specimenCharts(i18n.ID, specimenNumbers()))
	for _, id := range []string{"months", "shares", "map"} {
		title := byID(doc, id+"-title")
		if n := len(find(title.Parent.Parent, "table")); n != 1 {
			t.Errorf("chart %s has %d tables, want 1", id, n)
		}
	}
}

func TestTargetMarkStaysInThePicture(t *testing.T) {
	for _, target := range []Target{{}, {Value: 9, Target: 21}, {Value: 300, Target: 180}, {Value: 5}} {
		bar, mark := target.reach()
		if bar < 0 || bar > chartWidth || mark < 0 || mark > chartWidth {
			t.Errorf("reach(%+v) = %d, %d, want within %d", target, bar, mark, chartWidth)
		}
	}
}

func TestMissingContributorIsSaidInWords(t *testing.T) {
	page, _ := render(t, ResultsChain(i18n.ID, specimenChain()))
	if !strings.Contains(page, "Belum terhubung:") || !strings.Contains(page, "0 dari 37") {
		t.Errorf("the empty place does not say what is missing")
	}
}
