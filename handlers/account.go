package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/identity"
	"lumbung/views"
)

// accountRoutes are sessions, accounts and the journal.
func accountRoutes() []route {
	return []route{
		{get, "/masuk", (*Server).signInPage, english},
		{post, "/masuk", (*Server).signIn, open | secret},
		{post, "/keluar", (*Server).signOut, 0},
		{get, "/akun", (*Server).accountPage, 0},
		{post, "/akun/sandi", (*Server).changePassword, secret},
		{post, "/akun/token", (*Server).addToken, secret},
		{post, "/akun/token/:id/cabut", (*Server).revokeToken, 0},
		{get, "/admin/pengguna", (*Server).accountsPage, 0},
		{post, "/admin/pengguna", (*Server).addAccount, secret},
		{get, "/admin/audit", (*Server).journalPage, 0},
	}
}

// accountPage shows somebody their own account.
func (s *Server) accountPage(c *fiber.Ctx) error {
	return s.showAccount(c, func(*views.AccountPage) {})
}

// showAccount shows the account page, changed by what just happened on it.
func (s *Server) showAccount(c *fiber.Ctx, change func(*views.AccountPage)) error {
	own, err := s.app.Accounts.Self(c.UserContext())
	if err != nil {
		return err
	}
	tokens, err := s.app.Accounts.Tokens(c.UserContext(), "")
	if err != nil {
		return err
	}
	f := s.frame(c, "account.title")
	p := views.AccountPage{
		Name: own.Name, Display: own.Display, Role: f.T("role." + roleKey(own.Role)), Centre: s.centreName(c, own.Centre),
		Password: s.form(c, "/akun/sandi"), Token: s.form(c, "/akun/token"),
	}
	for _, t := range tokens {
		p.Tokens = append(p.Tokens, views.TokenRow{Name: t.Name, Made: t.Created, Revoke: s.form(c, "/akun/token/"+t.ID+"/cabut")})
	}
	change(&p)
	p.Password.ID, p.Token.ID = "sandi-", "token-"
	return s.page(c, views.Account(f, p))
}

// changePassword changes one's own password; all other sessions end.
func (s *Server) changePassword(c *fiber.Ctx) error {
	in, form, err := bind[identity.NewPassword](c)
	var out identity.SignedIn
	if err == nil {
		out, err = s.app.Accounts.ChangePassword(c.UserContext(), in, s.origin(c))
	}
	if form, again := s.refused(c, form, err); again {
		return s.showAccount(c, func(p *views.AccountPage) { p.Password = form })
	}
	if err != nil {
		return err
	}
	s.beginSession(c, out)
	return s.redirect(c, "/akun", "account.password_changed")
}

// addToken makes a token and shows it, once: this page is never kept.
func (s *Server) addToken(c *fiber.Ctx) error {
	in, form, err := bind[identity.NewToken](c)
	var secret string
	if err == nil {
		in.Account = "" // one's own
		_, secret, err = s.app.Accounts.AddToken(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showAccount(c, func(p *views.AccountPage) { p.Token = form })
	}
	if err != nil {
		return err
	}
	return s.showAccount(c, func(p *views.AccountPage) { p.NewToken = secret })
}

// revokeToken ends a token.
func (s *Server) revokeToken(c *fiber.Ctx) error {
	in, _, err := bind[identity.Revocation](c)
	if err == nil {
		err = s.app.Accounts.RevokeToken(c.UserContext(), in)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/akun", "account.token_revoked")
}
