package views

import (
	"slices"
	"strings"
	"time"

	"lumbung/app/innovation"
	"lumbung/app/replication"
	"lumbung/views/i18n"
)

// ReplicationsPage lists the replications of a centre, or of all (/replikasi).
type ReplicationsPage struct {
	List    replication.List
	Own     string            // code of the reader's centre; empty for those of the ministry
	Centres map[string]string // names by code
	Tabs    []Link
	Pager   Pager
}

// ReplicationPage is one replication with the next step (/replikasi/{id}).
type ReplicationPage struct {
	Sheet                                  replication.Sheet
	Centres                                map[string]string
	Accept, Decline, Next, Stop, Described Form
}

// ReplicationAskPage is the form of a centre that would like to replicate
// (/inovasi/{slug}/replikasi/minta).
type ReplicationAskPage struct {
	Form  Form
	Sheet innovation.Sheet
	Owner string // name of the centre that answers
	Own   string // name of the centre that asks
}

// SpreadPage is how far an innovation has come, for everybody
// (/inovasi/{slug}/replikasi), and the same in short on the page of the innovation.
type SpreadPage struct {
	Sheet        innovation.Sheet
	Spread       replication.Spread
	Centres      map[string]string // names by code
	Provinces    map[string]string // two digits by code of the centre
	MayReplicate bool
	MayServe     bool // tell whom the reader's centre has reached in a month
}

// ReplicationHref is the address of a replication.
func ReplicationHref(id string) string { return "/replikasi/" + id }

func replicationTone(s replication.State) Tone {
	switch s {
	case replication.Running:
		return Good
	case replication.Asked:
		return Wait
	case replication.Declined:
		return Bad
	case replication.Stopped:
		return Neutral
	default:
		return Info
	}
}

func replicationForms(l i18n.Lang) (list []Option) {
	for _, f := range replication.Forms() {
		list = append(list, Option{Value: string(f), Label: l.T("choice.replication_" + string(f)), Hint: l.T("choice.replication_" + string(f) + "_hint")})
	}
	return list
}

func (p ReplicationsPage) table(f Frame) Table {
	l := f.Lang
	t := Table{Caption: l.T("replication.list"), HideCaption: true, Columns: []Column{
		{Label: l.T("replication.innovation")},
		{Label: l.T("replication.centre")},
		{Label: l.T("replication.owner")},
		{Label: l.T("replication.state")},
		{Label: l.T("replication.since")},
		{Label: l.T("replication.counted")},
	}}
	for _, x := range p.List.Rows {
		row := Row{Cells: []Cell{
			{Text: x.Title, Href: ReplicationHref(x.ID.String())},
			{Text: p.name(l, x.Centre)},
			{Text: p.name(l, x.Owner)},
			{Content: Badge(replicationTone(x.State), l.T("state.replication_"+string(x.State)))},
			{Text: l.ShortDate(x.Since())},
			{Text: replicationCounts(l, x.State, x.Counts)},
		}}
		if x.State == replication.Asked && x.Owner == p.Own && p.Own != "" {
			row.Tone = Wait
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// name is that of a centre; the reader's own is called so.
func (p ReplicationsPage) name(l i18n.Lang, code string) string {
	if code == p.Own && p.Own != "" {
		return l.T("replication.ours")
	}
	return p.Centres[code]
}

// replicationCounts says whether a replication is one in the numbers, and what it is
// when it is not.
func replicationCounts(l i18n.Lang, s replication.State, counts bool) string {
	switch {
	case counts:
		return l.T("replication.counts")
	case s == replication.Running:
		return l.T("replication.counts_idle")
	case s.Interest():
		return l.T("replication.counts_interest")
	default:
		return l.T("replication.counts_not")
	}
}

// next is the state that the one button leads to; "" when there is none.
func (p ReplicationPage) next() replication.State {
	if !p.Sheet.MayAdvance {
		return ""
	}
	return p.Sheet.State.Next()
}

func (p ReplicationPage) moments(l i18n.Lang) (list []Moment) {
	for _, s := range p.Sheet.Steps {
		list = append(list, Moment{
			When: l.Date(s.Occurred), ISO: s.Occurred.Format(time.RFC3339), Tone: replicationTone(s.State),
			Title: l.T("state.replication_" + string(s.State)), Text: s.Note,
			Actor: l.T("replication.by", "name", s.By, "centre", p.Centres[s.Centre], "time", l.Date(s.Recorded)),
		})
	}
	return list
}

func (p ReplicationPage) numbers(l i18n.Lang) []Stat {
	n := p.Sheet.Numbers
	cost, note := "–", l.T("replication.unknown")
	if n.UnitCost > 0 {
		cost, note = l.Rupiah(n.UnitCost), l.T("replication.cost_note")
	}
	if n.ByMonth {
		return ServedPage{Sheet: replication.ServedSheet{Numbers: n}}.stats(l)
	}
	return []Stat{
		{Label: l.T("replication.made"), Value: l.Number(n.Made), Note: l.T("replication.made_lately", "n", n.MadeLately)},
		{Label: l.T("replication.served"), Value: l.Number(n.Served), Note: l.T("replication.served_note")},
		{Label: l.T("replication.cost"), Value: cost, Note: note},
	}
}

func (p ReplicationPage) facts(l i18n.Lang) []Definition {
	x := p.Sheet
	list := []Definition{
		{Term: l.T("replication.innovation"), Text: x.Title, Href: "/inovasi/" + x.Slug},
		{Term: l.T("replication.centre"), Text: p.Centres[x.Centre], Href: "/sentra/" + x.Centre},
		{Term: l.T("replication.owner"), Text: p.Centres[x.Owner], Href: "/sentra/" + x.Owner},
		{Term: l.T("replication.form"), Text: l.T("choice.replication_" + string(x.Form))},
		{Term: l.T("replication.version"), Text: versionNote(l, x)},
	}
	for _, d := range []Definition{
		{Term: l.T("replication.contact"), Text: x.Contact},
		{Term: l.T("replication.changes"), Text: x.Changes},
		{Term: l.T("replication.obstacles"), Text: x.Obstacles},
		{Term: l.T("replication.evidence"), Text: x.Evidence},
	} {
		if d.Text != "" {
			list = append(list, d)
		}
	}
	return list
}

func versionNote(l i18n.Lang, x replication.Sheet) string {
	if x.Published < x.Newest {
		return l.T("replication.version_old", "n", x.Published, "newest", x.Newest)
	}
	return l.T("replication.version_new", "n", x.Published)
}

// numbers of the public page: what counts first, interest by itself.
func (p SpreadPage) numbers(l i18n.Lang) []Stat {
	t := p.Spread.Tally
	return []Stat{
		{Label: l.T("replication.counted_many"), Value: l.Number(p.Spread.Counted), Note: l.T("replication.counted_note")},
		{Label: l.T("replication.begun"), Value: l.Number(t.Planning + t.Trial), Note: l.T("replication.begun_note", "planning", t.Planning, "trial", t.Trial)},
		{Label: l.T("replication.interest"), Value: l.Number(p.Spread.Interest()), Note: l.T("replication.interest_note")},
		{Label: l.T("state.replication_stopped"), Value: l.Number(t.Stopped), Note: l.T("replication.idle_note", "n", t.Running-p.Spread.Counted)},
	}
}

// sentence is the same in one, for the page of the innovation: what there is,
// without what there is not.
func (p SpreadPage) sentence(l i18n.Lang) string {
	var parts []string
	for _, x := range []struct {
		key string
		n   int64
	}{
		{"replication.sentence_counted", p.Spread.Counted},
		{"replication.sentence_begun", p.Spread.Tally.Planning + p.Spread.Tally.Trial},
		{"replication.sentence_interest", p.Spread.Interest()},
	} {
		if x.n > 0 {
			parts = append(parts, l.T(x.key, "n", x.n))
		}
	}
	if len(parts) == 0 {
		return l.T("replication.sentence_none")
	}
	return strings.Join(parts, ", ")
}

func (p SpreadPage) href(f Frame) string { return f.Href("/inovasi/" + p.Sheet.Slug + "/replikasi") }

// spreadMap is where it is used: the provinces of the owner and of the centres
// that plan, try or run it.
func (p SpreadPage) spreadMap(l i18n.Lang) ProvinceMap {
	m := ProvinceMap{
		ChartText: ChartText{ID: "peta-replikasi", Headline: p.sentence(l), Subtitle: l.T("replication.map_subtitle"), Note: l.T("replication.map_note")},
		Unit:      l.T("replication.map_unit"), None: l.T("replication.map_none"), Values: map[string]Province{},
	}
	for _, t := range tiles() {
		m.Values[t.Code] = Province{}
	}
	at := map[string]bool{p.Spread.Owner: true}
	for _, x := range p.Spread.Places {
		if x.State == replication.Planning || x.State == replication.Trial || x.State == replication.Running {
			at[x.Centre] = true
		}
	}
	for centre := range at {
		if code := p.Provinces[centre]; code != "" {
			v := m.Values[code]
			v.Value++
			m.Values[code] = v
		}
	}
	return m
}

// costs compares what a piece costs those who make it; ok is false when nobody
// knows.
func (p SpreadPage) costs(f Frame) (c RangeChart, ok bool) {
	x, l := p.Spread.Costs, f.Lang
	if len(x.Makers) == 0 {
		return c, false
	}
	c = RangeChart{
		ChartText: ChartText{
			ID: "biaya-pembuat", Subtitle: l.T("replication.costs_subtitle", "n", len(x.Makers)), Note: l.T("replication.costs_note"),
			Headline: l.T("replication.costs_title", "min", l.Rupiah(x.Min), "median", l.Rupiah(x.Median), "max", l.Rupiah(x.Max)),
		},
		Of: l.T("replication.maker"), Unit: l.T("replication.cost"), Min: x.Min, Median: x.Median, Max: x.Max,
	}
	switch {
	case len(x.Makers) == 1:
		c.Headline = l.T("replication.costs_one", "cost", l.Rupiah(x.Min))
	case x.Min == x.Max:
		c.Headline = l.T("replication.costs_same", "cost", l.Rupiah(x.Min))
	}
	if p.Spread.ByMonth {
		p.costsOfPersons(l, &c)
	}
	for _, m := range x.Makers {
		c.Dots = append(c.Dots, RangeDot{
			Label: p.Centres[m.Centre], Href: f.Href("/sentra/" + m.Centre), Value: m.UnitCost, Own: m.Centre == p.Spread.Owner,
			Note: p.behind(l, m),
		})
	}
	return c, true
}

// costsOfPersons says that the costs are those of persons.
func (p SpreadPage) costsOfPersons(l i18n.Lang, c *RangeChart) {
	x := p.Spread.Costs
	c.Of, c.Unit, c.Note = l.T("served.offering"), l.T("served.cost_each"), l.T("served.costs_note")
	c.Subtitle = l.T("served.costs_subtitle", "n", len(x.Makers))
	c.Headline = l.T("served.costs_title", "min", l.Rupiah(x.Min), "median", l.Rupiah(x.Median), "max", l.Rupiah(x.Max))
	switch {
	case len(x.Makers) == 1:
		c.Headline = l.T("served.costs_one", "cost", l.Rupiah(x.Min))
	case x.Min == x.Max:
		c.Headline = l.T("served.costs_same", "cost", l.Rupiah(x.Min))
	}
}

// behind says what a cost is the mean of.
func (p SpreadPage) behind(l i18n.Lang, m replication.Maker) string {
	if p.Spread.ByMonth {
		return l.T("served.months_n", "n", m.Months)
	}
	return l.T("replication.made_n", "n", m.Made)
}

func (p SpreadPage) table(f Frame) Table {
	l := f.Lang
	t := Table{Caption: l.T("replication.places"), HideCaption: true, Columns: []Column{
		{Label: l.T("replication.centre")},
		{Label: l.T("replication.state")},
		{Label: l.T("replication.since")},
		{Label: l.T("replication.form")},
		{Label: l.T("replication.made"), Numeric: true},
		{Label: l.T("replication.served"), Numeric: true},
		{Label: l.T("replication.counted")},
	}}
	for _, x := range p.Spread.Places {
		served := l.T("replication.few")
		if x.Served != nil {
			served = l.Number(*x.Served)
		}
		day, _ := time.Parse(time.DateOnly, x.Since)
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: p.Centres[x.Centre], Href: f.Href("/sentra/" + x.Centre)},
			{Content: Badge(replicationTone(x.State), l.T("state.replication_"+string(x.State)))},
			{Text: l.ShortDate(day)},
			{Text: l.T("choice.replication_" + string(x.Form))},
			{Text: l.Number(x.Made)},
			{Text: served},
			{Text: replicationCounts(l, x.State, x.Counts)},
		}})
	}
	if p.Spread.ByMonth { // nothing is made
		const made = 4
		t.Columns[made+1].Label = l.T("served.most")
		t.Columns = slices.Delete(t.Columns, made, made+1)
		for i := range t.Rows {
			t.Rows[i].Cells = slices.Delete(t.Rows[i].Cells, made, made+1)
		}
	}
	return t
}
