package views

import (
	"strconv"
	"strings"

	"lumbung/app/innovation"
	"lumbung/views/docx"
	"lumbung/views/i18n"
	"lumbung/views/paper"
)

// KIPPPage is an innovation in the form of the national competition of public
// service innovation (Kompetisi Inovasi Pelayanan Publik), for those who hand it
// in (/inovasi/{slug}/kipp). Its headings and weights are those of 2023.
type KIPPPage struct {
	Slug, Title string
	Sections    []KIPPSection
	Form        Form   // asks for the limit of the year
	Query       string // of the files, so that they are held to the same limit
	Sample      bool   // what it says is invented
}

// KIPPSection is one heading of the form.
type KIPPSection struct {
	Key        string // names its heading: choice.kipp_<key>
	Weight     int    // per cent of the score
	Limit      int    // words; 0 is not limited
	Paragraphs []string
}

// summaryLimit is the one limit that the form of 2023 is known to state; the
// others differ by year and are asked for.
const summaryLimit = 200

// Words counts the words of a section.
func (x KIPPSection) Words() (n int) {
	for _, p := range x.Paragraphs {
		n += len(strings.Fields(p))
	}
	return n
}

// Warning says what is wrong with a section; "" is nothing.
func (x KIPPSection) Warning(l i18n.Lang) string {
	switch n := x.Words(); {
	case n == 0:
		return l.T("kipp.empty")
	case x.Limit > 0 && n > x.Limit:
		return l.T("kipp.too_long", "n", n, "max", x.Limit, "over", n-x.Limit)
	}
	return ""
}

// Note says the weight and the length of a section.
func (x KIPPSection) Note(l i18n.Lang) string {
	if x.Limit > 0 {
		return l.T("kipp.note_limit", "weight", x.Weight, "n", x.Words(), "max", x.Limit)
	}
	return l.T("kipp.note", "weight", x.Weight, "n", x.Words())
}

// heading is the heading of a section with its number.
func (x KIPPSection) heading(l i18n.Lang, i int) string {
	return strconv.Itoa(i+1) + ". " + l.T("choice.kipp_"+x.Key)
}

// warnings counts the sections with something wrong.
func (p KIPPPage) warnings(l i18n.Lang) (n int) {
	for _, x := range p.Sections {
		if x.Warning(l) != "" {
			n++
		}
	}
	return n
}

// KIPPSections put what the record says under the headings of the form. limit is
// that of every section but the summary; 0 is none. The form is Indonesian
// whatever the language of the screen.
func KIPPSections(p InnovationPage, limit int) []KIPPSection {
	l, c := i18n.ID, p.Sheet.Content
	list := []KIPPSection{
		{Key: "summary", Limit: summaryLimit, Paragraphs: said(c.Summary)},
		{Key: "background", Weight: 10, Paragraphs: said(c.Problem, kippTarget(l, c))},
		{Key: "novelty", Weight: 15, Paragraphs: said(c.Novelty)},
		{Key: "implementation", Weight: 5, Paragraphs: said(kippStart(l, c), kippReadiness(l, c), kippRelease(l, c))},
		{Key: "significance", Weight: 30, Paragraphs: append(said(c.EvidenceNote), kippProof(l, p)...)},
		{Key: "adaptability", Weight: 20, Paragraphs: said(c.Passing.Prerequisites, kippLicence(l, c), kippMentor(l, c))},
		{Key: "resources", Weight: 5, Paragraphs: kippResources(l, c)},
		{Key: "sustainability", Weight: 15, Paragraphs: said(c.Passing.Sustainability)},
	}
	for i := range list[1:] {
		list[i+1].Limit = limit
	}
	return list
}

// said are the paragraphs of texts, those that say nothing left out.
func said(texts ...string) (list []string) {
	for _, text := range texts {
		list = append(list, paragraphs(text)...)
	}
	return list
}

func kippTarget(l i18n.Lang, c innovation.Content) string {
	var bits []string
	if c.ForWhom != "" {
		bits = append(bits, c.ForWhom)
	}
	if len(c.Disabilities) > 0 {
		bits = append(bits, disabilityNames(l, c.Disabilities))
	}
	if len(bits) == 0 {
		return ""
	}
	return l.T("kipp.target", "text", strings.Join(bits, "; "))
}

func kippStart(l i18n.Lang, c innovation.Content) string {
	if c.AppliedOn.IsZero() {
		return ""
	}
	return l.T("kipp.since", "date", c.AppliedOn)
}

func kippReadiness(l i18n.Lang, c innovation.Content) string {
	if c.Readiness.TKT == 0 {
		return ""
	}
	return readinessText(l, c.Readiness)
}

func kippRelease(l i18n.Lang, c innovation.Content) string {
	if len(c.Blueprint.Releases) == 0 {
		return ""
	}
	r := c.Blueprint.Releases[0]
	return l.T("kipp.release", "version", r.Version, "note", r.Note)
}

// kippProof is what the evidence rests on, and what the warehouse counts.
func kippProof(l i18n.Lang, p InnovationPage) (list []string) {
	for _, x := range p.Sheet.Proof {
		list = append(list, strings.TrimSpace(strings.Join(said(x.Method, x.Result), ". ")))
	}
	if n := p.Numbers; n != nil && n.Numbers.HandedOver > 0 {
		list = append(list, l.T("kipp.counted", "n", int64(n.Numbers.HandedOver)))
	}
	if p.Sheet.Evidence != nil {
		list = append(list, evidenceText(l, p.Sheet.Evidence)+".")
	}
	return append(list, said(p.Sheet.Lessons)...)
}

func kippLicence(l i18n.Lang, c innovation.Content) string {
	r := c.Blueprint.Rights
	if r.Producer == "" {
		return ""
	}
	text := l.T("choice.spec_producer") + ": " + l.T("choice.producer_"+r.Producer) + "."
	if r.Hardware != "" {
		text += " " + l.T("choice.spec_hardware") + ": " + r.Hardware + "."
	}
	return text
}

func kippMentor(l i18n.Lang, c innovation.Content) string {
	if c.Passing.Mentor == "" {
		return ""
	}
	return l.T("kipp.mentor", "who", c.Passing.Mentor)
}

func kippResources(l i18n.Lang, c innovation.Content) (list []string) {
	if c.UnitCost > 0 {
		list = append(list, l.T("innovation.cost")+": "+l.Rupiah(c.UnitCost)+".")
	}
	if total, _ := c.Blueprint.Parts.Total(); total > 0 {
		list = append(list, l.T("kipp.parts", "n", len(c.Blueprint.Parts.Rows), "total", l.Rupiah(total)))
	}
	return append(list, said(c.Making.Tools, c.Making.Skills)...)
}

// KIPPDocument is the form as a document that can be worked on.
func KIPPDocument(p KIPPPage) docx.Document {
	l := i18n.ID
	d := docx.Document{Title: p.Title, Language: "id-ID"}
	d.Add(docx.Title, p.Title)
	if p.Sample {
		d.Add(docx.Warning, l.T("kipp.sample"))
	}
	d.Add(docx.Note, l.T("kipp.lead"))
	for i, x := range p.Sections {
		d.Add(docx.Heading, x.heading(l, i))
		d.Add(docx.Note, x.Note(l))
		if w := x.Warning(l); w != "" {
			d.Add(docx.Warning, w)
		}
		for _, text := range x.Paragraphs {
			d.Add(docx.Body, text)
		}
	}
	return d
}

// KIPPPaper is the form as a document to print.
func KIPPPaper(p KIPPPage, head paper.Proposal) paper.Proposal {
	l := i18n.ID
	head.Title = l.T("kipp.title_of", "title", p.Title)
	for i, x := range p.Sections {
		head.Sections = append(head.Sections, paper.Section{Heading: x.heading(l, i), Note: x.Note(l), Warning: x.Warning(l), Paragraphs: x.Paragraphs})
	}
	return head
}
