package handlers

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/op"
)

// A form token proves that a form came from a page of ours: it is an HMAC under
// the secret of the session cookie, which no other site can read. So it needs no
// store, and forms opened before a restart still work. Somebody who is not
// signed in has a cookie of their own for it. Each page carries the token under
// a fresh mask, because compression would otherwise tell of it bit by bit.

const formCookie = "lumbung_form"

// tokenLabel keeps this use of the session's secret apart from any other.
const tokenLabel = "form token"

// formToken returns the token that the forms of this answer carry.
func (s *Server) formToken(c *fiber.Ctx) string {
	v := visitOf(c)
	if v.token == "" {
		v.token = maskToken(tokenOf(s.formSecret(c)))
	}
	return v.token
}

// formSecret is the secret of the session or, for nobody in particular, of a
// cookie that it sets where there is none.
func (s *Server) formSecret(c *fiber.Ctx) string {
	v := visitOf(c)
	if v.session != "" {
		return v.session
	}
	if v.guest == "" {
		v.guest = c.Cookies(s.cookieName(c, formCookie))
	}
	if v.guest == "" {
		v.guest = rand.Text()
		c.Cookie(s.cookie(c, formCookie, v.guest))
	}
	return v.guest
}

func tokenOf(secret string) []byte {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(tokenLabel))
	return mac.Sum(nil)
}

func maskToken(token []byte) string {
	out := make([]byte, 2*len(token))
	_, _ = rand.Read(out[:len(token)]) // never fails, see crypto/rand
	for i, b := range token {
		out[len(token)+i] = b ^ out[i]
	}
	return base64.RawURLEncoding.EncodeToString(out)
}

func unmaskToken(text string) ([]byte, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(raw) != 2*sha256.Size {
		return nil, false
	}
	token := raw[sha256.Size:]
	for i := range token {
		token[i] ^= raw[i]
	}
	return token, true
}

// fromOurForm lets a form through that a page of ours has sent. Somebody whose
// session is over is asked to sign in and finds what they typed again.
func (s *Server) fromOurForm(c *fiber.Ctx) error {
	v := visitOf(c)
	if site := c.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return fault.New(fault.Denied, "error.foreign_form", nil)
	}
	p := postedBy(c)
	if p.err != nil {
		return p.err
	}
	if !v.signedIn() && !v.route.has(open) {
		return fault.New(fault.NoActor, "error.session_over", nil)
	}
	token, ok := unmaskToken(p.csrf)
	if ok && hmac.Equal(token, tokenOf(s.formSecret(c))) || s.withoutCookies(c) {
		return c.Next()
	}
	return fault.New(fault.Denied, "error.foreign_form", nil)
}

// withoutCookies tells whether somebody whose browser keeps no cookies, or has
// been closed since, has sent a form for everybody from a page of ours, as the
// browser itself says. Another
// site gains nothing by such a form: without a cookie there is nobody in whose
// name it could be sent.
func (s *Server) withoutCookies(c *fiber.Ctx) bool {
	v := visitOf(c)
	if v.signedIn() || !v.route.has(open) || c.Cookies(s.cookieName(c, formCookie)) != "" {
		return false
	}
	if site := c.Get("Sec-Fetch-Site"); site != "" {
		return site == "same-origin"
	}
	return c.Get(fiber.HeaderOrigin) == s.base(c)
}

// once makes a repeated request one command: by the header that programs send,
// or by the hidden field of a form that somebody sends with a double click. An
// answer that holds a secret is never kept for that.
func (s *Server) once(c *fiber.Ctx) error {
	if visitOf(c).route.has(secret) {
		return c.Next()
	}
	key := c.Get("Idempotency-Key")
	if !isAPI(c.Path()) {
		key = postedBy(c).once
	}
	c.SetUserContext(op.Once(c.UserContext(), key))
	return c.Next()
}

// cookieName is the name of a cookie. Behind TLS the prefix lets no other host
// of the domain set it.
func (s *Server) cookieName(c *fiber.Ctx, name string) string {
	if s.secure(c) {
		return "__Host-" + name
	}
	return name
}

// cookie makes a cookie that lasts as long as the browser runs and that no
// script can read.
func (s *Server) cookie(c *fiber.Ctx, name, value string) *fiber.Cookie {
	return &fiber.Cookie{
		Name: s.cookieName(c, name), Value: value, Path: "/",
		HTTPOnly: true, Secure: s.secure(c), SameSite: fiber.CookieSameSiteLaxMode, SessionOnly: true,
	}
}
