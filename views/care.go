package views

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// DuePage lists what needs a service (/gudang/pemeliharaan).
type DuePage struct {
	Choice CentreChoice
	List   stock.DueList
	Tabs   []Link
	Refs   map[string]string // reference of the person who uses a unit, by its id
	Pager  Pager
}

// ServicePage is the form of a service (/gudang/pemeliharaan/catat). Sheet is
// empty until it is known which unit.
type ServicePage struct {
	Form  Form
	Sheet stock.CareSheet
}

// PlansPage is the plans of a model (/alat/{model}/pemeliharaan).
type PlansPage struct {
	Sheet stock.PlanSheet
	Form  Form
	Drop  Form
}

// WarrantiesPage lists warranties that end soon (/gudang/garansi).
type WarrantiesPage struct {
	Choice CentreChoice
	List   stock.Warranties
	Filter Form // how far ahead
	Pager  Pager
}

// RepairFor is the form of a repair order for what a service found.
func RepairFor(x stock.Service) string {
	return "/gudang/perbaikan/baru?" + url.Values{"code": {x.Code}, "complaint": {x.Findings}}.Encode()
}

// DaysForm chooses how far ahead the list looks.
func DaysForm(f Form, list stock.Warranties) Form {
	f.Method, f.Action = "get", "/gudang/garansi"
	return f.Set("days", strconv.Itoa(list.Days)).Set("centre", list.Centre)
}

func serviceHref(code string, plan op.ID) string {
	return "/gudang/pemeliharaan/catat?" + url.Values{"code": {code}, "plan": {plan.String()}}.Encode()
}

// dueTone and dueWord say how urgent a service is.
func dueTone(c stock.Care, now time.Time) Tone {
	switch {
	case now.After(c.Late):
		return Bad
	case now.After(c.Due):
		return Warn
	case now.AddDate(0, 0, 30).After(c.Due):
		return Wait
	default:
		return Neutral
	}
}

func dueWord(l i18n.Lang, c stock.Care, now time.Time) string {
	switch {
	case now.After(c.Late):
		return l.T("care.late")
	case now.After(c.Due):
		return l.T("care.due_now")
	default:
		return l.T("care.due_on", "date", c.Due)
	}
}

func (p DuePage) table(l i18n.Lang, now time.Time) Table {
	t := Table{
		Caption: l.T("care.title"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("unit.code")},
			{Label: l.T("stock.model")},
			{Label: l.T("care.what")},
			{Label: l.T("care.due")},
			{Label: l.T("unit.where")},
			{Label: l.T("return.next")},
		},
	}
	for _, x := range p.List.Rows {
		for i, plan := range x.Plans {
			row := Row{Cells: []Cell{
				{Text: x.Unit.Code, Href: "/u/" + x.Unit.Code},
				{Text: x.Model.Name},
				{Text: plan.Plan.Name},
				{Content: dueBadge(l, plan.Care, now)},
				p.where(l, x),
				{},
			}}
			if p.List.MayRecord {
				row.Cells[5] = Cell{Text: l.T("care.record"), Href: serviceHref(x.Unit.Code, plan.Plan.ID)}
			}
			if i > 0 {
				row.Cells[4] = Cell{Text: "–"}
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// where says where the unit is; whom to call by the reference of their file.
func (p DuePage) where(l i18n.Lang, x stock.Due) Cell {
	if ref := p.Refs[x.Unit.ID.String()]; ref != "" {
		return Cell{Text: l.T("care.call", "ref", ref), Href: personHref(ref)}
	}
	return Cell{Text: l.T("state.node_" + nodeWord(x.Unit.Node))}
}

// piles counts the rows shown by how urgent they are, for the picture.
func (p DuePage) chart(l i18n.Lang, now time.Time) ShareChart {
	c := ShareChart{
		ChartText: ChartText{Top: true, ID: "jatuh-tempo", Headline: l.T("care.chart"), Subtitle: l.T("care.chart_sub")},
		Of:        l.T("care.due"), Series: []string{l.T("return.devices")},
	}
	labels := []string{l.T("care.late"), l.T("care.due_now"), l.T("care.in_30"), l.T("care.later")}
	piles := make([]int64, len(labels))
	for _, x := range p.List.Rows {
		for _, plan := range x.Plans {
			switch dueTone(plan.Care, now) {
			case Bad:
				piles[0]++
			case Warn:
				piles[1]++
			case Wait:
				piles[2]++
			default:
				piles[3]++
			}
		}
	}
	for i, label := range labels {
		c.Rows = append(c.Rows, Share{Label: label, Values: []int64{piles[i]}})
	}
	return c
}

func planOptions(l i18n.Lang, b stock.PlanBook) (list []Option) {
	for _, p := range b.Plans {
		list = append(list, Option{Value: p.ID.String(), Label: p.Name, Hint: planWhen(l, p)})
	}
	return list
}

// planWhen says when a plan falls due.
func planWhen(l i18n.Lang, p stock.CarePlan) string {
	switch {
	case !p.On.IsZero():
		return l.T("care.on_date", "date", p.On)
	case p.Latest > p.Months:
		return l.T("care.every_range", "n", p.Months, "latest", p.Latest, "basis", l.T("choice.care_"+string(p.Basis)))
	default:
		return l.T("care.every", "n", p.Months, "basis", l.T("choice.care_"+string(p.Basis)))
	}
}

// checks are the lines of the checklist of the plan that is chosen, or of all.
func (p ServicePage) checks() (list []Option) {
	chosen := p.Form.Value("plan")
	for _, plan := range p.Sheet.Book.Plans {
		if chosen != "" && plan.ID.String() != chosen {
			continue
		}
		for _, line := range plan.Checks {
			list = append(list, Option{Value: line, Label: line})
		}
	}
	return list
}

func basisOptions(l i18n.Lang) []Option {
	return prefixed(l, "choice.care", string(stock.FromReceipt), string(stock.FromHandover))
}

func dropPlanForm(f Form, p stock.CarePlan) Form {
	f.Idempotency += "-" + p.ID.String()
	f.Values = map[string][]string{"plan": {p.ID.String()}}
	return f
}

func (p PlansPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("care.plans"), HideCaption: true, Empty: l.T("care.no_plans"),
		Columns: []Column{{Label: l.T("care.what")}, {Label: l.T("care.when")}, {Label: l.T("care.checklist")}, {Label: l.T("return.next")}},
	}
	for _, x := range p.Sheet.Book.Plans {
		row := Row{Cells: []Cell{{Text: x.Name}, {Text: planWhen(l, x)}, {Text: orDash(strings.Join(x.Checks, "; "))}, {Text: "–"}}}
		if p.Sheet.MayChange {
			row.Cells[3] = Cell{Content: PostButton(dropPlanForm(p.Drop, x), l.T("care.drop"))}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (p WarrantiesPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("warranty.title"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("receipt.number")},
			{Label: l.T("stock.model")},
			{Label: l.T("receipt.amount"), Numeric: true},
			{Label: l.T("receipt.source")},
			{Label: l.T("receipt.date")},
			{Label: l.T("warranty.until")},
		},
	}
	for _, x := range p.List.Rows {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: orDash(x.Receipt.Number), Href: "/gudang/penerimaan/" + x.Lot.Receipt.String()},
			{Text: x.Model.Name, Href: "/alat/" + x.Model.Slug},
			{Text: l.Number(x.Receipt.Quantity)},
			{Text: l.T("choice.source_" + string(x.Lot.Source))},
			{Text: l.ShortDate(x.Lot.ReceivedAt)},
			{Text: l.Date(x.Lot.Warranty)},
		}})
	}
	return t
}

// careFacts are what keeps a unit going, for its page.
func careFacts(l i18n.Lang, c stock.CareSheet) []Definition {
	warranty := l.T("warranty.none")
	switch w := c.Warranty; {
	case w.Until.IsZero():
	case w.Over:
		warranty = l.T("warranty.over", "date", w.Until)
	default:
		warranty = l.T("warranty.runs", "date", w.Until)
	}
	facts := []Definition{
		{Term: l.T("warranty.word"), Text: warranty},
		{Term: l.T("unit.reissued"), Text: l.Number(max(0, c.Unit.Issues-1))},
	}
	return facts
}

func careTable(l i18n.Lang, c stock.CareSheet, now time.Time) Table {
	t := Table{
		Caption: l.T("care.title"), HideCaption: true,
		Columns: []Column{{Label: l.T("care.what")}, {Label: l.T("care.due")}, {Label: l.T("care.last")}, {Label: l.T("return.next")}},
	}
	for _, x := range c.Due() {
		row := Row{Cells: []Cell{{Text: x.Plan.Name}, {Content: dueBadge(l, x.Care, now)}, {Text: l.Date(x.Care.Done)}, {Text: "–"}}}
		if c.MayService {
			row.Cells[3] = Cell{Text: l.T("care.record"), Href: serviceHref(c.Unit.Code, x.Plan.ID)}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func serviceTable(l i18n.Lang, list []stock.Service) Table {
	t := Table{
		Caption: l.T("care.done"), HideCaption: true,
		Columns: []Column{{Label: l.T("return.number")}, {Label: l.T("care.what")}, {Label: l.T("care.done_at")}, {Label: l.T("care.findings")}, {Label: l.T("repair.cost_by")}},
	}
	for _, x := range list {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: x.Number}, {Text: x.Name}, {Text: l.Date(x.Done)}, {Text: serviceText(l, x)}, {Text: x.By}}})
	}
	return t
}

// serviceText is what a service found, and what was left out of its checklist.
func serviceText(l i18n.Lang, x stock.Service) string {
	text := orDash(x.Findings)
	if len(x.Skipped) > 0 {
		text = l.T("care.skipped", "text", text, "lines", strings.Join(x.Skipped, "; "))
	}
	return text
}

func returnTable(l i18n.Lang, list []stock.Comeback) Table {
	t := Table{
		Caption: l.T("return.list"), HideCaption: true,
		Columns: []Column{{Label: l.T("return.number")}, {Label: l.T("return.came")}, {Label: l.T("return.seen")}, {Label: l.T("return.stage")}},
	}
	for _, b := range list {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: b.Number, Href: returnHref(b)},
			{Text: l.Date(b.Came)},
			{Text: seenWord(l, b)},
			{Content: Badge(stageToneOf(b.Stage), l.T("state.return_"+string(b.Stage)))},
		}})
	}
	return t
}
