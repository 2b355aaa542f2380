package views

import (
	"strconv"

	"lumbung/app/holiday"
	"lumbung/app/sheet"
	"lumbung/views/i18n"
)

// HolidaysPage is the days off of a year (/admin/hari-libur). Problems are what
// is wrong with a file that was sent.
type HolidaysPage struct {
	holiday.Listed
	Add, Remove, Import Form
	Problems            sheet.Problems
}

// years are the tabs of the page: the year shown between its neighbours.
func (p HolidaysPage) years() (tabs []Link) {
	for year := p.Year - 1; year <= p.Year+1; year++ {
		text := strconv.Itoa(year)
		tabs = append(tabs, Link{Href: "/admin/hari-libur?tahun=" + text, Text: text, Current: year == p.Year})
	}
	return tabs
}

// onlyFixed tells whether nobody has entered the joint decree of the year.
func (p HolidaysPage) onlyFixed() bool {
	for _, x := range p.Days {
		if !x.Yearly() {
			return false
		}
	}
	return true
}

func (p HolidaysPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("holiday.of_year", "year", strconv.Itoa(p.Year)), HideCaption: true,
		Columns: []Column{{Label: l.T("holiday.day")}, {Label: l.T("holiday.name")}, {Label: l.T("holiday.repeats")}},
	}
	if p.MayChange {
		t.Columns = append(t.Columns, Column{Label: l.T("holiday.change")})
	}
	for _, x := range p.Days {
		kind := "holiday.once"
		if x.Yearly() {
			kind = "holiday.yearly"
		}
		r := Row{Cells: Cells(l.Date(x.On), x.Name, l.T(kind))}
		if p.MayChange {
			r.Cells = append(r.Cells, Cell{Content: PostButton(p.Remove.Set("day", x.Day), l.T("holiday.remove", "name", x.Name))})
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

func (p HolidaysPage) problems(l i18n.Lang) Table {
	return ImportCheckedPage{Result: ImportResult{Problems: p.Problems}}.problems(l)
}
