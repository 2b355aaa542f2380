package handlers

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

const sessionCookie = "lumbung"

// identify finds out who asks, and lets the use cases know. Pages go by the
// session cookie and the API by a bearer token, never the other way round: so
// no page of another site can make a browser use the API.
func (s *Server) identify(c *fiber.Ctx) error {
	v := visitOf(c)
	var err error
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

// byToken returns whose token the request bears. Whoever writes must have one;
// reading may be open to all.
func (s *Server) byToken(c *fiber.Ctx) (policy.Actor, error) {
	_, ok := strings.CutPrefix(c.Get(fiber.HeaderAuthorization), "Bearer ")
	if !ok && c.Method() != get && c.Method() != fiber.MethodHead {
		return policy.Actor{}, fault.New(fault.NoActor, "error.sign_in", nil)
	}
	if !ok {
		return policy.Actor{}, nil
	}
	return policy.Actor{}, fault.New(fault.NoActor, "error.token", nil)
}

// bySession returns whose session the cookie names; nobody's when it is over.
func (s *Server) bySession(c *fiber.Ctx, v *visit) (policy.Actor, error) {
	v.session = c.Cookies(s.cookieName(c, sessionCookie))
	if v.session == "" {
		return policy.Actor{}, nil
	}
	return policy.Actor{}, nil
}
