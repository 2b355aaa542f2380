package views

import (
	"slices"
	"strings"
	"time"

	"lumbung/app/network"
	"lumbung/app/reference"
	"lumbung/views/i18n"
)

// AreasPage tells who answers for which province (/wilayah-kerja).
type AreasPage struct {
	Map  ProvinceMap
	Rows []AreaRow
}

// AreaRow is a province with the centres that answer for it, and why.
type AreaRow struct {
	ID, Province string
	Centres      []Link
	Why          network.Why
}

// NewAreasPage finds for each province whose working area names it, else the
// centres in it, else the nearest one.
func NewAreasPage(f Frame, book *reference.Book, list []network.Centre, now time.Time) AreasPage {
	p := AreasPage{Map: ProvinceMap{
		ChartText: ChartText{ID: "peta-wilayah", Top: true, Subtitle: f.T("area.map_subtitle")}, Unit: f.T("centre.unit"), None: f.T("centre.map_none"), Values: map[string]Province{},
	}}
	without := 0
	for _, province := range book.Provinces() {
		row := AreaRow{ID: "prov-" + province.Code, Province: province.Name}
		found, why, ok := network.Serving(book, list, province.Code, now)
		row.Why = why
		for _, c := range list {
			if ok && c.Active(now) && (c.Code == found.Code || why != network.ByDistance && answersIn(c, province.Code, why)) {
				row.Centres = append(row.Centres, Link{Href: f.Href("/sentra/" + c.Code), Text: c.Name})
			}
		}
		value := int64(len(row.Centres))
		if why == network.ByDistance || !ok {
			value = 0
			without++
		}
		p.Map.Values[province.Code] = Province{Value: value, Href: "#" + row.ID}
		p.Rows = append(p.Rows, row)
	}
	p.Map.Headline = f.T("area.map_title", "n", without)
	return p
}

// answersIn tells whether a centre answers in a province for the same reason as
// the one that was found.
func answersIn(c network.Centre, province string, why network.Why) bool {
	if why == network.ByProvince {
		return slices.Contains(c.Areas, province)
	}
	return strings.HasPrefix(c.Region, province+".")
}

func (p AreasPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("area.title"), HideCaption: true,
		Columns: []Column{{Label: l.T("chart.province")}, {Label: l.T("area.answers")}, {Label: l.T("area.why")}},
	}
	for _, x := range p.Rows {
		t.Rows = append(t.Rows, Row{ID: x.ID, Cells: []Cell{{Text: x.Province}, {Content: linkList(x.Centres)}, {Text: l.T("choice.area_why_" + string(x.Why))}}})
	}
	return t
}

// whyText says in a sentence why a centre answers for a place; "" where that is
// not known.
func whyText(l i18n.Lang, why network.Why, region string) string {
	if why == "" {
		return ""
	}
	return l.T("choice.ask_why_"+string(why), "place", placeName(region))
}

// AreaLines is areaLines as one text, to hold it against what stands now: in the
// order of that when it is the same.
func AreaLines(f Form, now []string) string {
	typed := areaLines(f)
	if slices.Equal(slices.Sorted(slices.Values(typed)), slices.Sorted(slices.Values(now))) {
		typed = now
	}
	return strings.Join(typed, "\n")
}

// areaLines are what was typed as a working area, a line each.
func areaLines(f Form) (lines []string) {
	for _, value := range f.Values["areas"] {
		for line := range strings.Lines(value) {
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// provinceBoxes is the form with the provinces of its working area ticked, and
// regencyLines the same form with what is no province.
func provinceBoxes(f Form) (boxes Form, options []Option) {
	boxes = f.Set("areas", areaLines(f)...)
	boxes.ID, boxes.Errors = f.ID+"provinsi-", nil
	for _, t := range tiles() {
		options = append(options, Option{Value: t.Name, Label: t.Name})
	}
	return boxes, options
}

func regencyLines(f Form) Form {
	rest := slices.DeleteFunc(areaLines(f), func(line string) bool {
		return slices.ContainsFunc(tiles(), func(t tile) bool { return t.Name == line })
	})
	return f.Set("areas", strings.Join(rest, "\n"))
}

// provincesTicked is how many provinces a working area names.
func provincesTicked(f Form) (n int) {
	boxes, options := provinceBoxes(f)
	for _, o := range options {
		if boxes.Has("areas", o.Value) {
			n++
		}
	}
	return n
}
