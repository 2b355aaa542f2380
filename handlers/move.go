package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/views"
)

// newMovePage is the form of a movement of staff, filled in as far as the link
// to it says.
func (s *Server) newMovePage(c *fiber.Ctx) error {
	in, form, err := query[struct {
		Kind   string `json:"kind"`
		Units  string `json:"units"`
		Model  string `json:"model"`
		Lot    string `json:"lot"`
		From   string `json:"from"`
		Reason string `json:"reason"`
	}](c)
	if err != nil {
		return err
	}
	if in.Kind == "" {
		in.Kind = string(stock.Moved)
	}
	return s.showMove(c, s.form(c, "/gudang/mutasi/baru").With(form.Values, nil).Set("kind", in.Kind))
}

func (s *Server) showMove(c *fiber.Ctx, form views.Form) error {
	models, err := s.app.Stock.Receivable(c.UserContext())
	if err != nil {
		return err
	}
	by := visitOf(c).by
	places, err := s.placeOptions(c, by.Centre)
	if err != nil {
		return err
	}
	f := s.frame(c, "move.new")
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	form.Keep = "move-new"
	p := views.MovePage{Form: form, Places: places, MayWriteOff: policy.May(by, policy.StockWriteOff, by.Centre)}
	for _, m := range models {
		p.Models = append(p.Models, views.Option{Value: m.Slug, Label: f.T("model.option", "name", m.Name, "code", m.Code)})
	}
	return s.page(c, views.Move(f, p))
}

// move posts a movement and stays on the form, ready for the next.
func (s *Server) move(c *fiber.Ctx) error {
	in, form, err := bind[stock.NewMove](c)
	var m stock.Movement
	if err == nil {
		m, err = s.app.Stock.Move(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showMove(c, form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/gudang/mutasi/baru?kind="+string(in.Kind), "move.posted", "n", m.Quantity())
}

// moveAPI posts a movement.
func (s *Server) moveAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.Move, func(m stock.Movement) error {
		return created(c, "/api/v1/movements/"+m.ID.String(), m)
	})
}

// reverseAPI takes a movement of staff back.
func (s *Server) reverseAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.Reverse, func(m stock.Movement) error {
		return created(c, "/api/v1/movements/"+m.ID.String(), m)
	})
}
