package handlers

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"lumbung/views"
)

// infoRoutes are pages that explain.
func infoRoutes() []route {
	return []route{
		{get, "/tentang", (*Server).infoPage, public | english},
		{get, "/cara-mendapatkan", (*Server).infoPage, public | english},
		{get, "/aksesibilitas", (*Server).infoPage, public | english},
		{get, "/privasi", (*Server).infoPage, public | english},
		{get, "/bantuan", (*Server).infoPage, public | english},
	}
}

// infoPage is one of the pages that explain: what Lumbung is, how to get a
// device, accessibility, privacy, help. Its text stands among the words.
func (s *Server) infoPage(c *fiber.Ctx) error {
	topic := views.InfoTopic(strings.TrimPrefix(strings.TrimPrefix(c.Path(), "/en"), "/"))
	f := s.frame(c, topic.Key("title"))
	f.Lead, f.Description = f.T(topic.Key("lead")), f.T(topic.Key("lead"))
	return s.page(c, views.Explain(f, topic))
}
