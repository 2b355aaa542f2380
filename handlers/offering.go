package handlers

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/app/ska"
	"lumbung/views"
)

// offeringRoutes are what SKA offer.
func offeringRoutes() []route {
	return []route{
		{get, "/ska/:centre/produk", (*Server).ownOfferingsPage, 0},
		{get, "/produk/baru", (*Server).newOfferingPage, 0},
		{post, "/produk/baru", (*Server).addOffering, 0},
		{get, "/produk/:offering", (*Server).offeringPage, public | english},
		{get, "/produk/:offering/sunting", (*Server).editOfferingPage, 0},
		{post, "/produk/:offering/sunting", (*Server).changeOffering, 0},
		{post, "/produk/:offering/foto", (*Server).addOfferingPhoto, 0},
		{post, "/produk/:offering/foto/ubah", (*Server).changeOfferingPhoto, 0},
		{post, "/produk/:offering/terbit", (*Server).publishOffering, 0},
		{post, "/produk/:offering/arsip", (*Server).archiveOffering, 0},
		{post, "/produk/:offering/tersedia", (*Server).setAvailable, 0},
		{get, "/produk/:offering/riwayat", (*Server).offeringHistoryPage, 0},
		{get, "/api/v1/offerings", (*Server).offeringsAPI, public},
		{post, "/api/v1/offerings", (*Server).addOfferingAPI, 0},
		{get, "/api/v1/offerings/:offering", (*Server).offeringAPI, public},
		{post, "/api/v1/offerings/:offering/edit", changeOfferingAPI((*ska.House).Offer), 0},
		{post, "/api/v1/offerings/:offering/publish", changeOfferingAPI((*ska.House).Publish), 0},
		{post, "/api/v1/offerings/:offering/archive", changeOfferingAPI((*ska.House).Archive), 0},
		{post, "/api/v1/offerings/:offering/availability", changeOfferingAPI((*ska.House).SetAvailable), 0},
		{post, "/api/v1/offerings/:offering/photos", changeOfferingAPI((*ska.House).AddOfferingPhoto), uploads},
		{post, "/api/v1/offerings/:offering/photos/:hash", changeOfferingAPI((*ska.House).ChangeOfferingPhoto), 0},
		{get, "/api/v1/offerings/:offering/versions", (*Server).offeringVersionsAPI, 0},
	}
}

// offeringPage is a product or a service of an SKA.
func (s *Server) offeringPage(c *fiber.Ctx) error { return s.showOffering(c, nil) }

// showOffering shows the page; closing is the form of its end when that was
// refused.
func (s *Server) showOffering(c *fiber.Ctx, closing *views.Form) error {
	o, err := s.app.SKA.Offering(c.UserContext(), c.Params("offering"))
	if err != nil {
		return err
	}
	f := s.frame(c, "")
	if c.Params("offering") != o.Slug && closing == nil { // one address for each page
		return c.Redirect(f.Href(views.OfferingHref(o.Slug)), fiber.StatusMovedPermanently)
	}
	f = f.With(o.Title, skaCrumb(f), views.Link{Href: f.Href("/ska/" + o.Centre), Text: f.T("ska.of", "centre", s.centreName(c, o.Centre))})
	f.Own, f.Description = true, o.Text
	f.Noindex = f.Noindex || o.State != ska.Published
	p := views.OfferingPage{Offering: o, CentreName: s.centreName(c, o.Centre)}
	if o.Public() {
		f.Image, f.Structured = s.offeringCard(c, o).address(), views.StructuredOffering(f, p)
	}
	if by := visitOf(c).by; policy.May(by, policy.SKASee, o.Centre) {
		p.Staff = s.offeringStaff(c, o, by)
		if closing != nil {
			closing.ID = "arsip-"
			p.Staff.Close = closing
		}
	}
	return s.page(c, views.Offering(f, p))
}

// offeringStaff is what the actor may do with an offering.
func (s *Server) offeringStaff(c *fiber.Ctx, o ska.Offering, by policy.Actor) *views.OfferingStaff {
	staff := &views.OfferingStaff{MayEdit: policy.May(by, policy.OfferingDraft, o.Centre)}
	form := func(path string) *views.Form {
		x := s.form(c, views.OfferingHref(o.Slug)+path)
		x.Version = versionText(o.Version)
		return &x
	}
	if policy.May(by, policy.OfferingPublish, o.Centre) {
		if o.State != ska.Published && len(o.Missing()) == 0 {
			staff.Publish = form("/terbit")
		}
		if o.State != ska.Archived {
			staff.Close = form("/arsip")
			staff.Close.ID = "arsip-"
		}
	}
	if staff.MayEdit && o.State != ska.Archived {
		x := s.form(c, views.OfferingHref(o.Slug)+"/tersedia")
		if !o.Available {
			x = x.Set("available", "1")
		}
		staff.Toggle = &x
	}
	return staff
}

// ownOfferingsPage lists the offerings of an SKA, drafts too.
func (s *Server) ownOfferingsPage(c *fiber.Ctx) error {
	in, _, err := query[ska.List](c)
	if err != nil {
		return err
	}
	list, err := s.app.SKA.Own(c.UserContext(), in)
	if err != nil {
		return err
	}
	f, by := s.frame(c, "ska.own_offerings"), visitOf(c).by
	f.Crumbs = []views.Link{skaCrumb(f), {Href: "/ska/" + in.Centre, Text: f.T("ska.of", "centre", s.centreName(c, in.Centre))}}
	return s.page(c, views.Offerings(f, views.OfferingsPage{
		Centre: in.Centre, Offerings: list.Items, Pager: pager(c, list.Next, list.Prev, len(list.Items)),
		MayBegin: by.Centre == in.Centre && policy.May(by, policy.OfferingDraft, in.Centre),
	}))
}

// newOfferingPage is the form of a draft.
func (s *Server) newOfferingPage(c *fiber.Ctx) error {
	by := visitOf(c).by
	if !policy.May(by, policy.OfferingDraft, by.Centre) {
		return notAllowed(by)
	}
	form := s.form(c, "/produk/baru").Set("kind", string(ska.Product)).Set("available", "1")
	return s.showNewOffering(c, form)
}

func (s *Server) showNewOffering(c *fiber.Ctx, form views.Form) error {
	form.Keep = "produk-baru"
	f := s.frame(c, "ska.new_offering")
	f.Crumbs = []views.Link{skaCrumb(f), {Href: "/ska/" + visitOf(c).by.Centre + "/produk", Text: f.T("ska.own_offerings")}}
	return s.page(c, views.OfferingEdit(f, views.OfferingEditPage{Form: form}))
}

// addOffering saves a draft and goes on with it.
func (s *Server) addOffering(c *fiber.Ctx) error {
	again := func(form views.Form) error { return s.showNewOffering(c, form) }
	return acted(s, c, s.app.SKA.Offer, again, func(o ska.Offering) error {
		return s.redirect(c, views.OfferingHref(o.Slug)+"/sunting", "ska.begun")
	})
}

// offeringEdited is the offering of the page for those who may change it.
func (s *Server) offeringEdited(c *fiber.Ctx) (ska.Offering, error) {
	o, err := s.app.SKA.Offering(c.UserContext(), c.Params("offering"))
	if by := visitOf(c).by; err == nil && !policy.May(by, policy.OfferingDraft, o.Centre) {
		err = notAllowed(by)
	}
	return o, err
}

// editOfferingPage is the form of an offering as it stands.
func (s *Server) editOfferingPage(c *fiber.Ctx) error {
	o, err := s.offeringEdited(c)
	if err != nil {
		return err
	}
	return s.showOfferingForm(c, o, s.offeringForm(c, o), views.Form{}, views.Form{})
}

func (s *Server) offeringForm(c *fiber.Ctx, o ska.Offering) views.Form {
	form := s.formOf(c, views.OfferingHref(o.Slug)+"/sunting", views.OfferingValues(o))
	form.Version = versionText(o.Version)
	return form
}

// showOfferingForm shows the three forms of an offering; those without an action
// are fresh.
func (s *Server) showOfferingForm(c *fiber.Ctx, o ska.Offering, form, photo, photos views.Form) error {
	if photo.Action == "" {
		photo = s.form(c, views.OfferingHref(o.Slug)+"/foto")
	}
	if photos.Action == "" {
		photos = s.form(c, views.OfferingHref(o.Slug)+"/foto/ubah")
	}
	form.Keep = "produk-" + o.Slug
	photo.ID, photo.Multipart = "tambah-", true
	f := s.frame(c, "ska.edit_offering_title", "title", o.Title)
	f.Crumbs = []views.Link{skaCrumb(f), {Href: views.OfferingHref(o.Slug), Text: o.Title}}
	return s.page(c, views.OfferingEdit(f, views.OfferingEditPage{Form: form, Record: &o, Photo: photo, Photos: photos}))
}

// changeOffering saves the form of an offering.
func (s *Server) changeOffering(c *fiber.Ctx) error {
	in, form, err := bind[ska.TermsForm](c)
	if err == nil {
		_, err = s.app.SKA.Offer(c.UserContext(), in)
	}
	if fault.CodeOf(err) == fault.Stale {
		return s.staleOffering(c, form)
	}
	if form, again := s.refused(c, form, err); again {
		o, err := s.offeringEdited(c)
		if err != nil {
			return err
		}
		form.Version = form.Value("version")
		return s.showOfferingForm(c, o, form, views.Form{}, views.Form{})
	}
	if err != nil {
		return err
	}
	return s.redirect(c, views.OfferingHref(c.Params("offering")), "ska.saved")
}

// staleOffering shows what somebody else has written in the meantime.
func (s *Server) staleOffering(c *fiber.Ctx, form views.Form) error {
	o, err := s.offeringEdited(c)
	if err != nil {
		return err
	}
	now := current{Version: versionText(o.Version), Page: views.OfferingHref(o.Slug)}
	values := views.OfferingValues(o)
	for _, name := range views.OfferingFields() {
		now.Fields = append(now.Fields, currentField{Name: name, Label: views.OfferingFieldKey(name), Value: values[name]})
	}
	return s.stale(c, form, now)
}

// photoOfOffering does something to the photos of an offering; a form that is
// refused takes its place on the page.
func photoOfOffering[In any](s *Server, c *fiber.Ctx, do func(context.Context, In) (ska.Offering, error), again func(ska.Offering, views.Form) error) error {
	return acted(s, c, do, func(form views.Form) error {
		o, err := s.offeringEdited(c)
		if err != nil {
			return err
		}
		return again(o, form)
	}, func(o ska.Offering) error { return s.redirect(c, views.OfferingHref(o.Slug)+"/sunting", "ska.saved") })
}

func (s *Server) addOfferingPhoto(c *fiber.Ctx) error {
	return photoOfOffering(s, c, s.app.SKA.AddOfferingPhoto, func(o ska.Offering, form views.Form) error {
		return s.showOfferingForm(c, o, s.offeringForm(c, o), form, views.Form{})
	})
}

func (s *Server) changeOfferingPhoto(c *fiber.Ctx) error {
	return photoOfOffering(s, c, s.app.SKA.ChangeOfferingPhoto, func(o ska.Offering, form views.Form) error {
		return s.showOfferingForm(c, o, s.offeringForm(c, o), views.Form{}, form)
	})
}

// stepOffering does one step in the life of an offering and shows its page.
func stepOffering[In any](s *Server, c *fiber.Ctx, do func(context.Context, In) (ska.Offering, error), done string) error {
	in, _, err := bind[In](c)
	if err != nil {
		return err
	}
	o, err := do(c.UserContext(), in)
	if err != nil {
		return err
	}
	return s.redirect(c, views.OfferingHref(o.Slug), done)
}

func (s *Server) publishOffering(c *fiber.Ctx) error {
	return stepOffering(s, c, s.app.SKA.Publish, "ska.done_published")
}

func (s *Server) setAvailable(c *fiber.Ctx) error {
	return stepOffering(s, c, s.app.SKA.SetAvailable, "ska.saved")
}

// archiveOffering takes an offering out of the catalogue.
func (s *Server) archiveOffering(c *fiber.Ctx) error {
	return acted(s, c, s.app.SKA.Archive, func(form views.Form) error {
		form.Version = form.Value("version")
		return s.showOffering(c, &form)
	}, func(o ska.Offering) error { return s.redirect(c, views.OfferingHref(o.Slug), "ska.done_archived") })
}

// offeringHistoryPage lists what has changed of an offering.
func (s *Server) offeringHistoryPage(c *fiber.Ctx) error {
	in, _, err := query[ska.List](c)
	if err != nil {
		return err
	}
	list, err := s.app.SKA.OfferingHistory(c.UserContext(), c.Params("offering"), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "ska.history")
	f.Crumbs = []views.Link{skaCrumb(f), {Href: views.OfferingHref(c.Params("offering")), Text: c.Params("offering")}}
	return s.page(c, views.SKAHistory(f, views.SKAHistoryPage{Versions: list.Items, Pager: pager(c, list.Next, list.Prev, len(list.Items))}))
}
