package views

import (
	"net/url"
	"strings"

	"lumbung/app/ska"
	"lumbung/views/i18n"
	"lumbung/views/sheet"
)

// SKAComparePage is the table of all SKA, for the ministry.
type SKAComparePage struct {
	Comparison ska.Comparison
	Downloads  []Link
}

func (p SKAComparePage) sum(l i18n.Lang) []Stat {
	s := p.Comparison.Sum
	return []Stat{
		{Label: l.T("ska.sum_cost"), Value: l.RoughRupiah(s.Cost), Note: l.T("ska.sum_cost_note", "n", p.toldOf())},
		{Label: l.T("ska.sum_equipment"), Value: l.Number(s.Equipment), Note: l.T("ska.sum_equipment_note", "damaged", s.Damaged, "broken", s.Broken)},
		{Label: l.T("ska.sum_trainees"), Value: l.Number(s.Trainees), Note: l.T("ska.sum_trainees_note", "n", s.Women)},
		{Label: l.T("ska.sum_made"), Value: l.Number(s.Made)},
	}
}

// toldOf is how many SKA have told anything.
func (p SKAComparePage) toldOf() (n int) {
	for _, r := range p.Comparison.Rows {
		if r.Known {
			n++
		}
	}
	return n
}

// costs are the SKA whose modernising would cost most.
func (p SKAComparePage) costs(l i18n.Lang) ShareChart {
	const most = 10
	c := ShareChart{
		ChartText: ChartText{ID: "biaya", Headline: l.T("ska.costs_headline", "cost", l.Rupiah(p.Comparison.Sum.Cost)), Subtitle: l.T("ska.costs_subtitle")},
		Of:        l.T("ska.column_name"), Series: []string{l.T("ska.column_cost")},
	}
	for _, r := range p.Comparison.Rows {
		if r.Cost > 0 && len(c.Rows) < most {
			c.Rows = append(c.Rows, Share{Label: r.Name, Href: "/ska/" + r.Centre, Values: []int64{r.Cost}})
		}
	}
	return c
}

// sortHref is the table sorted by a column: a second click turns it around.
func (p SKAComparePage) sortHref(column string) string {
	q := url.Values{"sort": {column}}
	if column != "name" && (p.Comparison.Sort != column || !p.Comparison.Desc) || column == "name" && p.Comparison.Sort == column && !p.Comparison.Desc {
		q.Set("desc", "1")
	}
	return "/ska/banding?" + q.Encode()
}

func (p SKAComparePage) table(f Frame) Table {
	l := f.Lang
	t := Table{Caption: l.T("ska.compare_title"), HideCaption: true}
	for i, name := range ska.Columns() {
		c := Column{Label: l.T("ska.column_" + name), SortHref: p.sortHref(name), Numeric: i > 0 && name != "changed" && name != "lines"}
		if p.Comparison.Sort == name {
			c.Sorted = "ascending"
			if p.Comparison.Desc {
				c.Sorted = "descending"
			}
		}
		t.Columns = append(t.Columns, c)
	}
	var top ska.Row
	for _, r := range p.Comparison.Rows {
		top.Equipment, top.Cost, top.Trainees, top.Made = max(top.Equipment, r.Equipment), max(top.Cost, r.Cost), max(top.Trainees, r.Trainees), max(top.Made, r.Made)
	}
	for _, r := range p.Comparison.Rows {
		if !r.Known {
			continue
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: r.Name, Href: "/ska/" + r.Centre},
			{Text: l.T("ska.cell_rooms", "n", r.Rooms, "unused", r.Unused)},
			{Text: squareMetres(l, r.Area)},
			{Content: miniBar(l.Number(r.Equipment), share100(r.Equipment, top.Equipment))},
			{Content: miniBar(l.Percent(r.Good, max(r.Equipment, 1)), share100(r.Good, r.Equipment))},
			{Text: ageCell(l, r)},
			{Content: miniBar(l.Rupiah(r.Cost), share100(r.Cost, top.Cost))},
			{Text: capacityText(l, r.Capacity)},
			{Content: miniBar(traineesCell(l, r), share100(r.Trainees, top.Trainees))},
			{Text: l.Number(r.Offerings)},
			{Content: miniBar(l.Number(r.Made), share100(r.Made, top.Made))},
			{Text: l.ShortDate(r.ChangedAt)},
		}})
	}
	return t
}

// silent are the SKA that have told nothing yet: there is nothing of them to
// compare.
func (p SKAComparePage) silent() (list []Link) {
	for _, r := range p.Comparison.Rows {
		if !r.Known {
			list = append(list, Link{Href: "/ska/" + r.Centre, Text: r.Name})
		}
	}
	return list
}

func share100(part, whole int64) int {
	if whole == 0 {
		return 0
	}
	return int(part * 100 / whole)
}

func ageCell(l i18n.Lang, r ska.Row) string {
	if r.Age < 0 {
		return "–"
	}
	return l.T("ska.cell_age", "n", r.Age)
}

func traineesCell(l i18n.Lang, r ska.Row) string {
	if r.Period == "" {
		return "–"
	}
	return l.Number(r.Trainees) + " (" + r.Period + ")"
}

func capacityText(l i18n.Lang, lines []ska.Line) string {
	texts := make([]string, len(lines))
	for i, x := range lines {
		texts[i] = x.Product + " " + perMonth(l, x)
	}
	return orDash(strings.Join(texts, "; "))
}

// SKACompareColumns are the heads of the table for machines.
func SKACompareColumns(l i18n.Lang) []sheet.Column {
	var list []sheet.Column
	for _, key := range []string{
		"ska.column_name", "ska.column_centre", "ska.column_region", "ska.column_rooms", "ska.column_unused", "ska.column_area", "ska.column_equipment",
		"ska.column_good_pieces", "ska.column_damaged", "ska.column_broken", "ska.column_age", "ska.column_cost", "ska.column_lines", "ska.period", "ska.column_trainees",
		"ska.field_women", "ska.column_offerings", "ska.column_made", "ska.column_decrees", "ska.column_changed",
	} {
		list = append(list, sheet.Column{Title: l.T(key)})
	}
	list[0].Width, list[12].Width = 30, 50
	return list
}

// SKACompareValues are one row of it.
func SKACompareValues(l i18n.Lang, r ska.Row) []any {
	var age any = r.Age
	if r.Age < 0 {
		age = nil
	}
	return []any{
		r.Name, r.Centre, r.Region, r.Rooms, r.Unused, r.Area, r.Equipment, r.Good, r.Damaged, r.Broken, age, r.Cost, capacityText(l, r.Capacity),
		r.Period, r.Trainees, r.Women, r.Offerings, r.Made, r.Decrees, r.ChangedAt,
	}
}
