package handlers

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/catalogue"
	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/views"
	"lumbung/views/i18n"
)

// catalogueRoutes are the front page, the catalogue and its pictures.
func catalogueRoutes() []route {
	return []route{
		{get, "/", (*Server).frontPage, public | english},
		{get, "/katalog", (*Server).cataloguePage, public | english},
		{get, "/gambar/:file", (*Server).picture, bare},
		{get, "/qr/:kind/:slug.:format", (*Server).qrCode, bare},
		{get, "/kartu/lumbung.jpg", (*Server).siteShareCard, bare},
		{get, "/kartu/:kind/:slug.jpg", (*Server).shareCard, bare},
		{get, "/api/v1/catalogue", (*Server).catalogueAPI, public},
		{get, "/api/v1/catalogue/suggest", (*Server).suggestAPI, public},
	}
}

// frontPage is the first page of the public.
func (s *Server) frontPage(c *fiber.Ctx) error {
	f := s.frame(c, "home.title")
	f.OwnHeading, f.Description = true, f.T("home.description")
	p := views.HomePage{Door: "/masuk"}
	if visitOf(c).signedIn() {
		p.Door = homePage
	}
	p.Totals, p.Known = s.app.Catalogue.Totals()
	newest, err := s.app.Catalogue.Search(c.UserContext(), catalogue.Query{Kind: catalogue.InnovationKinds(), Limit: 6})
	if err != nil && fault.CodeOf(err) != fault.Unready {
		return err
	}
	if p.Cards, err = cards(f.Lang, newest.Hits); err != nil {
		return err
	}
	return s.page(c, views.Home(f, p))
}

// cataloguePage searches. What in the query cannot be is said on the page.
func (s *Server) cataloguePage(c *fiber.Ctx) error {
	ask, _, err := query[views.CatalogueAsk](c)
	p := views.CataloguePage{Ask: ask}
	if err == nil {
		p.Result, err = s.app.Catalogue.Search(c.UserContext(), ask.Query())
	}
	f := s.frame(c, "catalogue.title")
	switch fault.CodeOf(err) {
	case "":
	case fault.Invalid:
		p.Wrong = wrongParts(f.Lang, fault.As(err))
		c.Status(fiber.StatusUnprocessableEntity)
	default:
		return err
	}
	if p.Cards, err = cards(f.Lang, p.Result.Hits); err != nil {
		return err
	}
	if p.Result.Total == 0 {
		p.Ways, p.Needs = s.app.Catalogue.Ways(ask.Query()), s.pages[needPath]
	}
	p.Pager = pager(c, p.Result.Next, p.Result.Prev, len(p.Result.Hits))
	f.Lead, f.Description = f.T("catalogue.lead"), f.T("catalogue.lead")
	f.Noindex = ask.Query().Narrowed() || ask.Cursor != ""
	return s.page(c, views.Catalogue(f, p))
}

// wrongParts says what in a query cannot be, each message once.
func wrongParts(l i18n.Lang, f *fault.Error) []string {
	names := map[string]string{
		"q": "catalogue.search", "kind": "catalogue.facet_kind", "disabilities": "catalogue.facet_whom", "centre": "catalogue.facet_centre",
		"province": "catalogue.facet_province", "iso": "catalogue.facet_iso", "readiness": "catalogue.facet_readiness",
		"siap": "catalogue.facet_ready", "terbuka": "catalogue.facet_open", "sort": "catalogue.sort",
	}
	var out []string
	for _, x := range f.Fields {
		text := l.Say(x.Key, x.Args)
		if name, ok := names[x.Name]; ok {
			text = l.T(name) + ": " + text
		}
		out = append(out, text)
	}
	return out
}

// cards are the finished cards of hits, made where they are not there yet.
func cards(l i18n.Lang, hits []catalogue.Hit) (views.FoundCards, error) {
	place := 0
	if l == i18n.EN {
		place = 1
	}
	out := make(views.FoundCards, len(hits))
	for i, h := range hits {
		card, err := h.Card(place, func(e catalogue.Entry) (catalogue.Card, error) { return views.FinishCard(l, e) })
		if err != nil {
			return nil, fault.Wrap(err, "render a card")
		}
		out[i] = views.FoundCard{Card: card, Lang: l}
		if l == i18n.ID || !h.English() { // what is cut from the text is in Indonesian
			out[i].Excerpt = h.Excerpt()
		}
	}
	return out, nil
}

// needPath is where somebody notes what nobody has built yet.
const needPath = "/kebutuhan/baru"

// entryJSON is an entry of the catalogue in the API.
type entryJSON struct {
	ID           string   `json:"id"`
	Type         string   `json:"type"`
	Code         string   `json:"code"`
	Slug         string   `json:"slug"`
	Href         string   `json:"href"` // of its page
	Title        string   `json:"title"`
	Summary      string   `json:"summary"`
	Kind         string   `json:"kind"`
	ISO          string   `json:"iso"`       // ISO 9999 code, "" for none
	Open         bool     `json:"open"`      // everybody may make it
	Readiness    string   `json:"readiness"` // usable, prototype, research, or "" when not measured
	Disabilities []string `json:"disabilities"`
	Centre       string   `json:"centre"`
	CentreName   string   `json:"centre_name"`
	Province     string   `json:"province"`
	TKT          int      `json:"tkt"`
	Photo        string   `json:"photo"` // address of a picture, "" for none
	PublishedAt  string   `json:"published_at"`
	Availability string   `json:"availability"` // unmade, waiting, few or available
	Centres      int      `json:"centres"`      // that have one ready; told when available alone

	Snippet []catalogue.Span `json:"snippet"` // where its text has the words; empty where they stand elsewhere
}

func showEntry(h catalogue.Hit) entryJSON {
	e := h.Entry()
	out := entryJSON{
		ID: e.ID.String(), Type: string(e.Type), Code: e.Code, Slug: e.Slug, Href: views.EntryHref(i18n.ID, e), Title: e.Title,
		ISO: e.ISO, Open: e.Open, Readiness: string(e.Stage()),
		Summary: e.Summary, Kind: e.Kind, Disabilities: append([]string{}, e.Disabilities...), Centre: e.Centre, CentreName: e.CentreName,
		Province: e.Province, TKT: e.TKT, PublishedAt: e.PublishedAt.UTC().Format("2006-01-02T15:04:05Z"),
		Availability: string(e.Band()), Snippet: append([]catalogue.Span{}, h.Excerpt()...),
	}
	if e.Photo.Hash != "" {
		out.Photo = views.PhotoURL(e.Photo.Hash, e.Photo.Width)
	}
	if e.Band() == catalogue.Available {
		out.Centres = e.Supply.Centres
	}
	return out
}

// countJSON is one value of a filter in the API.
type countJSON struct {
	Value string `json:"value"`
	N     int    `json:"n"`
}

func showCounts(counts []catalogue.Count) []countJSON {
	out := make([]countJSON, len(counts))
	for i, x := range counts {
		out[i] = countJSON{x.Value, x.N}
	}
	return out
}

// catalogueAPI is the same search for programs.
func (s *Server) catalogueAPI(c *fiber.Ctx) error {
	in, _, err := query[catalogue.Query](c)
	if err != nil {
		return err
	}
	r, err := s.app.Catalogue.Search(c.UserContext(), in)
	if err != nil {
		return err
	}
	items := make([]entryJSON, len(r.Hits))
	for i, h := range r.Hits {
		items[i] = showEntry(h)
	}
	return c.JSON(fiber.Map{
		"items": items, "next": r.Next, "prev": r.Prev, "total": r.Total, "did_you_mean": r.Meant,
		"facets": fiber.Map{
			"kind": showCounts(r.Kinds), "disabilities": showCounts(r.Disabilities),
			"iso": showCounts(r.ISO), "readiness": showCounts(r.Stages),
			"centre": showCounts(r.Centres), "province": showCounts(r.Provinces), "ready": r.Ready.N, "open": r.Open.N,
		},
	})
}

// suggestAsk is what has been typed into a search box.
type suggestAsk struct {
	Q string `json:"q"`
}

// suggestAPI goes on with what is being typed.
func (s *Server) suggestAPI(c *fiber.Ctx) error {
	in, _, err := query[suggestAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Catalogue.Suggest(c.UserContext(), in.Q)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"items": append([]string{}, list...)})
}

// picture answers with a photo in one of its widths and formats. Its name is that
// of its content, so it never changes.
func (s *Server) picture(c *fiber.Ctx) error {
	got, err := s.printAsked(c)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	if got.Late {
		c.Set(fiber.HeaderCacheControl, "public, max-age=60") // until it has been made
	}
	c.Set(fiber.HeaderContentType, map[innovation.PrintFormat]string{innovation.AsJPEG: "image/jpeg", innovation.AsWebP: "image/webp"}[got.Format])
	return c.Send(got.Data)
}

// printAsked finds the picture that the path names.
func (s *Server) printAsked(c *fiber.Ctx) (innovation.Print, error) {
	name, format, _ := strings.Cut(c.Params("file"), ".")
	hash, size, _ := strings.Cut(name, "-")
	asked := innovation.PrintFormat(format)
	if size == views.ThumbSize && asked == innovation.AsWebP {
		return s.app.Innovations.Thumb(c.UserContext(), hash)
	}
	width, err := strconv.Atoi(size)
	if err != nil || asked != innovation.AsJPEG && asked != innovation.AsWebP {
		return innovation.Print{}, fault.Missing("picture")
	}
	return s.app.Innovations.Print(c.UserContext(), hash, width, asked)
}
