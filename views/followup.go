package views

import (
	"lumbung/app/outcome"
	"lumbung/views/i18n"
)

// FollowUpsPage is what has to be asked, the longest overdue first
// (/tindak-lanjut).
type FollowUpsPage struct {
	Choice CentreChoice
	Work   outcome.Work
	Tabs   []Link
	Pager  Pager
}

// FollowUpPage is one follow-up: its form while it is due, else what was told.
type FollowUpPage struct {
	Question outcome.Question
	Form     Form
}

// ReferralsPage lists referrals: those of a centre, or those that wait for a
// directorate general (/rujukan).
type ReferralsPage struct {
	Letters outcome.Letters
	Tabs    []Link
	Pager   Pager
}

// ReferralPage is one referral with its answers.
type ReferralPage struct {
	Letter outcome.Opened
	Form   Form
}

// shownProblems is how many lines for problems a form has.
const shownProblems = 3

func followUpHref(id string) string { return "/tindak-lanjut/" + id }
func referralHref(id string) string { return "/rujukan/" + id }

func (p FollowUpsPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("follow_up.list"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("person.name")},
			{Label: l.T("person.ref")},
			{Label: l.T("request.model")},
			{Label: l.T("follow_up.month")},
			{Label: l.T("follow_up.due")},
			{Label: l.T("follow_up.state")},
		},
	}
	for _, x := range p.Work.Rows {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: x.Who, Href: followUpHref(x.ID.String())},
			{Text: x.PersonRef, Href: personHref(x.PersonRef)},
			{Text: x.ModelName},
			{Text: l.T("follow_up.month_n", "n", x.Month)},
			{Text: l.ShortDate(x.Due)},
			{Content: taskBadge(l, x)},
		}})
	}
	return t
}

func useTone(u outcome.Use) Tone {
	switch u {
	case outcome.Daily, outcome.Sometimes:
		return Good
	case outcome.Unused, outcome.Unreachable:
		return Warn
	default:
		return Neutral
	}
}

func (p FollowUpPage) facts(l i18n.Lang) []Definition {
	x := p.Question
	return []Definition{
		{Term: l.T("person.one"), Text: x.Who, Href: personHref(x.PersonRef)},
		{Term: l.T("request.model"), Text: l.T("handover.item", "model", x.ModelName, "code", x.UnitCode)},
		{Term: l.T("handover.number"), Text: x.HandoverNo, Href: handoverHref(x.HandoverNo)},
		{Term: l.T("follow_up.given"), Text: l.Date(x.Given)},
		{Term: l.T("follow_up.due"), Text: l.Date(x.Due), Content: dueText(l, x.Task)},
	}
}

// told are the answers of a follow-up that was recorded.
func (p FollowUpPage) told(l i18n.Lang) []Definition {
	x := p.Question
	facts := []Definition{
		{Term: l.T("follow_up.use"), Content: Badge(useTone(x.Use), word(l, "choice", "follow_up_use_"+string(x.Use)))},
		{Term: l.T("follow_up.met"), Text: l.T("request.filed_line", "date", x.Met, "by", x.By)},
	}
	add := func(is bool, term, text string) {
		if is {
			facts = append(facts, Definition{Term: term, Text: text})
		}
	}
	add(x.Why != "", l.T("follow_up.why"), word(l, "choice", "follow_up_why_"+x.Why))
	add(x.Device > 0, l.T("follow_up.device_score"), l.T("follow_up.of_five", "n", x.Device))
	add(x.Service > 0, l.T("follow_up.service_score"), l.T("follow_up.of_five", "n", x.Service))
	add(x.Repair, l.T("follow_up.needs_repair"), l.T("follow_up.yes"))
	add(x.Goal != "", l.T("follow_up.goal"), word(l, "choice", "follow_up_goal_"+x.Goal))
	for _, y := range x.Story.Problems {
		add(true, l.T("follow_up.problem"), l.T("follow_up.problem_line", "text", y.Text, "before", y.Importance*y.Before, "after", y.Importance*y.After))
	}
	add(x.Story.Note != "", l.T("follow_up.note"), x.Story.Note)
	return facts
}

func scoreOptions(l i18n.Lang) []Option {
	return prefixed(l, "choice.follow_up_score", "5", "4", "3", "2", "1")
}

func serviceOptions(l i18n.Lang) []Option {
	var options []Option
	for _, s := range outcome.Services() {
		name := word(l, "choice", "referral_service_"+s.Code)
		options = append(options, Option{Value: s.Code, Label: directorate(l, s.Directorate) + ": " + name})
	}
	return options
}

func referralTone(s outcome.Stage) Tone {
	switch s {
	case outcome.Sent, outcome.Accepted:
		return Wait
	case outcome.Started, outcome.ServiceDone:
		return Good
	default:
		return Bad
	}
}

func (p ReferralsPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("referral.list"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("referral.service")},
			{Label: l.T("referral.to")},
			{Label: l.T("person.name")},
			{Label: l.T("person.centre")},
			{Label: l.T("referral.sent")},
			{Label: l.T("request.state")},
		},
	}
	for _, x := range p.Letters.Rows {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: word(l, "choice", "referral_service_"+x.Service), Href: referralHref(x.ID.String())},
			{Text: directorate(l, x.To)},
			{Text: x.Who},
			{Text: x.CentreName},
			{Text: l.ShortDate(x.Sent)},
			{Content: letterBadge(l, x)},
		}})
	}
	return t
}

func (p ReferralPage) facts(l i18n.Lang) []Definition {
	x := p.Letter
	facts := []Definition{
		{Term: l.T("request.state"), Content: letterBadge(l, x.Letter)},
		{Term: l.T("person.one"), Text: x.Who, Href: personHref(x.PersonRef)},
		{Term: l.T("referral.to"), Text: directorate(l, x.To)},
		{Term: l.T("person.centre"), Text: x.CentreName},
		{Term: l.T("referral.due"), Text: l.Date(x.Due)},
	}
	if x.Note != "" {
		facts = append(facts, Definition{Term: l.T("referral.note"), Text: x.Note})
	}
	if x.Refusal != "" {
		facts = append(facts, Definition{Term: l.T("referral.refusal"), Text: word(l, "choice", "referral_refusal_"+x.Refusal)})
	}
	return facts
}

func (p ReferralPage) moments(l i18n.Lang) []Moment {
	var list []Moment
	for _, s := range p.Letter.Steps {
		list = append(list, Moment{When: l.DateTime(s.At), Tone: referralTone(s.Stage), Title: word(l, "state", "referral_"+string(s.Stage)), Actor: s.By})
	}
	return list
}

func (p ReferralPage) answers(l i18n.Lang) []Option {
	var codes []string
	for _, s := range p.Letter.Next() {
		codes = append(codes, string(s))
	}
	return prefixed(l, "state.referral", codes...)
}
