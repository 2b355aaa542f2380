package handlers

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// askToSignIn answers a request that nobody in particular may make. A page is
// opened again after the sign-in; what was typed into a form is carried through
// it, so that nothing is lost.
func (s *Server) askToSignIn(c *fiber.Ctx) error {
	if c.Method() == get || c.Method() == fiber.MethodHead {
		return c.Redirect("/masuk?lanjut="+url.QueryEscape(c.OriginalURL()), fiber.StatusSeeOther)
	}
	return nil
}

// local returns path if it is one of this site, else "/beranda-saya": a link to
// the sign-in page must not lead to another site after it.
func local(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/beranda-saya"
	}
	return path
}
