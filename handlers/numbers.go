package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/outcome"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/views"
)

// numbersRoutes are what was counted of an innovation or a model.
func numbersRoutes() []route {
	return []route{
		{get, "/inovasi/:innovation/angka", (*Server).innovationNumbersPage, public | english},
		{get, "/alat/:slug/angka", (*Server).modelNumbersPage, public | english},
		{get, "/api/v1/innovations/:innovation/numbers", (*Server).innovationNumbersAPI, public},
		{get, "/api/v1/models/:id/numbers", (*Server).modelNumbersAPI, public},
	}
}

// numbersOfInnovation is what is counted of an innovation; nil for one that is
// not published, or that no device realises.
func (s *Server) numbersOfInnovation(c *fiber.Ctx, sheet innovation.Sheet) (*views.NumbersPart, error) {
	n, err := s.app.Outcomes.OfInnovation(c.UserContext(), sheet.ID.String())
	if fault.CodeOf(err) == fault.NotFound {
		return nil, nil
	}
	return s.numbersPart(c, n, "/inovasi/"+sheet.Slug+"/angka", err)
}

// numbersOfModel is what is counted of a model.
func (s *Server) numbersOfModel(c *fiber.Ctx, slug string) (*views.NumbersPart, error) {
	n, err := s.app.Outcomes.OfModel(c.UserContext(), slug)
	p, err := s.numbersPart(c, n, "/alat/"+slug+"/angka", err)
	if err == nil {
		p.OfModel = true
	}
	return p, err
}

func (s *Server) numbersPart(c *fiber.Ctx, n outcome.Numbers, href string, err error) (*views.NumbersPart, error) {
	if err != nil {
		return nil, err
	}
	book, err := reference.Load()
	if err != nil {
		return nil, fault.Wrap(err, "reference data")
	}
	role := visitOf(c).by.Role
	p := &views.NumbersPart{
		Numbers: n, Href: href, Provinces: map[string]string{},
		Staff: policy.Reach(role, policy.StockRead) != policy.Never, FollowUps: policy.Reach(role, policy.FollowUpRead) != policy.Never,
	}
	for _, x := range book.Provinces() {
		p.Provinces[x.Code] = x.Name
	}
	return p, nil
}

// innovationNumbersPage says where the numbers of an innovation come from.
func (s *Server) innovationNumbersPage(c *fiber.Ctx) error {
	sheet, err := s.app.Innovations.BySlug(c.UserContext(), c.Params("innovation"))
	if err != nil {
		return err
	}
	p, err := s.numbersOfInnovation(c, sheet)
	if err == nil && p == nil {
		err = fault.Missing("innovation")
	}
	if err != nil {
		return err
	}
	return s.showNumbers(c, *p, c.Params("innovation") == sheet.Slug, "/inovasi/"+sheet.Slug, sheet.Title)
}

// modelNumbersPage says where the numbers of a model come from.
func (s *Server) modelNumbersPage(c *fiber.Ctx) error {
	sheet, err := s.app.Stock.Model(c.UserContext(), c.Params("slug"))
	if err != nil {
		return err
	}
	p, err := s.numbersOfModel(c, sheet.Model.Slug)
	if err != nil {
		return err
	}
	return s.showNumbers(c, *p, c.Params("slug") == sheet.Model.Slug, "/alat/"+sheet.Model.Slug, sheet.Model.Name)
}

// showNumbers shows the numbers of the record at page, at its one address.
func (s *Server) showNumbers(c *fiber.Ctx, p views.NumbersPart, here bool, page, title string) error {
	f := s.frame(c, "numbers.where", "title", title)
	if !here {
		return c.Redirect(f.Href(page+"/angka"), fiber.StatusMovedPermanently)
	}
	f.Crumbs = []views.Link{{Href: f.Href(page), Text: title, Own: true}}
	return s.page(c, views.Numbers(f, views.NumbersPage{NumbersPart: p, Page: views.Link{Href: f.Href(page), Text: title}}))
}

// innovationNumbersAPI answers with what is counted of an innovation.
func (s *Server) innovationNumbersAPI(c *fiber.Ctx) error {
	n, err := s.app.Outcomes.OfInnovation(c.UserContext(), c.Params("innovation"))
	return answerNumbers(c, n, err)
}

// modelNumbersAPI answers with what is counted of a model.
func (s *Server) modelNumbersAPI(c *fiber.Ctx) error {
	n, err := s.app.Outcomes.OfModel(c.UserContext(), c.Params("id"))
	return answerNumbers(c, n, err)
}

func answerNumbers(c *fiber.Ctx, n outcome.Numbers, err error) error {
	if err != nil {
		return err
	}
	return found(c, n)
}
