package handlers

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/views"
	"lumbung/views/paper"
)

// placeRoutes are shelves, and finding a thing by its code.
func placeRoutes() []route {
	return []route{
		{get, "/gudang/tempat", (*Server).placesPage, 0},
		{post, "/gudang/tempat", (*Server).addShelf, 0},
		{get, "/gudang/tempat/isi", (*Server).placePage, 0},
		{get, "/gudang/cari", (*Server).lookPage, 0},
		{get, scanPath, (*Server).scanPage, 0},
		{post, scanPath, (*Server).scan, 0},
		{get, "/t/:code", (*Server).tagPage, public},
		{post, "/u/:code/pasang", (*Server).stick, 0},
		{get, "/api/v1/look", (*Server).lookAPI, 0},
		{post, "/api/v1/scans", (*Server).scanAPI, 0},
		{get, "/api/v1/places", (*Server).placesAPI, 0},
		{get, "/api/v1/places/contents", (*Server).contentsAPI, 0},
		{post, "/api/v1/shelves", (*Server).addShelfAPI, 0},
		{post, "/api/v1/labels/bind", (*Server).stickAPI, 0},
	}
}

// placesPage shows the warehouses and shelves of a centre with what is in each.
func (s *Server) placesPage(c *fiber.Ctx) error {
	return s.showPlaces(c, c.Query("centre"), s.form(c, "/gudang/tempat"))
}

func (s *Server) showPlaces(c *fiber.Ctx, centre string, shelf views.Form) error {
	tree, err := s.app.Stock.Places(c.UserContext(), centre)
	if err != nil {
		return err
	}
	centres, err := s.centreOptions(c)
	if err != nil {
		return err
	}
	f := s.frame(c, "place.title_of", "centre", tree.Centre.Name)
	if tree.Centre.Code == "" {
		f = s.frame(c, "place.title")
		f.Lead = f.T("stock.choose_centre")
	}
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	if shelf.Value("warehouse") == "" && len(tree.Houses) > 0 {
		shelf = shelf.Set("warehouse", tree.Houses[0].Code)
	}
	filter := views.Form{Lang: f.Lang, Action: "/gudang/tempat", Method: "get"}
	return s.page(c, views.Places(f, views.PlacesPage{
		Tree: tree, Shelf: shelf, Filter: filter.Set("centre", tree.Centre.Code), Centres: centres,
	}))
}

// addShelf gives a warehouse one more shelf and stays on the page.
func (s *Server) addShelf(c *fiber.Ctx) error {
	again := func(form views.Form) error { return s.showPlaces(c, "", form) }
	return acted(s, c, s.app.Centres.AddShelf, again, func(shelf network.Shelf) error {
		return s.redirect(c, "/gudang/tempat", "place.added", "place", shelf.Name)
	})
}

// placePage shows what lies at a warehouse or on a shelf.
func (s *Server) placePage(c *fiber.Ctx) error {
	in, _, err := query[stock.ContentAsk](c)
	if err != nil {
		return err
	}
	sheet, err := s.app.Stock.PlaceContents(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "place.one_title", "name", sheet.Name)
	f.Lead = f.T("place.lead", "place", sheet.Code, "centre", sheet.Centre.Name)
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/tempat?centre=" + sheet.Centre.Code, Text: f.T("place.title")}}
	p := views.PlacePage{Sheet: sheet, Tag: s.form(c, "/gudang/label"), Pager: pager(c, sheet.Next, sheet.Prev, len(sheet.Contents))}
	if sheet.Label != "" {
		if p.QR, err = paper.QRSVG(s.base(c)+"/t/"+sheet.Label, 160); err != nil {
			return err
		}
	}
	return s.page(c, views.Place(f, p))
}

// base is where this program is reached, for what is read elsewhere: on paper, in
// files, by other programs.
func (s *Server) base(c *fiber.Ctx) string {
	if s.opt.Origin != "" {
		return s.opt.Origin
	}
	return c.BaseURL()
}

// placeHref is the page of a place by the code that people gave it.
func placeHref(code string) string { return "/gudang/tempat/isi?place=" + url.QueryEscape(code) }

// tagPage is where the QR code of a place leads: staff see what lies there,
// everybody else whose it is.
func (s *Server) tagPage(c *fiber.Ctx) error {
	code := stock.ReadCode(c.Params("code"))
	stuck, err := s.app.Stock.LabelOf(c.UserContext(), code)
	if fault.CodeOf(err) == fault.NotFound && len(code) > 0 {
		return c.Redirect("/u/"+code, fiber.StatusSeeOther) // the code of a unit, typed under the wrong path
	}
	if err != nil {
		return err
	}
	staff := policy.Reach(visitOf(c).by.Role, policy.StockRead) != policy.Never
	switch {
	case stuck.Kind == stock.LabelFree:
		return c.Redirect("/u/"+stuck.Code, fiber.StatusSeeOther)
	case stuck.Kind == stock.LabelCentre && staff:
		return c.Redirect("/gudang/tempat?centre="+stuck.Ref, fiber.StatusSeeOther)
	case stuck.Kind == stock.LabelCentre:
		return c.Redirect("/sentra/"+stuck.Ref, fiber.StatusSeeOther)
	case staff:
		return c.Redirect(placeHref(stuck.Ref), fiber.StatusSeeOther)
	}
	return s.showStranger(c, stuck)
}

// showStranger tells somebody from outside whose label they have found.
func (s *Server) showStranger(c *fiber.Ctx, stuck stock.Stuck) error {
	f := s.frame(c, "label.found_title")
	f.Noindex, f.Bilingual = true, false
	return s.page(c, views.FoundLabel(f, views.FoundLabelPage{Stuck: stuck, SignIn: signInPath(c.Path())}))
}

// placesAPI answers with the warehouses and shelves of a centre.
func (s *Server) placesAPI(c *fiber.Ctx) error {
	in, _, err := query[struct {
		Centre string `json:"centre"`
	}](c)
	if err != nil {
		return err
	}
	tree, err := s.app.Stock.Places(c.UserContext(), in.Centre)
	if err != nil {
		return err
	}
	items := []placeShape{}
	for _, h := range tree.Houses {
		row := shapePlace(h.PlaceRow)
		row.Total = h.Total()
		items = append(items, row)
		for _, x := range h.Shelves {
			items = append(items, shapePlace(x))
		}
	}
	return listed(c, items, "", "")
}

// placeShape is a place as the API shows it.
type placeShape struct {
	Code      string `json:"code"`
	Name      string `json:"name"`
	Kind      string `json:"kind"`
	Warehouse string `json:"warehouse"`
	Centre    string `json:"centre"`
	Label     string `json:"label"`  // short code of its label; empty for none
	Pieces    int64  `json:"pieces"` // at the place itself
	Total     int64  `json:"total"`  // with those on the shelves of a warehouse
}

func shapePlace(p stock.PlaceRow) placeShape {
	kind := stock.FoundWarehouse
	if p.Node.Shelf() != "" {
		kind = stock.FoundShelf
	}
	return placeShape{p.Code, p.Name, string(kind), p.Warehouse, p.Centre, p.Label, p.Pieces, p.Pieces}
}

// contentsAPI answers with part of what lies at a place.
func (s *Server) contentsAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.PlaceContents, func(sheet stock.PlaceSheet) error {
		return listedAs(c, sheet.Contents, sheet.Next, sheet.Prev, func(x stock.Content) contentShape {
			return contentShape{x.Model.Slug, x.Lot.Code, x.Lot.ID.String(), x.Quantity}
		})
	})
}

type contentShape struct {
	Model    string `json:"model"` // slug
	Lot      string `json:"lot"`   // batch number; may be empty
	LotID    string `json:"lot_id"`
	Quantity int64  `json:"quantity"`
}

// addShelfAPI adds a shelf.
func (s *Server) addShelfAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Centres.AddShelf, func(shelf network.Shelf) error {
		return created(c, "/api/v1/places/contents?place="+url.QueryEscape(shelf.Warehouse+"/"+shelf.Code), shelf)
	})
}
