package handlers

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/views"
)

// lookPage finds whatever a text names, from the one search box of the warehouse,
// and goes there when it is one thing.
func (s *Server) lookPage(c *fiber.Ctx) error {
	in, form, err := query[struct {
		Q string `json:"q"`
	}](c)
	if err != nil {
		return err
	}
	found, err := s.app.Stock.Look(c.UserContext(), in.Q)
	if err != nil {
		return err
	}
	if href := hrefOf(found); href != "" {
		return c.Redirect(href, fiber.StatusSeeOther)
	}
	f := s.frame(c, "look.title")
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	form.Lang = f.Lang
	p := views.LookPage{Form: form, Found: found, Models: map[string]string{}}
	for _, u := range found.Units {
		sheet, err := s.app.Stock.Model(c.UserContext(), u.Model.String())
		if err != nil {
			return err
		}
		p.Models[u.ID.String()] = sheet.Model.Name
	}
	return s.page(c, views.Look(f, p))
}

// hrefOf is the page of what was found; empty when it is nothing or several.
func hrefOf(f stock.Found) string {
	switch f.Kind {
	case stock.FoundUnit:
		return "/u/" + f.Unit.Code
	case stock.FoundLabel:
		return "/u/" + f.Label.Code
	case stock.FoundShelf, stock.FoundWarehouse:
		return placeHref(f.Place.Code)
	case stock.FoundCentre:
		return "/gudang/tempat?centre=" + f.Centre.Code
	case stock.FoundModel:
		return "/alat/" + f.Model.Slug
	default:
		return ""
	}
}

// lookShape is what was found as the API shows it. Only what belongs to its kind
// is there.
type lookShape struct {
	Kind   string       `json:"kind"`
	Text   string       `json:"text"`
	Unit   *unitMark    `json:"unit,omitempty"`
	Units  []unitMark   `json:"units,omitempty"`
	Model  *modelShape  `json:"model,omitempty"`
	Place  *placeShape  `json:"place,omitempty"`
	Centre string       `json:"centre,omitempty"`
	Label  string       `json:"label,omitempty"`
	GS1    *gs1Shape    `json:"gs1,omitempty"`
	Doubt  string       `json:"doubt,omitempty"`
	Models []modelShape `json:"models,omitempty"`
	May    []stock.Act  `json:"may"`
}

type modelShape struct {
	Slug string `json:"slug"`
	Code string `json:"code"`
	Name string `json:"name"`
}

type gs1Shape struct {
	GTIN     string `json:"gtin"`
	Serial   string `json:"serial,omitempty"`
	Lot      string `json:"lot,omitempty"`
	Expiry   string `json:"expires_on,omitempty"`
	Doubtful bool   `json:"doubtful"`
}

// lookAPI tells what a scanned or typed text is.
func (s *Server) lookAPI(c *fiber.Ctx) error {
	in, _, err := query[struct {
		Text string `json:"text"`
	}](c)
	if err != nil {
		return err
	}
	found, err := s.app.Stock.Look(c.UserContext(), in.Text)
	if err != nil {
		return err
	}
	return c.JSON(s.shapeLook(c, found))
}

func (s *Server) shapeLook(c *fiber.Ctx, f stock.Found) lookShape {
	out := lookShape{Kind: string(f.Kind), Text: f.Text, Centre: f.Centre.Code, Label: f.Label.Code, May: f.May}
	if out.May == nil {
		out.May = []stock.Act{}
	}
	if !f.Unit.ID.IsZero() {
		out.Unit = &unitMark{f.Unit.ID.String(), f.Unit.Code, f.Unit.Serial}
		out.Centre = f.Unit.Centre
	}
	for _, u := range f.Units {
		out.Units = append(out.Units, unitMark{u.ID.String(), u.Code, u.Serial})
	}
	if !f.Model.ID.IsZero() {
		out.Model = &modelShape{f.Model.Slug, f.Model.Code, f.Model.Name}
	}
	for _, m := range f.Models {
		out.Models = append(out.Models, modelShape{m.Slug, m.Code, m.Name})
	}
	if f.Place.Code != "" {
		p := shapePlace(stock.PlaceRow{Place: f.Place, Label: f.Label.Code})
		out.Place, out.Centre = &p, f.Place.Centre
	}
	if f.GS1.GTIN != "" {
		out.GS1 = &gs1Shape{GTIN: f.GS1.GTIN, Serial: f.GS1.Serial, Lot: f.GS1.Lot, Doubtful: f.GS1.Doubtful}
		if !f.GS1.Expiry.IsZero() {
			out.GS1.Expiry = f.GS1.Expiry.Format("2006-01-02")
		}
	}
	if f.Doubt != nil {
		out.Doubt = visitOf(c).lang.Say(f.Doubt.Key, f.Doubt.Args)
	}
	return out
}

// actLinks are the ways on from a unit, for those who may.
func actLinks(f views.Frame, u stock.Unit, may []stock.Act) (links []views.Link) {
	scan := func(mode string) string { return "/gudang/pindai?mode=" + mode + "&scan=" + url.QueryEscape(u.Code) }
	for _, a := range may {
		href := map[stock.Act]string{
			stock.ActIssue: "/serah-terima/baru?alokasi=" + u.Allocation.String(), stock.ActMove: scan("pindah"),
			stock.ActReturn: scan("kembali"), stock.ActLabel: "/gudang/label?unit=" + u.Code,
		}[a]
		if href != "" {
			links = append(links, views.Link{Href: href, Text: f.T("choice.act_" + string(a))})
		}
	}
	return links
}

// stickPage is where a label leads that is on nothing yet: staff of its centre
// put it on a unit, everybody else reads whose it is.
func (s *Server) stickPage(c *fiber.Ctx, stuck stock.Stuck, form views.Form) error {
	if !policy.May(visitOf(c).by, policy.LabelBind, stuck.Centre.Code) {
		return s.showStranger(c, stuck)
	}
	f := s.frame(c, "label.stick_title", "code", stuck.Code)
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	f.Noindex, f.Bilingual = true, false
	return s.page(c, views.StickLabel(f, views.StickPage{Stuck: stuck, Form: form}))
}

// stick puts a label on a unit.
func (s *Server) stick(c *fiber.Ctx) error {
	in, form, err := bind[stock.Binding](c)
	in.Label = c.Params("code")
	var u stock.Unit
	if err == nil {
		u, err = s.app.Stock.Bind(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		stuck, err := s.app.Stock.LabelOf(c.UserContext(), in.Label)
		if err != nil {
			return err
		}
		return s.stickPage(c, stuck, form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/u/"+u.Code, "label.stuck", "code", u.Code, "serial", u.Serial)
}

// stickAPI puts a label on a unit.
func (s *Server) stickAPI(c *fiber.Ctx) error {
	return act(c, s.app.Stock.Bind)
}
