package handlers

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/views"
	"lumbung/views/i18n"
	"lumbung/views/paper"
	"lumbung/views/sheet"
)

// ledgerRoutes are movements, and the cards and reports that read them.
func ledgerRoutes() []route {
	return []route{
		{get, "/gudang/kartu/:model.csv", (*Server).cardCSV, 0},
		{get, "/gudang/kartu/:model.xlsx", (*Server).cardXLSX, 0},
		{get, "/gudang/kartu/:model.pdf", (*Server).cardPDF, 0},
		{get, "/gudang/kartu/:model", (*Server).cardPage, 0},
		{get, "/gudang/angka/:model", (*Server).numberPage, 0},
		{get, "/gudang/laporan", (*Server).inventoryPage, 0},
		{get, "/gudang/laporan.csv", (*Server).inventoryCSV, 0},
		{get, "/gudang/laporan.xlsx", (*Server).inventoryXLSX, 0},
		{get, "/gudang/laporan.pdf", (*Server).inventoryPDF, 0},
		{get, "/gudang/mutasi/baru", (*Server).newMovePage, 0},
		{post, "/gudang/mutasi/baru", (*Server).move, 0},
		{get, "/gudang/mutasi", (*Server).movementsPage, 0},
		{get, "/gudang/mutasi.csv", (*Server).movementsCSV, 0},
		{get, "/gudang/mutasi/:id", (*Server).movementPage, 0},
		{post, "/gudang/mutasi/:id/batal", (*Server).undoMovement, 0},
		{get, "/api/v1/movements", (*Server).movementsAPI, 0},
		{get, "/api/v1/movements/:id", (*Server).movementAPI, 0},
		{get, "/api/v1/stock-cards/:model", (*Server).cardAPI, 0},
		{get, "/api/v1/reckonings/:model", (*Server).numberAPI, 0},
		{get, "/api/v1/inventory", (*Server).inventoryAPI, 0},
		{post, "/api/v1/movements", (*Server).moveAPI, 0},
		{post, "/api/v1/movements/:id/reverse", (*Server).reverseAPI, 0},
	}
}

// inventoryQuery is a report with how its page shows it.
type inventoryQuery struct {
	stock.InventoryAsk
	Measure string `json:"measure"` // value: rupiah instead of pieces
}

// inventoryAsked makes the report that is asked for, with the names of its rows.
func (s *Server) inventoryAsked(c *fiber.Ctx) (views.InventoryPage, views.Form, error) {
	in, form, err := query[inventoryQuery](c)
	p := views.InventoryPage{Value: in.Measure == "value", Centres: map[string]string{}}
	if err != nil {
		return p, form, err
	}
	if p.Report, err = s.app.Stock.Inventory(c.UserContext(), in.InventoryAsk); err != nil {
		return p, form, err
	}
	centres, err := s.app.Centres.All(c.UserContext())
	for _, x := range centres {
		p.Centres[x.Code] = x.Name
	}
	return p, form, err
}

// inventoryPage shows an inventory report.
func (s *Server) inventoryPage(c *fiber.Ctx) error {
	p, form, err := s.inventoryAsked(c)
	if err != nil {
		return err
	}
	f := s.frame(c, "inventory.title")
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	f.Lead = p.Centres[p.Report.Centre]
	centre := p.Report.Centre
	if centre == "" {
		f.Lead, centre = f.T("inventory.all_centres"), stock.AllCentres
	}
	measure := "quantity"
	if p.Value {
		measure = "value"
	}
	form.Lang = f.Lang
	p.Filter = form.Set("centre", centre).Set("by", string(p.Report.By)).Set("measure", measure).Set("period", p.Report.Period.Name)
	p.Periods, p.Downloads = views.PeriodOptions(f.Lang, s.app.Now()), downloads(c, "/gudang/laporan", "pdf", "xlsx", "csv")
	choices, err := s.centreOptions(c)
	if err != nil {
		return err
	}
	p.Choices = append([]views.Option{{Value: stock.AllCentres, Label: f.T("inventory.all_centres")}}, choices...)
	return s.page(c, views.Inventory(f, p))
}

func (s *Server) inventoryCSV(c *fiber.Ctx) error  { return s.inventoryTable(c, sheet.CSV) }
func (s *Server) inventoryXLSX(c *fiber.Ctx) error { return s.inventoryTable(c, sheet.XLSX) }

func (s *Server) inventoryTable(c *fiber.Ctx, format sheet.Format) error {
	p, _, err := s.inventoryAsked(c)
	if err != nil {
		return err
	}
	l := visitOf(c).lang
	return answerTable(c, format, "persediaan-"+i18n.ISODate(p.Report.Period.To), l.T("inventory.title"), views.InventoryColumns(l), func(row func(...any) error) error {
		for _, x := range p.Report.Rows {
			if err := row(views.InventoryValues(p.Report, x, p.Centres)...); err != nil {
				return err
			}
		}
		return nil
	})
}

// inventoryPDF answers with the report on paper, to be signed.
func (s *Server) inventoryPDF(c *fiber.Ctx) error {
	p, _, err := s.inventoryAsked(c)
	if err != nil {
		return err
	}
	if len(p.Report.Rows) >= paper.MaxReportRows {
		return fault.InField("by", "inventory.too_long", fault.Args{"max": paper.MaxReportRows})
	}
	doc := views.InventoryPaper(p, s.letterhead(c, p.Report.Centre), s.app.Now())
	doc.Sample = s.app.About().Sample
	return answerReport(c, "persediaan-"+i18n.ISODate(p.Report.Period.To), doc)
}

// inventoryAPI answers with a report.
func (s *Server) inventoryAPI(c *fiber.Ctx) error {
	in, _, err := query[stock.InventoryAsk](c)
	if err != nil {
		return err
	}
	rep, err := s.app.Stock.Inventory(c.UserContext(), in)
	if err != nil {
		return err
	}
	if rep.Rows == nil {
		rep.Rows = []stock.InventoryRow{}
	}
	return found(c, rep)
}

// movementsAsked lists the movements that are asked for.
func (s *Server) movementsAsked(c *fiber.Ctx, most int) (views.MovementsPage, stock.MovementsAsk, views.Form, error) {
	in, form, err := query[stock.MovementsAsk](c)
	if err != nil {
		return views.MovementsPage{}, in, form, err
	}
	if most > 0 {
		in.Limit = most
	}
	list, err := s.app.Stock.Movements(c.UserContext(), in)
	return views.MovementsPage{List: list}, in, form, err
}

// movementsPage lists movements of a centre: all, or those behind a number of a
// report.
func (s *Server) movementsPage(c *fiber.Ctx) error {
	p, in, form, err := s.movementsAsked(c, 0)
	if err != nil {
		return err
	}
	p.CentreName = s.centreName(c, p.List.Centre)
	f := s.frame(c, "movement.title_of", "centre", p.CentreName)
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	form.Lang = f.Lang
	p.Filter = form.Set("centre", p.List.Centre).Set("period", p.List.Period.Name)
	p.Periods, p.Pager = views.PeriodOptions(f.Lang, s.app.Now()), pager(c, p.List.Next, p.List.Prev, len(p.List.Rows))
	p.Downloads = downloads(c, "/gudang/mutasi", "csv")
	p.Tags = movementTags(c, f, in, p.List)
	return s.page(c, views.Movements(f, p))
}

// movementTags are the filters in force, each a link to the list without it.
func movementTags(c *fiber.Ctx, f views.Frame, in stock.MovementsAsk, list stock.MovementList) (tags []views.FilterTag) {
	add := func(name, text string) {
		values, err := url.ParseQuery(string(c.Request().URI().QueryString()))
		if err != nil || text == "" {
			return
		}
		values.Del(name)
		values.Del("cursor")
		tags = append(tags, views.FilterTag{Text: text, Href: "/gudang/mutasi?" + values.Encode()})
	}
	if in.Change != "" {
		add("change", f.T("choice.change_"+string(in.Change)))
	}
	add("model", list.Model.Name)
	add("fund", in.Fund)
	add("account", in.Account)
	return tags
}

// maxListed is how many movements a file of them holds: whoever needs more asks
// for a shorter period, or for the stock card.
const maxListed = 10_000

// movementsCSV answers with the movements as a file.
func (s *Server) movementsCSV(c *fiber.Ctx) error {
	p, in, _, err := s.movementsAsked(c, 200)
	if err != nil {
		return err
	}
	l := visitOf(c).lang
	return answerTable(c, sheet.CSV, "mutasi-"+p.List.Centre, l.T("movement.list"), views.MovementColumns(l), func(row func(...any) error) error {
		for written := 0; ; {
			for _, x := range p.List.Rows {
				if err := row(p.MovementValues(l, x)...); err != nil {
					return err
				}
			}
			if written += len(p.List.Rows); p.List.Next == "" || written >= maxListed {
				return nil
			}
			in.Cursor = p.List.Next
			if p.List, err = s.app.Stock.Movements(c.UserContext(), in); err != nil {
				return err
			}
		}
	})
}

// movementOf is the movement whose id stands in the address.
func (s *Server) movementOf(c *fiber.Ctx) (stock.MovementSheet, error) {
	id, err := op.ParseID(c.Params("id"))
	if err != nil {
		id = op.ID{}
	}
	return s.app.Stock.Movement(c.UserContext(), id)
}

// movementPage shows one movement.
func (s *Server) movementPage(c *fiber.Ctx) error {
	return s.showMovement(c, s.form(c, "/gudang/mutasi/"+c.Params("id")+"/batal"))
}

func (s *Server) showMovement(c *fiber.Ctx, undo views.Form) error {
	sheet, err := s.movementOf(c)
	if err != nil {
		return err
	}
	f := s.frame(c, "movement.one", "document", sheet.Movement.Document)
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/mutasi?centre=" + sheet.Movement.Centre, Text: f.T("movement.list")}}
	return s.page(c, views.Movement(f, views.MovementPage{Sheet: sheet, CentreName: s.centreName(c, sheet.Movement.Centre), Undo: undo}))
}

// undoMovement takes a movement of staff back and shows the one that did it.
func (s *Server) undoMovement(c *fiber.Ctx) error {
	again := func(form views.Form) error { return s.showMovement(c, form) }
	return acted(s, c, s.app.Stock.Reverse, again, func(back stock.Movement) error {
		return s.redirect(c, "/gudang/mutasi/"+back.ID.String(), "movement.undone")
	})
}

// movementsAPI lists movements of a centre, the newest first.
func (s *Server) movementsAPI(c *fiber.Ctx) error {
	p, _, _, err := s.movementsAsked(c, 0)
	if err != nil {
		return err
	}
	return listed(c, p.List.Rows, p.List.Next, p.List.Prev)
}

// movementAPI answers with one movement.
func (s *Server) movementAPI(c *fiber.Ctx) error {
	sheet, err := s.movementOf(c)
	if err != nil {
		return err
	}
	return found(c, sheet.Movement)
}
