package views

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"lumbung/app/innovation"
	"lumbung/views/i18n"
)

// InnovationNewPage begins a draft.
type InnovationNewPage struct{ Form Form }

// InnovationEditPage is the whole form of a draft with what is still missing.
type InnovationEditPage struct {
	Form    Form
	Photo   Form // adds a photo
	Record  innovation.Innovation
	Similar []Link // records with nearly the same title
	Review  *ReviewRow
}

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
	default:
		return "f-" + name
	}
}

// steps are what the gates ask for, each with the way to the field.
func steps(f Frame, i innovation.Innovation, gate innovation.Gate) []Step {
	missing := i.Missing(gate)
	var list []Step
	for _, name := range innovation.Needs(gate) {
		list = append(list, Step{
			Label: f.T(needKeys[name]), Href: "/inovasi/" + i.Slug + "/sunting#" + anchor(i, name), Done: !slices.Contains(missing, name),
		})
	}
	return list
}

// needKeys name what a gate asks for.
var needKeys = map[string]string{
	"title": "innovation.field_title", "problem": "innovation.field_problem", "kind": "innovation.field_kind",
	"photo": "innovation.field_photo", "summary": "innovation.field_summary", "tkt": "innovation.field_tkt",
	"alt": "innovation.field_alt", "warnings": "innovation.field_warnings", "evidence": "innovation.field_evidence",
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
	return missingTexts(l, c, innovation.ToPublish)[len(c.Missing(innovation.ToSubmit)):]
}

// InnovationValues are the values of a working copy for its form.
func InnovationValues(i innovation.Innovation) map[string][]string {
	v := map[string][]string{"disabilities": i.Disabilities}
	set := func(name, value string) { v[name] = []string{value} }
	for name, value := range map[string]string{
		"title": i.Title, "problem": i.Problem, "kind": string(i.Kind), "summary": i.Summary, "easy": i.Easy,
		"for_whom": i.ForWhom, "iso": i.ISO, "novelty": i.Novelty, "warnings": i.Warnings, "contributors": i.Contributors,
		"lessons": i.Lessons, "tkt_on": i18n.ISODate(i.Readiness.On), "tkt_by": i.Readiness.By,
		"evidence_note": i.EvidenceNote, "diffusion": string(i.Diffusion),
	} {
		set(name, value)
	}
	for name, n := range map[string]int64{"tkt": int64(i.Readiness.TKT), "documentation": int64(i.Documentation), "unit_cost": i.UnitCost} {
		if n > 0 {
			set(name, strconv.FormatInt(n, 10))
		}
	}
	if i.Evidence != nil {
		set("evidence", strconv.Itoa(*i.Evidence))
	}
	for at, p := range i.Photos {
		set("photos."+strconv.Itoa(at)+".hash", p.Hash)
		set("photos."+strconv.Itoa(at)+".alt", p.Alt)
	}
	return v
}

// InnovationLabels are the fields of the form with the keys of their names, in
// its order, for comparing two versions.
func InnovationLabels(i innovation.Innovation) []Option {
	names := []string{
		"title", "problem", "kind", "summary", "easy", "for_whom", "disabilities", "iso", "tkt", "tkt_on", "tkt_by",
		"documentation", "evidence", "evidence_note", "diffusion", "warnings", "unit_cost", "novelty", "lessons", "contributors",
	}
	var list []Option
	for _, n := range names {
		list = append(list, Option{Value: n, Label: fieldKeys[n]})
	}
	for at := range i.Photos {
		list = append(list, Option{Value: "photos." + strconv.Itoa(at) + ".alt", Label: "innovation.field_alt"})
	}
	return list
}

var fieldKeys = map[string]string{
	"title": "innovation.field_title", "problem": "innovation.field_problem", "kind": "innovation.field_kind",
	"summary": "innovation.field_summary", "easy": "innovation.field_easy", "for_whom": "innovation.field_for_whom",
	"disabilities": "innovation.field_disabilities", "iso": "innovation.field_iso", "tkt": "innovation.field_tkt",
	"tkt_on": "innovation.field_tkt_on", "tkt_by": "innovation.field_tkt_by", "documentation": "innovation.field_documentation",
	"evidence": "innovation.field_evidence", "evidence_note": "innovation.field_evidence_note", "diffusion": "innovation.field_diffusion",
	"warnings": "innovation.field_warnings", "unit_cost": "innovation.field_unit_cost", "novelty": "innovation.field_novelty",
	"lessons": "innovation.field_lessons", "contributors": "innovation.field_contributors",
}

// FieldText is a value of the form as people read it: of a choice its words.
func FieldText(l i18n.Lang, name string, values []string) string {
	families := map[string]string{"kind": "kind", "tkt": "tkt", "documentation": "documentation", "evidence": "evidence", "diffusion": "diffusion"}
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = v
		if key := "choice." + families[name] + "_" + v; families[name] != "" && v != "" && l.Has(key) {
			out[i] = l.T(key)
		}
		if name == "disabilities" {
			out[i] = disabilityName(l, v)
		}
	}
	return strings.Join(out, ", ")
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
	}}
	for _, i := range p.Items {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: i.Title, Href: "/inovasi/" + i.Slug + "/telaah"},
			{Text: p.Centres[i.Centre]},
			{Text: KindName(f.Lang, string(i.Kind))},
			{Text: f.Lang.Relative(i.SubmittedAt, f.Now)},
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
