package handlers

import (
	"context"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/app/ska"
	"lumbung/views"
	"lumbung/views/sheet"
)

// skaRoutes are Sentra Kreasi ATENSI.
func skaRoutes() []route {
	return []route{
		{get, "/ska", (*Server).skasPage, public | english},
		{get, "/ska/banding", (*Server).skaComparePage, 0},
		{get, "/ska/banding.csv", (*Server).skaCompareCSV, 0},
		{get, "/ska/banding.xlsx", (*Server).skaCompareXLSX, 0},
		{get, "/ska/:centre", (*Server).skaPage, public | english},
		{get, "/ska/:centre/keputusan/:item", (*Server).skaPaper, public},
		{get, "/ska/:centre/riwayat", (*Server).skaHistoryPage, 0},
		{post, "/ska/:centre/foto", (*Server).changeSKAPhoto, 0},
		{get, "/ska/:centre/sunting", (*Server).editSKAPage, 0},
		{get, "/ska/:centre/sunting/:bagian", (*Server).editSKAPartPage, 0},
		{post, "/ska/:centre/sunting/:bagian", (*Server).saveSKAPart, 0},
		{post, "/ska/:centre/sunting/:bagian/hapus", (*Server).removeSKAItem, 0},
		{get, "/api/v1/ska", (*Server).skasAPI, public},
		{get, "/api/v1/ska-comparison", (*Server).skaCompareAPI, 0},
		{get, "/api/v1/ska/:centre", (*Server).skaAPI, public},
		{get, "/api/v1/ska/:centre/profile", (*Server).skaProfileAPI, 0},
		{get, "/api/v1/ska/:centre/versions", (*Server).skaVersionsAPI, 0},
		{post, "/api/v1/ska/:centre/basics", changeSKAAPI((*ska.House).Describe), 0},
		{post, "/api/v1/ska/:centre/rooms", changeSKAAPI((*ska.House).SetRoom), 0},
		{post, "/api/v1/ska/:centre/equipment", changeSKAAPI((*ska.House).SetTool), 0},
		{post, "/api/v1/ska/:centre/capacity", changeSKAAPI((*ska.House).SetLine), 0},
		{post, "/api/v1/ska/:centre/trainees", changeSKAAPI((*ska.House).SetIntake), 0},
		{post, "/api/v1/ska/:centre/decrees", changeSKAAPI((*ska.House).SetDecree), 0},
		{post, "/api/v1/ska/:centre/photos", changeSKAAPI((*ska.House).AddPhoto), uploads},
		{post, "/api/v1/ska/:centre/photos/:hash", changeSKAAPI((*ska.House).ChangePhoto), 0},
		{post, "/api/v1/ska/:centre/:part/remove", changeSKAAPI((*ska.House).Remove), 0},
	}
}

func skaCrumb(f views.Frame) views.Link {
	return views.Link{Href: f.Href("/ska"), Text: f.T("ska.title")}
}

// skasPage lists every SKA.
func (s *Server) skasPage(c *fiber.Ctx) error {
	list, err := s.app.SKA.All(c.UserContext())
	if err != nil {
		return err
	}
	f := s.frame(c, "ska.title")
	f.Lead, f.Description = f.T("ska.lead"), f.T("ska.lead")
	p := views.SKAListPage{Sheets: list, Places: map[string]string{}, MayCompare: policy.Reach(visitOf(c).by.Role, policy.SKACompare) != policy.Never}
	for _, x := range list {
		p.Places[x.Region] = regionName(x.Region)
	}
	return s.page(c, views.SKAList(f, p))
}

// offeringsShown is how many offerings the page of an SKA shows.
const offeringsShown = 24

// skaPage is the public page of an SKA. A former name leads to its present one.
func (s *Server) skaPage(c *fiber.Ctx) error {
	name, err := url.PathUnescape(c.Params("centre"))
	if err != nil {
		return fault.Missing("ska")
	}
	x, err := s.app.SKA.One(c.UserContext(), name)
	if centre, known := s.withoutSKA(c, name, err); known {
		return c.Redirect(s.frame(c, "").Href("/sentra/"+centre), fiber.StatusFound)
	}
	if err != nil {
		return err
	}
	f := s.frame(c, "ska.of", "centre", x.Name)
	if x.Centre != c.Params("centre") {
		return c.Redirect(f.Href("/ska/"+x.Centre), fiber.StatusMovedPermanently)
	}
	list, err := s.app.SKA.Offerings(c.UserContext(), ska.List{Centre: x.Centre, Limit: offeringsShown})
	if err != nil {
		return err
	}
	f.Crumbs, f.Lead, f.Description = []views.Link{skaCrumb(f)}, regionName(x.Region), x.About
	f.Image, f.Structured = skaCard(x).address(), views.StructuredSKA(f, x, regionName(x.Region))
	by := visitOf(c).by
	p := views.SKAPage{Sheet: x, Offerings: list.Items, MayEdit: policy.May(by, policy.SKAEdit, x.Centre), MaySee: policy.May(by, policy.SKASee, x.Centre)}
	if list.Next != "" {
		p.More = f.Href("/katalog") + "?" + url.Values{"kind": {"offer"}, "centre": {x.Centre}}.Encode()
	}
	return s.page(c, views.SKA(f, p))
}

// withoutSKA is the code of a centre that has no SKA, or none any more, when err
// says so: a page that was public once leads on for good.
func (s *Server) withoutSKA(c *fiber.Ctx, name string, err error) (code string, known bool) {
	if fault.CodeOf(err) != fault.NotFound {
		return "", false
	}
	x, err := s.app.Centres.One(c.UserContext(), name)
	return x.Code, err == nil
}

// skaPaper answers with the file of a decree.
func (s *Server) skaPaper(c *fiber.Ctx) error {
	d, data, err := s.app.SKA.Paper(c.UserContext(), c.Params("centre"), c.Params("item"))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+fileName(d.Number)+`.pdf"`)
	return c.Send(data)
}

// skaEdited is the profile of the page for those who may edit it.
func (s *Server) skaEdited(c *fiber.Ctx) (ska.Profile, error) {
	p, err := s.app.SKA.Edit(c.UserContext(), c.Params("centre"))
	if by := visitOf(c).by; err == nil && !policy.May(by, policy.SKAEdit, p.Centre) {
		err = notAllowed(by)
	}
	return p, err
}

// skaPartOf is the step that the address names.
func skaPartOf(c *fiber.Ctx) (ska.Part, error) {
	part, ok := views.SKAPart(c.Params("bagian"))
	if !ok {
		return part, fault.Missing("ska_item")
	}
	return part, nil
}

// editSKAPage leads to the first step.
func (s *Server) editSKAPage(c *fiber.Ctx) error {
	p, err := s.skaEdited(c)
	if err != nil {
		return err
	}
	return c.Redirect(views.SKAEditHref(p.Centre, ska.PartBasics), fiber.StatusSeeOther)
}

// editSKAPartPage is one step of a profile, with the item that the link to it
// names.
func (s *Server) editSKAPartPage(c *fiber.Ctx) error {
	part, err := skaPartOf(c)
	if err != nil {
		return err
	}
	p, err := s.skaEdited(c)
	if err != nil {
		return err
	}
	item := c.Query("item")
	values, version, ok := views.SKAValues(p, part, item)
	if item != "" && !ok {
		return fault.Missing("ska_item")
	}
	form := s.formOf(c, views.SKAEditHref(p.Centre, part), values).Set("item", item)
	if item == "" && part == ska.PartTrainees {
		form = form.Set("half", "0")
	}
	if item != "" || part == ska.PartBasics {
		form.Version = versionText(version)
	}
	return s.showSKAPart(c, p, part, form, views.Form{})
}

func (s *Server) showSKAPart(c *fiber.Ctx, p ska.Profile, part ska.Part, form, photo views.Form) error {
	f := s.frame(c, "ska.edit_title", "centre", s.centreName(c, p.Centre))
	f.Crumbs = []views.Link{skaCrumb(f), {Href: "/ska/" + p.Centre, Text: f.T("ska.of", "centre", s.centreName(c, p.Centre))}}
	form.Multipart = part == ska.PartDecrees || part == ska.PartPhotos
	form.Keep = "ska-" + p.Centre + "-" + string(part) + "-" + form.Value("item")
	x := views.SKAEditPage{Profile: p, Part: part, Form: form, Item: form.Value("item"), Photo: photo, Remove: s.form(c, views.SKAEditHref(p.Centre, part)+"/hapus")}
	if x.Photo.Action == "" {
		x.Photo = s.form(c, "/ska/"+p.Centre+"/foto")
	}
	return s.page(c, views.SKAEdit(f, x))
}

// saveSKAPart saves one step.
func (s *Server) saveSKAPart(c *fiber.Ctx) error {
	part, err := skaPartOf(c)
	if err != nil {
		return err
	}
	switch part {
	case ska.PartBasics:
		return saveSKA(s, c, part, s.app.SKA.Describe)
	case ska.PartRooms:
		return saveSKA(s, c, part, s.app.SKA.SetRoom)
	case ska.PartEquipment:
		return saveSKA(s, c, part, s.app.SKA.SetTool)
	case ska.PartCapacity:
		return saveSKA(s, c, part, s.app.SKA.SetLine)
	case ska.PartTrainees:
		return saveSKA(s, c, part, s.app.SKA.SetIntake)
	case ska.PartDecrees:
		return saveSKA(s, c, part, s.app.SKA.SetDecree)
	default:
		return saveSKA(s, c, part, s.app.SKA.AddPhoto)
	}
}

// saveSKA does one command of a step and shows the step again.
func saveSKA[In any](s *Server, c *fiber.Ctx, part ska.Part, do func(context.Context, In) (ska.Profile, error)) error {
	in, form, err := bind[In](c)
	if err == nil {
		_, err = do(c.UserContext(), in)
	}
	if fault.CodeOf(err) == fault.Stale {
		return s.staleSKA(c, part, form)
	}
	if form, again := s.refused(c, form, err); again {
		p, err := s.skaEdited(c)
		if err != nil {
			return err
		}
		form.Version = form.Value("version")
		return s.showSKAPart(c, p, part, form, views.Form{})
	}
	if err != nil {
		return err
	}
	return s.redirect(c, views.SKAEditHref(c.Params("centre"), part), "ska.saved")
}

// staleSKA lets the sender choose between what they typed and what somebody else
// has saved since.
func (s *Server) staleSKA(c *fiber.Ctx, part ska.Part, form views.Form) error {
	p, err := s.skaEdited(c)
	if err != nil {
		return err
	}
	values, version, ok := views.SKAValues(p, part, form.Value("item"))
	if !ok {
		return fault.Missing("ska_item")
	}
	now := current{Version: versionText(version), Page: views.SKAEditHref(p.Centre, part)}
	for _, name := range views.SKAFields(part) {
		now.Fields = append(now.Fields, currentField{Name: name, Label: views.SKAFieldKey(part, name), Value: values[name]})
	}
	return s.stale(c, form, now)
}

// removeSKAItem takes an item out of a step.
func (s *Server) removeSKAItem(c *fiber.Ctx) error {
	part, err := skaPartOf(c)
	if err != nil {
		return err
	}
	in, _, err := bind[ska.Removal](c)
	if err != nil {
		return err
	}
	in.Part = part
	if _, err := s.app.SKA.Remove(c.UserContext(), in); err != nil {
		return err
	}
	return s.redirect(c, views.SKAEditHref(c.Params("centre"), part), "ska.removed_done")
}

// changeSKAPhoto changes a photo of a profile.
func (s *Server) changeSKAPhoto(c *fiber.Ctx) error {
	in, photo, err := bind[ska.PhotoChange](c)
	if err == nil {
		_, err = s.app.SKA.ChangePhoto(c.UserContext(), in)
	}
	if photo, again := s.refused(c, photo, err); again {
		p, err := s.skaEdited(c)
		if err != nil {
			return err
		}
		return s.showSKAPart(c, p, ska.PartPhotos, s.form(c, views.SKAEditHref(p.Centre, ska.PartPhotos)), photo)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, views.SKAEditHref(c.Params("centre"), ska.PartPhotos), "ska.saved")
}

// skaHistoryPage lists what has changed of a profile.
func (s *Server) skaHistoryPage(c *fiber.Ctx) error {
	in, _, err := query[ska.List](c)
	if err != nil {
		return err
	}
	list, err := s.app.SKA.History(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "ska.history")
	f.Crumbs = []views.Link{skaCrumb(f), {Href: "/ska/" + in.Centre, Text: f.T("ska.of", "centre", s.centreName(c, in.Centre))}}
	return s.page(c, views.SKAHistory(f, views.SKAHistoryPage{Versions: list.Items, Pager: pager(c, list.Next, list.Prev, len(list.Items))}))
}

// skaComparePage puts all SKA side by side.
func (s *Server) skaComparePage(c *fiber.Ctx) error {
	in, _, err := query[ska.CompareAsk](c)
	if err != nil {
		return err
	}
	x, err := s.app.SKA.Compare(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "ska.compare_title")
	f.Lead, f.Crumbs = f.T("ska.compare_lead"), []views.Link{skaCrumb(f)}
	return s.page(c, views.SKACompare(f, views.SKAComparePage{Comparison: x, Downloads: downloads(c, "/ska/banding", "csv", "xlsx")}))
}

func (s *Server) skaCompareCSV(c *fiber.Ctx) error  { return s.skaCompareTable(c, sheet.CSV) }
func (s *Server) skaCompareXLSX(c *fiber.Ctx) error { return s.skaCompareTable(c, sheet.XLSX) }

func (s *Server) skaCompareTable(c *fiber.Ctx, format sheet.Format) error {
	in, _, err := query[ska.CompareAsk](c)
	if err != nil {
		return err
	}
	x, err := s.app.SKA.Compare(c.UserContext(), in)
	if err != nil {
		return err
	}
	l := visitOf(c).lang
	return answerTable(c, format, "banding-ska", "SKA", views.SKACompareColumns(l), func(row func(...any) error) error {
		for _, r := range x.Rows {
			if err := row(views.SKACompareValues(l, r)...); err != nil {
				return err
			}
		}
		return nil
	})
}
