package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/stock"
	"lumbung/views"
)

// gtinPage lists the trade numbers of a model, with the form of one more.
func (s *Server) gtinPage(c *fiber.Ctx) error {
	return s.showGTINs(c, s.form(c, "/alat/"+c.Params("id")+"/gtin"))
}

func (s *Server) showGTINs(c *fiber.Ctx, form views.Form) error {
	sheet, err := s.app.Stock.Model(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if !sheet.MayChange {
		return s.app.Stock.MayChangeModel(c.UserContext(), sheet.Model)
	}
	list, err := s.app.Stock.GTINs(c.UserContext(), sheet.Model.Slug)
	if err != nil {
		return err
	}
	f := s.frame(c, "gtin.title", "model", sheet.Model.Name)
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/alat/" + sheet.Model.Slug, Text: sheet.Model.Name}}
	return s.page(c, views.GTINs(f, views.GTINPage{Model: sheet.Model, List: list, Form: form}))
}

// setGTIN notes a trade number of a model, or takes one away.
func (s *Server) setGTIN(c *fiber.Ctx) error {
	in, form, err := bind[stock.NewGTIN](c)
	var n stock.TradeNumber
	if err == nil {
		n, err = s.app.Stock.SetGTIN(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showGTINs(c, form)
	}
	if err != nil {
		return err
	}
	done := "gtin.added"
	if in.Remove {
		done = "gtin.removed"
	}
	return s.redirect(c, "/alat/"+c.Params("id")+"/gtin", done, "gtin", n.Number)
}

// gtinsAPI lists the trade numbers of a model.
func (s *Server) gtinsAPI(c *fiber.Ctx) error {
	list, err := s.app.Stock.GTINs(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	return listedAs(c, list, "", "", func(n stock.TradeNumber) tradeShape { return tradeShape{n.Number} })
}

type tradeShape struct {
	GTIN string `json:"gtin"`
}

// setGTINAPI notes a trade number of a model, or takes one away.
func (s *Server) setGTINAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.SetGTIN, func(n stock.TradeNumber) error {
		return found(c, tradeShape{n.Number})
	})
}
