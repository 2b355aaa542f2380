package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/policy"
	"lumbung/views"
	"lumbung/views/i18n"
)

// innovationRoutes are the record: its lists, its parts, its pictures, and its forms on paper.
func innovationRoutes() []route {
	return []route{
		{get, "/inovasi", (*Server).innovationsPage, 0},
		{get, "/inovasi/baru", (*Server).newInnovationPage, 0},
		{post, "/inovasi/baru", (*Server).beginInnovation, 0},
		{get, "/inovasi/:innovation.jsonld", (*Server).innovationLinked, public},
		{get, "/inovasi/:innovation.csv", (*Server).innovationCSV, public},
		{get, "/inovasi/:innovation/kipp", (*Server).kippPage, 0},
		{get, "/inovasi/:innovation/kipp.docx", (*Server).kippDocument, 0},
		{get, "/inovasi/:innovation/kipp.pdf", (*Server).kippPaper, 0},
		{get, "/inovasi/:innovation", (*Server).innovationPage, public | english},
		{get, "/inovasi/:innovation/sunting", (*Server).editInnovationPage, 0},
		{get, "/inovasi/:innovation/sunting/:bagian", (*Server).editPartPage, 0},
		{post, "/inovasi/:innovation/sunting/:bagian", (*Server).changePart, 0},
		{post, "/inovasi/:innovation/foto", (*Server).addPhoto, 0},
		{get, "/inovasi/:innovation/media", (*Server).mediaPage, 0},
		{post, "/inovasi/:innovation/media", (*Server).setMedia, 0},
		{get, "/api/v1/innovations", (*Server).innovationsAPI, public},
		{post, "/api/v1/innovations", (*Server).addInnovationAPI, uploads},
		{get, "/api/v1/innovations/:innovation", (*Server).innovationAPI, public},
		{post, "/api/v1/innovations/:innovation/edit", (*Server).editInnovationAPI, 0},
		{post, "/api/v1/innovations/:innovation/photos", (*Server).addPhotoAPI, uploads},
		{post, "/api/v1/innovations/:innovation/media", (*Server).setMediaAPI, 0},
	}
}

// innovationAsk is how the page of an innovation is to be shown.
type innovationAsk struct {
	Read string `json:"baca"`
	View string `json:"tampilan"` // as it was called at first; addresses stay good
}

// easy tells whether the easy-to-read text is asked for.
func (a innovationAsk) easy() bool { return a.Read == "mudah" || a.View == "mudah" }

// innovationPage shows what is published; those who may see more find the way to
// it, and the working copy where nothing is published yet.
func (s *Server) innovationPage(c *fiber.Ctx) error {
	ask, _, err := query[innovationAsk](c)
	if err != nil {
		return err
	}
	ctx, ref := c.UserContext(), c.Params("innovation")
	rec, errSee := s.app.Innovations.See(ctx, ref)
	sheet, err := s.app.Innovations.BySlug(ctx, ref)
	preview := fault.CodeOf(err) == fault.NotFound && errSee == nil
	if preview {
		sheet, err = workingCopy(rec), nil
	}
	if err != nil {
		return err
	}
	f, p, err := s.innovationSheet(c, sheet)
	if err != nil {
		return err
	}
	if !preview && ref != sheet.Slug { // one address for each page
		return c.Redirect(f.Href("/inovasi/"+sheet.Slug), fiber.StatusMovedPermanently)
	}
	p.Preview, p.Easy = preview, ask.easy() && sheet.Easy != ""
	if !preview {
		if p.Spread, err = s.spreadOf(c, sheet); err != nil {
			return err
		}
		if p.Questions, err = s.questionsOf(c, sheet); err != nil {
			return err
		}
	}
	if p.Needs, err = s.app.Needs.ByIDs(ctx, sheet.Needs); err != nil {
		return err
	}
	if errSee == nil {
		p.Staff = s.innovationStaff(c, rec)
	}
	f.Noindex = f.Noindex || preview || sheet.Archived
	if !preview {
		f.Structured = views.StructuredInnovation(f, p)
	}
	return s.page(c, views.Innovation(f, p))
}

// workingCopy is a draft in the shape of a published innovation.
func workingCopy(rec innovation.Innovation) innovation.Sheet {
	return innovation.Sheet{ID: rec.ID, Code: rec.Code, Slug: rec.Slug, Centre: rec.Centre, Content: rec.Content}
}

// innovationSheet gathers what stands around a sheet: names, devices, supply.
func (s *Server) innovationSheet(c *fiber.Ctx, sheet innovation.Sheet) (views.Frame, views.InnovationPage, error) {
	f := s.frame(c, "")
	f = f.With(sheet.Title, views.Link{Href: f.Href("/katalog"), Text: f.T("catalogue.title")})
	f.Description, f.Own, f.Kind = sheet.Summary, true, "article"
	if f.Lang == i18n.EN && sheet.English.Title != "" {
		f.Title, f.Own = sheet.English.Title, false
	}
	if f.Lang == i18n.EN && sheet.English.Summary != "" {
		f.Description = sheet.English.Summary
	}
	f.Image = s.innovationCard(c, sheet).address()
	p := views.InnovationPage{Sheet: sheet, CentreName: s.centreName(c, sheet.Centre), CentreHref: f.Href("/sentra/" + sheet.Centre)}
	if hit, ok := s.app.Catalogue.One(sheet.ID); ok {
		p.Entry = hit.Entry()
	}
	var err error
	if p.Devices, p.Recalls, err = s.devicesOf(c, f, sheet.ID); err != nil {
		return f, p, err
	}
	p.Numbers, err = s.numbersOfInnovation(c, sheet)
	return f, p, err
}

// innovationStaff is what the actor may do with a record.
func (s *Server) innovationStaff(c *fiber.Ctx, rec innovation.Innovation) *views.InnovationStaff {
	by := visitOf(c).by
	staff := &views.InnovationStaff{
		Record:    rec,
		MayEdit:   rec.Editable() && policy.May(by, policy.InnovationDraft, rec.Centre),
		MaySubmit: rec.Submittable() && policy.May(by, policy.InnovationSubmit, rec.Centre),
		MayReview: rec.State == innovation.Submitted && policy.May(by, policy.InnovationReview, rec.Centre),
		Reviews:   s.reviewRows(c, rec),
	}
	staff.Acts = s.innovationActs(c, rec)
	if policy.May(by, policy.InnovationArchive, rec.Centre) && rec.State != innovation.Archived && rec.State != innovation.Submitted && !rec.Cancellable() && rec.State != innovation.Cancelled {
		form := s.form(c, "/inovasi/"+rec.Slug+"/arsip")
		form.ID, form.Version = "arsip-", versionText(rec.Version)
		staff.Archive = &form
	}
	return staff
}

func (s *Server) reviewRows(c *fiber.Ctx, rec innovation.Innovation) []views.ReviewRow {
	rows := make([]views.ReviewRow, len(rec.Reviews))
	for i, r := range rec.Reviews {
		centre := s.centreName(c, r.By.Centre)
		if centre == "" {
			centre = visitOf(c).lang.T("innovation.ministry")
		}
		rows[i] = views.ReviewRow{Decision: r.Decision, Reason: r.Reason, Centre: centre, At: r.At}
	}
	return rows
}

// innovationsPage lists the work of the actor's centre.
func (s *Server) innovationsPage(c *fiber.Ctx) error {
	in, _, err := query[innovation.List](c)
	if err != nil {
		return err
	}
	list, err := s.app.Innovations.Mine(c.UserContext(), in)
	if err != nil {
		return err
	}
	by := visitOf(c).by
	p := views.InnovationsPage{
		Items: list.Items, Pager: pager(c, list.Next, list.Prev, len(list.Items)),
		MayBegin: policy.May(by, policy.InnovationDraft, by.Centre),
	}
	if p.Waiting, err = s.waitingReplications(c); err != nil {
		return err
	}
	if p.Duties.Duties, err = s.app.Innovations.Duties(c.UserContext()); err != nil {
		return err
	}
	p.Duties.Now = s.app.Now()
	title := "innovation.mine"
	if by.Centre == "" {
		title, p.Centres = "innovation.all_centres", s.centreNames(c, list.Items)
	}
	return s.page(c, views.Innovations(s.frame(c, title), p))
}

// centreNames are the names of the centres of some records, by code.
func (s *Server) centreNames(c *fiber.Ctx, list []innovation.Innovation) map[string]string {
	names := map[string]string{}
	for _, i := range list {
		if _, ok := names[i.Centre]; !ok {
			names[i.Centre] = s.centreName(c, i.Centre)
		}
	}
	return names
}

// newInnovationPage is the form of a draft.
func (s *Server) newInnovationPage(c *fiber.Ctx) error {
	by := visitOf(c).by
	if !policy.May(by, policy.InnovationDraft, by.Centre) {
		return notAllowed(by)
	}
	return s.showNewInnovation(c, s.form(c, "/inovasi/baru"))
}

// notAllowed is the refusal of a page whose form the actor could not send.
func notAllowed(by policy.Actor) error {
	if by.Role == policy.Public {
		return fault.New(fault.NoActor, "error.sign_in", nil)
	}
	return fault.New(fault.Denied, "error.denied", nil)
}

func (s *Server) showNewInnovation(c *fiber.Ctx, form views.Form) error {
	form.Multipart, form.Keep = true, "inovasi-baru"
	f := s.frame(c, "innovation.new")
	f.Lead, f.Crumbs = f.T("innovation.new_lead"), []views.Link{innovationsCrumb(f)}
	return s.page(c, views.InnovationNew(f, views.InnovationNewPage{Form: form}))
}

func innovationsCrumb(f views.Frame) views.Link {
	return views.Link{Href: "/inovasi", Text: f.T("site.innovations")}
}

// beginInnovation saves a draft and goes on with it.
func (s *Server) beginInnovation(c *fiber.Ctx) error {
	in, form, err := bind[innovation.NewInnovation](c)
	var rec innovation.Innovation
	if err == nil {
		rec, err = s.app.Innovations.Begin(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showNewInnovation(c, form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/inovasi/"+rec.Slug+"/sunting", "innovation.begun", "code", rec.Code)
}

// mayEdit reads a record for a page that changes it.
func (s *Server) mayEdit(c *fiber.Ctx) (innovation.Innovation, error) {
	rec, err := s.app.Innovations.See(c.UserContext(), c.Params("innovation"))
	if err != nil {
		return rec, err
	}
	if by := visitOf(c).by; !policy.May(by, policy.InnovationDraft, rec.Centre) {
		return rec, notAllowed(by)
	}
	return rec, nil
}

// submitInnovationPage asks once more, or says what is missing.
func (s *Server) submitInnovationPage(c *fiber.Ctx) error {
	rec, err := s.mayEdit(c)
	if err != nil {
		return err
	}
	if !rec.Submittable() {
		return c.Redirect("/inovasi/"+rec.Slug, fiber.StatusSeeOther)
	}
	form := s.form(c, "/inovasi/"+rec.Slug+"/ajukan")
	form.Version = versionText(rec.Version)
	return s.showSubmit(c, rec, form)
}

func (s *Server) showSubmit(c *fiber.Ctx, rec innovation.Innovation, form views.Form) error {
	f := s.frame(c, "innovation.submit_title", "title", rec.Title)
	f.Crumbs = []views.Link{innovationsCrumb(f)}
	return s.page(c, views.InnovationSubmit(f, views.InnovationSubmitPage{Form: form, Record: rec}))
}

// submitInnovation hands the working copy in.
func (s *Server) submitInnovation(c *fiber.Ctx) error {
	in, form, err := bind[innovation.Submission](c)
	var rec innovation.Innovation
	if err == nil {
		rec, err = s.app.Innovations.Submit(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		if rec, err = s.mayEdit(c); err != nil {
			return err
		}
		form.Version = versionText(rec.Version)
		return s.showSubmit(c, rec, form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/inovasi/"+rec.Slug, "innovation.submitted", "code", rec.Code)
}

// archiveInnovation takes an innovation out of the catalogue.
func (s *Server) archiveInnovation(c *fiber.Ctx) error {
	in, _, err := bind[innovation.Closing](c)
	if err != nil {
		return err
	}
	rec, err := s.app.Innovations.Archive(c.UserContext(), in)
	if err != nil {
		return err
	}
	return s.redirect(c, "/inovasi/"+rec.Slug, "innovation.archived_done", "code", rec.Code)
}
