package handlers

import (
	"context"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/stock"
	"lumbung/views"
)

// productionRoutes are production orders, and the designs that they follow.
func productionRoutes() []route {
	return []route{
		{get, "/gudang/produksi", (*Server).ordersPage, 0},
		{get, "/gudang/produksi/baru", (*Server).newOrderPage, 0},
		{post, "/gudang/produksi/baru", (*Server).beginOrder, 0},
		{get, "/gudang/produksi/:id", (*Server).orderPage, 0},
		{post, "/gudang/produksi/:id/bahan", (*Server).issueParts, 0},
		{post, "/gudang/produksi/:id/kembali", (*Server).returnParts, 0},
		{post, "/gudang/produksi/:id/hasil", (*Server).yieldBatch, 0},
		{post, "/gudang/produksi/:id/rusak", (*Server).scrapParts, 0},
		{post, "/gudang/produksi/:id/uji", (*Server).testBatch, 0},
		{post, "/gudang/produksi/:id/batal-hasil", (*Server).undoBatch, 0},
		{post, "/gudang/produksi/:id/tutup", (*Server).closeOrder, 0},
		{post, "/gudang/produksi/:id/batal", (*Server).cancelOrder, 0},
		{get, "/alat/:id/komponen", (*Server).designsPage, 0},
		{post, "/alat/:id/komponen", (*Server).setDesign, 0},
		{post, "/alat/:id/kelengkapan", (*Server).setPartList, 0},
		{get, "/api/v1/production-orders", (*Server).ordersAPI, 0},
		{post, "/api/v1/production-orders", (*Server).addOrderAPI, 0},
		{get, "/api/v1/production-orders/:id", (*Server).orderAPI, 0},
		{post, "/api/v1/production-orders/:id/issue", (*Server).issuePartsAPI, 0},
		{post, "/api/v1/production-orders/:id/return", (*Server).returnPartsAPI, 0},
		{post, "/api/v1/production-orders/:id/yield", (*Server).yieldAPI, 0},
		{post, "/api/v1/production-orders/:id/scrap", (*Server).scrapPartsAPI, 0},
		{post, "/api/v1/production-orders/:id/close", (*Server).closeOrderAPI, 0},
		{post, "/api/v1/production-orders/:id/cancel", (*Server).cancelOrderAPI, 0},
		{post, "/api/v1/production-batches/:batch/tests", (*Server).testBatchAPI, 0},
		{post, "/api/v1/production-batches/:batch/undo", (*Server).undoBatchAPI, 0},
		{get, "/api/v1/models/:id/designs", (*Server).designsAPI, 0},
		{post, "/api/v1/models/:id/designs", (*Server).setDesignAPI, 0},
		{post, "/api/v1/models/:id/parts", (*Server).setPartListAPI, 0},
		{get, "/api/v1/stock-worth", (*Server).worthAPI, 0},
	}
}

// ordersPage lists the production orders of a centre, after what its stock is
// worth.
func (s *Server) ordersPage(c *fiber.Ctx) error {
	in, _, err := query[stock.OrdersAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Stock.Orders(c.UserContext(), in)
	if err != nil {
		return err
	}
	worth, err := s.app.Stock.Worth(c.UserContext(), stock.WorthAsk{Centre: in.Centre})
	if err != nil {
		return err
	}
	choice, err := s.centreChoice(c)
	if err != nil {
		return err
	}
	f := s.frame(c, "production.title")
	f.Lead, f.Crumbs = s.centreName(c, list.Centre), []views.Link{warehouseCrumb(f)}
	p := views.OrdersPage{Choice: choice, List: list, Worth: worth, Now: s.app.Now(), Pager: pager(c, list.Next, list.Prev, len(list.Orders))}
	p.Tabs = []views.Link{orderTab(f, "", list)}
	for _, stage := range stock.OrderStages() {
		p.Tabs = append(p.Tabs, orderTab(f, stage, list))
	}
	return s.page(c, views.Orders(f, p))
}

// orderTab leads to the orders of one stage; the empty one is all of them.
func orderTab(f views.Frame, stage stock.OrderStage, list stock.OrderList) views.Link {
	values := url.Values{"centre": {list.Centre}}
	text := f.T("production.all")
	if stage != "" {
		values.Set("stage", string(stage))
		text = f.T("state.order_" + string(stage))
	}
	return views.Link{Href: "/gudang/produksi?" + values.Encode(), Text: text, Current: stage == list.Stage}
}

// newOrderPage is the form of a production order: it asks for the model first,
// because the versions to choose from are the model's.
func (s *Server) newOrderPage(c *fiber.Ctx) error {
	in, _, err := query[struct {
		Model  string `json:"model"`
		Design string `json:"design"`
	}](c)
	if err != nil {
		return err
	}
	form := s.form(c, "/gudang/produksi/baru").Set("model", in.Model).Set("design", in.Design)
	return s.showNewOrder(c, in.Model, form)
}

func (s *Server) showNewOrder(c *fiber.Ctx, model string, form views.Form) error {
	if err := s.app.Stock.MayPlan(c.UserContext()); err != nil {
		return err
	}
	f := s.frame(c, "production.new")
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/produksi", Text: f.T("production.title")}}
	p := views.NewOrderPage{Form: form}
	if model == "" {
		options, err := s.partChoices(c, f, func(stock.Model) bool { return true })
		p.Models = options
		p.Form.Method, p.Form.Idempotency, p.Form.Action = "get", "", "/gudang/produksi/baru"
		if err != nil {
			return err
		}
		return s.page(c, views.NewOrder(f, p))
	}
	sheet, err := s.app.Stock.Designs(c.UserContext(), model)
	if err != nil {
		return err
	}
	p.Model = sheet.Model
	p.Form = p.Form.Set("model", sheet.Model.Slug)
	f.Lead = sheet.Model.Name
	for i, d := range sheet.Designs {
		if i == 0 && p.Form.Value("design") == "" {
			p.Form = p.Form.Set("design", d.Version)
		}
		p.Designs = append(p.Designs, views.Option{
			Value: d.Version, Label: d.Version, Hint: f.T("production.design_option", "date", d.Date, "cost", f.Lang.Rupiah(sheet.Costs[d.Version].Total())),
		})
	}
	return s.page(c, views.NewOrder(f, p))
}

// partChoices are models to choose from, the first 200 by name that fit.
func (s *Server) partChoices(c *fiber.Ctx, f views.Frame, fits func(stock.Model) bool) ([]views.Option, error) {
	page, err := s.app.Stock.Models(c.UserContext(), stock.ModelsAsk{Paging: stock.Paging{Limit: 200}})
	var options []views.Option
	for _, m := range page.Items {
		if fits(m) {
			options = append(options, views.Option{Value: m.Code, Label: f.T("model.option", "name", m.Name, "code", m.Code)})
		}
	}
	return options, err
}

func counted(m stock.Model) bool { return m.Tracking == stock.Counted }

// beginOrder gives the SKA an order.
func (s *Server) beginOrder(c *fiber.Ctx) error {
	again := func(form views.Form) error { return s.showNewOrder(c, form.Value("model"), form) }
	return acted(s, c, s.app.Stock.BeginOrder, again, func(o stock.Order) error {
		return s.redirect(c, "/gudang/produksi/"+o.ID.String(), "production.begun_done", "number", o.Number)
	})
}

// orderPage shows one production order.
func (s *Server) orderPage(c *fiber.Ctx) error { return s.showOrder(c, "", views.Form{}) }

// showOrder shows an order, one of its forms as it was refused.
func (s *Server) showOrder(c *fiber.Ctx, name string, refused views.Form) error {
	id := c.Params("id")
	sheet, err := s.app.Stock.Order(c.UserContext(), id)
	if err != nil {
		return err
	}
	places, err := s.placeOptions(c, sheet.Order.Centre)
	if err != nil {
		return err
	}
	f := s.frame(c, "production.one", "number", sheet.Order.Number)
	f.Lead = sheet.Model.Name
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/produksi?centre=" + sheet.Order.Centre, Text: f.T("production.title")}}
	p := views.OrderPage{Sheet: sheet, CentreName: s.centreName(c, sheet.Order.Centre), Places: places, Now: s.app.Now()}
	for form, path := range map[string]string{
		"issue": "/bahan", "return": "/kembali", "yield": "/hasil", "scrap": "/rusak", "test": "/uji", "undo": "/batal-hasil", "close": "/tutup", "cancel": "/batal",
	} {
		p.Forms = p.Forms.Named(form, s.form(c, "/gudang/produksi/"+id+path))
	}
	for field, value := range p.QuantityRows() {
		p.Forms.Issue = p.Forms.Issue.Set(field, value)
	}
	p.Forms = p.Forms.Named(name, refused)
	return s.page(c, views.Order(f, p))
}

// orderAct is the path of every form of an order: bind, do, and show the order.
func orderAct[In any](s *Server, c *fiber.Ctx, name, done string, do func(context.Context, In) (stock.Order, error)) error {
	in, form, err := bind[In](c)
	var o stock.Order
	if err == nil {
		o, err = do(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, onForm(err)); again {
		return s.showOrder(c, name, form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/gudang/produksi/"+o.ID.String(), done, "number", o.Number)
}

// onForm shows a stale form again like any that is refused: what stands now is on
// the page around it, and what was typed is in it.
func onForm(err error) error {
	if f := fault.As(err); err != nil && f.Code == fault.Stale {
		return fault.New(fault.Conflict, f.Key, f.Args)
	}
	return err
}

// asked leaves out the rows of a form whose quantity was left empty; an API that
// sends a zero is told so.
func asked(lines []stock.PartLine) []stock.PartLine {
	for i := range lines {
		if lines[i].Quantity == 0 {
			lines[i] = stock.PartLine{}
		}
	}
	return lines
}

func (s *Server) issueParts(c *fiber.Ctx) error {
	return orderAct(s, c, "issue", "production.issued", func(ctx context.Context, in stock.PartsMove) (stock.Order, error) {
		in.Lines = asked(in.Lines)
		return s.app.Stock.IssueParts(ctx, in)
	})
}

func (s *Server) returnParts(c *fiber.Ctx) error {
	return orderAct(s, c, "return", "production.returned", func(ctx context.Context, in stock.PartsMove) (stock.Order, error) {
		in.Lines = asked(in.Lines)
		return s.app.Stock.ReturnParts(ctx, in)
	})
}

func (s *Server) scrapParts(c *fiber.Ctx) error {
	return orderAct(s, c, "scrap", "production.scrapped_done", func(ctx context.Context, in stock.Spoiling) (stock.Order, error) {
		in.Lines = asked(in.Lines)
		return s.app.Stock.ScrapParts(ctx, in)
	})
}

func (s *Server) yieldBatch(c *fiber.Ctx) error {
	return orderAct(s, c, "yield", "production.yielded", func(ctx context.Context, in stock.NewBatch) (stock.Order, error) {
		in.Lines = asked(in.Lines)
		b, err := s.app.Stock.Yield(ctx, in)
		return stock.Order{ID: b.Order, Number: b.Number}, err
	})
}

func (s *Server) testBatch(c *fiber.Ctx) error {
	return orderAct(s, c, "test", "production.tested_done", func(ctx context.Context, in stock.Trial) (stock.Order, error) {
		b, err := s.app.Stock.TestBatch(ctx, in)
		return stock.Order{ID: b.Order, Number: b.Number}, err
	})
}

func (s *Server) undoBatch(c *fiber.Ctx) error {
	return orderAct(s, c, "undo", "production.undone", func(ctx context.Context, in stock.BatchUndo) (stock.Order, error) {
		b, err := s.app.Stock.UndoBatch(ctx, in)
		return stock.Order{ID: b.Order, Number: b.Number}, err
	})
}

func (s *Server) closeOrder(c *fiber.Ctx) error {
	return orderAct(s, c, "close", "production.closed", s.app.Stock.CloseOrder)
}

func (s *Server) cancelOrder(c *fiber.Ctx) error {
	return orderAct(s, c, "cancel", "production.cancelled", s.app.Stock.CancelOrder)
}
