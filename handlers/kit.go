package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/views"
)

// kitRoutes are kits, the parts of a unit, and what expires.
func kitRoutes() []route {
	return []route{
		{get, "/gudang/kedaluwarsa", (*Server).expiriesPage, 0},
		{get, "/gudang/paket", (*Server).kitsPage, 0},
		{post, "/gudang/paket/rakit", (*Server).assembleKits, 0},
		{post, "/gudang/paket/bongkar", (*Server).unpackKits, 0},
		{get, "/u/:code/kelengkapan", (*Server).unitPartsPage, 0},
		{post, "/u/:code/kelengkapan", (*Server).checkParts, 0},
		{post, "/api/v1/units/:code/parts", (*Server).checkPartsAPI, 0},
		{post, "/api/v1/kits/assemble", (*Server).assembleAPI, 0},
		{post, "/api/v1/kits/unpack", (*Server).unpackAPI, 0},
		{get, "/api/v1/expiring-lots", (*Server).expiriesAPI, 0},
	}
}

// expiriesPage lists what expires at a centre.
func (s *Server) expiriesPage(c *fiber.Ctx) error {
	in, _, err := query[stock.ExpiriesAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Stock.Expiries(c.UserContext(), in)
	if err != nil {
		return err
	}
	choice, err := s.centreChoice(c)
	if err != nil {
		return err
	}
	f := s.frame(c, "expiry.title")
	f.Lead, f.Crumbs = s.centreName(c, list.Centre), []views.Link{warehouseCrumb(f)}
	return s.page(c, views.Expiries(f, views.ExpiryPage{Choice: choice, List: list, Pager: pager(c, list.Next, list.Prev, len(list.Rows))}))
}

// kitsPage puts kits together and takes them apart.
func (s *Server) kitsPage(c *fiber.Ctx) error {
	return s.showKits(c, s.form(c, "/gudang/paket/rakit"), s.form(c, "/gudang/paket/bongkar"))
}

func (s *Server) showKits(c *fiber.Ctx, assemble, unpack views.Form) error {
	if err := s.app.Stock.MayAssemble(c.UserContext()); err != nil {
		return err
	}
	by := visitOf(c).by
	f := s.frame(c, "kit.title")
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	assemble.ID, unpack.ID = "rakit-", "bongkar-"
	p := views.KitsPage{Assemble: assemble, Unpack: unpack, May: policy.May(by, policy.KitAssemble, by.Centre)}
	var err error
	if p.Kits, err = s.partChoices(c, f, func(m stock.Model) bool { return m.StockClass() == stock.ClassKit && counted(m) }); err != nil {
		return err
	}
	if p.Places, err = s.placeOptions(c, by.Centre); err != nil {
		return err
	}
	return s.page(c, views.Kits(f, p))
}

func (s *Server) assembleKits(c *fiber.Ctx) error {
	again := func(form views.Form) error { return s.showKits(c, form, s.form(c, "/gudang/paket/bongkar")) }
	return acted(s, c, s.app.Stock.AssembleKits, again, func(a stock.Assembly) error {
		return s.redirect(c, "/gudang/paket", "kit.assembled", "n", a.Quantity, "number", a.Number)
	})
}

func (s *Server) unpackKits(c *fiber.Ctx) error {
	in, form, err := bind[stock.KitMove](c)
	var m stock.Movement
	if err == nil {
		m, err = s.app.Stock.UnpackKits(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showKits(c, s.form(c, "/gudang/paket/rakit"), form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/gudang/paket", "kit.unpacked", "n", in.Quantity, "number", m.Document)
}

// checkParts records whether a unit is complete.
func (s *Server) checkParts(c *fiber.Ctx) error {
	in, form, err := bind[stock.PartsCheck](c)
	var u stock.Unit
	if err == nil {
		u, err = s.app.Stock.CheckParts(c.UserContext(), in)
	}
	code := c.Params("code")
	if form, again := s.refused(c, form, onForm(err)); again {
		return s.showUnitParts(c, code, form)
	}
	if err != nil {
		return err
	}
	done := "unit.parts_complete"
	if len(in.Missing) > 0 {
		done = "unit.parts_missing"
	}
	return s.redirect(c, "/u/"+u.Code, done, "code", u.Code)
}

// unitPartsPage is the list of parts of a unit, to tick off what is missing.
func (s *Server) unitPartsPage(c *fiber.Ctx) error {
	code := c.Params("code")
	return s.showUnitParts(c, code, s.form(c, "/u/"+code+"/kelengkapan"))
}

func (s *Server) showUnitParts(c *fiber.Ctx, code string, form views.Form) error {
	sheet, err := s.app.Stock.UnitParts(c.UserContext(), code)
	if err != nil {
		return err
	}
	if !sheet.MayCheck {
		return fault.New(fault.Denied, "error.denied", nil)
	}
	f := s.frame(c, "kit.unit_title", "code", sheet.Unit.Code)
	f.Lead = sheet.Model.Name
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/u/" + sheet.Unit.Code, Text: sheet.Unit.Code}}
	form.Version = versionText(sheet.Unit.Version)
	return s.page(c, views.UnitParts(f, views.NewUnitParts(sheet, form)))
}
