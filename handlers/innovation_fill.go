package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/innovation"
	"lumbung/views"
)

// fillRoutes complete a draft on one page.
func fillRoutes() []route {
	return []route{
		{get, "/inovasi/:innovation/lengkapi", (*Server).fillPage, 0},
		{post, "/inovasi/:innovation/lengkapi", (*Server).fill, 0},
		{post, "/api/v1/innovations/:innovation/fill", (*Server).fillAPI, 0},
	}
}

// fillPage is one form of all that a draft misses. Where nothing is, it leads to
// where it is handed in.
func (s *Server) fillPage(c *fiber.Ctx) error {
	rec, err := s.mayEdit(c)
	if err != nil {
		return err
	}
	names := rec.ToFill()
	switch {
	case !rec.Editable():
		return c.Redirect("/inovasi/"+rec.Slug, fiber.StatusSeeOther)
	case len(names) == 0:
		return c.Redirect("/inovasi/"+rec.Slug+"/ajukan", fiber.StatusSeeOther)
	}
	form := s.form(c, c.Path())
	form.Values, form.Version = views.InnovationValues(rec), versionText(rec.Version)
	return s.showFill(c, rec, form, names)
}

func (s *Server) showFill(c *fiber.Ctx, rec innovation.Innovation, form views.Form, names []string) error {
	p := views.InnovationFillPage{Form: form, Record: rec, Names: names, MaySubmit: rec.State == innovation.Draft || rec.State == innovation.Returned}
	p.Form.Keep, p.Form.Multipart = "lengkapi-"+rec.Slug, len(rec.Photos) == 0
	f := s.frame(c, "fill.title", "title", rec.Title)
	f.Crumbs = []views.Link{innovationsCrumb(f), {Href: "/inovasi/" + rec.Slug + "/sunting", Text: f.T("formpart.all")}}
	return s.page(c, views.InnovationFill(f, p))
}

// fill saves what was missing, and with ?ajukan=1 hands the draft in. A script
// that saves by itself is told the version.
func (s *Server) fill(c *fiber.Ctx) error {
	in, form, err := bind[innovation.Filling](c)
	in.Submit = c.Query("ajukan") != ""
	var rec innovation.Innovation
	if err == nil {
		rec, err = s.app.Innovations.Fill(c.UserContext(), in)
	}
	if answered, err := s.answerSave(c, form, rec, err); answered {
		return err
	}
	if form, again := s.refused(c, form, err); again {
		if rec, err = s.mayEdit(c); err != nil {
			return err
		}
		form.Version = form.Value("version")
		delete(form.Values, "only") // the page names them itself
		return s.showFill(c, rec, form, views.FillNames(in.Only, rec))
	}
	switch {
	case err != nil:
		return err
	case in.Submit:
		return s.redirect(c, "/inovasi/"+rec.Slug, "innovation.submitted", "code", rec.Code)
	}
	return s.redirect(c, c.Path(), "innovation.saved")
}

func (s *Server) fillAPI(c *fiber.Ctx) error { return innovationCommand(c, s.app.Innovations.Fill) }
