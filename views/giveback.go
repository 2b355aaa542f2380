package views

import (
	"net/url"
	"time"

	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// GiveBackPage is the form of devices that come back (/gudang/kembali).
type GiveBackPage struct {
	Form   Form
	Places []Option
}

// ReturnsPage is the queue of what came back (/gudang/kembali/antrean).
type ReturnsPage struct {
	Choice CentreChoice
	List   stock.ReturnList
	Tabs   []Link
	Step   Form // its action is filled in for each device
	Pager  Pager
}

// ReturnPage is one device that came back (/gudang/kembali/{id}).
type ReturnPage struct {
	Sheet      stock.ReturnSheet
	CentreName string
	GiverName  string
	Step       Form
	Refused    Form // a step that was refused
}

// ReusePage is how much of what came back was handed over again
// (/gudang/kembali/guna-ulang).
type ReusePage struct {
	Sum   stock.Reuse
	Names map[string]string // of centres by code
	Pager Pager
}

// StageTabs leaves out the stage of mistakes, which nobody waits for.
func StageTabs(all []Link) []Link { return all[:len(all)-1] }

func returnHref(b stock.Comeback) string { return "/gudang/kembali/" + b.ID.String() }

func repairNewHref(code string) string {
	return "/gudang/perbaikan/baru?" + url.Values{"code": {code}}.Encode()
}

func giveBackHref(code string) string {
	return "/gudang/kembali?" + url.Values{"codes": {code}}.Encode()
}

// stageTone is the tone of a stage: what waits for somebody waits, what is ready
// is good.
func stageToneOf(s stock.ReturnStage) Tone {
	switch s {
	case stock.StageClean, stock.StageInspect:
		return Wait
	case stock.StageRepair:
		return Warn
	case stock.StageReady, stock.StageAgain:
		return Good
	default:
		return Neutral
	}
}

func returnReasons(l i18n.Lang) (list []Option) {
	for _, r := range stock.ReturnReasons() {
		list = append(list, Option{Value: string(r), Label: l.T("choice.return_" + string(r))})
	}
	return list
}

// seenOptions are the conditions that a device can have at the door.
func seenOptions(l i18n.Lang) []Option { return conditionOptions(l)[1:] }

// chart draws the stages as bars, so that it is seen where devices pile up.
func (p ReturnsPage) chart(l i18n.Lang) ShareChart {
	c := ShareChart{
		ChartText: ChartText{
			Top: true,
			ID:  "antrean", Headline: l.T("return.chart", "n", p.List.Counts.Waiting()), Subtitle: l.T("return.chart_sub"),
		},
		Of: l.T("return.stage"), Series: []string{l.T("return.devices")},
	}
	for _, s := range stock.ReturnQueue() {
		c.Rows = append(c.Rows, Share{Label: l.T("state.return_" + string(s)), Values: []int64{p.List.Counts.At(s)}})
	}
	return c
}

func (p ReturnsPage) table(l i18n.Lang, now time.Time) Table {
	t := Table{
		Caption: l.T("return.list"), HideCaption: true, Empty: l.T("return.none"),
		Columns: []Column{
			{Label: l.T("unit.code")},
			{Label: l.T("stock.model")},
			{Label: l.T("return.number")},
			{Label: l.T("return.seen")},
			{Label: l.T("return.since")},
			{Label: l.T("return.next")},
		},
	}
	for _, b := range p.List.Rows {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: b.Code, Href: returnHref(b)},
			{Text: p.List.Models[b.Model].Name},
			{Text: b.Number},
			{Text: seenWord(l, b)},
			{Text: l.Relative(b.Since, now)},
			{Content: returnStep(l, b, p.Step, p.List.MayWork)},
		}})
	}
	return t
}

func seenWord(l i18n.Lang, b stock.Comeback) string {
	if b.Seen == "" {
		return "–"
	}
	return l.T("state.unit_" + string(b.Seen))
}

// cleanForm and examineForm are one tap each.
func cleanForm(f Form, b stock.Comeback) Form {
	f.Action, f.Values = returnHref(b)+"/bersih", nil
	return f
}

func examineForm(f Form, b stock.Comeback, found stock.Condition) Form {
	f.Action, f.Values = returnHref(b)+"/periksa", map[string][]string{"condition": {string(found)}}
	f.Idempotency += "-" + string(found)
	return f
}

func (p ReturnPage) facts(l i18n.Lang) []Definition {
	b, u := p.Sheet.Return, p.Sheet.Unit
	facts := []Definition{
		{Term: l.T("return.stage"), Content: Badge(stageToneOf(b.Stage), l.T("state.return_"+string(b.Stage)))},
		{Term: l.T("unit.code"), Text: b.Code, Href: "/u/" + b.Code},
		{Term: l.T("stock.model"), Text: p.Sheet.Model.Name, Href: "/alat/" + p.Sheet.Model.Slug},
		{Term: l.T("return.came"), Text: l.Date(b.Came)},
		{Term: l.T("return.to"), Text: p.CentreName},
		{Term: l.T("return.from"), Text: l.T("state.node_" + string(b.From))},
		{Term: l.T("return.reason"), Text: l.T("choice.return_" + string(b.Reason))},
		{Term: l.T("return.seen"), Text: seenWord(l, b)},
		{Term: l.T("unit.issues"), Text: l.Number(u.Issues)},
	}
	if b.Giver != "" {
		facts = append(facts, Definition{Term: l.T("return.giver"), Text: p.GiverName})
	}
	if b.Note != "" {
		facts = append(facts, Definition{Term: l.T("receipt.note"), Text: b.Note})
	}
	return append(facts, fundFacts(l, u.Fund, u.Donor, u.Account, u.UnitCost)...)
}

func (p ReturnPage) moments(l i18n.Lang) []Moment {
	var list []Moment
	for _, s := range p.Sheet.Return.Steps {
		list = append([]Moment{{
			When: l.DateTime(s.At), ISO: s.At.Format(time.RFC3339), Tone: stageToneOf(s.Stage),
			Title: l.T("state.return_" + string(s.Stage)), Text: s.Note, Actor: s.By,
		}}, list...)
	}
	return list
}

// label is what a row is about: a model, or a centre.
func (p ReusePage) label(x stock.Reused) string {
	if x.Model.Name != "" {
		return x.Model.Name
	}
	return p.Names[x.Centre]
}

func (p ReusePage) chart(l i18n.Lang) ShareChart {
	c := ShareChart{
		ChartText: ChartText{
			Top: true,
			ID:  "guna-ulang", Headline: l.T("reuse.headline", "came", p.Sum.All.Came, "again", p.Sum.All.Again),
			Subtitle: l.T("reuse.subtitle"), Note: l.T("reuse.note"),
		},
		Of: l.T("stock.model"), Series: []string{l.T("reuse.again"), l.T("reuse.waiting"), l.T("reuse.gone")},
	}
	if p.Sum.Centre == "" {
		c.Of = l.T("stock.centre")
	}
	for _, x := range p.Sum.Rows {
		t := x.Tally
		c.Rows = append(c.Rows, Share{Label: p.label(x), Values: []int64{t.Again, t.Came - t.Again - t.Gone, t.Gone}})
	}
	return c
}
