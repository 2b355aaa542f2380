package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/views"
)

// giveBackRoutes are devices that come back.
func giveBackRoutes() []route {
	return []route{
		{get, "/gudang/kembali", (*Server).giveBackPage, 0},
		{post, "/gudang/kembali", (*Server).giveBack, 0},
		{get, "/gudang/kembali/antrean", (*Server).returnsPage, 0},
		{get, "/gudang/kembali/guna-ulang", (*Server).reusePage, 0},
		{get, "/gudang/kembali/:id", (*Server).returnPage, 0},
		{post, "/gudang/kembali/:id/bersih", (*Server).cleanReturn, 0},
		{post, "/gudang/kembali/:id/periksa", (*Server).examineReturn, 0},
		{get, "/api/v1/returns", (*Server).returnsAPI, 0},
		{post, "/api/v1/returns", (*Server).addReturnsAPI, 0},
		{get, "/api/v1/returns/:id", (*Server).returnAPI, 0},
		{post, "/api/v1/returns/:id/clean", (*Server).cleanReturnAPI, 0},
		{post, "/api/v1/returns/:id/inspect", (*Server).examineReturnAPI, 0},
		{get, "/api/v1/reuse", (*Server).reuseAPI, 0},
	}
}

// giveBackPage is the form of devices that come back, with a code filled in when
// a link says so.
func (s *Server) giveBackPage(c *fiber.Ctx) error {
	in, _, err := query[struct {
		Codes string `json:"codes"`
	}](c)
	if err != nil {
		return err
	}
	return s.showGiveBack(c, s.form(c, "/gudang/kembali").Set("codes", in.Codes))
}

func (s *Server) showGiveBack(c *fiber.Ctx, form views.Form) error {
	if err := s.app.Stock.MayReturn(c.UserContext()); err != nil {
		return err
	}
	places, err := s.placeOptions(c, visitOf(c).by.Centre)
	if err != nil {
		return err
	}
	f := s.frame(c, "return.new")
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	form.Keep = "return-new"
	return s.page(c, views.GiveBack(f, views.GiveBackPage{Form: form, Places: places}))
}

// giveBack takes devices back and shows what is to be done with them.
func (s *Server) giveBack(c *fiber.Ctx) error {
	again := func(form views.Form) error { return s.showGiveBack(c, form) }
	return acted(s, c, s.app.Stock.Return, again, func(list []stock.Comeback) error {
		return s.redirect(c, "/gudang/kembali/antrean", "return.posted", "n", len(list), "number", list[0].Number)
	})
}

// returnsPage is the queue of what came back, by the stage at which it waits.
func (s *Server) returnsPage(c *fiber.Ctx) error {
	in, _, err := query[stock.ReturnsAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Stock.Returns(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "return.queue")
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	f.Lead = s.centreName(c, list.Centre)
	p := views.ReturnsPage{List: list, Step: s.form(c, ""), Pager: pager(c, list.Next, list.Prev, len(list.Rows))}
	if p.Choice, err = s.centreChoice(c); err != nil {
		return err
	}
	for _, stage := range stock.ReturnStages() {
		p.Tabs = append(p.Tabs, stateTab(f, "/gudang/kembali/antrean", list.Centre, "return_", string(stage), stage == list.Stage))
	}
	p.Tabs = views.StageTabs(p.Tabs)
	return s.page(c, views.Returns(f, p))
}

// returnPage is the record of one device that came back.
func (s *Server) returnPage(c *fiber.Ctx) error {
	return s.showReturn(c, c.Params("id"), views.Form{})
}

// showReturn shows a return with the trouble of a step that was refused.
func (s *Server) showReturn(c *fiber.Ctx, ref string, refused views.Form) error {
	sheet, err := s.app.Stock.ReturnOf(c.UserContext(), idOf(ref))
	if err != nil {
		return err
	}
	f := s.frame(c, "return.title", "number", sheet.Return.Number, "code", sheet.Return.Code)
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/kembali/antrean?centre=" + sheet.Return.At, Text: f.T("return.queue")}}
	return s.page(c, views.Return(f, views.ReturnPage{
		Sheet: sheet, Step: s.form(c, ""), Refused: refused,
		CentreName: s.centreName(c, sheet.Return.Centre), GiverName: s.centreName(c, sheet.Return.Giver),
	}))
}

// idOf reads the id in an address; what is none is that of no record.
func idOf(ref string) op.ID {
	id, err := op.ParseID(ref)
	if err != nil {
		return op.ID{}
	}
	return id
}

// cleanReturn says that a device is clean and goes on with the queue.
func (s *Server) cleanReturn(c *fiber.Ctx) error {
	in, form, err := bind[stock.Cleaning](c)
	var b stock.Comeback
	if err == nil {
		b, err = s.app.Stock.Clean(c.UserContext(), in)
	}
	return s.stepped(c, form, b, stock.StageClean, err)
}

// examineReturn sets the condition that was found and goes on with the queue.
func (s *Server) examineReturn(c *fiber.Ctx) error {
	in, form, err := bind[stock.Examining](c)
	var b stock.Comeback
	if err == nil {
		b, err = s.app.Stock.Examine(c.UserContext(), in)
	}
	return s.stepped(c, form, b, stock.StageInspect, err)
}

// stepped leads back to the devices that wait for the same step.
func (s *Server) stepped(c *fiber.Ctx, form views.Form, b stock.Comeback, stage stock.ReturnStage, err error) error {
	if form, again := s.refused(c, form, err); again {
		return s.showReturn(c, c.Params("id"), form)
	}
	if err != nil {
		return err
	}
	path := "/gudang/kembali/antrean?state=" + string(stage)
	return s.redirect(c, path, "return.stepped", "code", b.Code, "state", "return_"+string(b.Stage))
}

// reusePage shows of how many devices that came back somebody got one again.
func (s *Server) reusePage(c *fiber.Ctx) error {
	in, _, err := query[stock.ReuseAsk](c)
	if err != nil {
		return err
	}
	sum, err := s.app.Stock.Reuse(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "reuse.title")
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	f.Lead = s.centreName(c, sum.Centre)
	p := views.ReusePage{Sum: sum, Names: map[string]string{}, Pager: pager(c, sum.Next, sum.Prev, len(sum.Rows))}
	for _, x := range sum.Rows {
		p.Names[x.Centre] = s.centreName(c, x.Centre)
	}
	return s.page(c, views.Reuse(f, p))
}

// returnsAPI lists the devices of a centre that wait at a stage.
func (s *Server) returnsAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.Returns, func(list stock.ReturnList) error {
		return listed(c, list.Rows, list.Next, list.Prev)
	})
}

// addReturnsAPI takes devices back.
func (s *Server) addReturnsAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.Return, func(list []stock.Comeback) error {
		return created(c, "/api/v1/returns/"+list[0].ID.String(), listing[stock.Comeback]{Items: list})
	})
}

// returnAPI answers with one return.
func (s *Server) returnAPI(c *fiber.Ctx) error {
	sheet, err := s.app.Stock.ReturnOf(c.UserContext(), idOf(c.Params("id")))
	if err != nil {
		return err
	}
	return found(c, sheet.Return)
}

// cleanReturnAPI says that a device is clean.
func (s *Server) cleanReturnAPI(c *fiber.Ctx) error {
	return act(c, s.app.Stock.Clean)
}

// examineReturnAPI sets the condition that was found.
func (s *Server) examineReturnAPI(c *fiber.Ctx) error {
	return act(c, s.app.Stock.Examine)
}

// reuseAPI answers with the rate of re-use.
func (s *Server) reuseAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.Reuse, func(sum stock.Reuse) error {
		return listedAs(c, sum.Rows, sum.Next, sum.Prev, func(x stock.Reused) reuseShape {
			return reuseShape{ReturnTally: x.Tally, Model: x.Model.Slug, Share: x.Tally.Share()}
		})
	})
}

// reuseShape is a tally with the name of its model; empty in a list of centres.
type reuseShape struct {
	stock.ReturnTally
	Model string `json:"model"`
	Share int64  `json:"share_percent"`
}
