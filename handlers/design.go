package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/stock"
	"lumbung/views"
	"lumbung/views/i18n"
)

// designsPage shows what a model is made of and complete with. The form of a new
// version begins with the one that the link names.
func (s *Server) designsPage(c *fiber.Ctx) error {
	in, _, err := query[struct {
		Version string `json:"versi"`
	}](c)
	if err != nil {
		return err
	}
	sheet, err := s.app.Stock.Designs(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	design := s.form(c, "/alat/"+sheet.Model.Slug+"/komponen").Set("date", i18n.ISODate(s.app.Now()))
	for _, d := range sheet.Designs {
		if d.Version != in.Version {
			continue
		}
		if design = views.DesignValues(design, d, sheet.Parts); d.Used {
			design = design.Set("design", "").Set("stamp", "").Set("date", i18n.ISODate(s.app.Now()))
		}
	}
	return s.showDesigns(c, sheet, design, views.ListValues(s.form(c, "/alat/"+sheet.Model.Slug+"/kelengkapan"), sheet))
}

func (s *Server) showDesigns(c *fiber.Ctx, sheet stock.DesignSheet, design, list views.Form) error {
	f := s.frame(c, "design.title_of", "model", sheet.Model.Name)
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/alat/" + sheet.Model.Slug, Text: sheet.Model.Name}}
	design.ID, list.ID = "desain-", "daftar-"
	p := views.DesignPage{Sheet: sheet, Design: design, List: list}
	var err error
	if p.Parts, err = s.partChoices(c, f, func(m stock.Model) bool { return counted(m) && m.ID != sheet.Model.ID }); err != nil {
		return err
	}
	return s.page(c, views.Designs(f, p))
}

// setDesign adds or changes a version of a design.
func (s *Server) setDesign(c *fiber.Ctx) error {
	in, form, err := bind[stock.NewDesign](c)
	var d stock.Design
	if err == nil {
		d, err = s.app.Stock.SetDesign(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, onForm(err)); again {
		return s.designsAgain(c, func(sheet stock.DesignSheet, list views.Form) (views.Form, views.Form) {
			for _, now := range sheet.Designs {
				if now.Version == in.Version && in.Stamp != 0 {
					form = form.Set("stamp", versionText(now.Stamp))
				}
			}
			return form, list
		})
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/alat/"+c.Params("id")+"/komponen", "design.saved", "version", d.Version)
}

// setPartList says what a model has to be complete with.
func (s *Server) setPartList(c *fiber.Ctx) error {
	in, form, err := bind[stock.NewPartList](c)
	if err == nil {
		_, err = s.app.Stock.SetPartList(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, onForm(err)); again {
		return s.designsAgain(c, func(sheet stock.DesignSheet, list views.Form) (views.Form, views.Form) {
			form.Version = list.Version
			return s.form(c, "/alat/"+sheet.Model.Slug+"/komponen"), form
		})
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/alat/"+c.Params("id")+"/komponen", "kit.saved")
}

// designsAgain shows the page of a refused form.
func (s *Server) designsAgain(c *fiber.Ctx, forms func(stock.DesignSheet, views.Form) (views.Form, views.Form)) error {
	sheet, err := s.app.Stock.Designs(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	design, list := forms(sheet, views.ListValues(s.form(c, "/alat/"+sheet.Model.Slug+"/kelengkapan"), sheet))
	return s.showDesigns(c, sheet, design, list)
}
