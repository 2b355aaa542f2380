package stock

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"lumbung/app/fault"
)

// PeriodAsk says which days a card or report is of: a period by its name, which
// comes first, or from a day to a day. Empty is this year.
type PeriodAsk struct {
	Period string    `json:"period"` // 2026, 2026-S1 (semester), 2026-T3 (quarter) or 2026-03
	From   time.Time `json:"from"`
	To     time.Time `json:"to"` // the last day, included
}

// Period is days of the calendar in WIB. To is never after today.
type Period struct {
	Name string    `json:"name,omitempty"` // as it was asked for; empty for free days
	From time.Time `json:"from"`           // midnight that begins the first day
	To   time.Time `json:"to"`             // midnight that begins the last day, which is included
}

// end is the instant at which the period is over.
func (p Period) end() time.Time { return p.To.AddDate(0, 0, 1) }

// before is the day before the first.
func (p Period) before() time.Time { return p.From.AddDate(0, 0, -1) }

// Current tells whether the period ends today, so that its closing is what there
// is now.
func (p Period) Current(now time.Time) bool { return !p.end().Before(now) }

var periodForm = regexp.MustCompile(`^(\d{4})(?:-(?:(0[1-9]|1[0-2])|([TtQq])([1-4])|([Ss])([12])))?$`)

// resolve finds the days that are asked for, as seen at now.
func (a PeriodAsk) resolve(now time.Time) (Period, error) {
	today := midnightOf(now)
	p := Period{Name: a.Period}
	switch {
	case a.Period == "" && (!a.From.IsZero() || !a.To.IsZero()):
		p = Period{From: a.From, To: a.To}
		if p.To.IsZero() {
			p.To = today
		}
		if p.From.IsZero() {
			p.From = firstOf(p.To.In(wib).Year(), 1)
		}
		p.From, p.To = midnightOf(p.From), midnightOf(p.To)
	case a.Period == "":
		p = Period{Name: strconv.Itoa(today.Year()), From: firstOf(today.Year(), 1), To: today}
	default:
		first, months, ok := namedPeriod(a.Period)
		if !ok {
			return p, fault.InField("period", "period.unknown", fault.Args{"year": strconv.Itoa(today.Year())})
		}
		p.From, p.To = first, first.AddDate(0, months, -1)
	}
	switch {
	case p.From.Year() < firstYear:
		return p, fault.InField("from", "stock.too_early", fault.Args{"year": strconv.Itoa(firstYear)})
	case p.From.After(today):
		return p, fault.InField("from", "period.future", nil)
	case p.To.Before(p.From):
		return p, fault.InField("to", "period.backwards", nil)
	case p.To.After(today):
		p.To = today
	}
	return p, nil
}

// namedPeriod is the first day of a period and how many months it has.
func namedPeriod(name string) (first time.Time, months int, ok bool) {
	part := periodForm.FindStringSubmatch(name)
	if part == nil {
		return first, 0, false
	}
	number := func(s string) int {
		n, err := strconv.Atoi(s)
		if err != nil {
			return 0 // the form lets digits through alone
		}
		return n
	}
	year := number(part[1])
	switch {
	case part[2] != "":
		return firstOf(year, number(part[2])), 1, true
	case part[3] != "":
		return firstOf(year, 3*number(part[4])-2), 3, true
	case part[5] != "":
		return firstOf(year, 6*number(part[6])-5), 6, true
	}
	return firstOf(year, 1), 12, true
}

// Periods lists the names of the periods of a year that have begun at now, the
// longest first.
func Periods(year int, now time.Time) (names []string) {
	all := []string{strconv.Itoa(year)}
	for half := range 2 {
		all = append(all, fmt.Sprintf("%d-S%d", year, half+1))
	}
	for quarter := range 4 {
		all = append(all, fmt.Sprintf("%d-T%d", year, quarter+1))
	}
	for month := range 12 {
		all = append(all, fmt.Sprintf("%d-%02d", year, month+1))
	}
	for _, name := range all {
		if first, _, _ := namedPeriod(name); !first.After(now) {
			names = append(names, name)
		}
	}
	return names
}

func midnightOf(t time.Time) time.Time {
	y, m, d := t.In(wib).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, wib)
}

func firstOf(year, month int) time.Time {
	return time.Date(year, time.Month(month), 1, 0, 0, 0, 0, wib)
}
