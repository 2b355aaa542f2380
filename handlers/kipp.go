package handlers

import (
	"bytes"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/views"
	"lumbung/views/paper"
	"lumbung/views/sheet"
)

// kippAsk is the limit of words that the year's instructions give.
type kippAsk struct {
	Limit int `json:"batas"`
}

// maxKIPPLimit is the longest limit of words that can be asked for.
const maxKIPPLimit = 5000

// kippOf is the working copy of an innovation in the form of the competition,
// for those who may see it.
func (s *Server) kippOf(c *fiber.Ctx) (innovation.Innovation, views.KIPPPage, error) {
	ask, form, err := query[kippAsk](c)
	if err != nil {
		return innovation.Innovation{}, views.KIPPPage{}, err
	}
	rec, err := s.app.Innovations.See(c.UserContext(), c.Params("innovation"))
	if err != nil {
		return rec, views.KIPPPage{}, err
	}
	_, p, err := s.innovationSheet(c, workingCopy(rec))
	form.Lang, form.Action = visitOf(c).lang, "/inovasi/"+rec.Slug+"/kipp"
	limit := min(max(ask.Limit, 0), maxKIPPLimit)
	k := views.KIPPPage{Slug: rec.Slug, Title: rec.Title, Form: form, Sample: s.app.About().Sample, Sections: views.KIPPSections(p, limit)}
	if limit > 0 {
		k.Query = "?batas=" + strconv.Itoa(limit)
	}
	return rec, k, err
}

// kippPage shows the form with the length of each part.
func (s *Server) kippPage(c *fiber.Ctx) error {
	rec, p, err := s.kippOf(c)
	if err != nil {
		return err
	}
	f := s.frame(c, "kipp.title_of", "title", rec.Title)
	f.Lead, f.Crumbs = f.T("kipp.lead"), []views.Link{innovationsCrumb(f), {Href: "/inovasi/" + rec.Slug, Text: rec.Title}}
	return s.page(c, views.KIPP(f, p))
}

// kippDocument answers with the form as a document for word processors.
func (s *Server) kippDocument(c *fiber.Ctx) error {
	rec, p, err := s.kippOf(c)
	if err != nil {
		return err
	}
	doc := views.KIPPDocument(p)
	var out bytes.Buffer
	if _, err := doc.WriteTo(&out); err != nil {
		return fault.Wrap(err, "write the form of %s", rec.Code)
	}
	c.Attachment(rec.Slug + "-kipp.docx")
	c.Set(fiber.HeaderContentType, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
	return c.Send(out.Bytes())
}

// kippPaper answers with the form as PDF.
func (s *Server) kippPaper(c *fiber.Ctx) error {
	rec, p, err := s.kippOf(c)
	if err != nil {
		return err
	}
	head := paper.Proposal{Date: s.app.Now(), Sample: p.Sample, Facts: []paper.Fact{{Label: "Sentra", Value: s.centreName(c, rec.Centre)}, {Label: "Kode", Value: rec.Code}}}
	var out bytes.Buffer
	if err := views.KIPPPaper(p, head).Render(&out); err != nil {
		return fault.Wrap(err, "print the form of %s", rec.Code)
	}
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, `inline; filename="`+rec.Slug+`-kipp.pdf"`)
	return c.Send(out.Bytes())
}

// innovationLinked answers with an innovation as JSON-LD, as its page carries it.
func (s *Server) innovationLinked(c *fiber.Ctx) error {
	i, err := s.app.Innovations.BySlug(c.UserContext(), c.Params("innovation"))
	if err != nil {
		return err
	}
	f, p, err := s.innovationSheet(c, i)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/ld+json; charset=utf-8")
	return c.Send(views.StructuredInnovation(f, p))
}

// innovationCSV answers with an innovation as one row of the public list.
func (s *Server) innovationCSV(c *fiber.Ctx) error {
	i, err := s.app.Innovations.BySlug(c.UserContext(), c.Params("innovation"))
	if err != nil {
		return err
	}
	var head []sheet.Column
	for _, name := range dataSets()[0].columns {
		head = append(head, sheet.Column{Title: name})
	}
	return answerTable(c, sheet.CSV, i.Slug, i.Title, head, func(row func(...any) error) error { return row(s.innovationRow(i)...) })
}
