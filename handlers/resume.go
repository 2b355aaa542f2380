package handlers

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/views"
)

// A form that was sent after its session was over is carried through the
// sign-in: its fields travel as hidden inputs under carryPrefix, beside where it
// was going and its idempotency key. Passwords and files do not travel.
const (
	carryTo     = "bawa_ke"
	carryOnce   = "bawa_kunci"
	carryPrefix = "bawa."
)

const homePage = "/beranda-saya"

// askToSignIn answers a request that nobody in particular may make. A page is
// opened again after the sign-in; what was typed into a form is carried through
// it, so that nothing is lost.
func (s *Server) askToSignIn(c *fiber.Ctx) error {
	if c.Method() == get || c.Method() == fiber.MethodHead {
		return c.Redirect(signInPath(c.OriginalURL()), fiber.StatusSeeOther)
	}
	p := postedBy(c)
	form := s.form(c, "/masuk")
	p.carriedTo, p.carried, p.carriedOnce = c.Path(), p.values, p.once
	form.Values = p.withCarried(url.Values{})
	return s.showSignIn(c, form, true)
}

// takeCarried moves what a sign-in form carries for another one out of values.
func (p *posted) takeCarried(values url.Values) {
	p.carriedTo, p.carriedOnce = values.Get(carryTo), values.Get(carryOnce)
	values.Del(carryTo)
	values.Del(carryOnce)
	p.carried = url.Values{}
	for name, list := range values {
		if field, ok := strings.CutPrefix(name, carryPrefix); ok {
			p.carried[field] = list
			delete(values, name)
		}
	}
}

// withCarried adds to the values of a sign-in form what it carries.
func (p *posted) withCarried(values url.Values) url.Values {
	if values == nil {
		values = url.Values{}
	}
	if p.carriedTo == "" {
		return values
	}
	values.Set(carryTo, p.carriedTo)
	values.Set(carryOnce, p.carriedOnce)
	for name, list := range p.carried {
		if !isPassword(name) {
			values[carryPrefix+name] = list
		}
	}
	return values
}

// resume gives the carried form back to whoever signed in, to be sent with one
// tap: they see what it is, since another page could have made it up.
func (s *Server) resume(c *fiber.Ctx, by policy.Actor, p *posted) error {
	c.SetUserContext(op.As(c.UserContext(), by))
	form := s.form(c, local(p.carriedTo)).With(p.carried, nil)
	if p.carriedOnce != "" {
		form.Idempotency = p.carriedOnce
	}
	f := s.frame(c, "session.resume_title")
	return s.page(c, views.ResumePage(f, views.NewResume(form, s.landing(by.Role))))
}

// local returns path if it is one of this site, else the page where everybody
// begins: a link to the sign-in page must not lead to another site after it.
func local(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return homePage
	}
	return path
}
