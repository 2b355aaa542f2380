package handlers

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/views"
)

// editInnovationPage leads to the parts of the form.
func (s *Server) editInnovationPage(c *fiber.Ctx) error {
	rec, err := s.mayEdit(c)
	if err != nil {
		return err
	}
	if !rec.Editable() {
		return c.Redirect("/inovasi/"+rec.Slug, fiber.StatusSeeOther)
	}
	f := s.frame(c, "innovation.edit_title", "title", rec.Title)
	f.Crumbs = []views.Link{innovationsCrumb(f)}
	p := views.InnovationEditPage{Record: rec, Due: rec.Due()}
	if last, ok := rec.LastReview(); ok && (rec.State == innovation.Returned || rec.State == innovation.Refused) {
		p.Review = &views.ReviewRow{Decision: last.Decision, Reason: last.Reason, At: last.At}
	}
	alike, err := s.app.Innovations.Similar(c.UserContext(), rec.Title, rec.ID)
	if err != nil {
		return err
	}
	for _, x := range alike {
		p.Similar = append(p.Similar, views.Link{Href: "/inovasi/" + x.Slug, Text: x.Title + " · " + s.centreName(c, x.Centre)})
	}
	return s.page(c, views.InnovationEdit(f, p))
}

// partOf is the part of the form that the address names.
func partOf(c *fiber.Ctx) (innovation.Part, error) {
	part, ok := views.InnovationPart(c.Params("bagian"))
	if !ok {
		return part, fault.New(fault.NotFound, "error.page_not_found", nil)
	}
	return part, nil
}

// editPartPage is one part of the form as the record stands.
func (s *Server) editPartPage(c *fiber.Ctx) error {
	part, err := partOf(c)
	if err != nil {
		return err
	}
	rec, err := s.mayEdit(c)
	if err != nil {
		return err
	}
	if !rec.Editable() {
		return c.Redirect("/inovasi/"+rec.Slug, fiber.StatusSeeOther)
	}
	return s.showPart(c, rec, part, s.partForm(c, rec, part), s.photoForm(c, rec))
}

// partForm is a part of the form with what the record says.
func (s *Server) partForm(c *fiber.Ctx, rec innovation.Innovation, part innovation.Part) views.Form {
	form := s.form(c, views.InnovationPartHref(rec.Slug, part))
	form.Values, form.Version = views.InnovationValues(rec), versionText(rec.Version)
	return form
}

func (s *Server) photoForm(c *fiber.Ctx, rec innovation.Innovation) views.Form {
	return s.form(c, "/inovasi/"+rec.Slug+"/foto")
}

func (s *Server) showPart(c *fiber.Ctx, rec innovation.Innovation, part innovation.Part, form, photo views.Form) error {
	form.Keep = "inovasi-" + rec.Slug + "-" + string(part)
	photo.ID, photo.Multipart = "foto-", true
	f := s.frame(c, "innovation.edit_title", "title", rec.Title)
	f.Lead = views.InnovationPartLead(f, part)
	f.Crumbs = []views.Link{innovationsCrumb(f), {Href: "/inovasi/" + rec.Slug + "/sunting", Text: f.T("formpart.all")}}
	return s.page(c, views.InnovationPartEdit(f, views.InnovationPartPage{Form: form, Photo: photo, Record: rec, Part: part}))
}

// changePart saves one part of the working copy and goes on to the next, or
// stays when it is asked to. A script that saves by itself is told the version.
func (s *Server) changePart(c *fiber.Ctx) error {
	part, err := partOf(c)
	if err != nil {
		return err
	}
	in, form, err := bind[innovation.Edit](c)
	in.Part = part
	var rec innovation.Innovation
	if err == nil {
		rec, err = s.app.Innovations.Change(c.UserContext(), in)
	}
	if answered, err := s.answerSave(c, form, rec, err); answered {
		return err
	}
	if form, again := s.refused(c, form, err); again {
		if rec, err = s.mayEdit(c); err != nil {
			return err
		}
		form.Version = form.Value("version")
		return s.showPart(c, rec, part, form, s.photoForm(c, rec))
	}
	if err != nil {
		return err
	}
	next := views.NextInnovationPart(rec.Slug, part)
	if c.Query("tetap") != "" {
		next = views.InnovationPartHref(rec.Slug, part)
	}
	return s.redirect(c, next, "innovation.saved")
}

// answerSave answers a script that saves by itself, which is told the version, and
// whoever saved over what somebody else has changed. Everybody else is still to be
// answered.
func (s *Server) answerSave(c *fiber.Ctx, form views.Form, rec innovation.Innovation, err error) (answered bool, _ error) {
	if c.Get("X-Lumbung-Autosave") != "" {
		if err != nil {
			return true, err
		}
		return true, c.JSON(fiber.Map{"version": rec.Version})
	}
	if clash, ok := errors.AsType[*innovation.Clash](err); ok {
		return true, s.clashPage(c, form, clash)
	}
	return false, nil
}

// clashPage lets the sender put together what they typed and what somebody else
// has saved since; nothing is saved yet.
func (s *Server) clashPage(c *fiber.Ctx, form views.Form, clash *innovation.Clash) error {
	rec, err := s.mayEdit(c)
	if err != nil {
		return err
	}
	mine := s.form(c, form.Action).With(form.Values, nil)
	mine.Version = versionText(clash.Version)
	c.Status(fiber.StatusConflict)
	f := s.frame(c, "clash.title", "title", rec.Title)
	return s.page(c, views.InnovationClash(f, views.InnovationClashPage{Form: mine, Record: rec, Clash: clash}))
}

// addPhoto adds a photo to the working copy.
func (s *Server) addPhoto(c *fiber.Ctx) error {
	in, photo, err := bind[innovation.NewPhoto](c)
	if err == nil {
		_, err = s.app.Innovations.AddPhoto(c.UserContext(), in)
	}
	photo, again := s.refused(c, photo, err)
	if err != nil && !again {
		return err
	}
	rec, errSee := s.mayEdit(c)
	if errSee != nil {
		return errSee
	}
	if again {
		return s.showPart(c, rec, innovation.PartPhotos, s.partForm(c, rec, innovation.PartPhotos), photo)
	}
	return s.redirect(c, views.InnovationPartHref(rec.Slug, innovation.PartPhotos), "innovation.photo_added")
}

// firstOf is the first of the values of a field, or "".
func firstOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
