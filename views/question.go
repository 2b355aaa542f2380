package views

import (
	"lumbung/app/intake"
	"lumbung/views/i18n"
)

// QuestionsPage are questions about an innovation with their answers, a part of
// its page and a page of their own (/inovasi/{slug}/tanya-jawab).
type QuestionsPage struct {
	Slug  string
	Items []intake.Shown
	Pager Pager
}

// QuestionFormPage asks something about an innovation (/inovasi/{slug}/tanya);
// Peer is for staff.
type QuestionFormPage struct {
	Form Form
	Peer bool
}

// QuestionQueuePage lists the questions to a centre (/pertanyaan).
type QuestionQueuePage struct {
	Items []intake.QuestionSheet
	Tabs  []Link
	Pager Pager
}

// QuestionPage is one question for its centre (/pertanyaan/{id}).
type QuestionPage struct {
	Sheet                  intake.QuestionSheet
	Reveal, Answer, Reject Form
}

// QuestionHref is the address of a question for its centre.
func QuestionHref(id string) string { return "/pertanyaan/" + id }

// questionFrom is who asks: a centre, or somebody outside.
func questionFrom(l i18n.Lang, centre string) string {
	if centre == "" {
		return l.T("question.outsider")
	}
	return centre
}

func questionTone(s intake.QuestionState) Tone {
	switch s {
	case intake.QuestionWaiting:
		return Wait
	case intake.QuestionPublished:
		return Good
	case intake.QuestionAnswered:
		return Info
	default:
		return Neutral
	}
}

// opening is the beginning of a text, for a list.
func opening(text string) string {
	const most = 90
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

func (p QuestionQueuePage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("question.title"), HideCaption: true,
		Columns: []Column{{Label: l.T("question.one")}, {Label: l.T("question.about")}, {Label: l.T("question.from")}, {Label: l.T("question.asked_on")}},
	}
	for _, x := range p.Items {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: opening(x.Words), Href: QuestionHref(x.ID.String())}, {Text: x.Title}, {Text: questionFrom(l, x.FromName)}, {Text: l.Date(x.Asked)},
		}})
	}
	return t
}

func (p QuestionPage) facts(f Frame) []Definition {
	s := p.Sheet
	from := questionFrom(f.Lang, s.FromName)
	if s.By != "" {
		from = s.By + ", " + from
	}
	facts := []Definition{
		{Term: f.T("question.about"), Text: s.Title, Href: "/inovasi/" + s.Slug},
		{Term: f.T("question.from"), Text: from},
		{Term: f.T("question.asked_on"), Text: f.Lang.DateTime(s.Asked)},
	}
	add := func(key, text string) {
		if text != "" {
			facts = append(facts, Definition{Term: f.T(key), Text: text})
		}
	}
	if s.Reason != "" {
		add("ask.close_reason", f.T("choice.question_reject_"+wordKey(s.Reason)))
	}
	add("ask.person", s.Who.Name)
	add("question.contact", s.Who.Contact)
	return facts
}
