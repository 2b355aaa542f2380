package views

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/intake"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/reference"
	"lumbung/views/i18n"
)

// AskFormPage is the form by which anybody asks for a device
// (/alat/{slug}/minta). Places are what a name of several can mean.
type AskFormPage struct {
	Form   Form
	Places []Option
}

// AskDonePage gives the number and the PIN of an ask, once.
type AskDonePage struct {
	intake.Receipt
	CentreName, Model string
}

// where says who has it now.
func (p AskDonePage) where(l i18n.Lang) string {
	if p.CentreName == "" {
		return l.T("ask.done_ministry")
	}
	return l.T("ask.done_centre", "centre", p.CentreName)
}

// why says why that centre answers.
func (p AskDonePage) why(l i18n.Lang) string { return whyText(l, p.Receipt.Why, p.Region) }

// byWhen says by when somebody is answered.
func (p AskDonePage) byWhen(l i18n.Lang) string {
	return l.T("ask.next_1", "days", intake.AnswerWithin, "date", dayOf(l, p.AnswerBy))
}

// dayOf is a day of the calendar in words; "" for none.
func dayOf(l i18n.Lang, day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return l.Date(at)
}

func (p AskDonePage) followURL(f Frame) string { return f.Origin + f.Href("/lacak") }

// whatsApp opens WhatsApp on the device at hand, with number and PIN written; the
// person chooses the chat, and nothing is sent by us.
func (p AskDonePage) whatsApp(f Frame) string {
	text := f.T("ask.whatsapp_text", "number", p.Number, "pin", p.PIN, "model", p.Model, "address", p.followURL(f))
	return "https://wa.me/?text=" + url.QueryEscape(text)
}

// TrackPage asks for a number and its PIN (/lacak).
type TrackPage struct{ Form Form }

// TrackedPage is an ask as whoever has its PIN sees it.
type TrackedPage struct {
	Ask                      intake.Followed
	Reply, Correct, Withdraw Form
	Places                   []Option // that the name of a place can mean
}

// stage is how far it is in one word, with the request that it became.
func (p TrackedPage) stage() string {
	a := p.Ask
	switch {
	case a.State == intake.Taken:
		return "request_" + string(a.Request)
	case a.State == intake.Answered && a.Moments[len(a.Moments)-1].Kind == intake.DidQuestion:
		return "asked"
	default:
		return string(a.State)
	}
}

func (p TrackedPage) headline(l i18n.Lang) string { return l.T("choice.track_" + p.stage()) }

func (p TrackedPage) explain(l i18n.Lang) string {
	if p.Ask.State == intake.Closed {
		return l.T("choice.track_closed_" + wordKey(p.Ask.Reason))
	}
	if p.Ask.Late {
		return l.T("ask.late", "date", dayOf(l, p.Ask.AnswerBy))
	}
	return l.T("choice.track_"+p.stage()+"_text", "days", intake.AnswerWithin, "date", dayOf(l, p.Ask.AnswerBy))
}

// howLong says what comes next and how long that usually takes; "" where nothing
// is waited for, or a promise says it already.
func (p TrackedPage) howLong(l i18n.Lang) string {
	days := p.Ask.UsualDays
	switch stage := p.stage(); {
	case stage != "answered" && stage != "request_filed" && stage != "request_allocated":
		return ""
	case days == 0:
		return l.T("choice.track_" + stage + "_unknown")
	case days > 21:
		return l.T("choice.track_"+stage+"_usual", "time", l.T("ask.weeks", "n", (days+6)/7))
	default:
		return l.T("choice.track_"+stage+"_usual", "time", l.T("ask.days", "n", days))
	}
}

// wasRequest tells whether the centre keeps a record of the person beside the ask.
func (p TrackedPage) wasRequest() bool { return p.Ask.Request != "" }

func (p TrackedPage) tone() Tone {
	switch p.stage() {
	case "answered", "request_allocated", "request_fulfilled":
		return Good
	case "asked":
		return Warn
	case "waiting", "request_filed":
		return Wait
	default:
		return Neutral
	}
}

// going tells whether the way from the form to the device is still walked.
func (p TrackedPage) going() bool {
	return p.Ask.State != intake.Closed && p.Ask.State != intake.Withdrawn && p.Ask.Request != allocation.Closed
}

// steps is the way from the form to the device.
func (p TrackedPage) steps(l i18n.Lang) []Step {
	done := 1
	switch p.stage() {
	case "answered", "asked":
		done = 2
	case "request_filed":
		done = 3
	case "request_allocated":
		done = 4
	case "request_fulfilled":
		done = 5
	}
	steps := make([]Step, 5)
	for i := range steps {
		steps[i] = Step{Label: l.T("choice.track_step_" + strconv.Itoa(i+1)), Done: i < done, Current: i == done}
	}
	return steps
}

// trackWord says of a step whether it is behind, next or further on.
func trackWord(l i18n.Lang, s Step) string {
	switch {
	case s.Done:
		return l.T("ask.step_done")
	case s.Current:
		return l.T("ask.step_next")
	default:
		return l.T("ask.step_later")
	}
}

func (p TrackedPage) facts(f Frame) []Definition {
	a := p.Ask
	facts := []Definition{
		{Term: f.T("ask.device"), Text: a.ModelName, Href: f.Href("/alat/" + a.ModelSlug)},
		{Term: f.T("ask.filed_on"), Text: f.Lang.Date(a.Filed)},
		{Term: f.T("ask.now_at"), Text: queueName(f.Lang, a.Centre, a.CentreName)},
	}
	if a.CentreName != "" {
		facts[2].Href = f.Href("/sentra/" + a.Centre)
	}
	if why := whyText(f.Lang, a.Why, a.Region); why != "" {
		facts = append(facts, Definition{Term: f.T("area.why"), Text: why, Href: f.Href("/wilayah-kerja")})
	}
	if a.CentreAddress != "" {
		facts = append(facts, Definition{Term: f.T("centre.field_address"), Text: a.CentreAddress})
	}
	return facts
}

// queueName is the name of a queue: of a centre, or the ministry's.
func queueName(l i18n.Lang, code, name string) string {
	if code == op.Headquarters || name == "" {
		return l.T("ask.ministry")
	}
	return name
}

// askMoments is the history of an ask.
func askMoments(l i18n.Lang, list []intake.Moment) []Moment {
	out := make([]Moment, len(list))
	for i, m := range list {
		out[i] = Moment{
			When: l.DateTime(m.At), ISO: i18n.ISODate(m.At), Text: m.Text, Actor: m.By,
			Title: l.T("choice.ask_step_"+string(m.Kind), "centre", queueName(l, m.Centre, m.CentreName)),
		}
		if m.Reason != "" {
			out[i].Text = strings.TrimSpace(l.T("choice.ask_forward_"+m.Reason) + " " + m.Text)
		}
	}
	return out
}

// AsksPage is a queue of asks in one state (/permintaan).
type AsksPage struct {
	Queue intake.Queue
	Tabs  []Link
	Pager Pager
}

func (p AsksPage) table(f Frame) Table {
	l := f.Lang
	t := Table{
		Caption: l.T("ask.title"), HideCaption: true,
		Columns: []Column{{Label: l.T("ask.number")}, {Label: l.T("ask.device")}, {Label: l.T("ask.place")}, {Label: l.T("ask.for_whom")}, {Label: l.T("ask.since")}, {Label: l.T("ask.state")}},
	}
	for _, x := range p.Queue.Rows {
		r := Row{Cells: []Cell{
			{Text: x.Number, Href: AskHref(x.Number)},
			{Text: x.ModelName},
			{Text: placeName(x.Region)},
			{Text: l.T("choice.ask_for_" + x.ForWhom)},
			{Text: l.DateTime(x.Since)},
			{Content: Badge(askTone(x), askState(l, x))},
		}}
		if x.Overdue {
			r.Tone = Bad
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// AskHref is the address of an ask for staff. A number says nothing of anybody.
func AskHref(number string) string { return "/permintaan/" + number }

func placeName(code string) string {
	book, err := reference.Load()
	if err != nil {
		return code
	}
	return book.RegionName(code)
}

func askTone(x intake.Row) Tone {
	switch {
	case x.Overdue:
		return Bad
	case x.State == intake.Waiting:
		return Wait
	case x.State == intake.Answered:
		return Info
	case x.State == intake.Taken:
		return Good
	default:
		return Neutral
	}
}

func askState(l i18n.Lang, x intake.Row) string {
	if x.Overdue {
		return l.T("ask.overdue", "days", intake.AnswerWithin)
	}
	return l.T("state.ask_" + string(x.State))
}

// pendingTitle says what waits: for an answer, or to be read.
func pendingTitle(l i18n.Lang, p intake.Pending) string {
	if p.Waiting == 0 {
		return l.T("ask.pending_written", "n", p.Written)
	}
	return l.T("ask.pending", "n", p.Waiting)
}

func pendingTone(p intake.Pending) Tone {
	if p.Overdue > 0 {
		return Bad
	}
	return Info
}

// AskPage is one ask for the staff of its centre (/permintaan/{number}).
type AskPage struct {
	Sheet                                          intake.Sheet
	Models                                         []Option
	Reveal, Register, Take, Answer, Forward, Close Form
	Renew                                          Form
}

func (p AskPage) facts(f Frame) []Definition {
	s := p.Sheet
	facts := []Definition{
		{Term: f.T("ask.device"), Text: s.ModelName, Href: "/alat/" + s.ModelSlug},
		{Term: f.T("ask.place"), Text: placeName(s.Region)},
		{Term: f.T("ask.for_whom"), Text: f.T("choice.ask_for_" + s.ForWhom)},
		{Term: f.T("ask.filed_on"), Text: f.Lang.DateTime(s.Filed)},
	}
	if why := whyText(f.Lang, s.Ask.Why, s.Region); why != "" {
		facts = append(facts, Definition{Term: f.T("area.why"), Text: why, Href: f.Href("/wilayah-kerja")})
	}
	if s.AnswerBy != "" {
		facts = append(facts, Definition{Term: f.T("ask.answer_by"), Text: dayOf(f.Lang, s.AnswerBy)})
	}
	add := func(key, text, href string) {
		if text != "" {
			facts = append(facts, Definition{Term: f.T(key), Text: text, Href: href})
		}
	}
	if s.RequestNo != "" {
		add("request.one", s.RequestNo, requestHref(s.RequestNo))
	}
	if s.Reason != "" {
		add("ask.close_reason", f.T("choice.ask_close_"+wordKey(s.Reason)), "")
	}
	if !s.Erased.IsZero() {
		add("ask.contact", f.T("ask.erased_on", "date", s.Erased), "")
	}
	if s.Revealed {
		add("ask.person", s.Contact.Name, "")
		add("ask.phone_label", s.Contact.Phone, "tel:"+s.Contact.Phone)
		add("ask.email", s.Contact.Email, "mailto:"+url.PathEscape(s.Contact.Email))
		add("ask.disabilities", disabilityNames(f.Lang, s.Contact.Disabilities), "")
	}
	return facts
}

func (p AskPage) queues() []Option {
	options := make([]Option, len(p.Sheet.Queues))
	for i, c := range p.Sheet.Queues {
		options[i] = Option{Value: c.Code, Label: centreOption(c)}
	}
	return options
}

func centreOption(c network.Centre) string { return c.Name + " · " + placeName(c.Region) }

// askTemplates is how many sentences an answer can begin with.
const askTemplates = 4

// AskTemplate is one of the sentences that an answer can begin with, from 1; ""
// for a number that none has.
func AskTemplate(l i18n.Lang, n int) string {
	if n < 1 || n > askTemplates {
		return ""
	}
	return l.T("choice.ask_template_" + strconv.Itoa(n))
}

// templates are links that write a sentence into the answer.
func (p AskPage) templates(l i18n.Lang) (links []Link) {
	for n := 1; n <= askTemplates; n++ {
		links = append(links, Link{Href: AskHref(p.Sheet.Number) + "?kalimat=" + strconv.Itoa(n) + "#jawab", Text: AskTemplate(l, n)})
	}
	return links
}
