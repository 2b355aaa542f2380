package handlers

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/allocation"
	"lumbung/app/numbering"
	"lumbung/app/stock"
	"lumbung/views"
)

// requestRoutes are requests.
func requestRoutes() []route {
	return []route{
		{get, "/permohonan", (*Server).requestsPage, 0},
		{post, "/permohonan", (*Server).fileRequest, 0},
		{get, "/permohonan/baru", (*Server).fileRequestPage, 0},
		{get, "/permohonan/:request", (*Server).requestPage, 0},
		{post, "/permohonan/:request/tetapkan", (*Server).reserveUnit, 0},
		{post, "/permohonan/:request/tutup", (*Server).closeRequest, 0},
		{get, "/api/v1/requests", (*Server).listRequests, 0},
		{post, "/api/v1/requests", (*Server).createRequest, 0},
		{get, "/api/v1/requests/:request", (*Server).oneRequest, 0},
		{post, "/api/v1/requests/:request/close", (*Server).endRequest, 0},
	}
}

// numberOf is the number in a path, where a slash may also be written %2F.
func numberOf(c *fiber.Ctx, name string) string {
	text, err := url.PathUnescape(c.Params(name))
	if err != nil {
		return c.Params(name)
	}
	return text
}

func requestPath(number string) string { return "/permohonan/" + numbering.Path(number) }

func fileHref(ref, model string) string {
	return "/permohonan/baru?" + url.Values{"beneficiary": {ref}, "model": {model}}.Encode()
}

// requestsPage is the queue of a centre.
func (s *Server) requestsPage(c *fiber.Ctx) error {
	in, _, err := query[allocation.QueueAsk](c)
	if err != nil {
		return err
	}
	queue, err := s.app.Allocations.Queue(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "request.title")
	f.Lead = queue.CentreName
	choice, err := s.centreChoice(c)
	if err != nil {
		return err
	}
	pending, err := s.app.Intake.Pending(c.UserContext())
	if err != nil {
		return err
	}
	p := views.RequestsPage{
		Choice: choice, Queue: queue, Asks: pending,
		Pager: views.Pager{Prev: withCursor(c, queue.Prev), Next: withCursor(c, queue.Next), Shown: len(queue.Rows)},
	}
	for _, state := range allocation.States() {
		p.Tabs = append(p.Tabs, stateTab(f, "/permohonan", queue.Centre, "request_", string(state), state == queue.State))
	}
	return s.page(c, views.Requests(f, p))
}

// centreChoice lets those who belong to no centre choose one on a list.
func (s *Server) centreChoice(c *fiber.Ctx) (views.CentreChoice, error) {
	if visitOf(c).by.Centre != "" {
		return views.CentreChoice{}, nil
	}
	centres, err := s.centreOptions(c)
	form := s.form(c, c.Path()).Set("centre", c.Query("centre"))
	form.Method = "get"
	return views.CentreChoice{Form: form, Centres: centres}, err
}

// stateTab is the tab of one state of a list.
func stateTab(f views.Frame, path, centre, prefix, state string, current bool) views.Link {
	values := url.Values{"state": {state}}
	if centre != "" {
		values.Set("centre", centre)
	}
	return views.Link{Href: path + "?" + values.Encode(), Text: f.T("state." + prefix + state), Current: current}
}

// fileRequestPage is the form of a new request. Whoever it is for is taken from
// the address, where a ref says nothing.
func (s *Server) fileRequestPage(c *fiber.Ctx) error {
	if err := s.app.Allocations.Begin(c.UserContext()); err != nil {
		return err
	}
	form := s.form(c, "/permohonan").Set("beneficiary", c.Query("beneficiary")).Set("model", c.Query("model"))
	for _, name := range []string{"risk", "function", "frequency", "change"} {
		form = form.Set(name, "0")
	}
	return s.showFileRequest(c, form)
}

func (s *Server) showFileRequest(c *fiber.Ctx, form views.Form) error {
	models, err := s.modelOptions(c)
	if err != nil {
		return err
	}
	f := s.frame(c, "request.file_title")
	f.Crumbs = []views.Link{{Href: "/permohonan", Text: f.T("request.title")}}
	model := form.Value("model")
	p := views.FileRequestPage{Form: form, Models: models, Register: "/penerima/baru?" + url.Values{"permohonan": {orDash(model)}}.Encode()}
	if ref := form.Value("beneficiary"); ref != "" && form.Error("beneficiary") == "" {
		if person, err := s.app.People.Person(c.UserContext(), ref); err == nil {
			p.Person, p.Ref = person.MaskedName, person.Ref
		}
	}
	return s.page(c, views.FileRequest(f, p))
}

// orDash keeps a parameter in the address that says only where to go back to.
func orDash(model string) string {
	if model == "" {
		return "-"
	}
	return model
}

// maxModels is how many models a form offers, by name.
const maxModels = 200

func (s *Server) modelOptions(c *fiber.Ctx) ([]views.Option, error) {
	list, err := s.app.Stock.Models(c.UserContext(), stock.ModelsAsk{Paging: stock.Paging{Limit: maxModels}})
	if err != nil {
		return nil, err
	}
	var options []views.Option
	for _, m := range list.Items {
		if m.Tracking == stock.Serialised {
			options = append(options, views.Option{Value: m.Slug, Label: m.Name})
		}
	}
	return options, nil
}

// fileRequest records a request.
func (s *Server) fileRequest(c *fiber.Ctx) error {
	again := func(form views.Form) error { return s.showFileRequest(c, form) }
	return acted(s, c, s.app.Allocations.File, again, func(request allocation.Request) error {
		return s.redirect(c, requestPath(request.Number), "request.filed_done", "number", request.Number)
	})
}

// requestPage is one request with what can be done next.
func (s *Server) requestPage(c *fiber.Ctx) error {
	return s.showRequest(c, func(*views.RequestPage) {})
}

func (s *Server) showRequest(c *fiber.Ctx, change func(*views.RequestPage)) error {
	sheet, err := s.app.Allocations.Request(c.UserContext(), numberOf(c, "request"))
	if err != nil {
		return err
	}
	f := s.frame(c, "")
	f.Title, f.Lead = sheet.Number, sheet.CentreName
	f.Crumbs = []views.Link{{Href: "/permohonan", Text: f.T("request.title")}}
	path := requestPath(sheet.Number)
	p := views.RequestPage{
		Sheet: sheet, Reserve: s.form(c, path+"/tetapkan"), Close: s.form(c, path+"/tutup"),
		Cancel: s.form(c, "/alokasi/"+sheet.Allocation.ID.String()+"/batal"),
	}
	for _, x := range sheet.Offers {
		p.Offers = append(p.Offers, views.OfferRow{Offer: x, Take: s.form(c, path+"/tetapkan").Set("unit", x.Unit.Code)})
	}
	p.AskTransfer = mayAskTransfer(visitOf(c).by)
	if p.Ask, err = s.app.Intake.Of(c.UserContext(), sheet.ID); err != nil {
		return err
	}
	change(&p)
	p.Reserve.ID, p.Close.ID, p.Cancel.ID = "pilih-", "tutup-", "batal-"
	return s.page(c, views.Request(f, p))
}

// reserveUnit sets a unit apart for the request of the page.
func (s *Server) reserveUnit(c *fiber.Ctx) error {
	in, form, err := bind[allocation.Choice](c)
	var rec allocation.Allocation
	if err == nil {
		in.Request = numberOf(c, "request")
		rec, err = s.app.Allocations.Reserve(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showRequest(c, func(p *views.RequestPage) { p.Reserve = form })
	}
	if err != nil {
		return err
	}
	return s.redirect(c, requestPath(rec.RequestNo), "allocation.reserved_done", "code", rec.UnitCode)
}

// closeRequest ends the request of the page.
func (s *Server) closeRequest(c *fiber.Ctx) error {
	in, form, err := bind[allocation.Closing](c)
	var request allocation.Request
	if err == nil {
		in.Request = numberOf(c, "request")
		request, err = s.app.Allocations.Close(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showRequest(c, func(p *views.RequestPage) { p.Close = form })
	}
	if err != nil {
		return err
	}
	return s.redirect(c, requestPath(request.Number), "request.closed_done", "number", request.Number)
}

// The API.

func (s *Server) listRequests(c *fiber.Ctx) error {
	return askThen(c, s.app.Allocations.Queue, func(queue allocation.QueuePage) error {
		return listedAs(c, queue.Rows, queue.Next, queue.Prev, func(x allocation.Waiting) allocation.Waiting {
			x.Sealed = nil
			return x
		})
	})
}

func (s *Server) createRequest(c *fiber.Ctx) error {
	return actThen(c, s.app.Allocations.File, func(request allocation.Request) error {
		request.Sealed = nil
		return created(c, "/api/v1/requests/"+numbering.Path(request.Number), request)
	})
}

func (s *Server) oneRequest(c *fiber.Ctx) error {
	sheet, err := s.app.Allocations.Request(c.UserContext(), numberOf(c, "request"))
	if err != nil {
		return err
	}
	sheet.Waiting.Sealed = nil
	return found(c, sheet.Waiting)
}

func (s *Server) endRequest(c *fiber.Ctx) error {
	in, _, err := bind[allocation.Closing](c)
	if err != nil {
		return err
	}
	in.Request = numberOf(c, "request")
	request, err := s.app.Allocations.Close(c.UserContext(), in)
	if err != nil {
		return err
	}
	request.Sealed = nil
	return found(c, request)
}
