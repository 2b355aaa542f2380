package views

import (
	"slices"
	"strings"
	"testing"

	"lumbung/app/catalogue"
	"lumbung/app/disclosure"
	"lumbung/app/replication"
	"lumbung/app/ska"
	"lumbung/views/i18n"
)

func TestAPictureOfHiddenGroupsIsASentence(t *testing.T) {
	c := GroupChart{ChartText: ChartText{ID: "x", Headline: "Menurut provinsi"}, Rows: []GroupBar{{Label: "Aceh", Value: disclosure.Few}}}
	if text, _ := render(t, ByGroup(i18n.ID, c)); strings.Contains(text, "<svg") || !strings.Contains(text, "Menurut provinsi") {
		t.Errorf("it is drawn: %s", text)
	}
	c.Rows = append(c.Rows, GroupBar{Label: "Riau", Value: 9})
	if text, _ := render(t, ByGroup(i18n.ID, c)); !strings.Contains(text, "<svg") || strings.Contains(text, "url(#") {
		t.Errorf("a hidden bar beside a told one is filled: %s", text)
	}
}

func TestAMapSaysWhatItsEmptyTilesMean(t *testing.T) {
	m := ProvinceMap{None: "belum ada sentra", Values: map[string]Province{"11": {Value: 1}}}
	if got := m.legend(i18n.ID)[0].Text; got != "belum ada sentra" {
		t.Errorf("the legend says %q", got)
	}
	if got := (ProvinceMap{}).legend(i18n.ID)[0].Text; got != i18n.ID.T("chart.none") {
		t.Errorf("by itself the legend says %q", got)
	}
}

func TestAFilterLeavesOutNoSingleValue(t *testing.T) {
	var p CataloguePage
	for _, code := range []string{"11", "12", "13", "14", "15"} {
		p.Result.Provinces = append(p.Result.Provinces, catalogue.Count{Value: code, N: 1})
	}
	groups := p.facets(i18n.ID)
	if len(groups) != 1 || len(groups[0].Shown) != 5 || groups[0].More.Text != "" {
		t.Errorf("five values are %+v", groups)
	}
	p.Result.Provinces = append(p.Result.Provinces, catalogue.Count{Value: "16", N: 1})
	if g := p.facets(i18n.ID)[0]; len(g.Shown) != facetsShown || !strings.Contains(g.More.Text, "2") {
		t.Errorf("six values are %+v", g)
	}
}

func TestTheSpreadLeavesOutWhatThereIsNot(t *testing.T) {
	var p SpreadPage
	if got := p.sentence(i18n.ID); got != "Belum ada sentra lain yang memakainya" {
		t.Errorf("nobody: %q", got)
	}
	p.Spread.Counted, p.Spread.Tally = 1, replication.Tally{Trial: 2}
	if got := p.sentence(i18n.EN); got != "1 replication running, 2 being prepared" {
		t.Errorf("some: %q", got)
	}
}

func TestSilentSKAStandBelowTheComparison(t *testing.T) {
	p := SKAComparePage{Comparison: ska.Comparison{Rows: []ska.Row{{Centre: "a", Name: "Sentra A", Known: true}, {Centre: "b", Name: "Sentra B"}}}}
	if rows := p.table(Frame{Lang: i18n.ID}).Rows; len(rows) != 1 || rows[0].Cells[0].Text != "Sentra A" {
		t.Errorf("the table has %+v", rows)
	}
	if !slices.Equal(p.silent(), []Link{{Href: "/ska/b", Text: "Sentra B"}}) {
		t.Errorf("silent are %+v", p.silent())
	}
}

func TestOnlyWhatIsWiderThanAPersonStandsBesideADoor(t *testing.T) {
	for width, want := range map[int64]bool{110: false, 640: true, 2500: false} {
		if got := (DoorChart{Width: width, Height: 900}).drawable(); got != want {
			t.Errorf("%d mm wide is drawn: %v", width, got)
		}
	}
}

func TestWhatWeighsLittleIsToldInGrams(t *testing.T) {
	for grams, want := range map[int64]string{45: "45 g", 1400: "1,4 kg", 38500: "38,5 kg"} {
		if got := massText(i18n.ID, grams); got != want {
			t.Errorf("%d g is %s, want %s", grams, got, want)
		}
	}
}
