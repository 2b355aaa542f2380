package views

import (
	"strconv"
	"strings"

	"lumbung/app/disclosure"
	"lumbung/app/innovation"
	"lumbung/app/need"
	"lumbung/app/reference"
	"lumbung/views/i18n"
)

// NeedsPage is the public register (/kebutuhan).
type NeedsPage struct {
	List      need.List
	Pager     Pager
	MayTell   bool
	MayCurate bool
}

// NeedPage is one need with what speaks for it (/kebutuhan/{slug}).
type NeedPage struct {
	Sheet need.Sheet
	Edit  Form // for a curator
}

// SayPage is the form of one sentence for everybody (/kebutuhan/baru).
type SayPage struct{ Form Form }

// TellPage is the form of a centre (/kebutuhan/sentra).
type TellPage struct {
	Form   Form
	Centre string // name
}

// CuratePage is what waits for a curator (/kebutuhan/telaah).
type CuratePage struct {
	Queue       need.Queue
	Centres     map[string]string
	Group, Drop Form
	Pager       Pager
}

// InnovationNeedsPage says which needs an innovation answers
// (/inovasi/{slug}/kebutuhan).
type InnovationNeedsPage struct {
	Record  innovation.Innovation
	Choices []need.Need
	Form    Form
	Find    Form // a search for more
}

func lackHref(f Frame, slug string) string { return f.Href("/kebutuhan/" + slug) }

func needStateTone(s need.State) Tone {
	switch s {
	case need.Answered:
		return Good
	case need.Building:
		return Info
	default:
		return Wait
	}
}

func voicesText(l i18n.Lang, n disclosure.Count) string {
	if n.Hidden() {
		return l.T("need.few")
	}
	return l.Number(int64(n))
}

// peopleOrNone is how many people centres have counted; a need that nobody has
// counted has no number, which is not the same as none.
func peopleOrNone(l i18n.Lang, n disclosure.Count) string {
	if n == 0 {
		return "–"
	}
	return voicesText(l, n)
}

func (p NeedsPage) sorts(f Frame) []Link {
	return []Link{
		{Href: f.Href("/kebutuhan"), Text: f.T("need.by_count"), Current: p.List.Sort != need.ByNew},
		{Href: f.Href("/kebutuhan") + "?sort=new", Text: f.T("need.by_new"), Current: p.List.Sort == need.ByNew},
	}
}

// chart is how often each need of the page was named, those that may be told.
func (p NeedsPage) chart(f Frame) (c ShareChart, ok bool) {
	l := f.Lang
	c = ShareChart{
		ChartText: ChartText{ID: "suara", Top: true, Subtitle: l.T("need.chart_subtitle"), Note: l.T("need.chart_note"), CSV: "/kebutuhan.csv"},
		Of:        l.T("need.need"), Series: []string{l.T("need.voices")},
	}
	for _, x := range p.List.Rows {
		if x.Voices > 0 && len(c.Rows) < 10 {
			c.Rows = append(c.Rows, Share{Label: x.Title, Own: true, Href: lackHref(f, x.Slug), Values: []int64{int64(x.Voices)}})
		}
	}
	if len(c.Rows) == 0 {
		return c, false
	}
	c.Headline = l.T("need.chart_title", "title", c.Rows[0].Label, "n", c.Rows[0].Values[0])
	if p.List.Sort == need.ByNew {
		c.Headline = l.T("need.chart_new")
	}
	return c, true
}

func (p NeedsPage) table(f Frame) Table {
	l := f.Lang
	t := Table{Caption: l.T("need.list"), HideCaption: true, Columns: []Column{
		{Label: l.T("need.need")}, {Label: l.T("need.state")}, {Label: l.T("need.voices"), Numeric: true}, {Label: l.T("need.people"), Numeric: true}, {Label: l.T("need.since")},
	}}
	for _, x := range p.List.Rows {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: x.Title, Href: lackHref(f, x.Slug), Own: true},
			{Content: Badge(needStateTone(x.State), l.T("state.need_"+string(x.State)))},
			{Text: voicesText(l, x.Voices)},
			{Text: peopleOrNone(l, x.People)},
			{Text: l.ShortDate(x.At)},
		}})
	}
	return t
}

func (p NeedPage) numbers(f Frame) []Stat {
	l, x := f.Lang, p.Sheet
	list := []Stat{{Label: l.T("need.voices"), Value: voicesText(l, x.Voices), Note: l.T("need.voices_note")}}
	if len(x.Models) > 0 {
		list = append(list, Stat{Label: l.T("need.unmet"), Value: voicesText(l, x.Unmet), Note: l.T("need.unmet_note")})
	}
	if x.People == 0 {
		return list
	}
	return append(list, Stat{Label: l.T("need.people"), Value: voicesText(l, x.People), Note: l.T("need.people_note")})
}

// sources is where the voices come from; ok is false where that is not told.
func (p NeedPage) sources(l i18n.Lang) (c ShareChart, ok bool) {
	c = ShareChart{
		ChartText: ChartText{ID: "asal-suara", Headline: l.T("need.sources"), Subtitle: l.T("need.sources_subtitle"), Note: l.T("need.hidden_note")},
		Of:        l.T("need.source"), Series: []string{l.T("need.voices")},
	}
	for _, x := range p.Sheet.BySource {
		if !x.N.Hidden() {
			c.Rows = append(c.Rows, Share{Label: l.T("choice.need_source_" + x.Name), Values: []int64{int64(x.N)}})
		}
	}
	return c, len(c.Rows) > 0
}

// provinces is where the voices come from on the map; ok is false where every
// tile would be empty.
func (p NeedPage) provinces(l i18n.Lang) (m ProvinceMap, ok bool) {
	m = ProvinceMap{
		ChartText: ChartText{ID: "peta-suara", Headline: l.T("need.map_title"), Subtitle: l.T("need.map_subtitle"), Note: l.T("need.hidden_note")},
		Unit:      l.T("need.map_unit"), Values: map[string]Province{},
	}
	for _, x := range p.Sheet.ByProvince {
		v := Province{Value: int64(x.N), Hidden: x.N.Hidden()}
		if v.Hidden {
			v.Value = 0
		}
		m.Values[x.Name] = v
		ok = ok || v.Value > 0
	}
	return m, ok
}

func (p NeedPage) facts(f Frame) []Definition {
	l, x := f.Lang, p.Sheet
	var list []Definition
	if x.ISO != "" {
		list = append(list, Definition{Term: l.T("need.iso"), Text: isoWords(l, x.ISO)})
	}
	for _, m := range x.Models {
		list = append(list, Definition{Term: l.T("need.model"), Text: m.Name, Href: f.Href("/alat/" + m.Slug), Own: true})
	}
	return append(list, Definition{Term: l.T("need.changed"), Text: l.Date(x.ChangedAt)})
}

// isoClasses are the classes of ISO 9999, for whoever likes to say what kind of
// thing is lacking.
func isoClasses(l i18n.Lang) (list []Option) {
	book, err := reference.Load()
	if err != nil {
		return nil
	}
	for _, x := range book.ISOChildren("") {
		name := x.NameID
		if l == i18n.EN {
			name = x.NameEN
		}
		list = append(list, Option{Value: x.Code, Label: name})
	}
	return list
}

func provinceOptions() (list []Option) {
	for _, t := range tiles() {
		list = append(list, Option{Value: t.Code, Label: t.Name})
	}
	return list
}

// voiceOptions are the voices that wait, to be ticked.
func (p CuratePage) voiceOptions(l i18n.Lang) (list []Option) {
	for _, v := range p.Queue.Voices {
		from := l.T("choice.need_source_" + string(v.Source))
		if v.Centre != "" {
			from = p.Centres[v.Centre]
		}
		if v.Province != "" && v.Centre == "" {
			from += " · " + provinceName(v.Province)
		}
		hint := from + " · " + l.ShortDate(v.At)
		if v.People > 0 {
			hint += " · " + l.T("need.people_n", "n", v.People)
		}
		if v.ISO != "" {
			hint += " · " + isoWords(l, v.ISO)
		}
		if v.Words != "" {
			hint += " · " + v.Words
		}
		list = append(list, Option{Value: v.ID.String(), Label: v.Sentence, Hint: hint})
	}
	return list
}

// showOptions are those that the public may read as they were said.
func (p CuratePage) showOptions() (list []Option) {
	for _, v := range p.Queue.Voices {
		list = append(list, Option{Value: v.ID.String(), Label: v.Sentence})
	}
	return list
}

func (p CuratePage) wordOptions(l i18n.Lang) (list []Option) {
	for _, w := range p.Queue.Words {
		list = append(list, Option{Value: w.Roots, Label: w.Text, Hint: l.T("need.heard", "n", w.Count, "last", w.Last)})
	}
	return list
}

func (p CuratePage) modelOptions(l i18n.Lang) (list []Option) {
	for _, w := range p.Queue.Wanted {
		list = append(list, Option{Value: w.Model.Slug, Label: w.Model.Name, Hint: l.T("need.wanted", "long", w.Long, "unfit", w.Unfit)})
	}
	return list
}

// nearOptions are the needs that the voices of the page could belong to.
func (p CuratePage) nearOptions(l i18n.Lang) []Option {
	list := []Option{{Value: "", Label: l.T("need.new_one")}}
	for _, n := range p.Queue.Near {
		list = append(list, Option{Value: n.Slug, Label: n.Title, Hint: l.T("need.voices_n", "n", n.Voices)})
	}
	return list
}

func (p CuratePage) empty() bool {
	return len(p.Queue.Voices)+len(p.Queue.Words)+len(p.Queue.Wanted) == 0
}

func (p InnovationNeedsPage) options(l i18n.Lang) (list []Option) {
	for _, n := range p.Choices {
		list = append(list, Option{Value: n.ID.String(), Label: n.Title, Hint: n.Text})
	}
	return list
}

// NeedValues are the values of the form that rewords a need.
func NeedValues(n need.Need, models []string) map[string][]string {
	return map[string][]string{
		"title": {n.Title}, "text": {n.Text}, "iso": {n.ISO}, "models": {strings.Join(models, "\n")}, "version": {strconv.FormatInt(n.Version, 10)},
	}
}
