package views

import (
	"strconv"
	"time"

	"lumbung/app/replication"
	"lumbung/views/i18n"
)

// ServedPage is whom a centre has reached, month by month
// (/inovasi/{slug}/layanan).
type ServedPage struct {
	Sheet  replication.ServedSheet
	Centre string // its name
	Form   Form   // of one month, which is its value month
}

// ServedHref is the page of the months of the reader's centre.
func ServedHref(slug string) string { return "/inovasi/" + slug + "/layanan" }

// servedMonths is how many months the page shows.
const servedMonths = 12

// monthAt is the first of a month, from 2026-05; ok is false for no month.
func monthAt(text string) (time.Time, bool) {
	at, err := time.ParseInLocation("2006-01", text, i18n.WIB)
	return at, err == nil
}

// ServedMonthName is a month in words.
func ServedMonthName(l i18n.Lang, month string) string {
	at, ok := monthAt(month)
	if !ok {
		return month
	}
	return l.MonthYear(at)
}

// recent are the months of the page, the newest first: none before the first that
// may be told.
func recent(sheet replication.ServedSheet, now time.Time) (list []string) {
	y, m, _ := now.In(i18n.WIB).Date()
	for n := range servedMonths {
		month := time.Date(y, m-time.Month(n), 1, 0, 0, 0, 0, i18n.WIB).Format("2006-01")
		if month >= sheet.First {
			list = append(list, month)
		}
	}
	return list
}

// servedOf is what was told of a month.
func servedOf(sheet replication.ServedSheet, month string) (m replication.Served, ok bool) {
	for _, m := range sheet.Months {
		if replication.MonthText(m.Month) == month {
			return m, true
		}
	}
	return m, false
}

// ServedMonthOf is the month of the form: the one asked for, else the newest that
// was not told yet, else this month. ok is false for what is no month.
func ServedMonthOf(sheet replication.ServedSheet, asked string, now time.Time) (month string, ok bool) {
	if asked != "" {
		at, ok := monthAt(asked)
		return at.Format("2006-01"), ok
	}
	list := recent(sheet, now)
	for _, month := range list {
		if _, told := servedOf(sheet, month); !told {
			return month, true
		}
	}
	return now.In(i18n.WIB).Format("2006-01"), true
}

// ServedValues are the values of a month for its form, and how often it was told.
func ServedValues(sheet replication.ServedSheet, month string) (values map[string][]string, version string) {
	values = map[string][]string{"month": {month}}
	m, ok := servedOf(sheet, month)
	if !ok {
		return values, "0"
	}
	values["people"] = []string{strconv.FormatInt(m.People, 10)}
	if m.Cost > 0 {
		values["cost"] = []string{strconv.FormatInt(m.Cost, 10)}
	}
	if note := m.Entries[len(m.Entries)-1].Note; note != "" {
		values["note"] = []string{note}
	}
	return values, strconv.Itoa(len(m.Entries))
}

func (p ServedPage) stats(l i18n.Lang) []Stat {
	n := p.Sheet.Numbers
	cost, last := l.T("replication.unknown"), l.T("served.none_yet")
	if n.UnitCost > 0 {
		cost = l.Rupiah(n.UnitCost)
	}
	if n.LastMonth > 0 {
		last = ServedMonthName(l, replication.MonthText(n.LastMonth))
	}
	return []Stat{
		{Label: l.T("served.most"), Value: l.Number(n.Served), Note: l.T("served.most_note")},
		{Label: l.T("served.cost_each"), Value: cost, Note: l.T("served.cost_each_note")},
		{Label: l.T("served.last"), Value: last},
	}
}

// chart is one bar for each month; those that nobody has told are empty.
func (p ServedPage) chart(f Frame) MonthChart {
	l := f.Lang
	c := MonthChart{
		ChartText: ChartText{ID: "orang-bulan", Headline: l.T("served.chart", "centre", p.Centre), Subtitle: l.T("served.chart_sub"), Note: l.T("served.chart_note")},
		Unit:      l.T("served.unit"),
	}
	list := recent(p.Sheet, f.Now)
	for i := len(list) - 1; i >= 0; i-- {
		at, _ := monthAt(list[i])
		m, _ := servedOf(p.Sheet, list[i])
		c.Bars = append(c.Bars, Bar{Label: l.ShortMonth(at), Long: l.MonthYear(at), Value: m.People})
	}
	return c
}

func (p ServedPage) table(f Frame) Table {
	l := f.Lang
	t := Table{Caption: l.T("served.months"), HideCaption: true, Columns: []Column{
		{Label: l.T("served.month")},
		{Label: l.T("served.people"), Numeric: true},
		{Label: l.T("served.cost"), Numeric: true},
		{Label: l.T("served.told")},
		{Label: l.T("served.change")},
	}}
	for _, month := range recent(p.Sheet, f.Now) {
		row := Row{Cells: []Cell{{Text: ServedMonthName(l, month)}, {Text: l.T("served.not_told")}, {}, {}, {}}}
		word := l.T("served.tell")
		if m, ok := servedOf(p.Sheet, month); ok {
			last := m.Entries[len(m.Entries)-1]
			row.Cells[1].Text, word = l.Number(m.People), l.T("served.correct")
			row.Cells[3].Text = l.T("served.by", "name", last.By, "date", last.At)
			if len(m.Entries) > 1 {
				row.Cells[3].Text += " " + l.T("served.corrected", "n", len(m.Entries)-1)
			}
			if m.Cost > 0 {
				row.Cells[2].Text = l.Rupiah(m.Cost)
			}
		}
		if p.Sheet.MayTell {
			row.Cells[4] = Cell{Text: word, Href: ServedHref(p.Sheet.Slug) + "?bulan=" + month}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
