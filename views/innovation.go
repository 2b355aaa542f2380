package views

import (
	"strconv"
	"time"

	"lumbung/app/catalogue"
	"lumbung/app/innovation"
	"lumbung/app/need"
	"lumbung/app/reference"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// InnovationPage is one innovation as everybody reads it, in the order in which
// a family asks. With Preview it is the working copy, for those who work on it.
type InnovationPage struct {
	Sheet      innovation.Sheet
	CentreName string
	CentreHref string
	Entry      catalogue.Entry // for what is ready; zero while it cannot be found
	Devices    []DeviceLine
	Recalls    []stock.Notice // in force, of its devices
	Easy       bool           // the easy-to-read text is asked for
	Preview    bool
	Staff      *InnovationStaff // nil for the public
	Spread     *SpreadPage      // how far it has come; nil leaves it out
	Questions  *QuestionsPage   // with their answers; nil leaves them out

	Numbers *NumbersPart // what is counted; nil leaves it out
	Needs   []need.Need  // that it answers
}

// InnovationStaff is what those of the centre, and those who see all, find
// beside the public page.
type InnovationStaff struct {
	Record    innovation.Innovation
	MayEdit   bool
	MaySubmit bool
	MayReview bool
	Archive   *Form // nil when it may not be archived
	Reviews   []ReviewRow
	Acts      InnovationActs
}

// ReviewRow is one decision; the reviewer is named by their centre alone.
type ReviewRow struct {
	Decision innovation.Decision
	Reason   string
	Centre   string // name
	At       time.Time
}

// old tells whether its centre has not read the page again for a year.
func (p InnovationPage) old(now time.Time) bool {
	return !p.Preview && !p.Sheet.ReviewBy.IsZero() && now.After(p.Sheet.ReviewBy)
}

// tabs lead between the whole page and its easy-to-read text.
func (p InnovationPage) tabs(f Frame) []Link {
	if p.Sheet.Easy == "" || p.Preview {
		return nil
	}
	return f.easyTabs("/inovasi/"+p.Sheet.Slug, p.Easy)
}

// wait is the wait for the device that one waits for least.
func (p InnovationPage) wait() Availability {
	a := Availability{Supply: p.Entry.Supply}
	for _, d := range p.Devices {
		if d.Wait.Known() && (!a.Wait.Known() || d.Wait.Weeks < a.Wait.Weeks) {
			a.Wait = d.Wait
		}
	}
	return a
}

// axes are the four answers about how mature it is, each in words.
func (p InnovationPage) axes(f Frame) []Definition {
	l, c := f.Lang, p.Sheet.Content
	diffusion := "unstated"
	if c.Diffusion != "" {
		diffusion = string(c.Diffusion)
	}
	return []Definition{
		{Term: l.T("innovation.readiness"), Content: readinessWhy(f, c.Readiness)},
		{Term: l.T("innovation.documentation"), Text: l.T("choice.documentation_" + strconv.Itoa(c.Documentation))},
		{Term: l.T("innovation.evidence"), Text: evidenceText(l, c.Evidence)},
		{Term: l.T("innovation.diffusion"), Text: l.T("choice.diffusion_" + diffusion)},
	}
}

// readinessText never shows a bare number: a level without its words, its day
// and its judge says little.
func readinessText(l i18n.Lang, r innovation.Readiness) string {
	level := l.T("choice.tkt_" + strconv.Itoa(r.TKT))
	if r.TKT == 0 || r.On.IsZero() || r.By == "" {
		return level
	}
	return l.T("innovation.measured", "level", level, "date", r.On, "by", r.By)
}

func evidenceText(l i18n.Lang, level *int) string {
	if level == nil {
		return l.T("choice.evidence_unstated")
	}
	return l.T("choice.evidence_" + strconv.Itoa(*level))
}

// makers say who answers for it.
func (p InnovationPage) makers(l i18n.Lang) []Definition {
	list := []Definition{{Term: l.T("innovation.centre"), Text: p.CentreName, Href: p.CentreHref}}
	if p.Sheet.Contributors != "" {
		list = append(list, Definition{Term: l.T("innovation.contributors"), Text: p.Sheet.Contributors})
	}
	return list
}

// history are the dates and the code.
func (p InnovationPage) history(l i18n.Lang) []Definition {
	list := []Definition{{Term: l.T("innovation.code"), Text: p.Sheet.Code}}
	if !p.Sheet.PublishedAt.IsZero() {
		list = append(list, Definition{Term: l.T("innovation.published_on"), Text: l.Date(p.Sheet.PublishedAt)})
	}
	if p.Sheet.RenewedAt.After(p.Sheet.PublishedAt) {
		list = append(list, Definition{Term: l.T("innovation.renewed_on"), Text: l.Date(p.Sheet.RenewedAt)})
	}
	return list
}

// facts are what there is to know of its code and its cost.
func (p InnovationPage) facts(l i18n.Lang) []Definition {
	var list []Definition
	if p.Sheet.ISO != "" {
		list = append(list, Definition{Term: l.T("innovation.iso"), Text: isoWords(l, p.Sheet.ISO)})
	}
	cost := l.T("innovation.cost_unknown")
	if p.Sheet.UnitCost > 0 {
		cost = l.Rupiah(p.Sheet.UnitCost)
	}
	return append(list, Definition{Term: l.T("innovation.cost"), Text: cost})
}

// isoWords is ISOText over the reference data.
func isoWords(l i18n.Lang, code string) string {
	book, err := reference.Load()
	if err != nil {
		return code
	}
	return ISOText(l, book, code)
}

// found tells whether the catalogue has it, so that there are numbers to show.
func (p InnovationPage) found() bool { return !p.Entry.ID.IsZero() }

// stateTone is the tone of where an innovation stands on its way.
func stateTone(s innovation.State) Tone {
	switch s {
	case innovation.Published:
		return Good
	case innovation.Submitted, innovation.Approved:
		return Wait
	case innovation.Returned:
		return Warn
	case innovation.Refused, innovation.Recalled:
		return Bad
	default:
		return Neutral
	}
}

// InnovationsPage lists what a centre is working on, or for the ministry what
// all are.
type InnovationsPage struct {
	Items    []innovation.Innovation
	Centres  map[string]string // names by code; nil hides the column
	Pager    Pager
	MayBegin bool
	Waiting  int        // questions of other centres that wait for an answer
	Duties   DutiesPart // what waits for the centre
}

func (p InnovationsPage) table(f Frame) Table {
	l := f.Lang
	t := Table{Caption: f.Title, HideCaption: true, Columns: []Column{
		{Label: l.T("innovation.column_title")},
		{Label: l.T("innovation.column_state")},
		{Label: l.T("innovation.column_complete")},
		{Label: l.T("innovation.column_changed")},
	}}
	if p.Centres != nil {
		t.Columns = append(t.Columns, Column{Label: l.T("innovation.column_centre")})
	}
	for _, i := range p.Items {
		have, all := i.Complete()
		row := Row{Cells: []Cell{
			{Text: i.Title, Href: p.href(i)},
			{Content: Badge(stateTone(i.State), l.T("choice.state_"+string(i.State)))},
			{Text: l.T("innovation.complete_of", "have", have, "all", all)},
			{Text: l.Relative(i.ChangedAt, f.Now)},
		}}
		if i.State == innovation.Returned {
			row.Tone = Warn
		}
		if p.Centres != nil {
			row.Cells = append(row.Cells, Cell{Text: p.Centres[i.Centre]})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// href is where the work on a record goes on, for whoever may work on it.
func (p InnovationsPage) href(i innovation.Innovation) string {
	if p.MayBegin && i.Submittable() {
		return "/inovasi/" + i.Slug + "/sunting"
	}
	return "/inovasi/" + i.Slug
}
