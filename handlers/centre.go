package handlers

import (
	"bytes"
	"encoding/csv"
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/catalogue"
	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/views"
)

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
	lines := [][]string{{"code", "name", "type", "region_code", "former_names", "ska", "makes", "confidence"}}
	for _, x := range list {
		lines = append(lines, []string{
			x.Code, plainCell(x.Name), string(x.Type), x.Region, plainCell(strings.Join(x.Aliases, "; ")),
			strconv.FormatBool(x.SKA), plainCell(strings.Join(x.Makes, "; ")), string(x.Confidence),
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
	by := visitOf(c).by
	p := views.NewCentrePage(f, book, centre, s.app.Now())
	p.MayEdit = policy.May(by, policy.CentreChange, centre.Code)
	p.MaySeeStock = policy.May(by, policy.StockRead, centre.Code)
	p.MaySeeRequests = policy.May(by, policy.RequestRead, centre.Code)
	hits, err := s.app.Catalogue.Search(c.UserContext(), catalogue.Query{Centre: []string{centre.Code}, Limit: 12})
	if code := fault.CodeOf(err); err != nil && code != fault.Unready && code != fault.Invalid { // Invalid: it has published nothing
		return err
	}
	if p.Cards, err = cards(f.Lang, hits.Hits); err != nil {
		return err
	}
	f.Lead, f.Description = p.Place, p.Place
	return s.page(c, views.Centre(f, p))
}

// editCentrePage is the form of a centre, filled with what is known.
func (s *Server) editCentrePage(c *fiber.Ctx) error {
	centre, err := s.app.Centres.One(c.UserContext(), c.Params("slug"))
	if err != nil {
		return err
	}
	by := visitOf(c).by
	if !policy.May(by, policy.CentreChange, centre.Code) {
		return notAllowed(by)
	}
	return s.showCentreForm(c, centre.Name, views.CentreForm(s.form(c, "/sentra/"+centre.Code+"/sunting"), centre))
}

func (s *Server) showCentreForm(c *fiber.Ctx, name string, form views.Form) error {
	f := s.frame(c, "")
	f = f.With(f.T("centre.edit_title", "name", name), views.Link{Href: "/sentra", Text: f.T("site.centres")}, views.Link{Href: "/sentra/" + c.Params("slug"), Text: name})
	return s.page(c, views.CentreEdit(f, form))
}

// editCentre changes a centre. A form that was overtaken shows both versions.
func (s *Server) editCentre(c *fiber.Ctx) error {
	in, form, err := bind[network.Details](c)
	in.Code = c.Params("slug")
	if err == nil {
		_, err = s.app.Centres.Change(c.UserContext(), in)
	}
	if fault.CodeOf(err) == fault.Stale {
		return s.staleCentre(c, form)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showCentreForm(c, in.Name, form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/sentra/"+in.Code, "centre.saved", "name", in.Name)
}

// staleCentre shows what stands now beside what was typed.
func (s *Server) staleCentre(c *fiber.Ctx, form views.Form) error {
	now, err := s.app.Centres.One(c.UserContext(), c.Params("slug"))
	if err != nil {
		return err
	}
	cur := current{Version: strconv.FormatInt(now.Version, 10), Page: "/sentra/" + now.Code}
	for _, x := range views.CentreFields(now) {
		cur.Fields = append(cur.Fields, currentField{Name: x.Name, Label: "centre.field_" + x.Name, Value: strings.Join(x.Values, "\n")})
	}
	return s.stale(c, form, cur)
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
