package views

import (
	"slices"
	"strconv"
	"time"

	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// RepairsPage lists repair orders (/gudang/perbaikan).
type RepairsPage struct {
	Choice CentreChoice
	List   stock.RepairList
	Tabs   []Link
	Pager  Pager
}

// NewRepairPage is the form of an order (/gudang/perbaikan/baru).
type NewRepairPage struct {
	Form   Form
	Places []Option
}

// The forms of an order, called as their addresses end.
const (
	FormStep      = "langkah"
	FormDiagnosis = "diagnosis"
	FormPart      = "komponen"
	FormPartBack  = "komponen-kembali"
	FormCost      = "biaya"
	FormFinish    = "selesai"
	FormCancel    = "batal"
	FormPropose   = "usul-hapus"
	FormDecide    = "putusan"
)

// RepairForms lists the forms of an order.
func RepairForms() []string {
	return []string{FormStep, FormDiagnosis, FormPart, FormPartBack, FormCost, FormFinish, FormCancel, FormPropose, FormDecide}
}

// RepairPage is one order (/gudang/perbaikan/{id}).
type RepairPage struct {
	Sheet      stock.RepairSheet
	CentreName string
	Forms      map[string]Form
	Refused    string // name of the form that was refused; "" for none
	Parts      []stock.PartOffer
	Places     []Option
}

// RepairRulePage is when a centre proposes to scrap (/gudang/perbaikan/aturan).
type RepairRulePage struct {
	Rule      stock.RepairRule
	Form      Form
	MayChange bool
}

// WithRepair fills in what the order says already, and gives each form ids of its
// own.
func WithRepair(p RepairPage) RepairPage {
	o := p.Sheet.Order
	for name, form := range p.Forms {
		form.ID = name + "-"
		if name == FormDiagnosis && name != p.Refused {
			form.Version = strconv.FormatInt(o.Version, 10)
			form = form.Set("diagnosis", o.Diagnosis)
			if o.Estimate > 0 {
				form = form.Set("estimate", strconv.FormatInt(o.Estimate, 10))
			}
		}
		if name == FormFinish && name != p.Refused {
			form = form.Set("condition", string(stock.CondGood)).Set("back", "1")
		}
		if name == FormCancel && name != p.Refused {
			form = form.Set("back", "1")
		}
		p.Forms[name] = form
	}
	return p
}

// RuleForm is the form of a rule as it stands.
func RuleForm(f Form, r stock.RepairRule) Form {
	return f.Set("percent", strconv.FormatInt(r.Percent, 10)).Set("repairs", strconv.Itoa(r.Repairs)).Set("months", strconv.Itoa(r.Months))
}

func repairHref(id op.ID) string { return "/gudang/perbaikan/" + id.String() }

func repairTone(s stock.RepairState) Tone {
	switch s {
	case stock.RepairOpen, stock.RepairParts, stock.RepairTest:
		return Wait
	case stock.RepairWork:
		return Info
	case stock.RepairJudged:
		return Warn
	case stock.RepairDone:
		return Good
	default:
		return Neutral
	}
}

func (p RepairsPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("repair.list"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("return.number")},
			{Label: l.T("unit.code")},
			{Label: l.T("stock.model")},
			{Label: l.T("repair.complaint")},
			{Label: l.T("repair.opened_at")},
			{Label: l.T("repair.spent"), Numeric: true},
		},
	}
	for _, o := range p.List.Rows {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: o.Number, Href: repairHref(o.ID)},
			{Text: o.Code, Href: "/u/" + o.Code},
			{Text: p.List.Models[o.Model].Name},
			{Text: o.Complaint},
			{Text: l.ShortDate(o.Opened)},
			{Text: l.Rupiah(o.Spent())},
		}})
	}
	return t
}

func whereOptions(l i18n.Lang) []Option {
	return []Option{
		{Value: stock.InWorkshop, Label: l.T("repair.where_workshop")},
		{Value: stock.OnShelf, Label: l.T("repair.where_shelf"), Hint: l.T("repair.where_shelf_hint")},
	}
}

func (p RepairPage) facts(l i18n.Lang) []Definition {
	o, u := p.Sheet.Order, p.Sheet.Unit
	where := l.T("repair.on_shelf")
	switch {
	case o.In:
		where = l.T("repair.in_workshop")
	case !u.Node.Real():
		where = l.T("state.node_" + nodeWord(u.Node))
	}
	facts := []Definition{
		{Term: l.T("repair.state"), Content: Badge(repairTone(o.State), l.T("state.repair_"+string(o.State)))},
		{Term: l.T("unit.code"), Text: o.Code, Href: "/u/" + o.Code},
		{Term: l.T("stock.model"), Text: p.Sheet.Model.Name, Href: "/alat/" + p.Sheet.Model.Slug},
		{Term: l.T("stock.centre"), Text: p.CentreName},
		{Term: l.T("unit.where"), Text: where},
		{Term: l.T("repair.complaint"), Text: o.Complaint},
		{Term: l.T("repair.diagnosis"), Text: orDash(o.Diagnosis)},
		{Term: l.T("repair.opened_at"), Text: l.DateTime(o.Opened)},
	}
	if o.FromPerson() {
		facts = append(facts, Definition{Term: l.T("repair.brought"), Text: l.T("repair.by_person")})
	}
	if o.Loaner != "" {
		facts = append(facts, Definition{Term: l.T("repair.loaner"), Text: o.Loaner, Href: "/u/" + o.Loaner})
	}
	if o.Document != "" {
		facts = append(facts, Definition{Term: l.T("repair.scrap_document"), Text: o.Document})
	}
	return append(facts, fundFacts(l, u.Fund, u.Donor, u.Account, u.UnitCost)...)
}

// steps draw how far the order is.
func (p RepairPage) steps(l i18n.Lang) []Step {
	o := p.Sheet.Order
	way := []stock.RepairState{stock.RepairOpen, stock.RepairParts, stock.RepairWork, stock.RepairTest, stock.RepairDone}
	if o.State == stock.RepairJudged || o.State == stock.RepairScrapped {
		way = []stock.RepairState{stock.RepairOpen, stock.RepairJudged, stock.RepairScrapped}
	}
	var list []Step
	for _, s := range way {
		been := slices.ContainsFunc(o.Steps, func(x stock.RepairLog) bool { return x.State == s })
		ended := s == stock.RepairDone || s == stock.RepairScrapped
		list = append(list, Step{Label: l.T("state.repair_" + string(s)), Done: been && (o.State != s || ended), Current: o.State == s && !ended})
	}
	return list
}

func (p RepairPage) moments(l i18n.Lang) []Moment {
	var list []Moment
	for i := len(p.Sheet.Order.Steps) - 1; i >= 0; i-- {
		s := p.Sheet.Order.Steps[i]
		list = append(list, Moment{
			When: l.DateTime(s.At), ISO: s.At.Format(time.RFC3339), Tone: repairTone(s.State),
			Title: l.T("state.repair_" + string(s.State)), Text: s.Note, Actor: s.By,
		})
	}
	return list
}

func (p RepairPage) costs(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("repair.costs"), HideCaption: true, Empty: l.T("repair.no_costs"),
		Columns: []Column{
			{Label: l.T("repair.cost_what")},
			{Label: l.T("repair.cost_kind")},
			{Label: l.T("receipt.amount"), Numeric: true},
			{Label: l.T("receipt.fund")},
			{Label: l.T("repair.amount"), Numeric: true},
			{Label: l.T("repair.cost_by")},
		},
	}
	for i, x := range p.Sheet.Order.Costs {
		row := Row{Cells: []Cell{
			{Text: x.Text},
			{Text: l.T("choice.cost_" + string(x.Kind))},
			{Text: costAmount(l, x)},
			{Text: orDash(x.Fund)},
			{Text: l.Rupiah(x.Amount)},
			{Text: x.By + ", " + l.ShortDate(x.At)},
		}}
		switch {
		case !x.Back.IsZero():
			row.Cells[4] = Cell{Content: Badge(Neutral, l.T("repair.put_back_word"))}
		case x.Kind == stock.CostPart && p.Sheet.MayWork && p.Sheet.Order.State != stock.RepairJudged && firstOf(p.Sheet.Order.Costs, i):
			row.Cells[5] = Cell{Content: PostButton(p.putBack(x), l.T("repair.put_back"))}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// firstOf tells whether a line is the first of those that one taking of parts
// made: they go back together.
func firstOf(costs []stock.Cost, i int) bool {
	return slices.IndexFunc(costs, func(c stock.Cost) bool { return c.Movement == costs[i].Movement }) == i
}

func (p RepairPage) putBack(x stock.Cost) Form {
	f := p.Forms[FormPartBack]
	f.Idempotency += "-" + x.Movement.String()
	f.Values = map[string][]string{"movement": {x.Movement.String()}}
	return f
}

func costAmount(l i18n.Lang, x stock.Cost) string {
	switch {
	case x.Kind == stock.CostPart:
		return l.Number(x.Quantity)
	case x.Minutes > 0:
		return l.T("repair.minutes", "n", x.Minutes)
	default:
		return "–"
	}
}

// sums draw what the order costs, by kind.
func (p RepairPage) sums(l i18n.Lang) ShareChart {
	o := p.Sheet.Order
	c := ShareChart{
		ChartText: ChartText{ID: "biaya-bagian", Headline: l.T("repair.spent_sum", "amount", l.Rupiah(o.Spent())), Subtitle: l.T("repair.spent_sub", "n", o.Minutes())},
		Of:        l.T("repair.cost_kind"), Series: []string{l.T("repair.amount")},
	}
	for _, kind := range []stock.CostKind{stock.CostPart, stock.CostLabour, stock.CostOutside} {
		c.Rows = append(c.Rows, Share{Label: l.T("choice.cost_" + string(kind)), Values: []int64{o.SpentOn(kind)}})
	}
	return c
}

// arithmetic is the rule in numbers, line by line.
func (p RepairPage) arithmetic(l i18n.Lang) []Definition {
	j := p.Sheet.Judgement
	value := l.T("repair.value_unknown")
	if j.Value > 0 {
		value = l.T("choice.repair_value_"+j.ValueOf, "amount", l.Rupiah(j.Value))
	}
	lines := []Definition{
		{Term: l.T("repair.value"), Text: value},
		{Term: l.T("repair.total"), Text: l.T("repair.total_sum", "spent", l.Rupiah(j.Spent), "estimate", l.Rupiah(j.Estimate), "total", l.Rupiah(j.Total()))},
	}
	if j.Value > 0 {
		lines = append(lines, Definition{Term: l.T("repair.share"), Text: l.T("repair.share_of", "share", j.Share(), "limit", j.Rule.Percent)})
	}
	return append(lines, Definition{
		Term: l.T("repair.nth"), Text: l.T("repair.nth_of", "n", j.Nth, "months", j.Rule.Months, "limit", j.Rule.Repairs),
	})
}

// verdict is what the rule proposes.
func (p RepairPage) verdict(l i18n.Lang) (Tone, string) {
	switch j := p.Sheet.Judgement; {
	case j.Dear() && j.Often():
		return Warn, l.T("repair.scrap_both")
	case j.Dear():
		return Warn, l.T("repair.scrap_dear")
	case j.Often():
		return Warn, l.T("repair.scrap_often")
	default:
		return Good, l.T("repair.worth")
	}
}

// share draws the cost against the limit of the rule.
func (p RepairPage) share(l i18n.Lang) Target {
	j := p.Sheet.Judgement
	tone, _ := p.verdict(l)
	t := Target{
		Label: l.T("repair.total"), Value: j.Total(), Target: j.Value * j.Rule.Percent / 100,
		Text: l.T("repair.share_of", "share", j.Share(), "limit", j.Rule.Percent), Tone: tone,
	}
	t.ToneWord = l.T("repair.word_repair")
	if j.Dear() {
		t.ToneWord = l.T("repair.word_scrap")
	}
	return t
}

func partOptions(l i18n.Lang, parts []stock.PartOffer) (list []Option) {
	for _, x := range parts {
		list = append(list, Option{Value: x.Model.Slug, Label: l.T("repair.part_option", "name", x.Model.Name, "n", x.Ready)})
	}
	return list
}

func costKinds(l i18n.Lang) []Option {
	return prefixed(l, "choice.cost", string(stock.CostLabour), string(stock.CostOutside))
}

func stepForm(f Form, s stock.RepairState) Form {
	f.Idempotency += "-" + string(s)
	f.Values = map[string][]string{"state": {string(s)}}
	return f
}

func fixedOptions(l i18n.Lang) []Option {
	return []Option{
		{Value: string(stock.CondGood), Label: l.T("state.unit_good")},
		{Value: string(stock.CondNew), Label: l.T("state.unit_new")},
	}
}

func (p RepairPage) earlier(l i18n.Lang) Table { return repairTable(l, p.Sheet.Before) }

// repairTable lists the orders of one unit.
func repairTable(l i18n.Lang, orders []stock.RepairOrder) Table {
	t := Table{
		Caption: l.T("repair.earlier"), HideCaption: true, Empty: l.T("repair.none_before"),
		Columns: []Column{
			{Label: l.T("return.number")},
			{Label: l.T("repair.opened_at")},
			{Label: l.T("repair.complaint")},
			{Label: l.T("repair.state")},
			{Label: l.T("repair.spent"), Numeric: true},
		},
	}
	for _, o := range orders {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: o.Number, Href: repairHref(o.ID)},
			{Text: l.ShortDate(o.Opened)},
			{Text: o.Complaint},
			{Content: Badge(repairTone(o.State), l.T("state.repair_"+string(o.State)))},
			{Text: l.Rupiah(o.Spent())},
		}})
	}
	return t
}
