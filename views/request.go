package views

import (
	"net/url"
	"strconv"

	"lumbung/app/allocation"
	"lumbung/app/intake"
	"lumbung/app/numbering"
	"lumbung/views/i18n"
)

// RequestsPage is the queue of a centre in one state (/permohonan).
type RequestsPage struct {
	Choice CentreChoice
	Asks   intake.Pending // what people ask for who wait for an answer
	Queue  allocation.QueuePage
	Tabs   []Link
	Pager  Pager
}

// FileRequestPage is the form of a new request. Person is set once it is known
// who asks; then nothing of them is typed again.
type FileRequestPage struct {
	Form     Form
	Person   string // masked name
	Ref      string
	Models   []Option
	Register string // address of the form of a new person, from which one comes back
}

// RequestPage is one request with what can be done next.
type RequestPage struct {
	Sheet   allocation.Sheet
	Reserve Form // by scan
	Offers  []OfferRow
	Close   Form
	Cancel  Form

	AskTransfer bool   // the reader may ask other centres for goods
	Ask         string // number of what somebody asked for without an account, from which the request came
}

// OfferRow is a unit on offer with the button that takes it.
type OfferRow struct {
	Offer allocation.Offer
	Take  Form
}

func requestHref(number string) string {
	return "/permohonan/" + url.PathEscape(numbering.Path(number))
}

func requestTone(s allocation.State) Tone {
	switch s {
	case allocation.Filed:
		return Wait
	case allocation.Allocated:
		return Info
	case allocation.Fulfilled:
		return Good
	default:
		return Neutral
	}
}

// needTone marks what cannot wait: an emergency, and the upper third of points.
func needTone(n allocation.Need) Tone {
	switch {
	case n.Emergency:
		return Bad
	case n.Points() >= 8:
		return Warn
	default:
		return Neutral
	}
}

func needText(l i18n.Lang, n allocation.Need) string {
	if n.Emergency {
		return l.T("request.emergency")
	}
	return l.T("request.points", "n", n.Points(), "all", allocation.MostPoints-1)
}

func (p RequestsPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("request.list"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("request.number")},
			{Label: l.T("request.model")},
			{Label: l.T("person.name")},
			{Label: l.T("request.need_short")},
			{Label: l.T("request.filed")},
		},
	}
	for _, x := range p.Queue.Rows {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: x.Number, Href: requestHref(x.Number)},
			{Text: x.ModelName},
			{Text: x.Who},
			{Content: Badge(needTone(x.Need), needText(l, x.Need))},
			{Text: l.ShortDate(x.Filed)},
		}})
	}
	return t
}

// facts are what a request says; the story only for those who may read persons.
func (p RequestPage) facts(l i18n.Lang) []Definition {
	s := p.Sheet
	who := Definition{Term: l.T("person.name"), Text: s.Who}
	if s.ShowPerson {
		who.Href = personHref(s.PersonRef)
	}
	facts := []Definition{
		{Term: l.T("request.state"), Content: Badge(requestTone(s.State), word(l, "state", "request_"+string(s.State)))},
		who,
		{Term: l.T("request.model"), Text: s.ModelName, Href: "/alat/" + s.ModelSlug},
		{Term: l.T("request.filed"), Text: l.T("request.filed_line", "date", s.Filed, "by", s.FiledBy)},
	}
	if s.ShowPerson {
		facts = append(facts, Definition{Term: l.T("request.reason"), Text: s.Story.Reason})
	}
	if s.Story.Fit != "" {
		facts = append(facts, Definition{Term: l.T("request.fit"), Text: s.Story.Fit})
	}
	facts = append(facts, Definition{Term: l.T("request.need"), Content: needBadge(l, s.Need, s.Story.Emergency)})
	if p.Ask != "" {
		facts = append(facts, Definition{Term: l.T("ask.from"), Text: p.Ask, Href: AskHref(p.Ask)})
	}
	if s.Handover != "" {
		facts = append(facts, Definition{Term: l.T("handover.number"), Text: s.Handover, Href: handoverHref(s.Handover)})
	}
	if s.CloseReason != "" {
		facts = append(facts, Definition{Term: l.T("request.close_reason"), Text: word(l, "choice", "request_close_"+s.CloseReason)})
	}
	return facts
}

// points breaks a score down, so that the order of the queue can be explained.
func points(l i18n.Lang, n allocation.Need) []string {
	part := func(name string, n, all int) string {
		return l.T("request.part", "name", name, "n", n, "all", all)
	}
	return []string{
		part(l.T("request.risk"), n.Risk, 3), part(l.T("request.function"), n.Function, 3),
		part(l.T("request.frequency"), n.Frequency, 3), part(l.T("request.change"), n.Change, 2),
	}
}

// pointOptions makes the options of one criterion: the texts of name_0 up to name_most.
func pointOptions(l i18n.Lang, name string, most int) []Option {
	var options []Option
	for i := range most + 1 {
		options = append(options, Option{Value: strconv.Itoa(i), Label: l.T("choice.request_" + name + "_" + strconv.Itoa(i))})
	}
	return options
}

func (r OfferRow) reasons(l i18n.Lang) []string {
	var texts []string
	for _, x := range r.Offer.Reasons {
		texts = append(texts, l.Say(x.Key, x.Args))
	}
	return texts
}
