package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/views"
)

// mediaPage is the form of the video of an innovation.
func (s *Server) mediaPage(c *fiber.Ctx) error {
	rec, err := s.mayEdit(c)
	if err != nil {
		return err
	}
	if !rec.Editable() {
		return c.Redirect("/inovasi/"+rec.Slug, fiber.StatusSeeOther)
	}
	form := s.form(c, "/inovasi/"+rec.Slug+"/media").Set("video", rec.Media.Video).Set("transcript", rec.Media.Transcript)
	if rec.Media.Signed {
		form = form.Set("signed", "1")
	}
	form.Version = versionText(rec.Version)
	return s.showMedia(c, rec, form)
}

func (s *Server) showMedia(c *fiber.Ctx, rec innovation.Innovation, form views.Form) error {
	form.Keep = "media-" + rec.Slug
	f := s.frame(c, "media.title", "title", rec.Title)
	f.Lead, f.Crumbs = f.T("media.lead"), []views.Link{innovationsCrumb(f), {Href: "/inovasi/" + rec.Slug, Text: rec.Title}}
	return s.page(c, views.MediaEdit(f, form))
}

// setMedia saves the video of an innovation.
func (s *Server) setMedia(c *fiber.Ctx) error {
	in, form, err := bind[innovation.MediaEdit](c)
	var rec innovation.Innovation
	if err == nil {
		rec, err = s.app.Innovations.SetMedia(c.UserContext(), in)
	}
	if fault.CodeOf(err) == fault.Stale {
		return s.staleMedia(c, form)
	}
	if form, again := s.refused(c, form, err); again {
		if rec, err = s.mayEdit(c); err != nil {
			return err
		}
		form.Version = form.Value("version")
		return s.showMedia(c, rec, form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/inovasi/"+rec.Slug, "media.saved")
}

// staleMedia lets the sender choose between their video and another one that
// was saved meanwhile.
func (s *Server) staleMedia(c *fiber.Ctx, form views.Form) error {
	rec, err := s.mayEdit(c)
	if err != nil {
		return err
	}
	return s.stale(c, form, current{Version: versionText(rec.Version), Page: "/inovasi/" + rec.Slug + "/media", Fields: []currentField{
		{Name: "video", Label: "media.video", Value: rec.Media.Video}, {Name: "transcript", Label: "media.transcript", Value: rec.Media.Transcript},
	}})
}

func (s *Server) setMediaAPI(c *fiber.Ctx) error {
	return innovationCommand(c, s.app.Innovations.SetMedia)
}
