package handlers

import (
	"bytes"
	"context"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/views"
	"lumbung/views/i18n"
	"lumbung/views/paper"
)

// transferRoutes are transfers between centres.
func transferRoutes() []route {
	return []route{
		{get, "/gudang/kiriman", (*Server).transfersPage, 0},
		{post, "/gudang/kiriman", (*Server).addTransfer, 0},
		{get, "/gudang/kiriman/baru", (*Server).newTransferPage, 0},
		{get, "/gudang/kiriman/:id", (*Server).transferPage, 0},
		{get, "/gudang/kiriman/:id/surat-jalan", (*Server).deliveryNote, 0},
		{post, "/gudang/kiriman/:id/setuju", (*Server).approveTransfer, 0},
		{post, "/gudang/kiriman/:id/tolak", (*Server).refuseTransfer, 0},
		{post, "/gudang/kiriman/:id/ambil", (*Server).pickTransfer, 0},
		{post, "/gudang/kiriman/:id/lepas", (*Server).unpickTransfer, 0},
		{post, "/gudang/kiriman/:id/kirim", (*Server).shipTransfer, 0},
		{post, "/gudang/kiriman/:id/terima", (*Server).receiveTransfer, 0},
		{post, "/gudang/kiriman/:id/kembalikan", (*Server).sendBack, 0},
		{post, "/gudang/kiriman/:id/temuan", (*Server).findLost, 0},
		{post, "/gudang/kiriman/:id/batal", (*Server).cancelTransfer, 0},
		{get, "/api/v1/transfers", (*Server).transfersAPI, 0},
		{post, "/api/v1/transfers", (*Server).addTransferAPI, 0},
		{get, "/api/v1/transfers/:id", (*Server).transferAPI, 0},
		{get, "/api/v1/transfers/:id/document", (*Server).deliveryNote, 0},
		{post, "/api/v1/transfers/:id/approve", (*Server).approveTransferAPI, 0},
		{post, "/api/v1/transfers/:id/refuse", (*Server).refuseTransferAPI, 0},
		{post, "/api/v1/transfers/:id/pick", (*Server).pickTransferAPI, 0},
		{post, "/api/v1/transfers/:id/unpick", (*Server).unpickTransferAPI, 0},
		{post, "/api/v1/transfers/:id/ship", (*Server).shipTransferAPI, 0},
		{post, "/api/v1/transfers/:id/receive", (*Server).receiveTransferAPI, 0},
		{post, "/api/v1/transfers/:id/send-back", (*Server).sendBackAPI, 0},
		{post, "/api/v1/transfers/:id/find", (*Server).findLostAPI, 0},
		{post, "/api/v1/transfers/:id/cancel", (*Server).cancelTransferAPI, 0},
	}
}

// transfersPage lists the transfers of a centre.
func (s *Server) transfersPage(c *fiber.Ctx) error {
	in, _, err := query[stock.TransfersAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Stock.Transfers(c.UserContext(), in)
	if err != nil {
		return err
	}
	choice, err := s.centreChoice(c)
	if err != nil {
		return err
	}
	f := s.frame(c, "transfer.title")
	f.Lead, f.Crumbs = s.centreName(c, list.Centre), []views.Link{warehouseCrumb(f)}
	p := views.TransfersPage{
		Choice: choice, List: list, Centres: map[string]string{}, Pager: pager(c, list.Next, list.Prev, len(list.Transfers)),
	}
	for _, t := range list.Transfers {
		for _, code := range []string{t.From.Centre, t.To.Centre} {
			if p.Centres[code] == "" {
				p.Centres[code] = s.centreName(c, code)
			}
		}
	}
	for _, group := range []string{stock.TransfersAway, stock.TransfersOpen, stock.TransfersDone} {
		p.Tabs = append(p.Tabs, groupTab(f, "group", group, "choice.transfer_group_"+group, list.Centre, group == list.Group))
	}
	return s.page(c, views.Transfers(f, p))
}

// groupTab is the tab of one part of a list under /gudang.
func groupTab(f views.Frame, name, value, key, centre string, current bool) views.Link {
	return views.Link{Href: f.Path + "?centre=" + centre + "&" + name + "=" + value, Text: f.T(key), Current: current}
}

// newTransferPage is the form of a transfer, with what the link to it knows.
func (s *Server) newTransferPage(c *fiber.Ctx) error {
	if err := s.app.Stock.MayRequestTransfer(c.UserContext()); err != nil {
		return err
	}
	in, _, err := query[struct {
		From    string `json:"from"`
		To      string `json:"to"`
		Model   string `json:"model"`
		Request string `json:"request"`
		Code    string `json:"code"`
	}](c)
	if err != nil {
		return err
	}
	if in.To == "" && in.From != "" {
		in.To = visitOf(c).by.Centre
	}
	form := s.form(c, "/gudang/kiriman").Set("from", in.From).Set("to", in.To).Set("codes", in.Code)
	if in.Model != "" {
		form = form.Set("lines.0.model", in.Model).Set("lines.0.quantity", "1")
	}
	if in.Request != "" {
		form = form.Set("request", in.Request).Set("reason", visitOf(c).lang.T("transfer.for_request", "number", in.Request))
	}
	return s.showNewTransfer(c, form)
}

func (s *Server) showNewTransfer(c *fiber.Ctx, form views.Form) error {
	f := s.frame(c, "transfer.new")
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/kiriman", Text: f.T("transfer.title")}}
	form.Keep = "transfer-new"
	p := views.NewTransferPage{Form: form}
	models, err := s.app.Stock.Models(c.UserContext(), stock.ModelsAsk{Paging: stock.Paging{Limit: maxModels}})
	if err != nil {
		return err
	}
	for _, m := range models.Items {
		p.Models = append(p.Models, views.Option{Value: m.Slug, Label: f.T("model.option", "name", m.Name, "code", m.Code)})
	}
	if p.Places, err = s.allWarehouses(c); err != nil {
		return err
	}
	return s.page(c, views.NewTransfer(f, p))
}

// allWarehouses are the warehouses of all centres: a centre stands for its main
// one, and for itself alone where it has but one.
func (s *Server) allWarehouses(c *fiber.Ctx) ([]views.Option, error) {
	centres, err := s.centreOptions(c)
	if err != nil {
		return nil, err
	}
	var options []views.Option
	for _, x := range centres {
		options = append(options, x)
		houses, err := s.warehouseOptions(c, x.Value)
		if err != nil {
			return nil, err
		}
		for _, h := range houses {
			if h.Value != network.MainWarehouse(x.Value) {
				options = append(options, views.Option{Value: h.Value, Label: x.Label + " · " + h.Label})
			}
		}
	}
	return options, nil
}

// addTransfer records a transfer and shows it.
func (s *Server) addTransfer(c *fiber.Ctx) error {
	again := func(form views.Form) error { return s.showNewTransfer(c, form) }
	return acted(s, c, s.app.Stock.RequestTransfer, again, func(t stock.Transfer) error {
		return s.redirect(c, views.TransferHref(t.ID.String()), "transfer.done_asked", "number", t.Number)
	})
}

// transferPage is one transfer with what can be done next.
func (s *Server) transferPage(c *fiber.Ctx) error {
	return s.showTransfer(c, func(*views.TransferPage) {})
}

func (s *Server) showTransfer(c *fiber.Ctx, change func(*views.TransferPage)) error {
	sheet, err := s.app.Stock.Transfer(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	t := sheet.Transfer
	f := s.frame(c, "transfer.one", "number", t.Number)
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/kiriman", Text: f.T("transfer.title")}}
	p := views.TransferPage{Sheet: sheet, From: s.centreName(c, t.From.Centre), To: s.centreName(c, t.To.Centre)}
	f.Lead = f.T("transfer.lead", "from", p.From, "to", p.To)
	path := views.TransferHref(t.ID.String())
	if t.Picked() > 0 {
		p.Document = path + "/surat-jalan"
	}
	for name, form := range map[string][]*views.Form{
		"/setuju": {&p.Approve}, "/tolak": {&p.Refuse}, "/ambil": {&p.Pick, &p.Offer, &p.Count}, "/lepas": {&p.Unpick},
		"/kirim": {&p.Ship}, "/terima": {&p.Receive, &p.All}, "/kembalikan": {&p.Back}, "/temuan": {&p.Find}, "/batal": {&p.Cancel},
	} {
		for _, x := range form {
			*x = s.form(c, path+name)
		}
	}
	p.Approve.Version, p.Ship.Version = versionText(t.Version), versionText(t.Version)
	p.All = views.AllArrived(p.All, t)
	if sheet.MayReceive {
		if p.Places, err = s.placeOptions(c, t.To.Centre); err != nil {
			return err
		}
	}
	change(&p)
	return s.page(c, views.Transfer(f, views.TransferForms(p)))
}

// transferStep takes one step of the transfer of the page. A refused one shows
// the page again, with what was typed in the form that at names.
func transferStep[In any](
	s *Server, c *fiber.Ctx, do func(context.Context, In) (stock.Transfer, error), at func(*views.TransferPage, views.Form), done string,
) error {
	in, form, err := bind[In](c)
	var t stock.Transfer
	if err == nil {
		t, err = do(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showTransfer(c, func(p *views.TransferPage) {
			form.Version = versionText(p.Sheet.Transfer.Version)
			delete(form.Values, "version")
			at(p, form)
		})
	}
	if err != nil {
		return err
	}
	return s.redirect(c, views.TransferHref(t.ID.String()), done, "number", t.Number, "n", t.Picked(), "open", t.Sum().Open())
}

func (s *Server) approveTransfer(c *fiber.Ctx) error {
	return transferStep(s, c, s.app.Stock.ApproveTransfer, func(p *views.TransferPage, f views.Form) { p.Approve = f }, "transfer.done_approved")
}

func (s *Server) refuseTransfer(c *fiber.Ctx) error {
	return transferStep(s, c, s.app.Stock.RefuseTransfer, func(p *views.TransferPage, f views.Form) { p.Refuse = plain(f) }, "transfer.done_refused")
}

// pickTransfer sets goods aside; counted models have a form of their own.
func (s *Server) pickTransfer(c *fiber.Ctx) error {
	return transferStep(s, c, s.app.Stock.PickTransfer, func(p *views.TransferPage, f views.Form) {
		if _, counted := f.Values["lines.0.line"]; counted {
			p.Count = plain(f)
		} else {
			p.Pick = plain(f)
		}
	}, "transfer.done_picked")
}

func (s *Server) unpickTransfer(c *fiber.Ctx) error {
	return transferStep(s, c, s.app.Stock.UnpickTransfer, func(p *views.TransferPage, f views.Form) { p.Unpick = plain(f) }, "transfer.done_picked")
}

func (s *Server) shipTransfer(c *fiber.Ctx) error {
	return transferStep(s, c, s.app.Stock.ShipTransfer, func(p *views.TransferPage, f views.Form) { p.Ship = f }, "transfer.done_shipped")
}

func (s *Server) receiveTransfer(c *fiber.Ctx) error {
	return transferStep(s, c, s.app.Stock.ReceiveTransfer, func(p *views.TransferPage, f views.Form) { p.Receive = plain(f) }, "transfer.done_received")
}

func (s *Server) sendBack(c *fiber.Ctx) error {
	return transferStep(s, c, s.app.Stock.SendBack, func(p *views.TransferPage, f views.Form) { p.Back = plain(f) }, "transfer.done_back")
}

func (s *Server) findLost(c *fiber.Ctx) error {
	return transferStep(s, c, s.app.Stock.FindLost, func(p *views.TransferPage, f views.Form) { p.Find = plain(f) }, "transfer.done_found")
}

func (s *Server) cancelTransfer(c *fiber.Ctx) error {
	return transferStep(s, c, s.app.Stock.CancelTransfer, func(p *views.TransferPage, f views.Form) { p.Cancel = plain(f) }, "transfer.done_cancelled")
}

// plain is a form that may be sent whatever has changed on the record since.
func plain(f views.Form) views.Form {
	f.Version = ""
	return f
}

// deliveryNote prints the paper that goes with the goods.
func (s *Server) deliveryNote(c *fiber.Ctx) error {
	sheet, err := s.app.Stock.Transfer(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	t := sheet.Transfer
	if t.Picked() == 0 {
		return fault.New(fault.Conflict, "transfer.nothing_picked", fault.Args{"number": t.Number})
	}
	var out bytes.Buffer
	if err := s.noteOf(c, sheet).Render(&out); err != nil {
		return fault.Wrap(err, "print transfer %s", t.Number)
	}
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, `inline; filename="`+t.Number+`.pdf"`)
	return c.Send(out.Bytes())
}

// noteOf maps a transfer to the paper. Before it is shipped it is a draft.
func (s *Server) noteOf(c *fiber.Ctx, sheet stock.TransferSheet) paper.DeliveryNote {
	t := sheet.Transfer
	origin := s.base(c)
	n := paper.DeliveryNote{
		Letterhead: paper.Letterhead{Directorate: i18n.ID.T("handover.directorate"), Centre: s.centreName(c, t.From.Centre)},
		Number:     t.Number, Date: t.Shipped.Occurred.In(i18n.WIB), Reason: t.Reason, Carrier: t.Carrier, Waybill: t.Waybill,
		From: paper.Place{Centre: s.centreName(c, t.From.Centre), Name: t.From.Name}, To: paper.Place{Centre: s.centreName(c, t.To.Centre), Name: t.To.Name},
		Sender: t.Shipped.By, VerifyURL: origin + views.TransferHref(t.ID.String()), Sample: s.app.About().Sample,
	}
	if t.Shipped.Recorded.IsZero() {
		n.Draft, n.Date, n.Sender = true, s.app.Now().In(i18n.WIB), t.Approved.By
	}
	for _, line := range t.Lines {
		n.Items = append(n.Items, noteItems(sheet, line)...)
	}
	return n
}

func noteItems(sheet stock.TransferSheet, line stock.TransferLine) (items []paper.NoteItem) {
	name := sheet.Models[line.Model].Name
	for _, x := range line.Parcels {
		if !x.Unit.IsZero() {
			items = append(items, paper.NoteItem{Name: name, Mark: x.Code + " / " + x.Serial, Quantity: 1, Unit: "unit"})
			continue
		}
		lot := sheet.Lots[x.Lot]
		mark := lot.Code
		if !lot.Expiry.IsZero() {
			mark += " " + i18n.ID.T("transfer.expires", "date", lot.Expiry)
		}
		items = append(items, paper.NoteItem{Name: name, Mark: mark, Quantity: x.Shipped, Unit: "buah"})
	}
	if len(line.Parcels) == 0 && line.Picked > 0 {
		items = append(items, paper.NoteItem{Name: name, Quantity: line.Picked, Unit: "buah"})
	}
	return items
}

// mayAskTransfer tells whether the actor may ask for goods at their centre.
func mayAskTransfer(by policy.Actor) bool {
	return by.Centre != "" && policy.May(by, policy.TransferRequest, by.Centre)
}
