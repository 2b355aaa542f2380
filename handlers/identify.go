package handlers

import (
	"context"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

const sessionCookie = "lumbung"

// door tells who stands behind a secret; it fails with NoActor for one that it
// does not know.
type door interface {
	BySession(ctx context.Context, secret string) (policy.Actor, error)
	ByToken(ctx context.Context, secret string) (policy.Actor, error)
}

// identify finds out who asks, and lets the use cases know. Pages go by the
// session cookie and the API by a bearer token, never the other way round: so
// no page of another site can make a browser use the API.
func (s *Server) identify(c *fiber.Ctx) (err error) {
	v := visitOf(c)
	if isAPI(c.Path()) {
		v.by, err = s.byToken(c)
	} else {
		v.by, err = s.bySession(c, v)
	}
	if err != nil {
		return err
	}
	c.SetUserContext(op.As(c.UserContext(), v.by))
	return c.Next()
}

// byToken returns whose token the request bears. Whoever writes must have one,
// but for what is open to everybody, as reading may be.
func (s *Server) byToken(c *fiber.Ctx) (policy.Actor, error) {
	token, ok := strings.CutPrefix(c.Get(fiber.HeaderAuthorization), "Bearer ")
	if ok {
		return s.door.ByToken(c.UserContext(), token)
	}
	if c.Method() != get && c.Method() != fiber.MethodHead && !visitOf(c).route.has(open) {
		return policy.Actor{}, fault.New(fault.NoActor, "error.sign_in", nil)
	}
	return policy.Actor{}, nil
}

// bySession returns whose session the cookie names; nobody's when it is over.
// The secret is kept all the same: forms that were opened in that session still
// carry its token.
func (s *Server) bySession(c *fiber.Ctx, v *visit) (policy.Actor, error) {
	v.session = c.Cookies(s.cookieName(c, sessionCookie))
	if v.session == "" {
		return policy.Actor{}, nil
	}
	by, err := s.door.BySession(c.UserContext(), v.session)
	if fault.CodeOf(err) == fault.NoActor {
		return policy.Actor{}, nil
	}
	return by, err
}
