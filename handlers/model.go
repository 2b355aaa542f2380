package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/app/stock"
	"lumbung/views"
)

// modelRoutes are device models.
func modelRoutes() []route {
	return []route{
		{get, "/alat/baru", (*Server).newModelPage, 0},
		{post, "/alat/baru", (*Server).addModel, 0},
		{get, "/alat/:id/sunting", (*Server).editModelPage, 0},
		{post, "/alat/:id/sunting", (*Server).changeModel, 0},
		{get, "/alat/:slug", (*Server).modelPage, public | english},
		{get, "/api/v1/models", (*Server).modelsAPI, public},
		{post, "/api/v1/models", (*Server).addModelAPI, 0},
		{get, "/api/v1/models/:id", (*Server).modelAPI, public},
	}
}

// modelPage shows a device model: to everybody what it is and whether there are
// some, to staff also where.
func (s *Server) modelPage(c *fiber.Ctx) error {
	ask, _, err := query[innovationAsk](c)
	if err != nil {
		return err
	}
	sheet, err := s.app.Stock.Model(c.UserContext(), c.Params("slug"))
	if err != nil {
		return err
	}
	f, p, err := s.modelPageOf(c, sheet)
	if err != nil {
		return err
	}
	if c.Params("slug") != sheet.Model.Slug { // one address for each page
		return c.Redirect(f.Href("/alat/"+sheet.Model.Slug), fiber.StatusMovedPermanently)
	}
	p.Easy, f.Structured = ask.easy() && p.EasyText != "", views.StructuredModel(f, p)
	return s.page(c, views.Model(f, p))
}

func (s *Server) modelPageOf(c *fiber.Ctx, sheet stock.ModelSheet) (views.Frame, views.ModelPage, error) {
	m, by := sheet.Model, visitOf(c).by
	f := s.frame(c, "")
	f = f.With(m.Name, views.Link{Href: f.Href("/katalog"), Text: f.T("site.catalogue")})
	f.Lead, f.Description, f.Own = m.Summary, m.Summary, true
	p := views.ModelPage{Sheet: sheet, Maker: m.Maker, MayReceive: policy.May(by, policy.ReceiptPost, by.Centre), Centres: map[string]string{}}
	if m.MakerCentre != "" {
		p.Maker, p.MakerHref = s.centreName(c, m.MakerCentre), f.Href("/sentra/"+m.MakerCentre)
	}
	for _, t := range sheet.Tallies {
		p.Centres[t.Centre] = s.centreName(c, t.Centre)
	}
	if !m.Innovation.IsZero() {
		if x, err := s.app.Innovations.BySlug(c.UserContext(), m.Innovation.String()); err == nil {
			p.Innovation = views.Link{Href: f.Href("/inovasi/" + x.Slug), Text: x.Title}
			p.Cover, _ = x.Cover()
			p.EasyText, p.EasyEnglish = x.Easy, x.English.Easy
		}
	}
	f.Image = shared{"/alat/" + m.Slug, m.Name, p.Maker, p.Cover}.address()
	var err error
	if p.Recalls, err = s.openRecalls(c, m.ID); err != nil {
		return f, p, err
	}
	if p.Wait, err = s.waitFor(c, m.ID, sheet.Supply); err != nil {
		return f, p, err
	}
	book, err := reference.Load()
	if err != nil {
		return f, p, fault.Wrap(err, "reference data")
	}
	p.ISO = views.ISOText(f.Lang, book, m.ISO)
	p.Numbers, err = s.numbersOfModel(c, m.Slug)
	return f, p, err
}

// newModelPage is the form of a model, for an innovation when the link to it
// says so.
func (s *Server) newModelPage(c *fiber.Ctx) error {
	in, _, err := query[struct {
		Innovation string `json:"innovation"`
	}](c)
	if err != nil {
		return err
	}
	if err := s.app.Stock.MayAddModel(c.UserContext()); err != nil {
		return err
	}
	form := s.form(c, "/alat/baru").Set("innovation", in.Innovation).Set("maker_centre", visitOf(c).by.Centre).Set("tracking", string(stock.Serialised))
	return s.showModelForm(c, form, true, s.frame(c, "model.new"))
}

func (s *Server) showModelForm(c *fiber.Ctx, form views.Form, fresh bool, f views.Frame) error {
	centres, err := s.centreOptions(c)
	if err != nil {
		return err
	}
	form.Keep = "model" + form.Action
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	return s.page(c, views.ModelForm(f, views.ModelFormPage{Form: form, New: fresh, Centres: centres}))
}

// addModel adds a model and shows it.
func (s *Server) addModel(c *fiber.Ctx) error {
	again := func(form views.Form) error { return s.showModelForm(c, form, true, s.frame(c, "model.new")) }
	return acted(s, c, s.app.Stock.AddModel, again, func(m stock.Model) error {
		return s.redirect(c, "/alat/"+m.Slug, "model.saved", "name", m.Name)
	})
}

// editModelPage is the form of a model as it stands.
func (s *Server) editModelPage(c *fiber.Ctx) error {
	sheet, err := s.app.Stock.Model(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	if !sheet.MayChange {
		return s.app.Stock.MayChangeModel(c.UserContext(), sheet.Model)
	}
	form := s.formOf(c, "/alat/"+sheet.Model.Slug+"/sunting", views.ModelValues(sheet.Model))
	form.Version = versionText(sheet.Model.Version)
	return s.showModelForm(c, form, false, s.frame(c, "model.edit_title", "name", sheet.Model.Name))
}

// changeModel describes a model anew.
func (s *Server) changeModel(c *fiber.Ctx) error {
	in, form, err := bind[stock.ModelDetails](c)
	var m stock.Model
	if err == nil {
		m, err = s.app.Stock.ChangeModel(c.UserContext(), in)
	}
	if fault.CodeOf(err) == fault.Stale {
		return s.staleModel(c, form)
	}
	if form, again := s.refused(c, form, err); again {
		form.Version = form.Value("version")
		return s.showModelForm(c, form, false, s.frame(c, "model.edit_title", "name", form.Value("name")))
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/alat/"+m.Slug, "model.saved", "name", m.Name)
}

// staleModel shows what somebody else has written in the meantime.
func (s *Server) staleModel(c *fiber.Ctx, form views.Form) error {
	sheet, err := s.app.Stock.Model(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	now := current{Version: versionText(sheet.Model.Version), Page: "/alat/" + sheet.Model.Slug}
	values := views.ModelValues(sheet.Model)
	for _, x := range views.ModelLabels() {
		now.Fields = append(now.Fields, currentField{Name: x.Value, Label: x.Label, Value: values[x.Value]})
	}
	return s.stale(c, form, now)
}

// modelsAPI lists models by name, or those of one innovation.
func (s *Server) modelsAPI(c *fiber.Ctx) error {
	in, _, err := query[stock.ModelsAsk](c)
	if err != nil {
		return err
	}
	page, err := s.app.Stock.Models(c.UserContext(), in)
	if err != nil {
		return err
	}
	return listed(c, page.Items, page.Next, page.Prev)
}

// modelAPI answers with one model by its slug, code or id.
func (s *Server) modelAPI(c *fiber.Ctx) error {
	sheet, err := s.app.Stock.Model(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	return found(c, sheet.Model)
}

// addModelAPI adds a model.
func (s *Server) addModelAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.AddModel, func(m stock.Model) error {
		return created(c, "/api/v1/models/"+m.Slug, m)
	})
}
