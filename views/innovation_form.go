package views

import (
	"slices"
	"strconv"
	"time"

	"lumbung/app/innovation"
	"lumbung/views/i18n"
)

// InnovationNewPage begins a draft.
type InnovationNewPage struct{ Form Form }

// InnovationSubmitPage asks once before a draft is handed in.
type InnovationSubmitPage struct {
	Form   Form
	Record innovation.Innovation
}

// photoFormID is the prefix of the ids of the form that adds a photo.
const photoFormID = "foto-"

// anchor is the field that mends what a gate misses.
func anchor(i innovation.Innovation, name string) string {
	switch {
	case name == "photo", name == "alt" && len(i.Photos) == 0:
		return photoFormID + "f-photo"
	case name == "alt":
		return "f-photos-0-alt"
	case name == "proof":
		return "f-proof-0-kind"
	default:
		return "f-" + name
	}
}

// needHref leads straight to the field that mends what a gate misses.
func needHref(i innovation.Innovation, name string) string {
	if innovation.PartOf(name) == innovation.PartBlueprint {
		return blueprintHref(i.Slug, name)
	}
	return partHref(i.Slug, innovation.PartOf(name)) + "#" + anchor(i, name)
}

// steps are what the gates ask for, each with the way to the field.
func steps(f Frame, i innovation.Innovation, gate innovation.Gate) []Step {
	missing := i.Missing(gate)
	var list []Step
	for _, name := range innovation.Needs(gate) {
		list = append(list, Step{Label: f.T("innovation.field_" + name), Href: needHref(i, name), Done: !slices.Contains(missing, name)})
	}
	return list
}

// missingTexts say what a gate misses, as orders.
func missingTexts(l i18n.Lang, c innovation.Content, gate innovation.Gate) []string {
	var list []string
	for _, name := range c.Missing(gate) {
		list = append(list, l.T("innovation.missing_"+name))
	}
	return list
}

// onlyPublishing is what publishing asks for beyond submitting.
func onlyPublishing(l i18n.Lang, c innovation.Content) []string {
	var list []string
	for _, name := range onlyLater(c) {
		list = append(list, l.T("innovation.missing_"+name))
	}
	return list
}

// options turn the values of a choice into those of a field.
func options(l i18n.Lang, family string, values ...string) []Option {
	list := make([]Option, len(values))
	for i, v := range values {
		list[i] = Option{Value: v, Label: l.T("choice." + family + "_" + v)}
		if hint := "choice." + family + "_" + v + "_hint"; l.Has(hint) {
			list[i].Hint = l.T(hint)
		}
	}
	return list
}

func innovationKinds(l i18n.Lang) []Option {
	var values []string
	for _, k := range innovation.Kinds() {
		values = append(values, string(k))
	}
	return options(l, "kind", values...)
}

func levels(l i18n.Lang, family string, from, to int) []Option {
	var values []string
	for n := from; n <= to; n++ {
		values = append(values, strconv.Itoa(n))
	}
	return options(l, family, values...)
}

func diffusions(l i18n.Lang) []Option {
	var values []string
	for _, d := range innovation.Diffusions() {
		values = append(values, string(d))
	}
	return options(l, "diffusion", values...)
}

// ReviewQueuePage lists what waits for a decision.
type ReviewQueuePage struct {
	Items   []innovation.Innovation
	Centres map[string]string // names by code
	Pager   Pager
}

func (p ReviewQueuePage) table(f Frame) Table {
	t := Table{Caption: f.Title, HideCaption: true, Columns: []Column{
		{Label: f.T("innovation.column_title")},
		{Label: f.T("innovation.column_centre")},
		{Label: f.T("innovation.field_kind")},
		{Label: f.T("innovation.column_waiting")},
		{Label: f.T("review.column_approvals")},
	}}
	for _, i := range p.Items {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: i.Title, Href: "/inovasi/" + i.Slug + "/telaah"},
			{Text: p.Centres[i.Centre]},
			{Text: KindName(f.Lang, string(i.Kind))},
			{Text: f.Lang.Relative(i.SubmittedAt, f.Now)},
			{Text: f.T("review.approvals", "n", len(i.Approvals()), "all", innovation.ReviewersNeeded)},
		}})
	}
	return t
}

// ReviewPage is what a reviewer reads and decides on.
type ReviewPage struct {
	Form        Form
	Page        InnovationPage // its Sheet holds the working copy
	SubmittedAt time.Time
	Reviews     []ReviewRow
	Approvals   int    // so far, of what is submitted
	Appeal      string // why a refusal is to be looked at again; "" is no appeal
	Compare     string // page of what has changed since it was public; "" for what never was
	Proof       []ProofRow
}

func decisions(l i18n.Lang) []Option {
	var values []string
	for _, d := range innovation.Decisions() {
		values = append(values, string(d))
	}
	return options(l, "decision", values...)
}

// reviewMoments are the decisions as a history.
func reviewMoments(l i18n.Lang, rows []ReviewRow) []Moment {
	tones := map[innovation.Decision]Tone{innovation.Publish: Good, innovation.Return: Warn, innovation.Refuse: Bad}
	list := make([]Moment, len(rows))
	for i, r := range rows {
		list[i] = Moment{
			When: l.Date(r.At), ISO: i18n.ISODate(r.At), Tone: tones[r.Decision], Title: l.T("choice.decided_" + string(r.Decision)),
			Text: r.Reason, Actor: l.T("innovation.reviewer_of", "centre", r.Centre),
		}
	}
	slices.Reverse(list)
	return list
}
