package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/views"
)

// unitPage is where the QR code of a unit leads: staff see the unit, everybody
// else its model.
func (s *Server) unitPage(c *fiber.Ctx) error {
	code := c.Params("code")
	if policy.Reach(visitOf(c).by.Role, policy.UnitRead) == policy.Never {
		return s.scannedPage(c, code)
	}
	return s.showUnit(c, code, s.form(c, "/u/"+code+"/periksa"), s.form(c, "/u/"+code+"/tahan"))
}

// scannedPage shows the model of a unit to whoever scanned its label.
func (s *Server) scannedPage(c *fiber.Ctx, code string) error {
	sheet, err := s.app.Stock.ModelOfUnit(c.UserContext(), code)
	if fault.CodeOf(err) == fault.NotFound {
		return s.labelInstead(c, code, err)
	}
	if err != nil {
		return err
	}
	f, p, err := s.modelPageOf(c, sheet)
	if err != nil {
		return err
	}
	f.Noindex, p.Code, p.Recalls = true, stock.ReadCode(code), nil
	n, recalled, err := s.app.Stock.NoticeOfUnit(c.UserContext(), code)
	if err != nil {
		return err
	}
	if recalled {
		p.Recalls = []stock.Notice{n}
	}
	return s.page(c, views.Model(f, p))
}

// labelInstead shows what a code leads to that is not a unit's: a label that waits
// for one, or a place. Any other is not found, as the unit was not.
func (s *Server) labelInstead(c *fiber.Ctx, code string, missing error) error {
	stuck, err := s.app.Stock.LabelOf(c.UserContext(), code)
	if fault.CodeOf(err) == fault.NotFound {
		return missing
	}
	if err != nil {
		return err
	}
	if stuck.Kind != stock.LabelFree {
		return c.Redirect("/t/"+stuck.Code, fiber.StatusSeeOther)
	}
	return s.stickPage(c, stuck, s.form(c, "/u/"+stuck.Code+"/pasang"))
}

func (s *Server) showUnit(c *fiber.Ctx, code string, inspect, hold views.Form) error {
	sheet, err := s.app.Stock.Unit(c.UserContext(), code)
	if fault.CodeOf(err) == fault.NotFound {
		return s.labelInstead(c, code, err)
	}
	if err != nil {
		return err
	}
	f := s.frame(c, "unit.title", "model", sheet.Model.Name, "code", sheet.Unit.Code)
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/alat/" + sheet.Model.Slug, Text: sheet.Model.Name}}
	f.Noindex, f.Bilingual = true, false
	p := views.UnitPage{Sheet: sheet, CentreName: s.centreName(c, sheet.Unit.Centre)}
	if p.Care, err = s.app.Stock.CareOf(c.UserContext(), code); err != nil {
		return err
	}
	n, recalled, err := s.app.Stock.NoticeOfUnit(c.UserContext(), sheet.Unit.ID.String())
	if err != nil {
		return err
	}
	if recalled {
		p.Recall = &n
	}
	p.Acts = actLinks(f, sheet.Unit, stock.ActsOn(c.UserContext(), sheet.Unit))
	if sheet.Unit.Node.Real() {
		p.PlaceHref = placeHref(sheet.Unit.Node.Ref)
	}
	p.Inspect, p.Hold = views.UnitForms(sheet.Unit, inspect, hold)
	return s.page(c, views.Unit(f, p))
}

// inspectUnit sets the condition of a unit.
func (s *Server) inspectUnit(c *fiber.Ctx) error {
	in, form, err := bind[stock.Inspection](c)
	var u stock.Unit
	if err == nil {
		u, err = s.app.Stock.Inspect(c.UserContext(), in)
	}
	if fault.CodeOf(err) == fault.Stale {
		return s.staleUnit(c, form, "condition", "unit.condition", func(u stock.Unit) string { return string(u.Condition) })
	}
	code := c.Params("code")
	if form, again := s.refused(c, form, err); again {
		return s.showUnit(c, code, form, s.form(c, "/u/"+code+"/tahan"))
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/u/"+u.Code, "unit.inspected", "code", u.Code)
}

// holdUnit sets or ends a hold.
func (s *Server) holdUnit(c *fiber.Ctx) error {
	in, form, err := bind[stock.Holding](c)
	var u stock.Unit
	if err == nil {
		u, err = s.app.Stock.SetHold(c.UserContext(), in)
	}
	if fault.CodeOf(err) == fault.Stale {
		return s.staleUnit(c, form, "hold", "unit.hold", func(u stock.Unit) string { return string(u.Hold) })
	}
	code := c.Params("code")
	if form, again := s.refused(c, form, err); again {
		return s.showUnit(c, code, s.form(c, "/u/"+code+"/periksa"), form)
	}
	if err != nil {
		return err
	}
	done := "unit.hold_set"
	if u.Hold == stock.Free {
		done = "unit.hold_ended"
	}
	return s.redirect(c, "/u/"+u.Code, done, "code", u.Code)
}

// staleUnit shows what somebody else has made of the unit in the meantime.
func (s *Server) staleUnit(c *fiber.Ctx, form views.Form, field, label string, value func(stock.Unit) string) error {
	sheet, err := s.app.Stock.Unit(c.UserContext(), c.Params("code"))
	if err != nil {
		return err
	}
	return s.stale(c, form, current{
		Version: versionText(sheet.Unit.Version), Page: "/u/" + sheet.Unit.Code,
		Fields: []currentField{{Name: field, Label: label, Value: value(sheet.Unit)}},
	})
}

// unitAPI answers with one unit by its code or id.
func (s *Server) unitAPI(c *fiber.Ctx) error {
	sheet, err := s.app.Stock.Unit(c.UserContext(), c.Params("code"))
	if err != nil {
		return err
	}
	return found(c, sheet.Unit)
}
