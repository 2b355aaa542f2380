package handlers

import (
	"bytes"
	"encoding/csv"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/allocation"
	"lumbung/app/catalogue"
	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/views"
)

// centreRoutes are centres and their warehouses.
func centreRoutes() []route {
	return []route{
		{get, "/sentra", (*Server).centresPage, public | english},
		{get, "/sentra.csv", (*Server).centresCSV, public},
		{get, "/wilayah-kerja", (*Server).areasPage, public | english},
		{get, "/sentra/:slug", (*Server).centrePage, public | english},
		{get, "/sentra/:slug/sunting", (*Server).editCentrePage, 0},
		{post, "/sentra/:slug/sunting", (*Server).editCentre, 0},
		{get, "/sentra/:slug/gudang", (*Server).housesPage, 0},
		{post, "/sentra/:slug/gudang", (*Server).addHouse, 0},
		{get, "/api/v1/centres", (*Server).centresAPI, public},
		{get, "/api/v1/centres/:code", (*Server).centreAPI, public},
	}
}

// centresPage is the register of the centres: on the map, then by province.
func (s *Server) centresPage(c *fiber.Ctx) error {
	list, err := s.app.Centres.All(c.UserContext())
	if err != nil {
		return err
	}
	book, err := reference.Load()
	if err != nil {
		return fault.Wrap(err, "reference data")
	}
	f := s.frame(c, "centre.title")
	f.Lead, f.Description = f.T("centre.lead"), f.T("centre.lead")
	return s.page(c, views.Centres(f, views.NewCentresPage(f, book, list, s.app.Now())))
}

// centresCSV is the register as a table for machines.
func (s *Server) centresCSV(c *fiber.Ctx) error {
	list, err := s.app.Centres.All(c.UserContext())
	if err != nil {
		return err
	}
	lines := [][]string{{"code", "name", "type", "region_code", "region", "former_names", "ska", "makes", "valid_from", "valid_to", "merged_into", "confidence"}}
	for _, x := range list {
		lines = append(lines, []string{
			x.Code, plainCell(x.Name), string(x.Type), x.Region, regionName(x.Region), plainCell(strings.Join(x.Aliases, "; ")),
			strconv.FormatBool(x.SKA), plainCell(strings.Join(x.Makes, "; ")), views.DayValue(x.ValidFrom), views.DayValue(x.ValidTo), x.MergedInto, string(x.Confidence),
		})
	}
	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(lines); err != nil {
		return fault.Wrap(err, "write csv")
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="sentra.csv"`)
	return c.Send(out.Bytes())
}

// centrePage is the profile of a centre. A former name leads to its present one.
func (s *Server) centrePage(c *fiber.Ctx) error {
	name, err := url.PathUnescape(c.Params("slug"))
	if err != nil {
		return fault.Missing("centre")
	}
	centre, err := s.app.Centres.One(c.UserContext(), name)
	if err != nil {
		return err
	}
	f := s.frame(c, "")
	if centre.Code != c.Params("slug") {
		return c.Redirect(f.Href("/sentra/"+centre.Code), fiber.StatusMovedPermanently)
	}
	book, err := reference.Load()
	if err != nil {
		return fault.Wrap(err, "reference data")
	}
	f = f.With(centre.Name, views.Link{Href: f.Href("/sentra"), Text: f.T("site.centres")})
	p, err := s.centreProfile(c, f, book, centre)
	if err != nil {
		return err
	}
	f.Lead, f.Description, f.Structured = p.Place, p.Place, views.StructuredCentre(f, book, centre)
	f.Image = shared{path: "/sentra/" + centre.Code, title: centre.Name, line: regionName(centre.Region)}.address()
	return s.page(c, views.Centre(f, p))
}

// areasPage tells which centre answers for which province.
func (s *Server) areasPage(c *fiber.Ctx) error {
	list, err := s.app.Centres.All(c.UserContext())
	if err != nil {
		return err
	}
	book, err := reference.Load()
	if err != nil {
		return fault.Wrap(err, "reference data")
	}
	f := s.frame(c, "area.title")
	f.Lead, f.Description = f.T("area.lead"), f.T("area.lead")
	f.Crumbs = []views.Link{{Href: f.Href("/sentra"), Text: f.T("site.centres")}}
	return s.page(c, views.Areas(f, views.NewAreasPage(f, book, list, s.app.Now())))
}

// worksShown is how many of its works the profile of a centre shows.
const worksShown = 12

// centreProfile is a centre with what it has published and what the actor may
// do there.
func (s *Server) centreProfile(c *fiber.Ctx, f views.Frame, book *reference.Book, centre network.Centre) (views.CentrePage, error) {
	by := visitOf(c).by
	p := views.NewCentrePage(f, book, centre, s.app.Now())
	p.MayEdit = policy.May(by, policy.CentreChange, centre.Code)
	p.MayAddHouse = policy.May(by, policy.WarehouseAdd, centre.Code)
	p.MaySeeStock = policy.May(by, policy.StockRead, centre.Code)
	p.MaySeeRequests = policy.May(by, policy.RequestRead, centre.Code)
	if centre.MergedInto != "" {
		p.Into = views.Link{Href: f.Href("/sentra/" + centre.MergedInto), Text: s.centreName(c, centre.MergedInto)}
	}
	works, err := s.app.Catalogue.Search(c.UserContext(), catalogue.Query{Centre: []string{centre.Code}, Limit: worksShown})
	if code := fault.CodeOf(err); err != nil && code != fault.Unready && code != fault.Invalid { // Invalid: it has published nothing
		return p, err
	}
	if works.Next != "" {
		p.All = views.CatalogueAsk{Centre: []string{centre.Code}}.Href(f.Lang)
	}
	p.Cards, err = cards(f.Lang, works.Hits)
	return p, err
}

// editCentrePage is the form of a centre, filled with what is known.
func (s *Server) editCentrePage(c *fiber.Ctx) error {
	centre, err := s.centreToEdit(c, policy.CentreChange)
	if err != nil {
		return err
	}
	return s.showCentreForm(c, centre, views.CentreForm(s.form(c, c.Path()), centre))
}

// centreToEdit is the centre of the page, for those who may do act there.
func (s *Server) centreToEdit(c *fiber.Ctx, act policy.Action) (network.Centre, error) {
	by := visitOf(c).by
	if policy.Reach(by.Role, act) == policy.Never {
		return network.Centre{}, notAllowed(by)
	}
	centre, err := s.app.Centres.One(c.UserContext(), c.Params("slug"))
	if err == nil && !policy.May(by, act, centre.Code) {
		err = notAllowed(by)
	}
	return centre, err
}

func (s *Server) showCentreForm(c *fiber.Ctx, centre network.Centre, form views.Form) error {
	options, err := s.centreOptions(c)
	if err != nil {
		return err
	}
	f := s.centreFrame(c, "centre.edit_title", centre)
	p := views.CentreEditPage{
		Form: form, Regions: regionOptions(f.Lang), Decides: policy.May(visitOf(c).by, policy.CentreChange, op.Headquarters),
		Centres: slices.DeleteFunc(options, func(o views.Option) bool { return o.Value == centre.Code }),
	}
	p.Next, err = s.app.Allocations.NextNumber(c.UserContext(), numberAsked(centre, form))
	if err != nil && fault.CodeOf(err) != fault.Invalid { // what is wrong with the form is said when it is sent
		return err
	}
	return s.page(c, views.CentreEdit(f, p))
}

// centreFrame is the frame of a page about a centre, below its profile.
func (s *Server) centreFrame(c *fiber.Ctx, title string, centre network.Centre) views.Frame {
	f := s.frame(c, title, "name", centre.Name)
	f.Crumbs = []views.Link{{Href: "/sentra", Text: f.T("site.centres")}, {Href: "/sentra/" + centre.Code, Text: centre.Name}}
	return f
}

// centreEdit is the form of a centre; Preview asks for the next number alone.
type centreEdit struct {
	network.Details
	Preview bool `json:"preview"`
}

// editCentre changes a centre. A form that was overtaken shows both versions.
func (s *Server) editCentre(c *fiber.Ctx) error {
	centre, err := s.centreToEdit(c, policy.CentreChange)
	if err != nil {
		return err
	}
	in, form, err := bind[centreEdit](c)
	form.Keep, form.Version = "centre-"+centre.Code, form.Value("version")
	if err == nil && in.Preview {
		return s.previewCentre(c, centre, form)
	}
	if in.Code = centre.Code; err == nil {
		_, err = s.app.Centres.Change(c.UserContext(), in.Details)
	}
	if fault.CodeOf(err) == fault.Stale {
		return s.staleCentre(c, form)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showCentreForm(c, centre, form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/sentra/"+centre.Code, "centre.saved", "name", in.Name)
}

// previewCentre shows the form once more, with the number that would come next.
// Nothing is changed.
func (s *Server) previewCentre(c *fiber.Ctx, centre network.Centre, form views.Form) error {
	_, err := s.app.Allocations.NextNumber(c.UserContext(), numberAsked(centre, form))
	if form, again := s.refused(c, form, err); again {
		return s.showCentreForm(c, centre, form)
	}
	if err != nil {
		return err
	}
	fresh := s.form(c, c.Path()).With(form.Values, nil)
	fresh.Keep, fresh.Version = form.Keep, form.Version
	return s.showCentreForm(c, centre, fresh)
}

// numberAsked is what a form says of the numbers of a centre.
func numberAsked(centre network.Centre, form views.Form) allocation.NumberPreview {
	return allocation.NumberPreview{Centre: centre.Code, LetterCode: form.Value("letter_code"), Template: form.Value("bast_template")}
}

// staleCentre shows what stands now beside what was typed.
func (s *Server) staleCentre(c *fiber.Ctx, form views.Form) error {
	now, err := s.app.Centres.One(c.UserContext(), c.Params("slug"))
	if err != nil {
		return err
	}
	cur := current{Version: versionText(now.Version), Page: "/sentra/" + now.Code}
	for _, x := range views.CentreFields(now) {
		cur.Fields = append(cur.Fields, currentField{Name: x.Name, Label: "centre.field_" + x.Name, Value: strings.Join(x.Values, "\n")})
		if x.Name == "areas" {
			form = form.Set(x.Name, views.AreaLines(form, x.Values)) // boxes and lines
		}
		form = form.Set(x.Name, strings.ReplaceAll(form.Value(x.Name), "\r\n", "\n")) // else browsers make every list differ
	}
	return s.stale(c, form, cur)
}

// housesPage lists the warehouses of a centre for those who may add one.
func (s *Server) housesPage(c *fiber.Ctx) error {
	centre, err := s.centreToEdit(c, policy.WarehouseAdd)
	if err != nil {
		return err
	}
	return s.showHouses(c, centre, s.form(c, c.Path()))
}

func (s *Server) showHouses(c *fiber.Ctx, centre network.Centre, form views.Form) error {
	houses, err := s.app.Centres.Warehouses(c.UserContext(), centre.Code)
	if err != nil {
		return err
	}
	f := s.centreFrame(c, "centre.houses_title", centre)
	f.Lead = f.T("centre.houses_lead")
	return s.page(c, views.Houses(f, views.HousesPage{Houses: houses, Form: form}))
}

// addHouse gives a centre one more warehouse.
func (s *Server) addHouse(c *fiber.Ctx) error {
	centre, err := s.centreToEdit(c, policy.WarehouseAdd)
	if err != nil {
		return err
	}
	in, form, err := bind[network.NewWarehouse](c)
	if in.Centre = centre.Code; err == nil {
		_, err = s.app.Centres.AddWarehouse(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showHouses(c, centre, form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, c.Path(), "centre.house_added", "name", in.Name)
}

// centresAPI lists the centres.
func (s *Server) centresAPI(c *fiber.Ctx) error {
	in, _, err := query[network.List](c)
	if err != nil {
		return err
	}
	page, err := s.app.Centres.List(c.UserContext(), in)
	if err != nil {
		return err
	}
	return listed(c, page.Items, page.Next, page.Prev)
}

// centreAPI answers with one centre, by its code or a name of it.
func (s *Server) centreAPI(c *fiber.Ctx) error {
	centre, err := s.app.Centres.One(c.UserContext(), c.Params("code"))
	if err != nil {
		return err
	}
	return found(c, centre)
}
