package views

import (
	"strconv"

	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// RulesPage lists the minimums of a centre (/gudang/minimum).
type RulesPage struct {
	List       stock.RuleList
	CentreName string
	Choice     CentreChoice
	Pager      Pager
}

func ruleHref(id string) string { return "/gudang/minimum/" + id }

func (p RulesPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("reorder.list"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("stock.model")},
			{Label: l.T("receipt.warehouse")},
			{Label: l.T("reorder.level"), Numeric: true},
			{Label: l.T("reorder.expected"), Numeric: true},
			{Label: l.T("reorder.minimum"), Numeric: true},
			{Label: l.T("reorder.target"), Numeric: true},
			{Label: l.T("reorder.state")},
		},
	}
	for _, x := range p.List.Rows {
		row := Row{Cells: []Cell{
			{Text: x.ModelName, Href: ruleHref(x.ID.String())},
			{Text: x.Warehouse},
			{Text: l.Number(x.Level)},
			{Text: orZero(l, x.Expected)},
			{Text: l.Number(x.Min)},
			{Text: l.Number(x.Target)},
			{Content: ruleBadge(l, x)},
		}}
		if x.Open != nil {
			row.Tone = Bad
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// ruleState says in a word whether there is enough.
func ruleState(l i18n.Lang, x stock.RuleLine) (Tone, string) {
	switch {
	case x.Open == nil:
		return Good, l.T("reorder.enough")
	case x.Open.Seen.By != "":
		return Warn, l.T("reorder.seen_to", "by", x.Open.Seen.By)
	default:
		return Bad, l.T("reorder.short_since", "date", x.Open.Since)
	}
}

// MinimumFormPage is the form of a minimum, new or changed (/gudang/minimum/baru).
type MinimumFormPage struct {
	Form       Form
	New        bool
	Models     []Option
	Warehouses []Option
}

func windowOptions(l i18n.Lang) (list []Option) {
	for _, days := range stock.Windows() {
		list = append(list, Option{Value: strconv.Itoa(days), Label: l.T("reorder.days", "n", days)})
	}
	return list
}

// RuleValues are the values of a minimum for its form.
func RuleValues(r stock.ReorderRule) map[string]string {
	return map[string]string{
		"minimum": strconv.FormatInt(r.Min, 10), "target": strconv.FormatInt(r.Target, 10), "lead_days": strconv.Itoa(r.Lead),
		"window_days": strconv.Itoa(r.Window), "owner": r.Owner,
	}
}

// RulePage is one minimum: what there is, what real consumption says, and where
// what is missing can come from (/gudang/minimum/{id}).
type RulePage struct {
	Sheet      stock.RuleSheet
	CentreName string
	MakerName  string // centre that makes the model
	Edit       Form
	Ack        Form
	Remove     Form
	Ask        string // address of the form of a transfer; empty when the actor may not ask for one
	Make       string // address of the form of a production order; empty when the centre does not make it
	Receive    string // address of the form of goods that come in
}

// gauge is the level against minimum and target, as a picture.
func (p RulePage) gauge(l i18n.Lang) Target {
	x := p.Sheet
	tone, word := ruleState(l, x.RuleLine)
	return Target{
		Label: l.T("reorder.level_of", "model", x.ModelName), Value: x.Level + x.Expected, Target: x.Min,
		Text: l.T("reorder.gauge", "level", x.Level, "expected", x.Expected, "min", x.Min, "target", x.Target), Tone: tone, ToneWord: word,
	}
}

func (p RulePage) facts(l i18n.Lang) []Definition {
	x := p.Sheet
	owner := x.Owner
	if owner == "" {
		owner = l.T("reorder.owner_warehouse")
	}
	facts := []Definition{
		{Term: l.T("stock.model"), Text: x.ModelName, Href: "/alat/" + x.ModelSlug},
		{Term: l.T("receipt.warehouse"), Text: x.Warehouse, Href: cardHref(x.ModelSlug, x.Centre) + "&warehouse=" + x.Warehouse},
		{Term: l.T("reorder.owner"), Text: owner},
		{Term: l.T("reorder.lead"), Text: l.T("reorder.days", "n", x.Lead)},
		{Term: l.T("reorder.changed"), Text: l.T("request.filed_line", "date", x.Changed.At, "by", x.Changed.By)},
	}
	if o := x.Open; o != nil {
		facts = append(facts, Definition{Term: l.T("reorder.short"), Text: l.T("reorder.short_line", "date", o.Since, "level", o.Level, "min", o.Min)})
		if o.Seen.By != "" {
			facts = append(facts, Definition{Term: l.T("reorder.doing"), Text: l.T("reorder.doing_line", "by", o.Seen.By, "date", o.Seen.At, "doing", o.Seen.Document)})
		}
	}
	return facts
}

// arithmetic shows how the suggestion comes about, step by step.
func (p RulePage) arithmetic(l i18n.Lang) []string {
	x, u := p.Sheet, p.Sheet.Use
	if u.Pieces == 0 {
		return []string{l.T("reorder.no_use", "days", u.Days)}
	}
	week := u.Tenths(7)
	lines := []string{
		l.T("reorder.use", "pieces", u.Pieces, "days", u.Days, "since", u.Since),
		l.T("reorder.average", "pieces", u.Pieces, "days", u.Days, "whole", week/10, "tenth", week%10),
		l.T("reorder.need", "whole", week/10, "tenth", week%10, "lead", x.Lead, "need", x.Need),
	}
	if days, ok := u.Lasts(x.Level + x.Expected); ok {
		lines = append(lines, l.T("reorder.lasts", "pieces", x.Level+x.Expected, "days", days))
	}
	if x.Low {
		lines = append(lines, l.T("reorder.low", "min", x.Min, "need", x.Need))
	}
	if u.Cut {
		lines = append(lines, l.T("reorder.cut", "n", u.Movements))
	}
	return lines
}

func (p RulePage) wanted(l i18n.Lang) string {
	x := p.Sheet
	return l.T("reorder.wanted", "target", x.Target, "level", x.Level, "expected", x.Expected, "wanted", x.Wanted)
}

func (p RulePage) idle(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("reorder.idle"), HideCaption: true, Empty: l.T("reorder.idle_none"),
		Columns: []Column{{Label: l.T("stock.centre")}, {Label: l.T("reorder.idle_pieces"), Numeric: true}, {Label: l.T("reorder.idle_since")}},
	}
	for _, x := range p.Sheet.Idle {
		name := Cell{Text: x.Name}
		if p.Ask != "" {
			name.Href = p.Ask + "&from=" + x.Centre
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{name, {Text: l.Number(x.Pieces)}, {Text: l.Date(x.Since)}}})
	}
	return t
}
