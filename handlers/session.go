package handlers

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/identity"
	"lumbung/app/policy"
	"lumbung/views"
)

// DemoPassword is the password of every account of the sample data. It is no
// secret: the sign-in page sends it for whoever taps such an account.
const DemoPassword = "lumbung-contoh" //nolint:gosec // published on the sign-in page of sample data

// signInForm is what the sign-in page sends: besides the credentials the page to
// go on to.
type signInForm struct {
	identity.Credentials

	Next string `json:"lanjut"`
}

// landings are where those begin who have no queues of their own; everybody else
// begins at what waits for them.
var landings = map[policy.Role]string{
	policy.Admin: "/admin/pengguna", policy.Ministry: "/ruang-komando", policy.Auditor: "/admin/audit", policy.CommandRoom: "/ruang-komando",
}

// landing is the page a role begins on.
func (s *Server) landing(r policy.Role) string {
	if path := landings[r]; s.pages[path] {
		return path
	}
	return homePage
}

// signInPage asks who somebody is.
func (s *Server) signInPage(c *fiber.Ctx) error {
	in, _, err := query[struct {
		Next string `json:"lanjut"`
	}](c)
	if err != nil {
		return err
	}
	form := s.form(c, "/masuk").Set("lanjut", local(in.Next))
	return s.showSignIn(c, form, false)
}

func (s *Server) showSignIn(c *fiber.Ctx, form views.Form, carried bool) error {
	form.Idempotency = "" // a sign-in is never given again
	f := s.frame(c, "session.title")
	f.Session, f.CSRF = true, s.formToken(c)
	page := views.SignInPage{Form: form, Carried: carried}
	samples, err := s.app.Accounts.Samples(c.UserContext())
	if err != nil {
		return err
	}
	for _, a := range samples {
		one := form.With(form.Values, nil).Set("name", a.Name).Set("password", DemoPassword)
		page.Demo = append(page.Demo, views.DemoAccount{
			Form: one, Name: a.Display, Role: f.T("role." + roleKey(a.Role)), Centre: s.centreName(c, a.Centre),
		})
	}
	return s.page(c, views.SignIn(f, page))
}

// signIn begins a session, under a new secret.
func (s *Server) signIn(c *fiber.Ctx) error {
	p := postedBy(c)
	in, form, err := bind[signInForm](c)
	var out identity.SignedIn
	if err == nil {
		out, err = s.app.Accounts.SignIn(c.UserContext(), in.Credentials, s.origin(c))
	}
	if form, again := s.refused(c, form, err); again {
		delete(form.Values, "password")
		form.Values = p.withCarried(form.Values)
		return s.showSignIn(c, form, p.carriedTo != "")
	}
	if err != nil {
		return err
	}
	s.beginSession(c, out)
	if p.carriedTo != "" {
		return s.resume(c, out.Account.Actor(), p)
	}
	if next := local(in.Next); next != homePage {
		return c.Redirect(next, fiber.StatusSeeOther)
	}
	return c.Redirect(s.landing(out.Account.Role), fiber.StatusSeeOther)
}

func (s *Server) origin(c *fiber.Ctx) identity.Origin {
	return identity.Origin{Address: s.address(c), Session: visitOf(c).session}
}

// beginSession gives the browser the secret of a new session. Forms of this
// answer belong to it already.
func (s *Server) beginSession(c *fiber.Ctx, in identity.SignedIn) {
	c.Cookie(s.cookie(c, sessionCookie, in.Secret))
	s.forgetCookie(c, formCookie)
	v := visitOf(c)
	v.by, v.session, v.token = in.Account.Actor(), in.Secret, ""
}

// signOut ends the session.
func (s *Server) signOut(c *fiber.Ctx) error {
	if err := s.app.Accounts.SignOut(c.UserContext(), visitOf(c).session); err != nil {
		return err
	}
	s.forgetCookie(c, sessionCookie)
	return s.redirect(c, "/", "session.ended")
}

// signInPath is the sign-in page that leads back to a page afterwards.
func signInPath(next string) string { return "/masuk?lanjut=" + url.QueryEscape(next) }
