package handlers

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/views"
)

// receiptRoutes are receipts.
func receiptRoutes() []route {
	return []route{
		{get, "/gudang/terima", (*Server).receivePage, 0},
		{post, "/gudang/terima", (*Server).receive, 0},
		{get, "/gudang/penerimaan", (*Server).receiptsPage, 0},
		{get, "/gudang/penerimaan/:id", (*Server).receiptPage, 0},
		{post, "/gudang/penerimaan/:id/batal", (*Server).undoReceipt, 0},
		{get, "/api/v1/receipts", (*Server).receiptsAPI, 0},
		{post, "/api/v1/receipts", (*Server).addReceiptAPI, 0},
		{get, "/api/v1/receipts/:id", (*Server).receiptAPI, 0},
	}
}

// receivePage is the form of goods that come in, with a model chosen already
// when the link to it says so.
func (s *Server) receivePage(c *fiber.Ctx) error {
	in, _, err := query[struct {
		Model string `json:"model"`
	}](c)
	if err != nil {
		return err
	}
	form := s.form(c, "/gudang/terima").Set("model", in.Model).Set("source", string(stock.Production))
	last, err := s.app.Stock.Receipts(c.UserContext(), stock.ReceiptsAsk{Paging: stock.Paging{Limit: 1}})
	if err != nil {
		return err
	}
	for _, r := range last.Receipts { // the money is mostly the same as last time
		form = form.Set("fund", r.Fund).Set("account", r.Account)
	}
	return s.showReceive(c, form)
}

func (s *Server) showReceive(c *fiber.Ctx, form views.Form) error {
	models, err := s.app.Stock.Receivable(c.UserContext())
	if err != nil {
		return err
	}
	warehouses, err := s.placeOptions(c, visitOf(c).by.Centre)
	if err != nil {
		return err
	}
	f := s.frame(c, "receipt.new")
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	form.Keep = "receipt-new"
	p := views.ReceivePage{Form: form, Warehouses: warehouses}
	for _, m := range models {
		p.Models = append(p.Models, views.Option{Value: m.Slug, Label: f.T("model.option", "name", m.Name, "code", m.Code)})
	}
	return s.page(c, views.Receive(f, p))
}

// receive posts a receipt and shows it.
func (s *Server) receive(c *fiber.Ctx) error {
	again := func(form views.Form) error { return s.showReceive(c, form) }
	return acted(s, c, s.app.Stock.Receive, again, func(rec stock.Receipt) error {
		return s.redirect(c, "/gudang/penerimaan/"+rec.ID.String(), "receipt.posted", "n", rec.Quantity, "number", rec.Number)
	})
}

// receiptsPage lists the receipts of a centre.
func (s *Server) receiptsPage(c *fiber.Ctx) error {
	in, _, err := query[stock.ReceiptsAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Stock.Receipts(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "receipt.list_title", "centre", s.centreName(c, list.Centre))
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	return s.page(c, views.Receipts(f, views.ReceiptsPage{List: list, Pager: pager(c, list.Next, list.Prev, len(list.Receipts))}))
}

// receiptPage shows one receipt.
func (s *Server) receiptPage(c *fiber.Ctx) error {
	id := c.Params("id")
	return s.showReceipt(c, id, s.form(c, "/gudang/penerimaan/"+id+"/batal"))
}

func (s *Server) showReceipt(c *fiber.Ctx, ref string, undo views.Form) error {
	sheet, err := s.receiptOf(c, ref)
	if err != nil {
		return err
	}
	f := s.frame(c, "receipt.title", "number", sheet.Receipt.Number)
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/penerimaan?centre=" + sheet.Receipt.Centre, Text: f.T("stock.receipts")}}
	return s.page(c, views.Receipt(f, views.ReceiptPage{Sheet: sheet, CentreName: s.centreName(c, sheet.Receipt.Centre), Undo: undo}))
}

// receiptOf reads the receipt that an id in an address names.
func (s *Server) receiptOf(c *fiber.Ctx, ref string) (stock.ReceiptSheet, error) {
	id, err := op.ParseID(ref)
	if err != nil {
		id = op.ID{}
	}
	return s.app.Stock.Receipt(c.UserContext(), id)
}

// undoReceipt takes a receipt back.
func (s *Server) undoReceipt(c *fiber.Ctx) error {
	again := func(form views.Form) error { return s.showReceipt(c, c.Params("id"), form) }
	return acted(s, c, s.app.Stock.Undo, again, func(rec stock.Receipt) error {
		return s.redirect(c, "/gudang/penerimaan/"+rec.ID.String(), "receipt.undone", "number", rec.Number)
	})
}

// receiptsAPI lists the receipts of a centre, the newest first.
func (s *Server) receiptsAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.Receipts, func(list stock.ReceiptList) error {
		return listed(c, list.Receipts, list.Next, list.Prev)
	})
}

// receiptAPI answers with one receipt.
func (s *Server) receiptAPI(c *fiber.Ctx) error {
	sheet, err := s.receiptOf(c, c.Params("id"))
	if err != nil {
		return err
	}
	return found(c, answerReceipt(sheet))
}

// receiptAnswer is a receipt with its units as those who print labels need them.
type receiptAnswer struct {
	stock.Receipt
	Units []unitMark `json:"units,omitempty"`
}

type unitMark struct {
	ID     string `json:"id"`
	Code   string `json:"code"`
	Serial string `json:"serial"`
}

func answerReceipt(sheet stock.ReceiptSheet) receiptAnswer {
	a := receiptAnswer{Receipt: sheet.Receipt}
	for _, u := range sheet.Units {
		a.Units = append(a.Units, unitMark{u.ID.String(), u.Code, u.Serial})
	}
	return a
}

// addReceiptAPI posts a receipt.
func (s *Server) addReceiptAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.Receive, func(rec stock.Receipt) error {
		sheet, err := s.app.Stock.Receipt(c.UserContext(), rec.ID)
		if err != nil {
			return err
		}
		return created(c, "/api/v1/receipts/"+rec.ID.String(), answerReceipt(sheet))
	})
}

func versionText(version int64) string { return strconv.FormatInt(version, 10) }
