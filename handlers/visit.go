package handlers

import (
	"crypto/rand"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/policy"
	"lumbung/views/i18n"
)

// visit is what the middleware found out about one request.
type visit struct {
	id      string // shown in error pages and written to the log
	route   *route // nil until a row of the table matched
	lang    i18n.Lang
	by      policy.Actor
	session string  // the secret in the session cookie; "" when there is none
	guest   string  // the secret of somebody who is not signed in, for form tokens
	token   string  // the form token of this answer
	posted  *posted // the body, once it has been read
}

type visitKey struct{}

// visitOf returns what is known of the request. It begins one for requests that
// fail before any middleware has seen them, such as a body over the limit.
func visitOf(c *fiber.Ctx) *visit {
	if v, ok := c.Locals(visitKey{}).(*visit); ok {
		return v
	}
	v := &visit{id: newRequestID(), lang: languageOf(c)}
	c.Locals(visitKey{}, v)
	return v
}

// newRequestID makes a short reference that can be read out on the telephone.
func newRequestID() string { return rand.Text()[:12] }

// languageOf is English under /en and, for programs, where they ask for it.
func languageOf(c *fiber.Ctx) i18n.Lang {
	path := c.Path()
	switch {
	case path == "/en" || len(path) > 4 && path[:4] == "/en/":
		return i18n.EN
	case isAPI(path):
		return i18n.Parse(c.Get(fiber.HeaderAcceptLanguage))
	default:
		return i18n.ID
	}
}

// pattern is the path of the route as the table writes it, without the ids of
// anybody.
func (v *visit) pattern() string {
	if v.route == nil {
		return "-"
	}
	return v.route.Path
}

func (v *visit) signedIn() bool { return v.by.Role != policy.Public }
